/** Where a manifest writes what stands at a path of the object that it made. */
import { isObject, type JsonObject, type JsonValue, type Path, valueAt } from '../api/json.js';
import { itemKeys, type ShapeAt } from '../schema/field-shape.js';
import { itemsByKey, own } from '../schema/keyed-items.js';
import type { Entry } from './identity.js';

/** The items of a keyed list: where each stands, and by what each is known. */
interface Items {
  places: Map<string, number>;
  ids: string[];
}

/**
 * What gives the way into a manifest to what stands at a path of the object that it made: a merge may have put other items
 * before those of a keyed list. Where the manifest has no such item, the way stays as it is.
 */
export function writtenPlaces(
  stored: JsonObject,
  manifest: JsonObject,
  shapeAt: ShapeAt,
): (path: Path) => Path {
  const read = new Map<readonly JsonValue[], Items | undefined>();
  const itemsOf = (list: readonly JsonValue[], keys: readonly string[], way: Path): Items | undefined => {
    if (!read.has(list)) {
      const items = itemsByKey(list, keys, shapeAt, way);
      const places = items && new Map([...items].map(([id, { index }]) => [id, index]));
      read.set(list, places && { places, ids: [...places.keys()] });
    }
    return read.get(list);
  };
  return (path) => {
    const written: (string | number)[] = [];
    let from: JsonValue | undefined = stored;
    let to: JsonValue | undefined = manifest;
    for (const [depth, step] of path.entries()) {
      let index = step;
      if (typeof step === 'number' && Array.isArray(from) && Array.isArray(to)) {
        const way = path.slice(0, depth);
        const keys = itemKeys(shapeAt(way));
        const known: Items | undefined = keys && itemsOf(to, keys, way);
        const id = keys && itemsOf(from, keys, way)?.ids[step];
        // An item that the manifest does not have is behind all that it has.
        if (known && id !== undefined) index = known.places.get(id) ?? Math.max(step, to.length);
      }
      written.push(index);
      from = Array.isArray(from) ? from[Number(step)] : isObject(from) ? own(from, String(step)) : undefined;
      to = Array.isArray(to) ? to[Number(index)] : isObject(to) ? own(to, String(index)) : undefined;
    }
    return written;
  };
}

/** Where a stored field is written: `data` of a Secret may stand under `stringData`. */
export function writtenPath({ kind, object }: Pick<Entry, 'kind' | 'object'>, path: Path): Path {
  if (kind !== 'Secret' || path[0] !== 'data') return path;
  const plainPath = ['stringData', ...path.slice(1)];
  return valueAt(object, plainPath) === undefined ? path : plainPath;
}
