import { describe, expect, it } from 'vitest';
import type { Pod } from '../../src/api/objects.js';
import { deletionOrder, type PodOrder } from '../../src/controllers/pod-order.js';
import { at, made, NOW, since } from './look.js';

interface Settings {
  node?: string | undefined;
  phase?: string | undefined;
  ready?: number;
  cost?: string;
  restarts?: number[];
  sidecars?: number[];
  created?: number;
  uid?: string;
}

function pod(
  name: string,
  {
    node = 'n',
    phase = 'Running',
    ready,
    cost,
    restarts = [],
    sidecars = [],
    created = 0,
    uid,
  }: Settings = {},
): Pod {
  const init = sidecars.map((_, i) => ({ name: `s${i}`, image: 's', restartPolicy: 'Always' }));
  const counts = (prefix: string, list: number[]) =>
    list.map((restartCount, i) => ({ name: `${prefix}${i}`, restartCount }));
  return made('Pod', name, {
    metadata: {
      uid: uid ?? name,
      creationTimestamp: at(created),
      ...(cost === undefined ? {} : { annotations: { 'controller.kubernetes.io/pod-deletion-cost': cost } }),
    },
    spec: { nodeName: node, initContainers: [{ name: 'i0', image: 'i' }, ...init] },
    status: {
      phase,
      conditions: ready === undefined ? [] : [since('Ready', 'True', ready)],
      containerStatuses: counts('c', restarts),
      initContainerStatuses: [{ name: 'i0', restartCount: 99 }, ...counts('s', sidecars)],
    },
  }) as unknown as Pod;
}

const PLAIN: PodOrder = { logarithmic: false, deletionCost: true, now: NOW + 1000_000 };
const LOG: PodOrder = { ...PLAIN, logarithmic: true };
/** `b` is missed less than `a`, though it comes later. */
const CASES: [string, Settings, Settings, PodOrder?][] = [
  ['without a node', {}, { node: '' }],
  ['pending before running', {}, { phase: 'Pending' }],
  ['unknown before running', {}, { phase: 'Unknown' }],
  ['pending before unknown', { phase: 'Unknown' }, { phase: 'Pending' }],
  ['not ready', { ready: 0 }, {}],
  ['the cheaper one', { cost: '5' }, { cost: '4' }],
  ['cheaper than nothing said', {}, { cost: '-1' }],
  ['a cost that is no number is 0', { cost: '1' }, { cost: '-9x' }],
  ['ready for a shorter time', { ready: 5 }, { ready: 6 }],
  ['the more often restarted', { restarts: [1, 2] }, { restarts: [3, 0] }],
  ['… its sidecar', { restarts: [1], sidecars: [1] }, { restarts: [1], sidecars: [2] }],
  ['the containers before the sidecar', { restarts: [1], sidecars: [9] }, { restarts: [2], sidecars: [0] }],
  ['the newer one', { created: 5 }, { created: 6 }],
  ['a phase before readiness', { phase: 'Running' }, { phase: 'Pending', ready: 0 }],
  ['a node before a phase', { phase: 'Pending' }, { node: '', phase: 'Running' }],
  ['readiness before cost', { ready: 0, cost: '-9' }, { cost: '9' }],
  ['cost before how long ready', { ready: 9, cost: '1' }, { ready: 1, cost: '0' }],
  ['how long ready before restarts', { ready: 1, restarts: [9] }, { ready: 2 }],
  ['restarts before age', { created: 9 }, { restarts: [1] }],
  ['by powers of two: half the time ready', { ready: 0 }, { ready: 600 }, LOG],
  ['by powers of two: half the age', { created: 0 }, { created: 600 }, LOG],
  ['about as long ready: by uid', { ready: 10, uid: 'b' }, { ready: 0, uid: 'a' }, LOG],
  ['about as old: by uid', { created: 10, uid: 'b' }, { created: 0, uid: 'a' }, LOG],
  ['ready just now, not a moment ago', { ready: 999 }, { ready: 1000 }, LOG],
];

describe('which pods go first', () => {
  it.each(CASES)('%s', (_name, a, b, order = PLAIN) => {
    const pods = [pod('a', a), pod('b', b)];
    expect(deletionOrder(pods, order).map(({ metadata }) => metadata.name)).toEqual(['b', 'a']);
    expect(deletionOrder([...pods].reverse(), order).map(({ metadata }) => metadata.name)).toEqual([
      'b',
      'a',
    ]);
  });

  it.each<[string, Settings, Settings, PodOrder?]>([
    ['alike', {}, {}],
    ['the cost does not count', { cost: '5' }, { cost: '4' }, { ...PLAIN, deletionCost: false }],
    ['of no phase: pending', { phase: 'Pending' }, { phase: undefined }],
    [
      'how long they were ready counts only if both are',
      { restarts: [1] },
      { restarts: [1], ready: undefined } as Settings,
    ],
    ['ready since the same time: not by uid', { ready: 5, uid: 'b' }, { ready: 5, uid: 'a' }, LOG],
    ['made at the same time: not by uid', { uid: 'b' }, { uid: 'a' }, LOG],
    ['init containers’ restarts do not count', { restarts: [] }, { restarts: [0] }],
  ])('stay as they come: %s', (_name, a, b, order = PLAIN) => {
    const [one, two] = [pod('a', a), pod('b', b)];
    const bare =
      b.phase === undefined && 'phase' in b ? { ...two, status: { ...two.status, phase: undefined } } : two;
    expect(deletionOrder([one, bare as Pod], order).map(({ metadata }) => metadata.name)).toEqual(['a', 'b']);
    expect(deletionOrder([bare as Pod, one], order).map(({ metadata }) => metadata.name)).toEqual(['b', 'a']);
  });

  it('those that share their node with more of the family', () => {
    const pods = [pod('a', { node: 'x' }), pod('b', { node: 'y' }), pod('c', { node: 'z', ready: 1 })];
    const rank = (one: Pod) => ({ x: 1, y: 3, z: 2 })[one.spec.nodeName as 'x']!;
    expect(deletionOrder(pods, { ...PLAIN, rank }).map(({ metadata }) => metadata.name)).toEqual([
      'b',
      'a',
      'c',
    ]);
    const costly = [pod('a', { node: 'x' }), pod('b', { node: 'y', cost: '1' })];
    expect(deletionOrder(costly, { ...PLAIN, rank }).map(({ metadata }) => metadata.name)).toEqual([
      'a',
      'b',
    ]);
    const timed = [pod('a', { node: 'x', ready: 9 }), pod('b', { node: 'y', ready: 1 })];
    expect(deletionOrder(timed, { ...PLAIN, rank }).map(({ metadata }) => metadata.name)).toEqual(['b', 'a']);
  });

  it('leaves the list that it is given as it is', () => {
    const pods = [pod('a'), pod('b', { phase: 'Pending' })];
    deletionOrder(pods, PLAIN);
    expect(pods.map(({ metadata }) => metadata.name)).toEqual(['a', 'b']);
  });
});
