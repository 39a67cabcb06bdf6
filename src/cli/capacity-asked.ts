/** What capacity is asked beside how many more pods fit: `--need`, `--spare`, `--free`, `--set-requests`. */
import { keyOf, kindOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';
import { capacity } from '../explain/capacity.js';
import type { CapacityRequest } from '../explain/capacity-answer.js';
import type { Asked } from '../explain/capacity-asked.js';
import { DRAIN_FLAGS } from '../explain/drain-answer.js';
import { needOf } from '../explain/need.js';
import { changedRequests, type RequestsWish } from '../explain/requests-change.js';
import { lostToPieces, roomIn } from '../explain/room.js';
import { spareNodes } from '../explain/spare.js';
import { printable } from '../report/inert.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import { InvalidArgumentError, Option } from './command-line.js';
import { UsageError } from './exit.js';
import { poolOption } from './options.js';
import { type World, withinLimit } from './world.js';

const POOL_EXAMPLE = 'kubeplan capacity deploy/ --need --pool "name=big,cpu=16,memory=64Gi"';

export interface AskedOptions {
  pool?: string[];
  need?: boolean;
  spare?: boolean;
  free?: boolean;
  setRequests?: RequestsWish[];
  namespace: string;
  max: number;
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

/** `cluster`: where all comes to rest. */
export function askedAnswer(
  world: World,
  cluster: Cluster,
  scheduler: Scheduler,
  requests: readonly CapacityRequest[],
  options: AskedOptions,
): Asked {
  const { need, spare, free, setRequests, max, namespace, maxPods } = options;
  const count = (where: Cluster) =>
    capacity(
      where,
      requests.map(({ object }) => ({ object: storedIn(where, object) })),
      { scheduler, max },
    ).templates;
  const changed = setRequests && changedRequests(cluster, setRequests, { scheduler, namespace, refuse });
  const then = changed && count(changed.cluster);
  const now = changed || free ? count(cluster) : [];
  return {
    ...(need && { need: withinLimit(world, () => needOf(world, scheduler, maxPods)) }),
    ...(spare && { spare: spareNodes(cluster, scheduler, DRAIN_FLAGS) }),
    ...(free && {
      room: { ...roomIn(cluster), lost: now.map((one) => ({ object: one.object, pods: lostToPieces(one) })) },
    }),
    ...(changed && {
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
