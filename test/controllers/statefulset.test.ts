import { describe, expect, it } from 'vitest';
import { statefulSet } from '../../src/controllers/statefulset.js';
import { at, look, lookAt, made, ready, since, stored, woken } from './look.js';
import {
  CLAIM,
  creates,
  deletes,
  LABELS,
  LEAVING,
  NEW,
  OLD,
  pending,
  pod,
  set,
  sync,
  TEMPLATE,
  unready,
} from './statefulsets.js';

const HISTORY = [OLD, NEW];
const parallel = { podManagementPolicy: 'Parallel' };
/** All pods are of the newest revision. */
const current = { status: { currentRevision: 'db-new', updateRevision: 'db-new' } };

describe('a StatefulSet makes its pods', () => {
  it.each([
    ['the first one', {}, [], creates(0)],
    ['the next one when it is ready', {}, [pod(0)], creates(1)],
    ['not before', {}, [pod(0, unready)], []],
    ['nor while it is pending', {}, [pod(0, pending)], []],
    ['nor while it leaves', {}, [pod(0, ready(), 'new', LEAVING)], []],
    ['nor before it is available', { minReadySeconds: 20 }, [pod(0, ready(-19))], ['again at +1s']],
    ['but then', { minReadySeconds: 20 }, [pod(0, ready(-20))], creates(1)],
    ['a gap is filled first', {}, [pod(0), pod(2)], creates(1)],
    ['all are there', {}, [pod(0), pod(1), pod(2)], []],
    ['all at once where they may be', parallel, [], creates(0, 1, 2)],
    ['… whatever the others do', parallel, [pod(1, unready), pod(0, pending)], creates(2)],
    ['ordinals may start later', { ordinals: { start: 5 }, replicas: 2 }, [pod(5)], creates(6)],
    ['one by default', { replicas: undefined }, [pod(0)], []],
    [
      'one that has failed goes first',
      {},
      [pod(0), pod(1, { phase: 'Failed' })],
      ['delete Pod/db-1', deletes(1)[1]],
    ],
    [
      'one that has succeeded too',
      {},
      [pod(0), pod(1, { phase: 'Succeeded' })],
      ['delete Pod/db-1', deletes(1)[1]],
    ],
    ['not twice', {}, [pod(0), pod(1, { phase: 'Failed' }, 'new', { ...LEAVING, finalizers: ['a/b'] })], []],
    [
      '… others are made meanwhile where they may be',
      parallel,
      [pod(1, { phase: 'Failed' })],
      ['create Pod/db-0', 'delete Pod/db-1', 'create Pod/db-2', creates(0)[1], deletes(1)[1], creates(2)[1]],
    ],
    ['a set that is being deleted makes none', {}, [pod(0)], []],
  ])('%s', (name, spec, pods, did) => {
    const metadata = name.includes('being deleted') ? { deletionTimestamp: at(0), finalizers: ['a/b'] } : {};
    expect(sync([set(spec, { ...current, metadata }), ...HISTORY, ...pods]).did).toEqual(did);
  });

  it('as they are known: name, labels, host name and claims', () => {
    const volumes = [
      { name: 'data', emptyDir: {} },
      { name: 'tmp', emptyDir: {} },
    ];
    const template = { ...TEMPLATE, spec: { ...TEMPLATE.spec, volumes } };
    const { did, world } = sync([set({ template, volumeClaimTemplates: [CLAIM] })]);
    const [one] = world.list('Pod');
    const [revision] = world.list('ControllerRevision');
    expect(did).toEqual([
      `create ControllerRevision/${revision!.metadata.name}`,
      'create PersistentVolumeClaim/data-db-0',
      'create Pod/db-0',
      'Normal SuccessfulCreate StatefulSet/db: Create Claim data-db-0 Pod db-0 in StatefulSet db success',
      'Normal SuccessfulCreate StatefulSet/db: Create Pod db-0 in StatefulSet db successful',
    ]);
    expect(one!.metadata).toMatchObject({
      name: 'db-0',
      labels: {
        app: 'db',
        'statefulset.kubernetes.io/pod-name': 'db-0',
        'apps.kubernetes.io/pod-index': '0',
        'controller-revision-hash': revision!.metadata.name,
      },
    });
    expect(one!.metadata).not.toHaveProperty('generateName');
    expect(one!.spec).toMatchObject({ hostname: 'db-0', subdomain: 'db' });
    expect(one!.spec.volumes!.slice(0, 2)).toEqual([
      { name: 'data', persistentVolumeClaim: { claimName: 'data-db-0' } },
      { name: 'tmp', emptyDir: {} },
    ]);
    expect(world.list('PersistentVolumeClaim')[0]!.metadata).toMatchObject({
      name: 'data-db-0',
      namespace: 'default',
      labels: { tier: 'gold', app: 'db' },
    });
    const plain = sync([set({ serviceName: undefined })]).world.list('Pod')[0]!;
    expect(plain.spec).not.toHaveProperty('subdomain');
  });

  it('gives back an identity that was lost', () => {
    const bare = pod(0, ready(), 'new', { labels: { ...LABELS, 'controller-revision-hash': 'db-new' } });
    expect(sync([set({ replicas: 1 }, current), ...HISTORY, bare]).did).toEqual([
      'update Pod/db-0: metadata.labels.statefulset.kubernetes.io/pod-name – → db-0; metadata.labels.apps.kubernetes.io/pod-index – → 0',
      'Normal SuccessfulUpdate StatefulSet/db: Update Pod db-0 in StatefulSet db successful',
    ]);
  });

  it('says why it could not', () => {
    const quota = (hard: object) => made('ResourceQuota', 'few', { spec: { hard } });
    const why =
      'pods "db-0" is forbidden: exceeded quota: few, requested: pods=1, used: pods=0, limited: pods=0';
    expect(sync([set({}, current), ...HISTORY, quota({ pods: '0' })]).did).toEqual([
      `Warning FailedCreate StatefulSet/db: Create Pod db-0 in StatefulSet db failed error: ${why}`,
      `failed: ${why}`,
    ]);
    const none =
      'persistentvolumeclaims "data-db-0" is forbidden: exceeded quota: few, requested: persistentvolumeclaims=1, used: persistentvolumeclaims=0, limited: persistentvolumeclaims=0';
    const lost = `failed to create PVC data-db-0: ${none}`;
    expect(
      sync([
        set({ volumeClaimTemplates: [CLAIM] }, current),
        ...HISTORY,
        quota({ persistentvolumeclaims: '0' }),
      ]).did,
    ).toEqual([
      `Warning FailedCreate StatefulSet/db: Create Claim data-db-0 for Pod db-0 in StatefulSet db failed error: ${none}`,
      `Warning FailedCreate StatefulSet/db: Create Pod db-0 in StatefulSet db failed error: ${lost}`,
      `failed: ${lost}`,
    ]);
    const leaving = made('PersistentVolumeClaim', 'data-db-0', {
      metadata: { ...LEAVING, finalizers: ['a/b'] },
      spec: CLAIM.spec,
    });
    expect(sync([set({ volumeClaimTemplates: [CLAIM] }, current), ...HISTORY, leaving]).did).toEqual([
      'Warning FailedCreate StatefulSet/db: Create Pod db-0 in StatefulSet db failed error: pvc data-db-0 is being deleted',
      'failed: pvc data-db-0 is being deleted',
    ]);
    const taken = made('Pod', 'db-0', { metadata: { labels: { app: 'x' } }, spec: TEMPLATE.spec });
    expect(sync([set({ ...parallel }, current), ...HISTORY, taken]).did).toEqual([
      'failed: pods "db-0" already exists',
    ]);
  });

  it('makes claims that went missing under a pod that waits', () => {
    const { did } = sync([set({ volumeClaimTemplates: [CLAIM] }, current), ...HISTORY, pod(0, pending)]);
    expect(did).toEqual([
      'create PersistentVolumeClaim/data-db-0',
      'Normal SuccessfulCreate StatefulSet/db: Create Claim data-db-0 Pod db-0 in StatefulSet db success',
    ]);
    expect(sync([set({ volumeClaimTemplates: [CLAIM] }, current), ...HISTORY, pod(0, unready)]).did).toEqual(
      [],
    );
  });
});

describe('a StatefulSet that has too many pods', () => {
  it.each([
    ['the highest goes', {}, [pod(0), pod(1), pod(2), pod(3), pod(4)], deletes(4)],
    [
      'the next one when it is gone',
      {},
      [pod(0), pod(1), pod(2), pod(3), pod(4, ready(), 'new', LEAVING)],
      [],
    ],
    ['not while a lower one is not healthy', {}, [pod(0), pod(1), pod(2, unready), pod(3)], []],
    [
      'an unhealthy one waits for an unhealthy one below it',
      {},
      [pod(0), pod(1), pod(2), pod(3, unready), pod(4, unready)],
      [],
    ],
    ['the lowest unhealthy one goes', {}, [pod(0), pod(1), pod(2), pod(3), pod(4, unready)], deletes(4)],
    [
      'not while it is not available',
      { minReadySeconds: 20 },
      [pod(0, ready(-99)), pod(1, ready(-99)), pod(2, ready(-99)), pod(3, ready(-1))],
      ['again at +19s'],
    ],
    [
      'all at once where they may go',
      parallel,
      [pod(0), pod(1), pod(2), pod(3), pod(4, unready)],
      deletes(4, 3),
    ],
    [
      '… but for those that leave',
      parallel,
      [pod(0), pod(1), pod(2), pod(3), pod(4, ready(), 'new', LEAVING)],
      deletes(3),
    ],
    [
      'below the first ordinal too',
      { ordinals: { start: 2 }, replicas: 1 },
      [pod(0), pod(1), pod(2)],
      deletes(1),
    ],
    ['at nothing', { replicas: 0 }, [pod(0), pod(1)], deletes(1)],
  ])('%s', (_name, spec, pods, did) => {
    expect(sync([set(spec, current), ...HISTORY, ...pods]).did).toEqual(did);
  });
});

describe('the pods of a StatefulSet', () => {
  it('have its name and a number', () => {
    const labels = { ...LABELS, 'controller-revision-hash': 'db-new' };
    const orphan = { ownerReferences: [], labels };
    const named = (name: string) => ({ ...pod(1, ready(), 'new', { ...orphan, name, uid: name }) });
    const objects = ['db-1', 'db-x', 'other-2', 'db-1-2', 'db'].map(named);
    const { did } = sync([set({ replicas: 2 }, current), ...HISTORY, pod(0), ...objects]);
    expect(did).toEqual([
      'update Pod/db-1: metadata.ownerReferences [] → [StatefulSet/db]',
      'update Pod/db-1: metadata.labels.statefulset.kubernetes.io/pod-name – → db-1; metadata.labels.apps.kubernetes.io/pod-index – → 1',
      'Normal SuccessfulUpdate StatefulSet/db: Update Pod db-1 in StatefulSet db successful',
    ]);
  });

  it('are counted', () => {
    const pods = [
      pod(0, ready(-99)),
      pod(1, ready(-1), 'old'),
      pod(2, unready, 'old'),
      pod(3, ready(-99), 'new', LEAVING),
      pod(4, { phase: 'Pending', conditions: [since('Ready', 'True', -99)] }),
    ];
    const { status } = sync([
      set({ minReadySeconds: 20 }, { status: { currentRevision: 'db-old' } }),
      ...HISTORY,
      ...pods,
    ]);
    expect(status).toEqual({
      observedGeneration: 1,
      replicas: 5,
      readyReplicas: 3,
      availableReplicas: 2,
      currentReplicas: 2,
      updatedReplicas: 2,
      currentRevision: 'db-old',
      updateRevision: 'db-new',
      collisionCount: 0,
    });
  });

  it('are looked at with the set, its revisions and its claims', () => {
    const cluster = stored([set()]);
    const wake = (object: ReturnType<typeof made>) =>
      woken(statefulSet, object.kind, cluster, { verb: 'update', object });
    expect(wake(set())).toEqual(['default/db']);
    expect(wake(pod(0))).toEqual(['default/db']);
    expect(wake(made('Pod', 'any', { metadata: { labels: LABELS } }))).toEqual(['default/db']);
    expect(wake(NEW)).toEqual(['default/db']);
    expect(wake(made('ControllerRevision', 'any', { metadata: { labels: LABELS } }))).toEqual([]);
    expect(wake({ ...pod(0), kind: 'PersistentVolumeClaim' })).toEqual(['default/db']);
    expect(look(statefulSet, stored([]), 'default/db')).toEqual([]);
    expect(lookAt(statefulSet, cluster, 'default/db').lines).not.toEqual([]);
  });
});

describe('a StatefulSet looks at itself again', () => {
  const before = set(
    { updateStrategy: { rollingUpdate: {} } },
    { status: { replicas: 1, currentReplicas: 1 } },
  );
  const status = (more: object) => ({ ...before, status: { ...(before['status'] as object), ...more } });
  const { updateStrategy: _none, ...undefaulted } = before['spec'] as Record<string, unknown>;

  it.each([
    [
      'when it is given more pods',
      { ...before, spec: { ...(before['spec'] as object), replicas: 9 } },
      before,
      1,
    ],
    ['when it is to go', { ...before, metadata: { ...before.metadata, ...LEAVING } }, before, 1],
    ['when its revision is another', status({ currentRevision: 'x' }), before, 1],
    ['not for what it counted', status({ replicas: 2, readyReplicas: 2, currentReplicas: 2 }), before, 0],
    [
      'but for what tells the revision of the next pod',
      { ...status({ currentReplicas: 2 }), spec: undefaulted },
      { ...before, spec: undefaulted },
      1,
    ],
    ['of a world that it finds', before, before, 1],
  ])('%s', (_when, object, was, looks) => {
    const keys = woken(statefulSet, 'StatefulSet', stored([]), { verb: 'update', object }, was);
    expect(keys).toHaveLength(looks);
  });

  it('not at a pod that is bound, but at one that gets ready', () => {
    const [one, readied] = [pod(0, pending), pod(0)];
    const bound = { ...one, spec: { nodeName: 'm' } };
    const keys = (object: typeof one) =>
      woken(statefulSet, 'Pod', stored([set()]), { verb: 'update', object }, one);
    expect([keys(bound), keys(readied)]).toEqual([[], ['default/db']]);
  });
});
