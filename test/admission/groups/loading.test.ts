import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ALL_KINDS } from '../../../src/admission/groups/all.js';
import { loadKinds } from '../../../src/admission/groups/index.js';
import type { KindRules } from '../../../src/admission/kind.js';
import { kindRules } from '../../../src/admission/kinds.js';

const GROUPS = new URL('../../../src/admission/groups/', import.meta.url);

describe('the kinds of a group', () => {
  it.each([...ALL_KINDS.values()].map(({ group, kind }) => [group, kind] as const))(
    'are loaded with an object of %s: %s',
    async (group, kind) => {
      const apiVersion = group === '' ? 'v1' : `${group}/v1`;
      const kinds = await loadKinds([{ apiVersion, kind }]);
      expect(kindRules(kinds, group, kind)).toEqual(kindRules(ALL_KINDS, group, kind));
      expect([...kinds.values()].filter((one) => one.group !== group && one.kind !== 'ConfigMap')).toEqual(
        [],
      );
    },
  );

  it.each([
    ['DaemonSet', 'apps'],
    ['Deployment', 'apps'],
    ['Ingress', 'networking.k8s.io'],
    ['NetworkPolicy', 'networking.k8s.io'],
    ['ReplicaSet', 'apps'],
  ])('are found for a %s of before', async (kind, group) => {
    const kinds = await loadKinds([{ apiVersion: 'extensions/v1beta1', kind }]);
    expect(kindRules(kinds, group, kind)?.kind).toBe(kind);
  });

  it('are not loaded for what is no object of a known group', async () => {
    const kinds = await loadKinds([null, [], 1, undefined, {}, { apiVersion: 1 }, { apiVersion: 'a.io/v1' }]);
    expect([...kinds.keys()]).toEqual(['/ConfigMap']);
  });

  it('are listed by the index of their folder', async () => {
    const listed: string[] = [];
    for (const { name } of readdirSync(GROUPS, { withFileTypes: true }).filter((one) => one.isDirectory())) {
      const index = (await import(new URL(`${name}/index.ts`, GROUPS).href)) as {
        KINDS: readonly KindRules[];
      };
      for (const { group, kind } of index.KINDS) listed.push(`${group}/${kind}`);
    }
    expect([...ALL_KINDS.keys()].sort()).toEqual(listed.sort());
  });
});
