/** What of a live object a dump keeps: all that decides, and no secret. */
import { isSecretKind } from '../api/credential-names.js';
import { isObject, type JsonObject } from '../api/json.js';
import { LAST_APPLIED } from '../api/last-applied.js';

/** The fields of a Secret that hold values; their keys are kept, as pods ask for them by name. */
const VALUES = ['data', 'stringData'] as const;

/** The object without the books of its field managers, and a Secret without its values. */
export function snapshotObject(object: JsonObject): JsonObject {
  const kept = { ...object };
  const { metadata, kind } = object;
  const secret = typeof kind === 'string' && isSecretKind(kind);
  if (isObject(metadata)) {
    const { managedFields: _books, annotations, ...rest } = metadata;
    kept['metadata'] = {
      ...rest,
      ...(isObject(annotations) && { annotations: annotationsOf(annotations, secret) }),
    };
  }
  if (!secret) return kept;
  for (const field of VALUES) {
    const values = object[field];
    if (!isObject(values)) continue;
    kept[field] = Object.fromEntries(Object.keys(values).map((key) => [key, '']));
  }
  return kept;
}

/** What kubectl noted of a Secret holds its values once more. */
function annotationsOf(annotations: JsonObject, secret: boolean): JsonObject {
  if (!secret) return annotations;
  const { [LAST_APPLIED]: _noted, ...others } = annotations;
  return others;
}
