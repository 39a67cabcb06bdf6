/**
 * What is known of nodes for pods of one kind: the answers of plugins that look at nothing but the pod's spec and
 * the node. A node that did not change since a like pod was placed is not asked again; the answers are the same.
 */
import { type ActiveFilter, firstRefusal, type Refusal } from './attempt.js';
import type { NodeInfo } from './node-info.js';
import type { Cycle } from './plugin.js';
import type { Profile } from './profile.js';
import { Ranking } from './ranking.js';
import type { SchedulerState } from './state.js';
import type { Status } from './status.js';

/** Answers kept at a time: kinds of pods times nodes, and how many kinds in any case. */
const KEPT_ANSWERS = 1_000_000;
const KEPT_KINDS = 24;
const MEMO = 'known-nodes';

export interface KnownNodes {
  /** By slot: what the filters whose answers can be kept say. */
  readonly statuses: readonly (Status | undefined)[];
  readonly refusedBy: readonly (string | undefined)[];
  /** The filters that have to be asked each time, after those. */
  readonly rest: readonly ActiveFilter[];
  /** The nodes that pass the former, with their totals. */
  readonly ranking: Ranking;
}

interface Kept {
  epoch: number;
  position: number;
  statuses: (Status | undefined)[];
  refusedBy: (string | undefined)[];
  ranking: Ranking | undefined;
  /** The ranking before nodes came to pass, or no longer did. */
  previous: Ranking | undefined;
}

type Memo = Map<Profile, Map<string, Kept>>;

export function knownNodes(profile: Profile, cycle: Cycle, filters: readonly ActiveFilter[]): KnownNodes {
  const { state } = cycle;
  let prefix = 0;
  while (prefix < filters.length && filters[prefix]!.plugin.local) prefix += 1;
  const kept = keptFor(profile, cycle);
  refresh(kept, state, filters.slice(0, prefix));
  const { statuses, refusedBy } = kept;
  kept.ranking ??= new Ranking(
    state.nodes().filter(({ slot }) => !statuses[slot]),
    state.slotCount,
    kept.previous,
  );
  kept.previous = undefined;
  return { statuses, refusedBy, rest: filters.slice(prefix), ranking: kept.ranking };
}

function keptFor(profile: Profile, { pod, state }: Cycle): Kept {
  let memo = state.memo.get(MEMO) as Memo | undefined;
  if (!memo) {
    memo = new Map();
    state.memo.set(MEMO, memo);
  }
  let kinds = memo.get(profile);
  if (!kinds) {
    kinds = new Map();
    memo.set(profile, kinds);
  }
  const kind = kindOfPod(pod);
  let kept = kinds.get(kind);
  if (kept) kinds.delete(kind);
  else
    kept = { epoch: -1, position: 0, statuses: [], refusedBy: [], ranking: undefined, previous: undefined };
  kinds.set(kind, kept);
  const most = Math.max(KEPT_KINDS, Math.floor(KEPT_ANSWERS / Math.max(1, state.nodeCount)));
  for (const oldest of kinds.keys()) {
    if (kinds.size <= most) break;
    kinds.delete(oldest);
  }
  return kept;
}

/** All that plugins marked local read of a pod, as a text. */
function kindOfPod({ pod, requests, nonZero, hostPorts }: Cycle['pod']): string {
  const { spec } = pod;
  const containers = [...(spec.initContainers ?? []), ...(spec.containers ?? [])];
  return JSON.stringify([
    requests.cpu,
    requests.memory,
    requests.ephemeralStorage,
    requests.scalars && [...requests.scalars],
    nonZero.cpu,
    nonZero.memory,
    hostPorts,
    spec.nodeName,
    spec.tolerations,
    spec.nodeSelector,
    spec.affinity?.nodeAffinity,
    containers.map(({ image }) => image),
    (spec.volumes ?? []).map((volume) => volume['image']).filter(Boolean),
    spec.hostNetwork,
    spec.hostUsers,
    containers
      .map((container) => (container as { restartPolicyRules?: unknown }).restartPolicyRules)
      .filter(Boolean),
  ]);
}

/** Asks again of the nodes that changed, or of all where too much did. */
function refresh(kept: Kept, state: SchedulerState, filters: readonly ActiveFilter[]): void {
  const changed = kept.epoch === state.nodeEpoch ? state.changedSince(kept.position) : undefined;
  kept.epoch = state.nodeEpoch;
  kept.position = state.position;
  if (!changed) {
    kept.statuses = new Array(state.slotCount);
    kept.refusedBy = new Array(state.slotCount);
    kept.ranking = undefined;
    kept.previous = undefined;
    for (const slot of state.order()) ask(kept, filters, state.at(slot));
    return;
  }
  for (const slot of changed) {
    const passed = !kept.statuses[slot];
    const node = state.at(slot);
    const passes = ask(kept, filters, node);
    (kept.ranking ?? kept.previous)?.touch(slot);
    if (!kept.ranking || (passed === passes && kept.ranking.holds(node))) continue;
    kept.previous = kept.ranking;
    kept.ranking = undefined;
  }
}

function ask(kept: Kept, filters: readonly ActiveFilter[], node: NodeInfo): boolean {
  const refusal: Refusal | undefined = firstRefusal(filters, node);
  kept.statuses[node.slot] = refusal?.status;
  kept.refusedBy[node.slot] = refusal?.plugin;
  return !refusal;
}
