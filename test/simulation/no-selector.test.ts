import { expect, it } from 'vitest';
import { parseManifests } from '../../src/manifest/parse.js';
import { simulate } from '../../src/simulation/simulate.js';
import { buildWorld } from '../../src/simulation/world.js';

it.each(['Deployment', 'StatefulSet', 'DaemonSet'])(
  'a %s of an old version that selects nothing is left',
  (kind) => {
    const version = kind === 'DaemonSet' ? 'extensions/v1beta1' : 'apps/v1beta1';
    const text = `apiVersion: ${version}\nkind: ${kind}\nmetadata: {name: a, namespace: default}\n`;
    const snapshot = parseManifests({ file: 'c.yaml', text }).documents;
    const world = buildWorld({ documents: [], findings: [] }, { snapshot, nodes: 'cpu=1' });
    const { cluster } = simulate(world.before, []);
    expect(cluster.count('Pod')).toBe(0);
  },
);
