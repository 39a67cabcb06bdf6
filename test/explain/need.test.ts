/** So many nodes as are said to be needed are enough when they are planned with, and one less of any kind is not. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Node } from '../../src/api/objects.js';
import { parsePools, renamedNode } from '../../src/cluster/node-spec.js';
import { needOf, type PoolsNeed } from '../../src/explain/need.js';
import { parseSources } from '../../src/manifest/parse.js';
import { defaultScheduler } from '../../src/scheduler/configuration/scheduler.js';
import { planWorld } from '../../src/simulation/plan-world.js';
import { buildWorld, type World } from '../../src/simulation/world.js';
import { deploymentYaml, nodeYaml, source } from './worlds.js';

const scheduler = defaultScheduler();
const spread = (key: string, app: string) =>
  `topologySpreadConstraints: [{maxSkew: 1, topologyKey: ${key}, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: ${app}}}}]`;
const apart = (app: string) =>
  `affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: ${app}}}}]}}`;

const workload = fc.record({
  replicas: fc.integer({ min: 0, max: 6 }),
  cpu: fc.constantFrom('100m', '700m', '1500m', '3'),
  memory: fc.constantFrom('100Mi', '1Gi', '5Gi'),
  wish: fc.constantFrom('', '', 'zone', 'host', 'apart', 'disk'),
});
const shape = fc.record({
  workloads: fc.array(workload, { minLength: 1, maxLength: 3 }),
  daemon: fc.constantFrom('', '', '500m'),
  nodes: fc.integer({ min: 0, max: 2 }),
  pools: fc.subarray(
    [
      'name=small,cpu=2,memory=4Gi',
      'name=big,cpu=4,memory=8Gi,zone=a|b',
      'name=disk,cpu=4,memory=16Gi,label.disk=ssd',
      'name=few,cpu=3,memory=16Gi,max=2',
    ],
    { minLength: 1, maxLength: 3 },
  ),
});
type Shape = typeof shape extends fc.Arbitrary<infer S> ? S : never;

function manifestsOf({ workloads, daemon }: Shape): string[] {
  const all = workloads.map(({ replicas, cpu, memory, wish }, i) => {
    const app = `w${i}`;
    const wishes: Record<string, string> = {
      zone: spread('topology.kubernetes.io/zone', app),
      host: spread('kubernetes.io/hostname', app),
      apart: apart(app),
      disk: 'nodeSelector: {disk: ssd}',
    };
    const pod = `containers: [{name: c, image: IMAGE, resources: {requests: {cpu: ${cpu}, memory: ${memory}}}}]\n${wishes[wish] ?? ''}`;
    return deploymentYaml(app, `replicas: ${replicas}`, pod);
  });
  const agent = deploymentYaml(
    'agent',
    '',
    `containers: [{name: c, image: IMAGE, resources: {requests: {cpu: ${daemon}}}}]`,
  ).replace('kind: Deployment', 'kind: DaemonSet');
  return daemon ? [agent, ...all] : all;
}

function worldOf(one: Shape): World {
  const nodes = Array.from({ length: one.nodes }, (_, i) =>
    nodeYaml(`n${i}`, '{}', { 'topology.kubernetes.io/zone': 'a' }),
  );
  return buildWorld(parseSources([source('web.yaml', ...manifestsOf(one))]), {
    snapshot: parseSources([source('cluster.yaml', ...nodes)]).documents,
    pools: one.pools,
    noNodes: true,
  });
}

/** How many pods wait when these nodes are there from the beginning. */
function waitingWith(world: World, nodes: readonly Node[]): number {
  const before = world.before.with(nodes.map((object) => ({ verb: 'create' as const, object })));
  const plan = planWorld({ ...world, before }, { order: 'install' });
  return plan.stuck.filter(({ reason }) => reason === 'Pending').length;
}

/** The nodes as they are told: by the name of their pool and their labels. */
function toldNodes({ nodes }: PoolsNeed, pools: readonly string[]): Node[] {
  const shapes = parsePools(pools).flatMap((pool) => pool.nodes);
  return nodes.map(({ pool, node, labels }) => {
    const zone = labels['topology.kubernetes.io/zone'];
    const like = shapes.find(
      ({ metadata }) =>
        `pool ${metadata.name}` === pool && metadata.labels?.['topology.kubernetes.io/zone'] === zone,
    );
    return renamedNode(like!, node);
  });
}

describe('capacity --need', () => {
  it('is true when it is followed, and no less is enough', () => {
    let complete = 0;
    fc.assert(
      fc.property(shape, (one) => {
        const world = worldOf(one);
        const need = needOf(world, scheduler);
        for (const answer of need.pools) {
          const nodes = toldNodes(answer, one.pools);
          const waiting = waitingWith(world, nodes);
          expect(waiting).toBe(need.waiting - answer.placed);
          expect(answer.complete).toBe(waiting === 0);
          if (answer.complete) complete += 1;
          for (const left of nodes) {
            expect(
              waitingWith(
                world,
                nodes.filter((other) => other !== left),
              ),
            ).toBeGreaterThan(waiting);
          }
        }
        if (need.pools.length === 0) expect(waitingWith(world, [])).toBe(0);
      }),
      { seed: 7, numRuns: 25 },
    );
    expect(complete).toBeGreaterThan(10);
  });
});
