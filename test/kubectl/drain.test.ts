import { describe, expect, it } from 'vitest';
import type { Node, Pod } from '../../src/api/objects.js';
import { beginDrain, drainable, isDrained } from '../../src/kubectl/drain.js';
import { evict } from '../../src/kubectl/evict.js';
import { clientOf, NODE } from './client.js';

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
  const daemonSet = { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'x', namespace: 'ns' } };
  const managed = [
    daemonSet,
    pod('web', owner('ReplicaSet')),
    pod('log', owner('DaemonSet')),
    pod('static', mirror),
  ];
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
