import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { crashes } from '../../src/kubelet/assumption.js';
import { heldUp } from '../../src/kubelet/held-up.js';
import { HEALTHY, type KubeletModel } from '../../src/kubelet/model.js';
import { made } from '../controllers/look.js';
import { applied, bare, pods, simulation } from '../simulation/worlds.js';

const MODEL: KubeletModel = { ...HEALTHY, isOutside: () => false };
const map = (data: object = { k: 'v' }): KubeObject => made('ConfigMap', 'settings', { data });
const variable = { name: 'K', valueFrom: { configMapKeyRef: { name: 'settings', key: 'k' } } };
const container = (more: object = {}) => ({ name: 'app', image: 'app:1', ...more });
const needy = (spec: object = {}) => bare('p', { containers: [container({ env: [variable] })], ...spec });
const mounting = bare('p', {
  containers: [container({ volumeMounts: [{ name: 'v', mountPath: '/v' }] })],
  volumes: [{ name: 'v', configMap: { name: 'settings', items: [{ key: 'k', path: 'k' }] } }],
});

function started(pod: KubeObject, model = MODEL) {
  return applied(simulation('cpu=4,memory=16Gi', { kubelet: model }), pod);
}
const told = (sim: ReturnType<typeof simulation>) =>
  sim.steps.filter(({ actor }) => actor === 'kubelet').map(({ at, message }) => `${at / 1000} s ${message}`);
const said = (sim: ReturnType<typeof simulation>) =>
  sim.events
    .filter(({ source }) => source === 'kubelet')
    .map(({ reason, message }) => `${reason}: ${message}`);
const first = (sim: ReturnType<typeof simulation>) => pods(sim.cluster)[0]!;
const stateOf = (sim: ReturnType<typeof simulation>) => first(sim).status?.containerStatuses?.[0];

describe('a container whose configuration is not there', () => {
  it('waits, and is created at the next try once it is', () => {
    const sim = started(needy());
    expect(stateOf(sim)?.state?.waiting).toEqual({
      reason: 'CreateContainerConfigError',
      message: 'configmap "settings" not found',
    });
    expect(first(sim).status?.phase).toBe('Pending');
    expect(said(sim)).toEqual(['Failed: Error: configmap "settings" not found']);
    sim.advance(3000);
    applied(sim, map({ other: 'v' }));
    expect(stateOf(sim)?.state?.waiting?.message).toBe("couldn't find key k in ConfigMap default/settings");
    applied(sim, map());
    expect(told(sim)).toEqual([
      '2 s CreateContainerConfigError: configmap "settings" not found',
      "5 s CreateContainerConfigError: couldn't find key k in ConfigMap default/settings",
      '13 s ready',
    ]);
  });

  it('keeps the init containers from being created, and those behind them', () => {
    const init = { name: 'init', image: 'init:1', env: [variable] };
    const sim = started(bare('p', { initContainers: [init], containers: [container()] }));
    expect(first(sim).status?.initContainerStatuses?.[0]?.state?.waiting?.reason).toBe(
      'CreateContainerConfigError',
    );
    expect(stateOf(sim)?.state?.waiting?.reason).toBe('PodInitializing');
    applied(sim, map());
    expect(stateOf(sim)?.ready).toBe(true);
  });

  it('is missed when the container is started again, not while it runs', () => {
    const sim = simulation('cpu=4,memory=16Gi', { kubelet: MODEL });
    applied(sim, map(), needy());
    sim.act({ do: 'delete', kind: 'ConfigMap', key: 'default/settings' });
    sim.settle();
    expect(stateOf(sim)?.ready).toBe(true);
    sim.useKubelet({ ...MODEL, assumed: [crashes('app:1')] });
    sim.settle();
    expect(stateOf(sim)).toMatchObject({
      restartCount: 0,
      state: { waiting: { reason: 'CreateContainerConfigError' } },
      lastState: { terminated: { exitCode: 1 } },
    });
    sim.useKubelet(MODEL);
    applied(sim, map());
    expect(stateOf(sim)).toMatchObject({ restartCount: 1, ready: true });
  });

  it('is taken to be there unless it is told otherwise', () => {
    expect(told(started(needy(), HEALTHY))).toEqual(['3 s ready']);
  });
});

describe('a volume whose files are not there', () => {
  it('keeps all containers from being created, until it is tried again', () => {
    const sim = started(mounting);
    const missing = 'MountVolume.SetUp failed for volume "v" : configmap "settings" not found';
    const without =
      'MountVolume.SetUp failed for volume "v" : configmap references non-existent config key: k';
    expect(stateOf(sim)?.state?.waiting).toEqual({ reason: 'ContainerCreating' });
    expect(heldUp(MODEL, sim.cluster, first(sim))).toEqual({ reason: 'FailedMount', message: missing });
    sim.advance(2000);
    applied(sim, map({}));
    expect(said(sim)).toEqual([`FailedMount: ${missing}`, `FailedMount: ${without}`]);
    sim.advance(2000);
    applied(sim, map());
    expect(told(sim)).toEqual([`0 s FailedMount: ${missing}`, `2 s FailedMount: ${without}`, '10.5 s ready']);
    sim.act({ do: 'delete', kind: 'ConfigMap', key: 'default/settings' });
    sim.settle();
    expect(stateOf(sim)?.ready).toBe(true);
    expect(heldUp(MODEL, sim.cluster, first(sim))).toBe(undefined);
  });

  it('is set up at once where all is there', () => {
    const sim = applied(simulation('cpu=4,memory=16Gi', { kubelet: MODEL }), map(), mounting);
    expect(told(sim)).toEqual(['3 s ready']);
  });
});

it('says which pull secrets are not there, and pulls without them', () => {
  const sim = started(bare('p', { imagePullSecrets: [{ name: 'registry' }, { name: 'other' }] }));
  expect(said(sim)).toEqual([
    'FailedToRetrieveImagePullSecret: Unable to retrieve some image pull secrets (registry, other); attempting to pull the image may not succeed.',
  ]);
  expect(told(sim)).toEqual(['3 s ready']);
});

describe('a probe at a port that the container does not name', () => {
  const at = { httpGet: { port: 'http' } };
  const error = (type: string) =>
    `${type} probe errored and resulted in unknown state: strconv.Atoi: parsing "http": invalid syntax`;

  it.each<[string, object, string[], string | undefined]>([
    ['readiness', { readinessProbe: at }, [error('Readiness')], error('Readiness')],
    ['liveness', { livenessProbe: { tcpSocket: { port: 'http' } } }, [error('Liveness')], undefined],
    [
      'startup: the others wait for it',
      { startupProbe: at, readinessProbe: at },
      [error('Startup')],
      error('Startup'),
    ],
    [
      'a port that it names',
      { readinessProbe: at, ports: [{ name: 'http', containerPort: 80 }] },
      [],
      undefined,
    ],
  ])('%s', (_what, more, events, why) => {
    const sim = started(bare('p', { containers: [container(more)] }));
    expect(said(sim)).toEqual(events.map((message) => `Unhealthy: ${message}`));
    expect(stateOf(sim)?.ready).toBe(why === undefined);
    expect(heldUp(MODEL, sim.cluster, first(sim))?.message).toBe(why);
  });

  it('holds nobody up that is not on a node', () => {
    expect(heldUp(MODEL, simulation().cluster, mounting as never)).toBe(undefined);
  });
});
