/** How the server counts `metadata.generation` (PrepareForCreate and PrepareForUpdate of pkg/registry). */

import { sameValue } from '../api/equality.js';
import { type Gate, isOn, type Release } from '../api/gates.js';
import { type JsonObject, type Path, valueAt } from '../api/json.js';
import { kindOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { asJson } from '../api/unstructured.js';
import { generationFields } from '../schema/resources.js';
import { hasStatusSubresource, isCustom, type ServedKind } from './served.js';

/** Kinds whose generations are counted while a feature is on. */
const GATED: Readonly<Record<string, Gate>> = { HorizontalPodAutoscaler: 'HPAGeneration' };

/** The generation that a write gives an object: 1 when created, one more when what counts has changed; undefined for none. */
export function generationOf(
  object: KubeObject,
  old: KubeObject | undefined,
  served: ServedKind | undefined,
  release: Release,
): number | undefined {
  const gate = GATED[kindOf(object)];
  const isCounted = !isCustom(served) && (!gate || isOn(gate, release));
  const fields = isCounted ? generationFields(kindOf(object)) : undefined;
  if (!isCustom(served) && !fields) return undefined;
  if (!old) return 1;
  const before = Number(old.metadata.generation ?? 0);
  const [now, then] = [asJson(object), asJson(old)];
  const differs = (field: Path) => !sameValue(valueAt(now, field), valueAt(then, field));
  return (fields ?? ownFields(now, then, served)).some(differs) ? before + 1 : before;
}

/** Of a custom resource everything but its metadata counts, and its status where no subresource writes that. */
function ownFields(now: JsonObject, then: JsonObject, served: ServedKind | undefined): Path[] {
  const uncounted = served && !hasStatusSubresource(served) ? ['metadata'] : ['metadata', 'status'];
  const keys = new Set([...Object.keys(now), ...Object.keys(then)]);
  return [...keys].filter((key) => !uncounted.includes(key)).map((key) => [key]);
}
