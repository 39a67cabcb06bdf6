import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject } from '../../src/api/json.js';
import type { AnyObject, KubeObject } from '../../src/api/objects.js';
import { handle } from '../../src/apiserver/handle.js';
import type { Answer, Request } from '../../src/apiserver/request.js';
import { isNamespaced, resourceOf } from '../../src/apiserver/served.js';
import type { Cluster } from '../../src/cluster/cluster.js';
import { documents } from '../diff/manifests.js';
import { worldOf } from '../kubectl/client.js';

function read(text: string): KubeObject {
  const value = documents(text)[0]?.value;
  if (!isObject(value)) throw new Error('no object');
  return value as unknown as KubeObject;
}

const widget = (rest: string, name = 'w') =>
  read(`{apiVersion: example.com/v1, kind: Widget, metadata: {name: ${name}, namespace: ns}, ${rest}}`);
const ask = (cluster: Cluster, request: Request) => handle(cluster, request, 0);
const create = (object: KubeObject, more: object = {}, cluster = worldOf()) =>
  ask(cluster, { verb: 'create', object, ...more });

/** `422 Invalid: …`; the object where there is none. */
function told(answer: Answer): unknown {
  if (!('refusal' in answer)) return (answer.object as AnyObject)['spec'];
  const { code, reason, message } = answer.refusal;
  return `${code} ${reason}: ${message}`;
}

/** The world in which something was taken. */
function after(answer: Answer): Cluster {
  if ('refusal' in answer) throw new Error(answer.refusal.message);
  return answer.cluster;
}

describe('a custom resource', () => {
  it.each([
    ['Ignore', []],
    ['Warn', ['unknown field "spec.nope"', 'unknown field "c"']],
  ] as const)('is pruned and defaulted (%s)', (fieldValidation, warnings) => {
    const answer = create(widget('spec: {nope: 1, parts: [{name: a}], nullable: null, size: null}, c: 1'), {
      fieldValidation,
    });
    expect(told(answer)).toEqual({ parts: [{ name: 'a', extra: 'none' }], nullable: null, size: 3 });
    expect('object' in answer && answer.object).not.toHaveProperty('c');
    expect(answer.warnings).toEqual(warnings);
    expect('object' in answer && answer.object.metadata).toMatchObject({
      name: 'w',
      namespace: 'ns',
      generation: 1,
      creationTimestamp: '1970-01-01T00:00:00Z',
    });
  });

  it('is refused for unknown fields where they are asked for', () => {
    expect(told(create(widget('spec: {nope: 1}, c: 1'), { fieldValidation: 'Strict' }))).toBe(
      '400 BadRequest: Widget in version "v1" cannot be handled as a Widget: strict decoding error: unknown field "spec.nope", unknown field "c"',
    );
  });

  it.each([
    [
      'spec: {size: -1}',
      'spec.size: Invalid value: -1: spec.size in body should be greater than or equal to 0',
    ],
    ['spec: {color: green}', 'spec.color: Unsupported value: "green": supported values: "red", "blue"'],
    ['other: 1', 'spec: Required value'],
    [
      'spec: {size: -1, set: [a, a]}',
      '[spec.size: Invalid value: -1: spec.size in body should be greater than or equal to 0, spec.set[1]: Duplicate value: "a"]',
    ],
  ])('is validated: %s', (rest, why) => {
    const answer = create(widget(rest));
    expect(told(answer)).toBe(`422 Invalid: Widget.example.com "w" is invalid: ${why}`);
    expect('refusal' in answer && answer.refusal.details).toEqual({ kind: 'Widget', name: 'w' });
  });

  it('loses nulls that it cannot hold, but those that are applied on the server', () => {
    const object = widget('spec: {color: null, set: [a]}');
    expect(told(create(object))).toEqual({ set: ['a'], size: 3 });
    for (const cluster of [worldOf(), after(create(widget('spec: {}')))]) {
      expect(told(ask(cluster, { verb: 'apply', object, fieldManager: 'me' }))).toMatch(
        /^422 Invalid: Widget.example.com "w" is invalid: \[spec.color: Invalid value: "null": spec.color in body must be of type string: "null", spec.color: Unsupported value: null/,
      );
    }
  });

  it('is validated by its metadata too', () => {
    expect(told(create(widget('spec: {}', 'W')))).toMatch(
      /^422 Invalid: Widget.example.com "W" is invalid: metadata.name: Invalid value: "W": a lowercase RFC 1123 subdomain/,
    );
    const labelled = widget('spec: {}');
    expect(
      told(create({ ...labelled, metadata: { ...labelled.metadata, labels: { a: 'not so!' } } })),
    ).toMatch(/metadata.labels: Invalid value: "not so!": a valid label must be/);
    expect(told(create({ ...labelled, metadata: { name: 'w', namespace: 'nowhere' } }))).toBe(
      '404 NotFound: namespaces "nowhere" not found',
    );
  });

  it('that was stored before its schema said so may keep what it has', () => {
    const stored = { ...widget('spec: {size: -1, list: [a]}'), status: {} } as unknown as KubeObject;
    const cluster = worldOf([stored]);
    const update = (rest: string) => told(ask(cluster, { verb: 'update', object: widget(rest) }));
    expect(update('spec: {size: -1, list: [b]}')).toEqual({ size: -1, list: ['b'] });
    expect(update('spec: {size: -2, list: [a]}')).toMatch(/^422 Invalid: .*spec.size: Invalid value: -2/);
    expect(update('spec: {size: -1, list: [a], big: 11}')).toMatch(
      /^422 Invalid: .*spec.big: Invalid value: 11/,
    );
  });

  it('is patched plainly, and by no strategic patch', () => {
    const cluster = after(create(widget('spec: {list: [a, b], map: {a: x, b: x}}')));
    const name = { kind: 'Widget.example.com', key: 'ns/w' };
    const patch = { spec: { list: ['c'], map: { a: null, c: 'x' } } };
    expect(told(ask(cluster, { verb: 'patch', ...name, type: 'merge', patch }))).toEqual({
      list: ['c'],
      map: { b: 'x', c: 'x' },
      size: 3,
    });
    expect(told(ask(cluster, { verb: 'patch', ...name, type: 'strategic', patch }))).toBe(
      '415 UnsupportedMediaType: the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
    );
    const gadget = { apiVersion: 'example.com/v1', kind: 'Gadget', metadata: { name: 'g', namespace: 'ns' } };
    const other = after(create(gadget as KubeObject));
    const unknown = { kind: 'Gadget.example.com', key: 'ns/g' };
    expect(told(ask(other, { verb: 'patch', ...unknown, type: 'strategic', patch }))).toMatch(/^415 /);
    expect(told(ask(other, { verb: 'patch', ...unknown, type: 'merge', patch }))).toEqual({
      list: ['c'],
      map: { c: 'x' },
    });
  });

  it('of another version of its definition has that one’s schema, and is stored as the stored one knows it', () => {
    const older = { ...widget('spec: {anything: 1, color: red}'), apiVersion: 'example.com/v1beta1' };
    expect(told(create(older as KubeObject, { fieldValidation: 'Strict' }))).toEqual({
      color: 'red',
      size: 3,
    });
  });
});

describe('the status of a custom resource', () => {
  const definition = (subresources: string) =>
    read(
      `{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: ks.own.com}, spec: {group: own.com, scope: Namespaced, names: {kind: K, plural: ks}, versions: [{name: v1, served: true, storage: true, ${subresources}schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}]}}`,
    );
  const k = (rest: string) =>
    read(`{apiVersion: own.com/v1, kind: K, metadata: {name: k, namespace: ns}, ${rest}}`);
  /** Status and generation after a create, an update and a write of the subresource. */
  function story(subresources: string) {
    const world = worldOf([definition(subresources)]);
    const seen: unknown[] = [];
    const write = (cluster: Cluster, request: Request) => {
      const next = after(ask(cluster, request));
      const live = next.get('K.own.com', 'ns/k') as unknown as { status?: JsonObject; metadata: JsonObject };
      seen.push([live.status, live.metadata['generation']]);
      return next;
    };
    const made = write(world, { verb: 'create', object: k('spec: {a: 1}, status: {a: 1}') });
    const updated = write(made, { verb: 'update', object: k('spec: {a: 1}, status: {a: 2}') });
    const told = write(updated, {
      verb: 'update',
      object: k('spec: {a: 9}, status: {a: 3}'),
      subresource: 'status',
    });
    write(told, { verb: 'update', object: k('spec: {a: 2}, status: {a: 4}') });
    return seen;
  }
  it('is written by its subresource alone, and does not count', () => {
    expect(story('subresources: {status: {}}, ')).toEqual([
      [undefined, 1],
      [undefined, 1],
      [{ a: 3 }, 1],
      [{ a: 3 }, 2],
    ]);
  });
  it('is a field as others are where there is none', () => {
    expect(story('').map((one) => (one as unknown[])[0])).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }, { a: 4 }]);
    expect(story('').slice(0, 2)).toEqual([
      [{ a: 1 }, 1],
      [{ a: 2 }, 2],
    ]);
  });
});

describe('kinds and their namespaces', () => {
  it('of a definition', () => {
    const world = worldOf();
    const kinds = ['Widget', 'Globe', 'Gadget'].map((kind) => ({ apiVersion: 'example.com/v1', kind }));
    expect(kinds.map((kind) => isNamespaced(world, kind))).toEqual([true, false, true]);
    expect(kinds.map((kind) => resourceOf(world, kind))).toEqual([
      'widgets.example.com',
      'globes.example.com',
      'gadgets.example.com',
    ]);
  });

  it('one of the whole cluster loses the namespace that it is written with', () => {
    for (const text of [
      '{apiVersion: example.com/v1, kind: Globe, metadata: {name: g, namespace: ns}, spec: {a: 1}}',
      '{apiVersion: v1, kind: PersistentVolume, metadata: {name: g, namespace: ns}, spec: {accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, hostPath: {path: /x}}}',
      '{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: g, namespace: ns}}',
    ]) {
      const answer = create(read(text));
      expect(answer).not.toHaveProperty('refusal');
      const { kind } = read(text);
      const filed = kind === 'Globe' ? 'Globe.example.com' : kind;
      expect(after(answer).get(filed, 'g')?.metadata).not.toHaveProperty('namespace');
    }
  });

  it('one of a namespace that names none is in the default one', () => {
    const world = worldOf([read('{apiVersion: v1, kind: Namespace, metadata: {name: default}}')]);
    const answer = create(read('{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}'), {}, world);
    expect('object' in answer && answer.object.metadata.namespace).toBe('default');
    expect(after(answer).get('ConfigMap', 'default/c')).toBeDefined();
  });
});

describe('what is asked and never kept', () => {
  it.each([
    '{apiVersion: authentication.k8s.io/v1, kind: TokenReview, metadata: {name: t}, spec: {token: x}}',
    '{apiVersion: authorization.k8s.io/v1, kind: SubjectAccessReview, spec: {user: a, nonResourceAttributes: {path: /x, verb: get}}}',
  ])('%s', (text) => {
    const world = worldOf();
    const answer = create(read(text), {}, world);
    expect(answer).toMatchObject({ changes: [], states: [], object: { kind: read(text).kind } });
    expect(after(answer)).toBe(world);
  });

  it.each([
    ['policy/v1', 'Eviction'],
    ['autoscaling/v1', 'Scale'],
    ['authentication.k8s.io/v1', 'TokenRequest'],
    ['v1', 'Gadget'],
    ['extensions/v1beta1', 'Ingress'],
    ['apps/v9', 'Deployment'],
  ])('%s %s has no endpoint of its own', (apiVersion, kind) => {
    const object = { apiVersion, kind, metadata: { name: 'x', namespace: 'ns' } } as KubeObject;
    expect(told(create(object))).toBe(
      `404 NotFound: no matches for kind "${kind}" in version "${apiVersion}"`,
    );
  });
});
