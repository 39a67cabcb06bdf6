/** The clusters and pods that the scheduler is timed with, after Kubernetes' scheduler_perf. */
import type { Affinity, KubeObject, Node, Pod, PodAffinityTerm, Service } from '../src/api/objects.js';

export interface Shape {
  name: string;
  /** The pod of an index; those below `initial` are placed before the clock starts. */
  pod(index: number, initial: number): Pod;
  /** What stands in the cluster besides nodes and pods. */
  objects?: KubeObject[];
  /** By number of nodes; other than `SIZES` says. */
  sizes?: Readonly<Record<number, Size>>;
}

export interface Size {
  initial: number;
  measured: number;
}

/** How many pods there are, by number of nodes. */
export const SIZES: Readonly<Record<number, Size>> = {
  100: { initial: 100, measured: 1000 },
  500: { initial: 500, measured: 1000 },
  1000: { initial: 500, measured: 5000 },
  5000: { initial: 1000, measured: 5000 },
};

const ZONES = 3;
const ZONE = 'topology.kubernetes.io/zone';
const HOSTNAME = 'kubernetes.io/hostname';
const NAMESPACE = 'bench';

export function node(index: number): Node {
  const resources = { cpu: '4', memory: '32Gi', pods: '110' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: `node-${index}`,
      labels: {
        [HOSTNAME]: `node-${index}`,
        [ZONE]: `zone-${index % ZONES}`,
        disk: index % 4 === 0 ? 'ssd' : 'hdd',
      },
    },
    status: { capacity: resources, allocatable: resources, conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

function pod(index: number, spec: Partial<Pod['spec']> = {}, labels: Record<string, string> = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `pod-${index}`, namespace: NAMESPACE, labels },
    spec: {
      schedulerName: 'default-scheduler',
      priority: 0,
      containers: asking('100m', '500Mi'),
      tolerations: ['not-ready', 'unreachable'].map((reason) => ({
        key: `node.kubernetes.io/${reason}`,
        operator: 'Exists',
        effect: 'NoExecute',
        tolerationSeconds: 300,
      })),
      ...spec,
    },
  };
}

function asking(cpu: string, memory: string): Pod['spec']['containers'] {
  return [{ name: 'pause', image: 'registry.k8s.io/pause:3.10', resources: { requests: { cpu, memory } } }];
}

const COLOUR = { color: 'blue' };

function term(topologyKey: string, labels: Record<string, string> = COLOUR): PodAffinityTerm {
  return { topologyKey, labelSelector: { matchLabels: labels } };
}

function away(from: PodAffinityTerm): Affinity {
  return { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [from] } };
}

function near(to: PodAffinityTerm): Affinity {
  return { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [to] } };
}

function ratherNear(to: PodAffinityTerm, weight = 1): Affinity {
  return {
    podAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight, podAffinityTerm: to }],
    },
  };
}

function ratherAway(from: PodAffinityTerm, weight = 1): Affinity {
  return {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight, podAffinityTerm: from }],
    },
  };
}

function onDisk(values: string[]): Affinity {
  return {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'In', values }] }],
      },
    },
  };
}

function spread(
  whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway',
  labels: Record<string, string> = COLOUR,
  topologyKey = ZONE,
): Partial<Pod['spec']> {
  const labelSelector = { matchLabels: labels };
  return { topologySpreadConstraints: [{ maxSkew: 5, topologyKey, whenUnsatisfiable, labelSelector }] };
}

function service(labels: Record<string, string>): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: Object.values(labels).join('-'), namespace: NAMESPACE },
    spec: { selector: labels },
  };
}

/** What a pod of the n-th of many Deployments asks for: every kind of constraint, and none, in turn. */
function deploymentPod(index: number, deployment: number): Pod {
  const labels = { app: `app-${deployment}` };
  const size = { containers: asking(`${50 + 10 * (deployment % 5)}m`, `${200 + 50 * (deployment % 7)}Mi`) };
  const kinds: Partial<Pod['spec']>[] = [
    {},
    { affinity: onDisk(['ssd']) },
    { affinity: ratherAway(term(HOSTNAME, labels), 100) },
    spread('DoNotSchedule', labels),
    spread('ScheduleAnyway', labels, HOSTNAME),
    { affinity: near(term(ZONE, labels)) },
    { affinity: away(term(HOSTNAME, labels)) },
    { affinity: ratherNear(term(ZONE, labels), 10) },
  ];
  return pod(index, { ...size, ...kinds[deployment % kinds.length] }, labels);
}

const DEPLOYMENTS = 30;

/** Four small pods fill a node; each important one needs three of them to go. */
function preemption(index: number, initial: number): Pod {
  const isInitial = index < initial;
  return pod(index, {
    priority: isInitial ? 0 : 10,
    containers: asking(isInitial ? '900m' : '3', '500Mi'),
  });
}

export const SHAPES: readonly Shape[] = [
  { name: 'Basic', pod: (i) => pod(i), sizes: { 5000: { initial: 1000, measured: 10_000 } } },
  { name: 'NodeAffinity', pod: (i) => pod(i, { affinity: onDisk(['ssd', 'nvme']) }) },
  {
    name: 'PodAntiAffinity',
    pod: (i) => pod(i, { affinity: away(term(HOSTNAME)) }, COLOUR),
    // No more than one pod a node.
    sizes: { 500: { initial: 100, measured: 400 }, 5000: { initial: 1000, measured: 4000 } },
  },
  { name: 'PodAffinity', pod: (i) => pod(i, { affinity: near(term(ZONE)) }, COLOUR) },
  { name: 'PreferredPodAffinity', pod: (i) => pod(i, { affinity: ratherNear(term(HOSTNAME)) }, COLOUR) },
  { name: 'PreferredPodAntiAffinity', pod: (i) => pod(i, { affinity: ratherAway(term(HOSTNAME)) }, COLOUR) },
  { name: 'TopologySpreading', pod: (i) => pod(i, spread('DoNotSchedule'), COLOUR) },
  { name: 'PreferredTopologySpreading', pod: (i) => pod(i, spread('ScheduleAnyway'), COLOUR) },
  { name: 'DefaultTopologySpreading', pod: (i) => pod(i, {}, COLOUR), objects: [service(COLOUR)] },
  {
    name: 'Preemption',
    pod: preemption,
    sizes: { 500: { initial: 2000, measured: 400 }, 5000: { initial: 20_000, measured: 2000 } },
  },
  {
    name: 'Unschedulable',
    pod: (i, initial) => (i < initial ? pod(i) : pod(i, { containers: asking('9', '1Gi') })),
    sizes: { 5000: { initial: 1000, measured: 2000 } },
  },
  {
    // A full cluster and pods that wait, no two of which ask for the same.
    name: 'UnschedulableBacklog',
    pod: (i, initial) =>
      i < initial
        ? pod(i, { containers: asking('3500m', '1Gi') })
        : pod(i, { containers: asking(`${1000 + (i - initial)}m`, `${512 + (i % 97)}Mi`) }, { one: `${i}` }),
    sizes: { 500: { initial: 500, measured: 1000 }, 5000: { initial: 5000, measured: 2000 } },
  },
  {
    // No two pods alike: nothing that was worked out for one holds for another.
    name: 'EveryPodDiffers',
    pod: (i) => pod(i, { containers: asking(`${50 + (i % 997)}m`, `${64 + (i % 89)}Mi`) }, { one: `${i}` }),
  },
  {
    name: 'Mixed',
    pod: (i) => deploymentPod(i, i % 8),
    objects: [service({ app: 'app-0' })],
  },
  {
    name: 'Mixed30Deployments',
    pod: (i) => deploymentPod(i, i % DEPLOYMENTS),
    objects: Array.from({ length: DEPLOYMENTS }, (_, i) => service({ app: `app-${i}` })),
  },
];
