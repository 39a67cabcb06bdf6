import { describe, expect, it } from 'vitest';
import { condition } from '../../src/api/pods.js';
import { failsToPull } from '../../src/kubelet/assumption.js';
import { HEALTHY } from '../../src/kubelet/model.js';
import { deployment, pods, readyPods, replicaSets, simulation, theDeployment } from './worlds.js';

const WEB = { kind: 'Deployment', key: 'default/sample-node-app' };

/** A Deployment as its owner lives with it: the steps of a first day with Kubernetes. */
describe('the story of sample-node-app', () => {
  it('goes from creation to a pinned node', () => {
    const sim = simulation('3x cpu=4,memory=16Gi', { kubelet: { ...HEALTHY_BUT_NOPE } });

    // Created: Deployment, ReplicaSet, pod, node, ready; each step names the one that caused it.
    sim.act({ do: 'apply', object: deployment('sample-node-app', 'sample:1') });
    expect(sim.settle()).toBe(true);
    expect(readyPods(sim.cluster)).toHaveLength(1);
    const ready = sim.steps.find(({ verb }) => verb === 'ready')!;
    const causes: string[] = [];
    for (let step = ready; ; step = sim.steps[step.cause! - 1]!) {
      causes.push(`${step.actor} ${step.verb} ${step.object.kind}`);
      if (step.cause === undefined) break;
    }
    expect(causes).toEqual([
      'kubelet ready Pod',
      'scheduler bind Pod',
      'replicaset create Pod',
      'deployment create ReplicaSet',
      'apply create Deployment',
    ]);

    // A pod is deleted and replaced by another of the same ReplicaSet.
    const first = pods(sim.cluster)[0]!;
    sim.act({ do: 'delete', kind: 'Pod', key: `default/${first.metadata.name}` });
    expect(sim.settle()).toBe(true);
    const second = readyPods(sim.cluster)[0]!;
    expect(pods(sim.cluster)).toHaveLength(1);
    expect(second.metadata.name).not.toBe(first.metadata.name);
    expect(second.metadata.ownerReferences).toEqual(first.metadata.ownerReferences);

    // Scaled 1 → 2 → 3.
    for (const replicas of [2, 3]) {
      sim.act({ do: 'scale', ...WEB, replicas });
      expect(sim.settle()).toBe(true);
      expect(readyPods(sim.cluster)).toHaveLength(replicas);
    }
    expect(new Set(pods(sim.cluster).map(({ spec }) => spec.nodeName)).size).toBe(3);

    // A new image: the two ReplicaSets trade places, three pods stay available all the while.
    const before = sim.moves.get('Deployment default/sample-node-app')!.length;
    sim.act({ do: 'set-image', ...WEB, container: 'app', image: 'sample:2' });
    expect(sim.settle()).toBe(true);
    expect(replicaSets(sim.cluster)).toEqual(['sample:2 ×3', 'sample:1 ×0']);
    const moves = sim.moves.get('Deployment default/sample-node-app')!.slice(before);
    expect(Math.min(...moves.map(({ available }) => available))).toBe(3);
    expect(moves.at(-1)).toMatchObject({ old: 0, new: 3, ready: 3, available: 3 });

    // A tag that does not exist stops the rollout; nothing that runs is lost.
    sim.act({ do: 'set-image', ...WEB, container: 'app', image: 'sample:nope' });
    expect(sim.settle()).toBe(true);
    expect(readyPods(sim.cluster)).toHaveLength(3);
    expect(replicaSets(sim.cluster)).toEqual(['sample:nope ×1', 'sample:2 ×3', 'sample:1 ×0']);
    const stuck = theDeployment(sim.cluster, 'sample-node-app');
    expect(condition(stuck.status?.conditions, 'Progressing')).toMatchObject({
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
    });
    const waiting = pods(sim.cluster).flatMap(({ status }) =>
      (status?.containerStatuses ?? []).flatMap(({ state }) => state?.waiting?.reason ?? []),
    );
    expect(waiting).toEqual(['ImagePullBackOff']);

    // Back to the first revision: it becomes revision 4.
    sim.act({ do: 'rollout-undo', ...WEB, revision: 1 });
    expect(sim.settle()).toBe(true);
    expect(replicaSets(sim.cluster)[0]).toBe('sample:1 ×3');
    const undone = theDeployment(sim.cluster, 'sample-node-app');
    expect(undone.metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('4');
    expect(undone.status).toMatchObject({ readyReplicas: 3, updatedReplicas: 3, replicas: 3 });
    expect(sim.act({ do: 'rollout-undo', ...WEB, revision: 17 }).refusal?.message).toBe(
      'unable to find specified revision 17 in history',
    );
  });

  it('keeps a pod Pending until a node has the label that it selects', () => {
    const sim = simulation();
    const podSpec = { nodeSelector: { disktype: 'ssd' } };
    sim.act({ do: 'apply', object: deployment('db', 'db:1', { podSpec }) });
    sim.settle();
    const pending = pods(sim.cluster)[0]!;
    expect(pending.status?.phase).toBe('Pending');
    expect(condition(pending.status?.conditions, 'PodScheduled')?.message).toContain(
      "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector.",
    );

    sim.act({ do: 'label', kind: 'Node', key: 'node-2', labels: { disktype: 'ssd' } });
    expect(sim.settle()).toBe(true);
    expect(readyPods(sim.cluster).map(({ spec }) => spec.nodeName)).toEqual(['node-2']);
    const bind = sim.steps.findLast(({ verb }) => verb === 'bind')!;
    expect(sim.steps[bind.cause! - 1]).toMatchObject({ actor: 'kubectl', verb: 'label' });
  });
});

const HEALTHY_BUT_NOPE = { ...HEALTHY, assumed: [failsToPull('sample:nope')] };
