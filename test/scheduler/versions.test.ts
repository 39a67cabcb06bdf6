import { describe, expect, it } from 'vitest';
import type { KubeObject, Pod, PodSpec } from '../../src/api/objects.js';
import type { KubernetesVersion } from '../../src/api/version.js';
import { decide, node, object, on, pod, scoresOf, verdicts } from './build.js';
import { bound, claim, storageClass, using, volume, ZONE } from './volume-objects.js';

const MIB = 1024 * 1024;
const big = pod('big', { containers: [{ name: 'c', resources: { requests: { cpu: '5' } } }] });

/** What kube-scheduler decided or said otherwise in other minors; the recordings of each hold it to all of it. */
describe('the message of a pod that fits nowhere', () => {
  const NO_VICTIMS = 'preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.';
  const message = (version: KubernetesVersion) => decide(big, [node('a')], version).message;

  it('ended with two full stops up to 1.29', () => {
    expect(message('1.28')).toBe(`0/1 nodes are available: 1 Insufficient cpu. ${NO_VICTIMS}.`);
    expect(message('1.29')).toBe(message('1.28'));
    expect(message('1.30')).toBe(`0/1 nodes are available: 1 Insufficient cpu. ${NO_VICTIMS}`);
  });

  it('speaks of claims to deallocate from 1.34 to 1.36', () => {
    expect(message('1.36')).toContain(' no new claims to deallocate, preemption: ');
    expect(message('1.37')).toContain('1 Insufficient cpu. preemption: ');
  });

  it('tells since 1.37 what a preemption found', () => {
    const low = on('a', pod('low', { priority: 1, containers: big.spec.containers! }));
    const high = { ...big, spec: { ...big.spec, priority: 9 } };
    const said = (version: KubernetesVersion) => {
      const { message: text, nominatedNode } = decide(
        high,
        [node('a', { size: { cpu: '6' } }), low],
        version,
      );
      return { text, nominatedNode };
    };
    const refused = '0/1 nodes are available: 1 Insufficient cpu.';
    expect(said('1.36')).toEqual({ text: refused, nominatedNode: 'a' });
    expect(said('1.37')).toEqual({
      text: `${refused} preemption: found a potential placement for pod on node a, preempting 1 victims`,
      nominatedNode: 'a',
    });
  });

  const named = (name: string): Partial<PodSpec> => {
    const matchFields = [{ key: 'metadata.name', operator: 'In' as const, values: [name] }];
    const required = { nodeSelectorTerms: [{ matchFields }] };
    return { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } } };
  };

  it.each<[KubernetesVersion, string]>([
    ['1.28', '1 Insufficient cpu.'],
    ['1.29', '1 Insufficient cpu, 1 node is filtered out by the prefilter result.'],
    ['1.30', '1 Insufficient cpu, 1 node is filtered out by the prefilter result.'],
    ['1.31', "1 Insufficient cpu, 1 node(s) didn't satisfy plugin(s) [NodeAffinity]."],
  ])('says on %s of nodes that were left out: %s', (version, text) => {
    const one = { ...big, spec: { ...big.spec, ...named('a') } };
    const said = decide(one, [node('a'), node('b')], version).message;
    expect(said).toContain(`0/2 nodes are available: ${text} preemption: `);
  });
});

describe('scores with nothing to say', () => {
  it.each(['NodeAffinity', 'VolumeBinding'])('of %s were 0 up to 1.29', (plugin) => {
    const points = (version: KubernetesVersion) =>
      scoresOf(decide(pod('p'), [node('a'), node('b')], version), plugin);
    expect(points('1.29')).toEqual({ a: 0, b: 0 });
    expect(points('1.30')).toEqual({ a: undefined, b: undefined });
    expect(points('1.36')).toEqual({ a: undefined, b: undefined });
  });

  it('of VolumeBinding are 0 again since 1.37', () => {
    expect(scoresOf(decide(pod('p'), [node('a'), node('b')], '1.37'), 'VolumeBinding')).toEqual({
      a: 0,
      b: 0,
    });
  });
});

describe('ImageLocality', () => {
  const images = [{ names: ['app:1'], sizeBytes: 511.5 * MIB }];
  const points = (spec: Partial<PodSpec>, version: KubernetesVersion) =>
    scoresOf(
      decide(pod('p', spec), [node('a', { images }), node('b', { images })], version),
      'ImageLocality',
    )['a'];
  const other = { name: 'other', image: 'other:1' };

  it('counts init containers since 1.30', () => {
    const spec = { containers: [other], initContainers: [{ name: 'init', image: 'app:1' }] };
    expect([points(spec, '1.29'), points(spec, '1.30')]).toEqual([0, 24]);
  });

  it('counts image volumes since 1.33, and since 1.37 among all that it divides by', () => {
    const spec = { containers: [other], volumes: [{ name: 'v', image: { reference: 'app:1' } }] };
    const versions = ['1.32', '1.33', '1.36', '1.37'] as const;
    expect(versions.map((version) => points(spec, version))).toEqual([0, 50, 50, 24]);
  });
});

describe('volumes', () => {
  it('with old zone labels fit nodes with new ones since 1.29', () => {
    const nodes = [node('a', { labels: { [ZONE]: 'x' } })];
    const labelled = volume('v', {}, { labels: { 'failure-domain.beta.kubernetes.io/zone': 'x' } });
    const said = (version: KubernetesVersion) =>
      verdicts(decide(using('p', 'data'), [...nodes, bound('data', 'v'), labelled], version))['a'];
    expect(said('1.28')).toBe('!VolumeZone: node(s) had no available volume zone');
    expect(said('1.29')).toBe('fits');
  });

  const onHosts = (...hosts: string[][]) => {
    const matchExpressions = hosts.map((values) => ({
      key: 'kubernetes.io/hostname',
      operator: 'In',
      values,
    }));
    return { nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions }] } } };
  };
  const two: Pod = { ...using('p', 'one', 'two') };
  const nodes = ['a', 'b', 'c'].map((name) => node(name));
  const evaluated = (version: KubernetesVersion, ...volumes: KubeObject[]) =>
    decide(two, [...nodes, bound('one', 'v'), bound('two', 'w'), ...volumes], version).evaluated;

  it('on hosts leave all other nodes out up to 1.28', () => {
    const [v, w] = [volume('v', onHosts(['a', 'b'], ['b', 'a', 'c'])), volume('w', onHosts(['b', 'c']))];
    expect([evaluated('1.28', v, w), evaluated('1.29', v, w)]).toEqual([1, 3]);
    expect(evaluated('1.28', v, volume('w'))).toBe(2);
    expect(evaluated('1.28', volume('v'), volume('w'))).toBe(3);
  });

  it('that are to be chosen or made leave none out', () => {
    const world = [...nodes, storageClass('fast'), claim('data', { storageClassName: 'fast' })];
    expect(decide(using('p', 'data'), world, '1.28').evaluated).toBe(3);
  });
});

describe('InterPodAffinity', () => {
  it('took NotIn for every namespace from 1.34 to 1.36', () => {
    const namespace = object('v1', 'Namespace', 'shop', { metadata: { labels: { team: 'a' } } });
    const web = on('a', pod('web', {}));
    const there = { ...web, metadata: { ...web.metadata, namespace: 'shop', labels: { app: 'web' } } };
    const namespaceSelector = {
      matchExpressions: [{ key: 'team', operator: 'NotIn' as const, values: ['a'] }],
    };
    const term = {
      labelSelector: { matchLabels: { app: 'web' } },
      topologyKey: 'kubernetes.io/hostname',
      namespaceSelector,
    };
    const near = pod('near', {
      affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } },
    });
    const fits = (version: KubernetesVersion) =>
      decide(near, [node('a'), namespace, there], version).outcome === 'bound';
    const versions = ['1.33', '1.34', '1.36', '1.37'] as const;
    expect(versions.map(fits)).toEqual([false, true, true, false]);
  });
});
