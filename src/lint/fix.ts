import type { Finding, TextEdit } from '../api/finding.js';
import type { Source } from '../manifest/document.js';
import { edited, editsOf, harmless, startOfEdit } from './harmless.js';

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
  const mended = wanted.length === 0 ? [] : harmless(source, wanted);
  return { source: { file: source.file, text: edited(source.text, 0, mended) }, mended };
}

/** The index of the first of `edits`, which are in order, that begins where `edit` does or behind that. */
function firstFrom(edits: readonly TextEdit[], edit: TextEdit): number {
  let low = 0;
  let high = edits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOfEdit(edits[middle]!) < startOfEdit(edit)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether an edit touches what one of `made` does; those are in order and do not overlap. */
function overlaps(edit: TextEdit, made: readonly TextEdit[]): boolean {
  const at = firstFrom(made, edit);
  const [before, next] = [made[at - 1], made[at]];
  if (before && before.location.end.offset > startOfEdit(edit)) return true;
  if (!next) return false;
  return startOfEdit(next) === startOfEdit(edit) || startOfEdit(next) < edit.location.end.offset;
}
