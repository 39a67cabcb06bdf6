import { describe, expect, it } from 'vitest';
import { provisioner } from '../../src/kubelet/provisioner.js';
import { lookAt, type made, stored, woken } from '../controllers/look.js';
import { claim, LATE, REF, storageClass } from '../controllers/volumes.js';

describe('the provisioner', () => {
  const ASKED = { 'volume.kubernetes.io/storage-provisioner': 'csi.example.com' };
  const asked = (spec: object = {}, annotations: object = ASKED) =>
    claim(spec, { metadata: { annotations, uid: 'a1' } });
  const done = (...objects: ReturnType<typeof made>[]) =>
    lookAt(provisioner, stored(objects), 'default/data');
  it('makes a folder where its name is none of a CSI driver', () => {
    const local = storageClass('fast', { provisioner: 'rancher.io/local-path' });
    const { cluster } = done(local, asked());
    expect(cluster.list('PersistentVolume')[0]!.spec).toMatchObject({
      hostPath: { path: '/var/lib/pvc-a1' },
    });
  });

  it('makes the volume that it was asked for', () => {
    const { lines, cluster } = done(
      storageClass('fast', { reclaimPolicy: 'Retain' }),
      asked({ volumeMode: 'Block' }),
    );
    expect(lines).toEqual(['create PersistentVolume/pvc-a1']);
    const [made] = cluster.list('PersistentVolume');
    expect(made!.metadata.annotations).toEqual({ 'pv.kubernetes.io/provisioned-by': 'csi.example.com' });
    expect(made!.spec).toEqual({
      capacity: { storage: '2Gi' },
      accessModes: ['ReadWriteOnce'],
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName: 'fast',
      volumeMode: 'Block',
      claimRef: { ...REF, uid: 'a1' },
      csi: { driver: 'csi.example.com', volumeHandle: 'pvc-a1' },
    });
    const { cluster: second } = done(storageClass('fast', { reclaimPolicy: undefined }), asked());
    expect(second.list('PersistentVolume')[0]!.spec).toMatchObject({
      persistentVolumeReclaimPolicy: 'Delete',
      volumeMode: 'Filesystem',
    });
  });

  it.each([
    ['was not asked', [storageClass('fast'), asked({}, {})]],
    ['the claim has a volume', [storageClass('fast'), asked({ volumeName: 'v' })]],
    ['the class is gone', [asked()]],
    ['no node is chosen yet', [LATE, asked()]],
    ['there is no claim', []],
  ])('makes none where %s', (_name, objects) => {
    expect(done(...objects).lines).toEqual([]);
  });

  it('does so once a node is chosen, and looks at every claim', () => {
    expect(done(LATE, asked({}, { ...ASKED, 'volume.kubernetes.io/selected-node': 'n' })).lines).toHaveLength(
      1,
    );
    expect(
      woken(provisioner, 'PersistentVolumeClaim', stored([]), { verb: 'update', object: claim() }),
    ).toEqual(['default/data']);
  });
});
