/** The resources that scores look at, with their weights (ResourceSpec). */
import { isObject, type JsonObject, type JsonValue, textOf } from '../../../api/json.js';

/** What is looked at unless told otherwise. */
export const CPU_AND_MEMORY: JsonObject[] = [
  { name: 'cpu', weight: 1 },
  { name: 'memory', weight: 1 },
];

/** cpu and memory for an empty list; a weight of 1 where none is given, no name where nothing is. */
export function weighted(resources: JsonValue | undefined): JsonObject[] {
  const list = Array.isArray(resources) ? resources : [];
  if (list.length === 0) return CPU_AND_MEMORY;
  return list.map((one) => {
    const { name, weight } = isObject(one) ? one : {};
    return { name: textOf(name), weight: weight || 1 };
  });
}
