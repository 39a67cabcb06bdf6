import { compareVersions } from '../../api/version.js';
import type { NodeInfo } from '../node-info.js';
import type { Obstacle } from '../obstacle.js';
import type { PluginFactory } from '../plugin.js';
import type { PodInfo } from '../pod-info.js';
import { isExtendedResource } from '../resources.js';
import { type Status, SUCCESS } from '../status.js';
import { delegatedToDevices } from './dynamic-resources.js';
import { resourceAmounts, type ScoringStrategy, scoringFunction } from './resource-scores.js';

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
export const nodeResourcesFit: PluginFactory<NodeResourcesFitArgs> = (args, version) => {
  const tellsHopeless = compareVersions(version, HOPELESS_SINCE) >= 0;
  const shared = sharing();
  const ignoredResources = new Set(args.ignoredResources);
  const ignoredGroups = new Set(args.ignoredResourceGroups);
  const ignores = (name: string) =>
    isExtendedResource(name) &&
    (ignoredResources.has(name) || ignoredGroups.has(name.slice(0, name.indexOf('/'))));
  const { resources } = args.scoringStrategy;
  const scoreOf = scoringFunction(args.scoringStrategy, version);
  return {
    name: 'NodeResourcesFit',
    local: 'pods',
    preFilter: ({ pod, state }) => {
      const skips = (name: string, node: NodeInfo) => ignores(name) || delegatedToDevices(state, name, node);
      return {
        code: 'Success',
        filter: (node) =>
          fits(pod, node) ? SUCCESS : shared(statusOf(shortages(pod, node, skips), tellsHopeless)),
        explain: (node) => shortages(pod, node, skips).map(toObstacle),
      };
    },
    preScore: ({ pod }) => {
      const amounts = resourceAmounts(resources, pod, true);
      return { score: (node) => scoreOf(amounts, node) };
    },
  };
};

/** The common case without a list: pods that ask for cpu, memory and storage only, on nodes with room. */
function fits({ requests }: PodInfo, node: NodeInfo): boolean {
  const { allocatable } = node;
  return (
    !requests.scalars &&
    node.pods.length < allocatable.pods &&
    (requests.cpu === 0 || requests.cpu <= allocatable.cpu - node.cpu) &&
    (requests.memory === 0 || requests.memory <= allocatable.memory - node.memory) &&
    (requests.ephemeralStorage === 0 ||
      requests.ephemeralStorage <= allocatable.ephemeralStorage - node.ephemeralStorage)
  );
}

function shortages(
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
function statusOf(found: readonly Shortage[], tellsHopeless: boolean): Status {
  if (found.length === 0) return SUCCESS;
  const hopeless =
    tellsHopeless &&
    found.some(({ resource, requested, allocatable }) => resource !== 'pods' && requested > allocatable);
  return {
    code: hopeless ? 'UnschedulableAndUnresolvable' : 'Unschedulable',
    reasons: found.map(({ resource }) => (resource === 'pods' ? TOO_MANY_PODS : insufficient(resource))),
  };
}

/** One value for all nodes that are short of the same, so that they are cheap to count. */
function sharing(): (status: Status) => Status {
  const known = new Map<string, Status>();
  return (status) => {
    const key = `${status.code} ${status.reasons.join()}`;
    const same = known.get(key);
    if (same) return same;
    known.set(key, status);
    return status;
  };
}

function toObstacle({ resource, requested, used, allocatable }: Shortage): Obstacle {
  const free = allocatable - used;
  return { kind: 'resource', resource, requested, allocatable, used, free, short: requested - free };
}
