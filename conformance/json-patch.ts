import { isObject, type JsonObject, type JsonValue } from '../src/api/json.js';

/** A step of a JSON patch (RFC 6902), as far as recordings use them. */
export interface JsonPatchStep {
  op: 'add' | 'replace' | 'remove';
  path: string;
  value?: JsonValue;
}

/** A JSON patch applied to a copy of the object. */
export function applyJsonPatch(object: JsonObject, steps: readonly JsonPatchStep[]): JsonObject {
  const copy = structuredClone(object);
  for (const { op, path, value } of steps) {
    const keys = path
      .split('/')
      .slice(1)
      .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = keys.pop() ?? '';
    let at: JsonValue | undefined = copy;
    for (const key of keys) at = Array.isArray(at) ? at[Number(key)] : isObject(at) ? at[key] : undefined;
    if (Array.isArray(at)) {
      const index = last === '-' ? at.length : Number(last);
      if (op === 'add') at.splice(index, 0, value ?? null);
      else if (op === 'remove') at.splice(index, 1);
      else at[index] = value ?? null;
    } else if (isObject(at)) {
      if (op === 'remove') delete at[last];
      else at[last] = value ?? null;
    }
  }
  return copy;
}
