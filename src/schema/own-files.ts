import type { JsonValue } from '../api/json.js';
import type { SchemaError } from './error.js';
import { explainErrors } from './explain-errors.js';
import { ownDefinitions } from './files.js';
import { ownValidators } from './validators.js';

/** The definitions of whole files, in `schemas/config.json`, `schemas/scenario.json` and `schemas/sweep.json`. */
export type OwnFile = 'Config' | 'Scenario' | 'Sweep';

/**
 * Everything that is wrong with the shape of a file that kubeplan itself reads (`.kubeplan.yaml`, a Scenario, a Sweep), as
 * `validateObject` says it of objects. Never throws.
 */
export function ownFileErrors(file: OwnFile, value: JsonValue): SchemaError[] {
  const name = file.toLowerCase();
  const raw = ownValidators(name, () => ownDefinitions(name))(file, value);
  if (raw.length === 0) return [];
  const definitions = ownDefinitions(name);
  const source = { definitions, root: definitions[file] ?? {} };
  return explainErrors(raw, value, source, { secret: false, nullIsUnset: () => false });
}
