/** The next pod that somebody would make for a workload, where the API server does not take it. */
import { ALL_KINDS } from '../admission/groups/all.js';
import type { Path } from '../api/json.js';
import { keyOf } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import { isPodTerminal } from '../api/pods.js';
import { asJson, asKind } from '../api/unstructured.js';
import { admitObject } from '../apiserver/admit-object.js';
import { generatedUid } from '../apiserver/generated-names.js';
import type { Status } from '../apiserver/request.js';
import type { Cluster } from '../cluster/cluster.js';
import { firstPod } from '../controllers/first-pod.js';
import { type AnyWorkload, desiredOf } from '../simulation/numbers-of.js';
import { workloadOf } from './target.js';

/** Kinds that make pods, of themselves or through others. */
export const POD_MAKERS = [
  'CronJob',
  'DaemonSet',
  'Deployment',
  'Job',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
] as const;

const REVISION = 'controller-revision-hash';

export interface RefusedPod {
  /** As it would be asked for. */
  pod: Pod;
  refusal: Status;
  /** Who would ask: the workload itself, or what it makes its pods through. */
  maker: KubeObject;
  /** Leads from the pod to its template in the workload. */
  path: Path;
  /** How many pods of the maker there are. */
  there: number;
  wanted: number;
}

/** Of those who make pods for a workload the first that has too few and gets no more; undefined where all would be taken. */
export function refusedPod(cluster: Cluster, workload: KubeObject): RefusedPod | undefined {
  const path = workload.kind === 'Pod' ? undefined : workloadOf(workload)?.path;
  if (!path) return undefined;
  for (const maker of makersOf(cluster, workload)) {
    const there = podsBelow(cluster, maker).length;
    const wanted = wantedOf(maker);
    const made = there < wanted ? nextPod(maker) : undefined;
    const answer = made && admitObject(made, { kinds: ALL_KINDS, cluster, now: 0 });
    if (made && answer && 'refusal' in answer) {
      return { pod: made, refusal: answer.refusal, maker, path, there, wanted };
    }
  }
  return undefined;
}

/** A Deployment makes its pods through ReplicaSets, a CronJob through Jobs; before there are any it is asked itself. */
function makersOf(cluster: Cluster, workload: KubeObject): KubeObject[] {
  if (workload.kind !== 'Deployment' && workload.kind !== 'CronJob') return [workload];
  const below = cluster
    .dependents(workload.metadata.uid ?? '')
    .filter(({ kind }) => kind === 'ReplicaSet' || kind === 'Job');
  return below.length > 0 ? below : [workload];
}

function podsBelow(cluster: Cluster, { metadata }: KubeObject): Pod[] {
  return (cluster.dependents(metadata.uid ?? '') as Pod[]).filter(
    (one) => one.kind === 'Pod' && !isPodTerminal(one) && !one.metadata.deletionTimestamp,
  );
}

function wantedOf(maker: KubeObject): number {
  const { spec, status } = maker as AnyWorkload;
  if (spec?.suspend) return 0;
  if (maker.kind === 'Job') {
    const done = status?.succeeded ?? 0;
    return Math.min(spec?.parallelism ?? 1, Math.max(0, desiredOf(maker) - done));
  }
  return maker.kind === 'DaemonSet' || maker.kind === 'CronJob'
    ? Math.max(1, desiredOf(maker))
    : desiredOf(maker);
}

function nextPod(maker: KubeObject): Pod | undefined {
  const { uid = generatedUid(keyOf(maker)) } = maker.metadata;
  const pod = firstPod(asJson({ ...maker, metadata: { ...maker.metadata, uid } }))?.pod;
  if (!pod || maker.kind !== 'StatefulSet') return pod;
  const { updateRevision } = asKind<'StatefulSet'>(asJson(maker)).status ?? {};
  if (updateRevision === undefined) return pod;
  // Its name is a part of the value, and may make that too long.
  const labels = { ...pod.metadata.labels, [REVISION]: updateRevision };
  return { ...pod, metadata: { ...pod.metadata, labels } };
}
