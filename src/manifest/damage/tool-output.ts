import type { Damage, Diagnosis } from './diagnosis.js';
import type { Row } from './rows.js';

/** What every manifest begins with. */
const BEGINNINGS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/** What a program or a page wrote around a manifest: its progress, the prompt of a shell, the fences of Markdown. */
export function toolOutput({ rows, here }: Damage): Diagnosis | undefined {
  const row = rows[here];
  if (row && isFence(row.text)) return told([row], 'a fence of Markdown, no part of the manifest');
  const begin = rows.findIndex(({ key, indent }) => indent === 0 && BEGINNINGS.has(key ?? ''));
  const output = rows.slice(0, Math.max(begin, 0));
  if (output.length === 0 || here > begin || output.some((one) => !isOutput(one))) return undefined;
  const lines =
    output.length === 1
      ? `line ${output[0]!.line} is`
      : `lines ${output[0]!.line} to ${output.at(-1)!.line} are`;
  return told(output, `${lines} text before the manifest: the output of a program?`);
}

/** What Markdown puts around code. */
export function isFence(line: string): boolean {
  return line.startsWith('```') || line.startsWith('~~~');
}

function told(rows: readonly Row[], message: string): Diagnosis {
  const [first] = rows;
  return {
    message,
    place: { start: first!.start, end: first!.start + first!.text.trimEnd().length },
    hint:
      rows.length === 1
        ? 'remove it, or make it a comment with #'
        : 'remove them, or make them comments with #',
    edits: rows.map(({ start }) => ({ start, end: start, text: '# ' })),
  };
}

/** No field, no item of a list. */
function isOutput({ key, dash, text }: Row): boolean {
  return key === undefined && dash === undefined && !/^[{[]/.test(text);
}
