import { describe, expect, it } from 'vitest';
import type { KubeObject, Pod } from '../../../src/api/objects.js';
import { decide, node, object, obstacles, pod, verdicts } from '../build.js';
import { bound, claim, inZone, storageClass, using, volume, ZONE } from '../volume-objects.js';

const CONFLICT = "node(s) didn't match PersistentVolume's node affinity";
const UNMATCHED = "node(s) didn't find available persistent volumes to bind";
const FULL = 'node(s) did not have enough free storage';
const GONE = 'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)';
const saying = (...reasons: string[]) => `!VolumeBinding: ${reasons.join('; ')}`;

const nodes = [node('a', { labels: { [ZONE]: 'x' } }), node('b', { labels: { [ZONE]: 'y' } })];
const local = storageClass('local', { provisioner: 'kubernetes.io/no-provisioner' });
const said = (one: Pod, ...world: KubeObject[]) => verdicts(decide(one, [...nodes, ...world]));
/** Of a pod that one claim of class `local` keeps from nodes; the volumes by node. */
const chosen = (wanted: KubeObject, ...volumes: KubeObject[]) =>
  decide(using('p', 'data'), [nodes[0]!, local, wanted, ...volumes])
    .volumes?.map((one) => one.volume)
    .join(' ') ?? 'none';

describe('VolumeBinding of claims that cannot be used', () => {
  const message = (one: Pod, ...world: KubeObject[]) => decide(one, [...nodes, ...world]).message;
  const everywhere = (text: string) => `0/2 nodes are available: ${text}. not found`;
  const UNBOUND = everywhere('pod has unbound immediate PersistentVolumeClaims');
  const ephemeral = { ...pod('p', { volumes: [{ name: 'scratch', ephemeral: {} }] }) };
  const owner = (uid: string, controller = true) => ({
    ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'p', uid, controller }],
  });

  it.each<[string, KubeObject[], string]>([
    ['not there', [], everywhere('persistentvolumeclaim "data" not found')],
    [
      'of another namespace',
      [claim('data', {}, { namespace: 'other' })],
      everywhere('persistentvolumeclaim "data" not found'),
    ],
    [
      'lost',
      [bound('data', 'v', {}, { status: { phase: 'Lost' } })],
      everywhere('persistentvolumeclaim "data" bound to non-existent persistentvolume "v"'),
    ],
    [
      'lost without a volume',
      [claim('data', {}, { status: { phase: 'Lost' } })],
      everywhere('persistentvolumeclaim "data" bound to non-existent persistentvolume ""'),
    ],
    [
      'going',
      [bound('data', 'v', {}, { deletionTimestamp: '2026-01-01T00:00:00Z' })],
      everywhere('persistentvolumeclaim "data" is being deleted'),
    ],
    ['without a class', [claim('data')], UNBOUND],
    ['of a class that is not there', [claim('data', { storageClassName: 'gone' })], UNBOUND],
    [
      'of a class that binds at once',
      [storageClass('now', { volumeBindingMode: 'Immediate' }), claim('data', { storageClassName: 'now' })],
      UNBOUND,
    ],
    [
      'being bound',
      [volume('v'), local, claim('data', { storageClassName: 'local', volumeName: 'v' })],
      UNBOUND,
    ],
    ['bound without a volume', [bound('data', '')], UNBOUND],
  ])('says so of one that is %s', (_what, world, expected) => {
    expect(message(using('p', 'data'), ...world)).toBe(expected);
  });

  it('says so of one that an ephemeral volume is to be', () => {
    const named = (name: string, parts: object) => bound(name, 'v', {}, parts);
    expect(message(ephemeral)).toBe(
      everywhere('waiting for ephemeral volume controller to create the persistentvolumeclaim "p-scratch"'),
    );
    const stranger = everywhere('PVC default/p-scratch was not created for pod default/p (pod is not owner)');
    expect(message(ephemeral, named('p-scratch', {}))).toBe(stranger);
    const withUid: Pod = { ...ephemeral, metadata: { ...ephemeral.metadata, uid: 'u' } };
    expect(message(withUid, named('p-scratch', owner('other')))).toBe(stranger);
    expect(message(withUid, named('p-scratch', owner('u', false)))).toBe(stranger);
    expect(said(withUid, volume('v'), named('p-scratch', owner('u')))).toEqual({ a: 'fits', b: 'fits' });
    // A pod that is not stored yet has no uid: its name has to do.
    expect(said(ephemeral, volume('v'), named('p-scratch', owner('u')))).toEqual({ a: 'fits', b: 'fits' });
    const another: Pod = { ...ephemeral, metadata: { ...ephemeral.metadata, name: 'q' } };
    expect(message(another, named('q-scratch', owner('u')))).toBe(
      everywhere('PVC default/q-scratch was not created for pod default/q (pod is not owner)'),
    );
  });

  it('takes the first that is wrong', () => {
    expect(message(using('p', 'one', 'two'), claim('one'))).toBe(
      everywhere('persistentvolumeclaim "two" not found'),
    );
    expect(message(using('p', 'one', 'two'), claim('two'))).toBe(
      everywhere('persistentvolumeclaim "one" not found'),
    );
    const delayed = [local, claim('one', { storageClassName: 'local' }), claim('two')];
    expect(message(using('p', 'one', 'two'), ...delayed)).toBe(UNBOUND);
  });
});

describe('VolumeBinding of claims that are bound', () => {
  it('keeps to the nodes that the volume is for', () => {
    const world = [bound('data', 'v'), volume('v', inZone('y'))];
    expect(said(using('p', 'data'), ...world)).toEqual({ a: saying(CONFLICT), b: 'fits' });
    expect(said(using('p', 'data'), bound('data', 'v'), volume('v'))).toEqual({ a: 'fits', b: 'fits' });
    expect(verdicts(decide(using('p', 'data'), [...nodes, ...world], '1.33'))['a']).toBe(
      saying('node(s) had volume node affinity conflict'),
    );
    expect(verdicts(decide(using('p', 'data'), [...nodes, ...world], '1.34'))['a']).toBe(saying(CONFLICT));
    expect(obstacles(using('p', 'data'), [...nodes, ...world])).toEqual({
      a: [{ kind: 'volume', claim: 'default/data', reason: CONFLICT }],
    });
  });

  it('goes by labels of nodes, not by their names', () => {
    const terms = [
      {
        matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }],
        matchExpressions: [{ key: ZONE, operator: 'Exists' }],
      },
    ];
    const named = volume('v', { nodeAffinity: { required: { nodeSelectorTerms: terms } } });
    expect(said(using('p', 'data'), bound('data', 'v'), named)).toEqual({ a: 'fits', b: 'fits' });
  });

  it('does not go where the volume is not there', () => {
    // VolumeZone says so first of every volume, except where it is turned off.
    const world = [bound('one', 'gone'), bound('two', 'v'), volume('v', inZone('y'))];
    expect(decide(using('p', 'one'), [...nodes, ...world]).message).toBe(
      '0/2 nodes are available: persistentvolume "gone" not found. not found',
    );
    expect(obstacles(using('p', 'one', 'two'), [...nodes, ...world])).toEqual({
      a: [{ kind: 'volume', claim: 'default/one', reason: GONE }],
      b: [{ kind: 'volume', claim: 'default/one', reason: GONE }],
    });
    expect(obstacles(using('p', 'two', 'one'), [...nodes, ...world])).toEqual({
      a: [{ kind: 'volume', claim: 'default/two', reason: CONFLICT }],
      b: [{ kind: 'volume', claim: 'default/one', reason: GONE }],
    });
  });
});

describe('VolumeBinding of claims that wait for their pod', () => {
  const wanting = (spec: object = {}, parts: object = {}) =>
    claim('data', { storageClassName: 'local', ...spec }, parts);

  it('finds a volume for the node', () => {
    const world = [local, wanting(), volume('v', inZone('y'))];
    const decision = decide(using('p', 'data'), [...nodes, ...world]);
    expect(verdicts(decision)).toEqual({ a: saying(UNMATCHED), b: 'fits' });
    expect(decision.volumes).toEqual([{ claim: 'default/data', volume: 'v' }]);
    expect(obstacles(using('p', 'data'), [...nodes, ...world])).toEqual({
      a: [{ kind: 'volume', claim: 'default/data', reason: UNMATCHED }],
    });
  });

  it.each<[string, object, object, boolean]>([
    ['as large', {}, {}, true],
    ['larger', { capacity: { storage: '1025Mi' } }, {}, true],
    ['smaller', { capacity: { storage: '1023Mi' } }, {}, false],
    ['of no size', { capacity: {} }, {}, false],
    ['of another class', { storageClassName: 'other' }, {}, false],
    [
      'of its class by annotation',
      { storageClassName: 'other' },
      { annotations: { 'volume.beta.kubernetes.io/storage-class': 'local' } },
      true,
    ],
    ['of a block device', { volumeMode: 'Block' }, {}, false],
    ['of files', { volumeMode: 'Filesystem' }, {}, true],
    ['of other attributes', { volumeAttributesClassName: 'gold' }, {}, false],
    ['going', {}, { deletionTimestamp: '2026-01-01T00:00:00Z' }, false],
    ['released', {}, { status: { phase: 'Released' } }, false],
    ['of no phase', {}, { status: undefined }, false],
    ['read by many only', { accessModes: ['ReadOnlyMany'] }, {}, false],
    ['read by many, too', { accessModes: ['ReadOnlyMany', 'ReadWriteOnce'] }, {}, true],
    ['without access modes', { accessModes: undefined }, {}, false],
    ['reserved for it', { claimRef: { name: 'data', namespace: 'default' } }, {}, true],
    [
      'bound to it',
      { claimRef: { name: 'data', namespace: 'default', uid: 'u' } },
      { status: { phase: 'Bound' } },
      true,
    ],
    ['bound to one of its name', { claimRef: { name: 'data', namespace: 'default', uid: 'w' } }, {}, false],
    ['reserved for another', { claimRef: { name: 'other', namespace: 'default' } }, {}, false],
    ['reserved in another namespace', { claimRef: { name: 'data', namespace: 'other' } }, {}, false],
    [
      'reserved for it elsewhere',
      { claimRef: { name: 'data', namespace: 'default' }, ...inZone('z') },
      {},
      false,
    ],
    ['elsewhere', inZone('z'), {}, false],
    ['here', inZone('x'), {}, true],
  ])('takes one that is %s or not', (_what, spec, parts, does) => {
    expect(chosen(wanting({}, { uid: 'u' }), volume('v', spec, parts))).toBe(does ? 'v' : 'none');
  });

  it.each<[string, object, object, boolean]>([
    ['by its labels', { selector: { matchLabels: { tier: 'gold' } } }, { labels: { tier: 'gold' } }, true],
    [
      'by labels that it lacks',
      { selector: { matchLabels: { tier: 'gold' } } },
      { labels: { tier: 'tin' } },
      false,
    ],
    ['as a block device', { volumeMode: 'Block' }, {}, false],
    ['of attributes', { volumeAttributesClassName: 'gold' }, {}, false],
    ['for several modes', { accessModes: ['ReadWriteOnce', 'ReadOnlyMany'] }, {}, false],
    ['for any mode', { accessModes: undefined }, {}, true],
    ['of any size', { resources: undefined }, {}, true],
  ])('asks for one %s', (_what, spec, parts, does) => {
    expect(chosen(wanting(spec), volume('v', {}, parts))).toBe(does ? 'v' : 'none');
  });

  it('takes the smallest, of those alike the first by name, and one reserved for it before all', () => {
    const [large, small] = [
      volume('large', { capacity: { storage: '9Gi' } }),
      volume('small', { capacity: { storage: '2Gi' } }),
    ];
    expect(chosen(wanting(), large, small)).toBe('small');
    expect(chosen(wanting(), large, small, volume('smaller', { capacity: { storage: '2Gi' } }))).toBe(
      'small',
    );
    const reserved = volume('yours', {
      capacity: { storage: '50Gi' },
      claimRef: { name: 'data', namespace: 'default' },
    });
    expect(chosen(wanting(), large, small, reserved)).toBe('yours');
    // One that is reserved and does not fit the node spoils the others that come after it, and before it.
    const far = volume('far', { claimRef: { name: 'data', namespace: 'default' }, ...inZone('z') });
    expect(chosen(wanting(), far, small)).toBe('none');
    expect(chosen(wanting(), volume('early'), far)).toBe('none');
  });

  it('is reserved for a claim that has no uid yet', () => {
    expect(
      chosen(wanting(), volume('v', { claimRef: { name: 'data', namespace: 'default', uid: 'u' } })),
    ).toBe('v');
  });

  it('serves the smaller claim first, no volume twice', () => {
    const sized = (name: string, storage: string) =>
      claim(name, { storageClassName: 'local', resources: { requests: { storage } } });
    const world = [nodes[0]!, local, sized('big', '3Gi'), sized('small', '2Gi'), sized('any', '1Gi')];
    const volumes = (...sizes: string[]) =>
      sizes.map((storage) => volume(`v${storage}`, { capacity: { storage } }));
    expect(decide(using('p', 'big', 'small'), [...world, ...volumes('3Gi', '4Gi')]).volumes).toEqual([
      { claim: 'default/small', volume: 'v3Gi' },
      { claim: 'default/big', volume: 'v4Gi' },
    ]);
    const one = decide(using('p', 'big', 'small', 'any'), [...world, ...volumes('3Gi', '4Gi')]);
    expect(verdicts(one)).toEqual({ a: saying(UNMATCHED) });
    const [obstacle] = obstacles(using('p', 'big', 'small'), [...world, ...volumes('2Gi')])['a']!;
    expect(obstacle).toEqual({ kind: 'volume', claim: 'default/big', reason: UNMATCHED });
  });

  it('says both what is bound elsewhere and what is not found', () => {
    const world = [
      local,
      wanting(),
      bound('old', 'v', {}),
      volume('v', { ...inZone('y'), claimRef: { name: 'old', namespace: 'default' } }),
    ];
    expect(said(using('p', 'data', 'old'), ...world)).toEqual({
      a: saying(CONFLICT, UNMATCHED),
      b: saying(UNMATCHED),
    });
    expect(obstacles(using('p', 'data', 'old'), [...nodes, ...world])['a']).toEqual([
      { kind: 'volume', claim: 'default/old', reason: CONFLICT },
      { kind: 'volume', claim: 'default/data', reason: UNMATCHED },
    ]);
  });
});

describe('VolumeBinding of volumes to be made', () => {
  const wanting = (spec: object = {}, parts: object = {}) =>
    claim('data', { storageClassName: 'fast', ...spec }, parts);
  const made = [{ claim: 'default/data', volume: undefined }];

  it('has them made for the node', () => {
    expect(decide(using('p', 'data'), [...nodes, storageClass('fast'), wanting()])).toMatchObject({
      feasible: ['a', 'b'],
      volumes: made,
    });
    const annotated = claim(
      'data',
      {},
      { annotations: { 'volume.beta.kubernetes.io/storage-class': 'fast' } },
    );
    expect(decide(using('p', 'data'), [...nodes, storageClass('fast'), annotated]).volumes).toEqual(made);
  });

  it.each([undefined, '', 'kubernetes.io/no-provisioner'])('has none made by %s', (provisioner) => {
    expect(said(using('p', 'data'), storageClass('fast', { provisioner }), wanting())).toEqual({
      a: saying(UNMATCHED),
      b: saying(UNMATCHED),
    });
  });

  it('keeps to the node that was selected for it', () => {
    const selected = (name: string) =>
      wanting({}, { annotations: { 'volume.kubernetes.io/selected-node': name } });
    const world = [storageClass('fast'), selected('b'), volume('v', { storageClassName: 'fast' })];
    const decision = decide(using('p', 'data'), [...nodes, ...world]);
    expect(verdicts(decision)).toEqual({ a: saying(UNMATCHED), b: 'fits' });
    expect(decision.volumes).toEqual(made);
    expect(obstacles(using('p', 'data'), [...nodes, ...world])['a']).toEqual([
      { kind: 'volume', claim: 'default/data', reason: UNMATCHED },
    ]);
  });

  it.each<[string, unknown, boolean]>([
    ['nothing', undefined, true],
    ['no topologies', [], true],
    ['its zone', [{ matchLabelExpressions: [{ key: ZONE, values: ['w', 'x'] }] }], true],
    ['another zone', [{ matchLabelExpressions: [{ key: ZONE, values: ['y'] }] }], false],
    [
      'one or the other',
      [
        { matchLabelExpressions: [{ key: ZONE, values: ['y'] }] },
        { matchLabelExpressions: [{ key: ZONE, values: ['x'] }] },
      ],
      true,
    ],
    [
      'its zone and a rack',
      [
        {
          matchLabelExpressions: [
            { key: ZONE, values: ['x'] },
            { key: 'rack', values: ['1'] },
          ],
        },
      ],
      false,
    ],
    ['a term of nothing', [{ matchLabelExpressions: [] }], false],
    ['an empty term', [{}], false],
    ['no value', [{ matchLabelExpressions: [{ key: ZONE }] }], false],
  ])('goes by topologies that allow %s', (_what, allowedTopologies, fits) => {
    const world = [storageClass('fast', { allowedTopologies }), wanting()];
    expect(said(using('p', 'data'), ...world)['a']).toBe(fits ? 'fits' : saying(UNMATCHED));
  });

  const capacity = (fields: Record<string, unknown>) =>
    object('storage.k8s.io/v1', 'CSIStorageCapacity', 'c', {
      metadata: { namespace: 'kube-system' },
      storageClassName: 'fast',
      capacity: '1Gi',
      nodeTopology: { matchLabels: { [ZONE]: 'x' } },
      ...fields,
    });
  const driver = (storageCapacity?: boolean) =>
    object('storage.k8s.io/v1', 'CSIDriver', 'csi.example.com', {
      spec: { ...(storageCapacity !== undefined && { storageCapacity }) },
    });

  it.each<[string, KubeObject, boolean]>([
    ['enough', capacity({}), true],
    ['too little', capacity({ capacity: '1023Mi' }), false],
    ['enough in one piece', capacity({ capacity: '1Mi', maximumVolumeSize: '1Gi' }), true],
    ['too little in one piece', capacity({ capacity: '9Gi', maximumVolumeSize: '1023Mi' }), false],
    ['room of another class', capacity({ storageClassName: 'slow' }), false],
    ['room elsewhere', capacity({ nodeTopology: { matchLabels: { [ZONE]: 'y' } } }), false],
    ['room anywhere', capacity({ nodeTopology: {} }), true],
    ['room nowhere', capacity({ nodeTopology: undefined }), false],
    ['room of no size', capacity({ capacity: undefined }), false],
  ])('goes by a driver that says there is %s', (_what, room, fits) => {
    const world = [storageClass('fast'), wanting(), driver(true), room];
    expect(said(using('p', 'data'), ...world)['a']).toBe(fits ? 'fits' : saying(FULL));
    if (fits) return;
    expect(obstacles(using('p', 'data'), [...nodes, ...world])['a']).toEqual([
      { kind: 'volume', claim: 'default/data', reason: FULL },
    ]);
  });

  it('does not ask a driver that does not say, or for a claim of no size', () => {
    const fits = { a: 'fits', b: 'fits' };
    expect(said(using('p', 'data'), storageClass('fast'), wanting(), driver(false))).toEqual(fits);
    expect(said(using('p', 'data'), storageClass('fast'), wanting(), driver())).toEqual(fits);
    expect(said(using('p', 'data'), storageClass('fast'), wanting({ resources: {} }), driver(true))).toEqual(
      fits,
    );
    expect(said(using('p', 'data'), storageClass('fast'), wanting(), driver(true))).toEqual({
      a: saying(FULL),
      b: saying(FULL),
    });
    const other = storageClass('fast', { provisioner: 'other.example.com' });
    expect(said(using('p', 'data'), other, wanting(), driver(true))).toEqual(fits);
  });

  it('stops at the first that cannot be made', () => {
    const none = storageClass('none', { provisioner: 'kubernetes.io/no-provisioner' });
    const world = [
      storageClass('fast'),
      none,
      driver(true),
      wanting(),
      claim('other', { storageClassName: 'none' }),
    ];
    expect(said(using('p', 'data', 'other'), ...world)['a']).toBe(saying(FULL));
    expect(said(using('p', 'other', 'data'), ...world)['a']).toBe(saying(UNMATCHED));
  });

  it('tells what is taken and what is made, in one', () => {
    const world = [
      nodes[0]!,
      storageClass('fast'),
      local,
      wanting(),
      claim('disk', { storageClassName: 'local' }),
      volume('v'),
      bound('old', 'w'),
      volume('w'),
    ];
    expect(decide(using('p', 'data', 'old', 'disk'), world).volumes).toEqual([
      { claim: 'default/disk', volume: 'v' },
      { claim: 'default/data', volume: undefined },
    ]);
    expect(decide(using('p', 'old'), world).volumes).toBe(undefined);
    expect(decide(pod('p'), world).volumes).toBe(undefined);
  });
});
