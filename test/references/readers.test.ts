import { describe, expect, it } from 'vitest';
import { podsOf, readersOf, referenceIndex, selectorsOf, selects } from '../../src/references/index.js';
import type { SelectorReference } from '../../src/references/reference.js';
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
const service = (name: string, namespace: string, selector: object) =>
  named('Service', name, namespace, { spec: { selector } });

describe('who refers to an object', () => {
  const who = (kind: string, namespace: string | undefined, name: string) =>
    readersOf([VOLUME, FAR, WEB], kind, namespace, name).map(({ object, references }) => [
      object.metadata.name,
      references.map(told),
    ]);

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
    expect(readersOf([pod], 'ServiceAccount', 'default', 'a')).toHaveLength(1);
  });
});

describe('who selects the pods of an object', () => {
  it('is found by their labels and namespace', () => {
    const services = [
      service('web', 'shop', { app: 'web' }),
      service('both', 'shop', { app: 'web', tier: 'front' }),
      service('back', 'shop', { app: 'web', tier: 'back' }),
      service('far', 'other', { app: 'web' }),
      service('all', 'shop', {}),
    ];
    const names = (target: unknown) =>
      selectorsOf([...services, VOLUME], target).map(({ object }) => object.metadata.name);
    expect(names(WEB)).toEqual(['web', 'both']);
    expect(names(FAR)).toEqual(['far']);
    expect(names(VOLUME)).toEqual([]);
  });

  it('knows the labels of pods and of templates', () => {
    expect(podsOf(WEB)).toEqual({ namespace: 'shop', labels: { app: 'web', tier: 'front' } });
    expect(podsOf(FAR)).toEqual({ namespace: 'other', labels: { app: 'web' } });
    expect(podsOf({ apiVersion: 'apps/v1', kind: 'Deployment', spec: { template: {} } }, 'shop')).toEqual({
      namespace: 'shop',
      labels: {},
    });
    const odd = { apiVersion: 'v1', kind: 'Pod', metadata: { labels: { a: 1 } } };
    expect(podsOf(odd)).toEqual({ namespace: 'default', labels: {} });
    expect(podsOf({ apiVersion: 'apps/v1', kind: 'Deployment', spec: {} })).toBeUndefined();
    expect(podsOf(VOLUME)).toBeUndefined();
    expect(podsOf('text')).toBeUndefined();
  });

  it.each<
    [string, Partial<SelectorReference>, string | undefined, Record<string, string> | undefined, boolean]
  >([
    ['its namespace', { namespaces: ['a', 'b'] }, 'b', undefined, true],
    ['another', { namespaces: ['a'] }, 'b', undefined, false],
    ['none at all', { namespaces: [] }, 'b', undefined, false],
    ['the cluster', { namespaces: undefined }, undefined, undefined, true],
    [
      'a selected one',
      { namespaces: [], namespaceSelector: { matchLabels: { t: 'x' } } },
      'b',
      { t: 'x' },
      true,
    ],
    [
      'one not selected',
      { namespaces: [], namespaceSelector: { matchLabels: { t: 'x' } } },
      'b',
      { t: 'y' },
      false,
    ],
    [
      'a named beside it',
      { namespaces: ['b'], namespaceSelector: { matchLabels: { t: 'x' } } },
      'b',
      {},
      true,
    ],
    [
      'one by its name',
      { namespaces: [], namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'b' } } },
      'b',
      undefined,
      true,
    ],
    ['other labels', { namespaces: ['b'], selector: { matchLabels: { app: 'x' } } }, 'b', undefined, false],
  ])('looks at the namespace: %s', (_title, given, namespace, labelsOfNamespace, expected) => {
    const reference: SelectorReference = {
      by: 'selector',
      path: [],
      to: 'Pod',
      selector: { matchLabels: { app: 'web' } },
      namespaces: [],
      ports: [],
      unmet: 'no-effect',
      ...given,
    };
    expect(selects(reference, { namespace, labels: { app: 'web' } }, labelsOfNamespace)).toBe(expected);
  });
});
