/** A uid for objects that have never been in a cluster, so that what refers to it holds together. */
import { UNKNOWN_UID } from '../admission/admit.js';
import { isObject, type JsonObject, type JsonValue } from '../api/json.js';
import { cloneJson, definedKeys } from './json-equal.js';

/** Stands for every uid: none is compared, but a Job's labels and selector hold its own. */
export const NO_UID = '00000000-0000-0000-0000-000000000000';

/** The created object with a uid, also where labels and selectors say it. */
export function withUid(object: JsonObject): JsonObject {
  const copy = cloneJson(object);
  const metadata = copy['metadata'];
  if (isObject(metadata) && metadata['uid'] === undefined) metadata['uid'] = NO_UID;
  replace(copy);
  return copy;
}

function replace(value: JsonValue): void {
  if (Array.isArray(value)) {
    value.forEach(replace);
  } else if (isObject(value)) {
    for (const key of definedKeys(value)) {
      if (value[key] === UNKNOWN_UID) value[key] = NO_UID;
      else replace(value[key] as JsonValue);
    }
  }
}
