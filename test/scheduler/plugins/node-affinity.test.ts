import { describe, expect, it } from 'vitest';
import type { Affinity, NodeSelectorTerm, PodSpec } from '../../../src/api/objects.js';
import { decide, node, obstacles, pod, scoresOf, verdicts, withArgs } from '../build.js';

const NO_MATCH = "!NodeAffinity: node(s) didn't match Pod's node affinity/selector";
const LEFT_OUT = "!-: node(s) didn't satisfy plugin(s) [NodeAffinity]";
const world = [
  node('a', { labels: { disk: 'ssd', gen: '7' } }),
  node('b', { labels: { disk: 'hdd', gen: 'old' } }),
  node('c'),
];

const required = (...nodeSelectorTerms: NodeSelectorTerm[]): Partial<PodSpec> => ({
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
});
const labelled = (
  key: string,
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt',
  ...values: string[]
): NodeSelectorTerm => ({ matchExpressions: [{ key, operator, ...(values.length > 0 && { values }) }] });
const named = (...names: string[]): NodeSelectorTerm => ({
  matchFields: names.map((name) => ({ key: 'metadata.name', operator: 'In', values: [name] })),
});
const fitting = (spec: Partial<PodSpec>) => decide(pod('p', spec), world).feasible;

describe('NodeAffinity as a filter', () => {
  it.each<[string, Partial<PodSpec>, string[]]>([
    ['a nodeSelector', { nodeSelector: { disk: 'hdd' } }, ['b']],
    ['every pair of a nodeSelector', { nodeSelector: { disk: 'ssd', gen: '8' } }, []],
    ['an empty nodeSelector', { nodeSelector: {} }, ['a', 'b', 'c']],
    [
      'one of several terms',
      required(labelled('disk', 'In', 'ssd'), labelled('gen', 'In', 'old')),
      ['a', 'b'],
    ],
    [
      'both selector and terms',
      { nodeSelector: { disk: 'ssd' }, ...required(labelled('gen', 'Gt', '7')) },
      [],
    ],
    [
      'selector and terms that meet',
      { nodeSelector: { disk: 'ssd' }, ...required(labelled('gen', 'Gt', '6')) },
      ['a'],
    ],
    ['a missing label', required(labelled('disk', 'DoesNotExist')), ['c']],
    ['a label that is not one of some', required(labelled('disk', 'NotIn', 'ssd')), ['b', 'c']],
    ['an empty term', required({}), []],
    ['no terms', required(), []],
  ])('keeps to %s', (_what, spec, feasible) => {
    expect(fitting(spec)).toEqual(feasible);
  });

  it('refuses for good', () => {
    const decision = decide(pod('p', { nodeSelector: { disk: 'ssd' } }), world);
    expect(verdicts(decision)).toEqual({ a: 'fits', b: NO_MATCH, c: NO_MATCH });
  });

  it('reads required affinity without a list of terms as one that no node fulfils', () => {
    const affinity = {
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {} },
    } as unknown as Affinity;
    const decision = decide(pod('p', { affinity }), world);
    expect(verdicts(decision)).toEqual({ a: NO_MATCH, b: NO_MATCH, c: NO_MATCH });
    expect(obstacles(pod('p', { affinity }), world.slice(0, 1))).toEqual({
      a: [{ kind: 'node-affinity', terms: [], enforced: false }],
    });
  });
});

describe('NodeAffinity by the names of nodes', () => {
  it('looks only at the nodes that every term names', () => {
    const decision = decide(pod('p', required(named('c'), named('a'))), world);
    expect(decision).toMatchObject({ evaluated: 2, feasible: ['a', 'c'] });
    expect(verdicts(decision)).toEqual({ a: 'fits', b: LEFT_OUT, c: 'fits' });
  });

  it('looks at all nodes where a term names none', () => {
    const terms = required(named('a'), labelled('disk', 'In', 'hdd'));
    expect(verdicts(decide(pod('p', terms), world))).toEqual({ a: 'fits', b: 'fits', c: NO_MATCH });
  });

  it.each<[string, NodeSelectorTerm, string[]]>([
    ['NotIn', { matchFields: [{ key: 'metadata.name', operator: 'NotIn', values: ['a'] }] }, ['b', 'c']],
    ['another field', { matchFields: [{ key: 'metadata.uid', operator: 'In', values: ['a'] }] }, []],
  ])('does not take %s for a name', (_what, term, feasible) => {
    expect(decide(pod('p', required(term)), world)).toMatchObject({ evaluated: 3, feasible });
  });

  it('wants a name that all fields of a term agree on', () => {
    const said = (version: '1.33' | '1.36') =>
      decide(pod('p', required(named('a', 'b'))), world, version).message;
    expect(said('1.36')).toBe('0/3 nodes are available: pod affinity terms conflict. not found');
    expect(said('1.33')).toBe(
      '0/3 nodes are available: pod affinity terms conflict. preemption: 0/3 nodes are available: ' +
        '3 Preemption is not helpful for scheduling.',
    );
    const same = decide(pod('p', required(named('b', 'b'))), world);
    expect(same).toMatchObject({ evaluated: 1, feasible: ['b'] });
    // One term that comes to nothing does not matter beside another one.
    expect(decide(pod('p', required(named('a', 'b'), named('c'))), world)).toMatchObject({
      evaluated: 1,
      feasible: ['c'],
    });
  });

  it('says so of a name that is not there', () => {
    expect(decide(pod('p', required(named('gone'))), world)).toMatchObject({
      evaluated: 0,
      message:
        "0/3 nodes are available: 3 node(s) didn't satisfy plugin(s) [NodeAffinity]. " +
        'preemption: 0/3 nodes are available: ' +
        '3 Preemption is not helpful for scheduling.',
    });
  });
});

describe('NodeAffinity that the scheduler adds', () => {
  const scheduler = withArgs('NodeAffinity', {
    addedAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'Exists' }] }],
      },
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 3, preference: { matchExpressions: [{ key: 'disk', operator: 'In', values: ['hdd'] }] } },
      ],
    },
  });

  it('is asked for before the pod’s own', () => {
    const ENFORCED = "!NodeAffinity: node(s) didn't match scheduler-enforced node affinity";
    expect(verdicts(decide(pod('p'), world, scheduler))).toEqual({ a: 'fits', b: 'fits', c: ENFORCED });
    const picky = pod('p', { nodeSelector: { disk: 'hdd' } });
    expect(verdicts(decide(picky, world, scheduler))).toEqual({ a: NO_MATCH, b: 'fits', c: ENFORCED });
    expect(obstacles(picky, world, scheduler)).toEqual({
      a: [{ kind: 'node-selector', key: 'disk', wanted: 'hdd', actual: 'ssd' }],
      c: [
        {
          kind: 'node-affinity',
          terms: [{ matchExpressions: [{ key: 'disk', operator: 'Exists' }] }],
          enforced: true,
        },
        { kind: 'node-selector', key: 'disk', wanted: 'hdd', actual: undefined },
      ],
    });
  });

  it('is preferred besides', () => {
    expect(scoresOf(decide(pod('p'), world, scheduler), 'NodeAffinity')).toEqual({ a: 0, b: 200 });
  });
});

describe('NodeAffinity’s obstacles', () => {
  it('are each pair of the nodeSelector that differs, and the terms', () => {
    const terms = [labelled('gen', 'Gt', '7'), labelled('rack', 'Exists')];
    const asked = pod('p', { nodeSelector: { disk: 'ssd', constructor: 'x' }, ...required(...terms) });
    const affinity = { kind: 'node-affinity', terms, enforced: false };
    expect(obstacles(asked, world)).toEqual({
      a: [{ kind: 'node-selector', key: 'constructor', wanted: 'x', actual: undefined }, affinity],
      b: [
        { kind: 'node-selector', key: 'disk', wanted: 'ssd', actual: 'hdd' },
        { kind: 'node-selector', key: 'constructor', wanted: 'x', actual: undefined },
        affinity,
      ],
      c: [
        { kind: 'node-selector', key: 'disk', wanted: 'ssd', actual: undefined },
        { kind: 'node-selector', key: 'constructor', wanted: 'x', actual: undefined },
        affinity,
      ],
    });
  });

  it('are the selector alone where a term is fulfilled', () => {
    const asked = pod('p', { nodeSelector: { disk: 'hdd' }, ...required(labelled('gen', 'Exists')) });
    expect(obstacles(asked, world)).toEqual({
      a: [{ kind: 'node-selector', key: 'disk', wanted: 'hdd', actual: 'ssd' }],
      c: [
        { kind: 'node-selector', key: 'disk', wanted: 'hdd', actual: undefined },
        { kind: 'node-affinity', terms: [labelled('gen', 'Exists')], enforced: false },
      ],
    });
  });
});

describe('NodeAffinity as a score', () => {
  const preferring = (...terms: [number, NodeSelectorTerm][]) =>
    pod('p', {
      affinity: {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: terms.map(([weight, preference]) => ({
            weight,
            preference,
          })),
        },
      },
    });
  const points = (...terms: [number, NodeSelectorTerm][]) =>
    scoresOf(decide(preferring(...terms), world), 'NodeAffinity');
  const ssd = labelled('disk', 'In', 'ssd');
  const any = labelled('disk', 'Exists');

  it('adds up the weights of the terms, the highest sum being the full number, twice weighted', () => {
    expect(points([2, ssd], [1, any])).toEqual({ a: 200, b: 66, c: 0 });
    expect(points([0, ssd], [7, labelled('gen', 'In', 'old')])).toEqual({ a: 0, b: 200, c: 0 });
  });

  it('is nothing for all where no node has a term, or terms are empty', () => {
    const nothing = { a: 0, b: 0, c: 0 };
    expect(points([5, labelled('rack', 'Exists')])).toEqual(nothing);
    expect(points([5, {}])).toEqual(nothing);
    expect(points()).toEqual(nothing);
  });

  it('is not asked of a pod without preferences', () => {
    const unasked = { a: undefined, b: undefined, c: undefined };
    expect(scoresOf(decide(pod('p'), world), 'NodeAffinity')).toEqual(unasked);
    expect(scoresOf(decide(pod('p', { affinity: { nodeAffinity: {} } }), world), 'NodeAffinity')).toEqual(
      unasked,
    );
  });
});
