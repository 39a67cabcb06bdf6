import { isObject, type JsonObject, type JsonValue, type Path } from '../api/json.js';
import { itemKeys, type ShapeAt } from '../schema/field-shape.js';
import { itemsByKey, own } from '../schema/keyed-items.js';

/**
 * The way into a manifest to what stands at `path` of the object that it made: a merge may have put other items before
 * those of a keyed list. Where the manifest has no such item, the way stays as it is.
 */
export function writtenPlace(stored: JsonObject, manifest: JsonObject, path: Path, shapeAt: ShapeAt): Path {
  const written: (string | number)[] = [];
  let from: JsonValue | undefined = stored;
  let to: JsonValue | undefined = manifest;
  for (const [depth, step] of path.entries()) {
    let index = step;
    if (typeof step === 'number' && Array.isArray(from)) {
      const way = path.slice(0, depth);
      const keys = itemKeys(shapeAt(way));
      const known: Map<string, { index: number }> | undefined =
        keys && Array.isArray(to) ? itemsByKey(to, keys, shapeAt, way) : undefined;
      const id =
        keys && [...(itemsByKey(from, keys, shapeAt, way) ?? [])].find(([, one]) => one.index === step)?.[0];
      const found: { index: number } | undefined = id === undefined ? undefined : known?.get(id);
      // An item that the manifest does not have is behind all that it has.
      if (known && id !== undefined) index = found?.index ?? Math.max(step, (to as JsonValue[]).length);
    }
    written.push(index);
    from = Array.isArray(from) ? from[Number(step)] : isObject(from) ? own(from, String(step)) : undefined;
    to = Array.isArray(to) ? to[Number(index)] : isObject(to) ? own(to, String(index)) : undefined;
  }
  return written;
}
