import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { describedBy, isDescribed } from '../../src/references/described.js';

const object = (kind: string, name: string, namespace?: string, metadata: object = {}): KubeObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, ...(namespace !== undefined && { namespace }), ...metadata },
});
const OF_SERVER = { resourceVersion: '7' };

describe('of which objects all that there are is known', () => {
  const whole = [
    object('ConfigMap', 'a', 'shop', OF_SERVER),
    object('Pod', 'p', 'other', { uid: 'u' }),
    object('Node', 'n', undefined, { creationTimestamp: '2026-01-01T00:00:00Z' }),
  ];

  it.each<[string, readonly KubeObject[], readonly KubeObject[], string, string | undefined, boolean]>([
    ['a kind that a dump lists', whole, [], 'ConfigMap', 'shop', true],
    ['in a namespace of which it has none', whole, [], 'ConfigMap', 'empty', true],
    ['a kind that it does not list', whole, [], 'Secret', 'shop', false],
    ['a kind without namespaces', whole, [], 'Node', undefined, true],
    ['that it does not list', whole, [], 'StorageClass', undefined, false],
    ['a dump of one namespace', whole.slice(0, 1), [], 'ConfigMap', 'shop', true],
    ['and another one', whole.slice(0, 1), [], 'ConfigMap', 'other', false],
    ['manifests that are there already', [object('ConfigMap', 'a', 'shop')], [], 'ConfigMap', 'shop', false],
    ['a namespace that manifests bring', [], [object('Namespace', 'shop')], 'Secret', 'shop', true],
    ['and another one', [], [object('Namespace', 'shop')], 'Secret', 'default', false],
    [
      'one that was there before',
      [object('Namespace', 'shop', undefined, OF_SERVER)],
      [object('Namespace', 'shop')],
      'Secret',
      'shop',
      false,
    ],
    ['nothing', [], [], 'ConfigMap', 'default', false],
  ])('%s', (_what, held, manifests, kind, namespace, expected) => {
    expect(isDescribed(describedBy(held, manifests), kind, namespace)).toBe(expected);
  });
});
