import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject } from '../../src/api/json.js';
import type { KubeObject } from '../../src/api/objects.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { definitionsAmong, type FromFile, mappingError } from '../../src/kubectl/resource-mapping.js';
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

/** What is said of each manifest that kubectl asks about in that world. */
function told(asked: Cluster, ...manifests: (FromFile & { object: KubeObject })[]) {
  const coming = definitionsAmong(manifests, asked);
  return manifests.flatMap((manifest) => {
    const error = mappingError(manifest, asked, coming);
    return error ? [[manifest.object.kind, error.code, error.message]] : [];
  });
}

const notMapped = (kind: string, name: string, namespace: string, file: string, version = 'v1') => [
  kind,
  0,
  `resource mapping not found for name: "${name}" namespace: "${namespace}" from "${file}": no matches for kind "${kind}" in version "example.com/${version}"\nensure CRDs are installed first`,
];

describe('kinds whose definition comes in the same run', () => {
  it('are not mapped, wherever the definition stands', () => {
    const errors = [notMapped('Widget', 'w', 'ns', 'a.yaml'), notMapped('Globe', 'g', '', '-')];
    expect(told(EMPTY, ...definitions, widget, globe, map, gadget)).toEqual(errors);
    expect(told(EMPTY, widget, globe, map, gadget, ...definitions)).toEqual(errors);
  });

  it('are not mapped in a version that the definition lacks', () => {
    const newer = { object: { ...widget.object, apiVersion: 'example.com/v9' } };
    expect(told(EMPTY, ...definitions, newer)).toEqual([notMapped('Widget', 'w', 'ns', '-', 'v9')]);
  });

  it('are told with the namespace that is written, not the one they go to', () => {
    const [document] = documents('{apiVersion: example.com/v1, kind: Widget, metadata: {name: w}}');
    expect(told(EMPTY, ...definitions, { object: widget.object, ...(document && { document }) })).toEqual([
      notMapped('Widget', 'w', '', '-'),
    ]);
  });

  it('are mapped where the definition is there, or comes from nowhere', () => {
    expect(told(clientOf().cluster, ...definitions, widget, globe)).toEqual([]);
    expect(told(EMPTY, widget, globe, map)).toEqual([]);
  });
});
