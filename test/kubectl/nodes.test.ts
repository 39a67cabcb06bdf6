import { describe, expect, it } from 'vitest';
import type { Node, Pod } from '../../src/api/objects.js';
import { cordon, uncordon } from '../../src/kubectl/cordon.js';
import { beginDrain, drainable, isDrained } from '../../src/kubectl/drain.js';
import { evict } from '../../src/kubectl/evict.js';
import { taint } from '../../src/kubectl/taint.js';
import { clientOf, run } from './client.js';

const NODE = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1', uid: 'n1' }, spec: {} };
const taintsOf = (client: ReturnType<typeof clientOf>) =>
  (client.cluster.get('Node', 'n1') as Node).spec?.taints?.map(
    ({ key, value, effect }) => `${key}=${value}:${effect}`,
  );

describe('kubectl cordon', () => {
  it('twice, and back twice', () => {
    const client = clientOf([NODE]);
    const closed = () => (client.cluster.get('Node', 'n1') as Node).spec?.unschedulable;
    expect([run(client, 'cordon n1'), closed()]).toEqual(['node/n1 cordoned', true]);
    const before = client.cluster;
    expect([run(client, 'cordon n1'), closed()]).toEqual(['node/n1 already cordoned', true]);
    expect(client.cluster).toBe(before);
    expect([run(client, 'uncordon n1'), closed()]).toEqual(['node/n1 uncordoned', undefined]);
    expect([run(client, 'uncordon n1'), closed()]).toEqual(['node/n1 already uncordoned', undefined]);
    expect(cordon(client, 'n1')).toMatchObject({ word: 'cordoned', changed: true });
    expect(uncordon(client, 'n1')).toMatchObject({ word: 'uncordoned', changed: true });
  });

  it('of a node that is not there', () => {
    expect(run(clientOf(), 'cordon n9')).toBe('Error from server (NotFound): nodes "n9" not found');
  });
});

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
    expect(did('taint node n1 b=z-')).toEqual(['node/n1 untainted', undefined]);
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

describe('kubectl drain', () => {
  const owner = (kind: string) => ({
    ownerReferences: [{ apiVersion: 'apps/v1', kind, name: 'x', uid: kind, controller: true }],
  });
  const pod = (name: string, metadata: object = {}, phase = 'Running') => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'ns', uid: name, ...metadata },
    spec: { containers: [{ name: 'c', image: 'i' }], nodeName: 'n1' },
    status: { phase },
  });
  const mirror = { annotations: { 'kubernetes.io/config.mirror': 'x' }, ...owner('Node') };
  const managed = [pod('web', owner('ReplicaSet')), pod('log', owner('DaemonSet')), pod('static', mirror)];
  const names = (pods: readonly Pod[]) => pods.map(({ metadata }) => metadata.name);

  it('closes the node, and passes over pods of DaemonSets and of the node itself', () => {
    const client = clientOf([NODE, ...managed]);
    expect(beginDrain(client, 'n1')).toMatchObject({ word: 'cordoned', changed: true });
    expect(names(drainable(client.cluster, 'n1'))).toEqual(['web']);
    expect(isDrained(client.cluster, 'n1')).toBe(false);
    expect(evict(client, 'ns/web')).toMatchObject({ word: 'evicted', changed: true });
    expect([names(drainable(client.cluster, 'n1')), isDrained(client.cluster, 'n1')]).toEqual([[], false]);
    const name = { kind: 'Pod', key: 'ns/web' };
    client.send({ verb: 'delete', ...name, gracePeriodSeconds: 0 });
    expect(isDrained(client.cluster, 'n1')).toBe(true);
  });

  it('pods that have ended go, whoever made them', () => {
    const ended = [pod('done', {}, 'Succeeded'), pod('lost', owner('DaemonSet'), 'Failed')];
    const client = clientOf([NODE, ...ended]);
    expect(beginDrain(client, 'n1').error).toBeUndefined();
    expect(names(drainable(client.cluster, 'n1')).sort()).toEqual(['done', 'lost']);
  });

  it('goes no further for pods of nobody, unless forced', () => {
    const client = clientOf([NODE, ...managed, pod('b'), pod('a')]);
    const outcome = beginDrain(client, 'n1');
    expect(outcome.error).toMatch(
      /^unable to drain node "n1" due to error: cannot delete Pods that declare no controller \(use --force to override\): ns\/[ab], ns\/[ab]$/,
    );
    expect((client.cluster.get('Node', 'n1') as Node).spec?.unschedulable).toBe(true);
    expect(beginDrain(client, 'n1', { force: true })).toMatchObject({
      word: 'already cordoned',
      changed: false,
    });
    expect(beginDrain(client, 'n9').refusal?.message).toBe('nodes "n9" not found');
  });
});
