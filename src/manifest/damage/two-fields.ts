import { fieldNameAtEnd, isFieldName } from '../../api/field-names.js';
import { listed } from '../../api/text.js';
import { type Damage, type Diagnosis, type Edit, mayName, short } from './diagnosis.js';
import type { Row } from './rows.js';

interface Word {
  /** Columns from 0; `end` is that of the colon. */
  start: number;
  end: number;
  text: string;
}

const WORD = /(?<=\s)(["']?)([A-Za-z_][\w./-]*)\1:(?=\s|$)/g;
const MOST_NAMED = 4;
/** A field's name at the end of another word is one only if it is this long. */
const SHORTEST_RUN_ON = 4;

/** `kind: Pod metadata:`: what should be two lines, or a value that has a colon in it. */
export function twoFields(damage: Damage): Diagnosis | undefined {
  const { problem, rows, here } = damage;
  const row = rows[here];
  if (!row || row.key === undefined) return undefined;
  const colon = problem.phrase.startsWith('mapping values are not allowed');
  if (!colon && !problem.phrase.startsWith('did not find expected key')) return undefined;
  const at = problem.offset - row.start;
  const words = wordsOf(row).filter(({ end }) => end >= at);
  const [first] = words;
  // The reader stops at the colon, or at the word behind a closing quote.
  if (!first || (colon ? first.end !== at : first.start !== at)) {
    return colon && at > row.valueColumn ? quoteIt(row) : undefined;
  }
  const before = row.text.slice(row.valueColumn, first.start).trim();
  const behind = row.text.slice(first.end + 1).trim();
  if (!mayName(first.text, row, damage)) return runOn(row, first, before, damage) ?? quoteIt(row);
  if (before === '' && behind !== '' && !isFieldName(first.text)) {
    return runOn(row, first, before, damage) ?? quoteIt(row);
  }
  const named = words.filter((word) => mayName(word.text, row, damage));
  const names = named.slice(0, MOST_NAMED).map((word) => `${short(word.text)}:`);
  if (named.length > MOST_NAMED) names.push('more');
  const begin = `begin a new line${before === '' ? ', indented deeper,' : ''} before ${listed(names)}`;
  const start = row.start + first.start;
  if (named.length > MOST_NAMED) {
    return {
      message: 'several fields on one line',
      place: { start, end: row.start + first.end + 1 },
      hint: `begin a new line before each of them: ${listed(names)}`,
    };
  }
  const diagnosis: Diagnosis = {
    message: 'two fields on one line',
    place: { start, end: row.start + first.end + 1 },
    hint: `${begin}, or put the value of ${short(row.key)} in quotes if it is one text`,
  };
  // Text of several words is more likely to go on.
  if (/^[^"'].*\s/.test(before)) {
    delete diagnosis.message;
    diagnosis.hint = `${quoteIt(row).hint}; or ${begin}`;
  } else if (!/\s-\s/.test(row.text.slice(row.column))) diagnosis.edits = newLines(row, words);
  return diagnosis;
}

function wordsOf(row: Row): Word[] {
  return [...row.text.matchAll(WORD)]
    .filter(({ index }) => index >= row.valueColumn)
    .map((match) => ({
      start: match.index,
      end: match.index + match[0].length - 1,
      text: match[2] ?? '',
    }));
}

/** `name: mysecrettype: Opaque`: the next line's field at the end of a value. */
function runOn(row: Row, word: Word, before: string, damage: Damage): Diagnosis | undefined {
  const field = before === '' ? fieldNameAtEnd(word.text, SHORTEST_RUN_ON) : undefined;
  if (field === undefined || !mayName(field, row, damage)) return undefined;
  const start = row.start + word.end - field.length;
  return {
    message: 'two fields on one line',
    place: { start, end: start + field.length + 1 },
    hint: `begin a new line before ${field}:, or put the value of ${short(row.key ?? '')} in quotes if it is one text`,
    edits: [{ start, end: start, text: `\n${' '.repeat(row.column)}` }],
  };
}

function quoteIt({ key = '' }: Row): Diagnosis {
  return { hint: `put the value of ${short(key)} in quotes, for it contains a colon and a space` };
}

/** A line for each word; deeper behind a key that has no value on the line. */
function newLines(row: Row, words: readonly Word[]): Edit[] {
  let { column } = row;
  let valueFrom = row.valueColumn;
  return words.map((word) => {
    if (row.text.slice(valueFrom, word.start).trim() === '') column += 2;
    valueFrom = word.end + 1;
    const start = row.start + row.text.slice(0, word.start).trimEnd().length;
    return { start, end: row.start + word.start, text: `\n${' '.repeat(column)}` };
  });
}
