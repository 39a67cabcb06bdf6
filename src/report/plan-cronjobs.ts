/** What CronJobs come to in a plan: how often they run, and how that ends. */

import type { ObjectRef } from '../api/finding.js';
import { objectKey } from '../api/object-key.js';
import { idOfRef } from '../cluster/object-id.js';
import type { Plan } from '../simulation/plan.js';

/** One CronJob that the plan applies or that runs in it. */
export interface CronJobRuns {
  object: ObjectRef;
  /** Jobs that it made. */
  runs: number;
  /** Those of them that completed. */
  complete: number;
  suspended: boolean;
}

/** The CronJobs of a plan, in the order in which they first do something. */
export function cronJobRuns({ steps, managers, cluster }: Plan): CronJobRuns[] {
  const found = new Map<string, CronJobRuns>();
  for (const { verb, object } of steps) {
    const id = idOfRef(object);
    const manager = (Object.hasOwn(managers, id) ? managers[id] : undefined) ?? '';
    if (object.kind === 'CronJob' && verb !== 'refuse' && !found.has(id)) {
      const stored = cluster.get('CronJob', objectKey(object.namespace, object.name));
      if (stored) found.set(id, { object, runs: 0, complete: 0, suspended: stored.spec?.suspend === true });
    }
    if (object.kind !== 'Job' || !manager.startsWith('CronJob ')) continue;
    const key = manager.slice('CronJob '.length);
    const cronJob = cluster.get('CronJob', key);
    if (!cronJob) continue;
    const { apiVersion, kind, metadata, spec } = cronJob;
    const { namespace, name = '' } = metadata;
    const one = found.get(manager) ?? {
      object: { apiVersion, kind, ...(namespace ? { namespace } : {}), name },
      runs: 0,
      complete: 0,
      suspended: spec?.suspend === true,
    };
    if (verb === 'create') one.runs++;
    if (verb === 'complete') one.complete++;
    found.set(manager, one);
  }
  return [...found.values()];
}

/** `runs 3 times, all complete`. */
export function runsText(one: CronJobRuns): string {
  if (one.runs === 0) return one.suspended ? 'is suspended' : 'waits for its time';
  return `runs ${one.runs === 1 ? 'once' : `${one.runs} times`}, ${completeText(one)}`;
}

/** `all complete`, `2 complete`. */
export function completeText({ runs, complete }: CronJobRuns): string {
  if (complete === runs) return runs === 1 ? 'complete' : 'all complete';
  return `${complete} complete`;
}
