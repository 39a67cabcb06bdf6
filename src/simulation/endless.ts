/** Workloads whose pods are refused by their node, or collected, as often as they are made. */
import { idOfRef } from '../cluster/object-id.js';
import type { Step } from './plan.js';
import { rootManager } from './root-manager.js';
import type { Restless } from './unrest.js';

/** Whose steps end pods that somebody makes anew. */
const ENDERS: ReadonlySet<string> = new Set(['kubelet', 'podgc']);

/** By the id of what manages them in the end: why its pods are replaced for ever. And the loops that this does not explain. */
export function replacedForEver(
  restless: readonly Restless[],
  steps: readonly Step[],
  managers: ReadonlyMap<string, string>,
): { workloads: Map<string, string>; others: Restless[] } {
  const workloads = new Map<string, string>();
  const others = restless.filter(({ actor, key, why }) => {
    if (why !== 'undone') return true;
    const last = steps.findLast(
      ({ actor: by, verb, object }) =>
        verb === 'fail' && ENDERS.has(by) && isManagedBy(managers.get(idOfRef(object)), actor, key),
    );
    if (!last) return true;
    const cause = last.actor === 'podgc' ? 'their node is not there' : last.message;
    workloads.set(rootManager(managers, idOfRef(last.object)), `its pods are replaced without end: ${cause}`);
    return false;
  });
  return { workloads, others };
}

/** Whether a manager is what a controller calls by that key. */
function isManagedBy(manager: string | undefined, actor: string, key: string): boolean {
  const kind = manager?.slice(0, manager.indexOf(' ')).toLowerCase();
  return kind === actor && manager?.endsWith(` ${key}`) === true;
}
