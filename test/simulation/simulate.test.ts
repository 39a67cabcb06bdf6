import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { failsToPull, neverReady } from '../../src/kubelet/assumption.js';
import { HEALTHY, type Plan, type SimulateOptions, simulate } from '../../src/simulation/index.js';
import { made } from '../controllers/look.js';
import { stepLines } from './steps.js';
import { deployment, world } from './worlds.js';

const LABELS = { app: 'x' };
const CONTAINERS = [{ name: 'app', image: 'app:1' }];
const template = (image = 'app:1', spec: object = {}) => ({
  metadata: { labels: LABELS },
  spec: { containers: [{ name: 'app', image }], ...spec },
});
const object = (apiVersion: string, kind: string, spec: object, name = 'x') =>
  ({ apiVersion, kind, metadata: { name, namespace: 'default' }, spec }) as unknown as KubeObject;
const selector = { matchLabels: LABELS };
const POD = object('v1', 'Pod', { containers: CONTAINERS });
const JOB = (spec: object = {}) =>
  object('batch/v1', 'Job', {
    ...spec,
    template: { spec: { restartPolicy: 'Never', containers: CONTAINERS } },
  });

function plan(objects: KubeObject[], options: SimulateOptions = {}, nodes = '2x cpu=4,memory=16Gi'): Plan {
  return simulate(
    world(nodes),
    objects.map((one) => ({ object: one })),
    options,
  );
}

/** `Deployment/x 1/1 complete at 3000` */
const outcomes = ({ workloads }: Plan) =>
  workloads.map(({ object: { kind, name }, ready, desired, state, at, goneAt, reason, rollout }) => {
    const parts = [`${kind}/${name} ${ready}/${desired} ${state} at ${at}`];
    if (goneAt !== undefined) parts.push(`gone at ${goneAt}`);
    if (rollout) parts.push(`${rollout.from.revision} → ${rollout.to.revision}`);
    if (reason) parts.push(reason);
    return parts.join(', ').replace(/-[bcdfghjklmnpqrstvwxz2456789]{5}"/g, '-#"');
  });

describe('what becomes of workloads', () => {
  it.each<[string, KubeObject[], SimulateOptions, string[]]>([
    ['a Deployment', [deployment('x', 'app:1')], {}, ['Deployment/x 1/1 complete at 3000']],
    ['of no pods', [deployment('x', 'app:1', { replicas: 0 })], {}, ['Deployment/x 0/0 complete at 0']],
    [
      'a StatefulSet',
      [object('apps/v1', 'StatefulSet', { serviceName: 'x', replicas: 2, selector, template: template() })],
      {},
      ['StatefulSet/x 2/2 complete at 6000'],
    ],
    [
      'a DaemonSet',
      [object('apps/v1', 'DaemonSet', { selector, template: template() })],
      {},
      ['DaemonSet/x 2/2 complete at 3000'],
    ],
    [
      'a ReplicaSet',
      [object('apps/v1', 'ReplicaSet', { replicas: 2, selector, template: template() })],
      {},
      ['ReplicaSet/x 2/2 complete at 3000'],
    ],
    [
      'a ReplicationController',
      [object('v1', 'ReplicationController', { replicas: 1, selector: LABELS, template: template() })],
      {},
      ['ReplicationController/x 1/1 complete at 3000'],
    ],
    ['a Job', [JOB({ completions: 2, parallelism: 2 })], {}, ['Job/x 2/2 complete at 8000']],
    ['a Job without a number', [JOB({ parallelism: 2 })], {}, ['Job/x 2/1 complete at 8000']],
    ['a suspended Job', [JOB({ suspend: true })], {}, ['Job/x 0/1 complete at 0, suspended']],
    [
      'a paused Deployment',
      [deployment('x', 'app:1', { paused: true })],
      {},
      ['Deployment/x 0/1 complete at 0, paused'],
    ],
    ['a Pod', [POD], {}, ['Pod/x 1/1 complete at 3000']],
    [
      'a Pod that ends',
      [object('v1', 'Pod', { restartPolicy: 'Never', containers: CONTAINERS })],
      {},
      ['Pod/x 1/1 complete at 8000'],
    ],
    ['others are none', [object('v1', 'ConfigMap', {})], {}, []],
    [
      'refused',
      [deployment('x', 'app:1', { replicas: -1 })],
      {},
      [
        'Deployment/x 0/0 refused at 0, Deployment.apps "x" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      ],
    ],
    [
      'an image that cannot be pulled',
      [deployment('x', 'app:1')],
      { kubelet: { ...HEALTHY, assumed: [failsToPull('app:1')] } },
      ['Deployment/x 0/1 stuck at 2000, ImagePullBackOff: Back-off pulling image "app:1"'],
    ],
    [
      'pods that never get ready',
      [POD],
      { kubelet: { ...HEALTHY, assumed: [neverReady('app:1')] } },
      ['Pod/x 0/1 stuck at 0, NotReady: containers with unready status: [app]'],
    ],
    [
      'pods that no node takes',
      [object('v1', 'Pod', { containers: CONTAINERS, nodeSelector: { a: 'b' } })],
      {},
      [
        "Pod/x 0/1 stuck at 0, Pending: 0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
      ],
    ],
    [
      'pods that nobody schedules',
      [object('v1', 'Pod', { containers: CONTAINERS, schedulerName: 'mine' })],
      {},
      ['Pod/x 0/1 stuck at 0, Pending: waits to be scheduled'],
    ],
    [
      'a Job that runs for ever',
      [JOB()],
      { kubelet: { ...HEALTHY, jobSeconds: undefined } },
      ['Job/x 0/1 stuck at 3000'],
    ],
  ])('%s', (_name, objects, options, expected) => {
    expect(outcomes(plan(objects, options))).toEqual(expected);
  });

  it('a failure is their reason', () => {
    const quota = object('v1', 'ResourceQuota', { hard: { pods: '0' } }, 'none');
    const found = outcomes(plan([quota, deployment('x', 'app:1')]));
    expect(found).toEqual([
      expect.stringMatching(
        /^Deployment\/x 0\/1 stuck at 0, pods "x-\w+-#" is forbidden: exceeded quota: none, requested: pods=1, used: pods=0, limited: pods=0$/,
      ),
    ]);
  });

  const before = plan([deployment('x', 'app:1', { replicas: 2 })]).cluster;
  it('a rollout: from which revision to which, and when the old pods are gone', () => {
    const next = simulate(before, [{ object: deployment('x', 'app:2', { replicas: 2 }) }]);
    expect(outcomes(next)).toEqual(['Deployment/x 2/2 complete at 6000, gone at 7000, 1 → 2']);
    expect([next.settled, next.duration, next.stuck, next.before.count('Pod')]).toEqual([true, 7000, [], 2]);
    expect(next.trajectories).toEqual([
      {
        object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'x' },
        moves: expect.any(Array),
      },
    ]);
    expect(
      next.trajectories[0]!.moves.map(
        ({ at, old, new: fresh, available }) => `${at} ${old} ${fresh} ${available}`,
      ),
    ).toEqual(['0 2 1 2', '3000 1 2 2', '6000 0 2 2']);
  });

  it('an update that is refused leaves what was', () => {
    const wrong = deployment('x', 'app:2', { replicas: -1 });
    expect(outcomes(simulate(before, [{ object: wrong }]))[0]).toMatch(/^Deployment\/x 2\/2 refused at 0, /);
  });

  it('a rollout that is stuck keeps what runs, and says what it waits for', () => {
    const stuck = simulate(before, [{ object: deployment('x', 'app:2', { replicas: 2 }) }], {
      kubelet: { ...HEALTHY, assumed: [failsToPull('app:2')] },
    });
    expect(outcomes(stuck)).toEqual([
      'Deployment/x 2/2 stuck at 2000, 1 → 2, ImagePullBackOff: Back-off pulling image "app:2"',
    ]);
    expect(stuck.stuck.map(({ reason, message }) => [reason, message])).toEqual([
      ['ImagePullBackOff', 'Back-off pulling image "app:2"'],
    ]);
  });

  it('what is touched only by way of its pods', () => {
    const moved = simulate(before, [], {
      actions: [{ do: 'delete', kind: 'Pod', key: `default/${before.list('Pod')[0]!.metadata.name}` }],
    });
    expect(outcomes(moved)).toEqual([expect.stringMatching(/^Deployment\/x 2\/2 complete at \d000$/)]);
    const shrunk = simulate(before, [{ object: deployment('x', 'app:1', { replicas: 0 }) }]);
    expect(outcomes(shrunk)).toEqual(['Deployment/x 0/0 complete at 0, gone at 1000']);
  });
});

describe('a plan', () => {
  const location = (file: string) => ({
    file,
    start: { line: 3, column: 5, offset: 9 },
    end: { line: 3, column: 6, offset: 10 },
  });

  it('tells what the server refuses, at its place, and where an earlier one stands', () => {
    const [first, second] = [location('a.yaml'), location('b.yaml')];
    const wrong = deployment('x', 'app:1', { replicas: -1 });
    const found = simulate(world(), [
      { object: deployment('x', 'app:1'), location: first },
      { object: wrong, location: second },
      { object: { ...wrong, metadata: { name: 'y', namespace: 'default' } }, location: first },
      { object: wrong },
    ]);
    const message = (name: string) =>
      `Deployment.apps "${name}" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0`;
    const ref = (name: string) => ({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name });
    expect(found.findings).toEqual([
      {
        rule: 'plan/refused',
        severity: 'error',
        message: 'the API server refuses deployment/x',
        location: second,
        object: ref('x'),
        related: [{ message: 'applied before from', location: first }],
        server: { field: '', message: message('x') },
      },
      {
        rule: 'plan/refused',
        severity: 'error',
        message: 'the API server refuses deployment/y',
        location: first,
        object: ref('y'),
        server: { field: '', message: message('y') },
      },
    ]);
    expect(found.workloads.map((one) => one.location?.file)).toEqual(['a.yaml', 'a.yaml']);
  });

  it('begins when the world has come to rest', () => {
    const half = world('1x cpu=4,memory=16Gi', [
      made('Pod', 'p', { spec: { containers: CONTAINERS }, status: { phase: 'Pending' } }),
    ]);
    const found = simulate(half, [
      {
        object: {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'c', namespace: 'default' },
        } as KubeObject,
      },
    ]);
    expect(stepLines(found.steps)).toEqual(['1 0.0 apply create ConfigMap/c: created']);
    expect(found.before.list('Pod')[0]!.status?.phase).toBe('Running');
  });

  it('names who manages what', () => {
    const { managers } = plan([JOB()]);
    expect(Object.entries(managers).map(([id, by]) => [id.replace(/-[a-z0-9]{5}$/, '-#'), by])).toEqual([
      ['Pod default/x-#', 'Job default/x'],
    ]);
  });

  it('lets time pass, where that is asked for', () => {
    const cron = object('batch/v1', 'CronJob', {
      schedule: '*/5 * * * *',
      jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: CONTAINERS } } } },
    });
    const jobs = (options: SimulateOptions) =>
      plan([cron], options).steps.filter(({ verb, object: { kind } }) => verb === 'create' && kind === 'Job')
        .length;
    expect([
      jobs({}),
      jobs({ forSeconds: 299 }),
      jobs({ forSeconds: 301 }),
      jobs({ forSeconds: 601 }),
    ]).toEqual([0, 0, 1, 2]);
  });

  it('does what is asked for besides, and with the scheduler and nodes that are given', () => {
    const found = plan([POD], { actions: [{ do: 'cordon', node: 'node-1' }] });
    expect(found.steps.find(({ verb }) => verb === 'bind')?.message).toBe('→ node-2');
  });

  it('is cut off in time', () => {
    const slow = object('v1', 'Pod', {
      containers: [
        { name: 'app', image: 'app:1', readinessProbe: { httpGet: { port: 80 }, initialDelaySeconds: 99 } },
      ],
    });
    const found = plan([slow], { maxSeconds: 50 });
    expect([found.settled, found.duration, found.workloads[0]!.state]).toEqual([false, 0, 'unknown']);
    expect(plan([slow], { maxSeconds: 103 })).toMatchObject({ settled: true, duration: 103_000 });
  });
});

it('what is preempted is stuck since it found no other place, not since its last pod was gone', () => {
  const large = (name: string, priorityClassName: string) =>
    deployment(name, `${name}:1`, {
      podSpec: {
        priorityClassName,
        containers: [{ name: 'c', image: 'i', resources: { requests: { cpu: '3' } } }],
      },
    });
  const classOf = (name: string, value: number) =>
    ({
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name, uid: name },
      value,
    }) as unknown as KubeObject;
  const { cluster } = simulate(world('1x cpu=4', [classOf('none', 0), classOf('much', 9)]), [
    { object: large('low', 'none') },
  ]);
  const { workloads } = simulate(cluster, [{ object: large('high', 'much') }]);
  expect(workloads.map(({ object, state, at }) => [object.name, state, at])).toEqual([
    ['high', 'complete', 4000],
    ['low', 'stuck', 0],
  ]);
});
