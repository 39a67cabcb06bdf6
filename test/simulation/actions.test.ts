import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import type { Action } from '../../src/simulation/index.js';
import { acted } from './steps.js';
import { applied, bare, deployment, replicaSets, simulation, theDeployment } from './worlds.js';

const WEB = { kind: 'Deployment', key: 'default/web' };
const LABELS = { app: 'web' };

/** A world at rest after these objects were applied. */
const living = (nodes: string, ...objects: KubeObject[]) => applied(simulation(nodes), ...objects);

const web = (replicas = 1, spec: object = {}) =>
  living('2x cpu=4,memory=16Gi', deployment('web', 'app:1', { replicas, ...spec }));

describe('what a user does to a Deployment', () => {
  it('apply: again, and in vain', () => {
    const sim = web();
    expect(acted(sim, { do: 'apply', object: deployment('web', 'app:1', { replicas: 2 }) })).toEqual({
      outcome: 'changed step 1',
      steps: [
        '3.0 apply scale Deployment/web: 1 → 2',
        '3.0 deployment scale ReplicaSet/web-8bcb88b49: 1 → 2 ← 7',
        '3.0 replicaset create Pod/web-8bcb88b49#1: created ← 8',
        '3.0 scheduler bind Pod/web-8bcb88b49#1: → node-2 ← 9',
        '6.0 kubelet ready Pod/web-8bcb88b49#1: ready ← 10',
      ],
    });
    expect(acted(sim, { do: 'apply', object: deployment('web', 'app:1', { replicas: 2 }) })).toEqual({
      outcome: 'unchanged',
      steps: [],
    });
    expect(acted(sim, { do: 'apply', object: deployment('web', 'app:1', { replicas: -1 }) })).toEqual({
      outcome:
        'unchanged step 1 422 Invalid: Deployment.apps "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      steps: [
        '6.0 apply refuse Deployment/web: Deployment.apps "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      ],
    });
    expect(
      acted(sim, { do: 'apply', object: { ...deployment('web', 'app:1'), wrong: 1 } as KubeObject }),
    ).toEqual({
      outcome:
        'unchanged step 1 422 Invalid: Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "wrong"',
      steps: [
        '6.0 apply refuse Deployment/web: Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "wrong"',
      ],
    });
    expect(
      theDeployment(sim.cluster, 'web').metadata.annotations?.[
        'kubectl.kubernetes.io/last-applied-configuration'
      ],
    ).toContain('"replicas":2');
  });

  it('create: once', () => {
    const sim = simulation('1x cpu=4,memory=16Gi');
    expect(acted(sim, { do: 'create', object: bare('p') })).toEqual({
      outcome: 'changed step 1',
      steps: [
        '0.0 create create Pod/p: created',
        '0.0 scheduler bind Pod/p: → node-1 ← 1',
        '3.0 kubelet ready Pod/p: ready ← 2',
      ],
    });
    expect(acted(sim, { do: 'create', object: bare('p') })).toEqual({
      outcome: 'unchanged step 1 409 AlreadyExists: pods "p" already exists',
      steps: ['3.0 create refuse Pod/p: pods "p" already exists'],
    });
    expect(sim.cluster.list('Pod')[0]!.metadata).not.toHaveProperty('annotations');
  });

  it('scale', () => {
    const sim = web();
    expect(acted(sim, { do: 'scale', ...WEB, replicas: 2 })).toEqual({
      outcome: 'changed step 1',
      steps: [
        '3.0 kubectl scale Deployment/web: 1 → 2',
        '3.0 deployment scale ReplicaSet/web-8bcb88b49: 1 → 2 ← 7',
        '3.0 replicaset create Pod/web-8bcb88b49#1: created ← 8',
        '3.0 scheduler bind Pod/web-8bcb88b49#1: → node-2 ← 9',
        '6.0 kubelet ready Pod/web-8bcb88b49#1: ready ← 10',
      ],
    });
    expect(acted(sim, { do: 'scale', ...WEB, replicas: 2 })).toEqual({ outcome: 'unchanged', steps: [] });
    expect(acted(sim, { do: 'scale', ...WEB, replicas: 0 })).toEqual({
      outcome: 'changed step 1',
      steps: [
        '6.0 kubectl scale Deployment/web: 2 → 0',
        '6.0 deployment scale ReplicaSet/web-8bcb88b49: 2 → 0 ← 12',
        '6.0 replicaset delete Pod/web-8bcb88b49#1: terminating ← 13',
        '6.0 replicaset delete Pod/web-8bcb88b49#2: terminating ← 13',
        '7.0 kubelet delete Pod/web-8bcb88b49#1: gone ← 14',
        '7.0 kubelet delete Pod/web-8bcb88b49#2: gone ← 15',
      ],
    });
    expect(acted(sim, { do: 'scale', kind: 'Deployment', key: 'default/none', replicas: 2 })).toEqual({
      outcome: 'unchanged 404 NotFound: deployments.apps "none" not found',
      steps: [],
    });
  });

  it('set-image: of one container, or of all', () => {
    const containers = [
      { name: 'app', image: 'app:1' },
      { name: 'b', image: 'b:1' },
    ];
    const initContainers = [{ name: 'i', image: 'i:1' }];
    const images = (container: string) => {
      const sim = web(0, { podSpec: { containers, initContainers } });
      sim.act({ do: 'set-image', ...WEB, container, image: 'x:9' });
      const { spec } = theDeployment(sim.cluster, 'web').spec.template;
      return [...(spec.initContainers ?? []), ...spec.containers].map(({ image }) => image);
    };
    expect([images('app'), images('i'), images('*'), images('none')]).toEqual([
      ['i:1', 'x:9', 'b:1'],
      ['x:9', 'app:1', 'b:1'],
      ['x:9', 'x:9', 'x:9'],
      ['i:1', 'app:1', 'b:1'],
    ]);
    const sim = living('1x cpu=4,memory=16Gi', bare('p'));
    expect(
      acted(sim, { do: 'set-image', kind: 'Pod', key: 'default/p', container: 'app', image: 'app:2' }),
    ).toEqual({ outcome: 'unchanged', steps: [] });
    expect(sim.cluster.get('Pod', 'default/p')!.spec.containers[0]!.image).toBe('app:2');
    expect(sim.cluster.get('Pod', 'default/p')!.spec).not.toHaveProperty('initContainers');
  });

  it('patch: merge, strategic and JSON', () => {
    const patched = (action: object) => {
      const sim = web(0);
      sim.act({ do: 'patch', ...WEB, ...action } as Action);
      const { replicas, template } = theDeployment(sim.cluster, 'web').spec;
      return [replicas, template.spec.containers.map(({ name, image }) => `${name} ${image}`).join()];
    };
    const two = { spec: { template: { spec: { containers: [{ name: 'b', image: 'b:1' }] } } } };
    expect(patched({ patch: { spec: { replicas: 3 } } })).toEqual([3, 'app app:1']);
    expect(patched({ patch: two })).toEqual([0, 'b b:1']);
    expect(patched({ patch: two, type: 'merge' })).toEqual([0, 'b b:1']);
    expect(patched({ patch: two, type: 'strategic' })).toEqual([0, 'b b:1,app app:1']);
    expect(patched({ patch: [{ op: 'replace', path: '/spec/replicas', value: 4 }], type: 'json' })).toEqual([
      4,
      'app app:1',
    ]);
  });

  it('label and annotate', () => {
    const sim = web(0);
    expect(acted(sim, { do: 'label', ...WEB, labels: { a: 'b', c: 'd' } })).toEqual({
      outcome: 'changed step 1',
      steps: ['0.0 kubectl label Deployment/web: labelled'],
    });
    expect(acted(sim, { do: 'label', ...WEB, annotations: { note: 'x' } })).toEqual({
      outcome: 'unchanged',
      steps: [],
    });
    expect(
      acted(sim, { do: 'label', ...WEB, labels: { a: null, c: 'e' }, annotations: { note: null } }),
    ).toEqual({ outcome: 'changed step 1', steps: ['0.0 kubectl label Deployment/web: labelled'] });
    const { labels, annotations } = theDeployment(sim.cluster, 'web').metadata;
    expect([labels, annotations?.['note']]).toEqual([{ c: 'e' }, undefined]);
  });

  it('rollout pause and resume', () => {
    const sim = web();
    expect(acted(sim, { do: 'rollout-resume', ...WEB })).toEqual({
      outcome: 'unchanged error: deployments.apps "web" is not paused',
      steps: [],
    });
    expect(acted(sim, { do: 'rollout-pause', ...WEB })).toEqual({
      outcome: 'changed step 1',
      steps: ['3.0 kubectl update Deployment/web: configured'],
    });
    expect(acted(sim, { do: 'rollout-pause', ...WEB })).toEqual({
      outcome: 'unchanged error: deployments.apps "web" is already paused',
      steps: [],
    });
    expect(acted(sim, { do: 'rollout-restart', ...WEB })).toEqual({
      outcome:
        'unchanged error: deployments.apps "web" can\'t restart paused deployment (run rollout resume first)',
      steps: [],
    });
    expect(acted(sim, { do: 'rollout-undo', ...WEB })).toEqual({
      outcome: 'unchanged error: no rollout history found for deployment "web"',
      steps: [],
    });
    expect(acted(sim, { do: 'rollout-resume', ...WEB })).toEqual({
      outcome: 'changed step 1',
      steps: [
        '3.0 kubectl update Deployment/web: configured',
        '3.0 deployment complete Deployment/web: complete ← 8',
      ],
    });
    expect(theDeployment(sim.cluster, 'web').spec).not.toHaveProperty('paused');
    expect(acted(sim, { do: 'rollout-pause', kind: 'StatefulSet', key: 'default/none' })).toEqual({
      outcome: 'unchanged 404 NotFound: statefulsets.apps "none" not found',
      steps: [],
    });
  });

  it('rollout restart', () => {
    const sim = web();
    const restartedAt = () => theDeployment(sim.cluster, 'web').spec.template.metadata?.annotations;
    expect(acted(sim, { do: 'rollout-restart', ...WEB })).toEqual({
      outcome: 'changed step 1',
      steps: [
        '3.0 kubectl update Deployment/web: template changed',
        '3.0 deployment create ReplicaSet/web-75fb9649df: created, revision 2, 0 → 1 ← 7',
        '3.0 replicaset create Pod/web-75fb9649df#1: created ← 8',
        '3.0 scheduler bind Pod/web-75fb9649df#1: → node-2 ← 9',
        '6.0 kubelet ready Pod/web-75fb9649df#1: ready ← 10',
        '6.0 deployment scale ReplicaSet/web-8bcb88b49: 1 → 0 ← 11',
        '6.0 replicaset delete Pod/web-8bcb88b49#2: terminating ← 12',
        '6.0 deployment complete Deployment/web: complete ← 12',
        '7.0 kubelet delete Pod/web-8bcb88b49#2: gone ← 13',
      ],
    });
    expect(restartedAt()).toEqual({ 'kubectl.kubernetes.io/restartedAt': '2026-01-01T00:00:03Z' });
    sim.act({ do: 'rollout-restart', ...WEB, at: '2026-02-02T00:00:00Z' });
    expect(restartedAt()).toEqual({ 'kubectl.kubernetes.io/restartedAt': '2026-02-02T00:00:00Z' });
  });

  it('rollout undo: to the revision before, or the one that is named', () => {
    const sim = web();
    const undo = (revision?: number) =>
      acted(sim, { do: 'rollout-undo', ...WEB, ...(revision === undefined ? {} : { revision }) }).outcome;
    expect(undo()).toBe('unchanged error: no rollout history found for deployment "web"');
    for (const image of ['app:2', 'app:3']) {
      sim.act({ do: 'set-image', ...WEB, container: 'app', image });
      sim.settle();
    }
    sim.act({ do: 'label', ...WEB, annotations: { note: 'kept?' } });
    sim.settle();
    expect(undo()).toBe('changed step 1');
    expect(replicaSets(sim.cluster)).toEqual(['app:2 ×1', 'app:3 ×0', 'app:1 ×0']);
    expect(theDeployment(sim.cluster, 'web').metadata.annotations).toMatchObject({
      'deployment.kubernetes.io/revision': '4',
    });
    expect(theDeployment(sim.cluster, 'web').metadata.annotations).not.toHaveProperty('note');
    expect(theDeployment(sim.cluster, 'web').metadata.annotations).toHaveProperty([
      'kubectl.kubernetes.io/last-applied-configuration',
    ]);
    expect(theDeployment(sim.cluster, 'web').metadata.annotations).not.toHaveProperty([
      'deployment.kubernetes.io/desired-replicas',
    ]);
    expect([undo(4), undo(9), undo(1), replicaSets(sim.cluster)[0]]).toEqual([
      'unchanged',
      'unchanged error: unable to find specified revision 9 in history',
      'changed step 1',
      'app:1 ×1',
    ]);
    const none = simulation('1x cpu=4,memory=16Gi', { controllers: [] });
    none.act({ do: 'apply', object: deployment('web', 'app:1') });
    expect(none.act({ do: 'rollout-undo', ...WEB }).refusal?.message).toBe(
      'no rollout history found for deployment "web"',
    );
    expect(none.act({ do: 'rollout-undo', kind: 'Deployment', key: 'default/none' }).refusal?.message).toBe(
      'deployments.apps "none" not found',
    );
  });

  it.each(['StatefulSet', 'DaemonSet'])('rollout undo of a %s', (kind) => {
    const template = (image: string) => ({
      metadata: { labels: LABELS },
      spec: { containers: [{ name: 'app', image }] },
    });
    const object = (image: string) =>
      ({
        apiVersion: 'apps/v1',
        kind,
        metadata: { name: 'db', namespace: 'default' },
        spec: {
          selector: { matchLabels: LABELS },
          template: template(image),
          ...(kind === 'StatefulSet' ? { serviceName: 'db' } : {}),
        },
      }) as unknown as KubeObject;
    const sim = living('1x cpu=4,memory=16Gi', object('app:1'));
    const undo = (revision?: number) =>
      acted(sim, {
        do: 'rollout-undo',
        kind,
        key: 'default/db',
        ...(revision === undefined ? {} : { revision }),
      }).outcome;
    const image = () =>
      (
        sim.cluster.get(kind, 'default/db') as unknown as {
          spec: { template: { $patch?: string; spec: { containers: { image: string }[] } } };
        }
      ).spec.template;
    expect(undo()).toBe('unchanged error: no last revision to roll back to');
    for (const next of ['app:2', 'app:3']) {
      sim.act({ do: 'apply', object: object(next) });
      sim.settle();
    }
    expect([undo(), image().spec.containers[0]!.image, image().$patch]).toEqual([
      'changed step 1',
      'app:2',
      undefined,
    ]);
    expect([undo(1), image().spec.containers[0]!.image]).toEqual(['changed step 1', 'app:1']);
    expect(undo(77)).toBe('unchanged error: unable to find specified revision 77 in history');
  });

  it('delete, with what becomes of what it owns', () => {
    expect(acted(web(), { do: 'delete', ...WEB })).toEqual({
      outcome: 'changed step 1',
      steps: [
        '3.0 kubectl delete Deployment/web: deleted',
        '3.0 garbagecollector delete ReplicaSet/web-8bcb88b49: deleted ← 7',
        '3.0 garbagecollector delete Pod/web-8bcb88b49#1: terminating ← 8',
        '4.0 kubelet delete Pod/web-8bcb88b49#1: gone ← 9',
      ],
    });
    expect(acted(web(), { do: 'delete', ...WEB, propagation: 'Foreground' })).toEqual({
      outcome: 'changed step 1',
      steps: [
        '3.0 kubectl delete Deployment/web: terminating',
        '3.0 garbagecollector delete ReplicaSet/web-8bcb88b49: terminating ← 7',
        '3.0 garbagecollector delete Pod/web-8bcb88b49#1: terminating ← 8',
        '4.0 kubelet delete Pod/web-8bcb88b49#1: gone ← 9',
        '4.0 garbagecollector delete ReplicaSet/web-8bcb88b49: gone ← 10',
        '4.0 garbagecollector delete Deployment/web: gone ← 11',
      ],
    });
    expect(acted(web(), { do: 'delete', ...WEB, propagation: 'Orphan' })).toEqual({
      outcome: 'changed step 1',
      steps: [
        '3.0 kubectl delete Deployment/web: terminating',
        '3.0 garbagecollector delete Deployment/web: gone ← 7',
      ],
    });
    expect(
      acted(living('1x cpu=4,memory=16Gi', bare('p')), {
        do: 'delete',
        kind: 'Pod',
        key: 'default/p',
        gracePeriodSeconds: 0,
      }),
    ).toEqual({ outcome: 'changed step 1', steps: ['3.0 kubectl delete Pod/p: deleted'] });
    expect(acted(web(), { do: 'delete', kind: 'Job', key: 'default/none' })).toEqual({
      outcome: 'unchanged 404 NotFound: jobs.batch "none" not found',
      steps: [],
    });
  });
});
