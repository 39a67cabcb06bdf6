import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject } from '../../src/api/json.js';
import { LAST_APPLIED, withLastApplied } from '../../src/api/last-applied.js';
import { keyOf, kindOf } from '../../src/api/object-key.js';
import type { AnyObject, KubeObject } from '../../src/api/objects.js';
import { apply } from '../../src/kubectl/apply.js';
import type { PlainClient } from '../../src/kubectl/client.js';
import { create } from '../../src/kubectl/create.js';
import { outcomeText, resourceText } from '../../src/kubectl/outcome.js';
import type { ApplyOptions } from '../../src/kubectl/server-side-apply.js';
import { deployment, documents } from '../diff/manifests.js';
import { clientOf } from './client.js';

function manifest(text: string): KubeObject {
  const value = documents(text)[0]?.value;
  if (!isObject(value)) throw new Error('no object');
  const object = value as unknown as KubeObject;
  return { ...object, metadata: { ...object.metadata, namespace: 'ns' } };
}

const one = deployment('image: a:1');
const two = deployment('image: a:2');

/** What kubectl prints, and the object as it is afterwards. */
function applied(client: PlainClient, text: string, options?: ApplyOptions) {
  const object = manifest(text);
  const outcome = apply(client, object, options);
  const live = client.cluster.get(kindOf(object), keyOf(object)) as AnyObject | undefined;
  return { outcome, text: outcomeText(outcome, resourceText(object)), live };
}

/** A client of a world in which `kubectl create` was run. */
function created(text: string): PlainClient {
  const client = clientOf();
  expect(create(client, manifest(text)).word).toBe('created');
  return client;
}

describe('kubectl apply', () => {
  it('creates, leaves alone, configures', () => {
    const client = clientOf();
    expect(applied(client, one)).toMatchObject({
      text: 'deployment.apps/web created',
      outcome: { changed: true },
    });
    expect(applied(client, one)).toMatchObject({
      text: 'deployment.apps/web unchanged',
      outcome: { changed: false },
    });
    const next = applied(client, two);
    expect(next.text).toBe('deployment.apps/web configured');
    expect(next.live?.metadata.generation).toBe(2);
  });

  it.each([
    ['deployments', one],
    [
      'networkpolicies',
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: web}\nspec: {podSelector: {}}\n',
    ],
    ['widgets', 'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: web}\nspec: {}\n'],
    ['gadgets', 'apiVersion: example.com/v1\nkind: Gadget\nmetadata: {name: web}\nspec: {}\n'],
  ])('warns of one of the %s that it has not applied before', (plural, text) => {
    const { outcome, text: said } = applied(
      created(text),
      text.replace('metadata: {name: web}', 'metadata: {name: web, labels: {a: b}}'),
    );
    expect(said).toMatch(
      new RegExp(`^Warning: resource ${plural}/web is missing the .*\\n\\S+/web configured$`),
    );
    expect(outcome.warnings).toEqual([]);
  });

  it('leaves the object as it was where the server refuses', () => {
    const client = clientOf();
    const { live } = applied(client, one);
    const refused = applied(client, one.replaceAll('app: web', 'app: www'));
    expect(refused.text).toBe(
      'The Deployment "web" is invalid: spec.selector: Invalid value: {"matchLabels":{"app":"www"}}: field is immutable',
    );
    expect(refused.outcome).toMatchObject({ changed: false, refusal: { code: 422, reason: 'Invalid' } });
    expect(refused.outcome.object).toBe(live);
    expect(refused.live).toBe(live);
  });

  it.each([
    [
      'generateName',
      'apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: once-}\n',
      'error: from once-: cannot use generate name with apply',
    ],
    [
      'generateName beside a name that is no text',
      'apiVersion: batch/v1\nkind: Job\nmetadata: {name: {a: b}, generateName: once-}\n',
      'error: from once-: cannot use generate name with apply',
    ],
    [
      'a kind that is not served',
      'apiVersion: v1\nkind: Gadget\nmetadata: {name: g}\n',
      'Error from server (NotFound): no matches for kind "Gadget" in version "v1"',
    ],
    [
      'a version that is gone',
      'apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: g}\n',
      'Error from server (NotFound): no matches for kind "Ingress" in version "extensions/v1beta1"',
    ],
    [
      'a subresource',
      'apiVersion: policy/v1\nkind: Eviction\nmetadata: {name: p}\n',
      'Error from server (NotFound): no matches for kind "Eviction" in version "policy/v1"',
    ],
    [
      'a subresource',
      'apiVersion: autoscaling/v1\nkind: Scale\nmetadata: {name: p}\n',
      'Error from server (NotFound): no matches for kind "Scale" in version "autoscaling/v1"',
    ],
    [
      'an unknown version of a defined kind',
      'apiVersion: example.com/v9\nkind: Widget\nmetadata: {name: w}\n',
      'Error from server (NotFound): no matches for kind "Widget" in version "example.com/v9"',
    ],
  ])('%s', (_name, text, said) => {
    for (const serverSide of [false, true]) {
      const client = clientOf();
      const before = client.cluster;
      expect(applied(client, text, { serverSide }).text).toBe(said);
      expect(client.cluster).toBe(before);
    }
  });

  it('in a namespace that is not there', () => {
    const object = { ...manifest(one), metadata: { name: 'web', namespace: 'nowhere' } };
    const { refusal } = apply(clientOf(), object);
    expect(refusal).toMatchObject({ code: 404, message: 'namespaces "nowhere" not found' });
  });

  it('takes an annotation that is damaged for none', () => {
    for (const text of ['{', '[1]', '"x"']) {
      const client = clientOf();
      const annotations = { [LAST_APPLIED]: text };
      const object = manifest('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: "1"}\n');
      create(client, { ...object, metadata: { ...object.metadata, annotations } });
      const { live, text: said } = applied(
        client,
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {b: "2"}\n',
      );
      expect(live?.['data']).toEqual({ a: '1', b: '2' });
      expect(said).toMatch(/^Warning: resource configmaps\/c is missing/);
    }
  });

  it('remembers the manifest in an annotation, without that annotation', () => {
    const object = manifest(
      `{apiVersion: v1, kind: ConfigMap, metadata: {name: c, annotations: {note: x, ${LAST_APPLIED}: old}}, data: {k: v}}`,
    );
    const text = `${JSON.stringify({ apiVersion: 'v1', data: { k: 'v' }, kind: 'ConfigMap', metadata: { annotations: { note: 'x' }, name: 'c', namespace: 'ns' } })}\n`;
    expect(withLastApplied(object).metadata.annotations).toEqual({ note: 'x', [LAST_APPLIED]: text });
    expect(object.metadata.annotations?.[LAST_APPLIED]).toBe('old');
    const client = clientOf();
    apply(client, object);
    expect(client.cluster.get('ConfigMap', 'ns/c')?.metadata.annotations).toEqual({
      note: 'x',
      [LAST_APPLIED]: text,
    });
  });
});

describe('kubectl apply --server-side', () => {
  it('meets whoever wrote the field otherwise', () => {
    const client = created(one);
    const { text, outcome } = applied(client, two, { serverSide: true });
    expect(text.split('\n')[0]).toBe(
      'error: Apply failed with 1 conflict: conflict with "kubectl-create" using apps/v1: .spec.template.spec.containers[name="web"].image',
    );
    expect(outcome.refusal).toMatchObject({ code: 409, reason: 'Conflict' });
    const forced = applied(client, two, { serverSide: true, forceConflicts: true });
    expect(forced.text).toBe('deployment.apps/web serverside-applied');
    expect(podSpec(forced.live)['containers']).toMatchObject([{ image: 'a:2' }]);
  });

  it('takes over what was applied on the client, and lets go of what is no longer said', () => {
    const client = clientOf();
    applied(client, deployment('image: a:1\nargs: [x]'));
    const server = applied(client, two, { serverSide: true });
    expect(server.text).toBe('deployment.apps/web serverside-applied');
    const [container] = podSpec(server.live)['containers'] as JsonObject[];
    expect(container).toMatchObject({ image: 'a:2' });
    expect(container).not.toHaveProperty('args');
  });

  it('says nothing else where nothing changes', () => {
    const client = clientOf();
    applied(client, one, { serverSide: true });
    const before = client.cluster;
    const again = applied(client, one, { serverSide: true });
    expect([again.text, again.outcome.changed]).toEqual(['deployment.apps/web serverside-applied', false]);
    expect(client.cluster).toBe(before);
  });
});

function podSpec(object: AnyObject | undefined): JsonObject {
  return (object as unknown as { spec: { template: { spec: JsonObject } } }).spec.template.spec;
}

/** A Deployment with these fields of its pod beside a container `c`, or with other containers. */
function pods(fields: string): string {
  const containers = /\bcontainers:/.test(fields) ? '' : 'containers: [{name: c, image: i}], ';
  return `{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {${containers}${fields}}}}}`;
}

/** The field of the pod after a first manifest, a patch by somebody else and a second manifest. */
function merged(first: string, meanwhile: string, next: string, field: string): unknown {
  const client = clientOf();
  expect(applied(client, pods(first)).text).toBe('deployment.apps/web created');
  if (meanwhile !== '') {
    const patch = { spec: { template: { spec: documents(`{${meanwhile}}`)[0]?.value ?? null } } };
    const name = { kind: 'Deployment', key: 'ns/web' };
    const answer = client.send({ verb: 'patch', ...name, type: 'merge', patch });
    if ('refusal' in answer) throw new Error(answer.refusal.message);
  }
  const { text, live } = applied(client, pods(next));
  expect(text).toMatch(/^deployment.apps\/web (configured|unchanged)$/);
  const found = podSpec(live)[field];
  return Array.isArray(found) ? found.map(short) : found;
}

/** Without what the server fills in. */
function short(value: unknown): unknown {
  if (!isObject(value)) return value;
  const {
    resources: _r,
    terminationMessagePath: _p,
    terminationMessagePolicy: _m,
    imagePullPolicy: _i,
    ...rest
  } = value;
  return rest;
}

describe('what kubectl apply makes of a pod template', () => {
  it.each<[string, first: string, meanwhile: string, next: string, field: string, expected: unknown]>([
    ['sets what it says', 'hostname: a, subdomain: b', '', 'hostname: c, subdomain: b', 'hostname', 'c'],
    ['puts back what another changed', 'hostname: a', 'hostname: x', 'hostname: a', 'hostname', 'a'],
    [
      'takes away what it no longer says',
      'hostname: a, subdomain: b',
      '',
      'subdomain: b',
      'hostname',
      undefined,
    ],
    ['keeps what it never said', 'hostname: a', 'subdomain: b', 'hostname: c', 'subdomain', 'b'],
    [
      'takes away what it says is null',
      'hostname: a',
      'subdomain: b',
      'hostname: a, subdomain: null',
      'subdomain',
      undefined,
    ],
    [
      'merges maps',
      'nodeSelector: {a: x, b: x}',
      'nodeSelector: {d: x}',
      'nodeSelector: {b: z, c: x}',
      'nodeSelector',
      { b: 'z', c: 'x', d: 'x' },
    ],
    [
      'replaces lists without keys',
      'containers: [{name: c, image: i, args: [a, b]}]',
      'containers: [{name: c, image: i, args: [a, b, c]}]',
      'containers: [{name: c, image: i, args: [b]}]',
      'containers',
      [{ name: 'c', image: 'i', args: ['b'] }],
    ],
    [
      'merges containers by name',
      'containers: [{name: a, image: "1", tty: true}, {name: c, image: i}]',
      'containers: [{name: a, image: "1", tty: true, stdin: true}, {name: b, image: i}, {name: c, image: i}]',
      'containers: [{name: d, image: i}, {name: a, image: "2"}]',
      'containers',
      [
        { name: 'd', image: 'i' },
        { name: 'a', image: '2', stdin: true },
        { name: 'b', image: 'i' },
      ],
    ],
    [
      'keeps a sidecar in front that another put there',
      'containers: [{name: web, image: i}]',
      'containers: [{name: sidecar, image: i}, {name: web, image: i}]',
      'containers: [{name: web, image: k}]',
      'containers',
      [
        { name: 'sidecar', image: 'i' },
        { name: 'web', image: 'k' },
      ],
    ],
    [
      'merges initContainers by name',
      'hostname: a',
      'initContainers: [{name: a, image: i}, {name: b, image: i}]',
      'hostname: a, initContainers: [{name: d, image: i}, {name: b, image: i}]',
      'initContainers',
      ['d', 'a', 'b'].map((name) => ({ name, image: 'i' })),
    ],
    [
      'merges imagePullSecrets by name',
      'hostname: a',
      'imagePullSecrets: [{name: a}, {name: b}]',
      'hostname: a, imagePullSecrets: [{name: c}, {name: b}]',
      'imagePullSecrets',
      [{ name: 'c' }, { name: 'a' }, { name: 'b' }],
    ],
    [
      'merges hostAliases by ip',
      'hostname: a',
      'hostAliases: [{ip: 10.0.0.1, hostnames: [a]}]',
      'hostname: a, hostAliases: [{ip: 10.0.0.2, hostnames: [b]}]',
      'hostAliases',
      [
        { ip: '10.0.0.2', hostnames: ['b'] },
        { ip: '10.0.0.1', hostnames: ['a'] },
      ],
    ],
    [
      'merges topologySpreadConstraints by topologyKey',
      'hostname: a',
      'topologySpreadConstraints: [{topologyKey: a, maxSkew: 1, whenUnsatisfiable: DoNotSchedule, labelSelector: {}}]',
      'hostname: a, topologySpreadConstraints: [{topologyKey: b, maxSkew: 1, whenUnsatisfiable: DoNotSchedule, labelSelector: {}}]',
      'topologySpreadConstraints',
      ['b', 'a'].map((topologyKey) => ({
        topologyKey,
        maxSkew: 1,
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: {},
      })),
    ],
    [
      'merges ports of containers by their number',
      'containers: [{name: c, image: i}]',
      'containers: [{name: c, image: i, ports: [{containerPort: 1, name: x}]}]',
      'containers: [{name: c, image: i, ports: [{containerPort: 1, name: z}, {containerPort: 2}]}]',
      'containers',
      [
        {
          name: 'c',
          image: 'i',
          ports: [
            { containerPort: 1, name: 'z', protocol: 'TCP' },
            { containerPort: 2, protocol: 'TCP' },
          ],
        },
      ],
    ],
    [
      'a volume keeps nothing of another',
      'hostname: a',
      'volumes: [{name: a, emptyDir: {}}]',
      'hostname: a, volumes: [{name: a, configMap: {name: c}}]',
      'volumes',
      [{ name: 'a', configMap: { name: 'c', defaultMode: 420 } }],
    ],
    [
      '… but inside of one that stays',
      'hostname: a',
      'volumes: [{name: a, configMap: {name: c, defaultMode: 256}}]',
      'hostname: a, volumes: [{name: a, configMap: {name: d}}]',
      'volumes',
      [{ name: 'a', configMap: { name: 'd', defaultMode: 256 } }],
    ],
  ])('%s', (_name, first, meanwhile, next, field, expected) => {
    expect(merged(first, meanwhile, next, field)).toEqual(expected);
  });
});

describe('what kubectl apply makes of other fields', () => {
  /** The object after a first manifest, a merge patch by somebody else and a second manifest. */
  function after(first: string, meanwhile: string, next: string): AnyObject {
    const client = clientOf();
    const { live } = applied(client, first);
    const name = { kind: kindOf(live!), key: keyOf(live!) };
    const patch = documents(meanwhile)[0]?.value as JsonObject;
    const answer = client.send({ verb: 'patch', ...name, type: 'merge', patch });
    if ('refusal' in answer) throw new Error(answer.refusal.message);
    return applied(client, next).live!;
  }
  const service = (spec: string) => `{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {${spec}}}`;

  it('ports of Services are merged by their number', () => {
    const { spec } = after(
      service('ports: [{port: 1, name: a}]'),
      '{spec: {type: NodePort, ports: [{port: 1, name: a, nodePort: 30001}, {port: 3, name: b, nodePort: 30003}]}}',
      service('ports: [{port: 1, name: a, targetPort: 9}]'),
    ) as unknown as { spec: { ports: unknown } };
    expect(spec.ports).toEqual([
      { port: 1, name: 'a', protocol: 'TCP', targetPort: 9, nodePort: 30001 },
      { port: 3, name: 'b', protocol: 'TCP', targetPort: 3, nodePort: 30003 },
    ]);
  });

  it('finalizers are added to', () => {
    const map = (finalizers: string) =>
      `{apiVersion: v1, kind: ConfigMap, metadata: {name: c, finalizers: [${finalizers}]}}`;
    const { metadata } = after(map('a/b'), '{metadata: {finalizers: [a/b, c/d]}}', map('e/f'));
    expect(metadata.finalizers).toEqual(['e/f', 'c/d']);
  });

  it('a strategy keeps nothing of another', () => {
    const strategic = (strategy: string) =>
      pods('hostname: a').replace('spec: {selector', `spec: {strategy: {${strategy}}, selector`);
    const { spec } = after(
      strategic('type: RollingUpdate'),
      '{spec: {strategy: {rollingUpdate: {maxSurge: 1}}}}',
      strategic('type: Recreate'),
    ) as unknown as { spec: JsonObject };
    expect(spec['strategy']).toEqual({ type: 'Recreate' });
  });

  it('the status is left alone', () => {
    const { status } = after(
      pods('hostname: a'),
      '{spec: {replicas: 2}}',
      pods('hostname: a').replace(/\}$/, ', status: {replicas: 9}}'),
    ) as unknown as { status?: { replicas?: number } };
    expect(status?.replicas).toBeUndefined();
  });

  it('lists of custom resources are replaced, maps merged', () => {
    const widget = (spec: string) =>
      `{apiVersion: example.com/v1, kind: Widget, metadata: {name: w}, spec: {${spec}}}`;
    const { spec } = after(
      widget('list: [a], map: {a: "1", b: "1"}, any: {list: [1]}'),
      '{spec: {list: [a, x], map: {x: "1"}}}',
      widget('list: [b], map: {a: "2"}, any: {list: {a: 1}}'),
    ) as unknown as { spec: JsonObject };
    expect(spec).toEqual({ list: ['b'], map: { a: '2', x: '1' }, any: { list: { a: 1 } }, size: 3 });
  });
});
