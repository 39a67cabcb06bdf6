import { expect, it } from 'vitest';
import { parseManifests } from '../../src/manifest/parse.js';
import { planWorld } from '../../src/simulation/plan-world.js';
import { buildWorld } from '../../src/simulation/world.js';

const user = (name: string, node: string) => `apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  nodeName: ${node}
  volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]
  containers: [{name: app, image: "app:1", volumeMounts: [{name: v, mountPath: /v}]}]
---
`;
const HELD = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data, uid: c}
spec: {accessModes: [ReadWriteOnce], volumeName: pv, resources: {requests: {storage: 1Gi}}}
status: {phase: Bound}
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: pv, uid: v}
spec:
  accessModes: [ReadWriteOnce]
  capacity: {storage: 1Gi}
  claimRef: {namespace: default, name: data, uid: c}
  csi: {driver: disk.example.com, volumeHandle: h}
status: {phase: Bound}
`;
const DRIVER =
  '---\napiVersion: storage.k8s.io/v1\nkind: CSIDriver\nmetadata: {name: disk.example.com}\nspec: {}\n';

function supposed(text: string, cluster: string) {
  const read = (one: string) => parseManifests({ file: 'a.yaml', text: one });
  const world = buildWorld(read(text), { snapshot: read(cluster).documents, nodes: '2x cpu=4' });
  return planWorld(world)
    .suppositions.map(({ what, option }) => `${what} ${option}`)
    .filter((line) => line.startsWith('volumes'));
}

it('is told of a driver that nobody describes, where its volume was kept from a node', () => {
  const both = user('a', 'node-1') + user('b', 'node-2');
  expect(supposed(both, HELD)).toEqual(['volumes of disk.example.com are attached to one node --cluster']);
  expect(supposed(both, HELD + DRIVER)).toEqual([]);
  expect(supposed(user('a', 'node-1'), HELD)).toEqual([]);
});
