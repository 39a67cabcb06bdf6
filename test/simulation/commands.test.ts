import { describe, expect, it } from 'vitest';
import { keyOf } from '../../src/api/object-key.js';
import type { KubeObject } from '../../src/api/objects.js';
import { planCommandOf, planCommands } from '../../src/simulation/commands/index.js';
import type { PlanAction } from '../../src/simulation/plan.js';
import { simulate } from '../../src/simulation/simulate.js';
import type { Simulation } from '../../src/simulation/simulation.js';
import { applied, deployment, simulation, world } from './worlds.js';

/** Runs commands one after the other, each settled before the next. */
function then(sim: Simulation, ...lines: string[]): PlanAction[] {
  return lines.flatMap((line) =>
    planCommands(line).map((command) => {
      const action = sim.run(command, { namespace: 'default' });
      sim.settle();
      return action;
    }),
  );
}
const POD = /web-[a-z0-9]+-[a-z0-9]{5}/g;
const said = (actions: readonly PlanAction[]) =>
  actions.map(({ command, at, ends, printed, exitCode, waitsFor }) => [
    `${at / 1000}..${ends / 1000} ${command}`,
    ...printed.map((line) => line.replace(POD, 'web-X')),
    exitCode ?? waitsFor?.replace(POD, 'web-X'),
  ]);
const web = (replicas: number) => deployment('web', 'web:1', { replicas });
const budget = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'web', namespace: 'default' },
  spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } },
} as unknown as KubeObject;
const NO = "Cannot evict pod as it would violate the pod's disruption budget.";

describe('commands of a plan', () => {
  it('each is settled before the next, and says what kubectl prints', () => {
    const sim = applied(simulation('2x cpu=4'), web(2));
    const actions = then(
      sim,
      'kubectl scale deploy/web --replicas=3; kubectl rollout status deploy/web',
      'delete deploy web',
      'scale deploy/web --replicas=1',
    );
    expect(said(actions)).toEqual([
      ['3..3 kubectl scale deploy/web --replicas=3', 'deployment.apps/web scaled', 0],
      ['4..4 kubectl rollout status deploy/web', 'deployment "web" successfully rolled out', 0],
      ['4..4 kubectl delete deploy web', 'deployment.apps "web" deleted from default namespace', 0],
      [
        '5..5 kubectl scale deploy/web --replicas=1',
        'Error from server (NotFound): deployments.apps "web" not found',
        1,
      ],
    ]);
    expect(actions[0]?.steps).toHaveLength(1);
    expect(actions[0]?.world.before.get('Deployment', 'default/web')?.spec.replicas).toBe(2);
  });

  it('a drain goes on as the budget lets it', () => {
    const sim = applied(simulation('2x cpu=4'), web(4), budget);
    const [drain] = then(sim, 'drain node-1');
    expect(drain).toMatchObject({ exitCode: 0, at: 3000 });
    expect(drain?.kept).toBeUndefined();
    expect(drain?.printed.at(-1)).toBe('node/node-1 drained');
    expect(sim.cluster.podsOnNode('node-1')).toEqual([]);
  });

  it('a drain asks again once all is quiet, for what has changed since', () => {
    const sim = applied(simulation('2x cpu=4'), web(3), budget);
    sim.act({ do: 'cordon', node: 'node-2' });
    sim.act({ do: 'delete', kind: 'Pod', key: sim.cluster.podsOnNode('node-2').map(keyOf)[0]! });
    sim.settle();
    sim.act({ do: 'uncordon', node: 'node-2' });
    sim.settle();
    expect(sim.cluster.podsOnNode('node-1').length).toBeGreaterThan(1);
    const [drain] = then(sim, 'drain node-1');
    expect(drain?.printed.at(-1)).toBe('node/node-1 drained');
    expect((drain?.ends ?? 0) - (drain?.at ?? 0)).toBeGreaterThanOrEqual(5000);
  });

  it('a drain that is refused for ever is told so, or ends with its timeout', () => {
    const sim = applied(simulation('2x cpu=4'), web(2), budget);
    const actions = then(sim, 'drain node-1', 'drain node-1 --timeout=12s');
    const refused = `error when evicting pods/"web-X" -n "default" (will retry after 5s): ${NO}`;
    const late = 'error when evicting pods/"web-X" -n "default": global timeout reached: 12s';
    expect(said(actions)).toEqual([
      [
        '3..8 kubectl drain node-1',
        'node/node-1 cordoned',
        'evicting pod default/web-X',
        refused,
        `pod/web-X may not be evicted: ${NO}`,
      ],
      [
        '8..23 kubectl drain node-1 --timeout=12s',
        'node/node-1 already cordoned',
        'evicting pod default/web-X',
        refused,
        `There are pending pods in node "node-1" when an error occurred: ${late}`,
        'pod/web-X',
        `error: unable to drain node "node-1" due to error: ${late}, continuing command...`,
        'There are pending nodes to be drained:',
        ' node-1',
        late,
        1,
      ],
    ]);
    expect(actions.map(({ kept }) => kept?.map(({ message }) => message))).toEqual([[NO], [NO]]);
  });

  it('what befalls nodes', () => {
    const sim = applied(simulation('3x cpu=4,zone=a'), web(3));
    const actions = then(
      sim,
      'fail node/node-3',
      'recover node/node-3',
      'fail node node-9',
      'fail zone/b',
      'fail',
      'fail pod/x',
      'remove',
      'remove node/node-9',
    );
    expect(said(actions)).toEqual([
      ['3..3 fail node/node-3', 'node/node-3 fails: nothing is heard of it from now on', 0],
      [expect.stringMatching(/^3[56]\d\.\.3[56]\d recover node\/node-3$/), 'node/node-3 is back', 0],
      [expect.any(String), 'error: nodes "node-9" not found, did you mean node-1?', 1],
      [expect.any(String), 'error: no node is in zone "b", did you mean a?', 1],
      [expect.any(String), 'error: nothing to fail: write node/NAME... | zone/NAME | image/REFERENCE', 1],
      [expect.any(String), 'error: pod/x is neither a node nor a zone nor an image', 1],
      [expect.any(String), 'error: nothing to remove: write node/NAME... | zone/NAME', 1],
      [expect.any(String), 'error: nodes "node-9" not found, did you mean node-1?', 1],
    ]);
    expect(said(then(sim, 'fail zone/a'))[0]).toHaveLength(5);
  });

  it('nodes come and go', () => {
    const sim = applied(simulation('1x cpu=1'), deployment('web', 'web:1', { replicas: 1 }));
    const actions = then(
      sim,
      "add node '2x cpu=2,zone=b'",
      'add node cpu=four',
      'add node',
      'remove node/node-1',
    );
    expect(said(actions).map(([, ...rest]) => rest)).toEqual([
      ['node/node-2 joins', 'node/node-3 joins', 0],
      [expect.stringMatching(/^error: 'cpu=four' is no amount of cpu/), 1],
      ['node/node-4 joins', 0],
      ['node/node-1 is taken away', 0],
    ]);
    expect(sim.cluster.list('Node').map(({ metadata }) => metadata.name)).toEqual([
      'node-2',
      'node-3',
      'node-4',
    ]);
  });

  it('what befalls images', () => {
    const sim = applied(simulation('1x cpu=4'), web(1));
    const actions = then(
      sim,
      'fail image/web:2',
      'set image deploy/web app=web:2',
      'recover image/web:2',
      'crash deploy/web',
      'crash deploy/none',
      'crash gadget/x',
      'crash cm/kube-root-ca.crt',
      'crash image/y',
    );
    expect(said(actions).map(([, ...rest]) => rest)).toEqual([
      ['image web:2 cannot be pulled from now on', 0],
      ['deployment.apps/web image updated', 0],
      ['image web:2 behaves well from now on', 0],
      ['containers of image web:2 crash from now on', 0],
      ['Error from server (NotFound): deployments.apps "none" not found', 1],
      ['error: the server doesn\'t have a resource type "gadget"', 1],
      ['error: cm/kube-root-ca.crt makes no pods', 1],
      ['containers of image y crash from now on', 0],
    ]);
    expect(sim.kubeletModel.assumed.map(({ of }) => of.image)).toEqual(['web:2', 'y']);
  });

  it('says how long it would have waited where the plan is cut off before', () => {
    const sim = applied(simulation('2x cpu=4'), web(2));
    const [command] = planCommands('wait 5m');
    const { exitCode, waitsFor } = sim.run(command!, { namespace: 'default' }, { maxSteps: 1 });
    expect([exitCode, waitsFor]).toEqual([undefined, '5m0s to pass']);
  });

  it('time passes', () => {
    const sim = applied(simulation('1x cpu=4'), web(1));
    const actions = then(
      sim,
      'wait 5m',
      'wait 90',
      'wait 1d',
      'wait',
      'kubectl wait deploy/web --for=condition=Available',
      'wait never',
    );
    expect(said(actions)).toEqual([
      ['3..303 wait 5m', '5m0s later', 0],
      ['303..393 wait 90', '1m30s later', 0],
      ['393..86793 wait 1d', '24h0m0s later', 0],
      [expect.any(String), 'error: unrecognized condition: []', 1],
      [expect.any(String), 'deployment.apps/web condition met', 0],
      [expect.any(String), 'error: unrecognized condition: []', 1],
    ]);
  });

  it('waits in time for what comes, and no longer than it is told', () => {
    const sim = applied(simulation('1x cpu=4'));
    sim.act({ do: 'apply', object: web(1) });
    const [first] = planCommands('wait deploy/web --for=condition=Available --timeout=1m');
    expect(sim.run(first!, { namespace: 'default' })).toMatchObject({ exitCode: 0, at: 0, ends: 3000 });
    const [second] = planCommands('rollout status deploy/web');
    sim.act({ do: 'fail-image', image: 'web:2' });
    sim.act({ do: 'set-image', kind: 'Deployment', key: 'default/web', container: 'app', image: 'web:2' });
    expect(sim.run(second!, { namespace: 'default' })).toMatchObject({
      exitCode: 1,
      printed: [
        'Waiting for deployment spec update to be observed...',
        'Waiting for deployment "web" rollout to finish: 1 old replicas are pending termination...',
        'error: deployment "web" exceeded its progress deadline',
      ],
    });
    const [third] = planCommands('wait deploy/web --for=condition=Nothing --timeout=1h');
    expect(sim.run(third!, { namespace: 'default' })).toMatchObject({
      exitCode: 1,
      printed: ['error: timed out waiting for the condition on deployments/web'],
    });
  });

  it('files go where the command says; credentials are not told', () => {
    const sim = simulation();
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } } as KubeObject;
    const apply = planCommandOf(['apply', '-f', 'c.yaml']);
    const input = { namespace: 'default', manifests: () => [{ object, source: 'c.yaml' }] };
    expect(sim.run(apply, input)).toMatchObject({ printed: ['configmap/c created'], exitCode: 0 });
    expect(sim.cluster.get('ConfigMap', 'default/c')).toBeDefined();
    const env = planCommandOf(['set', 'env', 'deploy/x', 'DB_PASSWORD=hunter2']);
    expect(JSON.stringify(sim.run(env, { namespace: 'default' }).command)).not.toContain('hunter2');
  });

  it('a plan tells of them', () => {
    const manifests = [{ object: web(2) }];
    const commands = planCommands('scale deploy/web --replicas=4\nscale deploy/none --replicas=1');
    const plan = simulate(world('2x cpu=4'), manifests, { commands });
    expect(plan.actions.map(({ after, exitCode }) => [plan.steps[after - 1]?.at, exitCode])).toEqual([
      [3000, 0],
      [4000, 1],
    ]);
    expect(plan.workloads).toMatchObject([{ desired: 4, ready: 4, state: 'complete' }]);
    expect(plan.settled).toBe(true);
  });
});
