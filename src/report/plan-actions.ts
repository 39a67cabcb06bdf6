/** What was done to a cluster by commands, and what they print. */
import { refText } from '../api/object-key.js';
import type { Lift, PlanAction } from '../simulation/plan.js';
import { elapsedText, type View } from './plan-view.js';
import { wrap } from './width.js';

const INDENT = 13;

/** A command, what it prints, and how it ends where that is not well. */
export function commandLines(
  { command, printed, exitCode, waitsFor, at, ends, lifts = [] }: PlanAction,
  view: View,
): string[] {
  const { style, width } = view;
  const said = printed.flatMap((line) => wrap(line, width - INDENT - 2).map((text) => style.dim(text)));
  const why = lifts.flatMap((lift) => liftLines(lift, { ...view, width: width - INDENT }, ''));
  return [style.bold(command), ...said, ...ending(), ...why];

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

/** Why a budget lets nobody go, and what would change that: each with the command that does it. */
export function liftLines({ budget, why, ways }: Lift, { width }: View, indent: string): string[] {
  const [first] = ways;
  const listed = ways.map(({ what }) => what).join(', or ');
  const texts = [
    `${refText(budget)} keeps them: ${why}.`,
    first
      ? `${listed} would let them go (tried).`
      : 'Neither more replicas nor another budget lets them go (tried).',
  ];
  const command = first ? [`${indent}${first.command}`] : [];
  return [
    ...texts.flatMap((text) => wrap(text, width - indent.length).map((line) => indent + line)),
    ...command,
  ];
}
