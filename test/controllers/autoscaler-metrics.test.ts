import { describe, expect, it } from 'vitest';
import type { HorizontalPodAutoscaler } from '../../src/api/workloads.js';
import type { Load } from '../../src/cluster/load.js';
import { metricWishes } from '../../src/controllers/autoscaler-metrics.js';
import { made, NOW, ready, stored } from './look.js';

type Metric = NonNullable<HorizontalPodAutoscaler['spec']['metrics']>[number];

const HOUR = 3_600_000;
const WEB = { kind: 'Deployment', key: 'default/web' };

/** A running pod of `web`; ready for an hour unless told. */
function pod(
  name: string,
  { requests = { cpu: '100m', memory: '1Gi' } as object, status = {}, spec = {} } = {},
) {
  return made('Pod', name, {
    metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'app', image: 'app:1', resources: { requests } }], ...spec },
    status: { ...ready(-3600), startTime: new Date(NOW - HOUR).toISOString().replace('.000', ''), ...status },
  });
}

const cpu = (averageUtilization: number): Metric => ({
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } },
});

function load(metric: string, value: number, more: Partial<Load> = {}): Load {
  return { ...WEB, metric, unit: 'percent', value, of: 'average', size: 2, from: 0, ...more };
}

/** What a metric asks for of two pods, in a line. */
function wish(metric: Metric, loads: Load[], pods = [pod('a'), pod('b')], behavior?: object): string {
  const cluster = stored(pods).withLoads(loads);
  const autoscaler = made('HorizontalPodAutoscaler', 'web', {
    spec: {
      scaleTargetRef: { kind: 'Deployment', name: 'web' },
      maxReplicas: 9,
      metrics: [metric],
      ...(behavior ? { behavior } : {}),
    },
  }) as unknown as HorizontalPodAutoscaler;
  const list = cluster.list('Pod', 'default');
  const target = { ...WEB, pods: list, size: list.length, running: list.length };
  const [first] = metricWishes(cluster, autoscaler, target, NOW);
  if (!first) throw new Error('no answer');
  if ('error' in first) return `${first.reason} ${first.error}`;
  const { type, ...rest } = first.status as { type: string };
  const [current] = Object.values(rest).map((one) => JSON.stringify((one as { current: object }).current));
  return `${first.replicas}${first.early ? ' early' : ''} by ${first.name}, ${type} ${current}`;
}

const PERCENT = 'by cpu resource utilization (percentage of request), Resource';

describe('percent of what is requested', () => {
  it.each([
    ['above', 90, 4, 90],
    ['within the tolerance', 55, 2, 55],
    ['just beyond', 56, 3, 56],
    ['below', 20, 1, 20],
  ])('%s', (_name, value, replicas, utilization) => {
    const current = `{"averageUtilization":${utilization},"averageValue":"${utilization}m"}`;
    expect(wish(cpu(50), [load('cpu', value)])).toBe(`${replicas} ${PERCENT} ${current}`);
  });

  it('is shared by those that there are, or is of each', () => {
    const pods = [pod('a'), pod('b'), pod('c'), pod('d')];
    const told = (utilization: number) =>
      `${PERCENT} {"averageUtilization":${utilization},"averageValue":"${utilization}m"}`;
    expect(wish(cpu(50), [load('cpu', 90)], pods)).toBe(`4 ${told(45)}`);
    expect(wish(cpu(50), [load('cpu', 90, { of: 'pod' })], pods)).toBe(`8 ${told(90)}`);
    expect(wish(cpu(50), [load('cpu', 300, { of: 'total' })], pods)).toBe(`6 ${told(75)}`);
    expect(wish(cpu(50), [load('cpu', 200, { kind: 'Pod', key: 'default/a' })])).toBe(`4 ${told(200)}`);
  });

  it('goes by its own tolerances', () => {
    const behavior = { scaleUp: { tolerance: '500m' }, scaleDown: { tolerance: '0' } };
    expect(wish(cpu(50), [load('cpu', 74)], undefined, behavior)).toMatch(/^2 /);
    expect(wish(cpu(50), [load('cpu', 24)], undefined, behavior)).toMatch(/^1 /);
  });

  it('needs requests', () => {
    const pods = [pod('a', { requests: { memory: '1Gi' } })];
    expect(wish(cpu(50), [load('cpu', 200, { unit: 'milli' })], pods)).toBe(
      'FailedGetResourceMetric failed to get cpu resource metric value: failed to get cpu utilization: missing request for cpu in container app of Pod a',
    );
    const whole = [pod('a', { requests: {}, spec: { resources: { requests: { memory: '1Gi' } } } })];
    expect(wish(cpu(50), [load('cpu', 200, { unit: 'milli' })], whole)).toContain(
      'missing pod-level request for cpu in Pod a',
    );
    const none = [pod('a', { requests: { cpu: '0' } })];
    expect(wish(cpu(50), [load('cpu', 200, { unit: 'milli' })], none)).toContain(
      'no metrics returned matched known pods',
    );
    expect(wish(cpu(50), [load('cpu', 200)], [])).toContain('no pods returned by selector');
  });

  it('leaves out pods that start, and counts them as idle when more are asked for', () => {
    const fresh = pod('b', { status: { ...ready(-10), startTime: new Date(NOW - 12_000).toISOString() } });
    expect(wish(cpu(50), [load('cpu', 90)], [pod('a'), fresh])).toMatch(/^2 early by/);
    const pending = pod('b', { status: { phase: 'Pending', conditions: [] } });
    expect(wish(cpu(50), [load('cpu', 90)], [pod('a'), pending])).toMatch(/^4 by/);
    expect(wish(cpu(50), [load('cpu', 60)], [pod('a'), pending])).toMatch(/^3 by/);
    expect(wish(cpu(50), [load('cpu', 90)], [pending])).toContain(
      'did not receive metrics for targeted pods (pods might be unready)',
    );
  });

  it('takes those of whom it is not known to be busy when fewer are asked for', () => {
    const only = [load('cpu', 10, { kind: 'Pod', key: 'default/a' })];
    expect(wish(cpu(50), only)).toMatch(/^2 by/);
    expect(wish(cpu(200), only)).toMatch(/^2 by/);
    const busy = [load('cpu', 190, { kind: 'Pod', key: 'default/a' })];
    expect(wish(cpu(50), busy)).toMatch(/^4 by/);
  });
});

describe('other metrics', () => {
  it('amounts of a resource', () => {
    const target = { type: 'AverageValue' as const, averageValue: '512Mi' };
    const memory: Metric = { type: 'Resource', resource: { name: 'memory', target } };
    expect(wish(memory, [load('memory', 90)])).toBe(
      '4 by memory resource, Resource {"averageValue":"966367641600m"}',
    );
    const full = [load('memory', 1024 ** 3 * 1000, { unit: 'milli' })];
    expect(wish(memory, full)).toBe('4 by memory resource, Resource {"averageValue":"1Gi"}');
    expect(wish(memory, [])).toContain(
      'failed to get memory usage: unable to get metrics for resource memory',
    );
  });

  it('one container', () => {
    const containerResource = { name: 'cpu', container: 'app', target: { averageUtilization: 50 } };
    const metric: Metric = { type: 'ContainerResource', containerResource };
    const name = 'cpu container resource utilization (percentage of request)';
    const current = '{"averageUtilization":90,"averageValue":"90m"}';
    expect(wish(metric, [load('cpu', 90)])).toBe(`4 by ${name}, ContainerResource ${current}`);
    expect(wish(metric, [load('cpu', 90, { unit: 'milli', container: 'app' })])).toMatch(/^4 by/);
    expect(wish(metric, [load('cpu', 90, { unit: 'milli' })])).toContain('FailedGetContainerResourceMetric');
    const other: Metric = {
      type: 'ContainerResource',
      containerResource: { ...containerResource, container: 'no' },
    };
    expect(wish(other, [load('cpu', 90, { unit: 'milli', container: 'no' })])).toBe(
      'FailedGetContainerResourceMetric failed to get no container metric value: failed to get cpu utilization: container no not found in Pod a',
    );
    const raw: Metric = {
      type: 'ContainerResource',
      containerResource: { name: 'cpu', container: 'app', target: { averageValue: '30m' } },
    };
    expect(wish(raw, [load('cpu', 90)])).toBe('6 by cpu resource, ContainerResource {"averageValue":"90m"}');
  });

  it('of pods', () => {
    const pods = { metric: { name: 'hits' }, target: { averageValue: '10' } };
    const metric: Metric = { type: 'Pods', pods };
    expect(wish(metric, [load('hits', 25_000, { unit: 'milli' })])).toBe(
      '5 by pods metric hits, Pods {"averageValue":"25"}',
    );
    expect(wish(metric, [])).toBe(
      'FailedGetPodsMetric failed to get pods metric value: unable to get metric hits: unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered',
    );
  });

  it('of an object', () => {
    const describedObject = { kind: 'Ingress', name: 'web' };
    const metric = (target: object): Metric => ({
      type: 'Object',
      object: { describedObject, metric: { name: 'rate' }, target },
    });
    const loads = [load('rate', 100_000, { kind: 'Ingress', key: 'default/web', unit: 'milli' })];
    expect(wish(metric({ value: '20' }), loads)).toBe('10 by Ingress metric rate, Object {"value":"100"}');
    expect(wish(metric({ averageValue: '20' }), loads)).toBe(
      '5 by external metric rate(nil), Object {"averageValue":"50"}',
    );
    expect(wish(metric({ value: '20' }), [])).toBe(
      'FailedGetObjectMetric failed to get object metric value: unable to get metric rate: Ingress on default web/unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered',
    );
    const unready = pod('a', { status: { conditions: [] } });
    expect(wish(metric({ value: '20' }), loads, [unready])).toMatch(/^0 by/);
    expect(wish(metric({ value: '20' }), loads, [])).toMatch(/^5 by/);
  });

  it('of nothing in the cluster', () => {
    const selector = { matchLabels: { queue: 'in' } };
    const metric = (target: object): Metric => ({
      type: 'External',
      external: { metric: { name: 'jobs', selector }, target },
    });
    const loads = [load('jobs', 30_000, { kind: 'External', key: '', unit: 'milli' })];
    const dump =
      '&LabelSelector{MatchLabels:map[string]string{queue: in,},MatchExpressions:[]LabelSelectorRequirement{},}';
    expect(wish(metric({ averageValue: '5' }), loads)).toBe(
      `6 by external metric jobs(${dump}), External {"averageValue":"15"}`,
    );
    expect(wish(metric({ value: '10' }), loads)).toMatch(/^6 by/);
    expect(wish(metric({ value: '28' }), loads)).toMatch(/^2 by/);
    expect(wish(metric({ value: '10' }), [])).toBe(
      `FailedGetExternalMetric failed to get jobs external metric value: failed to get external metric jobs: unable to get external metric default/jobs/${dump}: unable to fetch metrics from external metrics API: the server could not find the requested resource (get jobs.external.metrics.k8s.io)`,
    );
  });
});
