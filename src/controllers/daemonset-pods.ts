/** Which nodes a DaemonSet's pods belong on, and what they are made of (pkg/controller/daemon/util). */

import { matchesRequiredNodeAffinity } from '../api/node-selector.js';
import type { Affinity, Node, Pod, PodSpec, Toleration } from '../api/objects.js';
import { toleratesTaint } from '../api/taints.js';
import { compareTexts } from '../api/text.js';
import type { DaemonSet } from '../api/workloads.js';
import { podFromTemplate } from './pod-template.js';

export const REVISION_LABEL = 'controller-revision-hash';
const NAME_FIELD = 'metadata.name';
const TAINTS: readonly [key: string, effect: 'NoExecute' | 'NoSchedule'][] = [
  ['not-ready', 'NoExecute'],
  ['unreachable', 'NoExecute'],
  ['disk-pressure', 'NoSchedule'],
  ['memory-pressure', 'NoSchedule'],
  ['pid-pressure', 'NoSchedule'],
  ['unschedulable', 'NoSchedule'],
];

export interface Fit {
  /** It should get a pod of the set. */
  run: boolean;
  /** A pod of the set that is there may stay. */
  stay: boolean;
}

/** Neither a template nor a node ever changes, and a set looks at all nodes whenever one of its pods is another. */
const fits = new WeakMap<DaemonSet['spec']['template'], WeakMap<Node, Fit>>();

/** Whether a node should get a pod of the set, and whether one that is there may stay. */
export function fitsNode(set: DaemonSet, node: Node): Fit {
  const { template } = set.spec;
  const known = fits.get(template) ?? new WeakMap<Node, Fit>();
  const fit = known.get(node) ?? fitOf(template.spec, node);
  fits.set(template, known.set(node, fit));
  return fit;
}

function fitOf(spec: PodSpec, node: Node): Fit {
  if (spec.nodeName && spec.nodeName !== node.metadata.name) return { run: false, stay: false };
  if (!matchesRequiredNodeAffinity(spec, node)) return { run: false, stay: false };
  const tolerations = withTolerations(spec);
  const untolerated = (node.spec?.taints ?? []).filter(
    (taint) => taint.effect !== 'PreferNoSchedule' && !tolerations.some((one) => toleratesTaint(one, taint)),
  );
  return { run: untolerated.length === 0, stay: !untolerated.some(({ effect }) => effect === 'NoExecute') };
}

function withTolerations(spec: PodSpec): Toleration[] {
  const tolerations = [...(spec.tolerations ?? [])];
  const add = (name: string, effect: Toleration['effect']) => {
    const added: Toleration = { key: `node.kubernetes.io/${name}`, operator: 'Exists', effect };
    const at = tolerations.findIndex((one) => one.key === added.key && one.effect === effect);
    if (at >= 0) tolerations[at] = added;
    else tolerations.push(added);
  };
  for (const [name, effect] of TAINTS) add(name, effect);
  if (spec.hostNetwork) add('network-unavailable', 'NoSchedule');
  return tolerations;
}

/** The pod that the set puts on a node: tied to it by node affinity, as the scheduler places it. */
export function podForNode(set: DaemonSet, node: string, hash: string): Pod {
  const pod = podFromTemplate(set.spec.template, set);
  return {
    ...pod,
    metadata: { ...pod.metadata, labels: { ...pod.metadata.labels, [REVISION_LABEL]: hash } },
    spec: {
      ...pod.spec,
      affinity: tiedTo(pod.spec.affinity, node),
      tolerations: withTolerations(pod.spec),
    },
  };
}

function tiedTo(affinity: Affinity | undefined, node: string): Affinity {
  const term = { matchFields: [{ key: NAME_FIELD, operator: 'In' as const, values: [node] }] };
  return {
    ...affinity,
    nodeAffinity: {
      ...affinity?.nodeAffinity,
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] },
    },
  };
}

/** The node that a pod is on or meant for. */
export function nodeMeant(pod: Pod): string | undefined {
  return pod.spec.nodeName || nodeTiedTo(pod);
}

function nodeTiedTo(pod: Pod): string | undefined {
  const required = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  for (const { matchFields } of required?.nodeSelectorTerms ?? []) {
    const field = matchFields?.find(({ key, operator }) => key === NAME_FIELD && operator === 'In');
    if (field?.values?.length === 1) return field.values[0];
  }
  return undefined;
}

/** Bound pods first, then the oldest. */
export function byBindingAndAge(a: Pod, b: Pod): number {
  const bound = Number(Boolean(b.spec.nodeName)) - Number(Boolean(a.spec.nodeName));
  if (bound) return bound;
  const ageOf = ({ metadata }: Pod) => `${metadata.creationTimestamp ?? ''} ${metadata.name}`;
  return compareTexts(ageOf(a), ageOf(b));
}
