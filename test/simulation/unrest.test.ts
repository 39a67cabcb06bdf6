import { describe, expect, it } from 'vitest';
import { keyOf } from '../../src/api/object-key.js';
import type { KubeObject } from '../../src/api/objects.js';
import { asObject } from '../../src/api/unstructured.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { type Controller, controller, type Session } from '../../src/controllers/controller.js';
import { parseManifests } from '../../src/manifest/parse.js';
import { simulate } from '../../src/simulation/simulate.js';
import { Simulation } from '../../src/simulation/simulation.js';
import { buildWorld } from '../../src/simulation/world.js';

const config = (value: string): KubeObject =>
  asObject({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a', namespace: 'default', uid: 'u' },
    data: { value },
  });
const WORLD = Cluster.of([
  asObject({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } }),
  config('0'),
]);

/** A control loop of ConfigMaps. */
const loop = (name: string, sync: (session: Session, key: string) => void): Controller =>
  controller(name, { ConfigMap: ({ object }) => [keyOf(object)] }, sync);

function settled(...controllers: Controller[]) {
  const simulation = new Simulation(WORLD, { controllers, kubelet: false, startAt: 0 });
  return { rests: simulation.settle({ until: 3_600_000 }), simulation };
}

const write = (value: string) => (session: Session) => {
  const stored = session.cluster.get('ConfigMap', 'default/a') as { data?: { value?: string } } | undefined;
  if (stored?.data?.value !== value) session.update({ ...(stored as KubeObject), ...{ data: { value } } });
};

describe('a control loop that would never come to rest is left alone and named', () => {
  it.each([
    ['at once', 0],
    ['a moment later', 1],
    ['a second later', 1000],
  ])('because it asks to look again %s, and nothing comes of it', (_when, later) => {
    let looks = 0;
    const { rests, simulation } = settled(
      loop('seeker', (session) => {
        looks++;
        session.wakeAt(session.now + later);
      }),
    );
    expect([rests, looks]).toEqual([false, 401]);
    expect(simulation.restless).toEqual([{ actor: 'seeker', key: 'default/a', why: 'vain' }]);
  });

  it('because another one undoes what it does', () => {
    const { rests, simulation } = settled(loop('one', write('1')), loop('two', write('2')));
    expect(rests).toBe(false);
    expect(simulation.restless).toEqual([
      { actor: 'one', key: 'default/a', why: 'undone', against: { actor: 'two', key: 'default/a' } },
      { actor: 'two', key: 'default/a', why: 'undone', against: { actor: 'one', key: 'default/a' } },
    ]);
    expect(simulation.steps.length).toBeLessThan(300);
  });
});

describe('a control loop is not left alone', () => {
  it('that looks again for as long as something changes', () => {
    let looks = 0;
    const { rests, simulation } = settled(
      loop('worker', (session) => {
        looks++;
        if (looks < 110) write(`${looks}`)(session);
        if (looks < 110) session.wakeAt(session.now);
      }),
    );
    expect([rests, looks, simulation.restless]).toEqual([true, 110, []]);
  });

  it('that comes round by routine', () => {
    let looks = 0;
    const simulation = new Simulation(WORLD, {
      controllers: [
        loop('clock', (session) => {
          looks++;
          session.wakeAt(session.now + 1000, { routine: true });
        }),
      ],
      kubelet: false,
      startAt: 0,
    });
    expect(simulation.settle({ until: 3_600_000, routine: true })).toBe(true);
    expect([looks, simulation.restless]).toEqual([3601, []]);
  });
});

it('a claim and a volume that never get together are named in the plan', () => {
  const text = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: d, namespace: default}
spec: {accessModes: [Odd], resources: {requests: {storage: 1Gi}}, storageClassName: "", volumeName: v}
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: v}
spec: {capacity: {storage: 1Gi}, accessModes: [Other], claimRef: {name: d, namespace: default}, hostPath: {path: /a}}
`;
  const world = buildWorld(
    { documents: [], findings: [] },
    { snapshot: parseManifests({ file: 'c.yaml', text }).documents, nodes: 'cpu=1' },
  );
  const { settled: rests, warnings } = simulate(world.before, []);
  expect([rests, ...warnings.map(({ message }) => message)]).toEqual([
    false,
    'persistentvolume would change something for volume v for ever: persistentvolume (claim default/d) undoes it each time: what comes after it is not known',
    'persistentvolume would change something for claim default/d for ever: persistentvolume (volume v) undoes it each time: what comes after it is not known',
  ]);
});

it('a Job that does not know its own pods makes no more of them than are wanted many times over', () => {
  const text = `apiVersion: batch/v1
kind: Job
metadata: {name: once, namespace: default, uid: u1}
spec:
  parallelism: 2
  manualSelector: true
  selector: {matchLabels: {app: other}}
  template:
    metadata: {labels: {app: web}}
    spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1', resources: {requests: {cpu: 9}}}]}
`;
  const world = buildWorld(
    { documents: [], findings: [] },
    { snapshot: parseManifests({ file: 'c.yaml', text }).documents, nodes: 'cpu=1' },
  );
  const { warnings, cluster } = simulate(world.before, []);
  expect(warnings.map(({ message }) => message)).toEqual([
    'job would change something for default/once for ever: it is undone each time: what comes after it is not known',
  ]);
  expect(cluster.count('Pod')).toBeLessThan(150);
});
