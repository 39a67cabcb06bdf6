/** What was done to a cluster by commands, and what they print. */
import type { PlanAction } from '../simulation/plan.js';
import { elapsedText, type View } from './plan-view.js';
import { wrap } from './width.js';

const INDENT = 13;

/** A command, what it prints, and how it ends where that is not well. */
export function commandLines(
  { command, printed, exitCode, waitsFor, at, ends }: PlanAction,
  view: View,
): string[] {
  const { style, width } = view;
  const said = printed.flatMap((line) => wrap(line, width - INDENT - 2).map((text) => style.dim(text)));
  return [style.bold(command), ...said, ...ending()];

  function ending(): string[] {
    if (exitCode === 0) return [];
    if (exitCode === 1) return [style.red('exit 1')];
    const after = ends > at ? ` (given up after ${elapsedText(ends - at)})` : '';
    return wrap(`never ends: ${waitsFor ?? 'it waits'}${after}`, width - INDENT - 2).map(style.red);
  }
}

/** The same behind its time; an empty line parts it from what was before. */
export function commandBlock(lines: readonly string[], time: string, parted: boolean): string[] {
  const [command = '', ...said] = lines;
  return [
    ...(parted ? [''] : []),
    `  ${time}  ${command}`,
    ...said.map((line) => `${' '.repeat(INDENT)}${line}`),
  ];
}
