import { describe, expect, it } from 'vitest';
import { horizontalPodAutoscaler } from '../../src/controllers/horizontalpodautoscaler.js';
import { conditionText, lookAt, made, NOW, stored, woken } from './look.js';

/** It was seen 15 s before. */
const DUE = { due: NOW + 15_000 };
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
  const { cluster, lines } = lookAt(horizontalPodAutoscaler, stored(objects), 'default/web', 15, DUE);
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
    said: lines.filter((line) => !/^(update|again)/.test(line)),
  };
}

const GOT =
  'AbleToScale=True SucceededGetScale "the HPA controller was able to get the target\'s current scale" since +15s';
const API =
  'unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)';
const blind = (resource: string) =>
  `failed to get ${resource} utilization: unable to get metrics for resource ${resource}: ${API}`;
const BLIND = (resource = 'cpu') =>
  `ScalingActive=False FailedGetResourceMetric "the HPA was unable to compute the replica count: ${blind(resource)}" since +15s`;
const WARNED = (resource = 'cpu') => [
  `Warning FailedGetResourceMetric HorizontalPodAutoscaler/web: ${blind(resource)}`,
  `Warning FailedComputeMetricsReplicas HorizontalPodAutoscaler/web: invalid metrics (1 invalid out of 1), first error is: failed to get ${resource} resource metric value: ${blind(resource)}`,
];
const rescaled = (size: number) =>
  `AbleToScale=True SucceededRescale "the HPA controller was able to update the target scale to ${size}" since +15s`;
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
        counts: { currentReplicas: 3, desiredReplicas: 0 },
        conditions: [GOT, BLIND()],
        said: WARNED(),
      },
    ],
    [
      'at the lower bound',
      target(2),
      { minReplicas: 2 },
      {
        size: 2,
        counts: { currentReplicas: 2, desiredReplicas: 0 },
        conditions: [GOT, BLIND()],
        said: WARNED(),
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
        counts: { currentReplicas: 5, desiredReplicas: 0 },
        conditions: [GOT, BLIND()],
        said: WARNED(),
      },
    ],
    [
      'above the upper bound',
      target(6),
      {},
      {
        size: 5,
        counts: { currentReplicas: 6, desiredReplicas: 5 },
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
        counts: { currentReplicas: 0, desiredReplicas: 0 },
        conditions: [
          GOT,
          'ScalingActive=False ScalingDisabled "scaling is disabled since the replica count of the target is zero" since +15s',
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
        counts: { currentReplicas: 3, desiredReplicas: 0 },
        conditions: [GOT, BLIND('memory')],
        said: WARNED('memory'),
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
        `AbleToScale=False FailedGetScale "the HPA controller was unable to get the target's current scale: ${why}" since +15s`,
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

  it('is held back for 15 s, whatever changes meanwhile, and then looked at again and again', () => {
    const world = stored([target(1), autoscaler({ minReplicas: 2 })]);
    const first = lookAt(horizontalPodAutoscaler, world, 'default/web');
    expect(first.lines).toEqual(['again at +15s']);
    const early = lookAt(horizontalPodAutoscaler, world, 'default/web', 9, first.memory);
    expect(early.lines).toEqual(['again at +15s']);
    const due = lookAt(horizontalPodAutoscaler, world, 'default/web', 15, early.memory);
    expect(due.lines.at(-1)).toBe('again at +30s');
    const calm = lookAt(horizontalPodAutoscaler, due.cluster, 'default/web', 30, due.memory);
    expect(calm.lines.at(-1)).toBe('again at +45s (routine)');
    const gone = lookAt(horizontalPodAutoscaler, stored([]), 'default/web', 45, calm.memory);
    expect(gone).toMatchObject({ lines: [], memory: undefined });
  });

  it('writes nothing twice', () => {
    const world = stored([target(3), autoscaler()]);
    const first = lookAt(horizontalPodAutoscaler, world, 'default/web', 15, DUE);
    const second = lookAt(horizontalPodAutoscaler, first.cluster, 'default/web', 30, first.memory);
    expect(second.lines.filter((line) => line.startsWith('update'))).toEqual([]);
  });

  it('does nothing for pods that another one scales too', () => {
    const other = made('HorizontalPodAutoscaler', 'other', {
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web' }, maxReplicas: 5 },
      status: { conditions: [{ type: 'AbleToScale', status: 'True' }] },
    });
    const pod = made('Pod', 'web-1', { metadata: TEMPLATE.metadata, spec: TEMPLATE.spec });
    const world = [target(3), target(1, 'StatefulSet'), pod, autoscaler(), other];
    expect(seen(world).said[0]).toBe(
      'Warning AmbiguousSelector HorizontalPodAutoscaler/web: pods by selector app=web are controlled by multiple HPAs: [default/other default/web]',
    );
    expect(seen([target(3), pod, autoscaler(), other]).said).toEqual(WARNED());
    expect(seen([target(3), target(1, 'StatefulSet'), autoscaler(), other]).said).toEqual(WARNED());
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
