/** What fixes would change in the files, as a unified diff. */
import { structuredPatch } from 'diff';
import { hiddenPlaces } from '../lint/hidden.js';
import type { Source } from '../manifest/document.js';
import { printable } from './inert.js';
import { ShownLines, splitLines } from './shown-lines.js';
import { PLAIN, type Style } from './style.js';

/** A text as it stands, and as it would be. */
export interface Change {
  before: Source;
  after: Source;
}

/** How many lines around a change are shown. */
const CONTEXT = 3;

/** The changes file by file, as `diff -u` writes them; what must not be shown is hidden on both sides. */
export function fixesDiff(changes: readonly Change[], style: Style = PLAIN): string {
  return changes.map((change) => fileDiff(change, style)).join('');
}

function fileDiff({ before, after }: Change, style: Style): string {
  const [old, now] = [before, after].map(shown) as [Shown, Shown];
  const { hunks } = structuredPatch('', '', old.text, now.text, '', '', { context: CONTEXT });
  const name = printable(before.file);
  const told = hunks.map((hunk) => {
    const { oldStart, oldLines, newStart, newLines } = hunk;
    let [left, right] = [oldStart, newStart];
    const lines = hunk.lines.map((line) => {
      if (line.startsWith('-')) return style.red(`-${old.lines.line(left++).text}`);
      if (line.startsWith('+')) return style.green(`+${now.lines.line(right++).text}`);
      if (!line.startsWith(' ')) return line;
      left += 1;
      return ` ${now.lines.line(right++).text}`;
    });
    return [`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`, ...lines]
      .map((line) => `${line}\n`)
      .join('');
  });
  return `--- ${name}\n+++ ${name}\n${told.join('')}`;
}

interface Shown {
  text: string;
  lines: ShownLines;
}

/** A text with line ends of one sort, so that its lines are counted as positions count them. */
function shown(source: Source): Shown {
  const lines = splitLines(source.text);
  return { text: lines.join('\n'), lines: new ShownLines(source.text, hiddenPlaces(source)) };
}
