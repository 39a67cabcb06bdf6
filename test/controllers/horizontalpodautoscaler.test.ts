import { describe, expect, it } from 'vitest';
import { horizontalPodAutoscaler } from '../../src/controllers/horizontalpodautoscaler.js';
import { conditionText, lookAt, made, stored, woken } from './look.js';

const SELECTOR = { matchLabels: { app: 'web' } };
const TEMPLATE = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'app', image: 'app:1' }] },
};

function target(replicas: number | undefined, kind = 'Deployment') {
  const selector = kind === 'ReplicationController' ? { app: 'web' } : SELECTOR;
  const spec = { selector, template: TEMPLATE, ...(kind === 'StatefulSet' ? { serviceName: 'web' } : {}) };
  return made(kind, 'web', {
    spec: { ...spec, ...(replicas === undefined ? {} : { replicas }) },
    status: { replicas: 1 },
  });
}

function autoscaler(spec: object = {}, status?: object) {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  return made('HorizontalPodAutoscaler', 'web', {
    spec: { scaleTargetRef, maxReplicas: 5, ...spec },
    ...(status ? { status } : {}),
  });
}

function seen(objects: ReturnType<typeof made>[], kind = 'Deployment') {
  const { cluster, lines } = lookAt(horizontalPodAutoscaler, stored(objects), 'default/web');
  const { status } = cluster.get('HorizontalPodAutoscaler', 'default/web') as unknown as {
    status?: {
      currentReplicas?: number;
      desiredReplicas?: number;
      conditions?: Parameters<typeof conditionText>[0][];
    };
  };
  const { conditions = [], currentReplicas, desiredReplicas } = status ?? {};
  const counts = { currentReplicas, desiredReplicas };
  const size = (cluster.get(kind, 'default/web') as { spec?: { replicas?: number } } | undefined)?.spec
    ?.replicas;
  return {
    size,
    counts,
    conditions: conditions.map(conditionText),
    said: lines.filter((line) => !line.startsWith('update')),
  };
}

const GOT =
  'AbleToScale=True SucceededGetScale "the HPA controller was able to get the target\'s current scale" since +0s';
const API =
  'unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)';
const blind = (resource: string) =>
  `failed to get ${resource} utilization: unable to get metrics for resource ${resource}: ${API}`;
const BLIND = (resource = 'cpu') =>
  `ScalingActive=False FailedGetResourceMetric "the HPA was unable to compute the replica count: ${blind(resource)}" since +0s`;
const WARNED = (resource = 'cpu') =>
  `Warning FailedGetResourceMetric HorizontalPodAutoscaler/web: ${blind(resource)}`;
const rescaled = (size: number) =>
  `AbleToScale=True SucceededRescale "the HPA controller was able to update the target scale to ${size}" since +0s`;
const said = (size: number, side: string) =>
  `Normal SuccessfulRescale HorizontalPodAutoscaler/web: New size: ${size}; reason: Current number of replicas ${side}`;

describe('an autoscaler without metrics', () => {
  it.each([
    [
      'keeps a size within the bounds, and says what it lacks',
      target(3),
      {},
      {
        size: 3,
        counts: { currentReplicas: 1, desiredReplicas: 3 },
        conditions: [GOT, BLIND()],
        said: [WARNED()],
      },
    ],
    [
      'at the lower bound',
      target(2),
      { minReplicas: 2 },
      {
        size: 2,
        counts: { currentReplicas: 1, desiredReplicas: 2 },
        conditions: [GOT, BLIND()],
        said: [WARNED()],
      },
    ],
    [
      'below the lower bound',
      target(1),
      { minReplicas: 2 },
      {
        size: 2,
        counts: { currentReplicas: 1, desiredReplicas: 2 },
        conditions: [rescaled(2)],
        said: [said(2, 'below Spec.MinReplicas')],
      },
    ],
    [
      'at the upper bound',
      target(5),
      {},
      {
        size: 5,
        counts: { currentReplicas: 1, desiredReplicas: 5 },
        conditions: [GOT, BLIND()],
        said: [WARNED()],
      },
    ],
    [
      'above the upper bound',
      target(6),
      {},
      {
        size: 5,
        counts: { currentReplicas: 1, desiredReplicas: 5 },
        conditions: [rescaled(5)],
        said: [said(5, 'above Spec.MaxReplicas')],
      },
    ],
    [
      'a size that is not written is 1',
      target(undefined),
      { minReplicas: 2 },
      {
        size: 2,
        counts: { currentReplicas: 1, desiredReplicas: 2 },
        conditions: [rescaled(2)],
        said: [said(2, 'below Spec.MinReplicas')],
      },
    ],
    [
      'none: scaled to nothing by somebody',
      target(0),
      {},
      {
        size: 0,
        counts: { currentReplicas: 1, desiredReplicas: 0 },
        conditions: [
          GOT,
          'ScalingActive=False ScalingDisabled "scaling is disabled since the replica count of the target is zero" since +0s',
        ],
        said: [],
      },
    ],
    [
      'by memory',
      target(3),
      {
        metrics: [
          {
            type: 'Resource',
            resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 50 } },
          },
        ],
      },
      {
        size: 3,
        counts: { currentReplicas: 1, desiredReplicas: 3 },
        conditions: [GOT, BLIND('memory')],
        said: [WARNED('memory')],
      },
    ],
  ])('%s', (_name, object, spec, expected) => {
    expect(seen([object, autoscaler(spec)])).toEqual(expected);
  });

  it('says so where its target is not there', () => {
    const why = 'deployments/scale.apps "web" not found';
    expect(seen([autoscaler()])).toEqual({
      size: undefined,
      counts: { currentReplicas: undefined, desiredReplicas: 0 },
      conditions: [
        `AbleToScale=False FailedGetScale "the HPA controller was unable to get the target's current scale: ${why}" since +0s`,
      ],
      said: [`Warning FailedGetScale HorizontalPodAutoscaler/web: ${why}`],
    });
  });

  it.each([
    ['StatefulSet', 'apps/v1', 'statefulsets/scale.apps "web" not found'],
    ['ReplicationController', 'v1', 'replicationcontrollers/scale "web" not found'],
  ])('names the %s that is not there', (kind, apiVersion, why) => {
    const { said } = seen([autoscaler({ scaleTargetRef: { kind, name: 'web', apiVersion } })]);
    expect(said).toEqual([`Warning FailedGetScale HorizontalPodAutoscaler/web: ${why}`]);
  });

  it.each(['StatefulSet', 'ReplicaSet', 'ReplicationController'])('scales a %s too', (kind) => {
    const apiVersion = kind === 'ReplicationController' ? 'v1' : 'apps/v1';
    const spec = { scaleTargetRef: { apiVersion, kind, name: 'web' }, maxReplicas: 2 };
    expect(seen([target(4, kind), autoscaler(spec)], kind)).toMatchObject({ size: 2 });
  });

  it('warns once only, and writes nothing twice', () => {
    const world = stored([target(3), autoscaler()]);
    const first = lookAt(horizontalPodAutoscaler, world, 'default/web');
    expect(lookAt(horizontalPodAutoscaler, first.cluster, 'default/web', 15).lines).toEqual([]);
    expect(lookAt(horizontalPodAutoscaler, stored([]), 'default/web').lines).toEqual([]);
  });

  it('looks when it or its target changes', () => {
    const elsewhere = made('HorizontalPodAutoscaler', 'other', {
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web' }, maxReplicas: 5 },
    });
    const cluster = stored([autoscaler(), elsewhere]);
    const wake = (object: ReturnType<typeof made>, world = cluster) =>
      woken(horizontalPodAutoscaler, object.kind, world, { verb: 'update', object });
    expect(wake(autoscaler())).toEqual(['default/web']);
    expect(wake(target(1))).toEqual(['default/web']);
    expect(wake(target(1, 'StatefulSet'))).toEqual(['default/other']);
    expect(wake(made('Deployment', 'db'))).toEqual([]);
    expect(wake(target(1), stored([]))).toEqual([]);
    expect(Object.keys(horizontalPodAutoscaler.watches)).toEqual([
      'HorizontalPodAutoscaler',
      'Deployment',
      'StatefulSet',
      'ReplicaSet',
      'ReplicationController',
    ]);
  });
});
