/** Why the server refuses an object, and refusals of updates that admission does not know yet. */
import { goJson } from '../api/go-json.js';
import { type JsonObject, type Path, valueAt } from '../api/json.js';
import type { Change } from './object-diff.js';
import { isWithin } from './pod-template.js';

/** Why the server refuses an object. */
export interface Refusal {
  /** The server's notation: `spec.selector`; empty for a refusal of the whole object. */
  field: string;
  /** The server's whole message without the field: `Forbidden: …`, `Invalid value: …: field is immutable`. */
  message: string;
  path: Path;
}

const IMMUTABLE = 'field is immutable';

/** Fields whose every change is refused with their new value. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  StorageClass: ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode'],
};

/** What of a change the server refuses because the field is immutable. `now` as it would be stored. */
export function immutableRefusals(kind: string, now: JsonObject, changes: readonly Change[]): Refusal[] {
  return (FIELDS[kind] ?? [])
    .filter((field) => changes.some(({ newPath }) => isWithin(newPath, [field])))
    .map((field) => {
      const value = valueAt(now, [field]);
      const shown = value === undefined ? 'null' : goJson(value);
      return { field, message: `Invalid value: ${shown}: ${IMMUTABLE}`, path: [field] };
    });
}
