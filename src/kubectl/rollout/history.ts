/** kubectl rollout history (k8s.io/kubectl/pkg/polymorphichelpers/history.go) */
import { revisionOf } from '../../api/deployment-revisions.js';
import { kindOf } from '../../api/object-key.js';
import type { AnyObject } from '../../api/objects.js';
import type { Cluster } from '../../cluster/cluster.js';
import { controlledBy } from '../../cluster/controlled-by.js';
import { groupKind } from './status.js';

const CHANGE_CAUSE = 'kubernetes.io/change-cause';
const HEAD = 'REVISION';
/** Columns are parted by two blanks. */
const WIDTH = HEAD.length + 2;

/** The revisions of a workload's template, a line each; or why there is no such list. */
export function rolloutHistory(cluster: Cluster, live: AnyObject): string[] | { error: string } {
  const revisions = revisionsOf(cluster, live);
  if (!revisions) return { error: `no history viewer has been implemented for "${groupKind(live)}"` };
  if (revisions.size === 0) return ['No rollout history found.'];
  const numbers = [...revisions.keys()].sort((a, b) => a - b);
  return [
    `${HEAD.padEnd(WIDTH)}CHANGE-CAUSE`,
    ...numbers.map((number) => `${String(number).padEnd(WIDTH)}${revisions.get(number) || '<none>'}`),
  ];
}

/** Each revision with why it was made. */
function revisionsOf(cluster: Cluster, live: AnyObject): Map<number, string | undefined> | undefined {
  const kind = kindOf(live);
  if (kind === 'Deployment') {
    const sets = controlledBy(cluster, live, 'ReplicaSet');
    return new Map(sets.map((set) => [revisionOf(set), set.metadata.annotations?.[CHANGE_CAUSE]]));
  }
  if (kind !== 'DaemonSet' && kind !== 'StatefulSet') return undefined;
  const history = controlledBy(cluster, live, 'ControllerRevision');
  return new Map(history.map((one) => [one.revision, one.metadata.annotations?.[CHANGE_CAUSE]]));
}
