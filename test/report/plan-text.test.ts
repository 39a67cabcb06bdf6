import { describe, expect, it } from 'vitest';
import type { Finding, Location } from '../../src/api/finding.js';
import type { KubeObject } from '../../src/api/objects.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { familiesOf, groupSteps, namesText } from '../../src/report/plan-groups.js';
import { planText, whyText } from '../../src/report/plan-text.js';
import { type PlanTextOptions, plural, timeText } from '../../src/report/plan-view.js';
import { createStyle } from '../../src/report/style.js';
import type { Plan, Step, StuckPod, WorkloadOutcome } from '../../src/simulation/plan.js';

const at = (line: number, file = 'web.yaml'): Location => ({
  file,
  start: { line, column: 9, offset: 0 },
  end: { line, column: 12, offset: 3 },
});
const API: Record<string, string> = {
  Deployment: 'apps/v1',
  ReplicaSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
};
const ref = (kind: string, name: string, namespace = 'default') => ({
  apiVersion: API[kind] ?? 'v1',
  kind,
  namespace,
  name,
});

let count = 0;
function step(actor: string, verb: string, object: string, message: string, rest: Partial<Step> = {}): Step {
  const [kind = '', name = ''] = object.split('/');
  count = rest.id ?? count + 1;
  return { id: count, at: 0, actor, verb, object: ref(kind, name), message, ...rest };
}
const steps = (...all: (() => Step)[]) => {
  count = 0;
  return all.map((make) => make());
};

const outcome = (
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

const EMPTY = Cluster.of([], '1.36');
function plan(rest: Partial<Plan> = {}): Plan {
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

const OPTIONS: PlanTextOptions = { lintWords: 'LINT', explainWords: 'WORLD', planWords: 'PLAN' };
const show = (rest: Partial<Plan>, options: Partial<PlanTextOptions> = {}) =>
  planText(plan(rest), { ...OPTIONS, ...options })
    .split('\n')
    .slice(0, -1);
const first = (rest: Partial<Plan>, options: Partial<PlanTextOptions> = {}) =>
  show(rest, { width: 400, ...options })[0];
const last = (rest: Partial<Plan>, options: Partial<PlanTextOptions> = {}) => show(rest, options).at(-1);

const node = (name: string, allocatable?: Record<string, string>) =>
  ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, uid: name },
    spec: {},
    status: { allocatable },
  }) as KubeObject;
const pod = (name: string, nodeName: string, requests: Record<string, string>, phase = 'Running') =>
  ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', uid: name },
    spec: { nodeName, containers: [{ name: 'a', image: 'a', resources: { requests } }] },
    status: { phase },
  }) as KubeObject;
const nodes = (...objects: KubeObject[]) => Cluster.of(objects, '1.36');

describe('numbers', () => {
  it.each([
    [0, '0.0 s'],
    [49, '0.0 s'],
    [1250, '1.3 s'],
    [59_900, '59.9 s'],
    [60_000, '1 min'],
    [61_499, '1 min 1 s'],
    [61_500, '1 min 2 s'],
    [119_600, '2 min'],
    [3_599_000, '59 min 59 s'],
    [3_600_000, '1 h'],
    [3_661_000, '1 h 1 min 1 s'],
    [7_205_000, '2 h 5 s'],
    [90_000_000, '25 h'],
  ])('%i ms: %s', (ms, text) => {
    expect(timeText(ms)).toBe(text);
  });

  it('have their words', () => {
    expect([0, 1, 2].map((n) => plural(n, 'step'))).toEqual(['0 steps', '1 step', '2 steps']);
  });
});

describe('the nodes', () => {
  it.each<[KubeObject[], string]>([
    [[], '0 nodes (0 cpu, 0 free)'],
    [[node('a')], '1 node (0 cpu, 0 free)'],
    [[node('a', { cpu: '1500m', memory: '512' })], '1 node (1.5 cpu, 512 free)'],
    [[node('a', { cpu: '1250m', memory: '1023Ki' })], '1 node (1.3 cpu, 1047552 free)'],
    [[node('a', { cpu: '4', memory: '1Mi' })], '1 node (4 cpu, 1Mi free)'],
    [[node('a', { cpu: '4', memory: '1023Mi' })], '1 node (4 cpu, 1023Mi free)'],
    [[node('a', { cpu: '4', memory: '1Gi' })], '1 node (4 cpu, 1Gi free)'],
    [[node('a', { cpu: '4', memory: '1.55Gi' })], '1 node (4 cpu, 1.6Gi free)'],
    [[node('a', { cpu: '4', memory: '1024Gi' })], '1 node (4 cpu, 1Ti free)'],
    [
      [
        node('a', { cpu: '2', memory: '2Gi' }),
        node('b', { cpu: '2', memory: '2Gi' }),
        pod('p', 'a', { cpu: '1', memory: '1Gi' }),
      ],
      '2 nodes (3 cpu, 3Gi free)',
    ],
    [[node('a', { cpu: '2', memory: '2Gi' }), pod('p', 'a', {})], '1 node (2 cpu, 2Gi free)'],
    [
      [node('a', { cpu: '2', memory: '2Gi' }), pod('p', 'a', { cpu: '1' }, 'Succeeded')],
      '1 node (2 cpu, 2Gi free)',
    ],
    [
      [node('a', { cpu: '2', memory: '1Gi' }), pod('p', 'a', { cpu: '3', memory: '3Gi' })],
      '1 node (-1 cpu, -2Gi free)',
    ],
  ])('%#: %s', (objects, text) => {
    expect(first({ before: nodes(...objects) })).toBe(`Nothing to do on ${text}.`);
  });

  it('may have been assumed', () => {
    expect(first({}, { nodesAssumed: true })).toBe('Nothing to do on 0 nodes (assumed, 0 cpu, 0 free).');
  });
});

describe('the first line', () => {
  const ON = 'on 0 nodes (0 cpu, 0 free)';
  const rollout = {
    from: { kind: 'ReplicaSet', name: 'a-1', revision: 1 },
    to: { kind: 'ReplicaSet', name: 'a-2', revision: 2 },
  };
  const error: Finding = { rule: 'plan/refused', severity: 'error', message: 'm', location: at(1) };
  const applied = steps(
    () => step('apply', 'create', 'ConfigMap/a', 'created'),
    () => step('apply', 'update', 'ConfigMap/a', 'configured'),
    () => step('apply', 'create', 'Secret/a', 'created'),
  );

  it.each<[Partial<Plan>, string]>([
    [{ steps: applied }, `2 objects applied ${ON}; no workload among them.`],
    [{ steps: applied.slice(0, 1) }, `1 object applied ${ON}; no workload among them.`],
    [{ findings: [{ ...error, rule: 'yaml/syntax' }] }, 'Nothing can be planned: 1 error in what was given.'],
    [{ workloads: [outcome('a', 'complete')] }, `a ${ON}: a completes in 3.0 s.`],
    [
      { workloads: [outcome('a', 'complete', { rollout })] },
      `a ${ON}: a completes revision 2 (a-1 → a-2) in 3.0 s.`,
    ],
    [{ workloads: [outcome('a', 'complete', { reason: 'paused' })] }, `a ${ON}: a is paused.`],
    [
      { workloads: [outcome('a', 'stuck', { rollout })] },
      `a ${ON}: a never completes revision 2 (a-1 → a-2).`,
    ],
    [
      { workloads: [outcome('a', 'unknown', { rollout })] },
      `a ${ON}: whether a completes revision 2 (a-1 → a-2) is not known.`,
    ],
    [{ workloads: [outcome('a', 'refused')] }, `a ${ON}: a is refused.`],
    [
      { workloads: ['a', 'b', 'c'].map((name) => outcome(name, 'complete')) },
      `a, b and c ${ON}: a completes in 3.0 s, b completes in 3.0 s, c completes in 3.0 s.`,
    ],
    [
      { workloads: ['a', 'b', 'c', 'd'].map((name, i) => outcome(name, 'complete', { at: 1000 * i })) },
      `4 workloads ${ON}: 4 complete within 3.0 s.`,
    ],
    [
      {
        workloads: [
          outcome('a', 'stuck', { rollout, at: 9000 }),
          outcome('b', 'complete', { at: 1000 }),
          outcome('c', 'refused'),
          outcome('d', 'complete', { at: 2000 }),
        ],
      },
      `4 workloads ${ON}: 2 complete within 2.0 s, a never completes, c is refused.`,
    ],
    [
      { workloads: ['a', 'b', 'c', 'd', 'e'].map((name) => outcome(name, 'stuck')) },
      `5 workloads ${ON}: none completes, a never completes, b never completes, c never completes, 2 more do not complete.`,
    ],
    [
      { workloads: ['a', 'b', 'c', 'd'].map((name) => outcome(name, 'stuck')) },
      `4 workloads ${ON}: none completes, a never completes, b never completes, c never completes, 1 more does not complete.`,
    ],
    [
      {
        settled: false,
        workloads: ['a', 'b', 'c', 'd', 'e'].map((name, i) => outcome(name, i < 4 ? 'refused' : 'unknown')),
      },
      `5 workloads ${ON}: none is complete yet, a is refused, b is refused, c is refused, 1 more does not complete, of 1 more it is not known.`,
    ],
    [
      { findings: [error], steps: applied.slice(0, 1) },
      `1 object applied ${ON}; no workload among them. 1 object is refused.`,
    ],
    [
      { findings: [error, error, error], workloads: [outcome('a', 'refused')] },
      `a ${ON}: a is refused. 2 objects are refused.`,
    ],
  ])('%#: %s', (rest, line) => {
    expect(first(rest)).toBe(line);
  });

  it('is red where something goes wrong, else bold', () => {
    const style = createStyle(true);
    const colour = (rest: Partial<Plan>) => first(rest, { style })!.slice(0, 5);
    expect(colour({})).toBe('\x1b[1mN');
    expect(colour({ workloads: [outcome('a', 'complete')] })).toBe('\x1b[1ma');
    expect(colour({ workloads: [outcome('a', 'stuck')] })).toBe('\x1b[31m');
    expect(colour({ findings: [error] })).toBe('\x1b[31m');
    expect(colour({ findings: [{ ...error, severity: 'info' }] })).toBe('\x1b[1mN');
  });

  it('is broken where the line ends, and tells where it was stopped', () => {
    expect(show({ settled: false, steps: applied, duration: 61_000 }, { width: 40 }).slice(0, 3)).toEqual([
      '2 objects applied on 0 nodes (0 cpu, 0',
      'free); no workload among them.',
      'It had not come to rest when it was stopped after 3 steps, at 1 min 1 s.',
    ]);
  });
});

describe('the last line', () => {
  const stuck = (reason: string, name = 'web-1-a'): StuckPod => ({
    object: ref('Pod', name),
    reason,
    message: 'm',
  });
  const error: Finding = { rule: 'yaml/syntax', severity: 'error', message: 'm', location: at(1) };
  const web = ref('Deployment', 'web');
  const managers = {
    'Pod default/web-1-a': 'ReplicaSet default/web-1',
    'ReplicaSet default/web-1': 'Deployment default/web',
    'Deployment default/web': 'Deployment default/web',
  };
  const cron = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'c', namespace: 'default', uid: 'c' },
    spec: {},
  };
  const cluster = nodes(cron as KubeObject);
  const cronSteps = [step('apply', 'create', 'CronJob/c', 'created')];
  const before = nodes({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default', uid: 'w' },
  });

  it.each<[string, Partial<Plan>, Partial<PlanTextOptions>, string]>([
    [
      'refused',
      { workloads: [outcome('a', 'refused')] },
      {},
      'kubeplan lint LINT   says what is wrong in the files, and where.',
    ],
    ['wrong', { findings: [error] }, {}, 'kubeplan lint LINT   says what is wrong in the files, and where.'],
    [
      'refused, and there already',
      { findings: [{ ...error, object: web }], before },
      { diffWords: 'DIFF' },
      'kubeplan diff DIFF   says what would have to be made anew, and what that costs.',
    ],
    [
      'refused, and not there yet',
      { findings: [{ ...error, object: web }] },
      { diffWords: 'DIFF' },
      'kubeplan lint LINT   says what is wrong in the files, and where.',
    ],
    [
      'refused, of a wider world',
      { findings: [{ ...error, object: web }], before },
      {},
      'kubeplan lint LINT   says what is wrong in the files, and where.',
    ],
    [
      'Pending beside broken',
      { stuck: [stuck('NotReady'), stuck('Pending')], workloads: [outcome('web', 'stuck')] },
      {},
      'kubeplan explain pod/web-1-a WORLD   says what would free it.',
    ],
    [
      'Pending below a workload',
      {
        stuck: [stuck('Pending')],
        managers,
      },
      {},
      'kubeplan explain deployment/web WORLD   says what would free it.',
    ],
    [
      'broken',
      { stuck: [stuck('NotReady')] },
      {},
      'kubeplan plan PLAN --verbose   shows every step up to NotReady.',
    ],
    [
      'broken, after a time',
      { stuck: [stuck('NotReady')] },
      { forTime: '2h' },
      'kubeplan plan PLAN --for 2h --verbose   shows every step up to NotReady.',
    ],
    [
      'broken, all told',
      { stuck: [stuck('NotReady')], workloads: [outcome('a', 'stuck')], steps: cronSteps },
      { verbose: true },
      'kubeplan plan PLAN --why 1   says what led to a step, by its number.',
    ],
    [
      'cut off',
      { settled: false, steps: cronSteps },
      { maxSteps: 1, forTime: '1d' },
      'kubeplan plan PLAN --for 1d   goes on to the end.',
    ],
    [
      'cut off by time',
      { settled: false, steps: cronSteps, workloads: [outcome('a', 'unknown')] },
      { maxSteps: 2 },
      'kubeplan plan PLAN --verbose   shows every step, pod by pod.',
    ],
    [
      'waiting for its time',
      { cluster, steps: cronSteps },
      { forTime: '1h' },
      'kubeplan plan PLAN --for 1d   lets a day pass, for cronjob/c.',
    ],
    [
      'waiting beside a workload',
      { cluster, steps: cronSteps, workloads: [outcome('a', 'complete')] },
      {},
      'kubeplan plan PLAN --verbose   shows every step, pod by pod.',
    ],
    [
      'complete',
      { workloads: [outcome('a', 'complete')] },
      { forTime: '1h' },
      'kubeplan plan PLAN --for 1h --verbose   shows every step, pod by pod.',
    ],
    [
      'complete, all told',
      { workloads: [outcome('a', 'complete')], steps: cronSteps },
      { verbose: true, forTime: '1h' },
      'kubeplan plan PLAN --for 1h --why 1   says what led to a step, by its number.',
    ],
    ['nothing', {}, {}, 'Nothing to do on 0 nodes (0 cpu, 0 free).'],
  ])('of what is %s', (_what, rest, options, line) => {
    expect(last(rest, options)).toBe(line);
  });
});

describe('steps', () => {
  const binds = (...targets: string[]) =>
    targets.map((target, i) => step('scheduler', 'bind', `Pod/web-1-${'abcdefg'[i]}`, `→ ${target}`));

  it('of one moment, actor, verb and family stand together', () => {
    const all = steps(
      () => step('replicaset', 'create', 'Pod/web-1-a', 'created'),
      () => step('replicaset', 'create', 'Pod/web-1-b', 'created'),
      () => step('replicaset', 'create', 'Pod/web-2-a', 'created'),
      () => step('replicaset', 'create', 'Pod/web-1-c', 'created', { at: 1 }),
      () => step('kubelet', 'create', 'Pod/web-1-d', 'created'),
      () => step('replicaset', 'delete', 'Pod/web-1-e', 'created'),
      () => step('replicaset', 'create', 'Pod/web-1-f', 'deleted'),
      () => step('replicaset', 'create', 'Pod/web-1-g', 'created', { object: ref('Pod', 'web-1-g', 'shop') }),
      () => step('replicaset', 'create', 'Pod/bare', 'created'),
      () => step('replicaset', 'create', 'Pod/bare', 'created'),
      () => step('apply', 'create', 'ConfigMap/web-1-a', 'created'),
      () => step('apply', 'create', 'ConfigMap/web-1-b', 'created'),
    );
    const ids = (apart?: boolean) => groupSteps(all, apart).map((group) => group.steps.map(({ id }) => id));
    expect(ids()).toEqual([[1, 2], [3], [4], [5], [6], [7], [8], [9, 10], [11], [12]]);
    expect(ids(true)).toEqual(all.map(({ id }) => [id]));
    expect(familiesOf(all).map((family) => family.map(({ id }) => id))).toEqual([
      [1, 2, 4, 5, 6, 7],
      [3],
      [8],
      [9, 10],
      [11, 12],
    ]);
  });

  it('that wait for the same stand together whatever their family', () => {
    const all = steps(
      () => step('scheduler', 'pending', 'Pod/a-1', 'no room'),
      () => step('scheduler', 'pending', 'Pod/b-1', 'no room'),
      () => step('scheduler', 'pending', 'Pod/b-2', 'a taint'),
    );
    expect(groupSteps(all).map((group) => group.steps.length)).toEqual([2, 1]);
  });

  it.each<[string[], string]>([
    [['a'], '→ a'],
    [['a', 'a'], '→ a ×2'],
    [['a', 'b', 'a', 'c', 'd'], '→ a ×2, b, c, d'],
    [['a', 'b', 'c', 'd', 'e'], '→ a, b, c, d and 1 more node'],
    [['a', 'b', 'c', 'd', 'e', 'f'], '→ a, b, c, d and 2 more nodes'],
  ])('that bind to %j', (targets, message) => {
    expect(groupSteps(binds(...targets)).map((group) => group.message)).toEqual([message]);
  });

  it('that bind something else keep their words', () => {
    const claim = step('persistentvolume', 'bind', 'PersistentVolumeClaim/data', 'Pending → Bound');
    expect(groupSteps([claim])[0]!.message).toBe('Pending → Bound');
  });

  it.each([
    [['web-1-a'], 'web-1-a'],
    [['web-1-a', 'web-1-a'], 'web-1-a'],
    [['web-1-a', 'web-1-b'], 'web-1-{a,b}'],
    [['w-a', 'w-b', 'w-c', 'w-d'], 'w-{a,b,c,d}'],
    [['w-a', 'w-b', 'w-c', 'w-d', 'w-e'], 'w-*'],
  ])('have their names in one: %j', (names, text) => {
    expect(namesText(names)).toBe(text);
  });

  it('are told in a table: time, who, what about, what', () => {
    const all = steps(
      () => step('apply', 'create', 'Deployment/web', 'created'),
      () => step('endpointslice', 'create', 'EndpointSlice/web-x', 'created'),
      () => step('serviceaccount', 'create', 'ServiceAccount/default', 'created'),
      () => step('garbagecollector', 'delete', 'Pod/x', 'deleted'),
      () => step('garbagecollector', 'fail', 'Pod/y', 'no'),
      () => step('scheduler', 'pending', 'Pod/a-1', 'no room at all'),
      () => step('scheduler', 'pending', 'Pod/b-1', 'no room at all'),
      () => step('scheduler', 'pending', 'Pod/b-2', 'no room at all', { at: 1500 }),
      () => step('apply', 'refuse', 'ConfigMap/c', 'is wrong', { at: 1500 }),
      () => step('kubelet', 'ready', 'Pod/web-1-a', 'ready', { at: 61_000 }),
      () => step('kubelet', 'ready', 'Pod/web-1-b', 'ready', { at: 61_000 }),
    );
    const table = (options: Partial<PlanTextOptions> = {}) => {
      const lines = show({ steps: all }, options);
      const begin = lines.indexOf('') + 1;
      return lines.slice(begin, lines.includes('', begin) ? lines.indexOf('', begin) : undefined);
    };
    expect(table()).toEqual([
      '      0.0 s  apply             deployment/web   created',
      '             garbagecollector  pod/y            no',
      '             scheduler         2 pods           Pending ×2',
      '                                 no room at all',
      '                                 pod/a-1, pod/b-1',
      '      1.5 s  scheduler         pod/b-2          Pending',
      '                                 the same as for 2 pods at 0.0 s',
      '             apply             configmap/c      refused',
      '  1 min 1 s  kubelet           pod/web-1-{a,b}  ready ×2',
    ]);
    expect(table({ verbose: true, style: createStyle(true) }).slice(1, 7)).toEqual([
      '             \x1b[2m#2   endpointslice   \x1b[22m  endpointslice/web-x     created',
      '             \x1b[2m#3   serviceaccount  \x1b[22m  serviceaccount/default  created',
      '             \x1b[2m#4   garbagecollector\x1b[22m  pod/x                   deleted',
      '             \x1b[2m#5   garbagecollector\x1b[22m  pod/y                   \x1b[31mno\x1b[39m',
      '             \x1b[2m#6   scheduler       \x1b[22m  pod/a-1                 \x1b[31mPending\x1b[39m',
      '                                      \x1b[2mno room at all\x1b[22m',
    ]);
  });

  it('name namespaces that are not the usual one', () => {
    const all = [step('apply', 'create', 'Pod/a', 'created', { object: ref('Pod', 'a', 'shop') })];
    expect(show({ steps: all })[2]).toBe('   0.0 s  apply  pod/shop/a  created');
    expect(show({ steps: all }, { namespace: 'shop' })[2]).toBe('   0.0 s  apply  pod/a  created');
    const none = [
      step('apply', 'create', 'Node/a', 'created', { object: { apiVersion: 'v1', kind: 'Node', name: 'a' } }),
    ];
    expect(show({ steps: none }, { namespace: 'shop' })[2]).toBe('   0.0 s  apply  node/a  created');
  });

  it('break long names and long words where the line ends', () => {
    const long = 'n'.repeat(60);
    const all = steps(
      () => step('apply', 'create', `Pod/${long}`, 'created'),
      () => step('apply', 'create', 'Pod/short', 'w'.repeat(10)),
      () =>
        step(
          'apply',
          'fail',
          'Pod/b',
          'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen',
        ),
    );
    const lines = (width: number) => show({ steps: all }, { width }).filter((line) => line.startsWith('  '));
    expect(lines(120)).toEqual([
      `   0.0 s  apply  pod/${long}`,
      `${' '.repeat(63)}created`,
      `          apply  pod/short${' '.repeat(35)}  wwwwwwwwww`,
      '          apply  pod/b',
      '                   one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen',
    ]);
    expect(lines(99)).toEqual(
      [
        `   0.0 s  apply  pod/${long}`,
        `${' '.repeat(73)}created`,
        `          apply  pod/short${' '.repeat(45)}  wwwwwwwwww`,
        '          apply  pod/b',
        '                   one two three four five six seven eight nine ten eleven twelve thirteen fourteen',
        '                   fifteen',
      ].map((line) => line),
    );
  });

  it('lead back to what the user asked for', () => {
    const all = steps(
      () => step('apply', 'create', 'Deployment/web', 'created', { location: at(4) }),
      () => step('deployment', 'create', 'ReplicaSet/web-1', 'created', { cause: 1 }),
      () => step('scheduler', 'pending', 'Pod/web-1-a', 'no room', { cause: 2, at: 2000 }),
    );
    expect(whyText(plan({ steps: all }), 3, {})).toBe(
      `   2.0 s  scheduler   pod/web-1-a       Pending
                        no room
   0.0 s  deployment  replicaset/web-1  created
          apply       deployment/web    created  web.yaml:4
`,
    );
    expect(whyText(plan({ steps: all }), 2, { verbose: true, namespace: 'shop' })).toBe(
      `   0.0 s  #2   deployment  replicaset/default/web-1  created
          #1   apply       deployment/default/web    created  web.yaml:4
`,
    );
  });
});
