import { complete, readable } from '../admission/readable.js';
import { isObject, type JsonObject } from '../api/json.js';
import type { KubeObject } from '../api/objects.js';
import { asObject } from '../api/unstructured.js';
import type { KubernetesVersion } from '../api/version.js';
import { Cluster } from '../cluster/cluster.js';

const DEFINITION = 'CustomResourceDefinition';

/**
 * A world of nothing but the definitions among what files hold, as far as they can be read: it says which kinds there are.
 * Of two with one name the later one counts.
 */
export function definitionsIn(values: Iterable<unknown>, version: KubernetesVersion): Cluster {
  const found: KubeObject[] = [];
  for (const value of values) {
    if (!isObject(value) || value['kind'] !== DEFINITION) continue;
    const { object } = readable(value as JsonObject, version);
    complete(object, version);
    found.push(asObject(object));
  }
  return Cluster.of(found, version);
}
