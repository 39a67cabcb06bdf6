import type { JsonObject } from '../../../api/json.js';
import type { Cluster } from '../../../cluster/cluster.js';
import { type Obj, obj, str } from '../../fields.js';

/** The policies or bindings of a kind in the order of their names. */
export function policiesOf(cluster: Cluster, kind: string): JsonObject[] {
  const all = cluster.list(kind) as unknown as JsonObject[];
  return [...all].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** The name of an object. */
export function nameOf(object: Obj): string {
  return str(obj(object, 'metadata'), 'name');
}
