/** kubectl rollout history (k8s.io/kubectl/pkg/polymorphichelpers/history.go) */
import { revisionOf } from '../../api/deployment-revisions.js';
import { kindOf } from '../../api/object-key.js';
import type { AnyObject, KubeObject } from '../../api/objects.js';
import type { Cluster } from '../../cluster/cluster.js';
import { controlledBy } from '../../cluster/controlled-by.js';
import { groupKind } from './status.js';

/** The annotation that says why a revision was made. */
export const CHANGE_CAUSE = 'kubernetes.io/change-cause';
const HEAD = 'REVISION';
/** Columns are parted by two blanks. */
const WIDTH = HEAD.length + 2;

/** The revisions of a workload's template, a line each; or why there is no such list. */
export function rolloutHistory(cluster: Cluster, live: AnyObject): string[] | { error: string } {
  const kept = keptRevisions(cluster, live);
  if (!kept) return { error: `no history viewer has been implemented for "${groupKind(live)}"` };
  if (kept.length === 0) return ['No rollout history found.'];
  const revisions = new Map(kept.map(({ number, cause }) => [number, cause]));
  const numbers = [...revisions.keys()].sort((a, b) => a - b);
  return [
    `${HEAD.padEnd(WIDTH)}CHANGE-CAUSE`,
    ...numbers.map((number) => `${String(number).padEnd(WIDTH)}${revisions.get(number) || '<none>'}`),
  ];
}

/** What keeps the template of a revision. */
export interface KeptRevision {
  number: number;
  /** The ReplicaSet's or ControllerRevision's. */
  name: string;
  /** Why it was made, if anybody said so. */
  cause: string | undefined;
}

/** The revisions of a workload that are kept; undefined of a kind that has none. */
export function keptRevisions(cluster: Cluster, live: AnyObject): KeptRevision[] | undefined {
  const kind = kindOf(live);
  const kept = ({ metadata }: KubeObject, number: number): KeptRevision => ({
    number,
    name: metadata.name ?? '',
    cause: metadata.annotations?.[CHANGE_CAUSE],
  });
  if (kind === 'Deployment') {
    return controlledBy(cluster, live, 'ReplicaSet').map((set) => kept(set, revisionOf(set)));
  }
  if (kind !== 'DaemonSet' && kind !== 'StatefulSet') return undefined;
  return controlledBy(cluster, live, 'ControllerRevision').map((one) => kept(one, one.revision));
}
