import { describe, expect, it } from 'vitest';
import type { KubeObject, Pod, Volume } from '../../../src/api/objects.js';
import { decide, node, object, obstacles, on, pod, verdicts } from '../build.js';
import { bound, claim, storageClass, using, volume } from '../volume-objects.js';

const FULL = 'NodeVolumeLimits: node(s) exceed max volume count';
const DRIVER = 'csi.example.com';

const limits = (counts: Record<string, number | undefined>, name = 'a') =>
  object('storage.k8s.io/v1', 'CSINode', name, {
    spec: {
      drivers: Object.entries(counts).map(([driver, count]) => ({
        name: driver,
        nodeID: name,
        ...(count !== undefined && { allocatable: { count } }),
      })),
    },
  });
/** A claim and its volume, which a driver attaches. */
const disk = (name: string, driver = DRIVER): KubeObject[] => [
  bound(name, `v-${name}`),
  volume(`v-${name}`, { csi: { driver, volumeHandle: `h-${name}` } }),
];
const disks = (...names: string[]) => names.flatMap((name) => disk(name));
const said = (one: Pod, ...world: KubeObject[]) => verdicts(decide(one, [node('a'), ...world]))['a'];

describe('NodeVolumeLimits', () => {
  const there = on('a', using('q', 'one', 'two'));
  const world = disks('one', 'two', 'three', 'four');

  it.each<[number, string[], boolean]>([
    [3, ['three'], true],
    [2, ['three'], false],
    [4, ['three', 'four'], true],
    [3, ['three', 'four'], false],
    [0, ['one'], true],
    [2, ['one', 'two'], true],
    [2, ['one', 'three'], false],
    [3, ['one', 'three'], true],
  ])('of %s beside two that are attached takes %j: %s', (limit, claims, fits) => {
    expect(said(using('p', ...claims), limits({ [DRIVER]: limit }), there, ...world)).toBe(
      fits ? 'fits' : FULL,
    );
  });

  it('counts a volume that several pods share once', () => {
    const more = on('a', using('r', 'two', 'one'));
    expect(said(using('p', 'three'), limits({ [DRIVER]: 3 }), there, more, ...world)).toBe('fits');
  });

  it('counts each driver by itself', () => {
    const other = disk('other', 'other.example.com');
    const both = limits({ [DRIVER]: 2, 'other.example.com': 1 });
    expect(said(using('p', 'other'), both, there, ...world, ...other)).toBe('fits');
    expect(said(using('p', 'other', 'three'), both, there, ...world, ...other)).toBe(FULL);
    expect(
      obstacles(using('p', 'other', 'three', 'four'), [node('a'), both, there, ...world, ...other]),
    ).toEqual({
      a: [{ kind: 'volume-limit', driver: DRIVER, limit: 2, attached: 2, wanted: 2 }],
    });
    const none = limits({ [DRIVER]: 9, 'other.example.com': 0 });
    expect(obstacles(using('p', 'other'), [node('a'), none, ...other])).toEqual({
      a: [{ kind: 'volume-limit', driver: 'other.example.com', limit: 0, attached: 0, wanted: 1 }],
    });
  });

  it('knows no limit that the node does not say', () => {
    const fits = (...objects: KubeObject[]) => said(using('p', 'three'), there, ...world, ...objects);
    expect(fits()).toBe('fits');
    expect(fits(limits({}))).toBe('fits');
    expect(fits(limits({ [DRIVER]: undefined }))).toBe('fits');
    expect(fits(limits({ [DRIVER]: 0 }, 'b'))).toBe('fits');
    expect(fits(object('storage.k8s.io/v1', 'CSINode', 'a'))).toBe('fits');
    expect(fits(limits({ 'other.example.com': 0 }))).toBe('fits');
  });

  it('counts what is attached by the attachments’ own account, nothing twice', () => {
    const attachment = (
      volumeName: string | undefined,
      nodeName = 'a',
      attacher: string | undefined = DRIVER,
    ) =>
      object('storage.k8s.io/v1', 'VolumeAttachment', `${volumeName}-${nodeName}-${attacher}`, {
        spec: { attacher, nodeName, source: { ...(volumeName && { persistentVolumeName: volumeName }) } },
      });
    const fits = (limit: number, ...objects: KubeObject[]) =>
      said(using('p', 'three'), limits({ [DRIVER]: limit }), there, ...world, ...objects) === 'fits';
    expect(fits(3, attachment('v-one'))).toBe(true);
    expect(fits(3, attachment('v-four'))).toBe(false);
    expect(fits(4, attachment('v-four'))).toBe(true);
    expect(fits(3, attachment('v-four', 'b'))).toBe(true);
    expect(fits(3, attachment('v-four', 'a', ''))).toBe(true);
    expect(fits(3, attachment('v-gone'), attachment(undefined))).toBe(true);
    expect(fits(3, object('storage.k8s.io/v1', 'VolumeAttachment', 'x'))).toBe(true);
    expect(fits(3, volume('plain'), attachment('plain'))).toBe(true);
    // A volume that the pod wants and that is attached already without a pod is counted and wanted.
    expect(fits(3, attachment('v-three'))).toBe(false);
  });

  it('counts volumes that are to be made, by the claim', () => {
    const wanting = (name: string, parts: object = {}) => claim(name, { storageClassName: 'fast' }, parts);
    const fast = storageClass('fast');
    const fits = (limit: number, one: Pod, ...objects: KubeObject[]) =>
      said(one, limits({ [DRIVER]: limit }), fast, wanting('x'), wanting('y'), ...objects) === 'fits';
    expect(fits(1, using('p', 'x'))).toBe(true);
    expect(fits(0, using('p', 'x'))).toBe(false);
    expect(fits(1, using('p', 'x', 'y'))).toBe(false);
    expect(fits(2, using('p', 'x', 'y'))).toBe(true);
    expect(fits(1, using('p', 'x'), on('a', using('q', 'x')))).toBe(true);
    expect(fits(1, using('p', 'x'), on('a', using('q', 'y')))).toBe(false);
    const elsewhere = on('a', using('q', 'x'));
    elsewhere.metadata.namespace = 'other';
    expect(fits(1, using('p', 'x'), elsewhere, wanting('x', { namespace: 'other' }))).toBe(false);
    const unmade = [storageClass('none', { provisioner: '' }), claim('z', { storageClassName: 'none' })];
    expect(fits(1, using('p', 'x'), on('a', using('q', 'z')), ...unmade)).toBe(true);
  });

  it('does not count what no driver attaches', () => {
    const plain = [bound('plain', 'v-plain'), volume('v-plain', { nfs: {} })];
    const halves = [bound('half', 'v-half'), volume('v-half', { csi: { driver: DRIVER } })];
    const others = [bound('other', 'v-other'), volume('v-other', { csi: { volumeHandle: 'h' } })];
    const none = limits({ [DRIVER]: 0 });
    expect(said(using('p', 'plain'), none, ...plain)).toBe('fits');
    expect(said(using('p', 'half'), none, ...halves)).toBe('fits');
    expect(said(using('p', 'other'), none, ...others)).toBe('fits');
    expect(said(pod('p', { volumes: [{ name: 'v', emptyDir: {} }] }), none)).toBe('fits');
  });

  it('leaves to preemption what others have', () => {
    const one = using('p', 'three');
    const decision = decide({ ...one, spec: { ...one.spec, priority: 1 } }, [
      node('a'),
      limits({ [DRIVER]: 2 }),
      there,
      ...world,
    ]);
    expect(decision.victims).toEqual([there]);
  });
});

describe('NodeVolumeLimits of volumes that CSI drivers took over', () => {
  const mounting = (name: string, source: Record<string, unknown>) =>
    pod(name, { volumes: [{ name: 'v', ...source } as Volume] });

  it.each<[string, string, string, Record<string, string>, Record<string, string>]>([
    [
      'awsElasticBlockStore',
      'kubernetes.io/aws-ebs',
      'ebs.csi.aws.com',
      { volumeID: 'x' },
      { volumeID: 'y' },
    ],
    ['gcePersistentDisk', 'kubernetes.io/gce-pd', 'pd.csi.storage.gke.io', { pdName: 'x' }, { pdName: 'y' }],
    ['azureDisk', 'kubernetes.io/azure-disk', 'disk.csi.azure.com', { diskURI: 'x' }, { diskURI: 'y' }],
    ['cinder', 'kubernetes.io/cinder', 'cinder.csi.openstack.org', { volumeID: 'x' }, { volumeID: 'y' }],
    [
      'portworxVolume',
      'kubernetes.io/portworx-volume',
      'pxd.portworx.com',
      { volumeID: 'x' },
      { volumeID: 'y' },
    ],
  ])('counts %s', (source, provisioner, driver, x, y) => {
    const one = limits({ [driver]: 1 });
    const holder = on('a', mounting('q', { [source]: { ...y, readOnly: true } }));
    // Written in the pod itself.
    expect(said(mounting('p', { [source]: x }), one)).toBe('fits');
    expect(said(mounting('p', { [source]: x }), one, holder)).toBe(FULL);
    expect(said(mounting('p', { [source]: x }), holder)).toBe('fits');
    // As a volume of a claim.
    const claimed = [bound('data', 'v'), volume('v', { [source]: x })];
    expect(said(using('p', 'data'), limits({ [driver]: 0 }), ...claimed)).toBe(FULL);
    expect(said(using('p', 'data'), one, ...claimed)).toBe('fits');
    expect(said(using('p', 'data'), one, ...claimed, holder)).toBe(FULL);
    expect(said(using('p', 'data'), ...claimed)).toBe('fits');
    // To be made.
    const made = [storageClass('old', { provisioner }), claim('data', { storageClassName: 'old' })];
    expect(said(using('p', 'data'), limits({ [driver]: 0 }), ...made)).toBe(FULL);
    expect(said(using('p', 'data'), limits({ [provisioner]: 0 }), ...made)).toBe('fits');
    expect(said(using('p', 'data'), ...made)).toBe('fits');
  });

  it('takes one disk for one', () => {
    const ebs = { awsElasticBlockStore: { volumeID: 'x' } };
    expect(
      said(
        mounting('p', ebs),
        limits({ 'ebs.csi.aws.com': 1 }),
        on('a', mounting('plain', { emptyDir: {} })),
      ),
    ).toBe('fits');
    const claimed = [bound('data', 'v'), volume('v', ebs), on('a', using('q', 'data'))];
    const one = mounting('p', { awsElasticBlockStore: { volumeID: 'y' } });
    expect(said(one, limits({ 'ebs.csi.aws.com': 2 }), ...claimed)).toBe('fits');
    expect(said(one, limits({ 'ebs.csi.aws.com': 1 }), ...claimed)).toBe(FULL);
  });
});

describe('NodeVolumeLimits of claims that are not there', () => {
  const GONE = 'looking up PVC default/gone: persistentvolumeclaim "gone" not found';

  it('says so of the pod’s own', () => {
    // Other plugins refuse such a pod before any node is looked at.
    const { a } = obstacles(using('p', 'gone'), [node('a')]);
    expect(a).toEqual([{ kind: 'volume', claim: undefined, reason: GONE }]);
  });

  it('passes over those of pods that are there', () => {
    const world = [limits({ [DRIVER]: 1 }), on('a', using('q', 'gone')), ...disk('one')];
    expect(said(using('p', 'one'), ...world)).toBe('fits');
  });

  it('fails for a claim that was not made for its pod', () => {
    const stranger = on('a', pod('q', { volumes: [{ name: 'scratch', ephemeral: {} }] }));
    const world = [...disk('one'), bound('q-scratch', 'v-one'), stranger];
    const { outcome, reason, message } = decide(using('p', 'one'), [
      node('a'),
      limits({ [DRIVER]: 9 }),
      ...world,
    ]);
    expect({ outcome, reason, message }).toEqual({
      outcome: 'unschedulable',
      reason: 'SchedulerError',
      message:
        'running "NodeVolumeLimits" filter plugin: PVC default/q-scratch was not created for pod default/q (pod is not owner)',
    });
    expect(said(using('p', 'one'), ...world)).toBe('fits');
    const none = bound('none', 'v-none');
    expect(said(using('p', 'none'), limits({ [DRIVER]: 9 }), ...world, none, volume('v-none'))).toBe('fits');
  });
});
