import { describe, expect, it } from 'vitest';
import type { KubeObject, LabelSelector, Pod } from '../../src/api/objects.js';
import { readSchedulerConfiguration } from '../../src/scheduler/configuration/read.js';
import { node, pod } from '../scheduler/build.js';
import { explained, fixed, object, on, scheduler } from './told.js';

const HOST = 'kubernetes.io/hostname';
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

/** The fixes that take room from pods, in lines. */
function room(one: Pod, world: readonly KubeObject[], by = scheduler): string[][] {
  return fixed(one, world, by).filter(([first]) => /^(delete|shrink|scale)/.test(first!));
}

type Parts = Parameters<typeof pod>[1];
const there = (name: string, parts: Parts = {}, where = 'a') => on(where, pod(name, parts));
const listening = (hostPort: number, protocol?: 'UDP', hostIP?: string) => ({
  containers: [
    {
      name: 'main',
      image: 'app:1',
      ports: [{ containerPort: 80, hostPort, ...(protocol && { protocol }), ...(hostIP && { hostIP }) }],
    },
  ],
});
const meta = (one: Pod, metadata: object): Pod => ({ ...one, metadata: { ...one.metadata, ...metadata } });
const avoiding = (labelSelector: LabelSelector) => ({
  podAntiAffinity: { [REQUIRED]: [{ topologyKey: HOST, labelSelector }] },
});
const app = (name: string): LabelSelector => ({ matchLabels: { app: name } });
const deletion = (name: string, what: string, where = 'a', namespace = 'default') => [
  `delete pod/${name} (${what}on ${where}) → ${where}`,
  `$ kubectl delete pod ${name} -n ${namespace}`,
  `without ${namespace}/${name}`,
];

describe('a pod that is deleted', () => {
  const needy = pod('p', { requests: { memory: '4Gi' } });

  it.each<[what: string, one: Pod, size: Record<string, string>, running: Parts, reason: string]>([
    ['memory', needy, {}, { requests: { memory: '5Gi' } }, 'asks for 5Gi '],
    ['cpu', pod('p', { requests: { cpu: '2' } }), {}, { requests: { cpu: '2500m' } }, 'asks for 2.5 cpu '],
    [
      'memory and cpu',
      pod('p', { requests: { cpu: '2', memory: '4Gi' } }),
      {},
      { requests: { cpu: '3', memory: '6Gi' } },
      'asks for 3 cpu, asks for 6Gi ',
    ],
    [
      'local disk',
      pod('p', { requests: { 'ephemeral-storage': '50Gi' } }),
      {},
      { requests: { 'ephemeral-storage': '60Gi' } },
      'asks for 60Gi ephemeral-storage ',
    ],
    [
      'devices',
      pod('p', { requests: { 'x.io/gpu': '1' } }),
      { 'x.io/gpu': '1' },
      { requests: { 'x.io/gpu': '1' } },
      'asks for 1 x.io/gpu ',
    ],
    ['the number of pods', pod('p'), { pods: '1' }, {}, ''],
    ['a host port', pod('p', listening(80)), {}, listening(80), 'has host port 80/TCP '],
    [
      'a host port of a protocol',
      pod('p', listening(80, 'UDP')),
      {},
      listening(80, 'UDP'),
      'has host port 80/UDP ',
    ],
    ['keeping away from it', pod('p', { affinity: avoiding(app('b')) }), {}, { labels: { app: 'b' } }, ''],
    ['it keeping away', pod('p', { labels: { app: 'p' } }), {}, { affinity: avoiding(app('p')) }, ''],
  ])('frees %s', (_what, one, size, running, reason) => {
    expect(room(one, [node('a', { size }), there('b', running)])).toEqual([deletion('b', reason)]);
  });

  it('frees a place of a spread', () => {
    const constraint = (labelSelector: LabelSelector) => ({
      maxSkew: 1,
      topologyKey: 'zone',
      whenUnsatisfiable: 'DoNotSchedule' as const,
      labelSelector,
    });
    const zones = [
      node('a', { labels: { zone: 'x' } }),
      node('b', { labels: { zone: 'y' }, cordoned: true }),
    ];
    const topologySpreadConstraints = [constraint({ matchLabels: { no: 'pod' } }), constraint(app('p'))];
    const one = pod('p', { labels: { app: 'p' }, topologySpreadConstraints });
    const labels = { app: 'p' };
    expect(room(one, [...zones, there('b', { labels }), there('c', { labels: { app: 'c' } })])).toEqual([
      deletion('b', ''),
    ]);
    // A node without the label is no matter of pods.
    expect(room(one, [node('a'), there('b', { labels })])).toEqual([]);
  });

  it('frees a place of a spread that the scheduler asks for by itself', () => {
    const constraints = [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }];
    const { scheduler: spreading } = readSchedulerConfiguration({
      apiVersion: 'kubescheduler.config.k8s.io/v1',
      kind: 'KubeSchedulerConfiguration',
      profiles: [
        {
          pluginConfig: [
            { name: 'PodTopologySpread', args: { defaultConstraints: constraints, defaultingType: 'List' } },
          ],
        },
      ],
    });
    const labels = { app: 'p' };
    const service = object('v1', 'Service', 'p', {
      metadata: { namespace: 'default' },
      spec: { selector: labels },
    });
    const world = [
      node('a', { labels: { zone: 'x' } }),
      node('b', { labels: { zone: 'y' }, cordoned: true }),
      service,
      there('b', { labels }),
    ];
    expect(fixed(pod('p', { labels }), world, spreading).map(([first]) => first)).toEqual([
      'uncordon b → b',
      'delete pod/b (on a) → a',
    ]);
  });

  it('has enough of what is short, to the byte', () => {
    const world = (memory: string) => [
      node('a'),
      there('b', { requests: { memory } }),
      there('c', { requests: { memory: '1Gi' } }),
    ];
    // 8Gi are there, 1Gi is kept: 4Gi fit beside 3Gi.
    expect(room(needy, world('4Gi'))).toEqual([deletion('c', 'asks for 1Gi ')]);
    expect(room(pod('p', { requests: { memory: '5Gi' } }), world('3Gi'))).toEqual([
      deletion('c', 'asks for 1Gi '),
    ]);
    expect(room(pod('p', { requests: { memory: '5Gi' } }), world(String(3 * 2 ** 30 + 1)))).toEqual([
      deletion('b', 'asks for 3Gi '),
    ]);
  });

  it('is not one where the node is too small, or something else is in the way', () => {
    const busy = there('b', { requests: { memory: '6Gi' } });
    const asking = (memory: string) => pod('p', { requests: { memory } });
    expect(room(asking('8Gi'), [node('a'), busy])).toEqual([deletion('b', 'asks for 6Gi ')]);
    expect(room(asking(String(8 * 2 ** 30 + 1)), [node('a'), busy])).toEqual([]);
    expect(room(needy, [node('a', { cordoned: true }), busy])).toEqual([]);
    expect(
      room(pod('p', { requests: { memory: '4Gi' }, nodeSelector: { x: 'y' } }), [node('a'), busy]),
    ).toEqual([]);
  });

  it('has all that is wanted of it', () => {
    const one = pod('p', { ...listening(80), resources: { requests: { memory: '4Gi' } } });
    const world = [
      node('a'),
      there('memory', { requests: { memory: '5Gi' } }),
      there('port', listening(80)),
      there('udp', listening(80, 'UDP')),
    ];
    expect(room(one, world)).toEqual([]);
    const both = there('both', { ...listening(80), resources: { requests: { memory: '5Gi' } } });
    expect(room(one, [node('a'), both])).toEqual([deletion('both', 'has host port 80/TCP, asks for 5Gi ')]);
    // Of two addresses with the port one is not enough.
    const addresses = [
      there('x', listening(80, undefined, '10.0.0.1')),
      there('y', listening(80, undefined, '10.0.0.2')),
    ];
    expect(room(pod('p', listening(80)), [node('a'), ...addresses])).toEqual([]);
  });

  it.each<[what: string, one: Pod]>([
    ['of kube-system', there('b', { namespace: 'kube-system', requests: { memory: '6Gi' } })],
    ['of system priority', there('b', { priority: 2_000_000_000, requests: { memory: '6Gi' } })],
    [
      'of the node itself',
      meta(there('b', { requests: { memory: '6Gi' } }), {
        annotations: { 'kubernetes.io/config.mirror': 'x' },
      }),
    ],
    [
      'that goes already',
      meta(there('b', { requests: { memory: '6Gi' } }), { deletionTimestamp: '2026-01-01T00:00:00Z' }),
    ],
    [
      'with a controller',
      meta(there('b', { requests: { memory: '6Gi' } }), {
        ownerReferences: [{ apiVersion: 'v1', kind: 'Thing', name: 'x', uid: 'x', controller: true }],
      }),
    ],
  ])('is none %s', (_what, one) => {
    expect(room(needy, [node('a'), one])).toEqual([]);
  });

  it.each<[what: string, one: Pod, namespace: string]>([
    ['of another namespace', there('b', { namespace: 'other', requests: { memory: '6Gi' } }), 'other'],
    [
      'of the highest priority of users',
      there('b', { priority: 1_999_999_999, requests: { memory: '6Gi' } }),
      'default',
    ],
    [
      'with an owner that does not control it',
      meta(there('b', { requests: { memory: '6Gi' } }), {
        ownerReferences: [{ apiVersion: 'v1', kind: 'Thing', name: 'x', uid: 'x' }],
      }),
      'default',
    ],
  ])('may be one %s', (_what, one, namespace) => {
    expect(room(needy, [node('a'), one])).toEqual([deletion('b', 'asks for 6Gi ', 'a', namespace)]);
  });
});

describe('which pod is deleted', () => {
  const needy = pod('p', { requests: { memory: '1Gi' }, preemptionPolicy: 'Never', priority: 5 });
  const first = (world: readonly KubeObject[], one = needy) => room(one, world)[0]?.[0];

  it.each<[what: string, b: Parts, c: Parts, size: Record<string, string>]>([
    ['less memory', { requests: { memory: '5Gi' } }, { requests: { memory: '4Gi' } }, { memory: '9Gi' }],
    [
      'less cpu',
      { requests: { memory: '4Gi', cpu: '2' } },
      { requests: { memory: '4Gi', cpu: '1' } },
      { memory: '8Gi' },
    ],
    [
      'little memory for much cpu',
      { requests: { memory: '6Gi', cpu: '1' } },
      { requests: { memory: '2Gi', cpu: '2' } },
      { memory: '8Gi' },
    ],
    [
      'no higher priority, for all that it asks for',
      { requests: { memory: '1Gi' }, priority: 6 },
      { requests: { memory: '7Gi', cpu: '4' }, priority: 5 },
      { memory: '8Gi' },
    ],
  ])('that of %s', (_what, b, c, size) => {
    expect(first([node('a', { size }), there('b', b), there('c', c)])).toMatch(/^delete pod\/c /);
  });

  it('that of the larger node, which asks for a smaller part of it', () => {
    const world = [
      node('a', { size: { memory: '4Gi' } }),
      node('b', { size: { memory: '16Gi' } }),
      there('small', { requests: { memory: '4Gi' } }),
      there('large', { requests: { memory: '15Gi' } }, 'b'),
    ];
    expect(first(world, pod('p', { requests: { memory: '2Gi' } }))).toBe(
      'delete pod/large (asks for 15Gi on b) → b',
    );
    const cores = [
      node('a', { size: { cpu: '4' } }),
      node('b', { size: { cpu: '16' } }),
      there('small', { requests: { cpu: '4' } }),
      there('large', { requests: { cpu: '15' } }, 'b'),
    ];
    expect(first(cores, pod('p', { requests: { cpu: '2' } }))).toBe(
      'delete pod/large (asks for 15 cpu on b) → b',
    );
  });

  it('for a pod whose priority nobody wrote', () => {
    const world = [
      node('a', { size: { pods: '2' } }),
      there('b', { priority: 1 }),
      there('c', { priority: 0, requests: { cpu: '4', memory: '8Gi' } }),
    ];
    expect(first(world, pod('p'))).toBe('delete pod/c (on a) → a');
  });

  it('is not said twice of nodes that say nothing of their size', () => {
    const bare = { ...node('a'), status: { allocatable: { pods: '1' } } };
    expect(first([bare, there('b')], pod('p'))).toBe('delete pod/b (on a) → a');
  });
});

it('says nothing of pods on other nodes', () => {
  const world = [node('a'), node('b', { cordoned: true }), there('b', { requests: { memory: '6Gi' } }, 'b')];
  const { fixes } = explained(pod('p', { requests: { memory: '9Gi' } }), world);
  expect(fixes.map(({ title }) => title)).toEqual([
    'ask for at most 8Gi of memory (now 9Gi)',
    'add a node with 9Gi memory free, untainted',
  ]);
});
