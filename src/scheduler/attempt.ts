/** Runs the plugins of a profile for one pod (pkg/scheduler/framework/runtime/framework.go). */

import { atMost, isBefore, type KubernetesVersion } from '../api/version.js';
import type { Profile } from './configuration/profile.js';
import type { NodeInfo } from './node-info.js';
import type { Obstacle } from './obstacle.js';
import type { Cycle, Handle, Locality, NodeFilter, NodeScorer, Plugin } from './plugin.js';
import type { PodInfo } from './pod-info.js';
import type { SchedulerState } from './state/scheduler-state.js';
import { isRejected, type Status, SUCCESS, statusMessage, unresolvable } from './status.js';

/** One filter that has something to say of the pod. */
export interface ActiveFilter extends NodeFilter {
  readonly plugin: Plugin;
}

export interface ActiveScorer extends NodeScorer {
  readonly plugin: Plugin;
  readonly weight: number;
  /** Set where it looks at one node only. */
  readonly local: Locality | undefined;
}

/** What PreFilter came to. */
export interface Prepared {
  /** The status with which the pod is refused everywhere, and by whom. */
  rejection: (Status & { plugin: string }) | undefined;
  /** The nodes that the pod is limited to, and the status of the others. */
  nodes: ReadonlySet<string> | undefined;
  absent: Status;
  /** The plugins that were asked, up to the one that refused. */
  reached: ReadonlySet<string>;
  filters: readonly ActiveFilter[];
}

const NO_REASON = unresolvable();
/** Up to this version nothing was said of nodes that PreFilter left out; */
const ABSENT_UNTOLD_UNTIL = '1.28';
/** since this one it is told by which plugins. */
const ABSENT_NAMES_SINCE = '1.31';

/** What an attempt is asked besides the pod. */
export interface AttemptOptions {
  /** Fill in the parts of the decision that say why: feasible nodes, scores, equals, failures. */
  detail?: boolean;
  /** Where a sampling scheduler begins to look: the last decision's `nextStart`. */
  start?: number;
}

/** Runs PreFilter. With `all`, goes on past a rejection, so that every plugin's rule for nodes is there to be asked. */
export function preFilter(profile: Profile, cycle: Cycle, all = false): Prepared {
  const filters = new Map<string, ActiveFilter | 'Skip'>();
  const reached = new Set<string>();
  const narrowedBy: string[] = [];
  let nodes: ReadonlySet<string> | undefined;
  let rejection: Prepared['rejection'];
  for (const plugin of profile.preFilter) {
    reached.add(plugin.name);
    if (!plugin.preFilter) continue;
    const result = plugin.preFilter(cycle);
    if (result.code === 'Success' && 'filter' in result) {
      filters.set(plugin.name, { ...result, plugin });
      if (!result.nodes) continue;
      narrowedBy.push(plugin.name);
      const before: ReadonlySet<string> | undefined = nodes;
      nodes = before ? new Set([...before].filter((name) => result.nodes!.has(name))) : result.nodes;
      if (nodes.size === 0 && !rejection) {
        rejection = { ...unresolvable(emptyReason(narrowedBy)), plugin: plugin.name };
      }
    } else if (result.code === 'Skip') filters.set(plugin.name, 'Skip');
    else if ('reasons' in result && result.code !== 'Success') {
      rejection ??= isRejected(result)
        ? { ...result, plugin: plugin.name }
        : {
            code: 'Error',
            reasons: [`running PreFilter plugin "${plugin.name}": ${statusMessage(result)}`],
            plugin: plugin.name,
          };
    }
    if (rejection && !all) break;
  }
  const active: ActiveFilter[] = [];
  for (const plugin of profile.filter) {
    const prepared = filters.get(plugin.name);
    if (prepared === 'Skip') continue;
    if (prepared) active.push(prepared);
    else if (plugin.filter) active.push(stateless(plugin, cycle));
  }
  const absent = nodes && !rejection ? absentStatus(narrowedBy, profile.version) : NO_REASON;
  return { rejection, nodes, absent, reached, filters: active };
}

/** What is said of nodes that PreFilter left out. */
function absentStatus(narrowedBy: readonly string[], version: KubernetesVersion): Status {
  if (atMost(version, ABSENT_UNTOLD_UNTIL)) return NO_REASON;
  if (isBefore(version, ABSENT_NAMES_SINCE))
    return unresolvable('node is filtered out by the prefilter result');
  return unresolvable(`node(s) didn't satisfy plugin(s) [${[...narrowedBy].sort().join(' ')}]`);
}

function emptyReason(plugins: readonly string[]): string {
  return plugins.length === 1
    ? `node(s) didn't satisfy plugin ${plugins[0]}`
    : `node(s) didn't satisfy plugin(s) [${[...plugins].sort().join(' ')}] simultaneously`;
}

function stateless(plugin: Plugin, cycle: Cycle): ActiveFilter {
  const { explain } = plugin;
  return {
    plugin,
    filter: (node) => plugin.filter!(cycle, node),
    ...(explain && { explain: (node: NodeInfo): Obstacle[] => explain(cycle, node) }),
  };
}

/** A failed filter, and whose. */
export interface Refusal {
  status: Status;
  plugin: string;
}

/** The first refusal of a node by these filters; undefined where it passes all. */
export function firstRefusal(filters: readonly ActiveFilter[], node: NodeInfo): Refusal | undefined {
  for (const filter of filters) {
    const status = filter.filter(node);
    if (status.code !== 'Success') return { status, plugin: filter.plugin.name };
  }
  return undefined;
}

/** The pods nominated to a node that this pod has to leave room for. */
export function nominatedAhead(state: SchedulerState, pod: PodInfo, node: NodeInfo): readonly PodInfo[] {
  return state
    .nominatedPods(node.name)
    .filter((other) => other.priority >= pod.priority && other.key !== pod.key);
}

/**
 * The first refusal of a node where pods are nominated to it: it must pass both with them there and without,
 * as they may never come.
 */
export function refusalWithNominated(
  filters: readonly ActiveFilter[],
  { state, pod }: Cycle,
  node: NodeInfo,
): Refusal | undefined {
  const expected = nominatedAhead(state, pod, node);
  if (expected.length > 0) {
    const copy = node.clone({});
    for (const other of expected) {
      copy.addPod(other);
      for (const { addPod } of filters) addPod?.(other, copy);
    }
    const refusal = firstRefusal(filters, copy);
    for (const other of expected) for (const { removePod } of filters) removePod?.(other, copy);
    if (refusal) return refusal;
  }
  return firstRefusal(filters, node);
}

/** What PostFilter plugins may do with the filters; `notes` only where all of them look at one node only. */
export function handleOf(
  filters: readonly ActiveFilter[],
  cycle: Cycle,
  notes: unknown[] | undefined,
): Handle {
  return {
    notes,
    filterWithNominated: (node) => refusalWithNominated(filters, cycle, node)?.status ?? SUCCESS,
    addPod: (pod, node) => {
      for (const { addPod } of filters) addPod?.(pod, node);
    },
    removePod: (pod, node) => {
      for (const { removePod } of filters) removePod?.(pod, node);
    },
  };
}

/** Runs PreScore: the scorers that have something to say, in the profile's order. */
export function prepareScores(
  profile: Profile,
  cycle: Cycle,
  feasible: readonly NodeInfo[],
  slots: Int32Array,
): ActiveScorer[] {
  const scorers: ActiveScorer[] = [];
  for (const { plugin, weight } of profile.score) {
    if (!plugin.preScore) continue;
    const scorer = plugin.preScore(cycle, feasible, slots);
    if (scorer === 'Skip') continue;
    scorers.push({ ...scorer, plugin, weight, local: scorer.local ?? plugin.local });
  }
  return scorers;
}
