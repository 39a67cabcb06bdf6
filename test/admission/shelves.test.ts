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
    expect(kindRules('', 'ConfigMap')?.resource).toBe('configmaps');
    expect(kindRules('example.com', 'Widget')).toBeUndefined();
    expect(() => kindRules('apps', 'Deployment')).toThrow('before they are loaded');
    await loadKinds([{ apiVersion: 'apps/v1', kind: 'DaemonSet' }, 'no object', undefined, { kind: 'Node' }]);
    expect(kindRules('apps', 'Deployment')?.resource).toBe('deployments');
    expect(() => kindRules('', 'Service')).toThrow('before they are loaded');
  });
});
