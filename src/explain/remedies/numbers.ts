/** Other numbers of the workload itself: fewer replicas, another priority. */
import type { KubeObject } from '../../api/objects.js';
import { SCALED } from '../../simulation/numbers-of.js';
import { type Remedy, UNEDITED } from '../remedy.js';
import type { Look } from './look.js';

/** That fewer replicas are asked for. */
export const FEWER = 'replicas';
/** So many classes are tried, the least important first. */
const MOST_CLASSES = 2;
const COST = { fewer: 4, priority: 2.8 };

/** As many replicas as are ready already: where nothing else helps, or less is enough. */
export function fewerReplicas({ owner, wanted }: Look, ready: number): Remedy[] {
  if (!SCALED.has(owner.kind) || ready < 1 || ready >= wanted) return [];
  return [
    {
      ...UNEDITED,
      title: `run ${ready} of them only (replicas ${ready}, now ${wanted})`,
      kinds: [FEWER],
      cost: COST.fewer,
      edits: [{ action: 'replace', path: ['spec', 'replicas'], value: ready }],
    },
  ];
}

interface PriorityClass extends KubeObject {
  value?: number;
  preemptionPolicy?: string;
}

/** A PriorityClass that is there, and with which less important pods would have to go. */
export function priorities({ cluster, pod, path }: Look): Remedy[] {
  const now = pod.spec.priority ?? 0;
  return (cluster.list('PriorityClass') as PriorityClass[])
    .filter(({ value = 0, preemptionPolicy, metadata }) => {
      return value > now && preemptionPolicy !== 'Never' && !metadata.name?.startsWith('system-');
    })
    .sort((a, b) => (a.value ?? 0) - (b.value ?? 0))
    .slice(0, MOST_CLASSES)
    .map(({ metadata: { name = '' }, value = 0 }) => ({
      ...UNEDITED,
      title: `give it the PriorityClass ${name} (priority ${value}, now ${now})`,
      kinds: ['priority'],
      cost: COST.priority + value / 1e10,
      edits: [{ action: 'replace', path: [...path, 'spec', 'priorityClassName'], value: name }],
    }));
}
