import { describe, expect, it } from 'vitest';
import { parseManifests } from '../../src/manifest/parse.js';
import { elsewhere } from '../../src/simulation/elsewhere.js';
import { buildWorld } from '../../src/simulation/world.js';

const map = (name: string, namespace?: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}${namespace ? `, namespace: ${namespace}` : ''}}\n---\n`;
const read = (text: string) => parseManifests({ file: 'a.yaml', text });
const told = (manifests: string, cluster: string) =>
  elsewhere(buildWorld(read(manifests), { snapshot: read(cluster).documents }));

describe('objects that the cluster has in another namespace', () => {
  it('are told with the option that plans for them', () => {
    expect(told(map('a'), map('a', 'shop'))).toEqual([
      {
        message: 'configmap/a is not in namespace default, but in namespace shop of the cluster',
        hint: '-n shop plans for what is there',
      },
    ]);
    expect(told(map('a') + map('b') + map('c'), map('a', 'shop') + map('b', 'shop'))[0]?.message).toBe(
      'configmap/a and 1 more are not in namespace default, but in namespace shop of the cluster',
    );
  });

  it('are not spoken of where the manifest says its namespace, one is there, or several could be meant', () => {
    expect(told(map('a', 'default'), map('a', 'shop'))).toEqual([]);
    expect(told(map('a') + map('b'), map('a', 'shop') + map('b', 'default'))).toEqual([]);
    expect(told(map('a'), map('a', 'shop') + map('a', 'test'))).toEqual([]);
    expect(told(map('a'), map('b', 'shop'))).toEqual([]);
  });
});
