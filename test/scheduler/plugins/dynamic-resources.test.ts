import { describe, expect, it } from 'vitest';
import type { KubeObject, Pod } from '../../../src/api/objects.js';
import { defaultScheduler } from '../../../src/scheduler/configuration/scheduler.js';
import { explainNodes } from '../../../src/scheduler/obstacles.js';
import { SchedulerState } from '../../../src/scheduler/state/scheduler-state.js';
import { decide, node, object, obstacles, on, pod, scoresOf, verdicts } from '../build.js';

const API = 'resource.k8s.io/v1';
const NOT_HERE = '!DynamicResources: resourceclaim not available on the node';
const CANNOT = '!DynamicResources: cannot allocate all claims';

const nodes = [node('a', { labels: { zone: 'x' } }), node('b', { labels: { zone: 'y' } })];
const gpu = object(API, 'DeviceClass', 'gpu');
const exactly = (count?: number, deviceClassName = 'gpu') => ({
  exactly: { deviceClassName, ...(count !== undefined && { count }) },
});
const claim = (name: string, requests: object[] = [exactly()], status?: object, metadata: object = {}) =>
  object(API, 'ResourceClaim', name, {
    metadata: { namespace: 'default', ...metadata },
    spec: { devices: { requests: requests.map((request, i) => ({ name: `r${i}`, ...request })) } },
    ...(status && { status }),
  });
const slice = (name: string, where: object, ...devices: string[]) =>
  object(API, 'ResourceSlice', name, {
    spec: {
      driver: 'd',
      pool: { name: 'p' },
      ...where,
      devices: devices.map((device) => ({ name: device })),
    },
  });
const allocated = (results: [string, string, string][], nodeSelector?: object, reservedFor?: object[]) => ({
  allocation: {
    devices: { results: results.map(([driver, pool, device]) => ({ driver, pool, device })) },
    ...(nodeSelector && { nodeSelector }),
  },
  ...(reservedFor && { reservedFor }),
});
const inZone = (zone: string) => ({
  nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: [zone] }] }],
});
const wanting = (...claims: string[]): Pod =>
  pod('p', { resourceClaims: claims.map((resourceClaimName, i) => ({ name: `c${i}`, resourceClaimName })) });
const said = (one: Pod, ...world: KubeObject[]) => verdicts(decide(one, [...nodes, ...world]));

describe('DynamicResources before the queue', () => {
  it.each<[string, Pod, KubeObject[], boolean]>([
    ['is not there', wanting('data'), [], true],
    [
      'is of another namespace',
      wanting('data'),
      [claim('data', [], undefined, { namespace: 'other' })],
      true,
    ],
    [
      'is going',
      wanting('data'),
      [claim('data', [], undefined, { deletionTimestamp: '2026-01-01T00:00:00Z' })],
      true,
    ],
    ['is there', wanting('data'), [claim('data', [])], false],
    [
      'is not made of its template yet',
      pod('p', { resourceClaims: [{ name: 'c', resourceClaimTemplateName: 't' }] }),
      [],
      true,
    ],
  ])('keeps back a pod whose claim %s', (_what, one, world, back) => {
    const decision = decide(one, [...nodes, ...world]);
    expect(decision.outcome).toBe(back ? 'gated' : 'bound');
    // The API server says nothing of it.
    if (back)
      expect(decision).toEqual({ outcome: 'gated', evaluated: 0, feasibleCount: 0, ties: 0, nextStart: 0 });
  });

  it('says why, to those who ask', () => {
    const why = (one: Pod, ...world: KubeObject[]) =>
      explainNodes(
        SchedulerState.of([...nodes, ...world]),
        one,
        defaultScheduler(),
      ).everywhere?.reasons.join();
    expect(why(wanting('data'))).toBe('resourceclaim.resource.k8s.io "data" not found');
    expect(
      why(wanting('data'), claim('data', [], undefined, { deletionTimestamp: '2026-01-01T00:00:00Z' })),
    ).toBe('resourceclaim "data" is being deleted');
    expect(why(pod('p', { resourceClaims: [{ name: 'c', resourceClaimTemplateName: 't' }] }))).toBe(
      'pod "default/p": resource claim not created yet for "c"',
    );
    expect(why(wanting('ok', 'data'), claim('ok', []))).toBe(
      'resourceclaim.resource.k8s.io "data" not found',
    );
  });

  it('finds the claims that were made of templates', () => {
    const made = (...statuses: { name: string; resourceClaimName?: string }[]) => {
      const one = pod('p', { resourceClaims: [{ name: 'c', resourceClaimTemplateName: 't' }] });
      return { ...one, status: { resourceClaimStatuses: statuses } } as Pod;
    };
    const outcome = (one: Pod, ...world: KubeObject[]) => decide(one, [...nodes, ...world]).outcome;
    expect(outcome(made({ name: 'other', resourceClaimName: 'x' }))).toBe('gated');
    expect(outcome(made({ name: 'c', resourceClaimName: 'p-c' }))).toBe('gated');
    expect(outcome(made({ name: 'c', resourceClaimName: 'p-c' }), claim('p-c', []))).toBe('bound');
    // A template may come to no claim.
    expect(outcome(made({ name: 'c' }))).toBe('bound');
  });
});

describe('DynamicResources of devices that are free', () => {
  it.each<[string, object, object]>([
    ['a node', { nodeName: 'a' }, { a: 'fits', b: CANNOT }],
    ['all nodes', { allNodes: true }, { a: 'fits', b: 'fits' }],
    ['some nodes', { nodeSelector: inZone('y') }, { a: CANNOT, b: 'fits' }],
    ['no node', {}, { a: CANNOT, b: CANNOT }],
  ])('finds those of %s', (_what, where, expected) => {
    expect(said(wanting('data'), gpu, claim('data'), slice('s', where, 'one'))).toEqual(expected);
  });

  it.each<[number, boolean]>([
    [1, true],
    [2, true],
    [3, false],
  ])('counts two of them for %s: %s', (count, fits) => {
    const here = [gpu, slice('s', { nodeName: 'a' }, 'one'), slice('t', { nodeName: 'a' }, 'two')];
    const expected = { a: fits ? 'fits' : CANNOT, b: CANNOT };
    expect(said(wanting('data'), ...here, claim('data', [exactly(count)]))).toEqual(expected);
    const each = Array.from({ length: count }, () => exactly());
    expect(said(wanting('data'), ...here, claim('data', each))).toEqual(expected);
    const names = each.map((_, i) => `c${i}`);
    expect(said(wanting(...names), ...here, ...names.map((name) => claim(name)))).toEqual(expected);
  });

  it('does not count those that are taken', () => {
    const here = [gpu, claim('data'), slice('s', { nodeName: 'a' }, 'one')];
    const taken = (driver: string, pool: string, device: string) =>
      said(wanting('data'), ...here, claim('other', [], allocated([[driver, pool, device]])))['a'];
    expect(taken('d', 'p', 'one')).toBe(CANNOT);
    expect(taken('d', 'p', 'two')).toBe('fits');
    expect(taken('d', 'q', 'one')).toBe('fits');
    expect(taken('e', 'p', 'one')).toBe('fits');
    expect(said(wanting('data'), ...here, claim('other', [], {}))['a']).toBe('fits');
  });

  it('wants their class to be there', () => {
    const message = (...requests: object[]) =>
      decide(wanting('data'), [
        ...nodes,
        gpu,
        slice('s', { allNodes: true }, 'one', 'two'),
        claim('data', requests),
      ]).message;
    const missing = (text: string) =>
      `0/2 nodes are available: request ${text} does not exist. still not schedulable, preemption: ` +
      '0/2 nodes are available: 2 Preemption is not helpful for scheduling.';
    expect(message(exactly(), exactly(1, 'fpga'))).toBe(missing('r1: device class fpga'));
    const first = (...classes: string[]) => ({
      firstAvailable: classes.map((deviceClassName, i) => ({ name: `s${i}`, deviceClassName })),
    });
    expect(message(first('gpu', 'fpga'))).toBe(missing('r0/s1: device class fpga'));
    expect(message(first('gpu', 'gpu'))).toBe(undefined);
    expect(message({})).toBe(undefined);
  });

  it('counts one for the first that is available', () => {
    const first = { firstAvailable: [{ name: 's', deviceClassName: 'gpu' }] };
    const here = [gpu, slice('s', { nodeName: 'a' }, 'one'), claim('data', [first, first])];
    expect(said(wanting('data'), ...here)['a']).toBe(CANNOT);
    expect(said(wanting('data'), ...here, slice('t', { nodeName: 'a' }, 'two'))['a']).toBe('fits');
  });
});

describe('DynamicResources of claims that are allocated', () => {
  const mine = (reservedFor?: object[], nodeSelector?: object) =>
    claim('data', [exactly(9, 'gone')], allocated([['d', 'p', 'one']], nodeSelector, reservedFor));

  it('keeps to where they are', () => {
    expect(said(wanting('data'), mine())).toEqual({ a: 'fits', b: 'fits' });
    expect(said(wanting('data'), mine([], inZone('y')))).toEqual({ a: NOT_HERE, b: 'fits' });
    expect(
      said(
        wanting('data', 'more'),
        mine([], inZone('y')),
        claim('more'),
        gpu,
        slice('s', { nodeName: 'a' }, 'two'),
      ),
    ).toEqual({
      a: NOT_HERE,
      b: CANNOT,
    });
    expect(obstacles(wanting('data'), [...nodes, mine([], inZone('y'))])).toEqual({
      a: [{ kind: 'other', reason: 'resourceclaim not available on the node' }],
    });
  });

  it.each<[number, object | undefined, boolean]>([
    [255, undefined, true],
    [256, undefined, false],
    [255, { uid: 'u', name: 'other' }, true],
    [256, { uid: 'v', name: 'p' }, false],
  ])('may be shared by 256: by %s and %j', (others, own, fits) => {
    const reservedFor = Array.from({ length: others }, (_, i) => ({ uid: `${i}`, name: `q${i}` }));
    const one = { ...wanting('data'), metadata: { name: 'p', namespace: 'default', uid: 'u' } };
    const { message } = decide(one, [...nodes, mine(own ? [...reservedFor, own] : reservedFor)]);
    expect(message).toBe(
      fits
        ? undefined
        : '0/2 nodes are available: resourceclaim in use. still not schedulable, preemption: ' +
            '0/2 nodes are available: 2 Preemption is not helpful for scheduling.',
    );
  });

  it('may be the pod’s own among as many', () => {
    const reservedFor = Array.from({ length: 256 }, (_, i) => ({ uid: `${i}`, name: `q${i}` }));
    const one = { ...wanting('data'), metadata: { name: 'p', namespace: 'default', uid: '7' } };
    expect(decide(one, [...nodes, mine(reservedFor)]).outcome).toBe('bound');
    const unnamed = Array.from({ length: 256 }, (_, i) => ({ name: i === 3 ? 'p' : `q${i}` }));
    expect(decide(one, [...nodes, mine(unnamed)]).outcome).toBe('bound');
  });
});

describe('DynamicResources after filtering', () => {
  const full = [...nodes.slice(0, 1), on('a', pod('x', { requests: { cpu: '4' } }))];
  const big = (...claims: string[]) => {
    const one = wanting(...claims);
    return {
      ...one,
      spec: { ...one.spec, containers: [{ name: 'c', resources: { requests: { cpu: '1' } } }] },
    };
  };
  const PREEMPTION = 'preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.';

  it('says that there is nothing to free, since 1.34', () => {
    const message = (version: '1.33' | '1.34') => decide(big(), full, version).message;
    expect(message('1.33')).toBe(`0/1 nodes are available: 1 Insufficient cpu. ${PREEMPTION}`);
    expect(message('1.34')).toBe(
      `0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, ${PREEMPTION}`,
    );
  });

  it('says so of a pod with claims', () => {
    expect(decide(big('data'), [...full, claim('data', [])]).message).toBe(
      `0/1 nodes are available: 1 Insufficient cpu. still not schedulable, ${PREEMPTION}`,
    );
  });
});

describe('DynamicResources as a score', () => {
  it('is nothing, since 1.35', () => {
    const points = (version: '1.34' | '1.35') =>
      scoresOf(decide(pod('p'), nodes, version), 'DynamicResources');
    expect(points('1.34')).toEqual({ a: undefined, b: undefined });
    expect(points('1.35')).toEqual({ a: 0, b: 0 });
  });
});
