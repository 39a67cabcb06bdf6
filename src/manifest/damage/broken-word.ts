import { isFieldName } from '../../api/field-names.js';
import { type Damage, type Diagnosis, isMisplaced, mayName, placeOf } from './diagnosis.js';

/** `spec: contai` and `ners:` below it: a word that was broken at the end of a line, of a text that was copied. */
export function brokenWord(damage: Damage): Diagnosis | undefined {
  const { problem, rows, here } = damage;
  const [row, above] = [rows[here], rows[here - 1]];
  if (!isMisplaced(problem) || !row || !above || row.key === undefined || row.dash !== undefined)
    return undefined;
  const beginning = /(?:^|\s)([A-Za-z]+)$/.exec(above.value)?.[1];
  if (beginning === undefined) return undefined;
  const word = beginning + row.key;
  if (!isFieldName(word) || !mayName(beginning, above, damage)) return undefined;
  const value = above.value.slice(0, -beginning.length).trimEnd();
  const end = above.start + above.valueColumn + above.value.length;
  const start = end - beginning.length;
  const from = above.start + above.text.slice(0, start - above.start).trimEnd().length;
  // What the word was broken off from: the value before it, or nothing, and then it is a field of the key above.
  const column = value !== '' && row.indent > (above.dash ?? above.column) ? above.column : row.indent;
  return {
    message: `the word ${word} is broken over two lines`,
    place: placeOf(row),
    hint: `write ${word}: here${column === row.indent ? '' : `, indented by ${column}`}, and take ${beginning} off the end of line ${above.line}`,
    edits: [
      { start: from, end, text: '' },
      { start: row.start, end: row.start + row.column, text: ' '.repeat(column) + beginning },
    ],
    fix: `put the word ${word} together`,
  };
}
