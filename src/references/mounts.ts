/** How containers see the files of a volume. */
import { type JsonObject, type Path, valueAt } from '../api/json.js';
import { CONTAINER_LISTS } from './pod-parts.js';
import type { Way } from './reference.js';
import { placesAt, textAt } from './walk.js';

/** The ways in which the volume that `path` leads into is mounted; none for one that is not. */
export function mountsAt(object: JsonObject, path: Path): Way[] {
  const list = path.lastIndexOf('volumes');
  const specPath = path.slice(0, list);
  const name = valueAt(object, [...path.slice(0, list + 2), 'name']);
  const spec = { path: specPath, value: valueAt(object, specPath) ?? null };
  const mounts = CONTAINER_LISTS.flatMap((containers) => placesAt(spec, `${containers}[*].volumeMounts[*]`));
  const ways = mounts
    .filter((mount) => typeof name === 'string' && textAt(mount, 'name') === name)
    .map((mount): Way => ((textAt(mount, 'subPath') ?? textAt(mount, 'subPathExpr')) ? 'subPath' : 'files'));
  return [...new Set(ways)];
}
