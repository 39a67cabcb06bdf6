import type { JsonValue } from '../api/json.js';
import type { SchemaError } from './error.js';
import { explainErrors } from './explain-errors.js';
import { configSchema } from './files.js';
import { ownValidators } from './validators.js';

/** The definition of a whole configuration in `schemas/config.json`. */
const CONFIG = 'Config';

/**
 * Everything that is wrong with the shape of a configuration of kubeplan (`.kubeplan.yaml`), as `validateObject` says it of
 * objects. Never throws.
 */
export function configErrors(value: JsonValue): SchemaError[] {
  const raw = ownValidators(() => configSchema().definitions)(CONFIG, value);
  if (raw.length === 0) return [];
  const { definitions } = configSchema();
  const source = { definitions, root: definitions[CONFIG] ?? {} };
  return explainErrors(raw, value, source, { secret: false, nullIsUnset: () => false });
}
