import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { nodeLifecycle, SILENT_SINCE } from '../../src/controllers/nodelifecycle.js';
import { at, look, made, ready, since, stored, woken } from './look.js';

const lifecycle = nodeLifecycle();
const READY = since('Ready', 'True', 0, { reason: 'KubeletReady', message: 'ok' });
const unknown = { status: { conditions: [since('Ready', 'Unknown')] } };
const down = { status: { conditions: [since('Ready', 'False')] } };
const up = { status: { conditions: [READY] } };

interface Settings {
  zone?: string;
  region?: string;
  taints?: object[];
  status?: object;
  silent?: number;
  unschedulable?: boolean;
}

function node(name: string, { zone, region, taints, status, silent, unschedulable }: Settings = up) {
  const labels = {
    ...(zone ? { 'topology.kubernetes.io/zone': zone } : {}),
    ...(region ? { 'topology.kubernetes.io/region': region } : {}),
  };
  const annotations = silent === undefined ? {} : { [SILENT_SINCE]: at(silent) };
  const spec = { ...(taints ? { taints } : {}), ...(unschedulable ? { unschedulable } : {}) };
  return made('Node', name, { metadata: { labels, annotations }, spec, status });
}

/** Nodes as they are stored: no taint of a new node that is not ready yet. */
function nodes(...list: ReturnType<typeof node>[]) {
  const cluster = stored(list);
  return list.reduce((world, { metadata, spec }) => {
    const found = world.get('Node', metadata.name!)!;
    return world.with([{ verb: 'update', object: { ...found, spec } as KubeObject }]);
  }, cluster);
}

const others = (count: number, settings: Settings, from = 1) =>
  Array.from({ length: count }, (_, i) => node(`o-${i + from}`, settings));
const taint = (name: string, effect: string, seconds: number) => ({
  key: `node.kubernetes.io/${name}`,
  effect,
  timeAdded: at(seconds),
});
const both = (name: string, seconds: number) => [
  taint(name, 'NoSchedule', seconds),
  taint(name, 'NoExecute', seconds),
];
const text = (...names: string[]) =>
  `update Node/n: spec.taints – → [${names
    .map((one) => {
      const [name, effect] = one.split(':');
      return `{"key":"node.kubernetes.io/${name}","effect":"${effect}","timeAdded":"+100s"}`;
    })
    .join(',')}]`;

describe('a node that says nothing', () => {
  const silent = node('n', {
    silent: 10,
    status: {
      conditions: [
        since('MemoryPressure', 'False'),
        since('DiskPressure', 'False'),
        since('PIDPressure', 'False'),
        since('NetworkUnavailable', 'False'),
        since('KernelDeadlock', 'False'),
        READY,
      ],
    },
  });
  const pod = (name: string, status: object) =>
    made('Pod', name, { spec: { containers: [{ name: 'app', image: 'app:1' }], nodeName: 'n' }, status });
  const world = nodes(silent, node('other'));
  const spec = { containers: [{ name: 'app', image: 'app:1' }], nodeName: 'n' };
  const running = world.with([
    { verb: 'create', object: { ...pod('good', ready()), spec } as KubeObject },
    {
      verb: 'create',
      object: { ...pod('bad', { conditions: [since('Ready', 'False')] }), spec } as KubeObject,
    },
  ]);

  it('has 50 s before anything happens, or what the control plane is set to', () => {
    expect(look(lifecycle, running, 'n', 59)).toEqual(['again at +60s']);
    expect(look(nodeLifecycle(6), running, 'n', 15)).toEqual(['again at +16s']);
    expect(look(lifecycle, stored([]), 'n', 15)).toEqual([]);
  });

  it('then has Unknown conditions and unready pods, and is tainted', () => {
    const gone = (type: string) =>
      `${type}=Unknown NodeStatusUnknown "Kubelet stopped posting node status." since +60s`;
    expect(look(lifecycle, running, 'n', 60)).toEqual([
      `update Node/n: ${['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready'].map(gone).join('; ')}`,
      'update Pod/good: Ready=False since +60s',
      text('unreachable:NoSchedule', 'unreachable:NoExecute').replaceAll('+100s', '+60s'),
      'Normal NodeNotReady Node/n: Node n status is now: NodeNotReady',
      'Warning NodeNotReady Pod/good: Node is not ready',
    ]);
  });

  it('is looked at with every node that is silent or not ready when nodes come, go or change their state', () => {
    const list = [node('a', { ...up, silent: 0 }), node('b', down), node('c', unknown), node('d')];
    const cluster = nodes(...list);
    const d = list[3]!;
    const wake = (verb: 'create' | 'update' | 'delete', object: object, before?: object) =>
      woken(lifecycle, 'Node', cluster, { verb, object: object as never }, before as never);
    expect(wake('create', d)).toEqual(['d', 'a', 'b', 'c']);
    expect(wake('delete', d)).toEqual(['d', 'a', 'b', 'c']);
    expect(wake('update', list[1]!, d)).toEqual(['b', 'a', 'c']);
    expect(wake('update', d, { ...d, spec: {} })).toEqual(['d']);
    expect(wake('update', d)).toEqual(['d']);
  });
});

describe('taints that say how a node is', () => {
  const conditions = (...types: string[]) => ({
    status: { conditions: [READY, ...types.map((type) => since(type, 'True'))] },
  });
  it.each([
    ['ready: none', up, []],
    ['of no known state: none', { status: {} }, []],
    ['not ready', down, [text('not-ready:NoSchedule', 'not-ready:NoExecute')]],
    ['unknown', unknown, [text('unreachable:NoSchedule', 'unreachable:NoExecute')]],
    ['memory', conditions('MemoryPressure'), [text('memory-pressure:NoSchedule')]],
    ['disk', conditions('DiskPressure'), [text('disk-pressure:NoSchedule')]],
    ['processes', conditions('PIDPressure'), [text('pid-pressure:NoSchedule')]],
    ['network', conditions('NetworkUnavailable'), [text('network-unavailable:NoSchedule')]],
    [
      'several',
      conditions('NetworkUnavailable', 'DiskPressure'),
      [text('disk-pressure:NoSchedule', 'network-unavailable:NoSchedule')],
    ],
    ['other conditions', conditions('KernelDeadlock'), []],
    ['cordoned', { ...up, unschedulable: true }, [text('unschedulable:NoSchedule')]],
    [
      'well again: its own go, those of others stay',
      { ...up, taints: [{ key: 'a', effect: 'NoExecute' }, ...both('unreachable', 0)] },
      [
        'update Node/n: spec.taints [{"key":"a","effect":"NoExecute"},{"key":"node.kubernetes.io/unreachable","effect":"NoSchedule","timeAdded":"+0s"},{"key":"node.kubernetes.io/unreachable","effect":"NoExecute","timeAdded":"+0s"}] → [{"key":"a","effect":"NoExecute"}]',
      ],
    ],
    [
      'well again, with no others',
      { ...up, taints: [taint('unschedulable', 'NoSchedule', 0)] },
      [
        'update Node/n: spec.taints [{"key":"node.kubernetes.io/unschedulable","effect":"NoSchedule","timeAdded":"+0s"}] → –',
      ],
    ],
    ['as it was: nothing is written', { ...unknown, taints: both('unreachable', 0) }, []],
    [
      'from unreachable to not ready: the new ones are timed anew',
      { ...down, taints: [taint('unreachable', 'NoSchedule', 0), taint('not-ready', 'NoSchedule', 0)] },
      [
        'update Node/n: spec.taints [{"key":"node.kubernetes.io/unreachable","effect":"NoSchedule","timeAdded":"+0s"},{"key":"node.kubernetes.io/not-ready","effect":"NoSchedule","timeAdded":"+0s"}] → [{"key":"node.kubernetes.io/not-ready","effect":"NoSchedule","timeAdded":"+0s"},{"key":"node.kubernetes.io/not-ready","effect":"NoExecute","timeAdded":"+100s"}]',
      ],
    ],
  ])('%s', (_name, settings, lines) => {
    expect(look(lifecycle, nodes(node('n', settings), node('other')), 'n', 100)).toEqual(lines);
  });
});

describe('how fast nodes are emptied', () => {
  const A = { zone: 'a', region: 'r' };
  const evictedAt = (seconds: number) =>
    node('o-last', { ...A, ...down, taints: both('not-ready', seconds) });
  const noSchedule = text('not-ready:NoSchedule');
  const now = [text('not-ready:NoSchedule', 'not-ready:NoExecute')];
  const wait = (seconds: number) => [noSchedule, `again at +${seconds}s`];
  it.each([
    ['the first one of a zone: at once', [...others(9, { ...A, ...up })], now],
    ['the next one 10 s after the last one', [...others(9, { ...A, ...up }), evictedAt(91)], wait(101)],
    ['the 10 s are over', [...others(9, { ...A, ...up }), evictedAt(90)], now],
    [
      'the last one counts, not the first',
      [
        ...others(9, { ...A, ...up }),
        node('o-0', { ...A, ...down, taints: both('not-ready', 20) }),
        evictedAt(91),
      ],
      wait(101),
    ],
    [
      'another zone does not count',
      [
        ...others(9, { ...A, ...up }),
        node('o-0', { zone: 'b', region: 'r', ...down, taints: both('not-ready', 99) }),
      ],
      now,
    ],
    [
      'another region does not count',
      [
        ...others(9, { ...A, ...up }),
        node('o-0', { zone: 'a', region: 's', ...down, taints: both('not-ready', 99) }),
      ],
      now,
    ],
    [
      'a NoSchedule taint does not count',
      [
        ...others(9, { ...A, ...up }),
        node('o-0', { ...A, ...down, taints: [taint('not-ready', 'NoSchedule', 99)] }),
      ],
      now,
    ],
    [
      'somebody else’s NoExecute taint does not count',
      [
        ...others(9, { ...A, ...up }),
        node('o-0', { ...A, ...down, taints: [{ key: 'a', effect: 'NoExecute', timeAdded: at(99) }] }),
      ],
      now,
    ],
    ['two of three down: still at once', [node('o-1', { ...A, ...up }), node('o-2', { ...A, ...down })], now],
    [
      'three of four down: nobody',
      [node('o-1', { ...A, ...up }), ...others(2, { ...A, ...down }, 2)],
      [noSchedule],
    ],
    [
      '11 of 20 down (55 %): nobody',
      [...others(9, { ...A, ...up }), ...others(10, { ...A, ...down }, 10)],
      [noSchedule],
    ],
    ['10 of 20 down: as usual', [...others(10, { ...A, ...up }), ...others(9, { ...A, ...down }, 11)], now],
    [
      '28 of 50 down: nobody',
      [...others(22, { ...A, ...up }), ...others(27, { ...A, ...down }, 23)],
      [noSchedule],
    ],
    [
      '30 of 51 down: one in 100 s',
      [...others(21, { ...A, ...up }), ...others(28, { ...A, ...down }, 22), evictedAt(20)],
      wait(120),
    ],
    [
      '30 of 51 down: the 100 s are over',
      [...others(21, { ...A, ...up }), ...others(28, { ...A, ...down }, 22), evictedAt(0)],
      now,
    ],
    [
      'a whole zone down, others not: as usual',
      [...others(3, { ...A, ...down }), node('x', { zone: 'b', ...up })],
      now,
    ],
    ['everything down: nobody', [...others(3, { ...A, ...down })], [noSchedule]],
    [
      'everything down, some of unknown state',
      [node('o-1', { ...A, ...down }), node('o-2', { ...A, ...unknown })],
      [noSchedule],
    ],
    ['a node of no state counts as up', [node('o-1', { ...A, status: {} })], now],
  ])('%s', (_name, rest, lines) => {
    expect(look(lifecycle, nodes(node('n', { ...A, ...down }), ...rest), 'n', 100)).toEqual(lines);
  });

  it('takes NoExecute away again when everything is down', () => {
    const one = node('n', { ...A, ...down, taints: both('not-ready', 0) });
    expect(look(lifecycle, nodes(one), 'n', 100)).toEqual([
      'update Node/n: spec.taints [{"key":"node.kubernetes.io/not-ready","effect":"NoSchedule","timeAdded":"+0s"},{"key":"node.kubernetes.io/not-ready","effect":"NoExecute","timeAdded":"+0s"}] → [{"key":"node.kubernetes.io/not-ready","effect":"NoSchedule","timeAdded":"+0s"}]',
    ]);
  });

  it('keeps NoExecute where it is, however many are down', () => {
    const one = node('n', { ...A, ...down, taints: both('not-ready', 0) });
    const rest = [node('o-1', { ...A, ...up }), ...others(3, { ...A, ...down }, 2)];
    expect(look(lifecycle, nodes(one, ...rest), 'n', 100)).toEqual([]);
  });
});
