import { expect, it } from 'vitest';
import { told } from './told.js';

const claim = (name: string, namespace = 'default', size = '1Gi') =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: ${size}}}}\n`;

it('tells an object under another name as such, and what stays with the old one', () => {
  const lines = told(claim('a'), claim('b')).filter((line) => line.includes(' = '));
  expect(lines).toEqual([
    '  = renamed: persistentvolumeclaim/a under another name, the same in all else: made anew, as nothing is renamed in a cluster {"from":"a"}',
    '  = left: persistentvolumeclaim/b comes in its place; this one stays in the cluster, with its data, until it is deleted {"remove":"kubectl delete persistentvolumeclaim/a","to":"b"}',
  ]);
});

it('tells one in another namespace, and none that differs in more', () => {
  expect(told(claim('a'), claim('a', 'shop')).join('\n')).toContain(
    'renamed: persistentvolumeclaim/a -n default in another namespace, the same in all else',
  );
  expect(told(claim('a'), claim('b', 'default', '2Gi')).join('\n')).not.toContain('renamed');
});
