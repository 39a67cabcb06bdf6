import { describe, expect, it } from 'vitest';
import { disruption } from '../../src/controllers/disruption.js';
import { at, look, lookAt, made, owned, ready, since, stored, woken } from './look.js';

const LABELS = { app: 'web' };
const SELECTOR = { matchLabels: LABELS };
const SPEC = { containers: [{ name: 'app', image: 'app:1' }], nodeName: 'n' };
const TEMPLATE = { metadata: { labels: LABELS }, spec: { containers: SPEC.containers } };

const budget = (spec: object, more: object = {}) =>
  made('PodDisruptionBudget', 'web', { spec: { selector: SELECTOR, ...spec }, ...more });
const set = (replicas: number | undefined, name = 'rs', kind = 'ReplicaSet') =>
  made(kind, name, {
    spec: {
      selector: kind === 'ReplicationController' ? LABELS : SELECTOR,
      template: TEMPLATE,
      ...(replicas === undefined ? {} : { replicas }),
    },
  });
const pod = (
  name: string,
  by: ReturnType<typeof made> | undefined,
  status: object = ready(),
  metadata: object = {},
) =>
  by
    ? owned(by, 'Pod', name, { metadata: { labels: LABELS, ...metadata }, spec: SPEC, status })
    : made('Pod', name, { metadata: { labels: LABELS, ...metadata }, spec: SPEC, status });
const pods = (count: number, by: ReturnType<typeof made> | undefined, from = 1) =>
  Array.from({ length: count }, (_, i) => pod(`p${i + from}`, by));

const status = (allowed: number, healthy: number, desired: number, expected: number) => ({
  observedGeneration: 1,
  currentHealthy: healthy,
  desiredHealthy: desired,
  expectedPods: expected,
  disruptionsAllowed: allowed,
  conditions: [
    {
      ...since('DisruptionAllowed', allowed > 0 ? 'True' : 'False'),
      reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
      message: '',
    },
  ],
});

/** The status that a look comes to, and what it says. */
function counted(objects: ReturnType<typeof made>[]): { status: unknown; said: string[] } {
  const { cluster, lines } = lookAt(disruption, stored(objects), 'default/web');
  const said = lines.filter((line) => !line.startsWith('update PodDisruptionBudget/web: '));
  return { status: cluster.get('PodDisruptionBudget', 'default/web')?.status, said };
}

describe('the arithmetic of a disruption budget', () => {
  const rs = set(4);
  const unready = pod('u', rs, { phase: 'Running', conditions: [since('Ready', 'False')] });
  const leaving = pod('l', rs, ready(), { deletionTimestamp: at(30), deletionGracePeriodSeconds: 30 });
  const deployment = made('Deployment', 'web', {
    spec: { replicas: 7, selector: SELECTOR, template: TEMPLATE },
  });
  const inner = owned(deployment, 'ReplicaSet', 'web-1', {
    spec: { replicas: 5, selector: SELECTOR, template: TEMPLATE },
  });
  it.each([
    [
      'minAvailable as a number: the pods that there are',
      { minAvailable: 2 },
      [rs, ...pods(3, rs)],
      status(1, 3, 2, 3),
    ],
    ['all that there are are needed', { minAvailable: 3 }, [rs, ...pods(3, rs)], status(0, 3, 3, 3)],
    ['neither is given: none may go', {}, [rs, ...pods(3, rs)], status(0, 3, 0, 0)],
    ['fewer than needed', { minAvailable: 5 }, [rs, ...pods(3, rs)], status(0, 3, 5, 3)],
    [
      'minAvailable in per cent: rounded up, of what the controller wants',
      { minAvailable: '50%' },
      [set(5), ...pods(4, set(5))],
      status(1, 4, 3, 5),
    ],
    ['maxUnavailable as a number', { maxUnavailable: 1 }, [rs, ...pods(4, rs)], status(1, 4, 3, 4)],
    [
      'maxUnavailable in per cent: rounded up',
      { maxUnavailable: '30%' },
      [rs, ...pods(4, rs)],
      status(2, 4, 2, 4),
    ],
    ['maxUnavailable beyond what there is', { maxUnavailable: 9 }, [rs, ...pods(4, rs)], status(4, 4, 0, 4)],
    ['some are missing already', { maxUnavailable: 1 }, [rs, ...pods(3, rs)], status(0, 3, 3, 4)],
    [
      'unready pods and those that leave are not healthy',
      { maxUnavailable: 2 },
      [rs, ...pods(3, rs), unready, leaving],
      status(1, 3, 2, 4),
    ],
    [
      'two controllers are added up',
      { maxUnavailable: 1 },
      [rs, set(3, 'other'), ...pods(4, rs), pod('x', set(3, 'other'))],
      status(0, 5, 6, 7),
    ],
    [
      'a size that is not written is 1',
      { maxUnavailable: 0 },
      [set(undefined), ...pods(2, set(undefined))],
      status(1, 2, 1, 1),
    ],
    [
      'the topmost controller counts',
      { maxUnavailable: 0 },
      [deployment, inner, ...pods(5, inner)],
      status(0, 5, 7, 7),
    ],
    [
      'a StatefulSet',
      { maxUnavailable: 1 },
      [set(2, 's', 'StatefulSet'), ...pods(2, set(2, 's', 'StatefulSet'))],
      status(1, 2, 1, 2),
    ],
    [
      'a ReplicationController',
      { maxUnavailable: 1 },
      [set(2, 'rc', 'ReplicationController'), ...pods(2, set(2, 'rc', 'ReplicationController'))],
      status(1, 2, 1, 2),
    ],
    [
      'a Job does not scale: nothing is expected, nothing may go',
      { maxUnavailable: 1 },
      pods(2, made('Job', 'j')),
      status(0, 2, 0, 0),
    ],
    ['a controller that is gone', { maxUnavailable: 1 }, pods(2, rs), status(0, 2, 0, 0)],
    [
      'a controller of the same name',
      { maxUnavailable: 1 },
      [made('ReplicaSet', 'rs', { metadata: { uid: 'new' }, spec: rs['spec'] as object }), ...pods(2, rs)],
      status(0, 2, 0, 0),
    ],
  ])('%s', (_name, spec, objects, counts) => {
    expect(counted([budget(spec), ...objects])).toEqual({ status: counts, said: [] });
  });

  const UNMANAGED =
    'Warning UnmanagedPods PodDisruptionBudget/web: Pods selected by this PodDisruptionBudget (selector: &LabelSelector{MatchLabels:map[string]string{a: b,app: web,},MatchExpressions:[]LabelSelectorRequirement{},}) were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.';

  it('warns of pods without a controller, unless it counts pods themselves', () => {
    const selector = { matchLabels: { app: 'web', a: 'b' } };
    const bare = pod('p1', undefined, ready(), { labels: { app: 'web', a: 'b' } });
    expect(counted([budget({ maxUnavailable: 1, selector }), bare])).toEqual({
      status: status(0, 1, 0, 0),
      said: [UNMANAGED],
    });
    expect(counted([budget({ minAvailable: '50%', selector }), bare])).toEqual({
      status: status(0, 1, 0, 0),
      said: [UNMANAGED],
    });
    expect(counted([budget({ minAvailable: 0, selector }), bare])).toEqual({
      status: status(1, 1, 0, 1),
      said: [],
    });
  });

  it('says that no pod matches; an empty selector matches all', () => {
    const none = 'Normal NoPods PodDisruptionBudget/web: No matching pods found';
    expect(counted([budget({ minAvailable: 1 })])).toEqual({ status: status(0, 0, 1, 0), said: [none] });
    expect(counted([budget({ minAvailable: 1, selector: {} }), ...pods(2, undefined)])).toEqual({
      status: status(1, 2, 1, 2),
      said: [],
    });
  });

  it('writes nothing where nothing has changed', () => {
    const conditions = [{ ...since('DisruptionAllowed', 'True', -9), reason: 'SufficientPods', message: '' }];
    const counts = {
      observedGeneration: 1,
      currentHealthy: 2,
      desiredHealthy: 1,
      expectedPods: 2,
      disruptionsAllowed: 1,
    };
    const right = budget({ minAvailable: 1 }, { status: { ...counts, conditions } });
    expect(look(disruption, stored([right, ...pods(2, undefined)]), 'default/web')).toEqual([]);
    expect(look(disruption, stored([]), 'default/web')).toEqual([]);
  });
});

describe('what a budget looks at', () => {
  const other = made('PodDisruptionBudget', 'other', {
    spec: { minAvailable: 1, selector: { matchLabels: { app: 'db' } } },
  });
  const cluster = stored([budget({ minAvailable: 1 }), other]);
  const wake = (kind: string, object: object, before?: object) =>
    woken(disruption, kind, cluster, { verb: 'update', object: object as never }, before as never);
  it('pods that it selects or did select', () => {
    const one = pod('p', undefined);
    const db = { ...one, metadata: { ...one.metadata, labels: { app: 'db' } } };
    const none = { ...one, metadata: { ...one.metadata, labels: { app: 'x' } } };
    expect(wake('PodDisruptionBudget', budget({}))).toEqual(['default/web']);
    expect(wake('Pod', one)).toEqual(['default/web']);
    expect(wake('Pod', none, db)).toEqual(['default/other']);
    expect(wake('Pod', one, db)).toEqual(['default/web', 'default/other']);
    expect(wake('Pod', none)).toEqual([]);
    expect(Object.keys(disruption.watches)).toEqual(['PodDisruptionBudget', 'Pod']);
  });

  it('the first only of several, and says so of each change of a pod', () => {
    const world = stored([
      budget({ minAvailable: 1 }),
      made('PodDisruptionBudget', 'all', { spec: { minAvailable: 1, selector: {} } }),
      pod('p', undefined),
    ]);
    const stands = world.get('Pod', 'default/p') as never as { metadata: { resourceVersion: string } };
    const several = `several default/p ${stands.metadata.resourceVersion}`;
    expect(woken(disruption, 'Pod', world, { verb: 'update', object: stands as never })).toEqual([
      'default/all',
      several,
    ]);
    expect(lookAt(disruption, world, several).lines).toEqual([
      'Warning MultiplePodDisruptionBudgets Pod/p: Pod "default"/"p" matches multiple PodDisruptionBudgets.  Chose "all" arbitrarily.',
    ]);
    expect(lookAt(disruption, stored([]), several).lines).toEqual([]);
  });
});
