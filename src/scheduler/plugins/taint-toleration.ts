import type { Pod, Taint } from '../../api/objects.js';
import { tolerates } from '../../api/taints.js';
import { atMost } from '../../api/version.js';
import type { NodeInfo } from '../node-info.js';
import { type PluginFactory, reverseTo100 } from '../plugin.js';
import { SUCCESS, unresolvable } from '../status.js';

export const TAINT_NOT_TOLERATED = 'node(s) had untolerated taint(s)';
const UNTOLERATED = unresolvable(TAINT_NOT_TOLERATED);
/** Up to this version the message named the taint. */
const NAMES_TAINT_UNTIL = '1.33';

/** Keeps a pod off nodes whose taints it does not tolerate; prefers nodes with fewer PreferNoSchedule taints it does not tolerate. */
export const taintToleration: PluginFactory = (_args, version) => ({
  name: 'TaintToleration',
  local: 'node',
  filter: ({ pod }, node) => {
    const taint = node.taints.find((one) => isHard(one) && !tolerates(pod.pod.spec.tolerations, one));
    if (!taint) return SUCCESS;
    if (!atMost(version, NAMES_TAINT_UNTIL)) return UNTOLERATED;
    return unresolvable(`node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`);
  },
  explain: ({ pod }, node) => untoleratedTaints(pod.pod, node).map((taint) => ({ kind: 'taint', taint })),
  preScore: ({ pod }) => {
    const tolerations = pod.pod.spec.tolerations?.filter(
      ({ effect }) => !effect || effect === 'PreferNoSchedule',
    );
    const score = (node: NodeInfo) =>
      node.taints.reduce((n, taint) => n + (isSoft(taint) && !tolerates(tolerations, taint) ? 1 : 0), 0);
    return { score, normalize: reverseTo100 };
  },
});

/** All taints that keep the pod off the node. */
function untoleratedTaints(pod: Pod, node: NodeInfo): Taint[] {
  return node.taints.filter((taint) => isHard(taint) && !tolerates(pod.spec.tolerations, taint));
}

function isHard({ effect }: Taint): boolean {
  return effect === 'NoSchedule' || effect === 'NoExecute';
}

function isSoft({ effect }: Taint): boolean {
  return effect === 'PreferNoSchedule';
}
