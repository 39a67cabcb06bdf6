import type { Finding, TextEdit } from '../api/finding.js';
import type { Source } from '../manifest/document.js';

export interface Fixed {
  source: Source;
  /** The findings whose fixes are in `source`. */
  mended: Finding[];
}

/**
 * The text with the fixes of `findings` made in it, those that overlap an earlier one left out. The findings may be of
 * many files: only those whose edits are all of this one count.
 */
export function applyFixes(source: Source, findings: readonly Finding[]): Fixed {
  const mended: Finding[] = [];
  const edits: TextEdit[] = [];
  for (const finding of findings) {
    const wanted = finding.fix?.edits ?? [];
    if (wanted.length === 0 || wanted.some(({ location }) => location.file !== source.file)) continue;
    if (wanted.some((edit) => edits.some((made) => overlap(edit, made)))) continue;
    edits.push(...wanted);
    mended.push(finding);
  }
  // From the end to the beginning, so that offsets stay what they are.
  edits.sort((a, b) => b.location.start.offset - a.location.start.offset);
  let { text } = source;
  for (const { location, text: written } of edits) {
    text = text.slice(0, location.start.offset) + written + text.slice(location.end.offset);
  }
  return { source: { file: source.file, text }, mended };
}

function overlap(a: TextEdit, b: TextEdit): boolean {
  const [from, to] = [a.location.start.offset, a.location.end.offset];
  const [start, end] = [b.location.start.offset, b.location.end.offset];
  return (from < end && start < to) || from === start;
}
