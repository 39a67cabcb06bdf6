import { describe, expect, it } from 'vitest';
import type { Affinity, KubeObject, Pod, PodAffinityTerm } from '../../../src/api/objects.js';
import { decide, node, object, obstacles, on, pod, scoresOf, verdicts, withArgs } from '../build.js';

const ZONE = 'topology.kubernetes.io/zone';
const HOSTNAME = 'kubernetes.io/hostname';
const FAR = "!InterPodAffinity: node(s) didn't match pod affinity rules";
const NEAR = "InterPodAffinity: node(s) didn't match pod anti-affinity rules";
const KEPT_AWAY = "InterPodAffinity: node(s) didn't satisfy existing pods anti-affinity rules";

const app = (name: string) => ({ matchLabels: { app: name } });
const about = (name: string, topologyKey = ZONE, more: Partial<PodAffinityTerm> = {}): PodAffinityTerm => ({
  topologyKey,
  labelSelector: app(name),
  ...more,
});
type Kind = 'podAffinity' | 'podAntiAffinity';
const required = (kind: Kind, ...terms: PodAffinityTerm[]): Affinity => ({
  [kind]: { requiredDuringSchedulingIgnoredDuringExecution: terms },
});
const preferred = (kind: Kind, ...terms: [number, PodAffinityTerm][]): Affinity => ({
  [kind]: {
    preferredDuringSchedulingIgnoredDuringExecution: terms.map(([weight, podAffinityTerm]) => ({
      weight,
      podAffinityTerm,
    })),
  },
});
const near = (...terms: PodAffinityTerm[]) => required('podAffinity', ...terms);
const away = (...terms: PodAffinityTerm[]) => required('podAntiAffinity', ...terms);
const labelled = (name: string, label: string, more: Parameters<typeof pod>[1] = {}) =>
  pod(name, { labels: { app: label }, ...more });

const nodes = [
  node('a', { labels: { [ZONE]: 'x' } }),
  node('b', { labels: { [ZONE]: 'x' } }),
  node('c', { labels: { [ZONE]: 'y' } }),
  node('d'),
];
const said = (affinity: Affinity, ...there: KubeObject[]) =>
  verdicts(decide(pod('p', { labels: { app: 'me' }, affinity }), [...nodes, ...there]));
const web = on('a', labelled('web', 'web'));

describe('InterPodAffinity near others', () => {
  it('keeps to the domains where they are, for good', () => {
    expect(said(near(about('web')), web)).toEqual({ a: 'fits', b: 'fits', c: FAR, d: FAR });
    expect(said(near(about('web', HOSTNAME)), web)).toEqual({ a: 'fits', b: FAR, c: FAR, d: FAR });
    expect(said(near(about('web')))).toEqual({ a: FAR, b: FAR, c: FAR, d: FAR });
  });

  it('wants one pod that all terms are about, in the domains of each', () => {
    const both = labelled('both', 'web', { labels: { app: 'web', tier: 'front' } });
    const tier = { topologyKey: HOSTNAME, labelSelector: { matchLabels: { tier: 'front' } } };
    const terms = near(about('web'), tier);
    expect(said(terms, on('a', both))).toEqual({ a: 'fits', b: FAR, c: FAR, d: FAR });
    // Two pods that fulfil one term each are not enough.
    const halves = [web, on('a', labelled('front', 'x', { labels: { tier: 'front' } }))];
    expect(said(terms, ...halves)).toEqual({ a: FAR, b: FAR, c: FAR, d: FAR });
  });

  it('lets the first of a group go anywhere that has the labels', () => {
    const first = { a: 'fits', b: 'fits', c: 'fits', d: FAR };
    expect(said(near(about('me')))).toEqual(first);
    expect(said(near(about('me'), about('me', HOSTNAME)))).toEqual(first);
    expect(said(near(about('me'), about('web')))).toEqual({ a: FAR, b: FAR, c: FAR, d: FAR });
    // A like pod where the label is missing is none.
    expect(said(near(about('me')), on('d', labelled('one', 'me')))).toEqual(first);
    expect(said(near(about('me')), on('c', labelled('one', 'me')))).toEqual({
      a: FAR,
      b: FAR,
      c: 'fits',
      d: FAR,
    });
  });

  it('looks in its own namespace, those named and those picked', () => {
    const elsewhere = on('a', labelled('web', 'web', { namespace: 'shop' }));
    const shop = object('v1', 'Namespace', 'shop', { metadata: { labels: { team: 'a' } } });
    const fits = (more: Partial<PodAffinityTerm>, ...there: KubeObject[]) =>
      said(near(about('web', ZONE, more)), elsewhere, ...there)['a'] === 'fits';
    expect(fits({})).toBe(false);
    expect(fits({ namespaces: [] })).toBe(false);
    expect(fits({ namespaces: ['shop'] })).toBe(true);
    expect(fits({ namespaces: ['other'] })).toBe(false);
    expect(fits({ namespaceSelector: {} })).toBe(true);
    expect(fits({ namespaceSelector: { matchLabels: { team: 'a' } } }, shop)).toBe(true);
    expect(fits({ namespaceSelector: { matchLabels: { team: 'b' } } }, shop)).toBe(false);
    expect(fits({ namespaceSelector: { matchLabels: { team: 'a' } } })).toBe(false);
    expect(fits({ namespaces: ['other'], namespaceSelector: { matchLabels: { team: 'a' } } }, shop)).toBe(
      true,
    );
    const notA = { matchExpressions: [{ key: 'team', operator: 'NotIn' as const, values: ['a'] }] };
    expect(fits({ namespaceSelector: notA }, shop)).toBe(false);
    // With a selector the own namespace is no longer meant.
    const picking = near(about('web', ZONE, { namespaceSelector: { matchLabels: { team: 'a' } } }));
    expect(said(picking, web, shop)['a']).toBe(FAR);
  });

  it('matches no pod without a selector and every one by an empty one', () => {
    const bare: PodAffinityTerm = { topologyKey: ZONE };
    expect(said(near(bare), web)['a']).toBe(FAR);
    expect(said(near({ ...bare, labelSelector: {} }), web)).toEqual({ a: 'fits', b: 'fits', c: FAR, d: FAR });
  });

  it('names the terms that a node does not fulfil', () => {
    const affinity = near(about('web'), about('web', HOSTNAME), about('web', 'rack'));
    expect(obstacles(pod('p', { affinity }), [...nodes, web])).toEqual({
      a: [{ kind: 'pod-affinity', index: 2, topologyKey: 'rack', value: undefined }],
      b: [
        { kind: 'pod-affinity', index: 1, topologyKey: HOSTNAME, value: 'b' },
        { kind: 'pod-affinity', index: 2, topologyKey: 'rack', value: undefined },
      ],
      c: [
        { kind: 'pod-affinity', index: 0, topologyKey: ZONE, value: 'y' },
        { kind: 'pod-affinity', index: 1, topologyKey: HOSTNAME, value: 'c' },
        { kind: 'pod-affinity', index: 2, topologyKey: 'rack', value: undefined },
      ],
      d: [
        { kind: 'pod-affinity', index: 0, topologyKey: ZONE, value: undefined },
        { kind: 'pod-affinity', index: 1, topologyKey: HOSTNAME, value: 'd' },
        { kind: 'pod-affinity', index: 2, topologyKey: 'rack', value: undefined },
      ],
    });
  });
});

describe('InterPodAffinity away from others', () => {
  it('keeps out of their domains, each term by itself', () => {
    expect(said(away(about('web')), web)).toEqual({ a: NEAR, b: NEAR, c: 'fits', d: 'fits' });
    const db = on('c', labelled('db', 'db'));
    expect(said(away(about('web', HOSTNAME), about('db')), web, db)).toEqual({
      a: NEAR,
      b: 'fits',
      c: NEAR,
      d: 'fits',
    });
  });

  it('says where and how many they are', () => {
    const affinity = away(about('web', HOSTNAME), about('web'));
    const world = [...nodes, web, on('b', labelled('web2', 'web')), on('b', labelled('web3', 'web'))];
    const anti = (index: number, topologyKey: string, value: string, pods: number) => ({
      kind: 'pod-anti-affinity',
      index,
      topologyKey,
      value,
      pods,
    });
    expect(obstacles(pod('p', { affinity }), world)).toEqual({
      a: [anti(0, HOSTNAME, 'a', 1), anti(1, ZONE, 'x', 3)],
      b: [anti(0, HOSTNAME, 'b', 2), anti(1, ZONE, 'x', 3)],
    });
  });

  it('is kept away by those that ask for it', () => {
    const shy = on('a', labelled('shy', 'web', { affinity: away(about('me')) }));
    expect(said({}, shy)).toEqual({ a: KEPT_AWAY, b: KEPT_AWAY, c: 'fits', d: 'fits' });
    expect(said({}, on('d', shy))).toEqual({ a: 'fits', b: 'fits', c: 'fits', d: 'fits' });
    const other = on('a', labelled('shy', 'web', { affinity: away(about('db')) }));
    expect(said({}, other)).toEqual({ a: 'fits', b: 'fits', c: 'fits', d: 'fits' });
    const labels = { app: 'me' };
    const shop = object('v1', 'Namespace', 'shop', { metadata: { labels: { team: 'a' } } });
    const picky = (namespaceSelector: PodAffinityTerm['namespaceSelector']) =>
      on('a', pod('shy', { affinity: away(about('me', ZONE, { namespaceSelector })) }));
    const from = (selector: PodAffinityTerm['namespaceSelector'], ...there: KubeObject[]) =>
      verdicts(decide(pod('p', { labels, namespace: 'shop' }), [...nodes, picky(selector), ...there]))['a'];
    expect(from({ matchLabels: { team: 'a' } }, shop)).toBe(KEPT_AWAY);
    expect(from({ matchLabels: { team: 'b' } }, shop)).toBe('fits');
    expect(from({ matchLabels: { team: 'a' } })).toBe('fits');
    expect(from({ matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] }, shop)).toBe('fits');
    expect(from({ matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] })).toBe(KEPT_AWAY);
  });

  it('says who keeps it away, three at most', () => {
    const shy = (name: string, home: string, topologyKey = ZONE) =>
      on(home, labelled(name, 'shy', { affinity: away(about('me', topologyKey)) }));
    const world = [
      ...nodes,
      shy('one', 'b'),
      on('b', labelled('plain', 'me')),
      shy('two', 'c'),
      shy('three', 'a'),
      shy('four', 'b', HOSTNAME),
    ];
    const me = labelled('p', 'me');
    const existing = (topologyKey: string, value: string, ...holders: string[]) => ({
      kind: 'existing-anti-affinity',
      topologyKey,
      value,
      holders: holders.map((name) => `default/${name}`),
    });
    expect(obstacles(me, world)).toEqual({
      a: [existing(ZONE, 'x', 'three', 'one')],
      b: [existing(ZONE, 'x', 'three', 'one'), existing(HOSTNAME, 'b', 'four')],
      c: [existing(ZONE, 'y', 'two')],
    });
    const listing = (name: string, ...namespaces: string[]) =>
      on('d', labelled(name, 'shy', { affinity: away(about('me', HOSTNAME, { namespaces })) }));
    const alike = [...nodes, listing('one', 'other', 'default'), listing('two', 'default', 'other')];
    expect(obstacles(me, alike)).toEqual({ d: [existing(HOSTNAME, 'd', 'one', 'two')] });
    const crowd = [...world, shy('five', 'a'), shy('six', 'a')];
    expect(obstacles(me, crowd)['c']).toEqual([existing(ZONE, 'y', 'two')]);
    expect(obstacles(me, crowd)['a']).toEqual([existing(ZONE, 'x', 'three', 'five', 'six')]);
  });

  it('says all that is in the way, the first of which the scheduler names', () => {
    const shy = on('c', labelled('shy', 'db', { affinity: away(about('me')) }));
    const affinity = { ...near(about('web')), ...away(about('db')) };
    const world = [...nodes, web, shy];
    const one = labelled('p', 'me', { affinity });
    expect(verdicts(decide(one, world))).toEqual({ a: 'fits', b: 'fits', c: FAR, d: FAR });
    expect(obstacles(one, world)['c']).toEqual([
      { kind: 'pod-affinity', index: 0, topologyKey: ZONE, value: 'y' },
      { kind: 'pod-anti-affinity', index: 0, topologyKey: ZONE, value: 'y', pods: 1 },
      { kind: 'existing-anti-affinity', topologyKey: ZONE, value: 'y', holders: ['default/shy'] },
    ]);
    expect(said(away(about('db')), shy)['c']).toBe(NEAR);
    // The first of a group lacks nothing, whatever else is in the way.
    const first = labelled('p', 'me', { affinity: { ...near(about('me')), ...away(about('web')) } });
    expect(obstacles(first, [...nodes.slice(0, 3), web])).toEqual({
      a: [{ kind: 'pod-anti-affinity', index: 0, topologyKey: ZONE, value: 'x', pods: 1 }],
      b: [{ kind: 'pod-anti-affinity', index: 0, topologyKey: ZONE, value: 'x', pods: 1 }],
    });
  });
});

describe('InterPodAffinity while pods are taken away and added', () => {
  const victimsOf = (one: Pod, ...there: KubeObject[]) => {
    const { nominatedNode, victims } = decide({ ...one, spec: { ...one.spec, priority: 9 } }, [
      nodes[0]!,
      ...there,
    ]);
    return nominatedNode && victims?.map(({ metadata }) => metadata.name);
  };
  const [web2, db] = [on('a', labelled('web2', 'web')), on('a', labelled('db', 'db'))];

  it('sends away all that the pod wants to be away from', () => {
    expect(victimsOf(pod('p', { affinity: away(about('web')) }), web, db, web2)).toEqual(['web', 'web2']);
    // The same term twice is no more than once.
    expect(victimsOf(pod('p', { affinity: away(about('web'), about('web')) }), web, db, web2)).toEqual([
      'web',
      'web2',
    ]);
    expect(
      victimsOf(pod('p', { affinity: away(about('web'), about('db', HOSTNAME)) }), web, db, web2),
    ).toEqual(['web', 'db', 'web2']);
  });

  it('sends away all that keep the pod away', () => {
    const shy = (name: string, topologyKey: string) =>
      on('a', labelled(name, 'shy', { affinity: away(about('me', topologyKey)) }));
    expect(
      victimsOf(labelled('p', 'me'), web, shy('one', ZONE), shy('two', ZONE), shy('three', HOSTNAME)),
    ).toEqual(['one', 'two', 'three']);
  });

  const strong = on('a', labelled('strong', 'web', { priority: 10 }));

  it('does not help where those that it wants to be near to would go, if only to be tried', () => {
    const affinity = { ...near(about('web')), ...away(about('db')) };
    expect(victimsOf(pod('p', { affinity }), web, db)).toBe(undefined);
    expect(victimsOf(pod('p', { affinity }), strong, db, web2)).toEqual(['db']);
    const both = on('a', pod('both', { labels: { app: 'web', tier: 'db' } }));
    const torn = {
      ...near(about('web')),
      ...away({ topologyKey: ZONE, labelSelector: { matchLabels: { tier: 'db' } } }),
    };
    expect(victimsOf(pod('p', { affinity: torn }), both)).toBe(undefined);
    expect(victimsOf(pod('p', { affinity: torn }), both, strong)).toEqual(['both']);
    // Where all that it wants to be near to must go, it is the first of its group.
    const group = labelled('p', 'me', { affinity: { ...near(about('me')), ...away(about('me')) } });
    expect(victimsOf(group, on('a', labelled('like', 'me')))).toEqual(['like']);
  });

  it('counts each of several terms of one kind', () => {
    const affinity = { ...near(about('web'), about('web')), ...away(about('db')) };
    expect(victimsOf(pod('p', { affinity }), strong, web, db)).toEqual(['db']);
  });

  it('takes nominated pods for there, in every way', () => {
    const coming = (label: string, affinity: Affinity = {}) =>
      labelled('n', label, { affinity, priority: 0, status: { nominatedNodeName: 'a' } });
    expect(said(away(about('web')), coming('web'))).toEqual({ a: NEAR, b: 'fits', c: 'fits', d: 'fits' });
    expect(said(away(about('web')), coming('db', away(about('me'))))['a']).toBe(KEPT_AWAY);
    // It may never come: what only it would make fit does not.
    expect(said(near(about('web')), coming('web'))['a']).toBe(FAR);
    // A pod of which nothing is asked is asked nothing: whoever is to come does not matter.
    expect(said({}, coming('db', away(about('me'))))['a']).toBe('fits');
    const shy = on('c', labelled('shy', 'db', { affinity: away(about('me')) }));
    expect(said({}, shy, coming('db', away(about('me'))))).toEqual({
      a: KEPT_AWAY,
      b: 'fits',
      c: KEPT_AWAY,
      d: 'fits',
    });
    expect(said({}, shy, coming('db', away(about('me', HOSTNAME))))['a']).toBe(KEPT_AWAY);
    expect(said({}, shy, coming('db', away(about('web'))))['a']).toBe('fits');
  });
});

describe('InterPodAffinity as a score', () => {
  const points = (affinity: Affinity, there: KubeObject[], scheduler?: ReturnType<typeof withArgs>) =>
    scoresOf(decide(labelled('p', 'me', { affinity }), [...nodes, ...there], scheduler), 'InterPodAffinity');
  const unasked = { a: undefined, b: undefined, c: undefined, d: undefined };

  it('adds up the weights of the pod’s own terms, from the least to the most, twice weighted', () => {
    const db = on('c', labelled('db', 'db'));
    expect(points(preferred('podAffinity', [5, about('web')]), [web])).toEqual({
      a: 200,
      b: 200,
      c: 0,
      d: 0,
    });
    // a: 5 + 5·2, b: 5, c: 4, d: 0
    const affinity = preferred(
      'podAffinity',
      [5, about('web')],
      [4, about('db')],
      [5, about('web', HOSTNAME)],
      [5, about('web', HOSTNAME)],
    );
    expect(points(affinity, [web, db])).toEqual({ a: 200, b: 66, c: 52, d: 0 });
    // a and b: −5, c: −1, d: 0
    const avoiding = preferred('podAntiAffinity', [5, about('web')], [1, about('db')]);
    expect(points(avoiding, [web, db])).toEqual({ a: 0, b: 0, c: 160, d: 200 });
    expect(points({ ...preferred('podAffinity', [5, about('web')]), ...avoiding }, [web, db])).toEqual({
      a: 200,
      b: 200,
      c: 0,
      d: 200,
    });
  });

  it('counts every pod', () => {
    const two = [web, on('a', labelled('web2', 'web')), on('c', labelled('web3', 'web'))];
    expect(points(preferred('podAffinity', [5, about('web')]), two)).toEqual({
      a: 200,
      b: 200,
      c: 100,
      d: 0,
    });
  });

  it('adds what other pods prefer and, lightly, what they require', () => {
    const fan = (home: string, affinity: Affinity) => on(home, labelled(`fan-${home}`, 'fan', { affinity }));
    expect(points({}, [fan('a', preferred('podAffinity', [3, about('me')]))])).toEqual({
      a: 200,
      b: 200,
      c: 0,
      d: 0,
    });
    expect(points({}, [fan('a', preferred('podAntiAffinity', [3, about('me')]))])).toEqual({
      a: 0,
      b: 0,
      c: 200,
      d: 200,
    });
    const both = [fan('a', preferred('podAffinity', [3, about('me')])), fan('c', near(about('me')))];
    expect(points({}, both)).toEqual({ a: 200, b: 200, c: 66, d: 0 });
    const heavy = withArgs('InterPodAffinity', { hardPodAffinityWeight: 6 });
    expect(points({}, both, heavy)).toEqual({ a: 100, b: 100, c: 200, d: 0 });
    const none = withArgs('InterPodAffinity', { hardPodAffinityWeight: 0 });
    expect(points({}, both, none)).toEqual({ a: 200, b: 200, c: 0, d: 0 });
    expect(points({}, both.slice(1), none)).toEqual(unasked);
    expect(points({}, [fan('a', preferred('podAffinity', [3, about('web')]))])).toEqual(unasked);
  });

  it('is not asked where no pod is meant, and gives all the same for nothing', () => {
    expect(points({}, [web])).toEqual(unasked);
    expect(points(preferred('podAffinity', [5, about('web')]), [])).toEqual(unasked);
    expect(points(preferred('podAffinity', [5, about('web')]), [on('d', web)])).toEqual(unasked);
    const everywhere = nodes.map(({ metadata }, i) => on(metadata.name!, labelled(`w${i}`, 'web')));
    expect(points(preferred('podAffinity', [5, about('web', HOSTNAME)]), everywhere)).toEqual({
      a: 0,
      b: 0,
      c: 0,
      d: 0,
    });
  });

  it('may leave aside what other pods prefer where the pod prefers nothing', () => {
    const scheduler = withArgs('InterPodAffinity', { ignorePreferredTermsOfExistingPods: true });
    const fan = on('a', labelled('fan', 'fan', { affinity: preferred('podAffinity', [3, about('me')]) }));
    expect(points({}, [fan], scheduler)).toEqual(unasked);
    expect(points(near(about('fan')), [fan], scheduler)).toEqual({ a: undefined, b: undefined });
    expect(points(preferred('podAffinity', [1, about('none')]), [fan], scheduler)).toEqual({
      a: 200,
      b: 200,
      c: 0,
      d: 0,
    });
    expect(points(preferred('podAntiAffinity', [1, about('none')]), [fan], scheduler)).toEqual({
      a: 200,
      b: 200,
      c: 0,
      d: 0,
    });
  });

  it('picks namespaces for preferences too', () => {
    const shop = object('v1', 'Namespace', 'shop', { metadata: { labels: { team: 'a' } } });
    const elsewhere = on('a', labelled('web', 'web', { namespace: 'shop' }));
    const term = about('web', ZONE, { namespaceSelector: { matchLabels: { team: 'a' } } });
    expect(points(preferred('podAffinity', [5, term]), [elsewhere, shop])).toEqual({
      a: 200,
      b: 200,
      c: 0,
      d: 0,
    });
    expect(points(preferred('podAffinity', [5, term]), [elsewhere])).toEqual(unasked);
    const fan = on(
      'a',
      labelled('fan', 'fan', { namespace: 'shop', affinity: preferred('podAffinity', [3, about('me')]) }),
    );
    expect(points({}, [fan, shop])).toEqual(unasked);
  });
});
