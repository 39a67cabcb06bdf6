import { complete, readable } from '../admission/readable.js';
import { isObject, type JsonObject } from '../api/json.js';
import type { KubeObject } from '../api/objects.js';
import { asObject } from '../api/unstructured.js';
import type { KubernetesVersion } from '../api/version.js';
import { Cluster } from '../cluster/cluster.js';

const DEFINITION = 'CustomResourceDefinition';

/**
 * A world of nothing but the definitions among what files hold: it says which kinds there are. Of two with one name the
 * later one counts. What is in a definition is taken with care by who reads it (schema/crds.ts); a world needs no more of it
 * than its metadata, so that it mostly stays the object that it is.
 */
export function definitionsIn(values: Iterable<unknown>, version: KubernetesVersion): Cluster {
  const found: KubeObject[] = [];
  for (const value of values) {
    if (!isObject(value) || value['kind'] !== DEFINITION || typeof value['apiVersion'] !== 'string') continue;
    found.push(asObject(isPlaced(value) ? value : madeWhole(value, version)));
  }
  return Cluster.of(found, version);
}

/** True for an object with metadata that a world can be made of. */
function isPlaced({ metadata }: JsonObject): boolean {
  if (!isObject(metadata)) return false;
  const { name, namespace, uid, labels, ownerReferences } = metadata;
  const texts = [name, namespace, uid].every((text) => text === undefined || typeof text === 'string');
  return texts && ownerReferences === undefined && (labels === undefined || isObject(labels));
}

function madeWhole(value: JsonObject, version: KubernetesVersion): JsonObject {
  const { object } = readable(value, version);
  complete(object, version);
  return object;
}
