/** What was done to a cluster by commands, and what they print. */
import { refText } from '../api/object-key.js';
import { numbered } from '../api/text.js';
import type { Lift, Plan, PlanAction } from '../simulation/plan.js';
import { elapsedText, nameInView, type View } from './plan-view.js';
import { wrap } from './width.js';

const INDENT = 13;
/** So many commands that fail are told of first. */
const MOST_FAILED = 3;
/** What kubectl puts around the error of a node that it drains. */
const DRAIN_ERROR = /^unable to drain node "[^"]*" due to error: (.*), continuing command\.\.\.$/;

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

/** Lines on commands that do not come about, first of all; none where all of them do. */
export function failedCommands({ actions }: Pick<Plan, 'actions'>, view: View): string[] {
  const failed = actions.flatMap((action) => {
    const why = failureOf(action, view);
    return why === undefined ? [] : [`${action.command} ${why}.`];
  });
  const left = failed.length - MOST_FAILED;
  const shown =
    left > 0 ? [...failed.slice(0, MOST_FAILED), `${numbered(left, 'command')} more fail.`] : failed;
  return shown.flatMap((text) => wrap(text, view.width)).map(view.style.red);
}

/** Why a command does not come about: `fails: …`, `never ends: …`, `fails: pod/web-1 may not be evicted: …`. */
export function failureOf(action: PlanAction, view: View): string | undefined {
  const { exitCode, waitsFor } = action;
  if (exitCode === 0) return undefined;
  const why = keptText(action, view) ?? (exitCode === undefined ? waitsFor : errorText(action)) ?? '';
  return `${exitCode === undefined ? 'never ends' : 'fails'}${why === '' ? '' : `: ${why.replace(/\.$/, '')}`}`;
}

/** Of a drain: which pod is not let go, and what the server says of it. */
function keptText({ kept = [] }: PlanAction, view: View): string | undefined {
  const [first, ...more] = kept;
  if (!first) return undefined;
  const others = more.length > 0 ? ` and ${numbered(more.length, 'other')}` : '';
  return `${nameInView(first.object, view)}${others} may not be evicted: ${first.message}`;
}

/** What it prints of its error, without what kubectl puts around it. */
export function errorText({ printed }: Pick<PlanAction, 'printed'>): string | undefined {
  const line = printed.find((one) => /^error/i.test(one)) ?? printed.at(-1);
  const text = line?.replace(/^error: /, '');
  return text?.replace(DRAIN_ERROR, '$1');
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
