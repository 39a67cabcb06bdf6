import { describe, expect, it } from 'vitest';
import { namePrefix, podFromTemplate } from '../../src/controllers/pod-template.js';
import { made } from './look.js';

describe('a pod of a template', () => {
  const set = made('ReplicaSet', 'web');
  const spec = { containers: [{ name: 'app', image: 'app:1' }] };
  const OWNER = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    name: 'web',
    uid: 'ReplicaSet-web',
    controller: true,
    blockOwnerDeletion: true,
  };

  it('takes over labels, annotations and finalizers, and has its owner', () => {
    const metadata = { labels: { a: 'b' }, annotations: { c: 'd' }, finalizers: ['e/f'] };
    expect(podFromTemplate({ metadata: { ...metadata, name: 'ignored' }, spec }, set)).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { generateName: 'web-', namespace: 'default', ...metadata, ownerReferences: [OWNER] },
      spec,
    });
    expect(podFromTemplate({ spec }, set).metadata).toEqual({
      generateName: 'web-',
      namespace: 'default',
      ownerReferences: [OWNER],
    });
  });

  it('is named with a dash, where a name may begin so', () => {
    expect([
      namePrefix('web'),
      namePrefix('web.'),
      namePrefix('a'.repeat(253)),
      namePrefix('a'.repeat(254)),
    ]).toEqual(['web-', 'web.-', `${'a'.repeat(253)}-`, 'a'.repeat(254)]);
  });
});
