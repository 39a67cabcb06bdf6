import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import {
  crashes,
  failsToPull,
  HEALTHY,
  type KubeletModel,
  kubelet,
  neverReady,
} from '../../src/kubelet/index.js';
import {
  at,
  changed,
  conditionText,
  lookAt,
  made,
  ready,
  since,
  stored,
  woken,
} from '../controllers/look.js';

const node = made('Node', 'n', {
  spec: {},
  status: {
    addresses: [
      { type: 'Hostname', address: 'n' },
      { type: 'InternalIP', address: '192.168.0.1' },
    ],
    conditions: [since('Ready', 'True')],
    images: [{ names: ['cached:1', 'cached:one'] }],
  },
});
const STARTED = { phase: 'Pending', startTime: at(0) };

function pod(spec: object = {}, status: object = {}, metadata: object = {}, name = 'p') {
  return made('Pod', name, {
    metadata,
    spec: { nodeName: 'n', containers: [{ name: 'app', image: 'app:1' }], ...spec },
    status: { phase: 'Pending', ...status },
  });
}

interface Seen {
  phase: string | undefined;
  containers: string[];
  conditions: string[];
  said: string[];
}

const states = (
  list:
    | readonly { name: string; ready?: boolean; started?: boolean; restartCount: number; state?: object }[]
    | undefined,
) =>
  (list ?? []).map(({ name, ready, started, restartCount, state }) => {
    const [kind, more] = Object.entries(state ?? {})[0] as [string, Record<string, unknown>];
    const details = Object.entries(more).map(
      ([field, value]) =>
        `${field}=${String(value).replace(/2026-01-01T00:0(\d):(\d\d)Z/, (_all, m, s) => `+${Number(m) * 60 + Number(s)}s`)}`,
    );
    return `${name} ${kind} ${details.join(' ')}${ready ? ' ready' : ''}${started ? ' started' : ''}${restartCount ? ` ×${restartCount}` : ''}`;
  });

/** What a node makes of a pod at one look. */
function seen(
  one: KubeObject,
  seconds: number,
  model: Partial<KubeletModel> = {},
  ...others: KubeObject[]
): Seen {
  const { cluster, lines } = lookAt(
    kubelet({ ...HEALTHY, ...model }),
    stored([node, one, ...others]),
    'default/p',
    seconds,
  );
  const status = cluster.get('Pod', 'default/p')?.status;
  return {
    phase: status?.phase,
    containers: [...states(status?.initContainerStatuses), ...states(status?.containerStatuses)],
    conditions: (status?.conditions ?? [])
      .map(conditionText)
      .map((line) => line.replace(/since .*/, '').trim()),
    said: lines.filter((line) => !line.startsWith('update')),
  };
}

const UNREADY = 'ContainersNotReady "containers with unready status: [app]"';
const NOT_YET = [
  'PodReadyToStartContainers=False',
  'Initialized=True',
  `Ready=False ${UNREADY}`,
  `ContainersReady=False ${UNREADY}`,
];
const RUNNING = [
  'PodReadyToStartContainers=True',
  'Initialized=True',
  `Ready=False ${UNREADY}`,
  `ContainersReady=False ${UNREADY}`,
];
const READY = ['PodReadyToStartContainers=True', 'Initialized=True', 'Ready=True', 'ContainersReady=True'];

describe('a pod on its node', () => {
  it('is taken up: its containers are about to be created', () => {
    expect(seen(pod(), 0)).toEqual({
      phase: 'Pending',
      containers: ['app waiting reason=ContainerCreating'],
      conditions: NOT_YET,
      said: ['again at +0s'],
    });
    const world = lookAt(kubelet(HEALTHY), stored([node, pod()]), 'default/p', 7).cluster;
    expect(world.get('Pod', 'default/p')!.status).toMatchObject({ startTime: at(7), hostIP: '192.168.0.1' });
    expect(world.get('Pod', 'default/p')!.status).not.toHaveProperty('podIP');
  });

  it('runs when its image is pulled and it has started', () => {
    expect(seen(pod({}, STARTED), 0).said).toEqual(['again at +2s']);
    expect(seen(pod({}, STARTED), 2).said).toEqual(['again at +3s']);
    expect(seen(pod({}, STARTED), 3)).toEqual({
      phase: 'Running',
      containers: ['app running startedAt=+3s ready started'],
      conditions: READY,
      said: [],
    });
    expect(seen(pod({}, STARTED), 30, { pullSeconds: 20, startSeconds: 11 }).said).toEqual(['again at +31s']);
  });

  it('has an address of its own', () => {
    const address = (name: string) => {
      const { cluster } = lookAt(
        kubelet(HEALTHY),
        stored([node, pod({}, STARTED, {}, name)]),
        `default/${name}`,
        3,
      );
      const { podIP, podIPs } = cluster.get('Pod', `default/${name}`)!.status!;
      expect(podIPs).toEqual([{ ip: podIP }]);
      return podIP;
    };
    const addresses = Array.from({ length: 30 }, (_, i) => address(`p${i}`));
    expect(new Set(addresses).size).toBe(30);
    for (const one of addresses)
      expect(one).toMatch(/^10\.(6[4-9]|[789]\d|1[01]\d|12[0-7])\.\d+\.([1-9]\d*)$/);
    expect(address('p')).toBe('10.116.79.112');
    const kept = lookAt(
      kubelet(HEALTHY),
      stored([node, pod({}, { ...STARTED, podIP: '10.9.9.9' })]),
      'default/p',
      3,
    ).cluster;
    expect(kept.get('Pod', 'default/p')!.status!.podIP).toBe('10.9.9.9');
  });

  const image = (name: string, more: object = {}) => ({ name, image: `${name}:1`, ...more });
  it.each([
    ['two images take twice as long', pod({ containers: [image('a'), image('b')] }, STARTED), [], 4],
    [
      'one image twice only once',
      pod({ containers: [image('a'), image('b', { image: 'a:1' })] }, STARTED),
      [],
      2,
    ],
    ['init containers’ images too', pod({ initContainers: [image('i')] }, STARTED), [], 4],
    ['an image that the node has', pod({ containers: [image('cached')] }, STARTED), [], 0],
    ['… by another name', pod({ containers: [image('c', { image: 'cached:one' })] }, STARTED), [], 0],
    ['an image that another pod runs', pod({}, STARTED), [pod({}, running(-5), {}, 'q')], 0],
    [
      '… and one that none runs',
      pod({ containers: [image('app'), image('b')] }, STARTED),
      [pod({}, running(-5), {}, 'q')],
      2,
    ],
    ['an image that another pod pulls as well', pod({}, STARTED), [pod({}, STARTED, {}, 'q')], 2],
    ['an image that another pod began to run later', pod({}, STARTED), [pod({}, running(1), {}, 'q')], 2],
    [
      'an image of a pod on another node',
      pod({}, STARTED),
      [pod({ nodeName: 'm' }, running(-5), {}, 'q')],
      2,
    ],
    ['another image', pod({}, STARTED), [pod({ containers: [image('b')] }, running(-5), {}, 'q')], 2],
  ] as const)('pulls: %s', (_name, one, others, seconds) => {
    const start = seen(one, 0, {}, ...others).said;
    const init = (one['spec'] as { initContainers?: object[] }).initContainers?.length ?? 0;
    expect(start).toEqual([`again at +${seconds === 0 ? 1 + init : seconds}s`]);
  });

  function running(seconds: number) {
    const state = { running: { startedAt: at(seconds) } };
    return {
      ...ready(seconds),
      startTime: at(seconds),
      containerStatuses: [
        { name: 'app', image: 'app:1', imageID: '', lastState: {}, ready: true, restartCount: 0, state },
      ],
    };
  }

  it('waits for its init containers, one after the other, and for sidecars', () => {
    const init = {
      initContainers: [
        image('i', { image: 'app:1' }),
        image('s', { image: 'app:1', restartPolicy: 'Always' }),
      ],
    };
    const before = seen(pod(init), 0);
    expect(before.containers).toEqual([
      'i waiting reason=PodInitializing',
      's waiting reason=PodInitializing',
      'app waiting reason=PodInitializing',
    ]);
    expect(before.conditions[1]).toBe('Initialized=False ContainersNotInitialized');
    expect(seen(pod(init, STARTED), 3).said).toEqual(['again at +4s']);
    const after = seen(pod(init, STARTED), 5);
    expect(after.containers).toEqual([
      'i terminated exitCode=0 reason=Completed startedAt=+3s finishedAt=+3s ready',
      's running startedAt=+4s ready started',
      'app running startedAt=+5s ready started',
    ]);
    expect(after.conditions).toEqual(READY);
  });

  it.each([
    [
      'its own image',
      'app:1',
      [
        `app waiting reason=ImagePullBackOff message=Back-off pulling image "app:1"`,
        'two waiting reason=ContainerCreating',
      ],
    ],
    [
      'another container’s',
      'two:1',
      [
        'app waiting reason=ContainerCreating',
        `two waiting reason=ImagePullBackOff message=Back-off pulling image "two:1"`,
      ],
    ],
  ])('cannot pull %s', (_name, bad, containers) => {
    const model = { assumed: [failsToPull(bad)] };
    const two = pod({ containers: [image('app'), image('two')] }, STARTED);
    const found = seen(two, 4, model);
    expect(found).toMatchObject({
      phase: 'Pending',
      containers,
      said: [
        `Warning Failed Pod/p: Failed to pull image "${bad}": not found`,
        `Normal BackOff Pod/p: Back-off pulling image "${bad}"`,
        'again at +5s',
      ],
    });
    expect(found.conditions[2]).toBe(
      'Ready=False ContainersNotReady "containers with unready status: [app two]"',
    );
    const again = lookAt(kubelet({ ...HEALTHY, ...model }), stored([node, two]), 'default/p', 4).cluster;
    const later = lookAt(kubelet({ ...HEALTHY, ...model }), again, 'default/p', 5).cluster;
    const other = later.get('Pod', 'default/p')!.status!.containerStatuses!;
    expect(other.map(({ state }) => Object.keys(state!)).sort()).toEqual([['running'], ['waiting']]);
    expect(later.get('Pod', 'default/p')!.status!.phase).toBe('Pending');
    expect(lookAt(kubelet({ ...HEALTHY, ...model }), later, 'default/p', 9).lines).toEqual([]);
  });

  it('crashes, and is restarted with a back-off', () => {
    const two = pod({ containers: [image('app'), image('two')] }, STARTED);
    const found = seen(two, 5, { assumed: [crashes('app')] });
    expect(found.phase).toBe('Running');
    expect(found.containers).toEqual([
      'app waiting reason=CrashLoopBackOff message=back-off 10s restarting failed container=app pod=p_default(Pod-p) ×1',
      'two running startedAt=+5s ready started',
    ]);
    const again = lookAt(
      kubelet({ ...HEALTHY, assumed: [crashes('app')] }),
      stored([node, two]),
      'default/p',
      5,
    ).cluster;
    expect(lookAt(kubelet({ ...HEALTHY, assumed: [crashes('app')] }), again, 'default/p', 9).lines).toEqual([
      'again at +15s (routine)',
    ]);
    expect(again.get('Pod', 'default/p')!.status).toHaveProperty('podIP');
  });

  it('never gets ready', () => {
    expect(seen(pod({}, STARTED), 3, { assumed: [neverReady('app:1')] })).toEqual({
      phase: 'Running',
      containers: ['app running startedAt=+3s started'],
      conditions: RUNNING,
      said: [],
    });
  });

  const http = { httpGet: { path: '/', port: 80 } };
  const probed = (readinessProbe: object, more: object = {}) =>
    pod({ containers: [image('app', { readinessProbe: { ...http, ...readinessProbe }, ...more })] }, STARTED);
  it.each([
    ['at once', {}, {}, 3],
    ['at a tick after the delay', { initialDelaySeconds: 11 }, {}, 23],
    ['at just that tick', { initialDelaySeconds: 10 }, {}, 13],
    ['so often', { initialDelaySeconds: 3, periodSeconds: 2 }, {}, 7],
    ['so many times', { successThreshold: 3, periodSeconds: 2 }, {}, 7],
    [
      'after it has started',
      { initialDelaySeconds: 1, periodSeconds: 4 },
      { startupProbe: { ...http, initialDelaySeconds: 9, periodSeconds: 3 } },
      12,
    ],
  ])('is probed: %s', (_name, readiness, more, seconds) => {
    const one = probed(readiness, more);
    if (seconds > 3)
      expect(seen(one, 3)).toMatchObject({ conditions: RUNNING, said: [`again at +${seconds}s`] });
    expect(seen(one, seconds)).toMatchObject({ conditions: READY, said: [] });
  });

  it('is ready when its last container is', () => {
    const slow = image('b', { image: 'app:1', readinessProbe: { ...http, initialDelaySeconds: 10 } });
    expect(seen(pod({ containers: [image('app'), slow] }, STARTED), 3).said).toEqual(['again at +13s']);
  });

  it('ends after a while where it need not run for ever', () => {
    const job = pod({ restartPolicy: 'Never' }, STARTED);
    expect(seen(job, 3)).toMatchObject({ phase: 'Running', said: ['again at +8s'] });
    expect(seen(job, 8)).toEqual({
      phase: 'Succeeded',
      containers: ['app terminated exitCode=0 reason=Completed startedAt=+3s finishedAt=+8s'],
      conditions: [
        'PodReadyToStartContainers=True',
        'Initialized=True',
        'Ready=False PodCompleted',
        'ContainersReady=False PodCompleted',
      ],
      said: [],
    });
    expect(seen(pod({ restartPolicy: 'OnFailure' }, STARTED), 8).phase).toBe('Succeeded');
    expect(seen(job, 8, { jobSeconds: undefined }).phase).toBe('Running');
    expect(
      seen(pod({ restartPolicy: 'Never' }, { ...running(3), startTime: at(0), podIP: '10.0.0.1' }), 8)
        .containers[0],
    ).toMatch(/startedAt=\+3s finishedAt=\+8s$/);
  });

  it('that runs, has ended, or waits for a node is let be', () => {
    expect(seen(pod({}, running(0)), 9).said).toEqual([]);
    for (const one of [
      pod({}, { phase: 'Failed', startTime: at(0) }),
      pod({ nodeName: undefined }),
      pod({ nodeName: 'gone' }),
    ]) {
      expect(lookAt(kubelet(HEALTHY), stored([node, one]), 'default/p', 9).lines).toEqual([]);
    }
    expect(lookAt(kubelet(HEALTHY), stored([node]), 'default/p', 9).lines).toEqual([]);
    const silent = changed(stored([node, pod()]), 'Node', 'n', {
      status: { conditions: [since('Ready', 'Unknown')] },
    });
    expect(lookAt(kubelet(HEALTHY), silent, 'default/p', 9).lines).toEqual([]);
  });

  const leaving = (grace: number, status: object = running(0)) =>
    pod({}, status, { deletionTimestamp: at(grace), deletionGracePeriodSeconds: grace });
  it.each([
    ['a second to stop', leaving(30), {}, 0, ['again at +1s']],
    ['then it is gone', leaving(30), {}, 1, ['delete Pod/p']],
    ['as long as it takes', leaving(30), { stopSeconds: 20 }, 19, ['again at +20s']],
    ['no longer than it has', leaving(5), { stopSeconds: 20 }, 4, ['again at +5s']],
    ['nothing runs: at once', leaving(30, STARTED), {}, 0, ['delete Pod/p']],
    ['without grace: at once', pod({}, running(0), { deletionTimestamp: at(0) }), {}, 0, ['delete Pod/p']],
  ])('that is to leave: %s', (_name, one, model, seconds, lines) => {
    expect(
      lookAt(kubelet({ ...HEALTHY, ...model }), stored([node, one]), 'default/p', seconds).lines,
    ).toEqual(lines);
  });

  it('is looked at when it or its node’s life changes', () => {
    const world = stored([node, pod()]);
    const wake = (kind: string, object: object, before?: object) =>
      woken(kubelet(HEALTHY), kind, world, { verb: 'update', object: object as never }, before as never);
    const dead = { ...node, status: { conditions: [since('Ready', 'Unknown')] } };
    const broken = { ...node, status: { conditions: [since('Ready', 'False')] } };
    expect(wake('Pod', pod())).toEqual(['default/p']);
    expect(wake('Node', node)).toEqual(['default/p']);
    expect(wake('Node', node, dead)).toEqual(['default/p']);
    expect(wake('Node', dead, node)).toEqual(['default/p']);
    expect(wake('Node', node, broken)).toEqual([]);
  });
});
