import type { At, FieldErrors } from '../../../admission/field-errors.js';
import type { Release } from '../../../api/gates.js';
import type { JsonObject } from '../../../api/json.js';

/** What the configuration's API knows of the arguments of one plugin. */
export interface ArgsKind {
  /** Beside `apiVersion` and `kind`. */
  fields: readonly string[];
  /** What counts for fields that are not there. */
  defaults: JsonObject;
  /** Fills in what is missing inside of fields; `args` have their defaults. */
  complete?(args: JsonObject): JsonObject;
  /** What kube-scheduler refuses; `args` are complete. */
  check?(args: JsonObject, at: At, errors: FieldErrors, release: Release): void;
}
