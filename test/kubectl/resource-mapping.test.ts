import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject } from '../../src/api/json.js';
import type { KubeObject } from '../../src/api/objects.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { mappingErrors } from '../../src/kubectl/resource-mapping.js';
import { CRDS } from '../diff/cases.js';
import { documents } from '../diff/manifests.js';
import { clientOf } from './client.js';

function read(text: string, file?: string) {
  const value = documents(text)[0]?.value;
  if (!isObject(value)) throw new Error('no object');
  return { object: value as unknown as KubeObject, ...(file !== undefined && { location: { file } }) };
}

const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ns' } } as KubeObject;
const EMPTY = Cluster.of([namespace], '1.36');
const definitions = CRDS.map((object: JsonObject) => ({ object: object as unknown as KubeObject }));
const widget = read(
  '{apiVersion: example.com/v1, kind: Widget, metadata: {name: w, namespace: ns}, spec: {}}',
  'a.yaml',
);
const globe = read('{apiVersion: example.com/v1, kind: Globe, metadata: {name: g}}');
const map = read('{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: ns}}');
const gadget = read('{apiVersion: example.com/v1, kind: Gadget, metadata: {name: g, namespace: ns}}');

const told = (before: Cluster, ...manifests: { object: KubeObject }[]) =>
  [...mappingErrors(before, manifests)].map(([{ object }, { code, message }]) => [
    object.kind,
    code,
    message,
  ]);

describe('kinds whose definition comes in the same run', () => {
  it('are not mapped, wherever the definition stands', () => {
    const errors = [
      [
        'Widget',
        0,
        'resource mapping not found for name: "w" namespace: "ns" from "a.yaml": no matches for kind "Widget" in version "example.com/v1"\nensure CRDs are installed first',
      ],
      [
        'Globe',
        0,
        'resource mapping not found for name: "g" namespace: "" from "-": no matches for kind "Globe" in version "example.com/v1"\nensure CRDs are installed first',
      ],
    ];
    expect(told(EMPTY, ...definitions, widget, globe, map, gadget)).toEqual(errors);
    expect(told(EMPTY, widget, globe, map, gadget, ...definitions)).toEqual(errors);
  });

  it('are told what the server would refuse even then', () => {
    const bad = read(
      '{apiVersion: example.com/v1, kind: Widget, metadata: {name: w, namespace: ns}, spec: {size: -1}}',
    );
    expect(told(EMPTY, ...definitions, bad)).toEqual([
      [
        'Widget',
        422,
        'Widget.example.com "w" is invalid: spec.size: Invalid value: -1: spec.size in body should be greater than or equal to 0',
      ],
    ]);
  });

  it('are mapped where the definition is there, or comes from nowhere', () => {
    expect(told(clientOf().cluster, ...definitions, widget, globe)).toEqual([]);
    expect(told(EMPTY, widget, globe, map)).toEqual([]);
  });
});
