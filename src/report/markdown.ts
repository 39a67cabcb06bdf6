/** Markdown for comments on pull requests: nothing of an input is more than its text there. */
import { largest } from '../api/lists.js';
import { printable } from './inert.js';

/** What a comment is found again by, to be written anew. */
export const MARKER = '<!-- kubeplan -->';
/** GitHub takes 65,536 characters. */
export const MOST_CHARACTERS = 60_000;

/** A text in which no character means anything to Markdown or HTML. */
export function plainMarkdown(text: string): string {
  return printable(text.replaceAll('\n', ' '))
    .replace(/[\\`*_{}[\]()<>#+!|~@]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replace(/\b(https?|www)(?=[:.])/gi, '$1\u200b');
}

/** Code in a line: between as many backticks as it takes. */
export function inlineCode(text: string): string {
  const plain = printable(text.replaceAll('\n', ' ')).replaceAll('|', '\\|');
  const longest = largest(
    (plain.match(/`+/g) ?? []).map((run) => run.length),
    0,
  );
  const fence = '`'.repeat(longest + 1);
  const space = plain.startsWith('`') || plain.endsWith('`') ? ' ' : '';
  return `${fence}${space}${plain}${space}${fence}`;
}

/** A table; of cells that are Markdown already. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** A part that is folded until someone opens it. */
export function details(summary: string, lines: readonly string[]): string[] {
  return [`<details><summary>${summary}</summary>`, '', ...lines, '', '</details>', ''];
}
