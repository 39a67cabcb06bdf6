import type { Finding, TextEdit } from '../api/finding.js';
import type { ReadResult, Source } from '../manifest/document.js';
import { parseManifests } from '../manifest/parse.js';
import { isHarmful } from './harm.js';

export interface Fixed {
  source: Source;
  /** The findings whose fixes are in `source`. */
  mended: Finding[];
}

/**
 * The text with the fixes of `findings` made in it, but for those that overlap an earlier one, and those that would change
 * what else the text means or make it unreadable. The findings may be of many files: only those whose edits are all of this
 * one count.
 */
export function applyFixes(source: Source, findings: readonly Finding[]): Fixed {
  const wanted: Finding[] = [];
  const edits: TextEdit[] = [];
  for (const finding of findings) {
    const own = editsOf(finding);
    if (own.length === 0 || own.some(({ location }) => location.file !== source.file)) continue;
    if (own.some((edit) => edits.some((made) => overlap(edit, made)))) continue;
    edits.push(...own);
    wanted.push(finding);
  }
  const mended = wanted.length === 0 ? [] : harmless(source, parseManifests(source), wanted);
  return { source: edited(source, mended), mended };
}

/** The most of the fixes that do no harm together: halves are looked at where the whole does. */
function harmless(source: Source, was: ReadResult, findings: readonly Finding[]): Finding[] {
  if (!isHarmful(was, edited(source, findings), findings)) return [...findings];
  if (findings.length === 1) return [];
  const middle = findings.length >> 1;
  const first = harmless(source, was, findings.slice(0, middle));
  const rest = harmless(source, was, findings.slice(middle));
  const all = [...first, ...rest];
  if (first.length === 0 || rest.length === 0) return all;
  return isHarmful(was, edited(source, all), all) ? first : all;
}

function editsOf({ fix }: Finding): readonly TextEdit[] {
  return fix?.edits ?? [];
}

function edited({ file, text: before }: Source, findings: readonly Finding[]): Source {
  // From the end to the beginning, so that offsets stay what they are.
  const edits = findings.flatMap(editsOf);
  edits.sort((a, b) => b.location.start.offset - a.location.start.offset);
  let text = before;
  for (const { location, text: written } of edits) {
    text = text.slice(0, location.start.offset) + written + text.slice(location.end.offset);
  }
  return { file, text };
}

function overlap(a: TextEdit, b: TextEdit): boolean {
  const [from, to] = [a.location.start.offset, a.location.end.offset];
  const [start, end] = [b.location.start.offset, b.location.end.offset];
  return (from < end && start < to) || from === start;
}
