import { expect, it } from 'vitest';
import { parseAssumption } from '../../src/kubelet/assumption-text.js';
import { HEALTHY } from '../../src/kubelet/model.js';
import { comeToRest } from '../../src/simulation/beforehand.js';
import { Simulation } from '../../src/simulation/simulation.js';
import { stuckPods } from '../../src/simulation/stuck-pods.js';
import { applied, bare, deployment, world } from './worlds.js';

it('names the container that ends again and again, also while it runs', () => {
  const kubelet = { ...HEALTHY, assumed: [parseAssumption('app:1 exit=1@20s', 'default')] };
  const simulation = new Simulation(world(), { kubelet });
  simulation.act({ do: 'apply', object: deployment('web', 'app:1') });
  const told = new Set<string>();
  for (let i = 0; i < 60; i++) {
    simulation.settle({ until: simulation.now + 5000 });
    simulation.advance(5000);
    for (const { reason, message } of stuckPods(simulation.cluster, true, simulation.kubeletModel))
      told.add(`${reason}: ${message}`);
  }
  expect([...told]).toContain('CrashLoopBackOff: container app ends again and again');
});

it('does not call what merely is not ready yet stuck before anything', () => {
  const first = applied(new Simulation(world()), bare('slow'));
  const assumed = ['app:2 ready=never', 'app:3 exit=1@20s'].map((text) => parseAssumption(text, 'default'));
  const kubelet = { ...HEALTHY, assumed };
  const simulation = new Simulation(first.cluster, { kubelet });
  simulation.act({ do: 'apply', object: deployment('new', 'app:2') });
  simulation.act({ do: 'apply', object: deployment('loops', 'app:3') });
  const stuck = comeToRest(simulation, 1000).stuck.map(({ object, reason }) => `${object.name} ${reason}`);
  expect(stuck).toEqual(['loops CrashLoopBackOff']);
});
