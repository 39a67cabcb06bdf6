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
  /** By their places. */
  const made: TextEdit[] = [];
  for (const finding of findings) {
    const own = editsOf(finding);
    if (own.length === 0 || own.some(({ location }) => location.file !== source.file)) continue;
    if (own.some((edit) => overlaps(edit, made))) continue;
    for (const edit of own) made.splice(firstFrom(made, edit), 0, edit);
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
  edits.sort((a, b) => startOf(b) - startOf(a));
  const parts: string[] = [];
  let rest = before.length;
  for (const edit of edits) {
    parts.push(before.slice(edit.location.end.offset, rest), edit.text);
    rest = startOf(edit);
  }
  parts.push(before.slice(0, rest));
  return { file, text: parts.reverse().join('') };
}

function startOf({ location }: TextEdit): number {
  return location.start.offset;
}

/** The index of the first of `edits`, which are in order, that begins where `edit` does or behind that. */
function firstFrom(edits: readonly TextEdit[], edit: TextEdit): number {
  let low = 0;
  let high = edits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOf(edits[middle]!) < startOf(edit)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether an edit touches what one of `made` does; those are in order and do not overlap. */
function overlaps(edit: TextEdit, made: readonly TextEdit[]): boolean {
  const at = firstFrom(made, edit);
  const [before, next] = [made[at - 1], made[at]];
  if (before && before.location.end.offset > startOf(edit)) return true;
  if (!next) return false;
  return startOf(next) === startOf(edit) || startOf(next) < edit.location.end.offset;
}
