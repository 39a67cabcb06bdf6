/** Workloads whose pods are refused by their node, or collected, as often as they are made. */
import { idOfRef } from '../cluster/object-id.js';
import type { Step } from './plan.js';
import { rootManager } from './root-manager.js';
import type { Restless } from './unrest.js';

/** Whose steps end pods that somebody makes anew. */
const ENDERS: ReadonlySet<string> = new Set(['kubelet', 'podgc']);

/** Why the pods of a workload are replaced for ever, and from which virtual millisecond of the plan on. */
export interface Endless {
  reason: string;
  since: number;
}

/** By the id of what manages them in the end: whose pods are replaced for ever. And the loops that this does not explain. */
export function replacedForEver(
  restless: readonly Restless[],
  steps: readonly Step[],
  managers: ReadonlyMap<string, string>,
): { workloads: Map<string, Endless>; others: Restless[] } {
  const workloads = new Map<string, Endless>();
  const others = restless.filter(({ actor, key, why }) => {
    if (why !== 'undone') return true;
    const isEnd = ({ actor: by, verb, object }: Step) =>
      verb === 'fail' && ENDERS.has(by) && isManagedBy(managers.get(idOfRef(object)), actor, key);
    const [first, last] = [steps.find(isEnd), steps.findLast(isEnd)];
    if (!first || !last) return true;
    const cause = last.actor === 'podgc' ? 'their node is not there' : last.message;
    const reason = `its pods are replaced without end: ${cause}`;
    workloads.set(rootManager(managers, idOfRef(last.object)), { reason, since: first.at });
    return false;
  });
  return { workloads, others };
}

/** Whether a manager is what a controller calls by that key. */
function isManagedBy(manager: string | undefined, actor: string, key: string): boolean {
  const kind = manager?.slice(0, manager.indexOf(' ')).toLowerCase();
  return kind === actor && manager?.endsWith(` ${key}`) === true;
}
