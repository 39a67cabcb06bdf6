import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/api/json.js';
import type { KubeObject } from '../../src/api/objects.js';
import { PATCHING } from '../../src/apiserver/policy-patching.js';
import { Cluster } from '../../src/cluster/cluster.js';

const CLUSTER = Cluster.of([] as KubeObject[], '1.36');
const POD: JsonObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a', labels: { a: '1' } },
  spec: { containers: [{ name: 'c', image: 'i' }] },
};

describe('patches of policies', () => {
  it('are JSON patches, of which one whose test fails changes nothing', () => {
    const op = (op: string, path: string, value: string): JsonObject => ({ op, path, value });
    expect(PATCHING.json({ a: '1' }, [op('replace', '/a', '2')])).toEqual({ object: { a: '2' } });
    expect(PATCHING.json({ a: '1' }, [op('test', '/a', '2'), op('replace', '/a', '3')])).toEqual({
      object: { a: '1' },
    });
    expect(PATCHING.json({ a: '1' }, [op('replace', '', 'x')])).toEqual({ object: {} });
    expect(PATCHING.json({ a: '1' }, [op('add', '/b/c', '2')])).toEqual({
      error: 'JSON Patch: add operation does not apply: doc is missing path: "/b/c": missing value',
    });
  });

  it('are apply configurations, merged by the keys of lists', () => {
    const laid = PATCHING.apply(
      POD,
      { metadata: { labels: { b: '2' } }, spec: { containers: [{ name: 'd', image: 'j' }] } },
      CLUSTER,
    );
    expect(laid).toEqual({
      object: {
        ...POD,
        metadata: { name: 'a', labels: { a: '1', b: '2' } },
        spec: {
          containers: [
            { name: 'c', image: 'i' },
            { name: 'd', image: 'j' },
          ],
        },
      },
    });
  });

  it('may not touch what only changes as a whole, nor name what there is not', () => {
    expect(PATCHING.apply(POD, { spec: { containers: [{ name: 'c', args: ['x'] }] } }, CLUSTER)).toEqual({
      error:
        'error applying patch: invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: .spec.containers[0].args',
    });
    const both = { nodeSelector: { a: 'b' }, containers: [{ name: 'c', command: ['x'] }] };
    expect(PATCHING.apply(POD, { spec: both }, CLUSTER)).toMatchObject({
      error: expect.stringMatching(/structs: (\S+command, \S+nodeSelector|\S+nodeSelector, \S+command)$/),
    });
    expect(PATCHING.apply(POD, { spec: { nodeSelector: { a: 'b' } } }, CLUSTER)).toEqual({
      error:
        'error applying patch: invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: .spec.nodeSelector',
    });
    expect(PATCHING.apply(POD, { spec: { nope: 1 } }, CLUSTER)).toEqual({
      error:
        'error applying patch: failed to convert patch object to typed object: .spec.nope: field not declared in schema',
    });
  });
});
