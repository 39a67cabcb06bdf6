import { describe, expect, it } from 'vitest';
import { at, made, owned, ready } from './look.js';
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
  revision,
  set,
  sync,
  TEMPLATE,
  unready,
} from './statefulsets.js';

const HISTORY = [OLD, NEW];
/** The rollout from `db-old` to `db-new` is under way. */
const rolling = { status: { currentRevision: 'db-old', updateRevision: 'db-new', currentReplicas: 2 } };
const strategy = (type: string, rollingUpdate?: object) => ({
  updateStrategy: { type, ...(rollingUpdate ? { rollingUpdate } : {}) },
});
const partition = (number: number) => strategy('RollingUpdate', { partition: number });
const old = (ordinal: number, status?: object, metadata?: object) => pod(ordinal, status, 'old', metadata);

describe('a StatefulSet with a new template', () => {
  it.each([
    ['replaces the highest pod', {}, [old(0), old(1), old(2)], deletes(2)],
    ['the next one when that is ready', {}, [old(0), old(1), pod(2)], deletes(1)],
    ['not before', {}, [old(0), old(1), pod(2, unready)], []],
    ['not while one leaves', {}, [old(0), old(1), old(2, ready(), LEAVING)], []],
    [
      'not before it is available',
      { minReadySeconds: 20 },
      [old(0, ready(-99)), old(1, ready(-99)), pod(2, ready(-1))],
      ['again at +19s'],
    ],
    ['a broken old one blocks the rollout', {}, [old(0), old(1, unready), old(2)], []],
    [
      '… also where pods are managed in parallel',
      { podManagementPolicy: 'Parallel' },
      [old(0), old(1, unready), old(2)],
      [],
    ],
    ['all are new', {}, [pod(0), pod(1), pod(2)], []],
    ['down to the partition', partition(1), [old(0), old(1), pod(2)], deletes(1)],
    ['and no further', partition(2), [old(0), old(1), pod(2)], []],
    ['a partition above all ordinals: nothing', partition(9), [old(0), old(1), old(2)], []],
    [
      'the partition counts pods, not ordinals',
      { ...partition(1), ordinals: { start: 5 } },
      [old(5), pod(6), pod(7)],
      [],
    ],
    [
      '… those from it on are replaced',
      { ...partition(1), ordinals: { start: 5 } },
      [old(5), old(6), pod(7)],
      deletes(6),
    ],
    [
      'nothing on its own where pods are replaced when they go',
      strategy('OnDelete'),
      [old(0), old(1), old(2)],
      [],
    ],
    ['too many pods first', { replicas: 2 }, [old(0), old(1), old(2)], deletes(2)],
    ['too few pods first', {}, [old(0), old(1)], creates(2)],
  ])('%s', (_name, spec, pods, did) => {
    expect(sync([set(spec, rolling), ...HISTORY, ...pods]).did).toEqual(did);
  });

  const images = (spec: object, pods: ReturnType<typeof made>[], status: object = rolling.status) => {
    const { world } = sync([set(spec, { status }), ...HISTORY, ...pods]);
    const known = pods.map(({ metadata }) => metadata.name);
    return world
      .list('Pod')
      .filter(({ metadata }) => !known.includes(metadata.name))
      .map(
        ({ metadata, spec: { containers } }) =>
          `${metadata.name} ${containers[0]!.image} ${metadata.labels?.['controller-revision-hash']}`,
      );
  };
  const parallel = { podManagementPolicy: 'Parallel' };
  it('gives a pod that went missing below the partition its old template', () => {
    const [OLD_0, OLD_1, NEW_1, NEW_2] = [
      'db-0 app:0 db-old',
      'db-1 app:0 db-old',
      'db-1 app:1 db-new',
      'db-2 app:1 db-new',
    ];
    expect(images({ ...parallel, ...partition(1) }, [])).toEqual([OLD_0, NEW_1, NEW_2]);
    expect(images({ ...parallel, ...partition(2) }, [])).toEqual([OLD_0, OLD_1, NEW_2]);
    expect(images({ ...parallel, ...strategy('OnDelete') }, [old(0)])).toEqual([NEW_1, NEW_2]);
    expect(images({ ...parallel, ...partition(1), ordinals: { start: 5 }, replicas: 2 }, [])).toEqual([
      'db-5 app:0 db-old',
      'db-6 app:1 db-new',
    ]);
  });

  it('is at its end when every pod is new and ready', () => {
    const status = (spec: object, ...pods: ReturnType<typeof made>[]) => {
      const { status } = sync([set(spec, rolling), ...HISTORY, ...pods]);
      return [
        status?.currentRevision,
        status?.updateRevision,
        status?.currentReplicas,
        status?.updatedReplicas,
      ];
    };
    const DONE = ['db-new', 'db-new', 3, 3];
    expect(status({}, pod(0), pod(1), pod(2))).toEqual(DONE);
    expect(status({}, pod(0), pod(1), pod(2, unready))).toEqual(['db-old', 'db-new', 0, 3]);
    expect(status({}, pod(0), pod(1), old(2))).toEqual(['db-old', 'db-new', 0, 2]);
    expect(status({}, old(0), old(1), old(2))).toEqual(['db-old', 'db-new', 2, 0]);
    expect(status({}, pod(0), pod(1), pod(2), pod(3))).toEqual(['db-old', 'db-new', 0, 4]);
    expect(status({}, pod(0), pod(1))).toEqual(['db-old', 'db-new', 0, 2]);
    expect(status(strategy('OnDelete'), pod(0), pod(1), pod(2))).toEqual(['db-old', 'db-new', 0, 3]);
    expect(status({ replicas: undefined }, pod(0))).toEqual(['db-new', 'db-new', 1, 1]);
  });

  it('counts the pods of a set that is being deleted, too', () => {
    const dying = {
      metadata: { deletionTimestamp: LEAVING.deletionTimestamp, finalizers: ['a/b'] },
      ...rolling,
    };
    expect(sync([set({}, dying), ...HISTORY, old(0), pod(1)]).status).toMatchObject({
      replicas: 2,
      readyReplicas: 2,
      currentReplicas: 1,
      updatedReplicas: 1,
    });
  });
});

describe('the revisions of a StatefulSet', () => {
  it('begin with the first, named by the template’s hash', () => {
    const { revisions, status, world } = sync([set({}, { metadata: { annotations: { note: 'kept' } } })]);
    const [first] = world.list('ControllerRevision');
    const { name, labels } = first!.metadata;
    const hash = labels!['controller.kubernetes.io/hash'];
    expect(name).toBe(`db-${hash}`);
    expect(hash).toBe('c6b6fcfb6');
    expect(first!.metadata).toMatchObject({
      namespace: 'default',
      labels: { app: 'db', 'controller.kubernetes.io/hash': hash },
      annotations: { note: 'kept' },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'StatefulSet',
          name: 'db',
          uid: 'StatefulSet-db',
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    });
    expect(revisions).toEqual([`${name} 1`]);
    expect(status).toMatchObject({ currentRevision: name, updateRevision: name, collisionCount: 0 });
    const template = (first!.data as { spec: { template: { $patch: string; metadata: object } } }).spec
      .template;
    expect([template.$patch, template.metadata]).toEqual(['replace', { labels: { app: 'db' } }]);
  });

  it('go on with each template, and an old one that comes back is the newest', () => {
    const { revisions, status } = sync([set({}, rolling), OLD]);
    expect(revisions).toEqual([expect.stringMatching(/^db-\w+ 2$/), 'db-old 1']);
    expect(status?.currentRevision).toBe('db-old');
    const { revisions: back, did } = sync([
      set({ template: { ...TEMPLATE, spec: { containers: [{ name: 'app', image: 'app:0' }] } } }),
      ...HISTORY,
    ]);
    expect(back).toEqual(['db-new 2', 'db-old 3']);
    expect(did[0]).toBe('update ControllerRevision/db-old: revision 1 → 3');
    expect(sync([set(), ...HISTORY]).revisions).toEqual(['db-new 2', 'db-old 1']);
  });

  it('are looked for under another name where that is taken', () => {
    const first = sync([set()]).world.list('ControllerRevision')[0]!;
    const taken = owned(made('StatefulSet', 'other'), 'ControllerRevision', first.metadata.name!, {
      data: { other: true },
      revision: 1,
    });
    const { status, revisions } = sync([set(), taken]);
    expect(status?.collisionCount).toBe(1);
    expect(revisions).toHaveLength(2);
    const same = owned(made('StatefulSet', 'other'), 'ControllerRevision', first.metadata.name!, {
      data: first.data,
      revision: 1,
    });
    expect(sync([set(), same])).toMatchObject({
      status: { collisionCount: 0, updateRevision: first.metadata.name },
      revisions: [`${first.metadata.name} 1`],
    });
    const again = sync([set({}, { status: { collisionCount: 1 } })]);
    expect(again.status).toMatchObject({
      collisionCount: 1,
      updateRevision: revisions.find((one) => !one.startsWith(first.metadata.name!))?.split(' ')[0],
    });
  });

  it('that nobody manages are taken, those of others and of other labels are not', () => {
    const orphan = revision('orphan', 7, 'app:7', { metadata: { ownerReferences: [] } });
    const unlike = revision('aunlike', 8, 'app:8', { metadata: { labels: { app: 'x' } } });
    const foreign = {
      ...revision('foreign', 9, 'app:9'),
      metadata: {
        ...owned(made('StatefulSet', 'x'), 'ControllerRevision', 'db-foreign').metadata,
        labels: { app: 'db' },
      },
    };
    const { did, revisions } = sync([set({}, rolling), orphan, unlike, foreign]);
    expect(did[0]).toBe(
      'update ControllerRevision/db-orphan: metadata.ownerReferences [] → [StatefulSet/db]',
    );
    expect(revisions.filter((one) => !/foreign|orphan|unlike/.test(one))).toEqual([
      expect.stringMatching(/ 8$/),
    ]);
    const dying = {
      metadata: { deletionTimestamp: LEAVING.deletionTimestamp, finalizers: ['a/b'] },
      ...rolling,
    };
    expect(sync([set({}, dying), NEW, orphan]).did).toEqual([]);
  });

  it('are cleared away beyond the limit, the oldest first, those that pods have excepted', () => {
    const [a, b, c] = [revision('a', 3, 'app:a'), revision('b', 4, 'app:b'), revision('c', 5, 'app:c')];
    const latest = revision('new', 9);
    const gone = (spec: object, ...pods: ReturnType<typeof made>[]) =>
      sync([set(spec, rolling), OLD, c, b, a, latest, ...pods]).did.filter((line) =>
        line.startsWith('delete ControllerRevision'),
      );
    const deleted = (...names: string[]) => names.map((name) => `delete ControllerRevision/db-${name}`);
    expect(gone({ revisionHistoryLimit: 1 })).toEqual(deleted('a', 'b'));
    expect(gone({ revisionHistoryLimit: 0 })).toEqual(deleted('a', 'b', 'c'));
    expect(gone({ revisionHistoryLimit: 3 })).toEqual([]);
    expect(gone({ revisionHistoryLimit: 1 }, pod(0, ready(), 'a'))).toEqual(deleted('b'));
    const older = { metadata: { labels: LABELS, creationTimestamp: at(-5) } };
    const twins = [revision('x', 3, 'app:x'), revision('y', 3, 'app:y', older)];
    expect(
      sync([set({ revisionHistoryLimit: 1 }, rolling), OLD, ...twins, latest]).did.filter((line) =>
        line.startsWith('delete ControllerRevision'),
      ),
    ).toEqual(deleted('y'));
    const many = Array.from({ length: 12 }, (_, i) => revision(`m${i}`, i + 2, `app:m${i}`));
    const all = sync([
      set({ revisionHistoryLimit: undefined }, rolling),
      OLD,
      ...many,
      revision('new', 99),
    ]).did;
    expect(all.filter((line) => line.startsWith('delete'))).toEqual(deleted('m0', 'm1'));
  });
});

describe('claims that go with their pods or their set', () => {
  const policy = (whenDeleted: string, whenScaled: string) => ({
    persistentVolumeClaimRetentionPolicy: { whenDeleted, whenScaled },
    volumeClaimTemplates: [CLAIM],
  });
  const claim = (ordinal: number, ...owners: object[]) =>
    made('PersistentVolumeClaim', `data-db-${ordinal}`, {
      metadata: { ownerReferences: owners },
      spec: CLAIM.spec,
    });
  const reference = (kind: string, name: string) => ({
    apiVersion: kind === 'Pod' ? 'v1' : 'apps/v1',
    kind,
    name,
    uid: `${kind}-${name}`,
    controller: true,
    blockOwnerDeletion: true,
  });
  const SET = reference('StatefulSet', 'db');
  const POD_1 = reference('Pod', 'db-1');
  const owners = (spec: object, claims: ReturnType<typeof made>[], pods = [pod(0), pod(1)]) => {
    const { world } = sync([set({ replicas: 1, ...spec }, rolling), ...HISTORY, ...pods, ...claims]);
    return world
      .list('PersistentVolumeClaim')
      .map(({ metadata }) =>
        (metadata.ownerReferences ?? []).map(({ kind, name }) => `${kind}/${name}`).join(' '),
      );
  };
  it.each([
    ['kept whatever happens', ['Retain', 'Retain'], [[], []], ['', '']],
    ['gone with the set', ['Delete', 'Retain'], [[], []], ['StatefulSet/db', 'StatefulSet/db']],
    ['gone with a pod that is too many', ['Retain', 'Delete'], [[], []], ['', 'Pod/db-1']],
    ['gone with either', ['Delete', 'Delete'], [[], []], ['StatefulSet/db', 'Pod/db-1']],
    ['changed back', ['Retain', 'Retain'], [[SET], [POD_1]], ['', '']],
    [
      'scaled up again',
      ['Delete', 'Delete'],
      [[reference('Pod', 'db-0')], []],
      ['StatefulSet/db', 'Pod/db-1'],
    ],
    [
      'others’ references stay',
      ['Delete', 'Retain'],
      [[{ ...reference('ConfigMap', 'c'), controller: false }], []],
      ['ConfigMap/c StatefulSet/db', 'StatefulSet/db'],
    ],
  ] as const)('%s', (_name, [whenDeleted, whenScaled], [first, second], expected) => {
    expect(owners(policy(whenDeleted, whenScaled), [claim(0, ...first), claim(1, ...second)])).toEqual(
      expected,
    );
  });

  it('belong to nobody by default', () => {
    expect(owners({ volumeClaimTemplates: [CLAIM] }, [claim(0), claim(1)])).toEqual(['', '']);
  });

  it('are written only where they change, in whatever order they stand', () => {
    const right = [claim(0, SET), claim(1, SET, { ...reference('ConfigMap', 'c'), controller: false })];
    expect(
      sync([
        set({ replicas: 2, ...policy('Delete', 'Retain') }, { status: { currentRevision: 'db-new' } }),
        ...HISTORY,
        pod(0),
        pod(1),
        ...right,
      ]).did,
    ).toEqual([]);
  });

  it('that still belong to an earlier pod of the name hold up the next one', () => {
    const stale = [claim(0), claim(1, { ...POD_1, uid: 'earlier' })];
    const did = (whenScaled: string) =>
      sync([set({ replicas: 2, ...policy('Retain', whenScaled) }, rolling), ...HISTORY, pod(0), ...stale])
        .did;
    expect(did('Delete')).toEqual([]);
    expect(did('Retain')[0]).toBe('create Pod/db-1');
    const elsewhere = [claim(0), claim(1, reference('Pod', 'other'))];
    expect(
      sync([set({ replicas: 2, ...policy('Retain', 'Delete') }, rolling), ...HISTORY, pod(0), ...elsewhere])
        .did[0],
    ).toBe('create Pod/db-1');
  });

  it('of a new pod are the set’s at once', () => {
    expect(owners({ replicas: 1, ...policy('Delete', 'Retain') }, [], [])).toEqual(['StatefulSet/db']);
    expect(pending).toEqual({ phase: 'Pending' });
  });
});
