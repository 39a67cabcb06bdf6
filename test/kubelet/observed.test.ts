import { describe, expect, it } from 'vitest';
import type { KubeObject, Pod } from '../../src/api/objects.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { HEALTHY } from '../../src/kubelet/model.js';
import { forgetting, NOTHING_SEEN, observe, seenOf } from '../../src/kubelet/observed.js';
import { workloadOfPod } from '../../src/kubelet/workload.js';
import { at, made, managedBy, NOW, since } from '../controllers/look.js';

const node = made('Node', 'n', { status: { conditions: [since('Ready', 'True')] } });
const web = made('Deployment', 'web', { spec: { selector: { matchLabels: { app: 'web' } } } });
const set = made('ReplicaSet', 'web-1', {
  metadata: { ownerReferences: [managedBy(web)] },
  spec: { selector: { matchLabels: { app: 'web' } } },
});

function pod(
  name: string,
  status: object | undefined,
  container: object = {},
  owned = true,
  more: object = {},
) {
  return made('Pod', name, {
    metadata: owned ? { ownerReferences: [managedBy(set)] } : {},
    spec: { nodeName: 'n', containers: [{ name: 'app', image: 'app:1', ...container }], ...more },
    status: {
      phase: status ? 'Running' : 'Pending',
      startTime: at(0),
      ...(status && { containerStatuses: [{ name: 'app', restartCount: 0, ready: false, ...status }] }),
    },
  });
}

/** What is seen of the first pod, and expected of another one, so many seconds after the pods began. */
function seen(seconds: number, pods: KubeObject[], other: KubeObject = pod('other', undefined)) {
  const cluster = Cluster.of([node, web, set, ...pods, other]);
  const observed = observe(cluster, NOW + seconds * 1000, HEALTHY.isOutside);
  const of = (one: KubeObject) => {
    const it = cluster.get('Pod', `default/${one.metadata.name}`) as Pod;
    return seenOf(observed, it, it.spec.containers[0]!, workloadOfPod(cluster, it));
  };
  return [of(pods[0]!), of(other)];
}

const waits = (reason: string, more: object = {}) => ({
  state: { waiting: { reason, message: 'why' } },
  ...more,
});
const ended = (code: number, seconds: number) => ({
  terminated: { exitCode: code, startedAt: at(0), finishedAt: at(seconds) },
});
const RUNS = { state: { running: { startedAt: at(0) } } };

describe('what a snapshot shows of containers', () => {
  it.each([
    ['no image', waits('ImagePullBackOff'), { pull: { reason: 'ImagePullBackOff', message: 'why' } }],
    ['a crash', waits('CrashLoopBackOff', { lastState: ended(3, 7) }), { exit: { code: 3, after: 7 } }],
    ['a crash of which no more is told', waits('CrashLoopBackOff'), { exit: { code: 1, after: 0 } }],
    [
      'no configuration',
      waits('CreateContainerConfigError'),
      { create: { reason: 'CreateContainerConfigError', message: 'why' } },
    ],
    ['an end', { state: ended(2, 5) }, { exit: { code: 2, after: 5 } }],
    [
      'a run between two crashes',
      { ...RUNS, restartCount: 4, lastState: ended(9, 1) },
      { exit: { code: 9, after: 1 } },
    ],
    ['readiness that does not come', RUNS, { ready: 'never' }],
    [
      'volumes that do not come',
      waits('ContainerCreating'),
      { create: { reason: 'ContainerCreating', message: 'why' } },
    ],
    ['health', { ...RUNS, ready: true }, {}],
  ])('%s', (_name, status, expected) => {
    expect(seen(600, [pod('p', status)])).toEqual([expected, expected]);
  });

  it.each([
    ['readiness', RUNS],
    ['creation', waits('ContainerCreating')],
    ['initialization', waits('PodInitializing')],
  ])('%s may take its time', (_name, status) => {
    expect(seen(60, [pod('p', status)])).toEqual([{}, {}]);
  });

  it('waits as long as probes may take', () => {
    const probe = { readinessProbe: { httpGet: { port: 80 }, initialDelaySeconds: 300 } };
    expect(seen(400, [pod('p', RUNS, probe)])[0]).toEqual({});
    expect(seen(600, [pod('p', RUNS, probe)])[0]).toEqual({ ready: 'never' });
  });

  it('and not of others that are defined otherwise, belong elsewhere, or of which one does well', () => {
    const crash = waits('CrashLoopBackOff');
    const other = (container: object, owned = true) =>
      seen(600, [pod('p', crash)], pod('o', undefined, container, owned))[1];
    expect(other({ env: [{ name: 'A', value: 'b' }] })).toEqual({});
    expect(other({ image: 'app:2' })).toEqual({});
    expect(other({}, false)).toEqual({});
    const token = (name: string) => ({
      volumeMounts: [{ name: `kube-api-access-${name}`, mountPath: '/t' }],
    });
    expect(seen(600, [pod('p', crash, token('abcde'))], pod('o', undefined, token('12345')))[1]).toEqual({
      exit: { code: 1, after: 0 },
    });
    expect(seen(600, [pod('p', crash), pod('well', { ...RUNS, ready: true })])[1]).toEqual({});
  });

  it('an image that nobody runs is missing everywhere', () => {
    const gone = waits('ErrImagePull');
    const elsewhere = pod('o', undefined, {}, false);
    expect(seen(600, [pod('p', gone)], elsewhere)[1]).toEqual({
      pull: { reason: 'ErrImagePull', message: 'why' },
    });
    expect(
      seen(600, [pod('p', gone), pod('well', { ...RUNS, ready: true }, {}, false)], elsewhere)[1],
    ).toEqual({});
  });

  it('and of init containers, and of those that are not told of one by one', () => {
    const initial = (state: object, seconds: number, init: object = {}) => {
      const one = pod('p', undefined, {}, false, {
        initContainers: [{ name: 'init', image: 'init:1', ...init }],
      });
      const status = {
        phase: 'Pending',
        startTime: at(0),
        initContainerStatuses: [{ name: 'init', restartCount: 0, ready: false, state }],
      };
      const cluster = Cluster.of([node, { ...one, status } as KubeObject]);
      const it = cluster.get('Pod', 'default/p') as Pod;
      const observed = observe(cluster, NOW + seconds * 1000, HEALTHY.isOutside);
      return seenOf(observed, it, it.spec.initContainers![0]!, workloadOfPod(cluster, it));
    };
    expect(initial(RUNS.state, 600)).toEqual({ exit: 'never' });
    expect(initial(RUNS.state, 60)).toEqual({});
    expect(initial(ended(0, 1), 600)).toEqual({});
    expect(initial(ended(1, 1), 600)).toEqual({ exit: { code: 1, after: 1 } });
    const bare = (ready: string) => ({
      ...pod('p', undefined),
      status: { phase: 'Running', startTime: at(0), conditions: [since('Ready', ready)] },
    });
    expect(seen(600, [bare('False')])[0]).toEqual({ ready: 'never' });
    expect(seen(600, [bare('True')])[0]).toEqual({});
  });

  it('can be forgotten', () => {
    const cluster = Cluster.of([node, web, set, pod('p', waits('ErrImagePull'))]);
    const observed = observe(cluster, NOW, HEALTHY.isOutside);
    expect([observed.count, observed.images.size, observed.workloads.size]).toEqual([1, 1, 1]);
    expect(forgetting(observed, 'other').count).toBe(1);
    expect(forgetting(observed, 'app:1')).toEqual(NOTHING_SEEN);
    expect(forgetting(observed, undefined)).toBe(NOTHING_SEEN);
  });
});
