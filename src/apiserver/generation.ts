/** How the server counts `metadata.generation` (PrepareForCreate and PrepareForUpdate of pkg/registry). */
import { type JsonObject, type Path, valueAt } from '../api/json.js';
import type { KubeObject } from '../api/objects.js';
import { sameValue } from '../api/semantic-equal.js';
import { kindOf } from '../cluster/cluster.js';
import { generationFields } from '../schema/resources.js';

/** The generation that a write gives an object: 1 when created, one more when what counts has changed; undefined for none. */
export function generationOf(
  object: KubeObject,
  old: KubeObject | undefined,
  isCustom: boolean,
): number | undefined {
  const fields = isCustom ? undefined : generationFields(kindOf(object));
  if (!isCustom && !fields) return undefined;
  if (!old) return 1;
  const before = old.metadata.generation ?? 0;
  const [now, then] = [object, old] as unknown as [JsonObject, JsonObject];
  const differs = (field: Path) => !sameValue(valueAt(now, field), valueAt(then, field));
  return (fields ?? ownFields(now, then)).some(differs) ? before + 1 : before;
}

/** Of a custom resource everything but metadata and status counts. */
function ownFields(now: JsonObject, then: JsonObject): Path[] {
  const keys = new Set([...Object.keys(now), ...Object.keys(then)]);
  return [...keys].filter((key) => key !== 'metadata' && key !== 'status').map((key) => [key]);
}
