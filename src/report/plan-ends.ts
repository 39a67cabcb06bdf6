/** How each workload of a plan ends. */
import { largest, pushTo } from '../api/lists.js';
import { numbered } from '../api/text.js';
import type { Plan, WayOut, WorkloadOutcome } from '../simulation/plan.js';
import { completeText, cronJobRuns, runsText } from './plan-cronjobs.js';
import { elapsedText, nameInView, type View } from './plan-view.js';
import { columns, displayWidth, wrap } from './width.js';

/** Of more workloads than this those that are complete are told by their sum. */
const MOST_ROWS = 12;

/** A line for each workload, then what keeps several of them for the same reason. */
export function ends(plan: Plan, view: View): string[] {
  const { style, width } = view;
  const reasons = new Map<string, string[]>();
  const isFolded = !view.verbose && plan.workloads.length > MOST_ROWS;
  const told = isFolded ? plan.workloads.filter((one) => !isComplete(one)) : plan.workloads;
  const rows = told.map((one) => {
    const { object, state, desired, ready, reason = '' } = one;
    const name = nameInView(object, view);
    const why = state === 'stuck' ? firstSentence(reason) : '';
    pushTo(reasons, why, name);
    const done = object.kind === 'Job' ? 'succeeded' : 'ready';
    return { cells: [`  ${name}`, `${ready}/${desired} ${done}`, fateOf(one, view)], why };
  });
  reasons.delete('');
  for (const one of cronJobRuns(plan)) {
    const fate = one.runs > 0 ? completeText(one) : runsText(one);
    const runs = numbered(one.runs, 'run');
    rows.push({ cells: [`  ${nameInView(one.object, view)}`, runs, fate], why: '' });
  }
  const rest = isFolded ? plan.workloads.filter(isComplete) : [];
  for (const cells of sums(rest, view)) rows.push({ cells, why: '' });
  const lines = columns(rows.map(({ cells }) => cells));
  const list = rows.flatMap(({ why }, i) => {
    const tried = triedLines(told[i]?.wayOut, view);
    if (reasons.get(why)?.length !== 1) return [lines[i]!, ...tried];
    return [lines[i]!, ...wrap(why, width - 6).map((line) => style.dim(`      ${line}`)), ...tried];
  });
  const shared = [...reasons]
    .filter(([, names]) => names.length > 1)
    .flatMap(([why, names]) => [
      '',
      ...wrap(why, width - 2).map((line) => style.red(`  ${line}`)),
      ...wrap(`this holds ${names.join(', ')}`, width - 6).map((line) => style.dim(`      ${line}`)),
    ]);
  return [...list, ...shared];
}

function isComplete({ state }: WorkloadOutcome): boolean {
  return state === 'complete';
}

/** Of workloads that are complete a row for each kind. */
function sums(workloads: readonly WorkloadOutcome[], { style }: View): string[][] {
  const kinds = new Map<string, WorkloadOutcome[]>();
  for (const one of workloads) pushTo(kinds, one.object.kind, one);
  return [...kinds].map(([kind, list]) => {
    const sum = (field: 'ready' | 'desired') => list.reduce((total, one) => total + one[field], 0);
    const last = largest(list.map(({ at }) => at));
    return [
      `  ${numbered(list.length, kind)}`,
      `${sum('ready')}/${sum('desired')} ${kind === 'Job' ? 'succeeded' : 'ready'}`,
      style.green(`complete after ${elapsedText(last)}`),
    ];
  });
}

/** What lets a stuck workload go on. */
function triedLines(wayOut: WayOut | undefined, { width }: View): string[] {
  if (!wayOut) return [];
  const { command, ready, desired, complete, after } = wayOut;
  const comes = `${complete ? 'lets it go on' : 'gets it further'}: ${ready}/${desired} after ${elapsedText(after)} (tried)`;
  const line = `      ${command}   ${comes}`;
  return displayWidth(line) <= width
    ? [line]
    : [`      ${command}`, ...wrap(comes, width - 8).map((one) => `        ${one}`)];
}

function fateOf({ state, at, goneAt, reason }: WorkloadOutcome, { style }: View): string {
  if (state === 'refused') return style.red('refused');
  if (state === 'unknown') return style.yellow('not complete when it was stopped');
  if (state === 'stuck') return style.red(`stuck since ${elapsedText(at)}`);
  if (reason) return style.green(reason);
  const gone = goneAt === undefined ? '' : `, old pods gone after ${elapsedText(goneAt)}`;
  return `${style.green(`complete after ${elapsedText(at)}`)}${gone && style.dim(gone)}`;
}

/** The whole message stands above, at its step. */
function firstSentence(text: string): string {
  const end = text.indexOf('. ');
  return end < 0 ? text : text.slice(0, end + 1);
}
