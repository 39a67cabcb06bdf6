import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { deployment as controller } from '../../src/controllers/deployment.js';
import { LABELS, set, sync, syncOf, template, web } from './deployments.js';
import { at, changed, look, made, owned, ready, stored, woken } from './look.js';

const limits = (maxSurge: number | string, maxUnavailable: number | string, more: object = {}) =>
  web({ strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } }, ...more });
const scaled = (name: string, from: number, to: number) =>
  `Normal ScalingReplicaSet Deployment/web: Scaled ${to > from ? 'up' : 'down'} replica set web-${name} from ${from} to ${to}`;

describe('a rolling update', () => {
  it.each([
    [
      'grows the new ReplicaSet as far as the surge goes',
      limits(3, 2),
      [set('1', 10), set('2', 0)],
      '1 10, 2 3',
    ],
    ['does nothing else while it grows', limits(3, 2), [set('1', 9), set('2', 2)], '1 9, 2 4'],
    ['to the wanted size at most', limits('100%', 2), [set('1', 2), set('2', 3)], '1 2, 2 10'],
    ['shrinks a new one that is too large', limits(3, 2), [set('1', 5), set('2', 12)], '1 5, 2 10'],
    [
      'takes away from the old one what may be missing',
      limits(3, 2),
      [set('1', 10), set('2', 3, { available: 0 })],
      '1 8, 2 3',
    ],
    [
      'and what the new one makes up for',
      limits(3, 2),
      [set('1', 10), set('2', 3, { available: 2 })],
      '1 6, 2 3',
    ],
    [
      'not below what must be available',
      limits(0, 2),
      [set('1', 8), set('2', 2, { available: 0 })],
      '1 8, 2 2',
    ],
    [
      'old ones that are not available go first',
      limits(3, 2),
      [set('1', 10, { available: 7 }), set('2', 3, { available: 0 })],
      '1 8, 2 3',
    ],
    [
      '… all of them, and no other',
      limits(3, 2),
      [set('1', 10, { available: 9 }), set('2', 3, { available: 3 })],
      '1 5, 2 3',
    ],
    [
      '… of the oldest first',
      limits(3, 2),
      [
        set('1', 4, { available: 2, revision: 1 }),
        set('3', 6, { available: 5, revision: 1, made: 9, image: 'app:3' }),
        set('2', 3, { available: 0 }),
      ],
      '1 2, 2 3, 3 6',
    ],
    [
      'available ones of the oldest first',
      limits(3, 2),
      [set('1', 1), set('3', 9, { image: 'app:3', revision: 1, made: 0 }), set('2', 3, { available: 3 })],
      '1 1, 2 3, 3 4',
    ],
    [
      'of one age the first by name',
      limits(3, 2),
      [set('1', 5, { made: 1 }), set('3', 5, { image: 'app:3', made: 1 }), set('2', 3, { available: 3 })],
      '1 0, 2 3, 3 5',
    ],
    ['all that is left of the old ones', limits(3, 2), [set('1', 2), set('2', 10)], '1 0, 2 10'],
    ['is at its end', limits(3, 2), [set('1', 0), set('2', 10)], '1 0, 2 10'],
    [
      'leaves old ones without pods alone',
      limits(3, 2),
      [set('0', 0), set('1', 2), set('2', 10)],
      '0 0, 1 0, 2 10',
    ],
  ])('%s', (_name, object, sets, sizes) => {
    expect(sync([object, ...sets]).sizes).toBe(sizes);
  });

  it('says what it does, ReplicaSet by ReplicaSet', () => {
    const { did } = sync([
      limits(3, 2),
      set('1', 6, { available: 5 }),
      set('3', 4, { image: 'app:3', revision: 1, made: 9 }),
      set('2', 3),
    ]);
    expect(did).toEqual([
      'update ReplicaSet/web-1: spec.replicas 6 → 5',
      'update ReplicaSet/web-1: spec.replicas 5 → 1',
      scaled('1', 6, 5),
      scaled('1', 5, 1),
    ]);
  });

  it('makes the new ReplicaSet, and takes away from the old one at once', () => {
    const { did, world, annotations } = sync([limits(0, 2, { minReadySeconds: 5 }), set('1', 10)]);
    const made = world.list('ReplicaSet').find(({ metadata }) => metadata.name !== 'web-1')!;
    const hash = made.metadata.labels!['pod-template-hash']!;
    expect(did).toEqual([
      `create ReplicaSet/web-${hash}`,
      'update ReplicaSet/web-1: metadata.annotations.deployment.kubernetes.io/max-replicas 13 → 10; spec.replicas 10 → 8',
      scaled('1', 10, 8),
    ]);
    expect(made.spec).toMatchObject({
      replicas: 0,
      minReadySeconds: 5,
      selector: { matchLabels: { ...LABELS, 'pod-template-hash': hash } },
      template: { metadata: { labels: { ...LABELS, 'pod-template-hash': hash } } },
    });
    expect(made.metadata).toMatchObject({
      namespace: 'default',
      labels: { ...LABELS, 'pod-template-hash': hash },
      annotations: {
        'deployment.kubernetes.io/revision': '2',
        'deployment.kubernetes.io/desired-replicas': '10',
        'deployment.kubernetes.io/max-replicas': '10',
      },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'web',
          uid: 'Deployment-web',
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    });
    expect(annotations['deployment.kubernetes.io/revision']).toBe('2');
  });

  it('counts the surge by what there is already', () => {
    const size = (...sets: ReturnType<typeof set>[]) =>
      sync([limits(3, 2), ...sets])
        .world.list('ReplicaSet')
        .find(({ metadata }) => metadata.annotations?.['deployment.kubernetes.io/revision'] === '5')?.spec
        .replicas;
    expect(size(set('4', 10))).toBe(3);
    expect(size(set('4', 12))).toBe(1);
    expect(size(set('4', 13))).toBe(0);
    expect(size(set('4', 1))).toBe(10);
  });

  it('gives an old ReplicaSet of the template its number anew, and what else changed', () => {
    const back = web(
      { template: template('app:1'), minReadySeconds: 7 },
      { metadata: { annotations: { note: 'x' } } },
    );
    const { did, annotations } = sync([back, set('1', 0), set('2', 10)]);
    expect(did[0]).toBe(
      'update ReplicaSet/web-1: metadata.annotations.deployment.kubernetes.io/revision 1 → 3; metadata.annotations.note – → x; metadata.annotations.deployment.kubernetes.io/revision-history – → 1; spec.minReadySeconds – → 7',
    );
    expect(annotations['deployment.kubernetes.io/revision']).toBe('3');
    expect(sync([web({ minReadySeconds: 7 }), set('2', 10)]).did).toEqual([
      'update ReplicaSet/web-2: spec.minReadySeconds – → 7',
    ]);
    expect(sync([web(), set('2', 10)]).did).toEqual([]);
  });

  it('takes a name that is taken only where it is its own', () => {
    const first = sync([web({}, { metadata: { annotations: {} } })]).world.list('ReplicaSet')[0]!;
    const name = first.metadata.name!;
    const foreign = {
      ...set('9', 1),
      metadata: {
        ...owned(made('Deployment', 'other'), 'ReplicaSet', name).metadata,
        labels: { app: 'x', 'pod-template-hash': '9' },
      },
    };
    const { status, sizes } = sync([web(), foreign]);
    expect([status['collisionCount'], sizes]).toEqual([1, `${name.slice(4)} 1`]);
    const again = sync([web({}, { status: { collisionCount: 1 } }), foreign]);
    expect(again.world.count('ReplicaSet')).toBe(2);
    expect(again.status['collisionCount']).toBe(1);
  });

  it('says why its ReplicaSet could not be made', () => {
    const quota = made('ResourceQuota', 'few', { spec: { hard: { 'count/replicasets.apps': '0' } } });
    const bare = web({}, { metadata: { annotations: {} } });
    const name = sync([bare]).world.list('ReplicaSet')[0]!.metadata.name;
    const why = `replicasets.apps "${name}" is forbidden: exceeded quota: few, requested: count/replicasets.apps=1, used: count/replicasets.apps=0, limited: count/replicasets.apps=0`;
    const text = `Failed to create new replica set "${name}": ${why}`;
    const found = sync([bare, quota]);
    expect(found.said).toEqual([`Warning ReplicaSetCreateError Deployment/web: ${text}`, `failed: ${why}`]);
    expect(found.conditions).toEqual([
      `Progressing=False ReplicaSetCreateError "${text}" since +0s updated +0s`,
    ]);
    expect(sync([web({ progressDeadlineSeconds: 2147483647 }), quota]).conditions).toEqual([]);
    const ending = changed(stored([bare]), 'Namespace', 'default', {
      metadata: { deletionTimestamp: at(0) },
      status: { phase: 'Terminating' },
    });
    expect(look(controller, ending, 'default/web')).toEqual([]);
  });
});

describe('a Deployment that is recreated', () => {
  const again = web({ strategy: { type: 'Recreate' } });
  const pod = (by: ReturnType<typeof set>, name: string, status: object = ready()) =>
    owned(by, 'Pod', name, {
      metadata: { labels: { app: 'web', 'pod-template-hash': by.metadata.name!.slice(4) } },
      spec: { containers: [{ name: 'app', image: 'app:1' }], nodeName: 'n' },
      status,
    });
  it.each([
    ['takes all old pods away', [set('1', 6), set('0', 4), set('2', 0)], '0 0, 1 0, 2 0'],
    ['waits for them', [set('1', 0, { pods: 1 }), set('2', 0)], '1 0, 2 0'],
    ['… for the last one that still runs', [set('1', 0), pod(set('1', 0), 'p'), set('2', 0)], '1 0, 2 0'],
    [
      'not for those that have ended',
      [set('1', 0), pod(set('1', 0), 'p', { phase: 'Failed' }), set('2', 0)],
      '1 0, 2 10',
    ],
    ['not for its own', [set('1', 0), set('2', 0), pod(set('2', 0), 'p')], '1 0, 2 10'],
    ['is at its end', [set('1', 0), set('2', 10)], '1 0, 2 10'],
  ])('%s', (_name, objects, sizes) => {
    expect(sync([again, ...objects]).sizes).toBe(sizes);
  });

  it('makes its new ReplicaSet whole, when the old ones are gone', () => {
    expect(sync([again, set('1', 0)]).sizes).toMatch(/^1 0, \w+ 10$/);
    expect(sync([again, set('1', 3)]).sizes).toBe('1 0');
    expect(sync([again, set('1', 0, { pods: 1 })]).sizes).toBe('1 0');
  });

  it('is looked at when an old pod ends or goes', () => {
    const [old, one] = [set('1', 1), pod(set('1', 1), 'p')];
    const wake = (object: typeof one, deployment = again, verb: 'update' | 'delete' = 'delete') =>
      woken(controller, 'Pod', stored([deployment, old]), { verb, object });
    expect(wake(one)).toEqual(['default/web']);
    expect(wake(one, again, 'update')).toEqual([]);
    expect(wake(pod(old, 'p', { phase: 'Succeeded' }), again, 'update')).toEqual(['default/web']);
    expect(wake(one, web())).toEqual([]);
    expect(wake(made('Pod', 'p') as typeof one)).toEqual([]);
  });
});

describe('a Deployment', () => {
  it('that selects everything is not looked after', () => {
    const cluster = stored([web()]);
    const found = cluster.get('Deployment', 'default/web')!;
    const all = cluster.with([
      { verb: 'update', object: { ...found, spec: { ...found.spec, selector: {} } } as KubeObject },
    ]);
    expect(syncOf(all).said).toEqual([
      'Warning SelectingAll Deployment/web: This deployment is selecting all pods. A non-empty selector is required.',
    ]);
    expect(syncOf(all).status).toEqual({ observedGeneration: 1 });
  });

  it('that is being deleted only counts', () => {
    const dying = web({}, { metadata: { deletionTimestamp: at(0), finalizers: ['a/b'] } });
    const { did, status } = sync([dying, set('1', 4, { available: 3 })]);
    expect(did).toEqual([]);
    expect(status).toMatchObject({ replicas: 4, availableReplicas: 3, updatedReplicas: 0 });
  });

  it('takes ReplicaSets of nobody with its labels, and lets go of others', () => {
    const orphan = set('1', 10, { metadata: { ownerReferences: [] } });
    const lost = set('3', 1, { metadata: { labels: { app: 'db' } } });
    expect(sync([web(), orphan, lost, set('2', 3)]).did.slice(0, 2)).toEqual([
      'update ReplicaSet/web-3: metadata.ownerReferences [Deployment/web] → –',
      'update ReplicaSet/web-1: metadata.ownerReferences [] → [Deployment/web]',
    ]);
  });

  it('looks at itself and its ReplicaSets, after all others', () => {
    const cluster = stored([web()]);
    expect(controller.patient).toBe(true);
    expect(woken(controller, 'Deployment', cluster, { verb: 'update', object: web() })).toEqual([
      'default/web',
    ]);
    expect(woken(controller, 'ReplicaSet', cluster, { verb: 'update', object: set('1', 1) })).toEqual([
      'default/web',
    ]);
    expect(
      woken(controller, 'ReplicaSet', cluster, {
        verb: 'update',
        object: made('ReplicaSet', 'o', { metadata: { labels: LABELS } }),
      }),
    ).toEqual(['default/web']);
    expect(look(controller, stored([]), 'default/web')).toEqual([]);
  });
});
