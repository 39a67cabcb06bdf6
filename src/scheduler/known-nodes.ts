/**
 * What is known of nodes for pods of one kind: the answers of plugins that look at nothing but the pod's spec and
 * the node. A node that did not change since a like pod was placed is not asked again; the answers are the same.
 */
import type { ActiveFilter, ActiveScorer, Refusal } from './attempt.js';
import { firstRefusal } from './attempt.js';
import type { NodeInfo } from './node-info.js';
import type { Cycle } from './plugin.js';
import type { Profile } from './profile.js';
import type { SchedulerState } from './state.js';

/** Kinds of pods that answers are kept of at a time. */
const KEPT_KINDS = 24;
const MEMO = 'known-nodes';

export interface KnownNodes {
  /** The first refusal by the filters whose answers can be kept. */
  refusal(node: NodeInfo): Refusal | undefined;
  /** The filters that have to be asked each time, after those. */
  rest: readonly ActiveFilter[];
  /** The raw scores of the nodes, into `into`. */
  score(scorer: ActiveScorer, nodes: readonly NodeInfo[], into: Float64Array): void;
}

interface Kept {
  epoch: number;
  position: number;
  /** By slot: undefined where not yet asked, null where the node passes. */
  refusals: (Refusal | null | undefined)[];
  /** By plugin, by slot; NaN where not yet asked. */
  scores: Map<string, Float64Array>;
}

type Memo = Map<Profile, Map<string, Kept>>;

export function knownNodes(profile: Profile, cycle: Cycle, filters: readonly ActiveFilter[]): KnownNodes {
  const { state } = cycle;
  let prefix = 0;
  while (prefix < filters.length && filters[prefix]!.plugin.local) prefix += 1;
  const kept = keptFor(profile, cycle);
  refresh(kept, state);
  const first = filters.slice(0, prefix);
  return {
    refusal: (node) => {
      let refusal = kept.refusals[node.slot];
      if (refusal === undefined) {
        refusal = firstRefusal(first, node) ?? null;
        kept.refusals[node.slot] = refusal;
      }
      return refusal ?? undefined;
    },
    rest: filters.slice(prefix),
    score: (scorer, nodes, into) => {
      if (!scorer.plugin.local) {
        for (let i = 0; i < nodes.length; i++) into[i] = scorer.score(nodes[i]!);
        return;
      }
      let scores = kept.scores.get(scorer.plugin.name);
      if (!scores) {
        scores = new Float64Array(state.slotCount).fill(Number.NaN);
        kept.scores.set(scorer.plugin.name, scores);
      }
      for (let i = 0; i < nodes.length; i++) {
        const node = nodes[i]!;
        let score = scores[node.slot]!;
        if (Number.isNaN(score)) {
          score = scorer.score(node);
          scores[node.slot] = score;
        }
        into[i] = score;
      }
    },
  };
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
  else kept = { epoch: -1, position: 0, refusals: [], scores: new Map() };
  kinds.set(kind, kept);
  for (const oldest of kinds.keys()) {
    if (kinds.size <= KEPT_KINDS) break;
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

function refresh(kept: Kept, state: SchedulerState): void {
  const changed = kept.epoch === state.nodeEpoch ? state.changedSince(kept.position) : undefined;
  if (!changed) {
    kept.refusals = new Array(state.slotCount);
    kept.scores = new Map();
  } else {
    for (const slot of changed) {
      kept.refusals[slot] = undefined;
      for (const scores of kept.scores.values()) scores[slot] = Number.NaN;
    }
  }
  kept.epoch = state.nodeEpoch;
  kept.position = state.position;
}
