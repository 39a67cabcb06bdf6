import { describe, expect, it } from 'vitest';
import type { KubeObject, Node, Pod, ResourceList } from '../../../src/api/objects.js';
import type { KubernetesVersion } from '../../../src/api/version.js';
import { defaultScheduler, type Scheduler } from '../../../src/scheduler/configuration/scheduler.js';
import { explainNodes } from '../../../src/scheduler/obstacles.js';
import { SchedulerState } from '../../../src/scheduler/state/scheduler-state.js';
import { decide, node, object, obstacles, on, pod, reasons, verdicts, withArgs } from '../build.js';

const used = (size: ResourceList, requests: ResourceList): KubeObject[] => [
  node('a', { size }),
  on('a', pod('there', { requests })),
];

/** What is said of node `a` where all nodes are asked at once, which is also what it says when asked alone. */
function said(
  requests: ResourceList,
  world: KubeObject[],
  scheduler: Scheduler = defaultScheduler(),
): string {
  const one = pod('p', { requests });
  const { a } = verdicts(decide(one, world, scheduler));
  const [alone] = explainNodes(SchedulerState.of(world), one, scheduler).nodes;
  const refusal = alone!.refusals[0];
  const mark = refusal?.code === 'UnschedulableAndUnresolvable' ? '!' : '';
  expect(refusal ? `${mark}${refusal.plugin}: ${refusal.reasons.join('; ')}` : 'fits').toBe(a);
  return a!.replace('NodeResourcesFit: ', '');
}

describe('NodeResourcesFit as a filter', () => {
  it.each<[string, ResourceList, ResourceList, string[], string]>([
    ['cpu', { cpu: '2' }, { cpu: '1500m' }, ['0', '500m', '501m', '2', '2001m'], 'cpu'],
    ['memory', { memory: '1000' }, { memory: '600' }, ['0', '400', '401', '1000', '1001'], 'memory'],
    [
      'ephemeral storage',
      { 'ephemeral-storage': '10' },
      { 'ephemeral-storage': '6' },
      ['0', '4', '5', '10', '11'],
      'ephemeral-storage',
    ],
    ['devices', { 'x.com/gpu': '4' }, { 'x.com/gpu': '3' }, ['0', '1', '2', '4', '5'], 'x.com/gpu'],
    [
      'huge pages',
      { 'hugepages-2Mi': '8Mi' },
      { 'hugepages-2Mi': '6Mi' },
      ['0', '2Mi', '4Mi', '8Mi', '10Mi'],
      'hugepages-2Mi',
    ],
    [
      'volumes to attach',
      { 'attachable-volumes-x': '4' },
      { 'attachable-volumes-x': '3' },
      ['0', '1', '2', '4', '5'],
      'attachable-volumes-x',
    ],
  ])('takes an exact fit of %s, and tells the full from the too small', (_what, size, there, asked, name) => {
    const short = `Insufficient ${name}`;
    expect(asked.map((amount) => said({ [name]: amount }, used(size, there)))).toEqual([
      'fits',
      'fits',
      short,
      short,
      `!${short}`,
    ]);
  });

  it('takes what a node does not have at all for too small, and no device for none', () => {
    expect(said({ 'x.com/gpu': '1' }, [node('a')])).toBe('!Insufficient x.com/gpu');
    expect(said({ 'x.com/gpu': '0' }, [node('a')])).toBe('fits');
  });

  it('asks for room among the pods, and never calls that hopeless', () => {
    const full = (pods: string, cpu = '1') => used({ pods, cpu: '1' }, { cpu });
    expect(said({}, full('2'))).toBe('fits');
    expect(said({}, full('1'))).toBe('Too many pods');
    expect(said({}, [node('a', { size: { pods: '0' } })])).toBe('Too many pods');
    expect(said({ cpu: '500m' }, full('1'))).toBe('Too many pods; Insufficient cpu');
    expect(said({ cpu: '1001m' }, full('1'))).toBe('!Too many pods; Insufficient cpu');
  });

  it('does not mind a node that is over its limits where nothing is asked of it', () => {
    const over = used({ cpu: '1', memory: '1' }, { cpu: '2', memory: '2', 'ephemeral-storage': '200Gi' });
    expect(said({}, over)).toBe('fits');
    expect(said({ cpu: '1m' }, over)).toBe('Insufficient cpu');
  });

  it('names all that is short, in this order', () => {
    const asked = {
      'x.com/gpu': '1',
      'hugepages-2Mi': '2Mi',
      'ephemeral-storage': '200Gi',
      memory: '9Gi',
      cpu: '5',
    };
    const all = [
      'Insufficient cpu',
      'Insufficient memory',
      'Insufficient ephemeral-storage',
      'Insufficient x.com/gpu',
      'Insufficient hugepages-2Mi',
    ];
    expect(said(asked, [node('a')])).toBe(`!${all.join('; ')}`);
    expect(said({ cpu: '5', memory: '9Gi', 'ephemeral-storage': '200Gi' }, [node('a')])).toBe(
      `!${all.slice(0, 3).join('; ')}`,
    );
    // One hopeless resource among others that are merely in use.
    const half = used({ 'x.com/gpu': '1' }, { cpu: '3', 'x.com/gpu': '1' });
    expect(said({ cpu: '2', 'x.com/gpu': '1' }, half)).toBe('Insufficient cpu; Insufficient x.com/gpu');
    expect(said({ cpu: '2', 'x.com/gpu': '2' }, half)).toBe('!Insufficient cpu; Insufficient x.com/gpu');
  });

  it('tells the too small from the full since 1.34', () => {
    const verdict = (version: KubernetesVersion, requests: ResourceList) =>
      said(requests, [node('a')], defaultScheduler(version));
    expect(verdict('1.33', { cpu: '5' })).toBe('Insufficient cpu');
    expect(verdict('1.34', { cpu: '5' })).toBe('!Insufficient cpu');
    expect(verdict('1.33', { 'x.com/gpu': '5' })).toBe('Insufficient x.com/gpu');
    expect(verdict('1.34', { 'x.com/gpu': '5' })).toBe('!Insufficient x.com/gpu');
  });

  it('passes over the vendor’s resources that its arguments name', () => {
    const scheduler = withArgs('NodeResourcesFit', {
      ignoredResources: ['x.com/gpu', 'hugepages-2Mi', 'cpu'],
      ignoredResourceGroups: ['y.com', 'requests.z.com'],
    });
    const verdict = (name: string) => said({ [name]: name === 'cpu' ? '5' : '1' }, [node('a')], scheduler);
    expect(['x.com/gpu', 'y.com/nic', 'y.com/fpga'].map(verdict)).toEqual(['fits', 'fits', 'fits']);
    expect(
      ['x.com/nic', 'hugepages-2Mi', 'cpu', 'y.com.x/nic', 'requests.kubernetes.io/x'].map(verdict),
    ).toEqual([
      '!Insufficient x.com/nic',
      '!Insufficient hugepages-2Mi',
      '!Insufficient cpu',
      '!Insufficient y.com.x/nic',
      '!Insufficient requests.kubernetes.io/x',
    ]);
  });

  it('leaves to device classes what a node does not offer itself', () => {
    const gpu = object('resource.k8s.io/v1', 'DeviceClass', 'gpu', {
      spec: { extendedResourceName: 'x.com/gpu' },
    });
    const plain = object('resource.k8s.io/v1', 'DeviceClass', 'plain', { spec: {} });
    const bare = object('resource.k8s.io/v1', 'DeviceClass', 'bare');
    expect(said({ 'x.com/gpu': '1' }, [bare, plain, gpu, node('a')])).toBe('fits');
    expect(said({ 'x.com/gpu': '1' }, [bare, plain, node('a')])).toBe('!Insufficient x.com/gpu');
    expect(said({ 'x.com/nic': '1' }, [gpu, node('a')])).toBe('!Insufficient x.com/nic');
    const offering = [gpu, ...used({ 'x.com/gpu': '1' }, { 'x.com/gpu': '1' })];
    expect(said({ 'x.com/gpu': '1' }, offering)).toBe('Insufficient x.com/gpu');
  });

  it('does so since 1.36', () => {
    const gpu = object('resource.k8s.io/v1', 'DeviceClass', 'gpu', {
      spec: { extendedResourceName: 'x.com/gpu' },
    });
    const fits = (version: '1.35' | '1.36') =>
      decide(pod('p', { requests: { 'x.com/gpu': '1' } }), [gpu, node('a')], version).outcome;
    expect([fits('1.35'), fits('1.36')]).toEqual(['unschedulable', 'bound']);
  });

  it('does not count resources that fit is not about', () => {
    expect(said({ storage: '1Ti', 'other-thing': '7' }, [node('a')])).toBe('fits');
  });
});

describe('NodeResourcesFit’s obstacles', () => {
  it('say what there is, what is used and what is missing', () => {
    const size = { cpu: '2', memory: '1000', 'ephemeral-storage': '100', pods: '1', 'x.com/gpu': '2' };
    const there = { cpu: '1500m', memory: '600', 'ephemeral-storage': '70', 'x.com/gpu': '1' };
    const requests = {
      cpu: '600m',
      memory: '500',
      'ephemeral-storage': '31',
      'x.com/gpu': '2',
      'x.com/nic': '3',
    };
    const short = (resource: string, requested: number, allocatable: number, inUse: number) => ({
      kind: 'resource',
      resource,
      requested,
      allocatable,
      used: inUse,
      free: allocatable - inUse,
      short: requested - (allocatable - inUse),
    });
    expect(obstacles(pod('p', { requests }), used(size, there))).toEqual({
      a: [
        short('pods', 1, 1, 1),
        short('cpu', 600, 2000, 1500),
        short('memory', 500, 1000, 600),
        short('ephemeral-storage', 31, 100, 70),
        short('x.com/gpu', 2, 2, 1),
        short('x.com/nic', 3, 0, 0),
      ],
    });
    expect(obstacles(pod('p', { requests: { cpu: '500m' } }), used({ cpu: '2' }, { cpu: '1500m' }))).toEqual(
      {},
    );
  });

  it('are the same numbers where only what is common is asked for', () => {
    expect(obstacles(pod('p', { requests: { cpu: '501m' } }), used({ cpu: '2' }, { cpu: '1500m' }))).toEqual({
      a: [
        {
          kind: 'resource',
          resource: 'cpu',
          requested: 501,
          allocatable: 2000,
          used: 1500,
          free: 500,
          short: 1,
        },
      ],
    });
  });
});

describe('what a pod asks for', () => {
  const container = (requests: ResourceList, restartPolicy?: string) => ({
    name: `c${JSON.stringify(requests)}`,
    image: 'app:1',
    resources: { requests },
    ...(restartPolicy && { restartPolicy }),
  });
  const cpu = (amount: string, restartPolicy?: string) => container({ cpu: amount }, restartPolicy);
  const asks = (spec: Partial<Pod['spec']>) => {
    const none: Node = node('a', { size: { cpu: '0' } });
    const [short] = obstacles(pod('p', spec), [none])['a'] ?? [];
    return short?.kind === 'resource' ? short.requested : 0;
  };

  it.each<[string, Partial<Pod['spec']>, number]>([
    ['the sum of the containers', { containers: [cpu('1'), cpu('250m')] }, 1250],
    ['a larger init container', { containers: [cpu('1')], initContainers: [cpu('3'), cpu('2')] }, 3000],
    ['no smaller one', { containers: [cpu('1')], initContainers: [cpu('900m')] }, 1000],
    ['sidecars beside containers', { containers: [cpu('1')], initContainers: [cpu('2', 'Always')] }, 3000],
    [
      'an init container beside the sidecars before it',
      { containers: [cpu('1')], initContainers: [cpu('2', 'Always'), cpu('3')] },
      5000,
    ],
    [
      'and not beside those after it',
      { containers: [cpu('1')], initContainers: [cpu('3'), cpu('2', 'Always')] },
      3000,
    ],
    ['overhead on top', { containers: [cpu('1')], overhead: { cpu: '10m' } }, 1010],
    [
      'what the pod asks for as a whole instead',
      { containers: [cpu('1')], resources: { requests: { cpu: '1500m' } }, overhead: { cpu: '10m' } },
      1510,
    ],
  ])('is %s', (_what, spec, requested) => {
    expect(asks(spec)).toBe(requested);
  });

  it('does not count pods that have ended, and those that are going until they are gone', () => {
    const there = (phase: 'Succeeded' | 'Failed' | 'Running', metadata = {}) => {
      const one = on('a', pod('x', { requests: { cpu: '4' }, status: { phase } }));
      return [node('a'), { ...one, metadata: { ...one.metadata, ...metadata } }];
    };
    expect(said({ cpu: '1' }, there('Succeeded'))).toBe('fits');
    expect(said({ cpu: '1' }, there('Failed'))).toBe('fits');
    expect(said({ cpu: '1' }, there('Running'))).toBe('Insufficient cpu');
    expect(said({ cpu: '1' }, there('Running', { deletionTimestamp: '2026-01-01T00:00:00Z' }))).toBe(
      'Insufficient cpu',
    );
  });

  it('is counted by node and said in one line', () => {
    const world = [
      node('a', { size: { cpu: '1' } }),
      node('b', { size: { cpu: '1', memory: '1Gi' } }),
      node('c'),
      on('c', pod('x', { requests: { cpu: '3' } })),
    ];
    const decision = decide(pod('p', { requests: { cpu: '2', memory: '2Gi' } }), world);
    expect(reasons(decision)).toBe('1 Insufficient memory, 3 Insufficient cpu');
    expect(decision.message).toBe(
      '0/3 nodes are available: 1 Insufficient memory, 3 Insufficient cpu. ' +
        'preemption: 0/3 nodes are available: 1 No preemption victims found for incoming pod, ' +
        '2 Preemption is not helpful for scheduling.',
    );
  });
});
