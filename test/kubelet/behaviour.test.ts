import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import type { Assumption, Does } from '../../src/kubelet/assumption.js';
import { HEALTHY } from '../../src/kubelet/index.js';
import { made } from '../controllers/look.js';
import { deployment, simulation } from '../simulation/worlds.js';

const IMAGE = { name: 'app', image: 'app:1' };

/** What kubelets do with an object in so many minutes, and what the pods' containers have come to. */
function lived(object: KubeObject, assumed: Assumption[], minutes = 20) {
  const sim = simulation('cpu=4,memory=16Gi', { kubelet: { ...HEALTHY, assumed } });
  sim.act({ do: 'apply', object });
  const settled = sim.settle({ until: sim.now + 3_600_000 });
  const rested = sim.now - sim.startedAt;
  sim.settle({ until: sim.startedAt + minutes * 60_000, routine: true });
  const pods = sim.cluster.list('Pod');
  return {
    settled,
    rested: rested / 1000,
    steps: sim.steps
      .filter(({ actor }) => actor === 'kubelet')
      .map(({ at, message }) => `${at / 1000} ${message}`),
    ends: sim.steps
      .filter(({ actor }) => actor === 'job')
      .map(({ at, message }) => `${at / 1000} ${message}`),
    phases: pods.map(({ status }) => status?.phase),
    restarts: pods.map(({ status }) => status?.containerStatuses?.[0]?.restartCount),
    said: sim.events
      .filter(({ source }) => source === 'kubelet')
      .map(({ reason, message }) => `${reason} ${message}`),
    cluster: sim.cluster,
  };
}

const of = (does: Does, whom: Assumption['of'] = { image: 'app:1' }): Assumption[] => [{ of: whom, does }];
const pod = (spec: object) => made('Pod', 'p', { spec: { containers: [IMAGE], ...spec } });
const job = (spec: object, podSpec: object = {}) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'boom', namespace: 'default' },
  spec: { ...spec, template: { spec: { restartPolicy: 'Never', containers: [IMAGE], ...podSpec } } },
});

describe('what is told of containers', () => {
  it.each([
    ['a slow pull', { pull: 30 }, 31],
    ['a slow start', { start: 20 }, 22],
    ['ready later', { ready: 10 }, 13],
  ] as const)('%s', (_name, does, seconds) => {
    expect(lived(pod({}), of(does)).steps).toEqual([`${seconds} ready`]);
  });

  it('counts by image, by workload and by container, and the last word counts', () => {
    const web = deployment('web', 'app:1');
    const steps = (...assumed: Assumption[]) => lived(web, assumed).steps;
    expect(steps(...of({ start: 20 }, { workload: 'Deployment default/web' }))).toEqual(['22 ready']);
    expect(steps(...of({ start: 20 }, { workload: 'Deployment default/other' }))).toEqual(['3 ready']);
    expect(steps(...of({ start: 20 }, { container: 'app' }))).toEqual(['22 ready']);
    expect(steps(...of({ start: 20 }, { container: 'app', image: 'else' }))).toEqual(['3 ready']);
    expect(steps(...of({ start: 20, pull: 4 }), ...of({ start: 5 }))).toEqual(['9 ready']);
    expect(steps(...of({ pull: 'fails' }), ...of({ pull: 1 }))).toEqual(['2 ready']);
    expect(steps(...of({ exit: { code: 1, after: 0 } }), ...of({ exit: 'never' }))).toEqual(['3 ready']);
  });

  it('takes as long to stop as is told, with what its hook sleeps, and no longer than it has', () => {
    const gone = (does: Does, spec: object) => {
      const sim = simulation('cpu=4,memory=16Gi', { kubelet: { ...HEALTHY, assumed: of(does) } });
      sim.act({ do: 'apply', object: pod(spec) });
      sim.settle();
      const from = sim.now;
      sim.act({ do: 'delete', kind: 'Pod', key: 'default/p' });
      sim.settle();
      return (sim.now - from) / 1000;
    };
    const hook = { containers: [{ ...IMAGE, lifecycle: { preStop: { sleep: { seconds: 5 } } } }] };
    expect(gone({ stop: 20 }, {})).toBe(20);
    expect(gone({ stop: 20 }, hook)).toBe(25);
    expect(gone({ stop: 40 }, { terminationGracePeriodSeconds: 12 })).toBe(12);
    expect(gone({}, hook)).toBe(6);
  });
});

describe('an image that is no name of one', () => {
  it('is never pulled', () => {
    const { phases, steps, said } = lived(pod({ containers: [{ name: 'app', image: 'App:1' }] }), []);
    expect([phases, steps]).toEqual([['Pending'], ['2 InvalidImageName']]);
    expect(said).toEqual([
      'InspectFailed Failed to apply default image tag "App:1": couldn\'t parse image name "App:1": invalid reference format: repository name (library/App) must be lowercase',
      'Failed Error: InvalidImageName',
    ]);
  });
});

describe('an image that is never pulled', () => {
  const never = pod({ containers: [{ name: 'app', image: 'app:1', imagePullPolicy: 'Never' }] });

  it('is on the node unless it is told otherwise', () => {
    expect(lived(never, []).steps).toEqual(['1 ready']);
    const { steps, said } = lived(never, of({ pull: 'fails' }));
    expect(steps).toEqual(['2 ErrImageNeverPull']);
    expect(said).toEqual([
      'ErrImageNeverPull Container image "app:1" is not present with pull policy of Never',
      'Failed Error: ErrImageNeverPull',
    ]);
  });
});

describe('a container that ends', () => {
  it('is started again at once, then with a back-off that doubles up to five minutes, and the world rests meanwhile', () => {
    const { settled, rested, steps, restarts, said } = lived(pod({}), of({ exit: { code: 1, after: 0 } }));
    expect([settled, rested]).toEqual([true, 3]);
    expect(steps).toEqual(['3 CrashLoopBackOff']);
    // 3 s, then after 10, 20, 40, 80, 160, 300, 300 s.
    expect(restarts).toEqual([8]);
    expect(said).toEqual(['BackOff Back-off restarting failed container app in pod p_default(Pod-p)']);
  });

  it('is ready as long as it runs', () => {
    const { steps } = lived(pod({}), of({ exit: { code: 2, after: 10 } }), 1);
    expect(steps).toEqual(['3 ready', '23 CrashLoopBackOff']);
  });

  it('begins anew after it has run for long', () => {
    const { restarts, phases } = lived(pod({}), of({ exit: { code: 1, after: 700 } }), 60);
    expect([restarts, phases]).toEqual([[5], ['Running']]);
  });

  it('fails a pod that is never restarted; the Job makes others up to its limit', () => {
    const told = of({ exit: { code: 3, after: 0 } });
    const { phases, ends, settled } = lived(job({ backoffLimit: 3, parallelism: 2, completions: 4 }), told);
    expect(settled).toBe(true);
    expect(phases).toEqual(['Failed', 'Failed', 'Failed', 'Failed']);
    expect(ends.at(-1)).toMatch(/BackoffLimitExceeded: Job has reached the specified backoff limit$/);
    const alone = lived(pod({ restartPolicy: 'Never' }), told);
    expect([alone.phases, alone.steps]).toEqual([['Failed'], ['3 failed']]);
    expect(alone.cluster.get('Pod', 'default/p')!.status!.containerStatuses![0]).toMatchObject({
      restartCount: 0,
      state: { terminated: { exitCode: 3, reason: 'Error' } },
    });
  });

  it('is restarted in its pod on failure, until the Job has seen enough', () => {
    const { phases, ends } = lived(
      job({ backoffLimit: 2 }, { restartPolicy: 'OnFailure' }),
      of({ exit: { code: 1, after: 0 } }),
    );
    expect(phases).toEqual([]);
    expect(ends.at(-1)).toMatch(/BackoffLimitExceeded/);
  });

  it('well, after some time, ends a Job; told never, it runs on', () => {
    expect(lived(job({}), of({ exit: { code: 0, after: 60 } })).ends.at(-1)).toBe('63 complete');
    expect(lived(job({}), of({ exit: 'never' })).phases).toEqual(['Running']);
  });

  it('is an init container: the others wait for it', () => {
    const init = { initContainers: [{ name: 'init', image: 'init:1' }] };
    const told = of({ exit: { code: 1, after: 0 } }, { image: 'init:1' });
    const { phases, steps, cluster } = lived(pod(init), told);
    expect([phases, steps]).toEqual([['Pending'], ['5 CrashLoopBackOff']]);
    expect(cluster.get('Pod', 'default/p')!.status!.containerStatuses![0]!.state).toEqual({
      waiting: { reason: 'PodInitializing' },
    });
    expect(lived(pod({ ...init, restartPolicy: 'Never' }), told).phases).toEqual(['Failed']);
    expect(lived(pod(init), of({ exit: 'never' }, { image: 'init:1' })).phases).toEqual(['Pending']);
    const sidecar = { initContainers: [{ name: 'init', image: 'init:1', restartPolicy: 'Always' }] };
    const beside = lived(pod(sidecar), told);
    expect([beside.phases, beside.steps]).toEqual([['Running'], ['5 CrashLoopBackOff']]);
    expect(lived(pod(init), of({ pull: 'fails' }, { image: 'init:1' })).steps).toEqual([
      '4 ImagePullBackOff',
    ]);
  });
});

describe('probes of a container that answers late', () => {
  const get = { httpGet: { path: '/', port: 80 } };
  const slow = (container: object, ready: Does['ready'] = 60) =>
    lived(pod({ containers: [{ ...IMAGE, ...container }] }), of({ ready }), 10);

  it('make it ready at their next tick', () => {
    expect(slow({ readinessProbe: { ...get, periodSeconds: 7 } }).steps).toEqual(['66 ready']);
  });

  it('of liveness kill it again and again; a startup probe that waits keeps them off', () => {
    const killed = slow({ livenessProbe: get });
    expect(killed.steps).toEqual(['43 CrashLoopBackOff']);
    expect(killed.said[0]).toBe('Killing Container app failed liveness probe, will be restarted');
    expect(killed.cluster.get('Pod', 'default/p')!.status!.containerStatuses![0]!.lastState).toMatchObject({
      terminated: { exitCode: 137, reason: 'Error' },
    });
    const waits = { ...get, failureThreshold: 12 };
    expect(slow({ livenessProbe: get, startupProbe: waits }).steps).toEqual(['63 ready']);
    expect(slow({ livenessProbe: { ...get, initialDelaySeconds: 45 } }).steps).toEqual(['63 ready']);
    expect(slow({ startupProbe: { ...get, failureThreshold: 2 } }).steps).toEqual(['23 CrashLoopBackOff']);
    expect(slow({ startupProbe: get }, 'never').steps).toEqual(['43 CrashLoopBackOff']);
  });

  it('at a port that the container does not name never succeed, and kill nothing', () => {
    const named = { httpGet: { path: '/', port: 'http' } };
    for (const probe of ['readinessProbe', 'startupProbe'])
      expect(slow({ [probe]: named }, 0).steps).toEqual([]);
    expect(slow({ livenessProbe: named }).steps).toEqual(['63 ready']);
    const ports = [{ name: 'http', containerPort: 80 }];
    expect(slow({ readinessProbe: named, ports }, 0).steps).toEqual(['3 ready']);
    expect(slow({ readinessProbe: { tcpSocket: { port: 80 } } }, 0).steps).toEqual(['3 ready']);
  });
});
