import { type Damage, type Diagnosis, indented, mayName, placeOf, short } from './diagnosis.js';

const GLUED = /^([\w./-]+):(?!\/\/)(?=[^\s:])/;

/** A key whose colon is missing, or has no space behind it. */
export function missingColon(damage: Damage): Diagnosis | undefined {
  const { problem, rows, here } = damage;
  const begin = rows.find(
    ({ start, text }) => start <= problem.since && problem.since <= start + text.length,
  );
  const missing = problem.phrase.startsWith("could not find expected ':'");
  if (!missing && !problem.phrase.startsWith('mapping values are not allowed')) return undefined;
  const row = rows[here];
  const at = missing ? begin : rows[here - 1];
  if (!row || !at || at.key !== undefined) return undefined;
  const text = at.text.slice(at.column);
  const start = at.start + at.column;
  const glued = GLUED.exec(text);
  if (glued) {
    const colon = start + glued[0].length;
    return {
      message: 'a colon without a space behind it does not end a key',
      place: { start, end: colon },
      hint: `write a space behind the colon: ${short(glued[1] ?? '')}: …`,
      edits: [{ start: colon, end: colon, text: ' ' }],
      fix: 'write a space behind the colon',
    };
  }
  const above = rows[rows.indexOf(at) - 1];
  if (missing && above && above.key === undefined && above.value !== '') {
    return {
      message: 'text in the place of a field',
      place: placeOf(at),
      hint: `indent it by ${above.column} if it goes on with line ${above.line}, or write a colon behind the key`,
      edits: [indented(at, above.column)],
    };
  }
  const lone = /^[\w./-]+$/.exec(at.value);
  if (lone && !missing && row.indent > at.column && !damage.secret) {
    const end = start + at.value.length;
    return {
      message: 'a key without a colon behind it',
      place: placeOf(at),
      hint: `is a colon missing here? ${short(lone[0])}:`,
      edits: [{ start: end, end, text: ':' }],
    };
  }
  const spaced = /^([\w./-]+) +\S/.exec(at.value);
  if (spaced && row.indent <= at.column + 2 && !at.value.includes(':') && /^[\w./-]+ +\S+$/.test(at.value)) {
    const [, key = ''] = spaced;
    if (damage.secret || !mayName(key, at, damage)) return undefined;
    const end = start + key.length;
    return {
      message: 'a key without a colon behind it',
      place: placeOf(at),
      hint: `is a colon missing here? ${short(key)}: …`,
      edits: [{ start: end, end, text: ':' }],
    };
  }
  if (missing) {
    return {
      hint: 'write a colon behind the key; make it a comment with # if it is text; indent it if it belongs to the value above',
    };
  }
  return undefined;
}
