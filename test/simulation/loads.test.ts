import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { parseLoad } from '../../src/simulation/load-spec.js';
import { observedLoads } from '../../src/simulation/loads.js';
import { SaidLoads } from '../../src/simulation/said-loads.js';
import { Simulation } from '../../src/simulation/simulation.js';
import { applied, deployment, world } from './worlds.js';

const cpu = {
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } },
};

const autoscaler = (currentMetrics?: object[]) =>
  ({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web', namespace: 'default', creationTimestamp: '2026-01-01T00:00:00Z' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      maxReplicas: 5,
      metrics: [cpu],
    },
    ...(currentMetrics && { status: { currentReplicas: 3, desiredReplicas: 3, currentMetrics } }),
  }) as unknown as KubeObject;

const web = { kind: 'Deployment', key: 'default/web', of: 'average' };
const metric = (name: string) => ({ metric: { name } });

describe('what the autoscaler of a snapshot saw last', () => {
  it.each<[string, object, object | undefined]>([
    [
      'percent of a resource',
      {
        type: 'Resource',
        resource: { name: 'cpu', current: { averageUtilization: 80, averageValue: '80m' } },
      },
      { ...web, metric: 'cpu', unit: 'percent', value: 80 },
    ],
    [
      'an amount of a resource',
      { type: 'Resource', resource: { name: 'memory', current: { averageValue: '1Ki' } } },
      { ...web, metric: 'memory', unit: 'milli', value: 1_024_000 },
    ],
    ['nothing yet', { type: 'Resource', resource: { name: 'cpu', current: {} } }, undefined],
    [
      'of one container',
      {
        type: 'ContainerResource',
        containerResource: { name: 'cpu', container: 'app', current: { averageUtilization: 7 } },
      },
      { ...web, metric: 'cpu', container: 'app', unit: 'percent', value: 7 },
    ],
    [
      'of pods',
      { type: 'Pods', pods: { ...metric('rps'), current: { averageValue: '12' } } },
      { ...web, metric: 'rps', unit: 'milli', value: 12_000 },
    ],
    [
      'from outside, for each replica',
      { type: 'External', external: { ...metric('queue'), current: { averageValue: '2' } } },
      { kind: 'External', key: '', metric: 'queue', unit: 'milli', value: 6000, of: 'total' },
    ],
    [
      'of another object',
      {
        type: 'Object',
        object: {
          ...metric('hits'),
          describedObject: { kind: 'Ingress', name: 'front' },
          current: { value: '9' },
        },
      },
      { kind: 'Ingress', key: 'default/front', metric: 'hits', unit: 'milli', value: 9000, of: 'total' },
    ],
    [
      'of another object, nothing',
      { type: 'External', external: { ...metric('q'), current: {} } },
      undefined,
    ],
    ['what the server gives for a metric that failed', { type: '' }, undefined],
  ])('%s', (_, status, expected) => {
    const loads = observedLoads(world('3x cpu=4', [autoscaler([status])]));
    const from = Date.parse('2026-01-01T00:00:00Z');
    expect(loads).toEqual(expected ? [expect.objectContaining({ ...expected, size: 3, from })] : []);
  });

  it('is nothing without a status', () =>
    expect(observedLoads(world('3x cpu=4', [autoscaler()]))).toEqual([]));
});

describe('loads that a plan is told of', () => {
  const load = (text: string) => parseLoad(text, () => '');
  it('change nothing where nobody goes by them, or there is nothing', () => {
    const simulation = applied(
      new Simulation(world()),
      deployment('web', 'app:1'),
      deployment('db', 'db:1'),
      autoscaler(),
    );
    const loads = [
      'deployment/web cpu=90%',
      'deployment/db cpu=90%',
      'deployment/late cpu=1',
      'external q=2',
    ];
    const said = new SaidLoads(simulation, { loads: loads.map(load) });
    const messages = () => said.warnings().map(({ message }) => message);
    expect(messages()).toEqual([
      'load deployment/late cpu=1: there is no deployment/late in namespace default: it changes nothing',
      'no autoscaler goes by deployment/db cpu=90%: it changes nothing',
      'no autoscaler goes by external q=2: it changes nothing',
    ]);
    applied(simulation, deployment('late', 'app:1'));
    said.sayAgain();
    expect(messages()[0]).toBe('no autoscaler goes by deployment/db cpu=90%: it changes nothing');
    expect(messages()[1]).toBe('no autoscaler goes by deployment/late cpu=1: it changes nothing');
  });
});
