import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { planCommands } from '../../src/simulation/commands/index.js';
import { Simulation } from '../../src/simulation/index.js';
import { applied, deployment, theDeployment, world } from './worlds.js';

const AUTOSCALER = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web', namespace: 'default' },
  spec: {
    maxReplicas: 5,
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    metrics: [
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'AverageValue', averageValue: '50m' } } },
    ],
  },
} as KubeObject;

function said(sim: Simulation, line: string) {
  const [command] = planCommands(line);
  const { printed, exitCode } = sim.run(command!, { namespace: 'default' }, {});
  return [exitCode, ...printed];
}

describe('load, as a command of a plan', () => {
  it('is followed by autoscalers', () => {
    const sim = applied(new Simulation(world()), deployment('web', 'app:1'), AUTOSCALER);
    expect(said(sim, 'load deployment/web cpu=150m')).toEqual([0, 'deployment/web cpu=150m from now on']);
    sim.settle();
    expect(theDeployment(sim.cluster, 'web').spec.replicas).toBe(3);
  });

  it.each([
    [
      'load deployment/no cpu=1',
      'error: load deployment/no cpu=1: there is no deployment/no in namespace default',
    ],
    [
      'load deployment/web',
      "error: 'deployment/web' says not what the load is; write for example 'deployment/web cpu=90%'",
    ],
    ['load deployment/web @file', 'error: a curve is for --load only: file'],
  ])('%s is refused', (line, why) => {
    const sim = applied(new Simulation(world()), deployment('web', 'app:1'));
    expect(said(sim, line)).toEqual([1, why]);
  });
});
