import { describe, expect, it } from 'vitest';
import type { Node } from '../../src/api/objects.js';
import { taint } from '../../src/kubectl/taint.js';
import { clientOf, NODE, run } from './client.js';

const taintsOf = (client: ReturnType<typeof clientOf>) =>
  (client.cluster.get('Node', 'n1') as Node).spec?.taints?.map(
    ({ key, value, effect }) => `${key}=${value}:${effect}`,
  );

describe('kubectl taint', () => {
  it('puts new ones first, and takes them away by key and effect', () => {
    const client = clientOf([NODE]);
    const did = (command: string) => [run(client, command), taintsOf(client)];
    expect(did('taint node n1 a=x:NoSchedule')).toEqual(['node/n1 tainted', ['a=x:NoSchedule']]);
    expect(did('taint node n1 b:NoExecute')).toEqual([
      'node/n1 tainted',
      ['b=undefined:NoExecute', 'a=x:NoSchedule'],
    ]);
    expect(did('taint node n1 a=y:NoSchedule')).toEqual([
      'error: node n1 already has a taint(s) with same effect(s) and --overwrite is false',
      ['b=undefined:NoExecute', 'a=x:NoSchedule'],
    ]);
    expect(did('taint node n1 a=y:NoSchedule --overwrite')).toEqual([
      'node/n1 modified',
      ['a=y:NoSchedule', 'b=undefined:NoExecute'],
    ]);
    expect(did('taint node n1 a=y:NoExecute')).toEqual([
      'node/n1 tainted',
      ['a=y:NoExecute', 'a=y:NoSchedule', 'b=undefined:NoExecute'],
    ]);
    expect(did('taint node n1 a:NoExecute-')).toEqual([
      'node/n1 untainted',
      ['a=y:NoSchedule', 'b=undefined:NoExecute'],
    ]);
    expect(did('taint node n1 a-')).toEqual(['node/n1 untainted', ['b=undefined:NoExecute']]);
    expect(did('taint node n1 a-')).toEqual(['error: taint "a" not found', ['b=undefined:NoExecute']]);
    expect(did('taint node n1 b:NoSchedule-')).toEqual([
      'error: taint "b:NoSchedule" not found',
      ['b=undefined:NoExecute'],
    ]);
    expect(did('taint node n1 b=z-')[0]).toMatch(
      /^error: invalid taint spec: b=z, name part must consist of/,
    );
    expect(did('taint node n1 b-')).toEqual(['node/n1 untainted', undefined]);
  });

  it('is refused', () => {
    const client = clientOf([NODE]);
    const nonsense = { key: 'a', value: 'x', effect: 'Nonsense' } as unknown as { key: string };
    expect(taint(client, 'n1', nonsense).refusal?.message).toBe(
      'Node "n1" is invalid: metadata.taints[0].effect: Unsupported value: "Nonsense": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
    );
    expect(taintsOf(client)).toBeUndefined();
    expect(taint(client, 'n9', { key: 'a', effect: 'NoSchedule' }).refusal?.message).toBe(
      'nodes "n9" not found',
    );
  });
});
