/** Requests that are small enough for all pods of a workload, not for one of them only. */
import { keyOf } from '../../api/object-key.js';
import type { Pod } from '../../api/objects.js';
import { ownedPods } from '../../cluster/owned-pods.js';
import type { Obstacle } from '../../scheduler/obstacle.js';
import { amountsOf, quantityAtMost } from '../amounts.js';
import { askAtMost, askedFor, largestRequest } from '../moves/requests.js';
import { type Remedy, UNEDITED } from '../remedy.js';
import { podsOf } from '../target.js';
import type { Look } from './look.js';

/** Less than this part is not asked: nothing would run with it. */
const LEAST_LEFT = 0.1;
/** The reason of a pod that the kubelet of its node did not take: `OutOfmemory`. */
const OUT_OF = /^OutOf(\S+)$/;

/** For each resource that is short: the most that as many pods as are wanted can have on the nodes that are open to them. */
export function smallerForAll(look: Look): Remedy[] {
  const { verdict } = look;
  const short = new Set<string>();
  for (const { refusals } of verdict.nodes) {
    for (const { details } of refusals) {
      for (const one of details) if (isAmount(one)) short.add(one.resource);
    }
  }
  for (const { status } of ownedPods(look.cluster, look.owner)) {
    const [, resource] = status?.phase === 'Failed' ? (OUT_OF.exec(status.reason ?? '') ?? []) : [];
    if (resource !== undefined) short.add(resource);
  }
  return [...short].flatMap((resource) => smaller(look, resource));
}

type Amount = Extract<Obstacle, { kind: 'resource' }>;

function isAmount(obstacle: Obstacle): obstacle is Amount {
  return obstacle.kind === 'resource' && obstacle.resource !== 'pods';
}

function smaller({ state, pod, verdict, wanted, path, cluster, owner }: Look, resource: string): Remedy[] {
  const holder = largestRequest(resource, pod.spec);
  const asked = askedFor(pod)[resource] ?? 0;
  if (!holder || asked <= 0) return [];
  const own = new Map<string, number>();
  let placed = 0;
  for (const one of placedPods(cluster, owner)) {
    placed += 1;
    // The pod that is looked at is not in the state any more.
    if (keyOf(one) === keyOf(pod)) continue;
    const node = one.spec.nodeName ?? '';
    own.set(node, (own.get(node) ?? 0) + (askedFor(one)[resource] ?? 0));
  }
  const rooms = verdict.nodes.flatMap(({ node, refusals }) => {
    const isOpen = refusals.every(({ details }) => details.every(isAmount));
    const info = isOpen ? state.node(node) : undefined;
    if (!info) return [];
    const [has, used] = amountsOf(resource, info);
    return [has - used + (own.get(node) ?? 0)];
  });
  const each = mostForEach(rooms, Math.max(wanted, placed + 1), asked);
  const left = each - (asked - holder.amount);
  const text = quantityAtMost(resource, left);
  if (text === undefined || left < holder.amount * LEAST_LEFT || left >= holder.amount) return [];
  const move = askAtMost(resource, { holder, left, text, alone: holder.amount === asked });
  return [
    {
      ...UNEDITED,
      title: move.title,
      kinds: [`request ${resource}`],
      cost: move.cost,
      edits: move.edits.map((edit) => ({ ...edit, path: [...path, ...edit.path] })),
    },
  ];
}

/** The largest share that fits so many times into rooms of these sizes. */
function mostForEach(rooms: readonly number[], count: number, most: number): number {
  const shares = new Set<number>();
  for (const room of rooms) {
    for (let times = 1; times <= count && room / times > 0; times++) {
      if (room / times < most) shares.add(Math.floor(room / times));
    }
  }
  const fits = (share: number) => rooms.reduce((sum, room) => sum + Math.floor(Math.max(0, room) / share), 0);
  // The largest that fits often enough: fewer fit the larger they are.
  const sorted = [...shares].filter((share) => share > 0).sort((a, b) => b - a);
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(sorted[middle] as number) >= count) high = middle;
    else low = middle + 1;
  }
  return sorted[low] ?? 0;
}

function placedPods(cluster: Look['cluster'], owner: Look['owner']): Pod[] {
  return owner.kind === 'Pod' ? [] : podsOf(cluster, owner).filter(({ spec }) => spec.nodeName !== undefined);
}
