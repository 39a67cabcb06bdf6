import {
  matchesNodeSelector,
  matchesNodeTerm,
  matchesRequiredNodeAffinity,
} from '../../api/node-selector.js';
import type { NodeAffinity, NodeSelectorTerm, PodSpec } from '../../api/objects.js';
import { atLeast } from '../../api/version.js';
import type { NodeInfo } from '../node-info.js';
import type { Obstacle } from '../obstacle.js';
import { NO_SCORE, normalizeTo100, type PluginFactory } from '../plugin.js';
import { SKIP, SUCCESS, unresolvable } from '../status.js';

export const NO_AFFINITY_MATCH = "node(s) didn't match Pod's node affinity/selector";
const NO_MATCH = unresolvable(NO_AFFINITY_MATCH);
const NO_ENFORCED_MATCH = unresolvable("node(s) didn't match scheduler-enforced node affinity");
const CONFLICT = unresolvable('pod affinity terms conflict');

/** Since this version it has no score for pods that prefer nothing; before that it was 0. */
const SKIPS_SINCE = '1.30';

export interface NodeAffinityArgs {
  addedAffinity?: NodeAffinity;
}

/** Keeps a pod to the nodes that its nodeSelector and node affinity ask for, and prefers those it prefers. */
export const nodeAffinity: PluginFactory<NodeAffinityArgs> = ({ addedAffinity }, version) => {
  const nothing = atLeast(version, SKIPS_SINCE) ? 'Skip' : NO_SCORE;
  const enforced = addedAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const added = addedAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  return {
    name: 'NodeAffinity',
    local: 'node',
    preFilter: ({ pod }) => {
      const { spec } = pod.pod;
      const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
      if (!required && !spec.nodeSelector && !enforced) return SKIP;
      const nodes = required && namedNodes(required.nodeSelectorTerms ?? []);
      if (nodes?.size === 0) return CONFLICT;
      return {
        code: 'Success',
        ...(nodes && { nodes }),
        filter: ({ node }) => {
          if (enforced && !matchesNodeSelector(enforced, node)) return NO_ENFORCED_MATCH;
          return matchesRequiredNodeAffinity(spec, node) ? SUCCESS : NO_MATCH;
        },
        explain: (node) => [
          ...(enforced && !matchesNodeSelector(enforced, node.node)
            ? [{ kind: 'node-affinity' as const, terms: enforced.nodeSelectorTerms, enforced: true }]
            : []),
          ...mismatches(spec, node),
        ],
      };
    },
    preScore: ({ pod }) => {
      const own = pod.pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution;
      if (!own && added.length === 0) return nothing;
      const terms = [...added, ...(own ?? [])];
      const score = ({ node }: NodeInfo) =>
        terms.reduce(
          (sum, { weight, preference }) => sum + (matchesNodeTerm(preference, node) ? weight : 0),
          0,
        );
      return { score, normalize: normalizeTo100 };
    },
  };
};

/** The nodes that the terms name by `metadata.name`; undefined where one of them names none. */
function namedNodes(terms: readonly NodeSelectorTerm[]): Set<string> | undefined {
  if (terms.length === 0) return undefined;
  const union = new Set<string>();
  for (const { matchFields = [] } of terms) {
    let names: Set<string> | undefined;
    for (const { key, operator, values = [] } of matchFields) {
      if (key !== 'metadata.name' || operator !== 'In') continue;
      const before: Set<string> | undefined = names;
      names = new Set(before ? values.filter((value) => before.has(value)) : values);
    }
    if (!names) return undefined;
    for (const name of names) union.add(name);
  }
  return union;
}

function mismatches(spec: PodSpec, node: NodeInfo): Obstacle[] {
  const obstacles: Obstacle[] = [];
  for (const [key, wanted] of Object.entries(spec.nodeSelector ?? {})) {
    const actual = Object.hasOwn(node.labels, key) ? node.labels[key] : undefined;
    if (actual !== wanted) obstacles.push({ kind: 'node-selector', key, wanted, actual });
  }
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (required && !matchesNodeSelector(required, node.node)) {
    obstacles.push({ kind: 'node-affinity', terms: required.nodeSelectorTerms ?? [], enforced: false });
  }
  return obstacles;
}
