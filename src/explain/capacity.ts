/** How many more pods of each kind fit, and what ends it; of one kind alone, or of several in a given mix. */
import type { ObjectRef } from '../api/finding.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import type { Capacity, CapacityRequest } from './capacity-answer.js';
import { Counter, type Kind } from './capacity-counter.js';
import { nextPods } from './capacity-pods.js';
import { askedFor } from './moves/requests.js';

/** Counting stops here unless told otherwise. */
export const MOST_PODS = 100_000;
export interface CapacityOptions {
  scheduler: Scheduler;
  /** Counting stops at so many pods; 100,000 unless told. */
  max?: number;
}

/**
 * Counts how many pods of each request fit into a cluster beside those that are there, decision by decision as
 * kube-scheduler would place them; requests with a weight also together, round by round. Pods in the cluster that wait
 * for a place stay where they are: they keep no room, unless room is kept for them (nominatedNodeName).
 */
export function capacity(
  cluster: Cluster,
  requests: readonly CapacityRequest[],
  { scheduler, max = MOST_PODS }: CapacityOptions,
): Capacity {
  const counter = new Counter(cluster, scheduler, max);
  const kinds = requests.map((request) => kindOfPods(cluster, request, scheduler));
  const mixed = kinds.filter(({ request }) => request.weight !== undefined);
  const sorted = kinds.slice().sort((a, b) => (refKey(a.ref) < refKey(b.ref) ? -1 : 1));
  return {
    nodeCount: counter.state.nodeCount,
    templates: sorted.map((kind) => counter.alone(kind)),
    ...(mixed.length > 0 && { mix: counter.mix(mixed) }),
  };
}

function refKey({ kind, namespace, name }: ObjectRef): string {
  return `${kind} ${namespace} ${name}`;
}

function kindOfPods(cluster: Cluster, request: CapacityRequest, { version }: Scheduler): Kind {
  const { apiVersion, kind, metadata } = request.object;
  const source = nextPods(cluster, request.object, version);
  if (!source) throw new Error(`${kind} makes no pods`);
  const namespace = metadata.namespace ?? 'default';
  const ref = { apiVersion, kind, namespace, name: metadata.name! };
  if ('refused' in source) return { request, ref, source: undefined, refused: source.refused, requests: {} };
  return { request, ref, source, refused: undefined, requests: askedFor(source.pod(0)) };
}
