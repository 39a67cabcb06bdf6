import { isObject, type JsonObject, type JsonValue, type Path } from '../api/json.js';
import { append } from '../api/lists.js';
import { atLeast, type KubernetesVersion } from '../api/version.js';
import type { CrdSchemas } from './crds.js';
import type { SchemaError } from './error.js';
import { explainErrors } from './explain-errors.js';
import { schemaSet } from './files.js';
import { type Resource, resources } from './resources.js';
import { tooDeep } from './too-deep.js';
import { unservedKind } from './unserved.js';
import { validatorValue } from './validator-value.js';
import { validatorsOf } from './validators.js';

/** How many errors of one object are told; the API server tells 100 as well. */
const MOST_TOLD = 100;

/** Errors that validation finds, not decoding. */
const ABOUT_VALUES = new Set(['missing-required', 'bad-enum', 'bad-value']);

/** The minor from which the pod and the claims of a StatefulSet are validated with it, not only when they are made. */
const POD_OF_STATEFUL_SET_SINCE = '1.34';

/**
 * Everything that is wrong with the shape of `value` for an API server of that minor: kind, unknown fields, types,
 * formats, value lists, required fields. `crds` adds custom kinds (`crdSchemas`). Never throws; the value is left as it
 * is. In the order of the schema's fields, at most 100.
 * Follows strict decoding (fieldValidation=Strict) and, for value lists and required fields, the API's validation.
 */
export function validateObject(
  version: KubernetesVersion,
  value: JsonValue,
  crds?: CrdSchemas,
): SchemaError[] {
  if (!isObject(value)) {
    return [
      { code: 'missing-kind', path: [], message: 'an object must be a mapping with apiVersion and kind' },
    ];
  }
  const unnamed = unnamedKind(value);
  if (unnamed.length > 0) return unnamed;
  const apiVersion = value['apiVersion'] as string;
  const kind = value['kind'] as string;

  const custom = crds?.find(apiVersion, kind);
  if (custom) return told(custom.validate(value), custom.info, version);

  const info = resources(version).find(apiVersion, kind);
  if (!info || info.role === 'meta') return [unservedKind(version, apiVersion, kind, crds)];

  const prepared = validatorValue(value);
  const raw = validatorsOf(version)(info.definition, prepared.value);
  const errors = prepared.tooDeep ? [tooDeep(prepared.tooDeep)] : [];
  if (raw.length > 0) {
    const definitions = schemaSet(version).definitions;
    const source = { definitions, root: definitions[info.definition] ?? {} };
    append(errors, explainErrors(raw, value, source, { secret: kind === 'Secret', nullIsUnset: () => true }));
  }
  return told(errors, info, version);
}

/** Errors that count: not those of values that the server only reads, for unknown fields and types, and then lets be. */
function told(errors: SchemaError[], info: Resource, version: KubernetesVersion): SchemaError[] {
  const onlyRead = (path: Path): boolean => {
    if (info.role === 'object' && info.subresources?.includes('status') && path[0] === 'status') return true;
    if (info.kind !== 'StatefulSet' || atLeast(version, POD_OF_STATEFUL_SET_SINCE)) return false;
    return (
      path[0] === 'spec' &&
      (path[1] === 'volumeClaimTemplates' || (path[1] === 'template' && path[2] === 'spec'))
    );
  };
  return errors
    .filter((error) => !(ABOUT_VALUES.has(error.code) && onlyRead(error.path)))
    .slice(0, MOST_TOLD);
}

function unnamedKind(value: JsonObject): SchemaError[] {
  const errors: SchemaError[] = [];
  const isUnsaid = (key: string): boolean =>
    !Object.hasOwn(value, key) || value[key] === null || value[key] === '';
  if (isUnsaid('apiVersion') && isUnsaid('kind')) {
    const message = 'neither apiVersion nor kind is set';
    return [{ code: 'missing-kind', path: [], key: 'apiVersion', expected: 'string', message }];
  }
  for (const key of ['apiVersion', 'kind']) {
    const written = Object.hasOwn(value, key) ? value[key] : undefined;
    if (typeof written === 'string' && written !== '') continue;
    const missing = written === undefined || written === null || written === '';
    errors.push({
      code: 'missing-kind',
      path: missing ? [] : [key],
      key,
      expected: 'string',
      message: missing ? `${key} is not set` : `${key} must be a string`,
    });
  }
  return errors;
}
