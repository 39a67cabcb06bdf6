import { describe, expect, it } from 'vitest';
import type { KubeObject, Pod } from '../../src/api/objects.js';
import type { PersistentVolume } from '../../src/api/workloads.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { attachedFor, attacherOf, isExclusive } from '../../src/kubelet/attachable.js';
import { made } from '../controllers/look.js';

const volume = (spec: object, name = 'pv') =>
  ({ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name }, spec }) as PersistentVolume;
const csi = (driver: string) => volume({ csi: { driver, volumeHandle: 'h' } });
const driver = (name: string, spec: object): KubeObject =>
  ({ apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', metadata: { name }, spec }) as KubeObject;

describe('who attaches a volume', () => {
  const known = Cluster.of([
    driver('files.example.com', { attachRequired: false }),
    driver('nfs.csi.k8s.io', { attachRequired: true }),
    driver('usual.example.com', {}),
  ]);

  it.each<[string, PersistentVolume, string | undefined]>([
    ['a driver that nobody speaks of', csi('disk.example.com'), 'disk.example.com'],
    ['one that says nothing', csi('usual.example.com'), 'usual.example.com'],
    ['one that attaches nothing', csi('files.example.com'), undefined],
    ['one of files', csi('efs.csi.aws.com'), undefined],
    ['one of files that says that it attaches', csi('nfs.csi.k8s.io'), 'nfs.csi.k8s.io'],
    ['a disk of a cloud', volume({ awsElasticBlockStore: { volumeID: 'v' } }), 'ebs.csi.aws.com'],
    ['what its class calls so', csi('kubernetes.io/gce-pd'), 'pd.csi.storage.gke.io'],
    ['a provisioner that is no driver', csi('rancher.io/local-path'), undefined],
    ['a folder of the node', volume({ hostPath: { path: '/x' } }), undefined],
    ['a share', volume({ nfs: { server: 's', path: '/' } }), undefined],
  ])('%s', (_what, one, expected) => {
    expect(attacherOf(known, one)).toBe(expected);
  });
});

it('is on one node only unless a mode says that it can be on several', () => {
  const modes = [
    [],
    ['ReadWriteOnce'],
    ['ReadWriteOncePod'],
    ['ReadWriteOnce', 'ReadOnlyMany'],
    ['ReadWriteMany'],
  ];
  expect(modes.map((accessModes) => isExclusive(volume({ accessModes })))).toEqual([
    false,
    true,
    true,
    false,
    false,
  ]);
  expect(isExclusive(volume({}))).toBe(false);
});

it('is attached for the pods that mount it, by its claim or an ephemeral one', () => {
  const claim = (name: string, volumeName: string) =>
    made('PersistentVolumeClaim', name, { spec: { volumeName } });
  const world = Cluster.of([
    claim('data', 'pv'),
    claim('p-own', 'own'),
    claim('p-idle', 'idle'),
    ...['pv', 'own', 'idle'].map((name) => volume({ csi: { driver: 'd', volumeHandle: name } }, name)),
  ]);
  const pod = made('Pod', 'p', {
    spec: {
      containers: [{ name: 'app', volumeMounts: [{ name: 'data' }, { name: 'own' }, { name: 'lost' }] }],
      volumes: [
        { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
        { name: 'own', ephemeral: {} },
        { name: 'idle', ephemeral: {} },
        { name: 'lost', persistentVolumeClaim: { claimName: 'lost' } },
        { name: 'empty', emptyDir: {} },
      ],
    },
  }) as KubeObject as Pod;
  expect(attachedFor(world, pod).map(({ metadata }) => metadata.name)).toEqual(['pv', 'own']);
});
