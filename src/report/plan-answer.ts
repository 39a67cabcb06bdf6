/** The first lines of a plan: will it work? */
import type { Finding, ObjectRef } from '../api/finding.js';
import { largest } from '../api/lists.js';
import { listed, numbered } from '../api/text.js';
import { freeOnNodes } from '../cluster/free.js';
import type { Plan, Rollout, WorkloadOutcome } from '../simulation/plan.js';
import { PLAN_RULES } from '../simulation/rules.js';
import { failedCommands } from './plan-actions.js';
import { cronJobRuns, runsText } from './plan-cronjobs.js';
import { elapsedText, nameInView, type PlanTextOptions, type View } from './plan-view.js';
import { wrap } from './width.js';

/** One sentence on all workloads, what is refused, and whether the plan came to rest. */
export function answer(plan: Plan, view: View & PlanTextOptions): string[] {
  const { style, width } = view;
  const { workloads } = plan;
  const bad = workloads.filter(({ state }) => state !== 'complete');
  const errors = errorCount(plan);
  const short = (one: { object: ObjectRef }) => nameInView(one.object, view).replace(/^[a-z]+\//, '');
  const where = `on ${nodesText(plan, view)}`;
  let text: string;
  if (workloads.length === 0) {
    const applied = plan.steps.filter(({ actor }) => actor === 'apply');
    const named = (steps: typeof applied) =>
      new Set(steps.map(({ object }) => nameInView(object, view))).size;
    const objects = named(applied);
    const taken = named(applied.filter(({ verb }) => verb !== 'refuse'));
    const cronJobs = cronJobRuns(plan);
    const runs = cronJobs.slice(0, 3).map((one) => `${short(one)} ${runsText(one)}`);
    if (cronJobs.length > 3) runs.push(`${cronJobs.length - 3} more CronJobs`);
    if (runs.length > 0) text = `${listed(cronJobs.slice(0, 3).map(short))} ${where}: ${runs.join(', ')}.`;
    else if (plan.actions.length > 0 && objects === 0)
      text = `${numbered(plan.actions.length, 'command')} ${where}; no workload is touched.`;
    else if (objects > 0) {
      const count = taken === objects ? '' : `${taken} of `;
      text = `${count}${numbered(objects, 'object')} applied ${where}; no workload among them.`;
    } else if (errors > 0) text = `Nothing can be planned: ${numbered(errors, 'error')} in what was given.`;
    else text = `Nothing to do ${where}.`;
  } else if (workloads.length <= 3) {
    const parts = workloads.map((one) => fate(short(one), one));
    text = `${listed(workloads.map(short))} ${where}: ${parts.join(', ')}.`;
  } else {
    const done = workloads.length - bad.length;
    const slowest = largest(
      workloads.filter(({ state }) => state === 'complete').map(({ at }) => at),
      0,
    );
    const good = `${done} complete within ${elapsedText(slowest)}`;
    const rest = bad.slice(0, 3).map(({ rollout: _told, ...one }) => fate(short(one), one));
    if (bad.length > 3) rest.push(moreText(bad.slice(3)));
    const none = plan.settled ? 'none completes' : 'none is complete yet';
    text = `${numbered(workloads.length, 'workload')} ${where}: ${[done > 0 ? good : none, ...rest].join(', ')}.`;
  }
  const colour = bad.length > 0 || errors > 0 ? style.red : style.bold;
  const refusals = plan.findings.filter(isRefusal).length;
  const untold = refusals - bad.filter(({ state }) => state === 'refused').length;
  if (untold > 0) text += ` ${numbered(untold, 'object')} ${untold === 1 ? 'is' : 'are'} refused.`;
  const lines = [...failedCommands(plan, view), ...wrap(text, width).map(colour)];
  if (!plan.settled) {
    lines.push(
      style.red(
        `It had not come to rest when it was stopped after ${numbered(plan.steps.length, 'step')}, at ${elapsedText(plan.duration)}.`,
      ),
    );
  }
  return lines;
}

const { refused, order, serverSide, create } = PLAN_RULES;

const NOT_APPLIED = new Set([refused, order, serverSide, create].map(({ name }) => name));

function isRefusal({ rule, severity }: Finding): boolean {
  return severity === 'error' && NOT_APPLIED.has(rule);
}

function fate(name: string, { state, at, reason, rollout }: WorkloadOutcome): string {
  const what = rollout ? ` ${rolloutText(rollout)}` : '';
  if (state === 'refused') return `${name} is refused`;
  if (state === 'unknown') return `whether ${name} completes${what} is not known`;
  if (state === 'stuck') return `${name} never completes${what}`;
  if (reason) return `${name} is ${reason}`;
  return `${name} completes${what} in ${elapsedText(at)}`;
}

/** Of those that are not named. */
function moreText(bad: readonly WorkloadOutcome[]): string {
  const open = bad.filter(({ state }) => state === 'unknown').length;
  const never = bad.length - open;
  return [
    ...(never > 0 ? [`${never} more ${never === 1 ? 'does' : 'do'} not complete`] : []),
    ...(open > 0 ? [`of ${open} more it is not known`] : []),
  ].join(', ');
}

/** `revision 2 (web-7d4b8c6f5 → web-5b9c7d8f6)`. */
function rolloutText({ from, to }: Rollout): string {
  return `revision ${to.revision} (${from.name} → ${to.name})`;
}

function nodesText({ before }: Plan, { nodesAssumed }: PlanTextOptions): string {
  const nodes = before.list('Node');
  const free = freeOnNodes(before);
  const assumed = nodesAssumed ? 'assumed, ' : '';
  return `${numbered(nodes.length, 'node')} (${assumed}${number(free.cpu / 1000)} cpu, ${bytesText(free.memory)} free)`;
}

function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function bytesText(bytes: number): string {
  for (const [unit, size] of [
    ['Ti', 2 ** 40],
    ['Gi', 2 ** 30],
    ['Mi', 2 ** 20],
  ] as const) {
    if (Math.abs(bytes) >= size) return `${number(bytes / size)}${unit}`;
  }
  return String(bytes);
}

/** How many errors there are in what was given. */
export function errorCount({ findings }: Plan): number {
  return findings.filter(({ severity }) => severity === 'error').length;
}
