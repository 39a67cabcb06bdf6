import { expect, it } from 'vitest';
import { parseManifests } from '../../src/manifest/parse.js';
import { snapshotObjects } from '../../src/simulation/snapshot.js';
import { buildWorld } from '../../src/simulation/world.js';

const documentsOf = (text: string) => parseManifests({ file: 'cluster.yaml', text }).documents;
const told = (findings: readonly { message: string; location: { start: { line: number } } }[]) =>
  findings.map(({ message, location }) => `${location.start.line}: ${message}`);

it('keeps the objects of a snapshot, and names what is none', () => {
  const documents = documentsOf(`apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Node, metadata: {name: a, uid: u, selfLink: /a, labels: {a: b}}, status: {x: 1}}
- {kind: Node, metadata: {name: no-version}}
- {apiVersion: v1, metadata: {name: no-kind}}
- {apiVersion: 1, kind: Node, metadata: {name: odd-version}}
- {apiVersion: v1, kind: [Node], metadata: {name: odd-kind}}
- {apiVersion: v1, kind: Node}
- {apiVersion: v1, kind: Node, metadata: {generateName: no-name-}}
- {apiVersion: v1, kind: Node, metadata: {name: n}}
- {apiVersion: v1, kind: Pod, metadata: {name: p, namespace: 1}}
- {apiVersion: v1, kind: Node, metadata: {name: b}}
`);
  const { objects, findings } = snapshotObjects(documents);
  expect(objects.map(({ object }) => object)).toEqual([
    {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'a', uid: 'u', labels: { a: 'b' } },
      status: { x: 1 },
    },
    { apiVersion: 'v1', kind: 'Node', metadata: { name: 'b' } },
  ]);
  const text =
    'is no text; in YAML n, no, on, 1 and the like are read as something else unless they are quoted';
  expect(told(findings)).toEqual([
    '5: left out of the cluster: it has no apiVersion',
    '6: left out of the cluster: it has no kind',
    `7: left out of the cluster: its apiVersion ${text}`,
    `8: left out of the cluster: its kind ${text}`,
    '9: left out of the cluster: Node: it has no name',
    '10: left out of the cluster: Node: it has no name',
    `11: left out of the cluster: Node: its name ${text}`,
    `12: left out of the cluster: Pod: its namespace ${text}`,
  ]);
});

it('leaves out what the server could not have read, and fills in what every stored object has', () => {
  const snapshot = documentsOf(`apiVersion: v1
kind: PersistentVolume
metadata: {name: odd}
spec: {capacity: {storage: "::"}}
---
apiVersion: v1
kind: Node
metadata: {name: one}
spec: {taints: [null]}
---
apiVersion: v1
kind: Pod
metadata: {name: p, ownerReferences: [{}]}
spec: null
status: {conditions: [null]}
---
{apiVersion: apps/v7, kind: Deployment, metadata: {name: from-the-future}}
---
{apiVersion: v1, kind: Gadget, metadata: {name: unheard-of}}
---
{apiVersion: k8s.io/v1, kind: Pod, metadata: {name: of-somebody-else}}
`);
  const { before, findings } = buildWorld({ documents: [], findings: [] }, { snapshot });
  expect(told(findings)).toEqual([
    expect.stringMatching(
      /^4: left out of the cluster: persistentvolume\/odd: quantities must match the regular expression/,
    ),
    '17: left out of the cluster: deployment/from-the-future: no kind "Deployment" is registered for version "apps/v7"',
    '19: left out of the cluster: gadget/unheard-of: no kind "Gadget" is registered for version "v1"',
  ]);
  expect(before.get('PersistentVolume', 'odd')).toBeUndefined();
  expect(before.get('Node', 'one')?.spec?.taints).toEqual([{ key: '', effect: '' }]);
  expect(before.get('Pod', 'default/p')).toMatchObject({
    metadata: { ownerReferences: [{ apiVersion: '', kind: '', name: '', uid: '' }] },
    spec: { containers: [] },
    status: { conditions: [{ type: '', status: '' }] },
  });
});
