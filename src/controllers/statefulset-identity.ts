/** Who a StatefulSet's pods are: their names, labels and claims (pkg/controller/statefulset/stateful_set_utils.go). */
import type { Pod, PodTemplateSpec, Volume } from '../api/objects.js';
import type { PersistentVolumeClaim, StatefulSet } from '../api/workloads.js';
import { podFromTemplate } from './pod-template.js';

export const REVISION_LABEL = 'controller-revision-hash';
const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX_LABEL = 'apps.kubernetes.io/pod-index';
const DIGITS = /^\d+$/;

/** The ordinal in a pod's name, -1 for a name that is none of the set's. */
export function ordinalOf(set: StatefulSet, pod: Pod): number {
  const { name = '' } = pod.metadata;
  const parent = set.metadata.name ?? '';
  if (!name.startsWith(parent) || name[parent.length] !== '-') return -1;
  const ordinal = name.slice(parent.length + 1);
  return DIGITS.test(ordinal) ? Number(ordinal) : -1;
}

export function firstOrdinal(set: StatefulSet): number {
  return set.spec.ordinals?.start ?? 0;
}

/** Whether an ordinal is one that the set wants. */
export function inRange(set: StatefulSet, ordinal: number): boolean {
  const start = firstOrdinal(set);
  return ordinal >= start && ordinal < start + (set.spec.replicas ?? 1);
}

/** The pod of an ordinal, not created yet (it has no status). */
export function newPod(set: StatefulSet, template: PodTemplateSpec, revision: string, ordinal: number): Pod {
  const pod = podFromTemplate(template, set);
  const name = `${set.metadata.name}-${ordinal}`;
  const { generateName: _none, ...metadata } = pod.metadata;
  const named: Pod = { ...pod, metadata: { ...metadata, name } };
  const withIdentity = identified(set, named, ordinal);
  return {
    ...withIdentity,
    metadata: {
      ...withIdentity.metadata,
      labels: { ...withIdentity.metadata.labels, [REVISION_LABEL]: revision },
    },
    spec: {
      ...withIdentity.spec,
      hostname: name,
      ...(set.spec.serviceName ? { subdomain: set.spec.serviceName } : {}),
      ...volumesOf(set, withIdentity, ordinal),
    },
  };
}

/** The pod with the labels that say which one it is; the same pod where it has them. */
export function identified(set: StatefulSet, pod: Pod, ordinal: number): Pod {
  const { labels } = pod.metadata;
  const name = `${set.metadata.name}-${ordinal}`;
  const index = String(ordinal);
  if (labels?.[POD_NAME_LABEL] === name && labels[POD_INDEX_LABEL] === index) return pod;
  const right = { ...labels, [POD_NAME_LABEL]: name, [POD_INDEX_LABEL]: index };
  return { ...pod, metadata: { ...pod.metadata, labels: right } };
}

function volumesOf(set: StatefulSet, pod: Pod, ordinal: number): { volumes?: Volume[] } {
  const claims = (set.spec.volumeClaimTemplates ?? []).map((template) => ({
    name: template.metadata.name ?? '',
    persistentVolumeClaim: { claimName: claimName(set, template, ordinal), readOnly: false },
  }));
  const others = (pod.spec.volumes ?? []).filter(({ name }) => !claims.some((claim) => claim.name === name));
  const volumes = [...claims, ...others];
  return volumes.length > 0 ? { volumes } : {};
}

export function claimName(set: StatefulSet, template: PersistentVolumeClaim, ordinal: number): string {
  return `${template.metadata.name ?? ''}-${set.metadata.name}-${ordinal}`;
}

/** The claims of an ordinal as they are created. */
export function claimsOfOrdinal(set: StatefulSet, ordinal: number): PersistentVolumeClaim[] {
  return (set.spec.volumeClaimTemplates ?? []).map((template) => ({
    ...template,
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      ...template.metadata,
      name: claimName(set, template, ordinal),
      namespace: set.metadata.namespace,
      labels: { ...template.metadata.labels, ...set.spec.selector.matchLabels },
    },
  }));
}
