import { describe, expect, it } from 'vitest';
import type { Container, Pod, PodSpec, PodStatus, ResourceList } from '../../src/api/objects.js';
import {
  condition,
  isPodActive,
  isPodLevelResource,
  isPodReady,
  isPodTerminal,
  isSidecar,
  podLimits,
  podQos,
  podRequests,
} from '../../src/api/pods.js';

/** A container that asks for these amounts: `asks({ cpu: '1' }, { cpu: '2' })` with its limits. */
const asks = (requests?: ResourceList, limits?: ResourceList): Container => ({
  name: 'c',
  resources: { ...(requests && { requests }), ...(limits && { limits }) },
});
const sidecar = (requests?: ResourceList, limits?: ResourceList): Container => ({
  ...asks(requests, limits),
  restartPolicy: 'Always',
});
const containers = (...all: Container[]): PodSpec => ({ containers: all });
const starting = (...initContainers: Container[]): PodSpec => ({ containers: [], initContainers });

describe('what a pod asks for', () => {
  it.each<[string, PodSpec, Record<string, number>]>([
    ['nothing', containers({ name: 'c' }), {}],
    ['without containers', {} as PodSpec, {}],
    [
      'one container',
      containers(asks({ cpu: '100m', memory: '1Ki', 'a.io/gpu': 2 })),
      { cpu: 100, memory: 1024, 'a.io/gpu': 2 },
    ],
    [
      'two containers',
      containers(asks({ cpu: '100m', memory: '1' }), asks({ cpu: '50m' })),
      { cpu: 150, memory: 1 },
    ],
    ['limits do not count', containers(asks(undefined, { cpu: '1' })), {}],
    ['one init container', starting(asks({ cpu: '2' })), { cpu: 2000 }],
    [
      'init containers one after the other',
      starting(asks({ cpu: '2', memory: '1' }), asks({ cpu: '1', memory: '2' })),
      { cpu: 2000, memory: 2 },
    ],
    [
      'the larger of what starts and what runs',
      { ...starting(asks({ cpu: '2', memory: '1' })), containers: [asks({ cpu: '1', memory: '2' })] },
      { cpu: 2000, memory: 2 },
    ],
    [
      'a sidecar beside what runs',
      { ...starting(sidecar({ cpu: '1' })), containers: [asks({ cpu: '2' })] },
      { cpu: 3000 },
    ],
    [
      'a sidecar beside what starts after it',
      {
        ...starting(sidecar({ cpu: '1' }), asks({ cpu: '5', memory: '1' })),
        containers: [asks({ cpu: '2' })],
      },
      { cpu: 6000, memory: 1 },
    ],
    [
      'a sidecar after what starts',
      { ...starting(asks({ cpu: '5' }), sidecar({ cpu: '1' })), containers: [asks({ cpu: '2' })] },
      { cpu: 5000 },
    ],
    [
      'two sidecars and an init container between',
      {
        ...starting(sidecar({ cpu: '1' }), asks({ cpu: '3' }), sidecar({ cpu: '2' })),
        containers: [asks({ cpu: '500m' })],
      },
      { cpu: 4000 },
    ],
    [
      'two sidecars with nothing beside',
      starting(sidecar({ cpu: '1' }), sidecar({ cpu: '2', memory: '1' })),
      { cpu: 3000, memory: 1 },
    ],
    [
      'overhead',
      { ...containers(asks({ cpu: '1' })), overhead: { cpu: '10m', memory: '5' } },
      { cpu: 1010, memory: 5 },
    ],
    [
      'the pod itself',
      {
        ...containers(asks({ cpu: '1', memory: '1', 'a.io/gpu': 1 })),
        resources: {
          requests: { cpu: '500m', memory: '9', 'hugepages-2Mi': '2Mi', 'a.io/gpu': 5, storage: '1' },
        },
      },
      { cpu: 500, memory: 9, 'hugepages-2Mi': 2097152, 'a.io/gpu': 1 },
    ],
    [
      'the pod itself with overhead',
      { ...containers(asks({ cpu: '1' })), resources: { requests: { cpu: '2' } }, overhead: { cpu: '1' } },
      { cpu: 3000 },
    ],
    ['zero', containers(asks({ cpu: '0' })), { cpu: 0 }],
  ])('%s', (_what, spec, amounts) => {
    expect({ ...podRequests(spec) }).toEqual(amounts);
  });
});

describe('the limits of a pod', () => {
  it.each<[string, PodSpec, Record<string, number>]>([
    [
      'of its containers',
      containers(asks({ cpu: '9' }, { cpu: '1' }), asks({}, { cpu: '500m', memory: '1' })),
      { cpu: 1500, memory: 1 },
    ],
    [
      'of what starts',
      {
        ...starting(sidecar({}, { cpu: '1' }), asks({}, { cpu: '2' })),
        containers: [asks({}, { cpu: '500m' })],
      },
      { cpu: 3000 },
    ],
    [
      'with overhead where there are any',
      {
        ...containers(asks({}, { cpu: '1', memory: '0' })),
        overhead: { cpu: '1', memory: '1', 'a.io/b': '1' },
      },
      { cpu: 2000, memory: 0 },
    ],
    [
      'of the pod itself',
      {
        ...containers(asks({}, { cpu: '1', 'a.io/b': '2' })),
        resources: { limits: { cpu: '3', memory: '5', 'a.io/b': '9' } },
        overhead: { memory: '1' },
      },
      { cpu: 3000, memory: 6, 'a.io/b': 2 },
    ],
    ['none', { ...containers(asks({ cpu: '1' })), overhead: { cpu: '1' } }, {}],
  ])('%s', (_what, spec, amounts) => {
    expect({ ...podLimits(spec) }).toEqual(amounts);
  });
});

describe('the quality of service of a pod', () => {
  const FULL = { cpu: '1', memory: '1Gi' };
  it.each<[string, PodSpec, string]>([
    ['nothing asked', containers({ name: 'c' }), 'BestEffort'],
    ['no containers', {} as PodSpec, 'BestEffort'],
    ['other resources only', containers(asks({ storage: '1' }, { 'a.io/b': '1' })), 'BestEffort'],
    ['zero amounts', containers(asks({ cpu: '0' }, { memory: '0' })), 'BestEffort'],
    ['all alike', containers(asks(FULL, FULL)), 'Guaranteed'],
    [
      'all alike, written otherwise',
      containers(asks({ cpu: '1000m', memory: '1024Mi' }, FULL)),
      'Guaranteed',
    ],
    ['all alike in both', containers(asks(FULL, FULL), asks(FULL, FULL)), 'Guaranteed'],
    [
      'init containers too',
      { ...containers(asks(FULL, FULL)), initContainers: [asks(FULL, FULL)] },
      'Guaranteed',
    ],
    [
      'an init container without',
      { ...containers(asks(FULL, FULL)), initContainers: [{ name: 'i' }] },
      'Burstable',
    ],
    ['one container without', containers(asks(FULL, FULL), { name: 'd' }), 'Burstable'],
    [
      'limits above requests',
      containers(asks({ cpu: '1', memory: '1Gi' }, { cpu: '2', memory: '1Gi' })),
      'Burstable',
    ],
    ['memory without a limit', containers(asks(FULL, { cpu: '1' })), 'Burstable'],
    ['cpu without a limit', containers(asks(FULL, { memory: '1Gi' })), 'Burstable'],
    ['only requests', containers(asks({ cpu: '1' })), 'Burstable'],
    ['only limits, not defaulted', containers(asks(undefined, FULL)), 'Burstable'],
    ['only a cpu limit', containers(asks(undefined, { cpu: '1' })), 'Burstable'],
    ['only a cpu request', containers(asks({ cpu: '1' }, FULL)), 'Burstable'],
    [
      'sums alike, parts not',
      containers(
        asks({ cpu: '1', memory: '1' }, { cpu: '2', memory: '1' }),
        asks({ cpu: '2', memory: '1' }, { cpu: '1', memory: '1' }),
      ),
      'Guaranteed',
    ],
    [
      'the pod itself',
      { ...containers({ name: 'c' }), resources: { requests: FULL, limits: FULL } },
      'Guaranteed',
    ],
    [
      'the pod itself, more than its containers',
      { ...containers(asks(FULL, FULL)), resources: { requests: { cpu: '1' } } },
      'Burstable',
    ],
    [
      'the pod itself, by limits',
      { ...containers(asks(FULL, FULL)), resources: { limits: { memory: '1' } } },
      'Burstable',
    ],
    [
      'the pod itself, of other things',
      { ...containers(asks(FULL, FULL)), resources: { requests: { 'hugepages-2Mi': '2Mi' } } },
      'Guaranteed',
    ],
  ])('%s', (_what, spec, expected) => {
    expect(podQos(spec)).toBe(expected);
  });
});

describe('the state of a pod', () => {
  const pod = (status?: PodStatus, deletionTimestamp?: string): Pod => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', ...(deletionTimestamp !== undefined && { deletionTimestamp }) },
    spec: { containers: [] },
    ...(status && { status }),
  });
  it.each<[Pod, ready: boolean, terminal: boolean, active: boolean]>([
    [pod(), false, false, true],
    [pod({ phase: 'Pending' }), false, false, true],
    [pod({ phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] }), true, false, true],
    [pod({ phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }] }), false, false, true],
    [pod({ phase: 'Running', conditions: [{ type: 'Initialized', status: 'True' }] }), false, false, true],
    [pod({ phase: 'Succeeded' }), false, true, false],
    [pod({ phase: 'Failed' }), false, true, false],
    [pod({ phase: 'Unknown' }), false, false, true],
    [pod({ phase: 'Running' }, '2024-01-01T00:00:00Z'), false, false, false],
  ])('%j', (one, ready, terminal, active) => {
    expect([isPodReady(one), isPodTerminal(one), isPodActive(one)]).toEqual([ready, terminal, active]);
  });

  it('has conditions by type, the first of several', () => {
    const [first, second, third] = [
      { type: 'A', status: 'True' as const },
      { type: 'B', status: 'True' as const },
      { type: 'B', status: 'False' as const },
    ];
    expect(condition([first, second, third], 'B')).toBe(second);
    expect(condition([first], 'B')).toBeUndefined();
    expect(condition(undefined, 'B')).toBeUndefined();
  });

  it.each([
    ['cpu', true],
    ['memory', true],
    ['hugepages-1Gi', true],
    ['hugepages', false],
    ['ephemeral-storage', false],
    ['x-hugepages-', false],
  ])('%s can be asked for by the whole pod: %s', (name, whole) => {
    expect(isPodLevelResource(name)).toBe(whole);
  });

  it('keeps sidecars', () => {
    expect(isSidecar({ name: 'c', restartPolicy: 'Always' })).toBe(true);
    expect(isSidecar({ name: 'c', restartPolicy: 'Never' })).toBe(false);
    expect(isSidecar({ name: 'c' })).toBe(false);
  });
});
