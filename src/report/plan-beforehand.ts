/** What comes before a plan: what is stuck in the cluster already, and what it does by itself. */

import { listed, numbered } from '../api/text.js';
import type { Lack } from '../simulation/incomplete.js';
import type { AlreadyStuck, Plan, Step } from '../simulation/plan.js';
import { groupSteps, namesText } from './plan-groups.js';
import { lineOf, table } from './plan-steps.js';
import { elapsedText, nameInView, type View } from './plan-view.js';
import { wrap } from './width.js';

/** So many workloads are named. */
const MOST_STUCK = 5;
/** Shorter than that it is not worth saying for how long. */
const SHORT_MS = 60_000;

/** Lines on what is stuck already. */
export function stuckBefore({ beforehand: { stuck } }: Plan, view: View): string[] {
  const { style, width, verbose } = view;
  const shown = verbose ? stuck : stuck.slice(0, MOST_STUCK);
  const left = stuck.length - shown.length;
  const lines = shown.flatMap((one, at) =>
    wrap(`${at === 0 ? 'Before anything: ' : ''}${stuckText(one, view)}`, width),
  );
  if (left > 0) lines.push(`… ${numbered(left, 'workload')} more stuck, --verbose names them`);
  return lines.map(style.red);
}

/** What the cluster does by itself before the first step, in one line; with --verbose step by step. */
export function movesBefore({ beforehand: { steps, duration } }: Plan, view: View): string[] {
  const { style, width, verbose } = view;
  const moved = movedText(steps);
  if (moved === '') return [];
  const head = `before anything, the cluster by itself: ${moved}, in ${elapsedText(duration)}`;
  const each = verbose
    ? table(
        groupSteps(steps).map((group) => lineOf(group, { ...view, verbose: false })),
        view,
      )
    : [];
  return [...wrap(head, width).map(style.dim), ...each];
}

/** What pods are taken to be there though the dump holds none, and what would tell of them. */
export function madeUpTexts(
  { beforehand: { madeUp } }: Pick<Plan, 'beforehand'>,
  view: Pick<View, 'namespace'>,
): string[] {
  const [running, said] = [[] as string[], [] as string[]];
  for (const { object, pods } of madeUp) {
    const name = nameInView(object, view);
    if (pods === undefined) running.push(name);
    else said.push(`${numbered(pods, 'pod')} of ${name}`);
  }
  return [
    ...(running.length > 0 ? [`taken to run already: ${shortList(running)}`] : []),
    ...(said.length > 0
      ? [`not in --cluster, where they run is made up: ${shortList(said)} (kubeplan snapshot tells)`]
      : []),
  ];
}

/** What a dump leaves out, in one sentence with the way out. */
export function lacksText(lacks: readonly Lack[]): string | undefined {
  if (lacks.length === 0) return undefined;
  return `--cluster holds ${lacks.map(({ text }) => text).join('; ')} (kubeplan snapshot writes a whole dump)`;
}

function shortList(names: readonly string[]): string {
  const left = names.length - MOST_STUCK;
  return listed(left > 0 ? [...names.slice(0, MOST_STUCK), `${left} more`] : names);
}

/** `statefulset/db is stuck at 2/3 for 14 min: db-2, ImagePullBackOff: …`. */
function stuckText(
  { object, desired, ready, pods, reason, message, since = 0 }: AlreadyStuck,
  view: View,
): string {
  const name = nameInView(object, view);
  const names = namesText(pods.map((pod) => pod.name));
  const who = object.kind === 'Pod' ? '' : `${names}${pods.length > 1 ? ` ×${pods.length}` : ''}, `;
  const time = since < SHORT_MS ? '' : ` for ${elapsedText(since)}`;
  const stands = ready < desired ? `is stuck at ${ready}/${desired}` : 'holds a stuck pod';
  return `${name} ${stands}${time}: ${who}${reason}${message === '' ? '' : `: ${message}`}`;
}

/** `2 pods created, 2 pods ready`: by what was done, in the order in which it was first done. */
function movedText(steps: readonly Step[]): string {
  const counts = new Map<string, number>();
  for (const { verb, object } of steps) {
    const done = DONE[verb];
    if (done === undefined || !(object.kind === 'Pod' || TOLD.has(object.kind))) continue;
    const key = `${object.kind.toLowerCase()} ${done}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .map(([key, count]) => {
      const [kind = '', ...done] = key.split(' ');
      return `${numbered(count, kind)} ${done.join(' ')}`;
    })
    .join(', ');
}

const DONE: Readonly<Record<string, string>> = {
  create: 'created',
  delete: 'deleted',
  bind: 'placed',
  ready: 'ready',
  unready: 'not ready any more',
  fail: 'failing',
  pending: 'pending',
  succeed: 'succeeded',
  complete: 'complete',
  scale: 'scaled',
  update: 'changed',
};
const TOLD: ReadonlySet<string> = new Set([
  'CronJob',
  'DaemonSet',
  'Deployment',
  'Job',
  'Node',
  'ReplicaSet',
  'StatefulSet',
]);
