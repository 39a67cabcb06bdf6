import { describe, expect, it } from 'vitest';
import { ALL_KINDS } from '../../src/admission/groups/all.js';
import type { AnyObject, KubeObject } from '../../src/api/objects.js';
import { admitObject, isNamespaceTerminating } from '../../src/apiserver/admit-object.js';
import { handle } from '../../src/apiserver/handle.js';
import type { Request } from '../../src/apiserver/request.js';
import { isNamespaced } from '../../src/apiserver/served.js';
import { resources } from '../../src/schema/resources.js';
import { at, changed, made, NOW, ready, since, stored } from '../controllers/look.js';

const CONTAINERS = [{ name: 'app', image: 'app:1' }];
const POD = { spec: { containers: CONTAINERS, nodeName: 'n' } };
const pod = (metadata: object = {}, more: object = {}) => made('Pod', 'p', { metadata, ...POD, ...more });
const config = (metadata: object = {}) => made('ConfigMap', 'c', { metadata, data: { a: 'b' } });

/** What a request comes to: the verb of its change and the object, or why not. */
function asked(cluster: ReturnType<typeof stored>, request: Request, seconds = 0) {
  const result = handle(cluster, request, NOW + seconds * 1000);
  if ('refusal' in result)
    return { refusal: `${result.refusal.code} ${result.refusal.reason}: ${result.refusal.message}` };
  return {
    verb: result.changes[0]?.verb,
    object: result.object as AnyObject & { status?: Record<string, unknown>; spec?: Record<string, unknown> },
    cluster: result.cluster,
  };
}
const create = (object: KubeObject, cluster = stored([])) => asked(cluster, { verb: 'create', object });

describe('a create', () => {
  it('gives what only the server gives', () => {
    const { metadata, ...bare } = config();
    const { uid: _uid, creationTimestamp: _made, ...named } = metadata;
    const { object, cluster } = create({ ...bare, metadata: named } as KubeObject);
    expect(object!.metadata).toEqual({
      name: 'c',
      namespace: 'default',
      uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      creationTimestamp: at(0),
      resourceVersion: '4',
    });
    expect(cluster!.get('ConfigMap', 'default/c')).toBe(object);
    expect(create(config()).object!.metadata).toMatchObject({ uid: 'ConfigMap-c', creationTimestamp: at(0) });
  });

  it('gives the same to what nobody describes', () => {
    const metadata = { name: 'g', namespace: 'default' };
    const { object } = create({ apiVersion: 'example.com/v1', kind: 'Gadget', metadata });
    expect(object).toEqual({
      apiVersion: 'example.com/v1',
      kind: 'Gadget',
      metadata: {
        ...metadata,
        uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
        creationTimestamp: at(0),
        generation: 1,
        resourceVersion: '4',
      },
    });
  });

  it('counts generations of what controllers work on', () => {
    const template = { metadata: { labels: { a: 'b' } }, spec: { containers: CONTAINERS } };
    const selector = { matchLabels: { a: 'b' } };
    const job = { template: { spec: { restartPolicy: 'Never', containers: CONTAINERS } } };
    const specs: Record<string, object> = {
      Pod: { containers: CONTAINERS },
      Deployment: { selector, template },
      ReplicaSet: { selector, template },
      ReplicationController: { selector: { a: 'b' }, template },
      StatefulSet: { selector, template, serviceName: 'x' },
      DaemonSet: { selector, template },
      Job: job,
      CronJob: { schedule: '* * * * *', jobTemplate: { spec: job } },
      PodDisruptionBudget: { selector, minAvailable: 1 },
    };
    for (const [kind, spec] of Object.entries(specs)) {
      const { object } = create(made(kind, 'x', { spec, status: { sent: true } }));
      expect([kind, object!.metadata.generation, object!.status?.['sent']]).toEqual([kind, 1, undefined]);
    }
    for (const [kind, spec] of [
      ['Ingress', { defaultBackend: { service: { name: 's', port: { number: 80 } } } }],
      ['NetworkPolicy', { podSelector: {} }],
    ] as const) {
      const { object } = create({ ...made(kind, 'x', { spec }), apiVersion: 'networking.k8s.io/v1' });
      expect([kind, object!.metadata.generation]).toEqual([kind, 1]);
    }
    const autoscaler = {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' },
      maxReplicas: 2,
    };
    const { object: scaler } = create(
      made('HorizontalPodAutoscaler', 'x', { spec: autoscaler, status: { currentReplicas: 5 } }),
    );
    expect([scaler!.metadata.generation, scaler!.status?.['currentReplicas']]).toEqual([1, undefined]);
    expect(
      create(made('ResourceQuota', 'x', { spec: { hard: { pods: '1' } }, status: { used: { pods: '1' } } }))
        .object,
    ).not.toHaveProperty('status.used');
    expect(create(config()).object!.metadata).not.toHaveProperty('generation');
  });

  it('begins with the state that the server gives', () => {
    expect(create(pod({}, { status: { phase: 'Running' } })).object!.status).toMatchObject({
      phase: 'Pending',
    });
    const claim = made('PersistentVolumeClaim', 'x', {
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      status: { phase: 'Bound' },
    });
    expect(create(claim).object!.status).toMatchObject({ phase: 'Pending' });
    const volume = made('PersistentVolume', 'x', {
      spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, hostPath: { path: '/x' } },
      status: { phase: 'Bound' },
    });
    expect(create(volume).object!.status).toMatchObject({ phase: 'Pending' });
    const namespace = create(made('Namespace', 'x')).object!;
    expect([namespace.spec, namespace.status]).toMatchObject([
      { finalizers: ['kubernetes'] },
      { phase: 'Active' },
    ]);
    expect(create(made('Namespace', 'x', { spec: { finalizers: ['a/b'] } })).object!.spec).toMatchObject({
      finalizers: ['a/b', 'kubernetes'],
    });
    expect(create(made('Node', 'x', { status: { phase: 'Running' } })).object!.status).toMatchObject({
      phase: 'Running',
    });
  });

  it('refuses a name that is taken, and draws one that is not', () => {
    const cluster = stored([config()]);
    expect(create(config(), cluster).refusal).toBe('409 AlreadyExists: configmaps "c" already exists');
    const drawn = config({ name: undefined, generateName: 'c-' });
    const first = create(drawn).object!.metadata.name!;
    expect(first).toMatch(/^c-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    const beside = stored([]).with([{ verb: 'create', object: config({ name: first }) }]);
    // The name depends on the world's revision: one that is drawn anew for the same revision is free.
    const same = { ...beside, revision: stored([]).revision } as typeof beside;
    expect(
      create(drawn, Object.setPrototypeOf(same, Object.getPrototypeOf(beside))).object!.metadata.name,
    ).not.toBe(first);
  });

  it('asks admission, and refuses kinds that nobody knows', () => {
    expect(create(pod({}, { spec: { containers: [] } })).refusal).toBe(
      '422 Invalid: Pod "p" is invalid: spec.containers: Required value',
    );
    const numbered = { ...config({ name: undefined, generateName: 1 as unknown as string }), kind: 'Gadget' };
    expect(create(numbered as KubeObject).refusal).toBe(
      '404 NotFound: no matches for kind "Gadget" in version "v1"',
    );
    expect(create({ ...config(), kind: 'Gadget' } as KubeObject).refusal).toBe(
      '404 NotFound: no matches for kind "Gadget" in version "v1"',
    );
    const custom = { ...config(), apiVersion: 'example.com/v1', kind: 'Gadget' } as KubeObject;
    expect(create(custom).object).toMatchObject({ kind: 'Gadget', data: { a: 'b' } });
    const odd = { ...config(), wrong: true } as KubeObject;
    expect(asked(stored([]), { verb: 'create', object: odd, fieldValidation: 'Strict' }).refusal).toMatch(
      /^400 BadRequest: .*unknown field "wrong"/,
    );
    expect(asked(stored([]), { verb: 'create', object: odd }).refusal).toBeUndefined();
    expect(
      asked(stored([config()]), { verb: 'update', object: odd, fieldValidation: 'Strict' }).refusal,
    ).toMatch(/unknown field "wrong"/);
    expect(
      admitObject(pod({}, { spec: { containers: [] } }), {
        kinds: ALL_KINDS,
        cluster: stored([]),
        now: NOW,
        trusted: true,
      }),
    ).toHaveProperty('object');
    expect(
      isNamespaceTerminating({ code: 403, reason: '', message: 'x because it is being terminated' }),
    ).toBe(true);
    expect(
      isNamespaceTerminating({ code: 403, reason: '', message: 'because it is being terminated, x' }),
    ).toBe(false);
  });

  it('of an object that quotas have no room for', () => {
    const quota = (name: string, hard: object) => made('ResourceQuota', name, { spec: { hard } });
    const world = stored([quota('a', { configmaps: '9' }), quota('b', { configmaps: '1' })]);
    expect(create(config(), world).refusal).toBe(
      '403 Forbidden: configmaps "c" is forbidden: exceeded quota: b, requested: configmaps=1, used: configmaps=1, limited: configmaps=1',
    );
    expect(create(made('Secret', 's'), world).verb).toBe('create');
    expect(create(made('Namespace', 'x'), world).verb).toBe('create');
    const full = stored([config(), quota('b', { configmaps: '1' })]);
    expect(
      asked(full, { verb: 'update', object: { ...config(), data: { a: 'c' } } as KubeObject }).verb,
    ).toBe('update');
    expect(
      create(
        quota('z', { pods: '1' }),
        stored([quota('a', { 'count/resourcequotas': '0', resourcequotas: '0' })]),
      ).verb,
    ).toBe('create');
  });
});

describe('an update', () => {
  const cluster = stored([
    pod(
      { generation: 3, deletionTimestamp: at(30), deletionGracePeriodSeconds: 30 },
      { status: { ...ready(), nominatedNodeName: 'x' } },
    ),
    config(),
  ]);
  const before = cluster.get('Pod', 'default/p')!;
  const update = (object: object, subresource?: 'status' | 'finalize', world = cluster) =>
    asked(world, { verb: 'update', object: object as KubeObject, ...(subresource ? { subresource } : {}) });

  it('keeps what no client can change', () => {
    const given = {
      ...before,
      metadata: {
        ...before.metadata,
        labels: { a: 'b' },
        creationTimestamp: at(99),
        deletionTimestamp: at(99),
        deletionGracePeriodSeconds: 1,
        generation: 99,
      },
      status: { phase: 'Failed' },
    };
    const { verb, object } = update(given);
    expect(verb).toBe('update');
    expect(object!.metadata).toMatchObject({
      labels: { a: 'b' },
      creationTimestamp: at(0),
      deletionTimestamp: at(30),
      deletionGracePeriodSeconds: 30,
      generation: 3,
      uid: 'Pod-p',
      resourceVersion: String(cluster.revision + 1),
    });
    expect(object!.status).toMatchObject({ phase: 'Running', nominatedNodeName: 'x' });
    const { uid: _uid, ...unsaid } = before.metadata;
    expect(update({ ...before, metadata: { ...unsaid, labels: { c: 'd' } } }).object!.metadata.uid).toBe(
      'Pod-p',
    );
    const live = config();
    expect(
      update({ ...live, metadata: { ...live.metadata, deletionTimestamp: at(5), labels: { a: 'b' } } })
        .object!.metadata,
    ).not.toHaveProperty('deletionTimestamp');
  });

  it('counts a generation where the spec changes', () => {
    const world = stored([
      made('ReplicaSet', 'r', {
        spec: {
          replicas: 1,
          selector: { matchLabels: { a: 'b' } },
          template: { metadata: { labels: { a: 'b' } }, spec: { containers: CONTAINERS } },
        },
      }),
    ]);
    const set = world.get('ReplicaSet', 'default/r')!;
    expect(
      update({ ...set, spec: { ...set.spec, replicas: 2 } }, undefined, world).object!.metadata.generation,
    ).toBe(2);
    expect(
      update({ ...set, metadata: { ...set.metadata, labels: { a: 'b' } } }, undefined, world).object!.metadata
        .generation,
    ).toBe(1);
    expect(update({ ...set, status: { replicas: 1 } }, 'status', world).object!.metadata.generation).toBe(1);
    expect(update({ ...config(), data: { a: 'c' } }).object!.metadata).not.toHaveProperty('generation');
  });

  it('of the status writes that, and annotations of all but pods', () => {
    const world = stored([
      made('Deployment', 'd', {
        metadata: { annotations: { a: 'b' } },
        spec: {
          replicas: 3,
          selector: { matchLabels: { a: 'b' } },
          template: { metadata: { labels: { a: 'b' } }, spec: { containers: CONTAINERS } },
        },
      }),
    ]);
    const found = world.get('Deployment', 'default/d')!;
    const given = {
      ...found,
      metadata: { ...found.metadata, annotations: { c: 'd' }, labels: { e: 'f' } },
      spec: { ...found.spec, replicas: 9 },
      status: { replicas: 1 },
    };
    const { object } = update(given, 'status', world);
    expect([
      object!.metadata.annotations,
      object!.metadata.labels,
      object!.spec?.['replicas'],
      object!.status,
    ]).toEqual([{ c: 'd' }, undefined, 3, { replicas: 1 }]);
    const { object: one } = update(
      { ...before, metadata: { ...before.metadata, annotations: { c: 'd' } }, status: { phase: 'Failed' } },
      'status',
    );
    expect([one!.metadata.annotations, one!.status]).toEqual([undefined, { phase: 'Failed' }]);
  });

  it('that changes nothing is none', () => {
    expect(update({ ...before, metadata: { ...before.metadata, resourceVersion: '999' } })).toEqual({
      verb: undefined,
      object: before,
      cluster,
    });
    expect(update(before, 'status').verb).toBeUndefined();
  });

  it('is refused for another object of the name, and for none', () => {
    expect(update({ ...before, metadata: { ...before.metadata, uid: 'other' } }).refusal).toBe(
      '409 Conflict: Precondition failed: UID in precondition: other, UID in object meta: Pod-p',
    );
    expect(update(pod({ name: 'q' })).refusal).toBe('404 NotFound: pods "q" not found');
    expect(update(made('Deployment', 'q')).refusal).toBe('404 NotFound: deployments.apps "q" not found');
    expect(update({ ...before, spec: { ...before.spec, containers: [] } }).refusal).toMatch(
      /^422 Invalid: Pod "p" is invalid: /,
    );
  });

  it('that takes the last finalizer ends a deletion', () => {
    const dying = { deletionTimestamp: at(0), deletionGracePeriodSeconds: 0 };
    const world = stored([config({ ...dying, finalizers: ['a/b', 'c/d'] })]);
    const found = world.get('ConfigMap', 'default/c')!;
    const without = (finalizers: string[] | undefined) =>
      update({ ...found, metadata: { ...found.metadata, finalizers } }, undefined, world);
    const done = without(undefined);
    expect([done.verb, done.cluster!.count('ConfigMap')]).toEqual(['delete', 1]);
    expect(without(['c/d']).verb).toBe('update');
    const leaving = stored([
      pod({ deletionTimestamp: at(30), deletionGracePeriodSeconds: 30, finalizers: ['a/b'] }),
    ]);
    const one = leaving.get('Pod', 'default/p')!;
    expect(
      update({ ...one, metadata: { ...one.metadata, finalizers: undefined } }, undefined, leaving).verb,
    ).toBe('update');
    const space = changed(stored([made('Namespace', 'x')]), 'Namespace', 'x', { metadata: dying });
    const held = space.get('Namespace', 'x')!;
    expect(
      update({ ...held, metadata: { ...held.metadata, labels: { a: 'b' } } }, undefined, space).verb,
    ).toBe('update');
    expect(update({ ...held, spec: { finalizers: [] } }, 'finalize', space).verb).toBe('delete');
    expect(update({ ...held, spec: { finalizers: ['a/b'] } }, 'finalize', space).object!.spec).toEqual({
      finalizers: ['a/b'],
    });
  });
});

describe('a binding', () => {
  const waiting = pod(
    {},
    {
      spec: { containers: CONTAINERS },
      status: {
        phase: 'Pending',
        nominatedNodeName: 'x',
        conditions: [since('PodScheduled', 'False'), since('Other', 'True')],
      },
    },
  );
  const bind = (key: string) =>
    asked(stored([waiting, pod({ name: 'q', uid: 'q' })]), { verb: 'bind', key, node: 'n' }, 5);
  it('gives a pod its node', () => {
    const { verb, object } = bind('default/p');
    expect(object!.status).not.toHaveProperty('nominatedNodeName');
    expect([verb, object!.spec?.['nodeName'], object!.status]).toMatchObject([
      'update',
      'n',
      {
        phase: 'Pending',
        conditions: [
          since('Other', 'True'),
          { type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: at(5) },
        ],
      },
    ]);
  });
  it('is refused where it has one, or is not there', () => {
    expect(bind('default/q').refusal).toBe('409 Conflict: pod q is already assigned to node "n"');
    expect(bind('default/r').refusal).toBe('404 NotFound: pods "r" not found');
  });
});

describe('a deletion', () => {
  const remove = (object: AnyObject, more: object = {}, seconds = 0) =>
    asked(
      stored([object]),
      {
        verb: 'delete',
        kind: object.kind,
        key: object.kind === 'Namespace' ? 'x' : `default/${object.metadata.name}`,
        ...more,
      },
      seconds,
    );
  const marks = ({ verb, object }: ReturnType<typeof remove>) => [
    verb,
    object?.metadata.deletionTimestamp,
    object?.metadata.deletionGracePeriodSeconds,
    object?.metadata.finalizers,
  ];
  const running = pod({}, { status: ready() });
  const DYING = { deletionTimestamp: at(30), deletionGracePeriodSeconds: 30 };
  it.each<[string, AnyObject, object, unknown[]]>([
    ['takes it away', config(), {}, ['delete', undefined, undefined, undefined]],
    ['waits for finalizers', config({ finalizers: ['a/b'] }), {}, ['update', at(0), 0, ['a/b']]],
    [
      'waits for dependents in the foreground',
      config({ finalizers: ['a/b', 'orphan'] }),
      { propagation: 'Foreground' },
      ['update', at(0), 0, ['a/b', 'foregroundDeletion']],
    ],
    [
      'lets dependents go',
      config({ finalizers: ['foregroundDeletion'] }),
      { propagation: 'Orphan' },
      ['update', at(0), 0, ['orphan']],
    ],
    [
      'in the background needs no finalizer',
      config({ finalizers: ['foregroundDeletion'] }),
      { propagation: 'Background' },
      ['delete', undefined, undefined, ['foregroundDeletion']],
    ],
    ['asks a pod to leave in 30 s', running, {}, ['update', at(30), 30, undefined]],
    [
      '… in its own time',
      pod({}, { spec: { ...POD.spec, terminationGracePeriodSeconds: 5 }, status: ready() }),
      {},
      ['update', at(5), 5, undefined],
    ],
    ['… in the time that is asked for', running, { gracePeriodSeconds: 7 }, ['update', at(7), 7, undefined]],
    ['… or at once', running, { gracePeriodSeconds: 0 }, ['delete', undefined, undefined, undefined]],
    [
      'takes a pod without a node',
      pod({}, { spec: { containers: CONTAINERS } }),
      {},
      ['delete', undefined, undefined, undefined],
    ],
    [
      'takes a pod that has ended',
      pod({}, { status: { phase: 'Succeeded' } }),
      {},
      ['delete', undefined, undefined, undefined],
    ],
    ['asks twice in vain', pod(DYING, { status: ready() }), {}, [undefined, at(30), 30, undefined]],
    [
      'shortens the time',
      pod(DYING, { status: ready() }),
      { gracePeriodSeconds: 7 },
      ['update', at(7), 7, undefined],
    ],
    [
      'does not lengthen it',
      pod(DYING, { status: ready() }),
      { gracePeriodSeconds: 70 },
      [undefined, at(30), 30, undefined],
    ],
    [
      'of what is being deleted adds a finalizer',
      config({ ...DYING, deletionGracePeriodSeconds: 0, finalizers: ['a/b'] }),
      { propagation: 'Orphan' },
      ['update', at(30), 0, ['a/b', 'orphan']],
    ],
  ])('%s', (_name, object, more, expected) => {
    expect(marks(remove(object, more))).toEqual(expected);
  });

  it('counts as a change of generation, once', () => {
    expect(remove(running).object!.metadata.generation).toBe(2);
    expect(
      remove(pod({ ...DYING, generation: 2 }, { status: ready() }), { gracePeriodSeconds: 7 }).object!
        .metadata.generation,
    ).toBe(2);
    expect(remove(config({ finalizers: ['a/b'] })).object!.metadata).not.toHaveProperty('generation');
  });

  it('of a namespace waits until it is empty', () => {
    const found = remove(made('Namespace', 'x'), {}, 5);
    expect([...marks(found), found.object!.status?.['phase']]).toEqual([
      'update',
      at(5),
      0,
      undefined,
      'Terminating',
    ]);
    const free = changed(stored([made('Namespace', 'x')]), 'Namespace', 'x', { spec: { finalizers: [] } });
    expect(asked(free, { verb: 'delete', kind: 'Namespace', key: 'x' }).verb).toBe('delete');
  });

  it('again changes nothing, also of what a dump tells no grace period of', () => {
    const going = { deletionTimestamp: at(-60), finalizers: ['a/b'] };
    expect(marks(remove(config(going), {}, 5))).toEqual([undefined, at(-60), undefined, ['a/b']]);
  });

  it('of what is not there is refused', () => {
    const none = (kind: string, key: string) => asked(stored([]), { verb: 'delete', kind, key }).refusal;
    expect([none('Pod', 'default/x'), none('Node', 'x'), none('Deployment', 'default/x')]).toEqual([
      '404 NotFound: pods "x" not found',
      '404 NotFound: nodes "x" not found',
      '404 NotFound: deployments.apps "x" not found',
    ]);
  });
});

describe('kinds of the whole cluster', () => {
  it('belong to no namespace', () => {
    const kinds =
      'APIService CSIDriver CSINode CertificateSigningRequest ClusterRole ClusterRoleBinding ComponentStatus CustomResourceDefinition DeviceClass FlowSchema IPAddress IngressClass MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration Namespace Node PersistentVolume PriorityClass PriorityLevelConfiguration ResourceSlice RuntimeClass ServiceCIDR StorageClass ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration VolumeAttachment VolumeAttributesClass';
    const world = stored([]);
    const namespaced = (kind: string) => {
      const apiVersion = resources('1.36').ofKind(kind)?.apiVersion ?? 'v1';
      return isNamespaced(world, { apiVersion, kind });
    };
    expect(kinds.split(' ').filter(namespaced)).toEqual([]);
    expect(['Pod', 'Deployment', 'PersistentVolumeClaim', 'Role', 'Gadget'].filter(namespaced)).toHaveLength(
      5,
    );
  });
});

describe('a server-side apply', () => {
  const LAST = 'kubectl.kubernetes.io/last-applied-configuration';
  const desired = (data: object) => {
    const { apiVersion, kind } = config();
    return { apiVersion, kind, metadata: { name: 'c', namespace: 'default' }, data } as unknown as KubeObject;
  };
  /** What was applied on the client, as a dump without managed fields holds it. */
  const live = config({ annotations: { [LAST]: JSON.stringify(desired({ a: 'b' })) } });
  const apply = (data: object, object: AnyObject = live) =>
    asked(stored([object]), { verb: 'apply', object: desired(data), fieldManager: 'me' });

  it('conflicts with what was applied on the client, where a dump names no owners', () => {
    expect(apply({ a: 'x' }).refusal).toBe(
      '409 Conflict: Apply failed with 1 conflict: conflict with "kubectl-client-side-apply" using v1: .data.a',
    );
    expect(apply({ z: 'x' }).object).toMatchObject({ data: { a: 'b', z: 'x' } });
  });

  it('takes over what nobody is known to own', () => {
    expect(apply({ a: 'x' }, config()).object).toMatchObject({ data: { a: 'x' } });
  });
});
