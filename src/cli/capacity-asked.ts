/** What capacity is asked beside how many more pods fit: `--need`, `--spare`, `--free`, `--set-requests`. */
import { keyOf, kindOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';
import { capacity, MOST_PODS } from '../explain/capacity.js';
import type { CapacityRequest } from '../explain/capacity-answer.js';
import type { Asked } from '../explain/capacity-asked.js';
import { DRAIN_FLAGS } from '../explain/drain-answer.js';
import { type Need, needOf } from '../explain/need.js';
import { changedRequests, type RequestsWish, withRequests } from '../explain/requests-change.js';
import { lostToPieces, roomIn } from '../explain/room.js';
import { spareNodes } from '../explain/spare.js';
import { printable } from '../report/inert.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import { InvalidArgumentError, Option } from './command-line.js';
import { UsageError } from './exit.js';
import { poolOption } from './options.js';
import { playing } from './playing.js';
import type { WithProgress } from './progress.js';
import { type World, withinLimit } from './world.js';

const POOL_EXAMPLE = 'kubeplan capacity deploy/ --need --pool "name=big,cpu=16,memory=64Gi"';

export interface AskedOptions extends WithProgress {
  pool?: string[];
  need?: boolean;
  spare?: boolean;
  free?: boolean;
  setRequests?: RequestsWish[];
  namespace: string;
  max?: number;
  maxPods?: number;
}

export function askedOptions(): Option[] {
  return [
    poolOption(),
    new Option('--need', 'how many nodes of each pool it takes until every pod has a place'),
    new Option(
      '--spare',
      'which nodes could go: each is drained in thought, then as many as can go together',
    ),
    new Option('--free', 'what is free in all, and in one piece'),
    new Option(
      '--set-requests <wish>',
      'what other requests free: deployment/web:cpu=250m,memory=256Mi; may be given several times',
    ).argParser(readWish),
  ];
}

function readWish(text: string, before: RequestsWish[] | undefined): RequestsWish[] {
  const [, target, requests] = /^([^:=\s]+\/[^:=\s]+):(\S+=\S+)$/.exec(text.trim()) ?? [];
  if (target === undefined || requests === undefined) {
    throw new InvalidArgumentError(
      'Write what is changed and what it asks for: deployment/web:cpu=250m,memory=256Mi.',
    );
  }
  return [...(before ?? []), { target, requests }];
}

/** Whether anything of this is asked: then nothing else is counted unless it is named. */
export function asksBeside({ need, spare, free, setRequests }: AskedOptions): boolean {
  return need === true || spare === true || free === true || setRequests !== undefined;
}

/** Throws a UsageError where pools are needed and there are none. */
export function rejectWithoutPools({ need }: AskedOptions, { pools }: World): void {
  if (need && pools.length === 0) {
    throw new UsageError(
      'nothing is said of nodes that could be added: --pool SPEC, or a NodePool among the manifests',
      POOL_EXAMPLE,
    );
  }
}

/** Throws a UsageError for what none of the questions that are asked would listen to. */
export function rejectUnheard(names: readonly string[], options: AskedOptions): void {
  const { need, spare, free, setRequests, max } = options;
  const isCounted = free === true || setRequests !== undefined;
  const asked = need ? '--need' : '--spare';
  const [name] = names;
  if (need && name !== undefined) throw new UsageError(`--need is about all that is given: name no ${name}`);
  if (isCounted || !(need || spare)) return;
  if (name !== undefined) throw new UsageError(`--spare is about all nodes: name no ${name}`);
  if (max !== undefined) {
    throw new UsageError(`--max bounds how many more pods are counted, which ${asked} does not count`);
  }
}

/** `cluster`: where all comes to rest, if it was played through (`isRested`). */
export function askedAnswer(
  world: World,
  { cluster, isRested }: { cluster: Cluster; isRested: boolean },
  scheduler: Scheduler,
  requests: readonly CapacityRequest[],
  options: AskedOptions,
): Asked {
  const { need, spare, free, setRequests, max = MOST_PODS, namespace, maxPods } = options;
  const count = (where: Cluster) =>
    capacity(
      where,
      requests.map(({ object }) => ({ object: storedIn(where, object) })),
      { scheduler, max },
    ).templates;
  const changed = setRequests && changedRequests(cluster, setRequests, { scheduler, namespace, refuse });
  const needWith = (other: World | undefined): Need => ({
    ...withinLimit(world, () =>
      needOf(other ?? world, scheduler, {
        maxPods,
        rested: isRested && !other ? cluster : undefined,
        turn: playing(options.progress, 'counting nodes'),
      }),
    ),
    ...(setRequests && { wishes: setRequests }),
  });
  const then = changed && count(changed.cluster);
  const now = changed || free ? count(cluster) : [];
  return {
    ...(need && { need: needWith(changed && withRequests(world, cluster, changed.cluster)) }),
    ...(spare && { spare: spareNodes(cluster, scheduler, DRAIN_FLAGS) }),
    ...(free && {
      room: { ...roomIn(cluster), lost: now.map((one) => ({ object: one.object, pods: lostToPieces(one) })) },
    }),
    // What rolls out nowhere frees nothing.
    ...(changed &&
      !(need && cluster.list('Node').length === 0) && {
        changed: {
          ...changed.answer,
          more: now.map(({ object, more }, at) => ({ object, pods: more, podsThen: then?.[at]?.more ?? 0 })),
        },
      }),
  };
}

function storedIn(cluster: Cluster, object: KubeObject): KubeObject {
  return (cluster.get(kindOf(object), keyOf(object)) as KubeObject | undefined) ?? object;
}

function refuse({ target, requests }: RequestsWish, said: string): never {
  throw new UsageError(
    `--set-requests ${printable(`${target}:${requests}`)}: ${printable(said).replace(/^error: /, '')}`,
  );
}
