import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/api/json.js';
import type { KubeObject } from '../../src/api/objects.js';
import { handle } from '../../src/apiserver/handle.js';
import type { Request } from '../../src/apiserver/request.js';
import type { Cluster } from '../../src/cluster/cluster.js';
import { made, NOW, stored } from '../controllers/look.js';

const config = (data: object) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'c', namespace: 'default' },
  data,
});

/** The world after requests, a second between them; and why one of them was not done. */
function after(cluster: Cluster, ...requests: Request[]): { cluster: Cluster; refusal?: string } {
  let world = cluster;
  for (const [index, request] of requests.entries()) {
    const answer = handle(world, request, NOW + index * 1000);
    if ('refusal' in answer) return { cluster: world, refusal: answer.refusal.message };
    world = answer.cluster;
  }
  return { cluster: world };
}

/** Who owns what of the ConfigMap, a line each: how, and the keys of its data. */
function owners(cluster: Cluster): string[] {
  const { metadata } = cluster.get('ConfigMap', 'default/c') as unknown as { metadata: JsonObject };
  return ((metadata['managedFields'] ?? []) as JsonObject[]).map((entry) => {
    expect(Object.keys(entry)).toEqual([
      'apiVersion',
      'fieldsType',
      'fieldsV1',
      'manager',
      'operation',
      'time',
    ]);
    expect(entry).toMatchObject({ apiVersion: 'v1', fieldsType: 'FieldsV1' });
    const fields = (entry['fieldsV1'] as { 'f:data'?: JsonObject })['f:data'] ?? {};
    const keys = Object.keys(fields).filter((key) => key !== '.');
    return `${entry['manager']} ${entry['operation']}: ${keys.join(' ')}`;
  });
}

const apply = (data: object, fieldManager = 'me', force = false): Request => ({
  verb: 'apply',
  object: config(data) as unknown as KubeObject,
  fieldManager,
  force,
});
const update = (data: object, fieldManager?: string): Request => ({
  verb: 'patch',
  kind: 'ConfigMap',
  key: 'default/c',
  type: 'merge',
  patch: { data } as JsonObject,
  ...(fieldManager !== undefined && { fieldManager }),
});

describe('who owns the fields of an object', () => {
  it('is written down once somebody says who they are', () => {
    const { cluster } = after(
      stored([]),
      apply({ a: '1', b: '1' }),
      apply({ c: '1' }, 'you'),
      update({ d: '1' }, 'we'),
    );
    expect(owners(cluster)).toEqual(['me Apply: f:a f:b', 'you Apply: f:c', 'we Update: f:d']);
    const nobody = after(stored([made('ConfigMap', 'c', { data: { a: '1' } })]), update({ a: '2' }));
    expect(owners(nobody.cluster)).toEqual([]);
  });

  it('is the controller manager where a controller touches what somebody owns, and apply says so', () => {
    const touched = after(stored([]), apply({ a: '1', b: '1' }), update({ a: '2' }));
    expect(owners(touched.cluster)).toEqual(['me Apply: f:b', 'kube-controller-manager Update: f:a']);
    const again = after(touched.cluster, apply({ a: '3', b: '1' }));
    expect(again.refusal).toBe(
      'Apply failed with 1 conflict: conflict with "kube-controller-manager" using v1: .data.a',
    );
    const { cluster } = after(touched.cluster, apply({ a: '3', b: '1' }, 'me', true));
    expect(owners(cluster)).toEqual(['me Apply: f:a f:b']);
  });

  it('is not written anew, nor when, by an apply that changes nothing', () => {
    const { cluster } = after(stored([]), apply({ a: '1' }), apply({ b: '1' }, 'you'));
    expect(after(cluster, apply({ b: '1' }, 'you')).cluster).toBe(cluster);
  });

  it('is read from a dump, entries that say nothing left out', () => {
    const entry = (more: object) => ({
      apiVersion: 'v1',
      fieldsType: 'FieldsV1',
      fieldsV1: { 'f:data': { 'f:a': {} } },
      manager: 'you',
      operation: 'Update',
      time: '2025-01-01T00:00:00Z',
      ...more,
    });
    const dumped = (more: object) =>
      stored([made('ConfigMap', 'c', { data: { a: '1' }, metadata: { managedFields: [entry(more)] } })]);
    expect(after(dumped({}), apply({ a: '2' })).refusal).toBe(
      'Apply failed with 1 conflict: conflict with "you" using v1: .data.a',
    );
    expect(after(dumped({ operation: 'Nonsense' }), apply({ a: '2' })).refusal).toBeUndefined();
    expect(after(dumped({ fieldsV1: {} }), apply({ a: '2' })).refusal).toBeUndefined();
    expect(after(dumped({ subresource: 'status' }), apply({ a: '2' })).refusal).toBe(
      'Apply failed with 1 conflict: conflict with "you" with subresource "status" using v1: .data.a',
    );
  });
});
