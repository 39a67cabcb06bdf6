/** The pods that a workload would make beyond those it has, one by one, with their claims. */

import { admit } from '../admission/admit.js';
import { ALL_KINDS } from '../admission/groups/all.js';
import { findNew, TEMPLATE_HASH } from '../api/deployment-revisions.js';
import { keyOf } from '../api/object-key.js';
import type { Deployment, KubeObject, NodeSelectorTerm, Pod, PodTemplateSpec } from '../api/objects.js';
import { podTemplateHash } from '../api/pod-template-hash.js';
import { claimOf } from '../api/pods.js';
import { asJson, asKind } from '../api/unstructured.js';
import type { KubernetesVersion } from '../api/version.js';
import type { PersistentVolumeClaim, StatefulSet } from '../api/workloads.js';
import type { Cluster } from '../cluster/cluster.js';
import { podFromTemplate } from '../controllers/pod-template.js';
import {
  claimName,
  claimsOfOrdinal,
  firstOrdinal,
  identified,
  newPod,
  ordinalOf,
} from '../controllers/statefulset-identity.js';
import { shownRefusal } from '../simulation/refusal-text.js';
import { podsOf, sizingPlugins, workloadOf } from './target.js';

/** Pods alike, each with a name of its own. */
export interface PodSource {
  /** The pod as the API server would store it, before it has a place; `index` counts from 0. */
  pod(index: number): Pod;
  /** The claims that would be made for it. */
  claims(index: number): PersistentVolumeClaim[];
}

/** Why the API server takes none of the pods, in its words. */
export interface Refused {
  refused: string;
}

/** The next pods of a workload, of a pod like this one; undefined for an object that makes none. */
export function nextPods(
  cluster: Cluster,
  given: KubeObject,
  version: KubernetesVersion,
): PodSource | Refused | undefined {
  if (!workloadOf(given)) return undefined;
  // Pods name their owner by its uid, which a manifest does not have.
  const { uid = `uid-${keyOf(given)}` } = given.metadata;
  const object: KubeObject = { ...given, metadata: { ...given.metadata, uid } };
  if (object.kind === 'StatefulSet') return setPods(cluster, object as StatefulSet, version);
  const isStored = object.kind === 'Pod' && (object as Pod).status !== undefined;
  const like = podLike(cluster, object, version);
  const made = isStored ? like : admitted(cluster, like, version);
  if ('refused' in made) return made;
  const first = pinned(made);
  const prefix = `${object.metadata.name}-more-`;
  const named = (index: number): Pod => ({ ...first, metadata: { ...first.metadata, name: prefix + index } });
  return { pod: named, claims: (index) => ephemeralClaims(named(index)) };
}

/** A pod of the object, with the name of the object. */
function podLike(cluster: Cluster, object: KubeObject, version: KubernetesVersion): Pod {
  const { name, namespace } = object.metadata;
  if (object.kind === 'Pod') return fresh(object as Pod);
  const pod = podFromTemplate(...templateOf(cluster, object, version));
  const { generateName: _none, ...metadata } = pod.metadata;
  return { ...pod, metadata: { ...metadata, name, namespace } };
}

/** A pod that runs already as it was before it had a place. */
function fresh(pod: Pod): Pod {
  const { uid: _uid, resourceVersion: _version, ...metadata } = pod.metadata;
  if (!pod.status) return { ...pod, metadata };
  const { status: _status, ...rest } = pod;
  const { nodeName: _node, ...spec } = pod.spec;
  return { ...rest, metadata, spec };
}

/** The template as the object's controller writes it into pods, and who owns them. */
function templateOf(
  cluster: Cluster,
  object: KubeObject,
  version: KubernetesVersion,
): [template: PodTemplateSpec, owner: KubeObject] {
  const { template } = workloadOf(object)!;
  if (object.kind !== 'Deployment') return [template, object];
  const deployment = object as Deployment;
  const sets = object.metadata.uid ? cluster.ownedBy(object.metadata.uid, 'ReplicaSet') : [];
  const current = findNew(deployment, sets);
  if (current) return [current.spec.template, current];
  const hash = podTemplateHash(template, deployment.status?.collisionCount, version);
  const labels = { ...template.metadata?.labels, [TEMPLATE_HASH]: hash };
  return [{ ...template, metadata: { ...template.metadata, labels } }, object];
}

/** Through admission: what defaults, limit ranges, classes and overheads make of the pod. */
function admitted(cluster: Cluster, pod: Pod, version: KubernetesVersion): Pod | Refused {
  const { object, refusal } = admit(asJson(pod), {
    kinds: ALL_KINDS,
    version,
    plugins: sizingPlugins(cluster),
    fieldValidation: 'Ignore',
  });
  if (refusal) return { refused: shownRefusal(refusal, pod) };
  const stored = asKind<'Pod'>(object);
  const { uid: _uid, ...metadata } = stored.metadata;
  return { ...stored, metadata };
}

/**
 * A pod whose manifest names its node never meets the scheduler; the kubelet looks at the same things but for NoSchedule
 * taints. So it is counted as one that may go to that node only.
 */
function pinned(pod: Pod): Pod {
  const { nodeName, ...spec } = pod.spec;
  if (!nodeName) return pod;
  const nodeAffinity = spec.affinity?.nodeAffinity;
  const terms = nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [{}];
  const here = { key: 'metadata.name', operator: 'In' as const, values: [nodeName] };
  const nodeSelectorTerms = terms.map(
    (term: NodeSelectorTerm): NodeSelectorTerm => ({
      ...term,
      matchFields: [...(term.matchFields ?? []), here],
    }),
  );
  return {
    ...pod,
    spec: {
      ...spec,
      tolerations: [...(spec.tolerations ?? []), { operator: 'Exists', effect: 'NoSchedule' }],
      affinity: {
        ...spec.affinity,
        nodeAffinity: {
          ...nodeAffinity,
          requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms },
        },
      },
    },
  };
}

/** A StatefulSet's pods have numbers, and claims that go by them. */
function setPods(cluster: Cluster, set: StatefulSet, version: KubernetesVersion): PodSource | Refused {
  const start = firstOrdinal(set);
  const taken = podsOf(cluster, set).map((pod) => ordinalOf(set, pod));
  const next = taken.reduce((most, ordinal) => Math.max(most, ordinal + 1), start);
  const made = admitted(cluster, newPod(set, set.spec.template, 'next', next), version);
  if ('refused' in made) return made;
  const first = pinned(made);
  const pod = (index: number): Pod => {
    const ordinal = next + index;
    const name = `${set.metadata.name}-${ordinal}`;
    const volumes = (first.spec.volumes ?? []).map((volume) => {
      const template = set.spec.volumeClaimTemplates?.find(({ metadata }) => metadata.name === volume.name);
      if (!template) return volume;
      return { ...volume, persistentVolumeClaim: { claimName: claimName(set, template, ordinal) } };
    });
    const named = { ...first, metadata: { ...first.metadata, name }, spec: { ...first.spec, volumes } };
    return identified(set, named, ordinal);
  };
  return { pod, claims: (index) => [...claimsOfOrdinal(set, next + index), ...ephemeralClaims(pod(index))] };
}

/** The claims of a pod's ephemeral volumes, as the ephemeral volume controller makes them. */
function ephemeralClaims(pod: Pod): PersistentVolumeClaim[] {
  return (pod.spec.volumes ?? []).flatMap((volume): PersistentVolumeClaim[] => {
    const claim = claimOf(pod, volume);
    const { volumeClaimTemplate: template } = (volume['ephemeral'] ?? {}) as {
      volumeClaimTemplate?: Pick<PersistentVolumeClaim, 'spec'>;
    };
    if (!claim?.ephemeral || !template) return [];
    const owner = { apiVersion: 'v1', kind: 'Pod', name: pod.metadata.name!, uid: '', controller: true };
    const { namespace } = pod.metadata;
    return [
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: claim.name, namespace, ownerReferences: [owner] },
        spec: template.spec,
      },
    ];
  });
}
