import { describe, expect, it } from 'vitest';
import { persistentVolume } from '../../src/controllers/persistentvolume.js';
import { at, look, lookAt, type made, stored, woken } from './look.js';
import { claim, LATE, PENDING, REF, REF_TEXT, storageClass, user, volume } from './volumes.js';

const looked = (...objects: ReturnType<typeof made>[]) =>
  look(persistentVolume, stored(objects), 'claim default/data');

describe('a claim and the volume that is bound to it', () => {
  it('both say so', () => {
    expect(looked(claim(), volume('v'))).toEqual([
      `update PersistentVolume/v: metadata.annotations – → {"pv.kubernetes.io/bound-by-controller":"yes"}; spec.claimRef – → ${REF_TEXT}`,
      'update PersistentVolume/v: status.phase Available → Bound',
      'update PersistentVolumeClaim/data: metadata.annotations – → {"pv.kubernetes.io/bind-completed":"yes","pv.kubernetes.io/bound-by-controller":"yes"}; spec.volumeName – → v',
      'update PersistentVolumeClaim/data: status.phase Pending → Bound; status.accessModes – → ["ReadWriteOnce"]; status.capacity – → {"storage":"2Gi"}',
    ]);
  });

  it('the class may stand in the old annotation', () => {
    const metadata = { annotations: { 'volume.beta.kubernetes.io/storage-class': 'fast' } };
    const old = claim({ storageClassName: undefined }, { metadata });
    const { cluster } = lookAt(persistentVolume, stored([old, volume('v')]), 'claim default/data');
    expect(cluster.get('PersistentVolumeClaim', 'default/data')!.spec.volumeName).toBe('v');
  });

  it('a volume that was meant for it, or that it asks for, is not said to be chosen by the controller', () => {
    const { uid: _uid, ...bare } = REF;
    expect(looked(claim(), volume('v', { claimRef: bare }))[0]).toBe(
      'update PersistentVolume/v: spec.claimRef.uid – → PersistentVolumeClaim-data',
    );
    expect(looked(claim({ volumeName: 'v' }), volume('v'))[2]).toBe(
      'update PersistentVolumeClaim/data: metadata.annotations – → {"pv.kubernetes.io/bind-completed":"yes"}',
    );
    expect(looked(claim(), volume('v', { claimRef: REF }, { status: { phase: 'Bound' } }))).toEqual([
      'update PersistentVolumeClaim/data: metadata.annotations – → {"pv.kubernetes.io/bind-completed":"yes","pv.kubernetes.io/bound-by-controller":"yes"}; spec.volumeName – → v',
      'update PersistentVolumeClaim/data: status.phase Pending → Bound; status.accessModes – → ["ReadWriteOnce"]; status.capacity – → {"storage":"2Gi"}',
    ]);
  });

  const chosen = (spec: object, ...volumes: ReturnType<typeof made>[]) => {
    const { cluster } = lookAt(persistentVolume, stored([claim(spec), ...volumes]), 'claim default/data');
    return cluster.get('PersistentVolumeClaim', 'default/data')!.spec.volumeName;
  };
  const MANY = ['ReadWriteOnce', 'ReadOnlyMany'];
  it.each([
    [
      'the smallest',
      {},
      [
        volume('a', { capacity: { storage: '9Gi' } }),
        volume('b', { capacity: { storage: '3Gi' } }),
        volume('c', { capacity: { storage: '4Gi' } }),
      ],
      'b',
    ],
    ['of just the size', {}, [volume('a')], 'a'],
    ['too small', {}, [volume('a', { capacity: { storage: '2047Mi' } })], undefined],
    [
      'the fewest access modes before the size',
      {},
      [volume('a', { accessModes: MANY }), volume('b', { capacity: { storage: '9Gi' } })],
      'b',
    ],
    [
      'all access modes that are asked for',
      { accessModes: MANY },
      [volume('a'), volume('b', { accessModes: MANY })],
      'b',
    ],
    ['another class', {}, [volume('a', { storageClassName: 'slow' })], undefined],
    [
      'no class, for a claim of none',
      { storageClassName: undefined },
      [volume('a', { storageClassName: '' })],
      'a',
    ],
    ['another mode', {}, [volume('a', { volumeMode: 'Block' })], undefined],
    ['the same other mode', { volumeMode: 'Block' }, [volume('a', { volumeMode: 'Block' })], 'a'],
    [
      'another class of attributes',
      {},
      [
        volume('a', {
          volumeAttributesClassName: 'gold',
          csi: { driver: 'd', volumeHandle: 'h' },
          hostPath: undefined,
        }),
      ],
      undefined,
    ],
    ['taken', {}, [volume('a', { claimRef: { ...REF, name: 'other', uid: 'x' } })], undefined],
    [
      'taken by an earlier claim of the name',
      {},
      [volume('a', { claimRef: { ...REF, uid: 'x' } })],
      undefined,
    ],
    [
      'meant for it, before a smaller one',
      {},
      [volume('a'), volume('b', { claimRef: { ...REF, uid: undefined }, capacity: { storage: '9Gi' } })],
      'b',
    ],
    [
      'meant for it, but it does not fit',
      {},
      [volume('a'), volume('b', { claimRef: { ...REF, uid: undefined }, capacity: { storage: '1Gi' } })],
      'a',
    ],
    [
      'meant for one in another namespace',
      {},
      [volume('a', { claimRef: { ...REF, uid: undefined, namespace: 'shop' } })],
      undefined,
    ],
    ['released', {}, [volume('a', {}, { status: { phase: 'Released' } })], undefined],
    ['failed', {}, [volume('a', {}, { status: { phase: 'Failed' } })], undefined],
    [
      'being deleted',
      {},
      [volume('a', {}, { metadata: { deletionTimestamp: at(0), finalizers: ['a/b'] } })],
      undefined,
    ],
    [
      'with the labels that are asked for',
      { selector: { matchLabels: { tier: 'gold' } } },
      [volume('a'), volume('b', {}, { metadata: { labels: { tier: 'gold' } } })],
      'b',
    ],
    ['a class that waits for its first consumer', {}, [LATE, volume('a')], undefined],
    [
      '… but one that is meant for it',
      {},
      [LATE, volume('a', { claimRef: { ...REF, uid: undefined } })],
      'a',
    ],
  ])('%s', (_name, spec, volumes, expected) => {
    expect(chosen(spec, ...volumes)).toBe(expected);
  });
});

describe('the phase of a volume', () => {
  const phase = (
    from: string,
    spec: object,
    objects: ReturnType<typeof made>[] = [],
    metadata: object = {},
  ) =>
    look(
      persistentVolume,
      stored([volume('v', spec, { metadata, status: { phase: from } }), ...objects]),
      'volume v',
    );
  const FAILED =
    'Warning VolumeFailedDelete PersistentVolume/v: error getting deleter volume plugin for volume "v": no deletable volume plugin matched';
  const to = (was: string, is: string) => `update PersistentVolume/v: status.phase ${was} → ${is}`;
  const GONE = { claimRef: REF };
  const DELETE = { ...GONE, persistentVolumeReclaimPolicy: 'Delete' };
  it('follows its claim', () => {
    expect(phase('Pending', {})).toEqual([to('Pending', 'Available')]);
    expect(phase('Available', {})).toEqual([]);
    expect(phase('Bound', { claimRef: { ...REF, uid: undefined } })).toEqual([to('Bound', 'Available')]);
    expect(phase('Available', GONE, [claim({ volumeName: 'v' })])).toEqual([to('Available', 'Bound')]);
    expect(phase('Available', GONE, [claim({ volumeName: 'w' })])).toEqual([]);
    expect(phase('Bound', GONE)).toEqual([to('Bound', 'Released')]);
    expect(phase('Bound', GONE, [claim({}, { metadata: { uid: 'new' } })])).toEqual([
      to('Bound', 'Released'),
    ]);
    expect(phase('Bound', DELETE)).toEqual([to('Bound', 'Failed'), FAILED]);
    expect(phase('Failed', DELETE)).toEqual([]);
    expect(
      phase('Bound', { ...DELETE, hostPath: undefined, csi: { driver: 'd', volumeHandle: 'h' } }),
    ).toEqual([to('Bound', 'Released')]);
    expect(
      phase('Bound', DELETE, [], { annotations: { 'pv.kubernetes.io/provisioned-by': 'csi.example.com' } }),
    ).toEqual([to('Bound', 'Released')]);
    expect(look(persistentVolume, stored([]), 'volume v')).toEqual([]);
    expect(look(persistentVolume, stored([]), 'claim default/data')).toEqual([]);
  });
});

describe('claims and volumes are looked at', () => {
  const bound = claim(
    { volumeName: 'v' },
    { metadata: { name: 'bound', uid: 'b' }, status: { phase: 'Bound' } },
  );
  const world = stored([claim({}, PENDING), bound, volume('v'), volume('w', { claimRef: REF })]);
  const wake = (kind: string, object: object, before?: object) =>
    woken(persistentVolume, kind, world, { verb: 'update', object: object as never }, before as never);
  it('when one of them changes, a class does, or a pod comes', () => {
    expect(wake('PersistentVolumeClaim', claim())).toEqual(['claim default/data', 'volume w']);
    expect(wake('PersistentVolumeClaim', bound)).toEqual(['claim default/bound', 'volume v']);
    expect(wake('PersistentVolume', volume('v'))).toEqual([
      'volume v',
      'claim default/bound',
      'claim default/data',
    ]);
    expect(wake('PersistentVolume', volume('x'))).toEqual(['volume x', 'claim default/data']);
    expect(wake('PersistentVolume', volume('x', { claimRef: { ...REF, name: 'gone' } }))).toEqual([
      'volume x',
      'claim default/gone',
      'claim default/data',
    ]);
    expect(wake('StorageClass', storageClass('any'))).toEqual(['claim default/bound', 'claim default/data']);
    expect(wake('Pod', user('p'))).toEqual(['claim default/data']);
    expect(wake('Pod', user('p'), user('p'))).toEqual([]);
    expect(
      wake(
        'Pod',
        user('p', {
          volumes: [
            { name: 'd', persistentVolumeClaim: { claimName: 'none' } },
            { name: 'e', emptyDir: {} },
          ],
        }),
      ),
    ).toEqual([]);
    expect(wake('Pod', user('p', { volumes: undefined }))).toEqual([]);
  });
});
