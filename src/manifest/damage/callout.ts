import { type Damage, type Diagnosis, isMisplaced, rowName } from './diagnosis.js';
import type { Row } from './rows.js';

/** A line of plain text, such as the callout of a slide, which YAML takes for (a part of) the value above it. */
export function callout({ problem, rows, here }: Damage): Diagnosis | undefined {
  const row = rows[here];
  if (problem.phrase.startsWith("could not find expected ':'")) {
    return alone(rows.findLast(({ start }) => start <= problem.since));
  }
  if (!isMisplaced(problem) || !row) return undefined;
  if (row.key === undefined) return alone(row);
  const texts: Row[] = [];
  let at = here - 1;
  while (at >= 0 && isText(rows[at]!)) texts.unshift(rows[at--]!);
  const owner = rows[at];
  const [first] = texts;
  if (!first || !owner || owner.key === undefined || /^[|>"'[{]/.test(owner.value)) return undefined;
  if (first.indent <= owner.column) return undefined;
  // Text in the column of the fields, or left of them, is rather a field without its colon.
  if (texts.some(({ indent }) => indent <= row.indent) && /^[\w./-]+(?: \S+)?$/.test(first.value))
    return undefined;
  const [one, them] =
    texts.length === 1
      ? [`line ${first.line} is text without a colon`, 'it']
      : [`lines ${first.line} to ${texts.at(-1)?.line} are text without a colon`, 'them'];
  const part = owner.value === '' ? 'the value' : 'a part of the value';
  const start = first.start + first.column;
  return {
    message: `${one} and ${texts.length === 1 ? 'was' : 'were'} read as ${part} of ${rowName(owner)}`,
    place: { start, end: first.start + first.text.trimEnd().length },
    hint: `remove ${them}, or make ${them} ${texts.length === 1 ? 'a comment' : 'comments'} with #`,
    edits: texts.map((text) => {
      const begin = text.start + text.column;
      return { start: begin, end: begin, text: '# ' };
    }),
  };
}

/** Text in the place of a field. */
function alone(row: Row | undefined): Diagnosis | undefined {
  if (!row || !isText(row) || !isProse(row.value)) return undefined;
  const start = row.start + row.column;
  return {
    message: `line ${row.line} is text without a colon, in the place of a field`,
    place: { start, end: row.start + row.text.trimEnd().length },
    hint: 'remove it, or make it a comment with #; indent it if it belongs to the value above',
    edits: [{ start, end: start, text: '# ' }],
  };
}

/** Several words, or some of no key's letters. */
function isProse(text: string): boolean {
  return /^\S+ +\S+ +\S/.test(text) || /[^\x00-\x7f]/.test(text);
}

function isText({ key, dash, value }: Row): boolean {
  if (key !== undefined || dash !== undefined || !/^[^\s"'[\]{}&*!|>%@`#,?:-]/.test(value)) return false;
  // A key without a space behind its colon.
  return !/^[\w./-]+:(?!\/\/)\S/.test(value);
}
