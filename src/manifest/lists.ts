import { isObject, type JsonObject, type JsonValue, type Path } from '../api/json.js';

/** One object of a document: itself, or what was found in its list. */
export interface Item {
  /** The way from the document's root. */
  root: Path;
  value: JsonValue;
}

/** Whether kubectl takes the value for a list of objects: any object with `items`, whatever its kind. */
function isObjectList(value: JsonValue): value is JsonObject & { items: JsonValue[] | null } {
  return isObject(value) && (Array.isArray(value['items']) || value['items'] === null);
}

/**
 * The objects of a document: itself, or the items of the list that it is. Lists inside a list come behind their
 * siblings. An item without apiVersion and kind takes the list's, the kind without its ending `List`. Follows
 * FlattenListVisitor of k8s.io/cli-runtime.
 */
export function flattenLists(value: JsonValue): Item[] {
  if (!isObjectList(value)) return [{ root: [], value }];
  const found: Item[] = [];
  const lists: Item[] = [{ root: [], value }];
  for (const list of lists) {
    if (!isObjectList(list.value)) continue;
    for (const [index, item] of (list.value.items ?? []).entries()) {
      const root = [...list.root, 'items', index];
      if (isObjectList(item)) lists.push({ root, value: item });
      else found.push({ root, value: withListKind(item, list.value) });
    }
  }
  return found;
}

function withListKind(item: JsonValue, list: JsonObject): JsonValue {
  if (!isObject(item) || Object.hasOwn(item, 'apiVersion') || Object.hasOwn(item, 'kind')) return item;
  const { apiVersion, kind } = list;
  if (typeof kind !== 'string' || !kind.endsWith('List') || kind === 'List') return item;
  return { apiVersion, kind: kind.slice(0, -'List'.length), ...item };
}
