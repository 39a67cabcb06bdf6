/** Node groups of the Cluster Autoscaler: MachineDeployments and MachinePools of the Cluster API, by their annotations. */
import { isObject, type JsonObject, type Path, valueAt } from '../../api/json.js';
import { labelKeyErrors, labelValueErrors } from '../../api/names.js';
import { groupOf, nameText, refOf, refText } from '../../api/object-key.js';
import type { KubeObject, ResourceList, Taint, TaintEffect } from '../../api/objects.js';
import { quantityError } from '../../api/quantity.js';
import { asJson } from '../../api/unstructured.js';
import { nodeLike } from '../node-spec.js';
import type { NodePool, PoolPart, Wish } from './pool.js';
import { nodeGroupProblems } from './problems.js';

const GROUP = 'cluster.x-k8s.io';
const KINDS: ReadonlySet<string> = new Set(['MachineDeployment', 'MachinePool']);
const CAPACITY = 'capacity.cluster-autoscaler.kubernetes.io/';
const SIZE = 'cluster.x-k8s.io/cluster-api-autoscaler-node-group-';
/** Labels of machines that reach their nodes. */
const SYNCED =
  /^(node-role\.kubernetes\.io\/|node\.cluster\.x-k8s\.io\/|([a-z0-9.-]+\.)?node-restriction\.kubernetes\.io\/)/;
const TAINT = /^([^=:]+)(?:=([^:]*))?:(NoSchedule|PreferNoSchedule|NoExecute)$/;
const ANNOTATIONS = ['metadata', 'annotations'];
const LABELS = ['spec', 'template', 'metadata', 'labels'];
/** By resource the annotation that says how much of it a node has. */
const SAID: Readonly<Record<string, string>> = {
  cpu: 'cpu',
  memory: 'memory',
  'ephemeral-storage': 'ephemeral-disk',
  pods: 'maxPods',
};

/** Whether an object is a node group: one of the Cluster API that says what its nodes are, or how many there may be. */
export function isNodeGroup({ apiVersion, kind, metadata }: KubeObject): boolean {
  if (groupOf(apiVersion) !== GROUP || !KINDS.has(kind)) return false;
  return Object.keys(metadata.annotations ?? {}).some(
    (key) => key.startsWith(CAPACITY) || key.startsWith(SIZE),
  );
}

/** The pool that a node group is. */
export function nodeGroup(object: KubeObject): NodePool {
  const annotations = textsOf(valueAt(asJson(object), ANNOTATIONS));
  const most = Number(annotations[`${SIZE}max-size`] ?? Number.NaN);
  const replicas = Number(valueAt(asJson(object), ['spec', 'replicas']) ?? 1);
  const labels = { ...syncedLabels(object), ...pairsOf(annotations[`${CAPACITY}labels`] ?? '') };
  const resources = sizesOf(annotations);
  const taints = taintsOf(annotations[`${CAPACITY}taints`] ?? '');
  return {
    title: refText(refOf(object)),
    name: object.metadata.name ?? '',
    object,
    ref: refOf(object),
    problems: nodeGroupProblems(annotations, { capacity: CAPACITY, size: SIZE, taint: TAINT }),
    limits: Number.isSafeInteger(most)
      ? [{ resource: 'nodes', left: Math.max(0, most - replicas), text: `max-size: ${most}` }]
      : [],
    shapes: ({ resources: asked }: Wish) => {
      const open = asked.filter((resource) => resources[resource] === undefined);
      const all = {
        ...resources,
        ...Object.fromEntries(open.map((resource) => [resource, enoughOf(resource)])),
      };
      return [
        { node: nodeLike(object.metadata.name ?? '', { resources: all, labels, taints }), supposed: open },
      ];
    },
    at: (part, name) => placeIn(annotations, part, name),
  };
}

/** An amount that nobody asks for: where what a node has is not known, that is not what decides. */
export function enoughOf(resource: string): string {
  return resource === 'cpu' ? '1000000' : resource.includes('/') ? '1000000' : '1Pi';
}

function textsOf(value: unknown): Record<string, string> {
  if (!isObject(value)) return {};
  return Object.fromEntries(Object.entries(value as JsonObject).map(([key, one]) => [key, nameText(one)]));
}

function syncedLabels(object: KubeObject): Record<string, string> {
  const all = Object.entries(textsOf(valueAt(asJson(object), LABELS)));
  return Object.fromEntries(all.filter(([key, value]) => SYNCED.test(key) && isLabel(key, value)));
}

function isLabel(key: string, value: string): boolean {
  return labelKeyErrors(key).length + labelValueErrors(value).length === 0;
}

/** `key1=value1,key2=value2`. */
function pairsOf(text: string): Record<string, string> {
  const pairs = text.split(',').flatMap((part): [string, string][] => {
    const [key = '', value = ''] = part.trim().split('=');
    return isLabel(key, value) ? [[key, value]] : [];
  });
  return Object.fromEntries(pairs);
}

function taintsOf(text: string): Taint[] {
  return text.split(',').flatMap((part): Taint[] => {
    const [, key, value, effect] = TAINT.exec(part.trim()) ?? [];
    if (key === undefined) return [];
    return [{ key, ...(value === undefined ? {} : { value }), effect: effect as TaintEffect }];
  });
}

/** What the annotations say of a node's size; GPUs under the name that they are given. */
function sizesOf(annotations: Readonly<Record<string, string>>): ResourceList {
  const sizes: ResourceList = {};
  for (const [resource, name] of Object.entries(SAID)) {
    const text = annotations[CAPACITY + name];
    if (text !== undefined && quantityError(text) === undefined) sizes[resource] = text;
  }
  const count = annotations[`${CAPACITY}gpu-count`];
  const type = annotations[`${CAPACITY}gpu-type`] ?? 'nvidia.com/gpu';
  if (count !== undefined && quantityError(count) === undefined) sizes[type] = count;
  // A group that is described and names no GPU has none.
  else if (sizes['cpu'] !== undefined && sizes['memory'] !== undefined) sizes[type] = '0';
  return sizes;
}

function placeIn(annotations: Readonly<Record<string, string>>, part: PoolPart, name: string): Path {
  if (part === 'limit') {
    const most = `${SIZE}max-size`;
    return annotations[most] === undefined ? [...ANNOTATIONS] : [...ANNOTATIONS, most];
  }
  const key = part === 'resource' ? (SAID[name] ?? 'gpu-count') : `${part}s`;
  return annotations[CAPACITY + key] === undefined ? [...ANNOTATIONS] : [...ANNOTATIONS, CAPACITY + key];
}
