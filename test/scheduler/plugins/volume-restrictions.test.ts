import { describe, expect, it } from 'vitest';
import type { KubeObject, Volume } from '../../../src/api/objects.js';
import { decide, node, obstacles, on, pod, verdicts } from '../build.js';
import { bound, using, volume } from '../volume-objects.js';

const TAKEN = 'VolumeRestrictions: node(s) had no available disk';
const ONE_POD =
  'node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod';

type Source = Record<string, unknown>;
const mounting = (name: string, ...sources: Source[]) =>
  pod(name, { volumes: sources.map((source, i) => ({ name: `v${i}`, ...source }) as Volume) });
const gce = (pdName: string, readOnly?: boolean): Source => ({
  gcePersistentDisk: { pdName, ...(readOnly && { readOnly }) },
});
const aws = (volumeID: string, readOnly?: boolean): Source => ({
  awsElasticBlockStore: { volumeID, ...(readOnly && { readOnly }) },
});
const iscsi = (iqn: string, readOnly?: boolean): Source => ({
  iscsi: { iqn, targetPortal: 'x', lun: 0, ...(readOnly && { readOnly }) },
});
const rbd = (monitors: string[], image: string, pool?: string, readOnly?: boolean): Source => ({
  rbd: { monitors, image, ...(pool && { pool }), ...(readOnly && { readOnly }) },
});

describe('VolumeRestrictions of disks', () => {
  it.each<[string, Source, Source, boolean]>([
    ['one GCE disk', gce('x'), gce('x'), false],
    ['two GCE disks', gce('x'), gce('y'), true],
    ['one GCE disk, both reading', gce('x', true), gce('x', true), true],
    ['one GCE disk, one reading', gce('x', true), gce('x'), false],
    ['one GCE disk, the other reading', gce('x'), gce('x', true), false],
    ['one AWS disk', aws('x'), aws('x'), false],
    ['two AWS disks', aws('x'), aws('y'), true],
    ['one AWS disk, both reading', aws('x', true), aws('x', true), false],
    ['one iSCSI target', iscsi('x'), iscsi('x'), false],
    ['two iSCSI targets', iscsi('x'), iscsi('y'), true],
    ['one iSCSI target, both reading', iscsi('x', true), iscsi('x', true), true],
    ['one iSCSI target, one reading', iscsi('x', true), iscsi('x'), false],
    ['one RBD image', rbd(['m', 'n'], 'x'), rbd(['n', 'o'], 'x', 'rbd'), false],
    ['one RBD image in two clusters', rbd(['m'], 'x'), rbd(['n'], 'x'), true],
    ['one RBD image in two pools', rbd(['m'], 'x', 'a'), rbd(['m'], 'x', 'b'), true],
    ['one RBD image in another pool than rbd', rbd(['m'], 'x', 'a'), rbd(['m'], 'x'), true],
    ['two RBD images', rbd(['m'], 'x'), rbd(['m'], 'y'), true],
    ['one RBD image, both reading', rbd(['m'], 'x', 'a', true), rbd(['m'], 'x', 'a', true), true],
    ['one RBD image, one reading', rbd(['m'], 'x', 'a', true), rbd(['m'], 'x', 'a'), false],
    ['RBD without monitors', { rbd: { image: 'x' } }, { rbd: { image: 'x' } }, true],
    ['disks of two kinds', gce('x'), aws('x'), true],
    ['a disk and a directory', gce('x'), { emptyDir: {} }, true],
    ['a directory and a disk', { emptyDir: {} }, gce('x'), true],
  ])('decides about %s', (_what, wanted, there, fits) => {
    const world = [node('a'), on('a', mounting('other', { emptyDir: {} }, there)), on('a', pod('plain'))];
    expect(verdicts(decide(mounting('p', { emptyDir: {} }, wanted), world))).toEqual({
      a: fits ? 'fits' : TAKEN,
    });
  });

  it('leaves what is taken to preemption', () => {
    const world = [node('a'), on('a', mounting('other', gce('x')))];
    const one = mounting('p', gce('y'), gce('x'));
    expect(decide({ ...one, spec: { ...one.spec, priority: 1 } }, world).victims).toEqual([world[1]]);
    expect(obstacles(one, world)).toEqual({
      a: [{ kind: 'volume', claim: undefined, reason: 'node(s) had no available disk' }],
    });
  });
});

describe('VolumeRestrictions of claims for one pod', () => {
  const single = { accessModes: ['ReadWriteOnce', 'ReadWriteOncePod'] };
  const nodes = [node('a'), node('b')];
  const claims: KubeObject[] = [
    bound('one', 'v', single),
    bound('two', 'w', single),
    bound('many', 'x'),
    volume('v'),
    volume('w'),
    volume('x'),
  ];
  const said = (one: ReturnType<typeof using>, ...there: KubeObject[]) =>
    verdicts(decide(one, [...nodes, ...claims, ...there]));
  const REFUSED = `VolumeRestrictions: ${ONE_POD}`;

  it('are used by one pod, wherever it is', () => {
    expect(said(using('p', 'one'))).toEqual({ a: 'fits', b: 'fits' });
    expect(said(using('p', 'one'), on('a', using('q', 'one')))).toEqual({ a: REFUSED, b: REFUSED });
    expect(said(using('p', 'many', 'two'), on('a', using('q', 'one', 'many')))).toEqual({
      a: 'fits',
      b: 'fits',
    });
    expect(said(using('p', 'many'), on('a', using('q', 'many')))).toEqual({ a: 'fits', b: 'fits' });
    const elsewhere = using('q', 'one');
    elsewhere.metadata.namespace = 'other';
    expect(said(using('p', 'one'), on('a', elsewhere))).toEqual({ a: 'fits', b: 'fits' });
  });

  it('are called so up to 1.32', () => {
    const world = [...nodes, ...claims, on('a', using('q', 'one'))];
    const before =
      'VolumeRestrictions: node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode';
    expect(verdicts(decide(using('p', 'one'), world, '1.32'))['b']).toBe(before);
    expect(verdicts(decide(using('p', 'one'), world, '1.33'))['b']).toBe(REFUSED);
  });

  it('are free once their users are gone, all of them', () => {
    const victims = (one: ReturnType<typeof using>, ...there: KubeObject[]) =>
      decide({ ...one, spec: { ...one.spec, priority: 1 } }, [nodes[0]!, ...claims, ...there]).victims?.map(
        ({ metadata }) => metadata.name,
      );
    const [q, r] = [on('a', using('q', 'one')), on('a', using('r', 'two', 'many'))];
    expect(victims(using('p', 'one'), q, r)).toEqual(['q']);
    expect(victims(using('p', 'one', 'two'), q, r, on('a', using('s', 'many')))).toEqual(['q', 'r']);
    // Two users of one claim count once and go twice: Kubernetes is content with the first.
    expect(victims(using('p', 'one'), q, on('a', using('q2', 'one')))).toEqual(['q2']);
    const world = [...nodes, ...claims, q, on('b', using('q3', 'two'))];
    expect(
      decide({ ...using('p', 'one', 'two'), spec: { ...using('p', 'one', 'two').spec, priority: 1 } }, world)
        .victims,
    ).toBe(undefined);
  });

  it('count for pods that are nominated', () => {
    const nominee = { ...using('n', 'one'), status: { nominatedNodeName: 'a' } };
    // Nobody is there: whoever is to come does not matter.
    expect(said(using('p', 'one'), nominee)).toEqual({ a: 'fits', b: 'fits' });
    const disk = using('p', 'one');
    disk.spec.volumes = [...disk.spec.volumes!, { name: 'disk', gcePersistentDisk: { pdName: 'x' } }];
    expect(said(disk, nominee)).toEqual({ a: REFUSED, b: 'fits' });
  });

  it('are named with the disks that are taken', () => {
    const one = using('p', 'one', 'two');
    one.spec.volumes = [...one.spec.volumes!, { name: 'disk', gcePersistentDisk: { pdName: 'x' } }];
    const world = [...nodes, ...claims, on('a', mounting('other', gce('x'))), on('b', using('q', 'one'))];
    const claim = { kind: 'volume', claim: 'default/one', reason: ONE_POD };
    expect(obstacles(one, world)).toEqual({
      a: [{ kind: 'volume', claim: undefined, reason: 'node(s) had no available disk' }, claim],
      b: [claim],
    });
    expect(verdicts(decide(one, world))).toEqual({ a: TAKEN, b: REFUSED });
    expect(obstacles(using('p', 'one', 'two'), [nodes[0]!, ...claims, on('a', using('q', 'two'))])).toEqual({
      a: [{ kind: 'volume', claim: 'default/two', reason: ONE_POD }],
    });
  });

  it('are looked for after ephemeral ones', () => {
    const one = using('p', 'one');
    one.metadata.uid = 'u';
    one.spec.volumes = [{ name: 'scratch', ephemeral: {} }, ...one.spec.volumes!];
    const owner = {
      ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'u', controller: true }],
    };
    const scratch = [bound('p-scratch', 'y', single, owner), volume('y')];
    expect(said(one, ...scratch)).toEqual({ a: 'fits', b: 'fits' });
    expect(said(one, ...scratch, on('a', using('q', 'one')))).toEqual({ a: REFUSED, b: REFUSED });
  });

  it('have to be there', () => {
    expect(decide(using('p', 'many', 'none'), [...nodes, ...claims]).message).toBe(
      '0/2 nodes are available: persistentvolumeclaim "none" not found. not found',
    );
    const ephemeral = pod('p', { volumes: [{ name: 'one', ephemeral: {} }] });
    expect(decide(ephemeral, nodes).message).toBe(
      '0/2 nodes are available: waiting for ephemeral volume controller to create the persistentvolumeclaim "p-one". not found',
    );
  });
});
