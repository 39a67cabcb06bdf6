/** How many pods a second the scheduler places, on the shapes of Kubernetes' scheduler_perf; every node is scored. */
import type { KubeObject, Node, Pod, Service } from '../src/api/objects.js';
import { defaultScheduler } from '../src/scheduler/configuration.js';
import { scheduleOne } from '../src/scheduler/schedule-one.js';
import { SchedulerState } from '../src/scheduler/state.js';

interface Figure {
  name: string;
  value: number;
  unit: string;
  note?: string;
}

interface Shape {
  name: string;
  nodes: number;
  /** Pods that are placed before the clock starts. */
  initial: number;
  measured: number;
  pod(index: number): Pod;
  /** What stands in the cluster besides nodes and pods. */
  objects?: KubeObject[];
}

const ZONES = 3;

function node(index: number): Node {
  const resources = { cpu: '4', memory: '32Gi', pods: '110' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: `node-${index}`,
      labels: {
        'kubernetes.io/hostname': `node-${index}`,
        'topology.kubernetes.io/zone': `zone-${index % ZONES}`,
      },
    },
    status: { capacity: resources, allocatable: resources, conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

function pod(index: number, spec: Partial<Pod['spec']> = {}, labels: Record<string, string> = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `pod-${index}`, namespace: 'bench', labels },
    spec: {
      schedulerName: 'default-scheduler',
      priority: 0,
      containers: [
        {
          name: 'pause',
          image: 'registry.k8s.io/pause:3.10',
          resources: { requests: { cpu: '100m', memory: '500Mi' } },
        },
      ],
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

const COLOUR = { color: 'blue' };
const SELECTOR = { matchLabels: COLOUR };

const SPREAD = (index: number) =>
  pod(
    index,
    {
      topologySpreadConstraints: [
        {
          maxSkew: 5,
          topologyKey: 'topology.kubernetes.io/zone',
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: SELECTOR,
        },
      ],
    },
    COLOUR,
  );

const ANTI_AFFINITY = (index: number) =>
  pod(
    index,
    {
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: 'kubernetes.io/hostname', labelSelector: SELECTOR },
          ],
        },
      },
    },
    COLOUR,
  );

const AFFINITY = (index: number) =>
  pod(
    index,
    {
      affinity: {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: 'topology.kubernetes.io/zone', labelSelector: SELECTOR },
          ],
        },
      },
    },
    COLOUR,
  );

const PREFERRED_AFFINITY = (index: number) =>
  pod(
    index,
    {
      affinity: {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              weight: 1,
              podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: SELECTOR },
            },
          ],
        },
      },
    },
    COLOUR,
  );

/** Spread by default, as the pods of any service are. */
const SERVICE_PODS = (index: number) => pod(index, {}, COLOUR);
const SERVICE: Service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'blue', namespace: 'bench' },
  spec: { selector: COLOUR },
};

const TOO_LARGE = (index: number) =>
  index < 200
    ? pod(index)
    : pod(index, { containers: [{ name: 'pause', resources: { requests: { cpu: '9' } } }] });

const SHAPES: readonly Shape[] = [
  { name: 'SchedulingBasic', nodes: 100, initial: 100, measured: 2000, pod },
  { name: 'SchedulingBasic', nodes: 1000, initial: 500, measured: 5000, pod },
  { name: 'SchedulingBasic', nodes: 5000, initial: 1000, measured: 10000, pod },
  { name: 'TopologySpreading', nodes: 5000, initial: 1000, measured: 5000, pod: SPREAD },
  { name: 'SchedulingPodAntiAffinity', nodes: 5000, initial: 500, measured: 2000, pod: ANTI_AFFINITY },
  { name: 'SchedulingPodAffinity', nodes: 5000, initial: 1000, measured: 5000, pod: AFFINITY },
  {
    name: 'SchedulingPreferredPodAffinity',
    nodes: 5000,
    initial: 1000,
    measured: 5000,
    pod: PREFERRED_AFFINITY,
  },
  {
    name: 'DefaultTopologySpreading',
    nodes: 5000,
    initial: 1000,
    measured: 5000,
    pod: SERVICE_PODS,
    objects: [SERVICE],
  },
  { name: 'Unschedulable', nodes: 5000, initial: 200, measured: 2000, pod: TOO_LARGE },
  {
    name: 'PreemptionBasic',
    nodes: 500,
    initial: 2000,
    measured: 500,
    pod: (index) => pod(index, preemption(index < 2000)),
  },
];

/** Four small pods fill a node; each important one needs three of them to go. */
function preemption(isInitial: boolean): Partial<Pod['spec']> {
  const cpu = isInitial ? '900m' : '3';
  return {
    priority: isInitial ? 0 : 10,
    containers: [{ name: 'pause', resources: { requests: { cpu } } }],
  };
}

/** Places one pod and takes over what came of it; the victims of a preemption go at once. */
function place(state: SchedulerState, one: Pod, scheduler: ReturnType<typeof defaultScheduler>): void {
  const { node: name, victims = [] } = scheduleOne(state, one, scheduler);
  for (const object of victims) state.apply([{ verb: 'delete', object }]);
  if (!name) return;
  const object: Pod = { ...one, spec: { ...one.spec, nodeName: name } };
  state.apply([{ verb: 'update', object }]);
}

function measure({ name, nodes, initial, measured, pod: make, objects = [] }: Shape): Figure {
  const scheduler = defaultScheduler();
  const state = SchedulerState.of([...objects, ...Array.from({ length: nodes }, (_, i) => node(i))]);
  for (let i = 0; i < initial; i++) place(state, make(i), scheduler);
  const pods = Array.from({ length: measured }, (_, i) => make(initial + i));
  const start = process.hrtime.bigint();
  for (const one of pods) place(state, one, scheduler);
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  return {
    name: `scheduler ${name} ${nodes} nodes / ${measured} pods`,
    value: Math.round(measured / seconds),
    unit: 'pods/s',
  };
}

/** Pods a second of every shape; `quick` leaves out the large ones. `only` keeps shapes whose name holds it. */
export function schedulerBench({ quick = false, only = '' }: { quick?: boolean; only?: string }): Figure[] {
  return SHAPES.filter(({ nodes, name }) => (!quick || nodes <= 1000) && name.includes(only)).map(measure);
}
