import { describe, expect, it } from 'vitest';
import { daemonSet } from '../../src/controllers/daemonset.js';
import {
  HASH,
  LABELS,
  LEAVING,
  nodes,
  old,
  pod,
  set,
  sync,
  syncOf,
  TEMPLATE,
  unready,
  world,
} from './daemonsets.js';
import { at, changed, look, lookAt, made, managedBy, ready, stored, woken } from './look.js';

const template = (spec: object) => ({ template: { ...TEMPLATE, spec: { ...TEMPLATE.spec, ...spec } } });
const taint = (effect: string, key = 'special') => ({ spec: { taints: [{ key, value: 'x', effect }] } });
const later = (name: string, seconds: number) => ({ name, metadata: { creationTimestamp: at(seconds) } });

describe('where a DaemonSet’s pods belong', () => {
  const OWN = [
    'not-ready',
    'unreachable',
    'disk-pressure',
    'memory-pressure',
    'pid-pressure',
    'unschedulable',
  ];
  const key = (name: string) => `node.kubernetes.io/${name}`;
  const affinity = (values: string[]) => ({
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'In', values }] }],
        },
      },
    },
  });
  it.each([
    ['on every node', set(), nodes('ab'), [], ['+a', '+b']],
    ['on those that have none yet', set(), nodes('ab'), [pod('a')], ['+b']],
    [
      'on those with its labels',
      set(template({ nodeSelector: { disk: 'ssd' } })),
      nodes('ab', { b: { labels: { disk: 'ssd' } } }),
      [pod('a')],
      ['+b', '-log-a'],
    ],
    [
      'on those that its affinity takes',
      set(template(affinity(['ssd']))),
      nodes('ab', { a: { labels: { disk: 'hdd' } }, b: { labels: { disk: 'ssd' } } }),
      [],
      ['+b'],
    ],
    ['on the one that it names', set(template({ nodeName: 'b' })), nodes('ab'), [pod('a')], ['+b', '-log-a']],
    ['not on a tainted one', set(), nodes('ab', { a: taint('NoSchedule') }), [], ['+b']],
    ['but a pod that is there may stay', set(), nodes('ab', { a: taint('NoSchedule') }), [pod('a')], ['+b']],
    [
      'not where nobody may stay',
      set(),
      nodes('ab', { a: taint('NoExecute') }),
      [pod('a'), pod('b')],
      ['-log-a'],
    ],
    ['a taint that only asks', set(), nodes('a', { a: taint('PreferNoSchedule') }), [], ['+a']],
    [
      'a taint that it tolerates',
      set(template({ tolerations: [{ key: 'special', operator: 'Exists' }] })),
      nodes('a', { a: taint('NoExecute') }),
      [],
      ['+a'],
    ],
    ...OWN.map(
      (name) =>
        [
          `a node that is ${name}`,
          set(),
          nodes('a', { a: taint(/not-ready|unreach/.test(name) ? 'NoExecute' : 'NoSchedule', key(name)) }),
          [],
          ['+a'],
        ] as const,
    ),
    [
      'a node without a network',
      set(),
      nodes('a', { a: taint('NoSchedule', key('network-unavailable')) }),
      [],
      [],
    ],
    [
      '… for pods that bring none',
      set(template({ hostNetwork: true })),
      nodes('a', { a: taint('NoSchedule', key('network-unavailable')) }),
      [],
      ['+a'],
    ],
    [
      'not-ready:NoSchedule is no taint that it tolerates',
      set(),
      nodes('a', { a: taint('NoSchedule', key('not-ready')) }),
      [],
      [],
    ],
  ] as const)('%s', (_name, object, list, pods, expected) => {
    expect(sync([object, ...list, ...pods]).pods).toEqual(expected);
  });

  it('they are tied to their node, tolerate how nodes are, and carry the template’s hash', () => {
    const own = {
      key: key('disk-pressure'),
      operator: 'Exists',
      effect: 'NoSchedule',
      tolerationSeconds: undefined,
    };
    const tolerations = [
      { key: 'a', operator: 'Exists' },
      { ...own, operator: 'Equal', value: 'x' },
    ];
    const preferred = {
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 1, preference: { matchExpressions: [{ key: 'a', operator: 'Exists' }] } },
      ],
    };
    const podAntiAffinity = {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'x', labelSelector: {} }],
    };
    const { world: after, lines } = sync([
      set(template({ tolerations, affinity: { nodeAffinity: preferred, podAntiAffinity } })),
      ...nodes('a'),
    ]);
    const [one] = after.list('Pod');
    expect(one!.metadata).toMatchObject({
      generateName: 'log-',
      namespace: 'default',
      labels: {
        ...LABELS,
        'controller-revision-hash':
          after.list('ControllerRevision')[0]!.metadata.labels!['controller-revision-hash'],
      },
      ownerReferences: [managedBy(set())],
    });
    expect(one!.spec.tolerations!.filter((each) => each.key !== 'a')).toEqual(
      ['disk-pressure', 'not-ready', 'unreachable', 'memory-pressure', 'pid-pressure', 'unschedulable'].map(
        (name) => ({
          key: key(name),
          operator: 'Exists',
          effect: /not-ready|unreach/.test(name) ? 'NoExecute' : 'NoSchedule',
        }),
      ),
    );
    expect(one!.spec.affinity).toMatchObject({
      nodeAffinity: {
        ...preferred,
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] }],
        },
      },
      podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'x' }] },
    });
    expect(lines.filter((line) => line.startsWith('Normal'))).toEqual([
      'Normal SuccessfulCreate DaemonSet/log: Created pod: log#1',
    ]);
  });
});

describe('pods that a DaemonSet takes away', () => {
  const failed =
    'Warning FailedDaemonPod DaemonSet/log: Found failed daemon pod default/log-a on node a, will try to kill it';
  const succeeded =
    'Normal SucceededDaemonPod DaemonSet/log: Found succeeded daemon pod default/log-a on node a, will try to delete it';
  it.each([
    [
      'the younger of two',
      nodes('a'),
      [
        pod('a', ready(), 'new', later('y', 5)),
        pod('a', ready(), 'new', later('x', 9)),
        pod('a', ready(), 'new', later('z', 1)),
      ],
      ['-y', '-x'],
      [],
    ],
    [
      'of one age the later by name',
      nodes('a'),
      [pod('a', ready(), 'new', later('y', 5)), pod('a', ready(), 'new', later('x', 5))],
      ['-y'],
      [],
    ],
    ['one that has failed', nodes('a'), [pod('a', { phase: 'Failed' })], ['-log-a'], [failed]],
    ['one that has succeeded', nodes('a'), [pod('a', { phase: 'Succeeded' })], ['-log-a'], [succeeded]],
    ['one that is leaving is let be', nodes('a'), [pod('a', ready(), 'new', LEAVING)], [], []],
    [
      '… where it may not stay, too',
      nodes('a', { a: taint('NoExecute') }),
      [pod('a', ready(), 'new', LEAVING)],
      [],
      [],
    ],
    [
      'one that leaves and has ended makes room',
      nodes('a'),
      [pod('a', { phase: 'Failed' }, 'new', LEAVING)],
      ['+a'],
      [],
    ],
    [
      'one for a node that is gone, if it never came there',
      nodes('a'),
      [pod('a'), bound('z', 'z')],
      ['-z'],
      [],
    ],
    ['one on a node that is gone is left to others', nodes('a'), [pod('a'), pod('z')], [], []],
    ['one for a node that is there stays', nodes('a'), [bound('x', 'a')], [], []],
    [
      'the one that is bound stays',
      nodes('a'),
      [bound('x', 'a', 0), pod('a', ready(), 'new', later('y', 5))],
      ['-x'],
      [],
    ],
  ])('%s', (_name, list, pods, expected, said) => {
    const found = sync([set(), ...list, ...pods]);
    expect({ pods: found.pods, said: found.said }).toEqual({ pods: expected, said });
  });

  it('that matches nothing any more, or everything', () => {
    const selecting = changed(world([set(), ...nodes('a')]), 'DaemonSet', 'default/log', {});
    const found = selecting.get('DaemonSet', 'default/log')!;
    const all = selecting.with([
      { verb: 'update', object: { ...found, spec: { ...found.spec, selector: {} } } as never },
    ]);
    expect(look(daemonSet, all, 'default/log')).toEqual([
      'Warning SelectingAll DaemonSet/log: This daemon set is selecting all pods. A non-empty selector is required.',
    ]);
    const dying = set({}, { metadata: { deletionTimestamp: at(0), finalizers: ['a/b'] } });
    expect(look(daemonSet, world([dying, ...nodes('a')]), 'default/log')).toEqual([]);
    expect(look(daemonSet, stored([]), 'default/log')).toEqual([]);
  });

  it('says why it could not make more', () => {
    const quota = made('ResourceQuota', 'few', { spec: { hard: { pods: '1' } } });
    const why =
      'pods "log#2" is forbidden: exceeded quota: few, requested: pods=1, used: pods=1, limited: pods=1';
    expect(sync([set(), ...nodes('abc'), quota]).said).toEqual([
      `Warning FailedCreate DaemonSet/log: Error creating: ${why}`,
      `failed: ${why}`,
    ]);
    const ending = changed(world([set(), ...nodes('a')]), 'Namespace', 'default', {
      metadata: { deletionTimestamp: at(0) },
      status: { phase: 'Terminating' },
    });
    expect(syncOf(ending)).toMatchObject({
      pods: [],
      said: [expect.stringMatching(/^failed: .*is being terminated$/)],
    });
  });

  it('makes at most 250 at once, and deletes as many', () => {
    const many = Array.from({ length: 251 }, (_, i) => ({
      verb: 'create' as const,
      object: made('Node', `n${i}`, { spec: {} }),
    }));
    const full = world([set()]).with(many);
    expect(syncOf(full).pods).toHaveLength(250);
    const tainted = many.map(({ object }) => ({
      verb: 'update' as const,
      object: { ...object, ...taint('NoExecute') } as never,
    }));
    const pods = many.map(({ object }) => ({ verb: 'create' as const, object: pod(object.metadata.name!) }));
    expect(syncOf(full.with(tainted).with(pods)).pods).toHaveLength(250);
  });
});

function bound(name: string, node: string, seconds = 0) {
  const term = { matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] };
  const affinity = {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } },
  };
  const one = pod(node, { phase: 'Pending' }, 'new', later(name, seconds));
  return { ...one, spec: { containers: TEMPLATE.spec.containers, affinity } };
}

describe('the status of a DaemonSet', () => {
  it('counts nodes, by their oldest pod', () => {
    const objects = [
      set({ minReadySeconds: 20, updateStrategy: { type: 'OnDelete' } }),
      ...nodes('abcdef', { e: taint('NoSchedule'), f: taint('NoSchedule') }),
      pod('a', ready(-20)),
      old('b', ready(-19)),
      pod('c', unready),
      pod('e', ready(-99)),
    ];
    const { status, said } = sync(objects);
    expect(status).toEqual({
      desiredNumberScheduled: 4,
      currentNumberScheduled: 4,
      numberMisscheduled: 1,
      numberReady: 2,
      updatedNumberScheduled: 3,
      numberAvailable: 1,
      numberUnavailable: 3,
      observedGeneration: 1,
    });
    expect(said).toEqual(['again at +1s']);
    const after = lookAt(daemonSet, world(objects), 'default/log').cluster;
    expect(look(daemonSet, after, 'default/log')).toEqual(['again at +1s']);
  });

  it('is looked at when nodes come, go, or change their labels or taints', () => {
    const cluster = world([set(), ...nodes('a')]);
    const [node] = cluster.list('Node');
    const wake = (
      kind: string,
      object: object,
      before?: object,
      verb: 'create' | 'update' | 'delete' = 'update',
    ) => woken(daemonSet, kind, cluster, { verb, object: object as never }, before as never);
    const ALL = ['default/log'];
    expect(wake('Node', node!)).toEqual(ALL);
    expect(wake('Node', node!, node)).toEqual(ALL);
    expect(wake('Node', node!, { ...node, status: { phase: 'x' } })).toEqual([]);
    expect(wake('Node', node!, { ...node, spec: { unschedulable: true } })).toEqual(ALL);
    expect(wake('Node', node!, { ...node, metadata: { ...node!.metadata, labels: { a: 'b' } } })).toEqual(
      ALL,
    );
    expect(wake('Pod', pod('a'))).toEqual(ALL);
    expect(wake('Pod', made('Pod', 'orphan', { metadata: { labels: LABELS } }))).toEqual(ALL);
    expect(wake('DaemonSet', set())).toEqual(ALL);
    expect(wake('ControllerRevision', { ...pod('a'), kind: 'ControllerRevision' })).toEqual(ALL);
    expect(HASH).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]+$/);
  });
});
