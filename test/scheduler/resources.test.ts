import { describe, expect, it } from 'vitest';
import type { KubeObject, Pod } from '../../src/api/objects.js';
import { readSchedulerConfiguration } from '../../src/scheduler/configuration/read.js';
import { decide, node, pod, reasons, scoresOf } from './build.js';

const on = (name: string, one: Pod): KubeObject =>
  ({ ...one, spec: { ...one.spec, nodeName: name } }) as KubeObject;

describe('NodeResourcesFit', () => {
  it('takes an exact fit and nothing more', () => {
    const world = [node('a'), on('a', pod('x', { requests: { cpu: '3500m' } }))];
    expect(decide(pod('p', { requests: { cpu: '500m' } }), world).node).toBe('a');
    expect(reasons(decide(pod('p', { requests: { cpu: '501m' } }), world))).toBe('1 Insufficient cpu');
  });

  it('names every resource that is short', () => {
    const asked = pod('p', { requests: { cpu: '9', memory: '9Gi', 'nvidia.com/gpu': '1' } });
    expect(reasons(decide(asked, [node('a')]))).toBe(
      '1 Insufficient cpu, 1 Insufficient memory, 1 Insufficient nvidia.com/gpu',
    );
  });

  it('tells a node that is too small from one that is full, since 1.34', () => {
    const world = [
      node('small', { size: { cpu: '1' } }),
      node('full'),
      on('full', pod('x', { requests: { cpu: '3' } })),
    ];
    const message = (version: '1.31' | '1.36') =>
      decide(pod('p', { requests: { cpu: '2' } }), world, version).message;
    expect(message('1.36')).toContain(
      '1 No preemption victims found for incoming pod, 1 Preemption is not helpful',
    );
    expect(message('1.31')).toBe(
      '0/2 nodes are available: 2 Insufficient cpu. preemption: 0/2 nodes are available: ' +
        '2 No preemption victims found for incoming pod.',
    );
  });

  it('counts pods, init containers, sidecars and overhead', () => {
    const full = [node('a', { size: { pods: '1' } }), on('a', pod('x'))];
    expect(reasons(decide(pod('p'), full))).toBe('1 Too many pods');
    const container = (cpu: string, restartPolicy?: string) => ({
      name: `c${cpu}`,
      resources: { requests: { cpu } },
      ...(restartPolicy && { restartPolicy }),
    });
    const world = [node('a', { size: { cpu: '3' } })];
    const shape = (spec: Partial<Pod['spec']>) => decide(pod('p', spec), world).outcome;
    expect(shape({ containers: [container('1')], initContainers: [container('3')] })).toBe('bound');
    expect(shape({ containers: [container('2')], initContainers: [container('2', 'Always')] })).toBe(
      'unschedulable',
    );
    expect(shape({ containers: [container('3')], overhead: { cpu: '1m' } })).toBe('unschedulable');
  });

  it('does not count pods that have ended', () => {
    const ended = on('a', pod('x', { requests: { cpu: '4' }, status: { phase: 'Succeeded' } }));
    expect(decide(pod('p', { requests: { cpu: '4' } }), [node('a'), ended]).node).toBe('a');
  });
});

describe('scores by resources', () => {
  const world = [
    node('a'),
    node('b', { size: { cpu: '8', memory: '16Gi' } }),
    on('a', pod('x', { requests: { cpu: '1', memory: '1Gi' } })),
  ];
  const asked = pod('p', { requests: { cpu: '500m', memory: '512Mi' } });

  it('prefers the emptier node, and the one that the pod leaves more even', () => {
    const decision = decide(asked, world);
    expect(scoresOf(decision, 'NodeResourcesFit')).toEqual({ a: 71, b: 94 });
    expect(scoresOf(decision, 'NodeResourcesBalancedAllocation')).toEqual({ a: 73, b: 74 });
  });

  it('says how even the node would be, up to 1.35', () => {
    expect(scoresOf(decide(asked, world, '1.35'), 'NodeResourcesBalancedAllocation')).toEqual({
      a: 90,
      b: 98,
    });
  });

  it('weighed sidecars against the containers up to 1.31', () => {
    const requests = { cpu: '1', memory: '1Gi' };
    const sidecar = { name: 'proxy', restartPolicy: 'Always', resources: { requests } };
    const withSidecar = pod('x', { requests, initContainers: [sidecar] });
    const nodes = [node('a'), node('b'), on('a', withSidecar)];
    const fit = (version: '1.31' | '1.36') =>
      scoresOf(decide(asked, nodes, version), 'NodeResourcesFit')['a'];
    // 2.5 of 4 cpu and 2.5 of 8Gi, or 1.5 of both.
    expect(fit('1.36')).toBe(52);
    expect(fit('1.31')).toBe(71);
  });

  it('packs where told to', () => {
    const { scheduler, errors } = readSchedulerConfiguration(strategy({ type: 'MostAllocated' }));
    expect(errors).toEqual([]);
    expect(scoresOf(decide(asked, world, scheduler), 'NodeResourcesFit')).toEqual({ a: 27, b: 4 });
  });

  it('follows a shape', () => {
    const shape = [
      { utilization: 0, score: 0 },
      { utilization: 100, score: 10 },
    ];
    const { scheduler } = readSchedulerConfiguration(
      strategy({ type: 'RequestedToCapacityRatio', requestedToCapacityRatio: { shape } }),
    );
    expect(scoresOf(decide(asked, world, scheduler), 'NodeResourcesFit')).toEqual({ a: 28, b: 5 });
  });
});

function strategy(scoringStrategy: object) {
  return JSON.parse(
    JSON.stringify({
      apiVersion: 'kubescheduler.config.k8s.io/v1',
      kind: 'KubeSchedulerConfiguration',
      profiles: [{ pluginConfig: [{ name: 'NodeResourcesFit', args: { scoringStrategy } }] }],
    }),
  );
}
