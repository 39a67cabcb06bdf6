import { explainProblem } from '../../src/manifest/explain-problem.js';
import { Lines } from '../../src/manifest/lines.js';
import { readParts, toCharacters } from '../../src/manifest/yaml/parts.js';

/**
 * What is said of the first problem of a text, whole and on one line: its place, the text there and the message, then
 * the hint, the place beside, and the text with the hint followed (`fix` where nothing else can be meant, else `edit`).
 * Empty where there is no problem.
 */
export function look(text: string): string {
  const problem = readParts(toCharacters(text)).find((part) => part.problem)?.problem;
  if (!problem) return '';
  const lines = new Lines('x.yaml', text);
  const { message, start, end, hint, related, edits, fix } = explainProblem(problem, lines);
  const at = (offset: number) => `${lines.position(offset).line}:${lines.position(offset).column}`;
  const said = [`${at(start)} ${text.slice(start, end)}: ${message}`];
  if (hint !== undefined) said.push(`hint: ${hint}`);
  if (related) said.push(`${at(related.offset)}: ${related.message}`);
  if (edits) {
    const mended = [...edits]
      .sort((a, b) => b.start - a.start)
      .reduce((made, edit) => made.slice(0, edit.start) + edit.text + made.slice(edit.end), text);
    said.push(`${fix === undefined ? 'edit' : `fix, ${fix}`}: ${mended}`);
  }
  return said.join(' | ');
}
