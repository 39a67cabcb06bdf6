import { describe, expect, it } from 'vitest';
import { persistentVolume } from '../../src/controllers/persistentvolume.js';
import { at, look, type made, stored } from './look.js';
import { claim, LATE, PENDING, REF, REF_TEXT, storageClass, user, volume } from './volumes.js';

const looked = (...objects: ReturnType<typeof made>[]) =>
  look(persistentVolume, stored(objects), 'claim default/data');

describe('a claim without a volume', () => {
  const event = (type: string, reason: string, message: string) => [
    `${type} ${reason} PersistentVolumeClaim/data: ${message}`,
  ];
  const EXTERNAL =
    "Waiting for a volume to be created either by the external provisioner 'csi.example.com' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.";
  const ASKED =
    'update PersistentVolumeClaim/data: metadata.annotations – → {"volume.kubernetes.io/storage-provisioner":"csi.example.com","volume.beta.kubernetes.io/storage-provisioner":"csi.example.com"}';
  const IS_DEFAULT = (seconds: number) => ({
    annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
    creationTimestamp: at(seconds),
  });
  const SELECTED = { annotations: { 'volume.kubernetes.io/selected-node': 'n' } };
  const BOUND_POD = user('c', { nodeName: 'n' });
  const OTHER_POD = user('d', { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'other' } }] });
  it.each([
    [
      'class missing',
      [claim({}, PENDING)],
      event('Warning', 'ProvisioningFailed', 'storageclass.storage.k8s.io "fast" not found'),
    ],
    [
      'no class at all',
      [claim({ storageClassName: '' }, PENDING)],
      event(
        'Normal',
        'FailedBinding',
        'no persistent volumes available for this claim and no storage class is set',
      ),
    ],
    [
      'a provisioner',
      [storageClass('fast'), claim({}, PENDING)],
      [ASKED, ...event('Normal', 'ExternalProvisioning', EXTERNAL)],
    ],
    [
      'a provisioner that was asked already',
      [
        storageClass('fast'),
        claim(
          {},
          {
            ...PENDING,
            metadata: { annotations: { 'volume.kubernetes.io/storage-provisioner': 'csi.example.com' } },
          },
        ),
      ],
      [],
    ],
    [
      'a provisioner of Kubernetes’ own',
      [storageClass('fast', { provisioner: 'kubernetes.io/no-provisioner' }), claim({}, PENDING)],
      event('Warning', 'ProvisioningFailed', 'no volume plugin matched name: kubernetes.io/no-provisioner'),
    ],
    [
      'waiting, no pod yet',
      [LATE, claim({}, PENDING), BOUND_POD, OTHER_POD],
      event('Normal', 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding'),
    ],
    [
      'waiting for one pod',
      [LATE, claim({}, PENDING), user('a'), BOUND_POD],
      event('Normal', 'WaitForPodScheduled', 'waiting for pod a to be scheduled'),
    ],
    [
      'waiting for two pods',
      [LATE, claim({}, PENDING), user('a'), user('b')],
      event('Normal', 'WaitForPodScheduled', 'waiting for pods a,b to be scheduled'),
    ],
    [
      'the node is chosen',
      [LATE, claim({}, { ...PENDING, metadata: SELECTED })],
      [
        ASKED.replace(
          'annotations – → {',
          'annotations.volume.kubernetes.io/storage-provisioner – → csi.example.com; metadata.annotations.',
        )
          .replace('"volume.kubernetes.io/storage-provisioner":"csi.example.com","', '')
          .replace('":"csi.example.com"}', ' – → csi.example.com'),
        ...event('Normal', 'ExternalProvisioning', EXTERNAL),
      ],
    ],
    [
      'no default class',
      [storageClass('slow'), claim({ storageClassName: undefined }, PENDING)],
      event(
        'Normal',
        'FailedBinding',
        'no persistent volumes available for this claim and no storage class is set',
      ),
    ],
  ])('%s', (_name, objects, lines) => {
    expect(looked(...objects)).toEqual(lines);
  });

  it('gets a default class that came later: of several the newest, then the first by name', () => {
    const given = (...classes: ReturnType<typeof made>[]) => {
      const world = stored([claim({ storageClassName: undefined }, PENDING)]);
      const cluster = world.with(classes.map((object) => ({ verb: 'create' as const, object })));
      return look(persistentVolume, cluster, 'claim default/data');
    };
    const assigned = (name: string) => [
      `update PersistentVolumeClaim/data: spec.storageClassName – → ${name}`,
    ];
    expect(
      given(
        storageClass('a', {}, IS_DEFAULT(0)),
        storageClass('b', {}, IS_DEFAULT(5)),
        storageClass('c', {}, IS_DEFAULT(3)),
      ),
    ).toEqual(assigned('b'));
    expect(given(storageClass('b', {}, IS_DEFAULT(0)), storageClass('a', {}, IS_DEFAULT(0)))).toEqual(
      assigned('a'),
    );
  });

  const MISMATCH = (why: string) =>
    event('Warning', 'VolumeMismatch', `Cannot bind to requested volume "v": ${why}`);
  it.each([
    ['that is not there', [], []],
    [
      'that is too small',
      [volume('v', { capacity: { storage: '1Gi' } })],
      MISMATCH('requested PV is too small'),
    ],
    [
      'of another class',
      [volume('v', { storageClassName: 'slow' })],
      MISMATCH('storageClassName does not match'),
    ],
    ['of another mode', [volume('v', { volumeMode: 'Block' })], MISMATCH('incompatible volumeMode')],
    [
      'of another access mode',
      [volume('v', { accessModes: ['ReadOnlyMany'] })],
      MISMATCH('incompatible accessMode'),
    ],
    [
      'of other attributes',
      [
        volume('v', {
          volumeAttributesClassName: 'gold',
          csi: { driver: 'd', volumeHandle: 'h' },
          hostPath: undefined,
        }),
      ],
      MISMATCH('volumeAttributesClassName does not match'),
    ],
    [
      'that is taken',
      [volume('v', { claimRef: { ...REF, uid: 'x' } })],
      event('Warning', 'FailedBinding', 'volume "v" already bound to a different claim.'),
    ],
  ])('asks for a volume %s', (_name, volumes, lines) => {
    expect(looked(claim({ volumeName: 'v' }, PENDING), ...volumes)).toEqual(lines);
  });

  it('is Pending', () => {
    expect(looked(claim({ volumeName: 'v' }, { metadata: {}, status: { phase: 'Bound' } }))).toEqual([
      'update PersistentVolumeClaim/data: status.phase Bound → Pending',
    ]);
    expect(looked(claim({ storageClassName: '' }, { metadata: {}, status: { phase: 'Bound' } }))[0]).toBe(
      'update PersistentVolumeClaim/data: status.phase Bound → Pending',
    );
  });

  it('that was bound has lost its volume', () => {
    const done = (phase: string, volumeName = 'v') =>
      claim(
        { volumeName },
        { metadata: { annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } }, status: { phase } },
      );
    const lost = 'update PersistentVolumeClaim/data: status.phase Bound → Lost';
    expect(looked(done('Bound'))).toEqual([
      lost,
      ...event(
        'Warning',
        'ClaimLost',
        'Bound claim has lost its PersistentVolume. Data on the volume is lost!',
      ),
    ]);
    expect(looked(done('Lost'))).toEqual([]);
    expect(looked(done('Bound'), volume('v', { claimRef: { ...REF, uid: 'x' } }))).toEqual([
      lost,
      ...event(
        'Warning',
        'ClaimMisbound',
        'Two claims are bound to the same volume, this one is bound incorrectly',
      ),
    ]);
    expect(looked(done('Lost'), volume('v', { claimRef: REF }, { status: { phase: 'Bound' } }))).toEqual([
      'update PersistentVolumeClaim/data: status.phase Lost → Bound; status.accessModes – → ["ReadWriteOnce"]; status.capacity – → {"storage":"2Gi"}',
    ]);
    expect(looked(done('Bound'), volume('v'))[0]).toBe(
      `update PersistentVolume/v: metadata.annotations – → {"pv.kubernetes.io/bound-by-controller":"yes"}; spec.claimRef – → ${REF_TEXT}`,
    );
  });
});
