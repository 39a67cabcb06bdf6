import { describe, expect, it, vi } from 'vitest';
import { SHELVES } from '../../src/admission/kinds/index.js';

describe('the shelves of kinds', () => {
  it('hold the kinds that they say they hold', async () => {
    for (const { kinds, load } of SHELVES) {
      const { KINDS } = await load();
      expect(KINDS.map(({ group, kind }) => `${group}/${kind}`).sort()).toEqual([...kinds].sort());
    }
  });

  it('are loaded by need, and not to be used before', async () => {
    vi.resetModules();
    const { kindRules, loadKinds } = await import('../../src/admission/kinds/index.js');
    expect(kindRules('', 'ConfigMap')?.kind).toBe('ConfigMap');
    expect(kindRules('example.com', 'Widget')).toBeUndefined();
    expect(() => kindRules('apps', 'Deployment')).toThrow('before they are loaded');
    await loadKinds([{ apiVersion: 'apps/v1', kind: 'DaemonSet' }, 'no object', undefined, { kind: 'Node' }]);
    expect(kindRules('apps', 'Deployment')?.kind).toBe('Deployment');
    expect(() => kindRules('', 'Service')).toThrow('before they are loaded');
  });

  it.each([
    ['DaemonSet', 'apps'],
    ['Deployment', 'apps'],
    ['Ingress', 'networking.k8s.io'],
    ['NetworkPolicy', 'networking.k8s.io'],
    ['ReplicaSet', 'apps'],
  ])('are found for a %s of before', async (kind, group) => {
    vi.resetModules();
    const { kindRules, loadKinds } = await import('../../src/admission/kinds/index.js');
    await loadKinds([{ apiVersion: 'extensions/v1beta1', kind }]);
    expect(kindRules(group, kind)?.kind).toBe(kind);
  });

  it('are not loaded for what is no object of a known kind', async () => {
    vi.resetModules();
    const { kindRules, loadKinds } = await import('../../src/admission/kinds/index.js');
    await loadKinds([null, [], 1, {}, { apiVersion: 1, kind: 'Pod' }, { apiVersion: 'v1', kind: 1 }]);
    await loadKinds([
      { apiVersion: 'apps/v1', kind: 'Pod' },
      { apiVersion: 'example.com/v1', kind: 'Job' },
    ]);
    expect(() => kindRules('', 'Pod')).toThrow(
      'the rules of /Pod are asked for before they are loaded: loadKinds, or import all.js',
    );
  });
});
