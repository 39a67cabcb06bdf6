import { describe, expect, it } from 'vitest';
import type { KubeObject, Pod, PodSpec, Taint } from '../../src/api/objects.js';
import { node, pod } from '../scheduler/build.js';
import { explained, on, titles } from './told.js';

const HOST = 'kubernetes.io/hostname';
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const NEW_NODE = 'add a node';

/** The order in which fixes are told: what a title says up to the first word that is a name. */
function order(one: Pod, world: readonly KubeObject[]): string[] {
  return titles(explained(one, world)).map((title) => title.replace(/ with .* → .*| → .*/, ''));
}

const taint = (key: string): Taint => ({ key, value: 'x', effect: 'NoSchedule' });
const db = (hostPort: number) => ({
  containers: [{ name: 'main', image: 'app:1', ports: [{ containerPort: 80, hostPort }] }],
});
/** A pod that stays where it is. */
const system = (name: string, parts: Parameters<typeof pod>[1]) =>
  pod(name, { priority: 2_000_000_000, ...parts });
const avoiding = {
  podAntiAffinity: { [REQUIRED]: [{ topologyKey: HOST, labelSelector: { matchLabels: { app: 'web' } } }] },
};

/** Nodes that one thing alone keeps each away from a pod that asks for much. */
const KEPT_OFF: Readonly<Record<string, [spec: Partial<PodSpec>, world: (name: string) => KubeObject[]]>> = {
  'tolerate t=x:NoSchedule': [{}, (name) => [node(name, { taints: [taint('t')] })]],
  uncordon: [{}, (name) => [node(name, { cordoned: true })]],
  'drop the required pod anti-affinity': [
    { affinity: avoiding },
    (name) => [node(name), on(name, system(`web-${name}`, { labels: { app: 'web' } }))],
  ],
  'give up host port': [db(80), (name) => [node(name), on(name, system(`db-${name}`, db(80)))]],
};

describe('one change each', () => {
  it('the smallest first: a toleration, the node, the pod, another node', () => {
    const labels = { disk: 'ssd', app: 'p' };
    const world = [
      node('a', { labels, taints: [taint('t')] }),
      node('b', { labels, cordoned: true }),
      node('c', { labels, size: { cpu: '1' } }),
      node('d', { labels: { app: 'p' } }),
    ];
    const one = pod('p', { nodeSelector: { disk: 'ssd' }, requests: { cpu: '1100m' } });
    expect(order(one, world)).toEqual([
      'tolerate t=x:NoSchedule',
      'uncordon b',
      'ask for at most 1 cpu (now 1.1)',
      'drop nodeSelector disk=ssd',
      'label d disk=ssd',
    ]);
  });

  it.each<[less: string, world: KubeObject[], parts: Parameters<typeof pod>[1], told: string[]]>([
    [
      'a request that is lowered little before a selector, one that is lowered much after it',
      [node('a', { labels: { disk: 'ssd' }, size: { cpu: '3300m' } }), node('b')],
      { requests: { cpu: '4' }, nodeSelector: { disk: 'ssd' } },
      ['ask for at most 3.3 cpu (now 4)', 'drop nodeSelector disk=ssd', 'label b disk=ssd', NEW_NODE],
    ],
    [
      'and after it',
      [node('a', { labels: { disk: 'ssd' }, size: { cpu: '3100m' } }), node('b')],
      { requests: { cpu: '4' }, nodeSelector: { disk: 'ssd' } },
      ['drop nodeSelector disk=ssd', 'ask for at most 3.1 cpu (now 4)', 'label b disk=ssd', NEW_NODE],
    ],
    [
      'a label of a node before an affinity',
      [node('a')],
      {
        affinity: {
          nodeAffinity: {
            [REQUIRED]: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'x', operator: 'Exists' }] }] },
          },
        },
      },
      ['label a x=true', 'drop the required node affinity', NEW_NODE],
    ],
    [
      'a host port before a term of affinity',
      [
        node('a'),
        node('b'),
        on('a', system('web', { labels: { app: 'web' } })),
        on('b', system('db', db(80))),
      ],
      { affinity: avoiding, ...db(80) },
      [`give up host port 80/TCP`, `drop the required pod anti-affinity over ${HOST}`, NEW_NODE],
    ],
    [
      'a term of affinity before a taint that is taken off, that before a pod that is deleted',
      [
        node('a', { taints: [taint('t')] }),
        node('b'),
        node('c', { size: { cpu: '1' } }),
        on('b', system('web', { labels: { app: 'web' } })),
        on('c', pod('small', { requests: { cpu: '1' } })),
      ],
      { affinity: avoiding, requests: { cpu: '1' } },
      [
        'tolerate t=x:NoSchedule',
        `drop the required pod anti-affinity over ${HOST}`,
        'take the taint t=x:NoSchedule off a',
        'delete pod/small (asks for 1 cpu on c)',
        NEW_NODE,
      ],
    ],
  ])('%s', (_less, world, parts, told) => {
    expect(order(pod('p', parts), world)).toEqual(told);
  });

  it('a spread by how much its skew grows, and as a wish after a pod that is deleted', () => {
    const labels = { app: 'p' };
    const spread = (topologyKey: string) => ({
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey,
          whenUnsatisfiable: 'DoNotSchedule' as const,
          labelSelector: { matchLabels: labels },
        },
      ],
    });
    const world = (there: number) => [
      node('a', { labels: { zone: 'x' } }),
      node('b', { labels: { zone: 'y' } }),
      on('b', system('db', db(80))),
      ...Array.from({ length: there }, (_, i) => on('a', system(`there-${i}`, { labels }))),
    ];
    const one = pod('p', { labels, ...spread('zone'), ...db(80) });
    const [skew, port] = ['allow a skew of 2 over zone (now 1)', 'give up host port 80/TCP'];
    const soft = 'spread over zone only where possible (ScheduleAnyway)';
    expect(order(one, world(1))).toEqual([skew, port, soft]);
    expect(order(one, world(3))).toEqual([port, skew.replace('2', '4'), soft]);
    const racks = (priority: number) => [
      node('a'),
      node('b', { labels: { rack: '1' } }),
      on('b', pod('db', { ...db(80), priority })),
    ];
    const wish = 'spread over rack only where possible (ScheduleAnyway)';
    const deleted = 'delete pod/db (has host port 80/TCP on b)';
    const other = pod('p', { labels, ...spread('rack'), ...db(80), preemptionPolicy: 'Never' });
    expect(order(other, racks(0))).toEqual([port, deleted, wish]);
    expect(order(other, racks(1))).toEqual([port, wish, deleted]);
  });
});

describe('several changes', () => {
  it('cost what they cost together and half a step more for each', () => {
    // 1.6 and 1 and a half are more than a new node, 1.2 and 1 and a half are less.
    const selected = { nodeSelector: { disk: 'ssd' } };
    expect(order(pod('p', selected), [node('a', { taints: [taint('t')] })])).toEqual([
      `${NEW_NODE}`,
      'tolerate t=x:NoSchedule and drop nodeSelector disk=ssd',
      'drop nodeSelector disk=ssd and take the taint t=x:NoSchedule off a',
      'take the taint t=x:NoSchedule off a and label a disk=ssd',
    ]);
    expect(order(pod('p'), [node('a', { taints: [taint('t')], cordoned: true })])).toEqual([
      'tolerate t=x:NoSchedule and uncordon a',
      NEW_NODE,
      'uncordon a and take the taint t=x:NoSchedule off a',
    ]);
  });

  it('are not told where one of them is enough', () => {
    const world = [
      node('a', { taints: [taint('t')] }),
      node('b', { taints: [taint('t')], cordoned: true }),
      node('c', { taints: [taint('u'), taint('t')] }),
    ];
    expect(order(pod('p'), world)).toEqual([
      'tolerate t=x:NoSchedule',
      'take the taint t=x:NoSchedule off a',
      NEW_NODE,
    ]);
  });
});

describe('how many are told', () => {
  it('five at most', () => {
    const world = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => node(name, { taints: [taint(name)] }));
    expect(order(pod('p'), world)).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map((name) => `tolerate ${name}=x:NoSchedule`),
    );
  });

  it('by title where they cost the same', () => {
    const world = ['c', 'a', 'b'].map((name) => node(`n-${name}`, { taints: [taint(name)] }));
    expect(order(pod('p'), world).slice(0, 3)).toEqual(
      ['a', 'b', 'c'].map((name) => `tolerate ${name}=x:NoSchedule`),
    );
  });

  it('of those that change the same four are tried', () => {
    const labels = { app: 'web' };
    const guarded = (...guards: string[]) => [
      ...[...new Set([...guards, 'b'])].map((name) => node(name)),
      ...guards.map((where, i) => on(where, pod(`guard-${i}`, { affinity: avoiding }))),
      on('b', pod('guard', { affinity: avoiding, requests: { cpu: '1' } })),
    ];
    expect(order(pod('p', { labels }), guarded('a', 'a', 'a'))).toEqual([
      'delete pod/guard (on b)',
      NEW_NODE,
    ]);
    expect(order(pod('p', { labels }), guarded('a', 'a', 'c', 'c'))).toEqual([NEW_NODE]);
  });

  it('eighty are tried', () => {
    // To start one container with less is not enough where another needs as much.
    const requests = { cpu: '5' };
    const starting = ['one', 'two'].map((name) => ({ name, image: 'app:1', resources: { requests } }));
    const one = pod('p', { initContainers: starting });
    const shut = node('z', { size: { cpu: '8' }, taints: [taint('q')], cordoned: true });
    const world = [
      shut,
      ...Array.from({ length: 39 }, (_, i) => node(`n${i}`, { taints: [taint(`t${i}`)] })),
    ];
    expect(order(one, world)).toEqual([
      'tolerate q=x:NoSchedule and uncordon z',
      NEW_NODE,
      'uncordon z and take the taint q=x:NoSchedule off z',
    ]);
    const more = Array.from({ length: 60 }, (_, i) => node(`m${i}`, { taints: [taint(`u${i}`)] }));
    expect(order(one, [...world, ...more])).toEqual(['tolerate q=x:NoSchedule and uncordon z', NEW_NODE]);
  });
});

it.each(Object.entries(KEPT_OFF))('%s is told once for several nodes', (title, [spec, world]) => {
  const told = order(pod('p', spec), [...world('a'), ...world('b')]);
  expect(told.filter((one) => one.startsWith(title)).length).toBe(1);
  const { fixes } = explained(pod('p', spec), [...world('b'), ...world('a')]);
  expect(fixes.find((fix) => fix.title.startsWith(title))!.node).toBe('a');
});
