import { describe, expect, it } from 'vitest';
import type { KubeObject, Pod } from '../../../src/api/objects.js';
import { configured, decide, node, obstacles, pod, verdicts } from '../build.js';
import { bound, claim, storageClass, using, volume, ZONE } from '../volume-objects.js';

const REGION = 'topology.kubernetes.io/region';
const BETA_ZONE = 'failure-domain.beta.kubernetes.io/zone';
const BETA_REGION = 'failure-domain.beta.kubernetes.io/region';
const OTHER_ZONE = '!VolumeZone: node(s) had no available volume zone';

/** What is said of a node with these labels to a pod whose volume has those. */
const said = (nodeLabels: Record<string, string>, labels: Record<string, string>) => {
  const world = [node('a', { labels: nodeLabels }), bound('data', 'v'), volume('v', {}, { labels })];
  return verdicts(decide(using('p', 'data'), world))['a'];
};

describe('VolumeZone', () => {
  it.each([ZONE, REGION, BETA_ZONE, BETA_REGION])('compares %s', (key) => {
    expect(said({ [key]: 'x' }, { [key]: 'x' })).toBe('fits');
    expect(said({ [key]: 'y' }, { [key]: 'x' })).toBe(OTHER_ZONE);
    expect(said({ [key]: 'y' }, { [key]: 'w__y__x' })).toBe('fits');
    expect(said({ [key]: 'z' }, { [key]: 'w__y__x' })).toBe(OTHER_ZONE);
    expect(said({}, { [key]: 'x' })).toBe('fits');
    expect(said({ [key]: 'y' }, {})).toBe('fits');
    expect(said({ [key]: 'y' }, { [key]: '' })).toBe('fits');
    expect(said({ [key]: 'y' }, { [key]: 'x__' })).toBe('fits');
  });

  it('reads the old labels of volumes against the new ones of nodes, not the other way', () => {
    expect(said({ [ZONE]: 'x' }, { [BETA_ZONE]: 'x' })).toBe('fits');
    expect(said({ [ZONE]: 'y' }, { [BETA_ZONE]: 'x' })).toBe(OTHER_ZONE);
    expect(said({ [REGION]: 'x' }, { [BETA_REGION]: 'x' })).toBe('fits');
    expect(said({ [REGION]: 'y' }, { [BETA_REGION]: 'x' })).toBe(OTHER_ZONE);
    expect(said({ [BETA_ZONE]: 'x' }, { [ZONE]: 'x' })).toBe(OTHER_ZONE);
    expect(said({ [BETA_ZONE]: 'y', [ZONE]: 'x' }, { [BETA_ZONE]: 'x' })).toBe(OTHER_ZONE);
  });

  it('wants all labels of all volumes met', () => {
    const world = [
      node('a', { labels: { [ZONE]: 'x', [REGION]: 'r' } }),
      node('b', { labels: { [ZONE]: 'x', [REGION]: 's' } }),
      node('c', { labels: { [ZONE]: 'y', [REGION]: 'r' } }),
      bound('one', 'v'),
      bound('two', 'w'),
      volume('v', {}, { labels: { [ZONE]: 'x' } }),
      volume('w', {}, { labels: { [REGION]: 'r', [ZONE]: 'x' } }),
    ];
    expect(verdicts(decide(using('p', 'one', 'two'), world))).toEqual({
      a: 'fits',
      b: OTHER_ZONE,
      c: OTHER_ZONE,
    });
    const reason = 'node(s) had no available volume zone';
    expect(obstacles(using('p', 'one', 'two'), world)).toEqual({
      b: [{ kind: 'volume', claim: 'default/two', reason }],
      c: [{ kind: 'volume', claim: 'default/one', reason }],
    });
  });

  it('says what is wrong with a claim, where VolumeBinding does not say it first', () => {
    const message = (...world: KubeObject[]) => decide(using('p', 'data'), [node('a'), ...world]).message;
    expect(message(bound('data', 'gone'))).toBe(
      '0/1 nodes are available: persistentvolume "gone" not found. not found',
    );
    const waiting = [storageClass('fast'), claim('data', { storageClassName: 'fast' })];
    expect(decide(using('p', 'data'), [node('a'), ...waiting]).outcome).toBe('bound');
    const ephemeral = pod('p', { volumes: [{ name: 'v', ephemeral: {} }] });
    const own: Pod = { ...ephemeral, metadata: { ...ephemeral.metadata, uid: 'u' } };
    const owner = {
      ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'u', controller: true }],
    };
    const scratch = bound('p-v', 'w', {}, owner);
    const far = volume('w', {}, { labels: { [ZONE]: 'x' } });
    const elsewhere = node('a', { labels: { [ZONE]: 'y' } });
    expect(verdicts(decide(own, [elsewhere, scratch, far]))).toEqual({ a: 'fits' });
  });
});

describe('VolumeZone by itself', () => {
  const alone = (...world: KubeObject[]) => {
    const enabled = ['PrioritySort', 'VolumeZone', 'ImageLocality', 'DefaultBinder'].map((name) => ({
      name,
    }));
    const scheduler = configured({ plugins: { multiPoint: { disabled: [{ name: '*' }], enabled } } });
    return decide(using('p', 'data'), [node('a'), ...world], scheduler).message ?? 'fits';
  };
  const everywhere = (text: string) => `0/1 nodes are available: ${text}.`;

  it.each<[string, KubeObject[], string]>([
    ['is not there', [], everywhere('persistentvolumeclaim "data" not found')],
    [
      'has no class',
      [claim('data')],
      everywhere('PersistentVolumeClaim had no pv name and storageClass name'),
    ],
    [
      'has a class that is not there',
      [claim('data', { storageClassName: 'gone' })],
      everywhere('storageclass.storage.k8s.io "gone" not found'),
    ],
    [
      'has a class that does not say when it binds',
      [storageClass('odd', { volumeBindingMode: undefined }), claim('data', { storageClassName: 'odd' })],
      everywhere('VolumeBindingMode not set for StorageClass "odd"'),
    ],
    [
      'has a class that binds at once',
      [storageClass('now', { volumeBindingMode: 'Immediate' }), claim('data', { storageClassName: 'now' })],
      everywhere('PersistentVolume had no name'),
    ],
    ['waits for its pod', [storageClass('fast'), claim('data', { storageClassName: 'fast' })], 'fits'],
    [
      'has a volume that is not there',
      [claim('data', { volumeName: 'v' })],
      everywhere('persistentvolume "v" not found'),
    ],
    ['has a volume without labels', [claim('data', { volumeName: 'v' }), volume('v')], 'fits'],
  ])('of a claim that %s', (_what, world, said) => {
    expect(alone(...world)).toBe(said);
  });
});
