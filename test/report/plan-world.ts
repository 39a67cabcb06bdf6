/** Plans for the tests of the parts of their text. */
import type { Location } from '../../src/api/finding.js';
import { Cluster } from '../../src/cluster/cluster.js';
import type { View } from '../../src/report/plan-view.js';
import { PLAIN } from '../../src/report/style.js';
import type { Plan, Step } from '../../src/simulation/plan.js';

export const at = (line: number, file = 'web.yaml'): Location => ({
  file,
  start: { line, column: 9, offset: 0 },
  end: { line, column: 12, offset: 3 },
});
export const ref = (kind: string, name: string, namespace = 'default') => ({
  apiVersion:
    { Deployment: 'apps/v1', ReplicaSet: 'apps/v1', Job: 'batch/v1', CronJob: 'batch/v1' }[kind] ?? 'v1',
  kind,
  namespace,
  name,
});
export const EMPTY = Cluster.of([], '1.36');
export function plan(rest: Partial<Plan> = {}): Plan {
  return {
    steps: [],
    managers: {},
    trajectories: [],
    workloads: [],
    stuck: [],
    findings: [],
    warnings: [],
    settled: true,
    duration: 0,
    before: EMPTY,
    cluster: EMPTY,
    ...rest,
  };
}
export const view = (rest: Partial<View> = {}): View => ({ style: PLAIN, width: 80, ...rest });
export const step = (
  id: number,
  actor: string,
  verb: string,
  kind: string,
  name: string,
  rest: Partial<Step> = {},
): Step => ({
  id,
  at: 0,
  actor,
  verb,
  object: ref(kind, name),
  message: 'm',
  ...rest,
});
