import { isObject, type JsonValue } from '../api/json.js';
import type { KubeObject } from '../api/objects.js';

/**
 * The objects among the values of a snapshot (what `kubectl get nodes,pods,… -o yaml` prints, its List flattened).
 * What has no kind, apiVersion or name is left out.
 */
export function snapshotObjects(values: Iterable<JsonValue>): KubeObject[] {
  const objects: KubeObject[] = [];
  for (const value of values) {
    if (!isObject(value) || typeof value['kind'] !== 'string' || typeof value['apiVersion'] !== 'string')
      continue;
    const { metadata } = value;
    if (!isObject(metadata) || typeof metadata['name'] !== 'string') continue;
    const { selfLink: _address, ...kept } = metadata;
    objects.push({ ...value, metadata: kept } as unknown as KubeObject);
  }
  return objects;
}
