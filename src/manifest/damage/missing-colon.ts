import { type Damage, type Diagnosis, indented, mayName, placeOf, short } from './diagnosis.js';
import type { Row } from './rows.js';

const GLUED = /^([\w./-]+):(?!\/\/)(?=[^\s:])/;
const LONE = /^[\w./-]+$/;
const SPACED = /^([\w./-]+) +[^\s:]+$/;

/** A key whose colon is missing, or has no space behind it. */
export function missingColon(damage: Damage): Diagnosis | undefined {
  const { problem, rows, here, secret } = damage;
  const begin = rows.find(
    ({ start, text }) => start <= problem.since && problem.since <= start + text.length,
  );
  const missing = problem.phrase.startsWith("could not find expected ':'");
  if (!missing && !problem.phrase.startsWith('mapping values are not allowed')) return undefined;
  const row = rows[here];
  const at = missing ? begin : rows[here - 1];
  if (!row || !at || at.key !== undefined) return undefined;
  const glued = gluedColon(at);
  if (glued) return glued;
  const above = rows[rows.indexOf(at) - 1];
  if (missing && above && above.key === undefined && above.value !== '' && above.column !== at.column) {
    return textForField(at, above);
  }
  if (!missing && !secret && LONE.test(at.value) && row.indent > at.column) {
    return colonBehind(at, at.value, ':');
  }
  const spaced = row.indent <= at.column + 2 ? SPACED.exec(at.value) : null;
  if (spaced) {
    const [, key = ''] = spaced;
    return secret || !mayName(key, at, damage) ? undefined : colonBehind(at, key, ': …');
  }
  if (!missing) return undefined;
  return {
    hint: 'write a colon behind the key; make it a comment with # if it is text; indent it if it belongs to the value above',
  };
}

function gluedColon(row: Row): Diagnosis | undefined {
  const glued = GLUED.exec(row.text.slice(row.column));
  if (!glued) return undefined;
  const start = row.start + row.column;
  const colon = start + glued[0].length;
  return {
    message: 'a colon without a space behind it does not end a key',
    place: { start, end: colon },
    hint: `write a space behind the colon: ${short(glued[1] ?? '')}: …`,
    edits: [{ start: colon, end: colon, text: ' ' }],
    fix: 'write a space behind the colon',
  };
}

/** Text under text: it may go on with it. */
function textForField(row: Row, above: Row): Diagnosis {
  return {
    message: 'text in the place of a field',
    place: placeOf(row),
    hint: `indent it by ${above.column} if it goes on with line ${above.line}, or write a colon behind the key`,
    edits: [indented(row, above.column)],
  };
}

/** `shown`: what is to be written behind the key. */
function colonBehind(row: Row, key: string, shown: string): Diagnosis {
  const end = row.start + row.column + key.length;
  return {
    message: 'a key without a colon behind it',
    place: placeOf(row),
    hint: `is a colon missing here? ${short(key)}${shown}`,
    edits: [{ start: end, end, text: ':' }],
  };
}
