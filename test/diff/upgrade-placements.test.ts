import { describe, expect, it } from 'vitest';
import type { Release } from '../../src/api/gates.js';
import type { KubernetesVersion } from '../../src/api/version.js';
import { upgradeOf } from '../../src/diff/upgrade.js';
import { parseManifests } from '../../src/manifest/parse.js';
import { diffText } from '../../src/report/diff-text.js';

function told(text: string, nodes: string, ...versions: KubernetesVersion[]): string {
  const { documents } = parseManifests({ file: 'a.yaml', text });
  const releases = versions.map((version): Release => ({ version, gates: {} })) as [Release, ...Release[]];
  return diffText(upgradeOf(documents, releases, { nodes }), { width: 400 });
}

function deployment(name: string, resources: string, { replicas = 1, ofPod = '{}' } = {}): string {
  return `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {a: ${name}}}
  template:
    metadata: {labels: {a: ${name}}}
    spec: {resources: ${ofPod}, containers: [{name: a, image: a, resources: {requests: ${resources}}}]}
`;
}

describe('where the pods of an upgrade go', () => {
  it('says since when they go elsewhere, for which points, and what only follows them', () => {
    const text =
      deployment('web', '{cpu: 1700m, memory: 2900Mi}') + deployment('cache', '{cpu: 500m, memory: 2700Mi}');
    const nodes = 'cpu=2,memory=20Gi;cpu=2,memory=28Gi';
    const said = told(text, nodes, '1.34', '1.35', '1.36', '1.37');
    expect(said).toBe(`From Kubernetes 1.34 to 1.37: 2 changed.

~ deployment/web    scheduled otherwise since 1.36: 1 → 0 pods on node-1, 0 → 1 on node-2; NodeResourcesBalancedAllocation gives node-2 1 point fewer than node-1, where Kubernetes 1.35 gives it 2 points fewer
~ deployment/cache  scheduled otherwise since 1.36: 0 → 1 pods on node-1, 1 → 0 on node-2; as other pods are elsewhere by then
`);
    expect(told(text, nodes, '1.36', '1.37')).toBe(
      'From Kubernetes 1.36 to 1.37: Nothing changes: 2 objects are the same.\n',
    );
  });

  it('says what a node is refused for, and why pods stay without one', () => {
    const whole = deployment('web', '{cpu: 100m}', { ofPod: '{requests: {cpu: "8"}}' });
    const refused = told(whole, 'cpu=4,memory=8Gi', '1.33', '1.34');
    expect(refused).toContain(
      'scheduled otherwise: 1 → 0 pods on node-1, 0 → 1 Pending; Kubernetes 1.34: 0/1 nodes are available: 1 Insufficient cpu.',
    );
    expect(refused).toContain('stored otherwise');
    expect(told(whole, 'cpu=4,memory=99Gi;cpu=9,memory=1Gi', '1.33', '1.34')).toContain(
      'scheduled otherwise: 1 → 0 pods on node-1, 0 → 1 on node-2; Kubernetes 1.34 refuses node-1: Insufficient cpu',
    );
    // Without nodes nothing is said of them.
    const { documents } = parseManifests({ file: 'a.yaml', text: whole });
    const { notes, objects } = upgradeOf(documents, [
      { version: '1.33', gates: {} },
      { version: '1.34', gates: {} },
    ]);
    expect([notes, objects[0]?.consequences.map(({ type }) => type)]).toEqual([[], ['stored']]);
  });

  it('does not compare more pods than are planned for', () => {
    const said = told(deployment('web', '{}', { replicas: 2_000_000 }), 'cpu=4', '1.36', '1.37');
    expect(said).toContain('there are more pods than are planned for: where they go is not compared');
  });
});
