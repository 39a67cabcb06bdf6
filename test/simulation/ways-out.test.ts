import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { simulate } from '../../src/simulation/simulate.js';
import { applied, bare, simulation, world } from './worlds.js';

const set = (kind: 'StatefulSet' | 'DaemonSet', name: string) =>
  ({
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: 'default' },
    spec: {
      ...(kind === 'StatefulSet' && { replicas: 3, serviceName: name }),
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'c', image: 'c:1' }] },
      },
    },
  }) as unknown as KubeObject;

/** A world in which the third node has been silent for so long that its pods are to go. */
function withSilentNode(...objects: KubeObject[]) {
  const sim = applied(simulation('3x cpu=4'), ...objects);
  sim.act({ do: 'fail-node', node: 'node-3' });
  sim.settle();
  return sim.cluster;
}

describe('a pod that is to go on a node of which nothing is heard', () => {
  it('holds its StatefulSet up until it is deleted by force, which was tried', () => {
    const plan = simulate(withSilentNode(set('StatefulSet', 'db')), [], {
      actions: [{ do: 'label', kind: 'StatefulSet', key: 'default/db', labels: { a: 'b' } }],
    });
    expect(plan.workloads).toMatchObject([
      {
        state: 'stuck',
        ready: 2,
        reason: 'waits for db-2 to end: it is terminating on node node-3, of which nothing is heard',
        wayOut: { command: 'kubectl delete pod db-2 --force --grace-period=0', ready: 3, desired: 3 },
      },
    ]);
  });

  it('is the reason where a DaemonSet does not get on', () => {
    const agent = set('DaemonSet', 'agent') as KubeObject & { spec: { template: { spec: object } } };
    const cluster = withSilentNode(agent);
    const next = structuredClone(agent);
    next.spec.template.spec = { containers: [{ name: 'c', image: 'c:2' }] };
    const [outcome] = simulate(cluster, [{ object: next }]).workloads;
    expect(outcome).toMatchObject({
      state: 'stuck',
      reason: expect.stringMatching(/^waits for agent-\w+ to end: it is terminating on node node-3, /),
    });
  });
});

it('tells of a pod that names a node which is not there', () => {
  const lost = bare('lost', { nodeName: 'gone' });
  expect(simulate(world('1x cpu=4'), [{ object: lost }]).workloads).toMatchObject([
    { state: 'stuck', ready: 0, desired: 1, reason: 'deleted: the node that it names is not there' },
  ]);
});
