import { describe, expect, it } from 'vitest';
import type { KubeObject, LabelSelector, Pod, TopologySpreadConstraint } from '../../../src/api/objects.js';
import { decide, node, object, obstacles, on, pod, scoresOf, verdicts, withArgs } from '../build.js';

const ZONE = 'topology.kubernetes.io/zone';
const HOSTNAME = 'kubernetes.io/hostname';
const SKEWED = "PodTopologySpread: node(s) didn't match pod topology spread constraints";
const UNLABELLED =
  "!PodTopologySpread: node(s) didn't match pod topology spread constraints (missing required label)";
const web: LabelSelector = { matchLabels: { app: 'web' } };
const labels = { app: 'web' };

const zoned = (name: string, zone: string, more: Parameters<typeof node>[1] = {}) =>
  node(name, { ...more, labels: { [ZONE]: zone, ...more.labels } });
const hard = (more: Partial<TopologySpreadConstraint> = {}): TopologySpreadConstraint => ({
  maxSkew: 1,
  topologyKey: ZONE,
  whenUnsatisfiable: 'DoNotSchedule',
  labelSelector: web,
  ...more,
});
const soft = (more: Partial<TopologySpreadConstraint> = {}) =>
  hard({ whenUnsatisfiable: 'ScheduleAnyway', ...more });
const spread = (...topologySpreadConstraints: TopologySpreadConstraint[]) =>
  pod('p', { labels, topologySpreadConstraints });
/** So many pods of the app on a node. */
const webs = (name: string, count: number, more: Parameters<typeof pod>[1] = { labels }): Pod[] =>
  Array.from({ length: count }, (_, i) => on(name, pod(`${name}-${i}`, more)));
const zones = (x: number, y: number): KubeObject[] => [
  zoned('a', 'x'),
  zoned('b', 'y'),
  ...webs('a', x),
  ...webs('b', y),
];

describe('PodTopologySpread as a filter', () => {
  it.each<[string, TopologySpreadConstraint, number, number, boolean, boolean]>([
    ['none anywhere', hard(), 0, 0, true, true],
    ['one more in x', hard(), 1, 0, false, true],
    ['as many', hard(), 1, 1, true, true],
    ['two more at a skew of 2', hard({ maxSkew: 2 }), 2, 0, false, true],
    ['one more at a skew of 2', hard({ maxSkew: 2 }), 1, 0, true, true],
    ['as many domains as there are to be', hard({ minDomains: 2 }), 1, 1, true, true],
    ['fewer domains than there are to be', hard({ minDomains: 3 }), 1, 1, false, false],
    ['fewer domains, and room', hard({ minDomains: 3 }), 1, 0, false, true],
    ['pods that are not selected', hard({ labelSelector: { matchLabels: { app: 'db' } } }), 3, 0, true, true],
    ['a selector of nothing', hard({ labelSelector: {} }), 3, 0, true, true],
    [
      'no selector',
      { ...hard(), labelSelector: undefined } as unknown as TopologySpreadConstraint,
      3,
      0,
      true,
      true,
    ],
  ])('with %s', (_what, constraint, x, y, inX, inY) => {
    expect(verdicts(decide(spread(constraint), zones(x, y)))).toEqual({
      a: inX ? 'fits' : SKEWED,
      b: inY ? 'fits' : SKEWED,
    });
  });

  it('does not count the pod itself where it is not selected', () => {
    const other = pod('p', { labels: { app: 'db' }, topologySpreadConstraints: [hard()] });
    expect(verdicts(decide(other, zones(1, 0)))).toEqual({ a: 'fits', b: 'fits' });
    expect(verdicts(decide(other, zones(2, 0)))).toEqual({ a: SKEWED, b: 'fits' });
  });

  it('counts over the nodes that have the labels of all its constraints', () => {
    const world = [
      zoned('a', 'x', { labels: { rack: '1' } }),
      zoned('b', 'y', { labels: { rack: '2' } }),
      zoned('c', 'y'),
      node('d', { labels: { rack: '2' } }),
      ...webs('a', 1),
      ...webs('c', 5),
      ...webs('d', 5),
    ];
    expect(verdicts(decide(spread(hard(), hard({ topologyKey: 'rack' })), world))).toEqual({
      a: SKEWED,
      b: 'fits',
      c: UNLABELLED,
      d: UNLABELLED,
    });
    expect(obstacles(spread(hard({ maxSkew: 3 }), hard({ topologyKey: 'rack', maxSkew: 1 })), world)).toEqual(
      {
        a: [
          { kind: 'spread', constraint: 1, topologyKey: 'rack', value: '1', count: 1, least: 0, maxSkew: 1 },
        ],
        c: [
          {
            kind: 'spread',
            constraint: 1,
            topologyKey: 'rack',
            value: undefined,
            count: 0,
            least: 0,
            maxSkew: 1,
          },
        ],
        d: [
          {
            kind: 'spread',
            constraint: 0,
            topologyKey: ZONE,
            value: undefined,
            count: 0,
            least: 0,
            maxSkew: 3,
          },
        ],
      },
    );
  });

  it('says every constraint that is broken, by its place among all', () => {
    const constraints = [soft(), hard({ minDomains: 4 }), hard({ topologyKey: HOSTNAME, maxSkew: 2 })];
    const world = [...zones(3, 1), zoned('c', 'y'), ...webs('c', 3)];
    expect(obstacles(spread(...constraints), world)).toEqual({
      a: [
        { kind: 'spread', constraint: 1, topologyKey: ZONE, value: 'x', count: 3, least: 0, maxSkew: 1 },
        { kind: 'spread', constraint: 2, topologyKey: HOSTNAME, value: 'a', count: 3, least: 1, maxSkew: 2 },
      ],
      b: [{ kind: 'spread', constraint: 1, topologyKey: ZONE, value: 'y', count: 4, least: 0, maxSkew: 1 }],
      c: [
        { kind: 'spread', constraint: 1, topologyKey: ZONE, value: 'y', count: 4, least: 0, maxSkew: 1 },
        { kind: 'spread', constraint: 2, topologyKey: HOSTNAME, value: 'c', count: 3, least: 1, maxSkew: 2 },
      ],
    });
  });

  it.each<['Honor' | 'Ignore' | undefined, boolean]>([
    [undefined, false],
    ['Honor', false],
    ['Ignore', true],
  ])('with nodeAffinityPolicy %s counts nodes that the pod is not for: %s', (nodeAffinityPolicy, counts) => {
    const world = [
      zoned('a', 'x'),
      zoned('b', 'y', { labels: { disk: 'hdd' } }),
      zoned('c', 'z'),
      ...webs('a', 1),
      ...webs('c', 1),
    ];
    const policy = nodeAffinityPolicy && { nodeAffinityPolicy };
    const picky = (spec: Partial<Pod['spec']>) =>
      decide(pod('p', { labels, topologySpreadConstraints: [hard(policy)], ...spec }), world);
    const [a, c] = counts ? [SKEWED, SKEWED] : ['fits', 'fits'];
    const b = "!NodeAffinity: node(s) didn't match Pod's node affinity/selector";
    const terms = [{ matchExpressions: [{ key: 'disk', operator: 'DoesNotExist' as const }] }];
    const affinity = {
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } },
    };
    expect(verdicts(picky({ affinity }))).toEqual({ a, b, c });
    const named = [
      zoned('a', 'x', { labels: { disk: 'ssd' } }),
      world[1]!,
      zoned('c', 'z', { labels: { disk: 'ssd' } }),
    ];
    const selecting = pod('p', {
      labels,
      topologySpreadConstraints: [hard(policy)],
      nodeSelector: { disk: 'ssd' },
    });
    expect(verdicts(decide(selecting, [...named, ...webs('a', 1), ...webs('c', 1)]))).toEqual({ a, b, c });
  });

  it.each<['Honor' | 'Ignore' | undefined, boolean]>([
    [undefined, true],
    ['Ignore', true],
    ['Honor', false],
  ])(
    'with nodeTaintsPolicy %s counts nodes that the pod does not tolerate: %s',
    (nodeTaintsPolicy, counts) => {
      const policy = nodeTaintsPolicy && { nodeTaintsPolicy };
      const said = (
        effect: 'NoSchedule' | 'NoExecute' | 'PreferNoSchedule',
        tolerations: Pod['spec']['tolerations'] = [],
      ) => {
        const tainted = zoned('b', 'y', { taints: [{ key: 'spot', effect }] });
        const world = [zoned('a', 'x'), tainted, ...webs('a', 1)];
        const one = pod('p', { labels, topologySpreadConstraints: [hard(policy)], tolerations });
        return verdicts(decide(one, world))['a'];
      };
      expect([said('NoSchedule'), said('NoExecute')]).toEqual(counts ? [SKEWED, SKEWED] : ['fits', 'fits']);
      expect([said('PreferNoSchedule'), said('NoSchedule', [{ operator: 'Exists' }])]).toEqual([
        SKEWED,
        SKEWED,
      ]);
    },
  );

  it('selects pods of the same generation by matchLabelKeys', () => {
    const generation = (count: number, hash: string) => webs('a', count, { labels: { ...labels, hash } });
    const asking = (constraint: TopologySpreadConstraint, hash?: string) =>
      pod('p', { labels: { ...labels, ...(hash && { hash }) }, topologySpreadConstraints: [constraint] });
    const world = [zoned('a', 'x'), zoned('b', 'y'), ...generation(1, 'old')];
    const keyed = hard({ matchLabelKeys: ['missing', 'hash'] });
    const inX = (one: Pod) => verdicts(decide(one, world))['a'];
    expect(inX(asking(keyed, 'new'))).toBe('fits');
    expect(inX(asking(keyed, 'old'))).toBe(SKEWED);
    expect(inX(asking(keyed))).toBe(SKEWED);
    expect(inX(asking(hard(), 'new'))).toBe(SKEWED);
    const expressions = { matchExpressions: [{ key: 'app', operator: 'In' as const, values: ['db'] }] };
    expect(inX(asking(hard({ labelSelector: expressions, matchLabelKeys: ['hash'] }), 'old'))).toBe('fits');
    const nothing = { ...keyed, labelSelector: undefined } as unknown as TopologySpreadConstraint;
    expect(inX(asking(nothing, 'old'))).toBe('fits');
  });

  it('does not count pods that are going or of another namespace', () => {
    const going = webs('a', 3).map((one) => ({
      ...one,
      metadata: { ...one.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' },
    }));
    const world = [zoned('a', 'x'), zoned('b', 'y'), ...going, ...webs('b', 0)];
    expect(verdicts(decide(spread(hard()), world))).toEqual({ a: 'fits', b: 'fits' });
    const elsewhere = [zoned('a', 'x'), zoned('b', 'y'), ...webs('a', 3, { labels, namespace: 'other' })];
    expect(verdicts(decide(spread(hard()), elsewhere))).toEqual({ a: 'fits', b: 'fits' });
  });
});

describe('PodTopologySpread while pods are taken away and added', () => {
  const important = (...constraints: TopologySpreadConstraint[]) =>
    pod('p', { labels, priority: 9, topologySpreadConstraints: constraints });
  const victimsOf = (one: Pod, world: KubeObject[]) => {
    const { nominatedNode, victims } = decide(one, world);
    return { node: nominatedNode, victims: victims?.map(({ metadata }) => metadata.name) };
  };

  it('finds how many like pods would have to go', () => {
    const full = zones(2, 1).map((one) =>
      one.kind === 'Node' && one.metadata.name === 'b' ? { ...one, spec: { unschedulable: true } } : one,
    );
    expect(victimsOf(important(hard()), full)).toEqual({ node: 'a', victims: ['a-1'] });
    const more = [
      ...full,
      on('a', pod('other', { labels: { app: 'db' } })),
      on('a', pod('c', { labels, namespace: 'x' })),
    ];
    expect(victimsOf(important(hard()), more)).toEqual({ node: 'a', victims: ['a-1'] });
  });

  it('keeps the counts of each constraint apart', () => {
    const [a, b] = [zoned('a', 'x'), zoned('b', 'y', { cordoned: true })];
    const world = [a, b, ...webs('a', 3), ...webs('b', 1)];
    expect(victimsOf(important(hard({ maxSkew: 1 }), hard({ maxSkew: 2 })), world)).toEqual({
      node: 'a',
      victims: ['a-1', 'a-2'],
    });
  });

  it('does not mind pods of nodes that do not count', () => {
    const world = [
      zoned('a', 'x', { taints: [{ key: 'spot', effect: 'NoSchedule' }] }),
      zoned('b', 'y', { cordoned: true }),
      ...webs('a', 1),
    ];
    const tolerant = { ...important(hard({ nodeTaintsPolicy: 'Honor' })) };
    tolerant.spec = { ...tolerant.spec, tolerations: [{ key: 'spot', operator: 'Exists' }] };
    expect(victimsOf(tolerant, world)).toEqual({ node: 'a', victims: ['a-0'] });
  });

  it('leaves room for like pods that are nominated', () => {
    const nominee = pod('n', { labels, priority: 9, status: { nominatedNodeName: 'a' } });
    const world = [zoned('a', 'x'), zoned('b', 'y')];
    expect(verdicts(decide(spread(hard()), [...world, nominee]))).toEqual({ a: SKEWED, b: 'fits' });
    // Quirk: a selector of nothing counts no pod that is there, and every one that is to come.
    const anything = spread(hard({ labelSelector: {} }));
    expect(verdicts(decide(anything, [...world, nominee]))).toEqual({ a: SKEWED, b: 'fits' });
    const other = { ...nominee, metadata: { ...nominee.metadata, namespace: 'x' } };
    expect(verdicts(decide(spread(hard()), [...world, other]))).toEqual({ a: 'fits', b: 'fits' });
    const unlike = { ...nominee, metadata: { ...nominee.metadata, labels: { app: 'db' } } };
    expect(verdicts(decide(spread(hard()), [...world, unlike]))).toEqual({ a: 'fits', b: 'fits' });
  });
});

describe('PodTopologySpread as a score', () => {
  const points = (one: Pod, world: readonly KubeObject[]) =>
    scoresOf(decide(one, world), 'PodTopologySpread');

  it.each<[string, TopologySpreadConstraint[], number, number, [number, number]]>([
    // Twice 100·(most + least − cost)/most of costs count·ln(2 + domains) + maxSkew − 1.
    ['none anywhere', [soft()], 0, 0, [200, 200]],
    ['some in one zone', [soft()], 1, 0, [0, 200]],
    // 3·ln 4 = 4.16 → 4 and 1.39 → 1
    ['more in one zone', [soft()], 3, 1, [50, 200]],
    // 4.16 + 2 → 6 and 1.39 + 2 → 3
    ['a larger skew', [soft({ maxSkew: 3 })], 3, 1, [100, 200]],
    // 3·ln 4 + 3·ln 4 = 8.3 → 8 and 2.77 → 3
    ['two constraints', [soft(), soft({ topologyKey: HOSTNAME })], 3, 1, [74, 200]],
    ['nothing selected', [soft({ labelSelector: {} })], 3, 1, [200, 200]],
    ['only a skew', [soft({ labelSelector: {}, maxSkew: 2 })], 3, 1, [200, 200]],
  ])('with %s', (_what, constraints, x, y, [a, b]) => {
    expect(points(spread(...constraints), zones(x, y))).toEqual({ a, b });
  });

  it('is not asked without soft constraints', () => {
    expect(points(spread(hard()), zones(0, 0))).toEqual({ a: undefined, b: undefined });
    expect(points(pod('p', { labels }), zones(0, 0))).toEqual({ a: undefined, b: undefined });
  });

  it('gives nothing to nodes that lack a label, and does not count their domains', () => {
    const world = [...zones(1, 0), node('c'), zoned('d', 'w', { labels: { rack: '1' } }), ...webs('c', 4)];
    expect(points(spread(soft()), world)).toEqual({ a: 0, b: 200, c: 0, d: 200 });
    const racked = [
      zoned('a', 'x', { labels: { rack: '1' } }),
      zoned('b', 'y', { labels: { rack: '2' } }),
      zoned('c', 'z'),
      ...webs('a', 3),
      ...webs('b', 1),
      ...webs('c', 9),
    ];
    // Two domains of each kind: 6·ln 4 = 8.3 → 8 and 2·ln 4 = 2.77 → 3.
    expect(points(spread(soft(), soft({ topologyKey: 'rack' })), racked)).toEqual({ a: 74, b: 200, c: 0 });
    // As hosts count only those that have the labels.
    expect(points(spread(soft({ topologyKey: HOSTNAME }), soft({ topologyKey: 'rack' })), racked)).toEqual({
      a: 74,
      b: 200,
      c: 0,
    });
  });

  it('counts pods on nodes that do not fit, too', () => {
    const world = [...zones(0, 0), zoned('c', 'x', { cordoned: true }), ...webs('c', 1)];
    expect(points(spread(soft()), world)).toEqual({ a: 0, b: 200 });
    const tainted = [
      ...zones(0, 0),
      zoned('c', 'x', { taints: [{ key: 't', effect: 'NoExecute' }] }),
      ...webs('c', 1),
    ];
    expect(points(spread(soft()), tainted)).toEqual({ a: 0, b: 200 });
    expect(points(spread(soft({ nodeTaintsPolicy: 'Honor' })), tainted)).toEqual({ a: 200, b: 200 });
  });
});

describe('PodTopologySpread by default', () => {
  const service = (selector: Record<string, string>, namespace = 'default') =>
    object('v1', 'Service', JSON.stringify(selector), { metadata: { namespace }, spec: { selector } });
  const points = (one: Pod, world: readonly KubeObject[], scheduler?: ReturnType<typeof withArgs>) =>
    scoresOf(decide(one, world, scheduler), 'PodTopologySpread');
  const one = pod('p', { labels });

  it('spreads the pods of a service over hosts and zones, with or without labels', () => {
    // By hosts (three, skew 3): ln 5 a pod and 2; by zones (x, y and none, skew 5): ln 5 a pod and 4.
    const world = [
      zoned('a', 'x'),
      zoned('b', 'y'),
      node('c'),
      service(labels),
      ...webs('a', 2),
      ...webs('c', 1),
    ];
    // a: 2·1.61 + 2 + 2·1.61 + 4 = 12.4 → 12; b: 6; c: 1.61 + 2 = 3.6 → 4.
    expect(points(one, world)).toEqual({ a: 66, b: 166, c: 200 });
    expect(points(one, world.slice(0, 3))).toEqual({ a: undefined, b: undefined, c: undefined });
    expect(points(pod('p', { labels, topologySpreadConstraints: [] }), world)).toEqual({
      a: 66,
      b: 166,
      c: 200,
    });
    expect(points(pod('p', { labels, topologySpreadConstraints: [hard({ maxSkew: 9 })] }), world)).toEqual({
      a: undefined,
      b: undefined,
    });
  });

  it('follows the list of its arguments instead', () => {
    const list = (...defaultConstraints: Omit<TopologySpreadConstraint, 'labelSelector'>[]) =>
      withArgs('PodTopologySpread', {
        defaultingType: 'List',
        defaultConstraints: defaultConstraints.map((one) => ({ ...one })),
      });
    const { labelSelector: _, ...bare } = hard();
    const { labelSelector: __, ...bareSoft } = soft();
    const world = [...zones(1, 0), node('c'), service(labels)];
    expect(verdicts(decide(one, world, list(bare)))).toEqual({ a: SKEWED, b: 'fits', c: UNLABELLED });
    expect(obstacles(one, world, list(bareSoft, bare))['a']).toEqual([
      { kind: 'spread', constraint: -1, topologyKey: ZONE, value: 'x', count: 1, least: 0, maxSkew: 1 },
    ]);
    // Every label is required of a list.
    expect(points(one, world, list(bareSoft))).toEqual({ a: 0, b: 200, c: 0 });
    expect(verdicts(decide(one, world.slice(0, -1), list(bare)))).toEqual({
      a: 'fits',
      b: 'fits',
      c: 'fits',
    });
    expect(points(one, world, list())).toEqual({ a: undefined, b: undefined, c: undefined });
    expect(verdicts(decide(spread(hard({ maxSkew: 5 })), world, list(bare)))['a']).toBe('fits');
  });
});
