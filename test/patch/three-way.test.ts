import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject } from '../../src/api/json.js';
import { applyMergePatch } from '../../src/patch/json-merge-patch.js';
import { applyPatch, threeWayPatch } from '../../src/patch/three-way.js';
import { kindShape } from '../../src/schema/field-shapes.js';
import { documents } from '../diff/manifests.js';

const { shapeAt } = kindShape('1.36', 'v1', 'Pod');

/** A Pod with the given spec, in YAML's flow style. */
function pod(spec: string): JsonObject {
  const value = documents(`apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: ${spec}\n`)[0]?.value;
  if (!isObject(value)) throw new Error('no object');
  return value;
}

const spec = (object: JsonObject) => object['spec'] as JsonObject;

function patch(original: string, modified: string, current: string): JsonObject {
  return spec({
    spec: {},
    ...threeWayPatch(pod(original), pod(modified), pod(current), shapeAt, 'strategic'),
  });
}

function merged(original: string, modified: string, current: string): JsonObject {
  const sent = threeWayPatch(pod(original), pod(modified), pod(current), shapeAt, 'strategic');
  return spec(applyPatch(pod(current), sent, shapeAt, 'strategic').merged);
}

const env = (...names: string[]) =>
  `{containers: [{name: c, env: [${names.map((name) => `{name: ${name}, value: v${name}}`).join(', ')}]}]}`;
const namesOf = (object: JsonObject) => {
  const [container] = object['containers'] as JsonObject[];
  return ((container?.['env'] ?? []) as JsonObject[]).map(({ name }) => name);
};

describe('the patch that client-side kubectl apply sends', () => {
  it('is empty where nothing is to be done, whatever the server filled in', () => {
    expect(patch('{hostname: h}', '{hostname: h}', '{hostname: h, dnsPolicy: ClusterFirst}')).toEqual({});
  });

  it('deletes what was applied and no longer is, and leaves what others put there', () => {
    expect(patch('{hostname: h}', '{}', '{hostname: h, subdomain: s}')).toEqual({ hostname: null });
  });

  it('merges lists by their keys, deletes items, and says the order', () => {
    expect(patch(env('A', 'B'), env('B', 'C'), env('A', 'B', 'X'))).toEqual({
      '$setElementOrder/containers': [{ name: 'c' }],
      containers: [
        {
          name: 'c',
          '$setElementOrder/env': [{ name: 'B' }, { name: 'C' }],
          env: [
            { name: 'C', value: 'vC' },
            { name: 'A', $patch: 'delete' },
          ],
        },
      ],
    });
  });

  it('keeps items of others at their place', () => {
    expect(namesOf(merged(env('A', 'B'), env('B', 'C'), env('A', 'X', 'B')))).toEqual(['X', 'B', 'C']);
  });

  it('puts a list into the order of the manifest', () => {
    expect(namesOf(merged(env('A', 'B'), env('B', 'A'), env('A', 'B')))).toEqual(['B', 'A']);
  });

  it('retains only the named keys of a volume', () => {
    const volumes = (source: string) => `{volumes: [{name: v, ${source}}]}`;
    const result = merged(volumes('emptyDir: {}'), volumes('configMap: {name: c}'), volumes('emptyDir: {}'));
    expect(result['volumes']).toEqual([{ name: 'v', configMap: { name: 'c' } }]);
  });

  it('replaces atomic lists whole', () => {
    const list = (...keys: string[]) => `{tolerations: [${keys.map((key) => `{key: ${key}}`).join(', ')}]}`;
    expect(merged(list('a'), list('b'), list('a', 'x'))['tolerations']).toEqual([{ key: 'b' }]);
  });

  it('loses one of two ports of one number, as kubectl does', () => {
    const ports = (target: number) =>
      documents(
        `apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {ports: [{name: t, port: 53, protocol: TCP, targetPort: ${target}}, {name: u, port: 53, protocol: UDP, targetPort: ${target}}]}\n`,
      )[0]?.value as JsonObject;
    const service = kindShape('1.36', 'v1', 'Service').shapeAt;
    const sent = threeWayPatch(ports(53), ports(5353), ports(53), service, 'strategic');
    const { merged: result } = applyPatch(ports(53), sent, service, 'strategic');
    expect((spec(result)['ports'] as JsonObject[]).map(({ targetPort }) => targetPort)).toEqual([5353, 53]);
  });

  it('says null where the manifest does', () => {
    expect(patch('{}', '{hostname: null}', '{hostname: h}')).toEqual({ hostname: null });
  });

  it('refuses items without their key', () => {
    expect(() =>
      patch('{containers: [{name: a}]}', '{containers: [{image: x}]}', '{containers: [{name: a}]}'),
    ).toThrow('does not contain declared merge key: name');
  });

  it('merges custom resources plainly: lists are replaced', () => {
    const widget = (value: JsonObject) => ({ spec: value });
    const sent = threeWayPatch(
      widget({ a: 1, list: [1] }),
      widget({ list: [2], map: { k: 'v' } }),
      widget({ a: 1, list: [1, 9], other: true }),
      () => undefined,
      'merge',
    );
    expect(sent).toEqual({ spec: { a: null, list: [2], map: { k: 'v' } } });
    expect(applyMergePatch(widget({ a: 1, list: [1, 9], other: true }), sent)).toEqual({
      spec: { list: [2], map: { k: 'v' }, other: true },
    });
  });
});
