/** Workloads that a dump leaves out, made anew of the pods that name them: to keep as many pods as there are, where they belong. */

import { TOKEN_VOLUME } from '../admission/plugins/pod-mutations.js';
import { TEMPLATE_HASH } from '../api/deployment-revisions.js';
import { sameValue } from '../api/equality.js';
import { isObject } from '../api/json.js';
import { pushTo } from '../api/lists.js';
import { controllerRef, kindOf } from '../api/object-key.js';
import type { KubeObject, OwnerReference, Pod, PodSpec, PodTemplateSpec, Volume } from '../api/objects.js';
import { nodeMeant } from '../controllers/daemonset-pods.js';
import { isLabelOfControllers } from '../references/always-there.js';

/** What there is beside pods to tell how their owners are. */
export interface Beside {
  /** The manifests: an owner that is among them is as it is written there. */
  written: readonly KubeObject[];
  /** There are claims in the dump: those that pods have then are there too. */
  hasClaims: boolean;
}

/** The objects of a kind that pods name as their owners; none for kinds whose objects pods alone do not tell. */
export function standInOwners(
  kind: string,
  pods: readonly Pod[],
  { written, hasClaims }: Beside,
): KubeObject[] {
  const make = MAKERS.get(kind);
  if (!make) return [];
  const owned = new Map<string, Pod[]>();
  for (const pod of pods) pushTo(owned, controllerRef(pod)?.uid ?? '', pod);
  return [...owned.values()].flatMap((group) => {
    const [pod] = group as [Pod, ...Pod[]];
    const owner = controllerRef(pod);
    // A claim that nobody knows of would be made anew, with an empty volume.
    if (!owner || (kind === 'StatefulSet' && !hasClaims && group.some(hasOwnClaim))) return [];
    const { apiVersion, name, uid } = owner;
    const same = written.find(
      (one) =>
        kindOf(one) === kind &&
        one.metadata.name === name &&
        (one.metadata.namespace ?? 'default') === (pod.metadata.namespace ?? 'default'),
    );
    if (same) return [{ ...same, metadata: { ...same.metadata, uid } } as KubeObject];
    const spec = make(group, owner);
    if (!spec) return [];
    const metadata = { name, namespace: pod.metadata.namespace, uid, labels: labelsOf(pod, kind) };
    return [{ apiVersion, kind, metadata, spec } as KubeObject];
  });
}

/** The owner of pods as far as it is among those of `objects`. */
export function isOwned(pod: Pod, objects: readonly KubeObject[]): boolean {
  const owner = controllerRef(pod);
  return objects.some((one) => owner && one.metadata.uid === owner.uid && kindOf(one) === kindOf(owner));
}

type Make = (pods: readonly Pod[], owner: OwnerReference) => object | undefined;

const MAKERS: ReadonlyMap<string, Make> = new Map<string, Make>([
  ['ReplicaSet', (pods) => setSpec('ReplicaSet', pods)],
  ['ReplicationController', (pods) => setSpec('ReplicationController', pods)],
  ['DaemonSet', daemonSetSpec],
  ['StatefulSet', statefulSetSpec],
]);

function setSpec(kind: string, pods: readonly Pod[]): object {
  const [pod] = pods as [Pod];
  const labels = labelsOf(pod, kind);
  return {
    replicas: pods.filter(({ metadata }) => !metadata.deletionTimestamp).length,
    selector: kind === 'ReplicaSet' ? { matchLabels: labels } : labels,
    template: templateOf(pod, labels, ownSpec(pod)),
  };
}

/** Which nodes it is meant for is not known beyond those that it is on. */
function daemonSetSpec(pods: readonly Pod[]): object {
  const [pod] = pods as [Pod];
  const labels = labelsOf(pod, 'DaemonSet');
  const nodeSelectorTerms = pods.map((one) => ({
    matchFields: [{ key: 'metadata.name', operator: 'In' as const, values: [nodeMeant(one) ?? ''] }],
  }));
  const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } };
  return {
    selector: { matchLabels: labels },
    template: templateOf(pod, labels, { ...ownSpec(pod), affinity: { ...pod.spec.affinity, nodeAffinity } }),
    // The revision of its pods is not known: none is taken for an old one.
    updateStrategy: { type: 'OnDelete' },
  };
}

/** Undefined where a number is left out: whether that one is still to come is not known. */
function statefulSetSpec(pods: readonly Pod[], { name }: OwnerReference): object | undefined {
  const [pod] = pods as [Pod];
  const ordinals = pods
    .map(({ metadata }) => Number((metadata.name ?? '').slice(name.length + 1)))
    .sort((a, b) => a - b);
  const start = ordinals[0] ?? 0;
  if (
    !sameValue(
      ordinals,
      Array.from(ordinals, (_one, i) => start + i),
    )
  )
    return undefined;
  const labels = labelsOf(pod, 'StatefulSet');
  const { subdomain, hostname: _own, ...spec } = ownSpec(pod);
  const isOwn = (volume: Volume) => isOwnClaim(volume, pod);
  const claims = (spec.volumes ?? []).filter(isOwn).map((volume) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: volume.name },
    // Its claims are there; one that is not would be as small as can be.
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  }));
  return {
    replicas: ordinals.length,
    ...(start > 0 && { ordinals: { start } }),
    ...(subdomain && { serviceName: subdomain }),
    selector: { matchLabels: labels },
    template: templateOf(pod, labels, { ...spec, volumes: spec.volumes?.filter((one) => !isOwn(one)) }),
    ...(claims.length > 0 && { volumeClaimTemplates: claims }),
    podManagementPolicy: 'Parallel',
    updateStrategy: { type: 'OnDelete' },
  };
}

/** True for a claim that is called as those of a StatefulSet's pod are. */
function isOwnClaim({ name, persistentVolumeClaim: claim }: Volume, { metadata }: Pod): boolean {
  return isObject(claim) && claim['claimName'] === `${name}-${metadata.name}`;
}

function hasOwnClaim(pod: Pod): boolean {
  return pod.spec.volumes?.some((volume) => isOwnClaim(volume, pod)) === true;
}

/** The labels that the template of a pod has. */
function labelsOf({ metadata }: Pod, kind: string): Record<string, string> {
  const isKept = (key: string) =>
    !isLabelOfControllers(key) || (kind === 'ReplicaSet' && key === TEMPLATE_HASH);
  return Object.fromEntries(Object.entries(metadata.labels ?? {}).filter(([key]) => isKept(key)));
}

function templateOf({ metadata }: Pod, labels: Record<string, string>, spec: PodSpec): PodTemplateSpec {
  const { annotations } = metadata;
  return { metadata: { labels, ...(annotations && { annotations }) }, spec };
}

/** What a pod was told, without what it was given: its node, its token. */
function ownSpec({ spec }: Pod): PodSpec {
  const { nodeName: _node, ...own } = spec;
  const isToken = (name: string) => name.startsWith(TOKEN_VOLUME);
  const bare = (container: PodSpec['containers'][number]) => ({
    ...container,
    volumeMounts: container.volumeMounts?.filter(({ name }) => !isToken(name)),
  });
  return {
    ...own,
    volumes: own.volumes?.filter(({ name }) => !isToken(name)),
    containers: own.containers.map(bare),
    ...(own.initContainers && { initContainers: own.initContainers.map(bare) }),
  };
}
