/** `kubeplan plan` for people: will it work, what happens, how each workload ends, what to do next. */

import type { Finding, ObjectRef } from '../api/finding.js';
import { kindOf, refText } from '../api/object-key.js';
import { isPodTerminal, podRequests } from '../api/pods.js';
import { resourceAmount } from '../api/quantity.js';
import { listed } from '../api/text.js';
import { isConflictText } from '../patch/server-side.js';
import type { Move, Plan, Rollout, Step, StuckPod, WorkloadOutcome } from '../simulation/plan.js';
import { PLAN_RULES } from '../simulation/rules.js';
import { inertData } from './inert.js';
import { cronJobRuns, runsText } from './plan-cronjobs.js';
import { ends } from './plan-ends.js';
import { familiesOf, groupSteps, namesText, type StepGroup } from './plan-groups.js';
import { problems } from './plan-problems.js';
import {
  elapsedText,
  nameInView,
  type PlanTextOptions,
  type PlanViewOptions,
  plural,
  type View,
} from './plan-view.js';
import { PLAIN } from './style.js';
import { PIPE_WIDTH, padEnd, padStart, truncate, wrap } from './width.js';

/** A workload with more lines of steps than this is shown by its numbers instead. */
const FOLD_AFTER = 14;
/** Moves of a trajectory that are shown without --verbose. */
const MOST_MOVES = 24;
const WIDEST_NAME = 44;
/** What these do is told with --verbose only: it follows from the rest and changes no workload. */
const BOOK_KEEPERS = new Set(['endpointslice', 'serviceaccount', 'garbagecollector']);
const NARROW = 100;

export function planText(written: Plan, options: PlanTextOptions): string {
  const plan = inertData(written);
  const { style = PLAIN, width = PIPE_WIDTH } = options;
  const view = { ...options, style, width };
  const blocks = [
    answer(plan, view),
    problems(plan, view),
    happenings(plan, view),
    ends(plan, view),
    beside(plan, view),
    next(plan, view),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** Why a step was taken: the way up its causes, the last of which is what the user asked for. */
export function whyText(written: Plan, id: number, options: PlanViewOptions): string {
  const plan = inertData(written);
  const { style = PLAIN, width = PIPE_WIDTH } = options;
  const view = { ...options, style, width };
  const chain: Step[] = [];
  for (
    let step = plan.steps[id - 1];
    step;
    step = step.cause === undefined ? undefined : plan.steps[step.cause - 1]
  ) {
    chain.push(step);
  }
  const lines = chain.map((step) => {
    const line = lineOf({ steps: [step], message: step.message }, view);
    const place = step.location ? `  ${step.location.file}:${step.location.start.line}` : '';
    return { ...line, text: `${line.text}${place}` };
  });
  return `${table(lines, view).join('\n')}\n`;
}

// ── The first lines: will it work?

function answer(plan: Plan, view: View & PlanTextOptions): string[] {
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
    else if (objects > 0) {
      const count = taken === objects ? '' : `${taken} of `;
      text = `${count}${plural(objects, 'object')} applied ${where}; no workload among them.`;
    } else if (errors > 0) text = `Nothing can be planned: ${plural(errors, 'error')} in what was given.`;
    else text = `Nothing to do ${where}.`;
  } else if (workloads.length <= 3) {
    const parts = workloads.map((one) => fate(short(one), one));
    text = `${listed(workloads.map(short))} ${where}: ${parts.join(', ')}.`;
  } else {
    const done = workloads.length - bad.length;
    const slowest = Math.max(0, ...workloads.filter(({ state }) => state === 'complete').map(({ at }) => at));
    const good = `${done} complete within ${elapsedText(slowest)}`;
    const rest = bad.slice(0, 3).map(({ rollout: _told, ...one }) => fate(short(one), one));
    if (bad.length > 3) rest.push(moreText(bad.slice(3)));
    const none = plan.settled ? 'none completes' : 'none is complete yet';
    text = `${plural(workloads.length, 'workload')} ${where}: ${[done > 0 ? good : none, ...rest].join(', ')}.`;
  }
  const colour = bad.length > 0 || errors > 0 ? style.red : style.bold;
  const refusals = plan.findings.filter(isRefusal).length;
  const untold = refusals - bad.filter(({ state }) => state === 'refused').length;
  if (untold > 0) text += ` ${plural(untold, 'object')} ${untold === 1 ? 'is' : 'are'} refused.`;
  const lines = wrap(text, width).map(colour);
  if (!plan.settled) {
    lines.push(
      style.red(
        `It had not come to rest when it was stopped after ${plural(plan.steps.length, 'step')}, at ${elapsedText(plan.duration)}.`,
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
  const free = { cpu: 0, memory: 0 };
  for (const node of nodes) {
    const { cpu = '0', memory = '0' } = node.status?.allocatable ?? {};
    free.cpu += resourceAmount('cpu', cpu);
    free.memory += resourceAmount('memory', memory);
    for (const pod of before.podsOnNode(node.metadata.name ?? '')) {
      if (isPodTerminal(pod)) continue;
      const requests = podRequests(pod.spec);
      free.cpu -= requests['cpu'] ?? 0;
      free.memory -= requests['memory'] ?? 0;
    }
  }
  const assumed = nodesAssumed ? 'assumed, ' : '';
  return `${plural(nodes.length, 'node')} (${assumed}${number(free.cpu / 1000)} cpu, ${bytesText(free.memory)} free)`;
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

// ── What happens

interface Line {
  at: number;
  actor: string;
  name: string;
  text: string;
  wrong: boolean;
  /** What Kubernetes says of it. */
  note?: string;
  /** The objects that it is about, where one name cannot stand for them. */
  names?: string;
}

function happenings(plan: Plan, view: View): string[] {
  const roots = rootsOf(plan);
  const groups = groupSteps(plan.steps, view.verbose === true);
  const counts = new Map<string, number>();
  for (const group of groups) {
    const root = roots(group.steps[0]);
    counts.set(root, (counts.get(root) ?? 0) + 1);
  }
  const folded = new Set(
    view.verbose
      ? []
      : plan.trajectories
          .map(({ object }) => stepId(object))
          .filter((id) => (counts.get(id) ?? 0) > FOLD_AFTER),
  );
  const lines: Line[] = [];
  for (const group of groups) {
    const [first] = group.steps;
    const root = roots(first);
    // Of a workload shown by its numbers only what was asked for and what goes wrong is told.
    const kept =
      first.actor === 'apply' ||
      first.actor === 'kubectl' ||
      isWrong(first) ||
      stepId(first.object) === root ||
      isRevision(first);
    if (folded.has(root) && !kept) continue;
    if (BOOK_KEEPERS.has(first.actor) && !view.verbose && !isWrong(first)) continue;
    lines.push(lineOf(group, view));
  }
  const blocks = plan.trajectories
    .filter(({ object }) => folded.has(stepId(object)))
    .map(({ object, moves }) => {
      const one = plan.workloads.find((workload) => stepId(workload.object) === stepId(object));
      return trajectory(object, moves, one?.rollout, view);
    });
  sayNotesOnce(lines);
  return [...table(lines, view), ...blocks.flatMap((block) => ['', ...block])];
}

function isWrong({ verb }: Step): boolean {
  return verb === 'pending' || verb === 'fail' || verb === 'refuse';
}

/** A rollout's new revision: what its numbers are about. */
function isRevision({ verb, object }: Step): boolean {
  return verb === 'create' && object.kind === 'ReplicaSet';
}

function stepId({ kind, namespace, name }: ObjectRef): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

function rootsOf({ managers }: Plan): (step: Step) => string {
  const find = (id: string): string => {
    const manager = Object.hasOwn(managers, id) ? managers[id] : undefined;
    return manager === undefined || manager === id ? id : find(manager);
  };
  return (step) => find(stepId(step.object));
}

function lineOf({ steps, message }: StepGroup, view: View): Line {
  const [first] = steps;
  const families = familiesOf(steps).map((family) => {
    const names = namesText(family.map(({ object }) => object.name));
    return nameInView({ ...family[0].object, name: names }, view);
  });
  const [family = '', ...others] = families;
  const several = others.length > 0;
  const wrong = isWrong(first);
  const times = steps.length > 1 && first.verb !== 'bind' ? ` ×${steps.length}` : '';
  const word = first.verb === 'pending' ? 'Pending' : first.verb === 'refuse' ? 'refused' : message;
  return {
    at: first.at,
    actor: view.verbose ? `#${String(first.id).padEnd(3)} ${first.actor}` : first.actor,
    name: several ? plural(steps.length, first.object.kind.toLowerCase()) : family,
    text: `${word}${times}`,
    wrong,
    ...(first.verb === 'pending' ? { note: message } : {}),
    ...(several ? { names: families.join(', ') } : {}),
  };
}

/** What Kubernetes says of several steps in the same words is written out at the first of them. */
function sayNotesOnce(lines: readonly Line[]): void {
  const first = new Map<string, Line>();
  for (const line of lines) {
    if (line.note === undefined) continue;
    const before = first.get(line.note);
    if (before) line.note = `the same as for ${before.name} at ${elapsedText(before.at)}`;
    else first.set(line.note, line);
  }
}

function table(lines: readonly Line[], { style, width }: View): string[] {
  if (lines.length === 0) return [];
  const times = lines.map(({ at }, i) => (i > 0 && lines[i - 1]!.at === at ? '' : elapsedText(at)));
  const timeWidth = Math.max(6, ...times.map((text) => text.length));
  const actorWidth = Math.max(...lines.map(({ actor }) => actor.length));
  const narrow = width < NARROW;
  const nameWidth = Math.min(
    narrow ? Math.max(20, width - timeWidth - actorWidth - 34) : WIDEST_NAME,
    Math.max(...lines.map(({ name }) => name.length)),
  );
  const indent = timeWidth + actorWidth + 6;
  return lines.flatMap(({ actor, name, text, wrong, note, names }, i) => {
    const head = `  ${padStart(times[i]!, timeWidth)}  ${style.dim(padEnd(actor, actorWidth))}  `;
    const told = wrong ? style.red(text) : text;
    const out =
      name.length > nameWidth
        ? [`${head}${name}`, `${' '.repeat(indent)}${padEnd('', nameWidth)}  ${told}`]
        : [`${head}${padEnd(name, nameWidth)}  ${told}`];
    // A long line is broken below its object, so that nothing is lost at 80 columns.
    const room = width - indent - nameWidth - 2;
    if (text.length > Math.max(room, 24)) {
      out.splice(
        0,
        out.length,
        `${head}${name}`,
        ...wrap(text, width - indent - 2).map(
          (line) => `${' '.repeat(indent + 2)}${wrong ? style.red(line) : line}`,
        ),
      );
    }
    for (const more of [note, names]) {
      if (more === undefined) continue;
      out.push(
        ...wrap(more, width - indent - 2).map((line) => `${' '.repeat(indent + 2)}${style.dim(line)}`),
      );
    }
    return out;
  });
}

/** The numbers of a rollout, one line a move; of very many moves a selection that keeps the first and the last. */
function trajectory(
  object: ObjectRef,
  moves: readonly Move[],
  rollout: Rollout | undefined,
  view: View,
): string[] {
  const { style } = view;
  const shown = moves.length <= MOST_MOVES ? [...moves] : sample(moves, MOST_MOVES);
  const rows = [['time', 'old', 'new', 'ready', 'available']];
  for (const { at, old, new: updated, ready, available } of shown) {
    rows.push([elapsedText(at), String(old), String(updated), String(ready), String(available)]);
  }
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const [title = '', ...lines] = rows.map(
    (row) => `    ${row.map((cell, column) => padStart(cell, widths[column]!)).join('   ')}`,
  );
  const left = moves.length - shown.length;
  return [
    ...wrap(
      `${nameInView(object, view)} by its numbers${rollout ? `, ${wayText(rollout)}` : ''}`,
      view.width - 2,
    ).map((line) => `  ${line}`),
    style.dim(title),
    ...lines,
    ...(left > 0
      ? [style.dim(`    ${plural(left, 'move')} in between not shown; --verbose shows every step`)]
      : []),
  ];
}

/** `from revision 1 (old, replicaset/web-7d4b8c6f5) to revision 2 (new, replicaset/web-5b9c7d8f6)`. */
function wayText({ from, to }: Rollout): string {
  const [old, next] = [from, to].map(refText);
  return `from revision ${from.revision} (old, ${old}) to revision ${to.revision} (new, ${next})`;
}

function sample<T>(items: readonly T[], count: number): T[] {
  const picked: T[] = [];
  for (let i = 0; i < count; i++) picked.push(items[Math.round((i * (items.length - 1)) / (count - 1))]!);
  return picked;
}

// ── What to do next

/** What the answer rests on, and what it says nothing about. */
function beside({ assumed, notKnown }: Plan, { style, width }: View): string[] {
  const texts = [
    ...(assumed.length > 0 ? [`taken to be there: ${listed(assumed)}`] : []),
    ...notKnown.map((text) => `not known: ${text}`),
  ];
  return texts.flatMap((text) => wrap(text, width).map(style.dim));
}

/** What to plan with where nothing else is wrong: with which findings, the option, what it does. */
const WAYS_OUT: readonly (readonly [helps: (finding: Finding) => boolean, option: string, does: string])[] = [
  [({ rule }) => rule === PLAN_RULES.order.name, '--order install', 'applies what others need first.'],
  [({ rule }) => rule === PLAN_RULES.serverSide.name, '--server-side', 'applies it without the annotation.'],
  [isConflict, '--force-conflicts', 'takes the fields over from those that own them.'],
];

function isConflict({ server }: Finding): boolean {
  return server !== undefined && isConflictText(server.message);
}

function next(plan: Plan, view: View & PlanTextOptions): string[] {
  const { planWords, forTime, maxSteps } = view;
  const again = forTime === undefined ? planWords : `${planWords} --for ${forTime}`;
  const refused = plan.workloads.some(({ state }) => state === 'refused') || errorCount(plan) > 0;
  const pending = plan.stuck.find(({ reason }) => reason === 'Pending');
  const errors = plan.findings.filter(({ severity }) => severity === 'error');
  const way = errors.length > 0 ? WAYS_OUT.find(([helps]) => errors.every(helps)) : undefined;
  if (refused && way) return [`kubeplan plan ${again} ${way[1]}   ${way[2]}`];
  // diff compares manifests: of what others own it knows nothing.
  const changes = plan.findings.filter((one) => one.object && !isConflict(one) && isThere(plan, one.object));
  if (refused && view.diffWords && changes.length > 0) {
    return [`kubeplan diff ${view.diffWords}   says what would have to be made anew, and what that costs.`];
  }
  if (refused && errors.length > 0 && errors.every(({ rule }) => rule === PLAN_RULES.create.name)) return [];
  if (refused) return [`kubeplan lint ${view.lintWords}   says what is wrong in the files, and where.`];
  if (pending)
    return [
      `kubeplan explain ${explainTarget(plan, pending)} ${view.explainWords}   says what would free it.`,
    ];
  if (!plan.settled && plan.steps.length === maxSteps)
    return [`kubeplan plan ${again}   goes on to the end.`];
  const broken = plan.stuck[0];
  if (broken && !view.verbose)
    return [`kubeplan plan ${again} --verbose   shows every step up to ${broken.reason}.`];
  const waiting = cronJobRuns(plan).find(({ runs, suspended }) => runs === 0 && !suspended);
  if (waiting && plan.workloads.length === 0)
    return [
      `kubeplan plan ${planWords} --for 1d   lets a day pass, for ${nameInView(waiting.object, view)}.`,
    ];
  if (plan.workloads.length === 0 && cronJobRuns(plan).length === 0) return [];
  if (view.verbose) {
    return [`kubeplan plan ${again} --why ${plan.steps.length}   says what led to a step, by its number.`];
  }
  return [`kubeplan plan ${again} --verbose   shows every step, pod by pod.`];
}

function isThere({ before }: Plan, { apiVersion, kind, namespace, name }: ObjectRef): boolean {
  return before.get(kindOf({ apiVersion, kind }), namespace ? `${namespace}/${name}` : name) !== undefined;
}

/** The workload that a pending pod belongs to: its pods exist in the plan only. */
function explainTarget({ managers }: Plan, { object }: StuckPod): string {
  let id = stepId(object);
  while (Object.hasOwn(managers, id) && managers[id] !== id) id = managers[id]!;
  const space = id.indexOf(' ');
  const key = id.slice(space + 1);
  const name = key.slice(key.indexOf('/') + 1);
  return `${id.slice(0, space).toLowerCase()}/${truncate(name, 253)}`;
}

function errorCount({ findings }: Plan): number {
  return findings.filter(({ severity }) => severity === 'error').length;
}
