import { describe, expect, it } from 'vitest';
import { referenceIndex } from '../../src/references/readers.js';
import { told } from './told.js';

const named = (kind: string, name: string, namespace: string | undefined, rest: object) => ({
  apiVersion: kind === 'Service' || kind === 'Pod' || kind === 'PersistentVolume' ? 'v1' : 'apps/v1',
  kind,
  metadata: { name, ...(namespace && { namespace }) },
  ...rest,
});
const template = (labels: Record<string, string>, spec: object) => ({ metadata: { labels }, spec });

const WEB = named('Deployment', 'web', 'shop', {
  spec: {
    template: template(
      { app: 'web', tier: 'front' },
      {
        containers: [{ envFrom: [{ secretRef: { name: 's' } }, { configMapRef: { name: 's' } }] }],
        imagePullSecrets: [{ name: 's' }],
      },
    ),
  },
});
const FAR = named('Pod', 'far', 'other', {
  metadata: { name: 'far', namespace: 'other', labels: { app: 'web' } },
  spec: { imagePullSecrets: [{ name: 's' }] },
});
const VOLUME = named('PersistentVolume', 'v', undefined, {
  spec: { storageClassName: 'fast', csi: { nodeStageSecretRef: { name: 's', namespace: 'shop' } } },
});

describe('who refers to an object', () => {
  const who = (kind: string, namespace: string | undefined, name: string) =>
    referenceIndex([VOLUME, FAR, WEB])
      .readersOf(kind, namespace, name)
      .map(({ object, references }) => [object.metadata.name, references.map(told)]);

  it('is found by kind, namespace and name, in the order of the objects', () => {
    expect(who('Secret', 'shop', 's')).toEqual([
      ['v', ['spec.csi.nodeStageSecretRef.name → Secret shop/s: mount-error']],
      [
        'web',
        [
          'spec.template.spec.containers[0].envFrom[0].secretRef.name → Secret shop/s as env: config-error',
          'spec.template.spec.imagePullSecrets[0].name → Secret shop/s as pull: left-out',
        ],
      ],
    ]);
    expect(who('ConfigMap', 'shop', 's').map(([name]) => name)).toEqual(['web']);
    expect(who('StorageClass', undefined, 'fast').map(([name]) => name)).toEqual(['v']);
    expect(who('StorageClass', 'shop', 'fast')).toEqual([]);
    expect(who('Secret', 'shop', 't')).toEqual([]);
    expect(who('Namespace', undefined, 'other').map(([name]) => name)).toEqual(['far']);
  });

  it('goes by the namespace given for objects that say none', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', spec: { serviceAccountName: 'a' } };
    expect(referenceIndex([pod], 'shop').readersOf('ServiceAccount', 'shop', 'a')).toHaveLength(1);
    expect(referenceIndex([pod]).readersOf('ServiceAccount', 'default', 'a')).toHaveLength(1);
  });
});
