/** How many pods a second the scheduler places, on the shapes of Kubernetes' scheduler_perf; every node is scored. */
import type { Pod } from '../src/api/objects.js';
import { defaultScheduler, type Scheduler } from '../src/scheduler/configuration/scheduler.js';
import { scheduleOne } from '../src/scheduler/schedule-one.js';
import { SchedulerState } from '../src/scheduler/state/scheduler-state.js';
import type { Figure } from './figure.js';
import { node, SHAPES, type Shape, SIZES } from './scheduler-shapes.js';

const MEGABYTE = 1e6;
/** Clusters of this size and more are left out of a quick run. */
const MANY = 5000;
/** The sizes at which every shape is run. */
const ALL_SHAPES = new Set([500, 5000]);

/** Places one pod and takes over what came of it; the victims of a preemption go at once and the pod tries again. */
function place(state: SchedulerState, one: Pod, scheduler: Scheduler): void {
  const { node: name, nominatedNode, victims = [] } = scheduleOne(state, one, scheduler);
  if (name) {
    state.apply([{ verb: 'update', object: { ...one, spec: { ...one.spec, nodeName: name } } as Pod }]);
  } else if (nominatedNode) {
    const object: Pod = { ...one, status: { ...one.status, nominatedNodeName: nominatedNode } };
    state.apply([...victims.map((victim) => ({ verb: 'delete' as const, object: victim }))]);
    state.apply([{ verb: 'update', object }]);
    place(state, object, scheduler);
  }
}

function measure({ name, pod, objects = [], sizes = {} }: Shape, nodes: number): Figure {
  const { initial, measured } = sizes[nodes] ?? SIZES[nodes]!;
  const scheduler = defaultScheduler();
  const state = SchedulerState.of([...objects, ...Array.from({ length: nodes }, (_, i) => node(i))]);
  // Where the first pods are does not matter to the figure, that they are many and spread out does.
  for (let i = 0; i < initial; i++) {
    const one = pod(i, initial);
    state.apply([
      { verb: 'create', object: { ...one, spec: { ...one.spec, nodeName: `node-${i % nodes}` } } as Pod },
    ]);
  }
  const pods = Array.from({ length: measured }, (_, i) => pod(initial + i, initial));
  const cpu = process.cpuUsage();
  const start = performance.now();
  for (const one of pods) place(state, one, scheduler);
  const wall = (performance.now() - start) / 1e3;
  const seconds = process.cpuUsage(cpu).user / 1e6;
  const heap = process.memoryUsage().heapUsed / MEGABYTE;
  return {
    name: `scheduler ${name} ${nodes} nodes / ${measured} pods`,
    value: Math.round(measured / seconds),
    unit: 'pods/s',
    note: `of CPU time; ${Math.round(measured / wall)} by the clock; heap ${heap.toFixed(0)} MB`,
    wall: Math.round(measured / wall),
    heap: Math.round(heap),
  };
}

/**
 * Pods a second of every shape, by the CPU time used, and the most memory that the process ever had.
 * `quick` leaves out the large clusters; `only` keeps the shapes whose name and number of nodes it matches.
 */
export function schedulerBench({ quick = false, only = '' }: { quick?: boolean; only?: string }): Figure[] {
  const wanted = new RegExp(only);
  const sizes = Object.keys(SIZES).map(Number);
  const figures: Figure[] = [];
  for (const nodes of quick ? sizes.filter((size) => size < MANY) : sizes) {
    // How the speed changes with the cluster is seen on the plain shape alone.
    for (const shape of ALL_SHAPES.has(nodes) ? SHAPES : SHAPES.slice(0, 1)) {
      if (wanted.test(`${shape.name} ${nodes}`)) figures.push(measure(shape, nodes));
    }
  }
  const memory = process.resourceUsage().maxRSS * 1024;
  figures.push({ name: 'scheduler memory, at most', value: memory / MEGABYTE, unit: 'MB RSS' });
  return figures;
}
