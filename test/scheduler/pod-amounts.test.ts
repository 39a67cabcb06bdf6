/** What pods count for: by spec, by status where they were resized, and with defaults for scores. */
import { describe, expect, it } from 'vitest';
import type { Container, Pod, ResourceList } from '../../src/api/objects.js';
import { incomingPod, placedPod } from '../../src/scheduler/pod-info.js';
import { SchedulerState } from '../../src/scheduler/state/scheduler-state.js';
import { node, on, pod } from './build.js';

const container = (name: string, requests?: ResourceList, restartPolicy?: string): Container => ({
  name,
  image: 'app:1',
  ...(requests && { resources: { requests } }),
  ...(restartPolicy && { restartPolicy }),
});
const status = (name: string, requests?: ResourceList, allocatedResources?: ResourceList) => ({
  name,
  ready: true,
  restartCount: 0,
  resources: { ...(requests && { requests }) },
  ...(allocatedResources && { allocatedResources }),
});
const DEFAULTS = { cpu: 100, memory: 209715200 };

describe('a pod that is to be placed', () => {
  it('counts for what its spec says, resource by resource', () => {
    const requests = {
      cpu: '1500m',
      memory: '1Gi',
      'ephemeral-storage': '2Gi',
      'x.com/gpu': '2',
      'hugepages-2Mi': '4Mi',
      'attachable-volumes-x': '3',
      'requests.example.com/x': '1',
      'requests.kubernetes.io/x': '6',
      storage: '5Gi',
      pods: '9',
    };
    const { requests: amounts } = incomingPod(pod('p', { requests }));
    expect(amounts).toEqual({
      cpu: 1500,
      memory: 1073741824,
      ephemeralStorage: 2147483648,
      scalars: new Map([
        ['x.com/gpu', 2],
        ['hugepages-2Mi', 4194304],
        ['attachable-volumes-x', 3],
        ['requests.kubernetes.io/x', 6],
      ]),
    });
    expect(incomingPod(pod('p')).requests).toEqual({
      cpu: 0,
      memory: 0,
      ephemeralStorage: 0,
      scalars: undefined,
    });
  });

  it('is not what its status says', () => {
    const one = pod('p', {
      containers: [container('c', { cpu: '1' })],
      status: { containerStatuses: [status('c', { cpu: '9' })] },
    });
    expect(incomingPod(one).requests.cpu).toBe(1000);
    expect(placedPod(one).requests.cpu).toBe(9000);
  });

  it('scores by its containers, those without requests by a little', () => {
    const nonZero = (spec: Partial<Pod['spec']>) => incomingPod(pod('p', spec)).nonZero;
    expect(nonZero({})).toEqual(DEFAULTS);
    expect(nonZero({ containers: [container('a'), container('b', { cpu: '1' })] })).toEqual({
      cpu: 1100,
      memory: 2 * DEFAULTS.memory,
    });
    expect(nonZero({ containers: [container('a', { cpu: '0', memory: '0' })] })).toEqual({
      cpu: 0,
      memory: 0,
    });
    expect(
      nonZero({ containers: [container('a', { memory: '1' })], overhead: { cpu: '5m', memory: '7' } }),
    ).toEqual({ cpu: 105, memory: 8 });
    const large = { initContainers: [container('i', { cpu: '3' }), container('j')] };
    expect(nonZero({ containers: [container('a', { cpu: '1', memory: '1' })], ...large })).toEqual({
      cpu: 3000,
      memory: DEFAULTS.memory,
    });
    const whole = { resources: { requests: { cpu: '9', memory: '9' } } };
    expect(nonZero({ containers: [container('a')], ...whole })).toEqual(DEFAULTS);
  });
});

describe('a pod that is placed', () => {
  const placed = (spec: Partial<Pod['spec']>, more: Pod['status'] = {}) =>
    placedPod(pod('p', { ...spec, status: more })).requests;
  const one = { containers: [container('c', { cpu: '2', memory: '5', 'x.com/gpu': '1' })] };

  it.each<
    [
      string,
      ReturnType<typeof status> | { name: string; ready: boolean; restartCount: number },
      number,
      number,
    ]
  >([
    ['says nothing', { name: 'c', ready: true, restartCount: 0 }, 2000, 5],
    ['says less', status('c', { cpu: '1', memory: '4' }), 2000, 5],
    ['says more of one', status('c', { cpu: '3', memory: '4' }), 3000, 5],
    ['has more set aside', status('c', { cpu: '1' }, { cpu: '1', memory: '9' }), 2000, 9],
    ['has most set aside', status('c', { cpu: '3' }, { cpu: '4' }), 4000, 5],
    ['is another one’s', status('d', { cpu: '9' }), 2000, 5],
    ['says nothing of requests', status('c'), 2000, 5],
  ])('counts for the most where its container’s status %s', (_what, containerStatus, cpu, memory) => {
    expect(placed(one, { containerStatuses: [containerStatus] })).toEqual({
      cpu,
      memory,
      ephemeralStorage: 0,
      scalars: new Map([['x.com/gpu', 1]]),
    });
  });

  it('counts for what it has where the resize cannot be', () => {
    const resized = (type: string, reason: string) =>
      placed(one, {
        containerStatuses: [status('c', { cpu: '500m' }, { cpu: '1' })],
        conditions: [
          { type: 'Ready', status: 'True' },
          { type, status: 'True', reason },
        ],
      }).cpu;
    expect(resized('PodResizePending', 'Infeasible')).toBe(1000);
    expect(resized('PodResizePending', 'Deferred')).toBe(2000);
    expect(resized('PodResizeInProgress', 'Infeasible')).toBe(2000);
  });

  it('looks at the status of sidecars, not of other init containers', () => {
    const spec = {
      containers: [container('c', { cpu: '1' })],
      initContainers: [container('init', { cpu: '2' }), container('side', { cpu: '1' }, 'Always')],
    };
    const statuses = { initContainerStatuses: [status('init', { cpu: '9' }), status('side', { cpu: '3' })] };
    expect(placed(spec, statuses).cpu).toBe(4000);
    expect(placed(spec).cpu).toBe(2000);
  });

  it('looks at the status of the pod as a whole where it asks as a whole', () => {
    const spec = {
      containers: [container('c', { cpu: '1' })],
      resources: { requests: { cpu: '2', memory: '7' } },
    };
    expect(placed(spec).cpu).toBe(2000);
    expect(placed(spec, { resources: { requests: { cpu: '3' } } })).toMatchObject({ cpu: 3000, memory: 7 });
    expect(
      placed(spec, { resources: { requests: { cpu: '1' } }, allocatedResources: { cpu: '4' } }).cpu,
    ).toBe(4000);
    const infeasible = [{ type: 'PodResizePending', status: 'True' as const, reason: 'Infeasible' }];
    expect(placed(spec, { resources: { requests: { cpu: '1' } }, conditions: infeasible }).cpu).toBe(1000);
    expect(placed(one, { resources: { requests: { cpu: '9' } } }).cpu).toBe(2000);
    expect(placed(spec, { allocatedResources: { cpu: '9' } }).cpu).toBe(2000);
  });

  it('scores by what it asks for as a whole, where it does', () => {
    const nonZero = (spec: Partial<Pod['spec']>) => placedPod(pod('p', spec)).nonZero;
    const bare = { containers: [container('a'), container('b')] };
    expect(nonZero(bare)).toEqual({ cpu: 200, memory: 2 * DEFAULTS.memory });
    expect(nonZero({ ...bare, resources: { requests: { cpu: '1' } } })).toEqual({
      cpu: 1000,
      memory: 2 * DEFAULTS.memory,
    });
    expect(nonZero({ ...bare, resources: { requests: { memory: '5' } } })).toEqual({ cpu: 200, memory: 5 });
    expect(nonZero({ ...bare, resources: { requests: { 'hugepages-2Mi': '2Mi' } } })).toEqual({
      cpu: 200,
      memory: 2 * DEFAULTS.memory,
    });
    expect(nonZero({ ...bare, resources: { requests: { 'x.com/gpu': '1' } } })).toEqual({
      cpu: 200,
      memory: 2 * DEFAULTS.memory,
    });
    const partly = {
      containers: [container('a', { memory: '3' }), container('b')],
      resources: { requests: { cpu: '1' } },
    };
    expect(nonZero(partly)).toEqual({ cpu: 1000, memory: 3 });
    const init = {
      containers: [container('a', { cpu: '1', memory: '1' })],
      initContainers: [container('i')],
    };
    expect(nonZero(init)).toEqual({ cpu: 1000, memory: DEFAULTS.memory });
  });

  it('counted its sidecars for less in scores up to 1.31', () => {
    const older = (spec: Partial<Pod['spec']>) => placedPod(pod('p', spec)).olderNonZero;
    const side = container('s', { cpu: '1', memory: '10' }, 'Always');
    const main = container('a', { cpu: '2', memory: '5' });
    expect(older({ containers: [main] })).toBe(undefined);
    expect(older({ containers: [main], initContainers: [container('i', { cpu: '9' })] })).toBe(undefined);
    expect(older({ containers: [main], initContainers: [side] })).toEqual({ cpu: 2000, memory: 10 });
    expect(older({ containers: [main, container('b')], initContainers: [side] })).toEqual({
      cpu: 2100,
      memory: 5 + DEFAULTS.memory,
    });
    expect(older({ containers: [main], initContainers: [side, side] })).toEqual({ cpu: 2000, memory: 20 });
    expect(
      older({ containers: [main], initContainers: [side, container('i', { cpu: '1500m', memory: '1' })] }),
    ).toEqual({ cpu: 2500, memory: 11 });
    expect(older({ containers: [main], initContainers: [container('i', { cpu: '3' }), side] })).toEqual({
      cpu: 3000,
      memory: DEFAULTS.memory,
    });
    expect(older({ containers: [main], initContainers: [container('s', undefined, 'Always')] })).toEqual({
      cpu: 2000,
      memory: DEFAULTS.memory,
    });
    expect(
      older({
        containers: [container('a', { cpu: '0', memory: '0' })],
        initContainers: [container('s', undefined, 'Always')],
      }),
    ).toEqual(DEFAULTS);
    expect(
      older({
        containers: [container('a', { cpu: '0', memory: '0' })],
        initContainers: [container('s', { cpu: '5m' }, 'Always')],
      }),
    ).toEqual({
      cpu: 5,
      memory: DEFAULTS.memory,
    });
    expect(
      older({ containers: [main], initContainers: [side], overhead: { cpu: '7m', memory: '3' } }),
    ).toEqual({ cpu: 2007, memory: 13 });
    expect(incomingPod(pod('p', { initContainers: [side] })).olderNonZero).toBe(undefined);
  });
});

describe('other things of a pod', () => {
  it('are worked out once', () => {
    const one: Pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'p',
        namespace: 'shop',
        labels: { app: 'web' },
        deletionTimestamp: '2026-01-01T00:00:00Z',
      },
      spec: {
        priority: 7,
        containers: [
          {
            name: 'c',
            ports: [
              { containerPort: 1, hostPort: 80, hostIP: '10.0.0.1', protocol: 'UDP' },
              { containerPort: 1, hostPort: -1 },
            ],
          },
        ],
        initContainers: [{ name: 's', restartPolicy: 'Always', ports: [{ containerPort: 1, hostPort: 81 }] }],
        volumes: [
          { name: 'a', persistentVolumeClaim: { claimName: 'x' } },
          { name: 'b', ephemeral: {} },
          { name: 'c', emptyDir: {} },
          { name: 'd', persistentVolumeClaim: {} },
        ],
      },
      status: { startTime: '1970-01-01T00:00:05Z' },
    };
    expect(placedPod(one)).toMatchObject({
      pod: one,
      key: 'shop/p',
      namespace: 'shop',
      labels: { app: 'web' },
      priority: 7,
      terminating: true,
      startTime: 5000,
      hostPorts: [
        { ip: '0.0.0.0', protocol: 'TCP', port: 81 },
        { ip: '10.0.0.1', protocol: 'UDP', port: 80 },
      ],
      claims: ['shop/x', 'shop/p-b', 'shop/'],
    });
  });

  it('have defaults', () => {
    const bare: Pod = { apiVersion: 'v1', kind: 'Pod', metadata: {}, spec: { containers: [] } };
    expect(placedPod(bare)).toEqual({
      pod: bare,
      key: '/',
      namespace: '',
      labels: {},
      priority: 0,
      terminating: false,
      startTime: Number.POSITIVE_INFINITY,
      requests: { cpu: 0, memory: 0, ephemeralStorage: 0, scalars: undefined },
      nonZero: { cpu: 0, memory: 0 },
      olderNonZero: undefined,
      hostPorts: [],
      terms: undefined,
      claims: [],
    });
    const nulled = { ...bare, metadata: { deletionTimestamp: null } } as unknown as Pod;
    expect(placedPod(nulled).terminating).toBe(false);
  });
});

describe('the sums of a node', () => {
  const requests = { cpu: '1', memory: '2', 'ephemeral-storage': '3', 'x.com/gpu': '4' };
  const side = container('s', { cpu: '1', memory: '1' }, 'Always');
  const parts = {
    volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'x' } }],
    initContainers: [side],
  };
  const one = on('a', pod('one', { requests, ...parts }));
  const two = on('a', pod('two', { requests }));
  const three = on('a', pod('three', { requests: { 'x.com/gpu': '1' } }));
  const sums = (state: SchedulerState) => {
    const {
      pods,
      cpu,
      memory,
      ephemeralStorage,
      scalars,
      nonZeroCpu,
      nonZeroMemory,
      sidecarCpu,
      sidecarMemory,
    } = state.node('a')!;
    return [
      pods.map(({ key }) => key.replace('default/', '')).join(' '),
      [cpu, memory, ephemeralStorage, scalars.get('x.com/gpu')],
      [nonZeroCpu, nonZeroMemory, sidecarCpu, sidecarMemory],
    ];
  };

  it('follow its pods, the last of which takes the place of one that goes', () => {
    const state = SchedulerState.of([node('a'), one, two, three]);
    expect(sums(state)).toEqual(['one two three', [3000, 5, 6, 9], [3100, 5 + DEFAULTS.memory, 1000, 1]]);
    const before = state.fork();
    state.apply([{ verb: 'delete', object: one }]);
    expect(sums(state)).toEqual(['three two', [1000, 2, 3, 5], [1100, 2 + DEFAULTS.memory, 0, 0]]);
    expect(sums(before)).toEqual(['one two three', [3000, 5, 6, 9], [3100, 5 + DEFAULTS.memory, 1000, 1]]);
    before.apply([{ verb: 'delete', object: three }]);
    expect(sums(before)).toEqual(['one two', [3000, 5, 6, 8], [3000, 5, 1000, 1]]);
    expect(sums(state)).toEqual(['three two', [1000, 2, 3, 5], [1100, 2 + DEFAULTS.memory, 0, 0]]);
    state.apply([
      { verb: 'delete', object: three },
      { verb: 'delete', object: two },
      { verb: 'delete', object: two },
    ]);
    expect(sums(state)).toEqual(['', [0, 0, 0, 0], [0, 0, 0, 0]]);
  });

  it('stay when its object changes', () => {
    const state = SchedulerState.of([node('a'), two]);
    state.apply([{ verb: 'update', object: node('a', { size: { cpu: '9', 'x.com/gpu': '7' } }) }]);
    expect(sums(state)[1]).toEqual([1000, 2, 3, 4]);
    expect(state.node('a')!.allocatable).toEqual({
      cpu: 9000,
      memory: 8589934592,
      ephemeralStorage: 107374182400,
      pods: 110,
      scalars: new Map([['x.com/gpu', 7]]),
    });
    const bare = { apiVersion: 'v1', kind: 'Node' as const, metadata: { name: 'a' } };
    state.apply([{ verb: 'update', object: bare }]);
    expect(state.node('a')).toMatchObject({
      node: bare,
      name: 'a',
      labels: {},
      taints: [],
      unschedulable: false,
      allocatable: { cpu: 0, memory: 0, ephemeralStorage: 0, pods: 0, scalars: undefined },
    });
    expect([...state.node('a')!.images]).toEqual([]);
  });
});
