import { type Damage, type Diagnosis, isMisplaced, short } from './diagnosis.js';

const PAIR = /^(["']?)([\w./-]+)=(?=\S)/;

/** `disktype=ssd`, as labels are written on a command line. */
export function equalsSign({ problem, rows, here }: Damage): Diagnosis | undefined {
  if (!isMisplaced(problem) && !problem.phrase.startsWith("could not find expected ':'")) return undefined;
  const begin = rows.find(
    ({ start, text }) => start <= problem.since && problem.since <= start + text.length,
  );
  for (const row of [begin, rows[here], rows[here - 1]]) {
    const match = row && row.key === undefined ? PAIR.exec(row.text.slice(row.column)) : null;
    if (!row || !match) continue;
    const [written, quote = '', key = ''] = match;
    const start = row.start + row.column;
    const sign = start + written.length - 1;
    return {
      message: 'a key without a colon behind it',
      place: { start, end: row.start + row.text.trimEnd().length },
      hint: `write key: value, not key=value: ${short(key)}: …`,
      ...(quote === '' && { edits: [{ start: sign, end: sign + 1, text: ': ' }] }),
    };
  }
  return undefined;
}
