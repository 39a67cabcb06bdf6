/** Plans for the tests of their text. */
import type { Location } from '../../src/api/finding.js';
import type { KubeObject } from '../../src/api/objects.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { planText } from '../../src/report/plan-text.js';
import type { PlanTextOptions } from '../../src/report/plan-view.js';
import type { Plan, Step, WorkloadOutcome } from '../../src/simulation/plan.js';

export const at = (line: number, file = 'web.yaml'): Location => ({
  file,
  start: { line, column: 9, offset: 0 },
  end: { line, column: 12, offset: 3 },
});
export const API: Record<string, string> = {
  Deployment: 'apps/v1',
  ReplicaSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
};
export const ref = (kind: string, name: string, namespace = 'default') => ({
  apiVersion: API[kind] ?? 'v1',
  kind,
  namespace,
  name,
});

let count = 0;
export function step(
  actor: string,
  verb: string,
  object: string,
  message: string,
  rest: Partial<Step> = {},
): Step {
  const [kind = '', name = ''] = object.split('/');
  count = rest.id ?? count + 1;
  return { id: count, at: 0, actor, verb, object: ref(kind, name), message, ...rest };
}
export const steps = (...all: (() => Step)[]) => {
  count = 0;
  return all.map((make) => make());
};

export const outcome = (
  name: string,
  state: WorkloadOutcome['state'],
  rest: Partial<WorkloadOutcome> = {},
): WorkloadOutcome => ({
  object: ref('Deployment', name),
  desired: 1,
  ready: state === 'complete' ? 1 : 0,
  state,
  at: 3000,
  ...rest,
});

export const NO_COUNTS = {
  applied: { created: 0, configured: 0, unchanged: 0, refused: 0 },
  pods: { created: 0, deleted: 0, evicted: 0, pending: 0, notReady: 0 },
};
export const EMPTY = Cluster.of([], '1.36');
export function plan(rest: Partial<Plan> = {}): Plan {
  return {
    beforehand: { steps: [], duration: 0, settled: true, stuck: [], madeUp: [] },
    steps: [],
    actions: [],
    managers: {},
    trajectories: [],
    workloads: [],
    stuck: [],
    counts: NO_COUNTS,
    findings: [],
    warnings: [],
    assumed: [],
    lacks: [],
    suppositions: [],
    missing: [],
    notKnown: [],
    settled: true,
    duration: 0,
    before: EMPTY,
    cluster: EMPTY,
    ...rest,
  };
}

export const OPTIONS: PlanTextOptions = { lintWords: 'LINT', explainWords: 'WORLD', planWords: 'PLAN' };
export const show = (rest: Partial<Plan>, options: Partial<PlanTextOptions> = {}) =>
  planText(plan(rest), { ...OPTIONS, ...options })
    .split('\n')
    .slice(0, -1);
export const first = (rest: Partial<Plan>, options: Partial<PlanTextOptions> = {}) =>
  show(rest, { width: 400, ...options })[0];
export const last = (rest: Partial<Plan>, options: Partial<PlanTextOptions> = {}) =>
  show(rest, options).at(-1);

export const node = (name: string, allocatable?: Record<string, string>) =>
  ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, uid: name },
    spec: {},
    status: { allocatable },
  }) as KubeObject;
export const pod = (name: string, nodeName: string, requests: Record<string, string>, phase = 'Running') =>
  ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', uid: name },
    spec: { nodeName, containers: [{ name: 'a', image: 'a', resources: { requests } }] },
    status: { phase },
  }) as KubeObject;
export const nodes = (...objects: KubeObject[]) => Cluster.of(objects, '1.36');
