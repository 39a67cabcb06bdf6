import { isOn } from '../../api/gates.js';
import { atLeast } from '../../api/version.js';
import type { NodeInfo } from '../node-info.js';
import type { Obstacle } from '../obstacle.js';
import type { PluginFactory } from '../plugin.js';
import type { PodInfo } from '../pod-info.js';
import { isExtendedResource } from '../resources.js';
import type { NodeTable } from '../state/node-table.js';
import { type Status, SUCCESS } from '../status.js';
import { delegatedToDevices } from './dynamic-resources.js';
import {
  countsSidecarsLess,
  resourceAmounts,
  type ScoringStrategy,
  scoringFunction,
  usageScorer,
} from './resource-scores.js';

/** Since this version a node that would be too small even when empty is told apart from one that is full. */
const HOPELESS_SINCE = '1.34';
const TOO_MANY_PODS = 'Too many pods';
const insufficient = (resource: string) => `Insufficient ${resource}`;

export interface NodeResourcesFitArgs {
  ignoredResources: readonly string[];
  ignoredResourceGroups: readonly string[];
  scoringStrategy: ScoringStrategy;
}

interface Shortage {
  resource: string;
  requested: number;
  used: number;
  allocatable: number;
}

/** Keeps a pod off nodes that have not left what it asks for; prefers nodes by how full they would be. */
export const nodeResourcesFit: PluginFactory<NodeResourcesFitArgs> = (args, version, gates) => {
  const tellsHopeless = atLeast(version, HOPELESS_SINCE);
  // A resource that a node lacks may come from a device class.
  const asksDevices = isOn('DRAExtendedResource', { version, gates });
  const ignoredResources = new Set(args.ignoredResources);
  const ignoredGroups = new Set(args.ignoredResourceGroups);
  const ignores = (name: string) =>
    isExtendedResource(name) &&
    (ignoredResources.has(name) || ignoredGroups.has(name.slice(0, name.indexOf('/'))));
  const { resources } = args.scoringStrategy;
  const scoreOf = scoringFunction(args.scoringStrategy);
  const older = countsSidecarsLess(version);
  /** By the common resources that are short (see `Short`). */
  const statuses = Array.from({ length: 2 * Short.hopeless }, (_, short) =>
    statusOf(commonShortages(short), tellsHopeless),
  );
  return {
    name: 'NodeResourcesFit',
    local: 'pods',
    preFilter: ({ pod, state }) => {
      const skips = (name: string, node: NodeInfo) =>
        ignores(name) || (asksDevices && delegatedToDevices(state, name, node));
      return {
        code: 'Success',
        filter: (node) =>
          pod.requests.scalars
            ? statusOf(shortages(pod, node, skips), tellsHopeless)
            : statuses[shortOn(pod, node)]!,
        ...(!pod.requests.scalars && {
          refuseAll: (slots: Int32Array, refused: (Status | undefined)[]) => {
            const table = state.table();
            for (let i = 0; i < slots.length; i++) {
              const slot = slots[i]!;
              const short = shortAt(pod, table, slot);
              if (short !== 0) refused[slot] = statuses[short];
            }
          },
        }),
        explain: (node) => shortages(pod, node, skips).map(toObstacle),
      };
    },
    preScore: ({ pod, state }) => {
      const amounts = resourceAmounts(resources, pod, true);
      return usageScorer(resources, state, { defaults: true, older }, (usage) => scoreOf(amounts, usage));
    },
  };
};

/** Which of the common resources a node is short of, in one number; and whether it would be even if empty. */
const Short = { pods: 1, cpu: 2, memory: 4, ephemeralStorage: 8, hopeless: 16 };

function shortOf(requested: number, used: number, allocatable: number, bit: number): number {
  if (requested === 0 || requested <= allocatable - used) return 0;
  return requested > allocatable ? bit | Short.hopeless : bit;
}

function shortOn(
  { requests }: PodInfo,
  { pods, cpu, memory, ephemeralStorage, allocatable }: NodeInfo,
): number {
  return (
    (pods.length + 1 > allocatable.pods ? Short.pods : 0) |
    shortOf(requests.cpu, cpu, allocatable.cpu, Short.cpu) |
    shortOf(requests.memory, memory, allocatable.memory, Short.memory) |
    shortOf(requests.ephemeralStorage, ephemeralStorage, allocatable.ephemeralStorage, Short.ephemeralStorage)
  );
}

/** The same of a row of the table. */
function shortAt({ requests }: PodInfo, table: NodeTable, slot: number): number {
  return (
    (table.pods[slot]! + 1 > table.allocatablePods[slot]! ? Short.pods : 0) |
    shortOf(requests.cpu, table.cpu[slot]!, table.allocatableCpu[slot]!, Short.cpu) |
    shortOf(requests.memory, table.memory[slot]!, table.allocatableMemory[slot]!, Short.memory) |
    shortOf(
      requests.ephemeralStorage,
      table.ephemeralStorage[slot]!,
      table.allocatableEphemeralStorage[slot]!,
      Short.ephemeralStorage,
    )
  );
}

function commonShortages(short: number): Pick<Shortage, 'resource' | 'requested' | 'allocatable'>[] {
  // More than an empty node has, or not, is all that a status asks of the amounts.
  const amounts = { requested: short & Short.hopeless ? 1 : 0, allocatable: 0 };
  const named: [number, string][] = [
    [Short.pods, 'pods'],
    [Short.cpu, 'cpu'],
    [Short.memory, 'memory'],
    [Short.ephemeralStorage, 'ephemeral-storage'],
  ];
  return named.filter(([bit]) => short & bit).map(([, resource]) => ({ resource, ...amounts }));
}

/** What a node has not left of what a pod asks for, `skips`: resources that do not count. */
export function shortages(
  { requests }: PodInfo,
  node: NodeInfo,
  skips: (resource: string, node: NodeInfo) => boolean,
): Shortage[] {
  const { allocatable } = node;
  const found: Shortage[] = [];
  const check = (resource: string, requested: number, used: number, capacity: number) => {
    if (requested > 0 && requested > capacity - used) {
      found.push({ resource, requested, used, allocatable: capacity });
    }
  };
  check('pods', 1, node.pods.length, allocatable.pods);
  check('cpu', requests.cpu, node.cpu, allocatable.cpu);
  check('memory', requests.memory, node.memory, allocatable.memory);
  check('ephemeral-storage', requests.ephemeralStorage, node.ephemeralStorage, allocatable.ephemeralStorage);
  for (const [name, requested] of requests.scalars ?? []) {
    if (skips(name, node)) continue;
    check(name, requested, node.scalars.get(name) ?? 0, allocatable.scalars?.get(name) ?? 0);
  }
  return found;
}

/** Not to be helped by preemption where the node would be too small even when empty. */
function statusOf(
  found: readonly Pick<Shortage, 'resource' | 'requested' | 'allocatable'>[],
  tellsHopeless: boolean,
): Status {
  if (found.length === 0) return SUCCESS;
  const hopeless =
    tellsHopeless &&
    found.some(({ resource, requested, allocatable }) => resource !== 'pods' && requested > allocatable);
  return {
    code: hopeless ? 'UnschedulableAndUnresolvable' : 'Unschedulable',
    reasons: found.map(({ resource }) => (resource === 'pods' ? TOO_MANY_PODS : insufficient(resource))),
  };
}

function toObstacle({ resource, requested, used, allocatable }: Shortage): Obstacle {
  const free = allocatable - used;
  return { kind: 'resource', resource, requested, allocatable, used, free, short: requested - free };
}
