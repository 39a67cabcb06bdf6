/** One version of a definition: its schema, scale, columns, selectable fields (pkg/apis/apiextensions/validation). */

import { byteLength, dns1035LabelErrors } from '../../../../api/names.js';
import type { KubernetesVersion } from '../../../../api/version.js';
import { wording } from '../../../../api/wording.js';
import { At, type FieldErrors, json } from '../../../field-errors.js';
import { bool, get, ptr, str, strPtr } from '../../../fields.js';
import type { Schema } from '../../../shared/structs.js';
import type { Struct } from '../../../typed.js';
import { followFieldPath } from './field-path.js';
import { type InternalSpec, type InternalVersion, type Shared, schemaOf } from './internal.js';
import { type SchemaOptions, validateSchema } from './schema.js';

const NOT_SELECTABLE = wording('may only be set when `version.schema.openAPIV3Schema` is not included', {
  '1.33': 'selectableFields may only be set when version.schema.openAPIV3Schema is not included',
});

const COLUMN_TYPES = ['boolean', 'date', 'integer', 'number', 'string'];

const COLUMN_FORMATS = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];

const MOST_SELECTABLE = 8;

/** True where the status has requests of its own. */
export function hasStatus(shared: Shared): boolean {
  return get(shared.subresources, 'status') !== undefined;
}

/** Checks what each version says of itself: its schema, its parts, its deprecation. */
export function validateVersions(
  spec: InternalSpec,
  newTo: KubernetesVersion | undefined,
  errors: FieldErrors,
): void {
  const perVersion = spec.versions.some((one) => one.subresources);
  const firsts = new Map<string, InternalVersion>();
  for (const version of spec.versions) {
    // Versions of the same name answer for the first of them.
    const name = str(version.source, 'name');
    const first = firsts.get(name) ?? version;
    firsts.set(name, first);
    const statusEnabled = hasStatus(perVersion ? first : spec);
    validateVersion(version, { statusEnabled, newTo }, errors);
  }
}

function validateVersion(version: InternalVersion, options: SchemaOptions, errors: FieldErrors): void {
  const { source, place } = version;
  const name = str(source, 'name');
  const bad = dns1035LabelErrors(name);
  if (bad.length > 0) errors.invalid(place.child('name'), name, bad.join(','));
  validateDeprecation(source, place.child('deprecationWarning'), errors);
  validateSchema(schemaOf(version), options, version.validationAt, errors);
  validateParts(version, errors);
  if (version.selectable.length === 0) return;
  const schema = schemaOf(version);
  if (!schema) {
    errors.invalid(version.selectableAt, '', NOT_SELECTABLE);
  } else validateSelectable(version.selectable, schema, version.selectableAt, errors);
}

/** Subresources and printer columns. */
export function validateParts(shared: Shared, errors: FieldErrors): void {
  const scale = ptr(shared.subresources, 'scale');
  if (scale) validateScale(scale, shared.subresourcesAt.child('scale'), errors);
  shared.columns.forEach((column, index) => {
    validateColumn(column, shared.columnsAt.index(index), errors);
  });
}

function validateScale(
  scale: Struct<'apiextensions.v1.CustomResourceSubresourceScale'>,
  place: At,
  errors: FieldErrors,
): void {
  const check = (
    name: 'specReplicasPath' | 'statusReplicasPath' | 'labelSelectorPath',
    prefixes: readonly string[],
    under: string,
    optional: boolean,
  ): void => {
    const path = str(scale, name);
    if (path === '') {
      if (!optional) errors.required(place.child(name));
    } else if (validateSimplePath(path, place.child(name), errors)) {
      const detail = `should be a json path under ${under}`;
      if (!prefixes.some((prefix) => path.startsWith(prefix)))
        errors.invalid(place.child(name), path, detail);
    }
  };
  check('specReplicasPath', ['.spec.'], '.spec', false);
  check('statusReplicasPath', ['.status.'], '.status', false);
  check('labelSelectorPath', ['.spec.', '.status.'], 'either .spec or .status', true);
}

function validateSimplePath(path: string, place: At, errors: FieldErrors): boolean {
  if (path.startsWith('.')) return true;
  errors.invalid(place, path, 'must be a simple json path starting with .');
  return false;
}

function validateColumn(
  column: Struct<'apiextensions.v1.CustomResourceColumnDefinition'>,
  place: At,
  errors: FieldErrors,
): void {
  if (str(column, 'name') === '') errors.required(place.child('name'));
  const type = str(column, 'type');
  const types = `must be one of ${COLUMN_TYPES.join(',')}`;
  if (type === '') errors.required(place.child('type'), types);
  else if (!COLUMN_TYPES.includes(type)) errors.invalid(place.child('type'), type, types);
  const format = str(column, 'format');
  if (format !== '' && !COLUMN_FORMATS.includes(format)) {
    errors.invalid(place.child('format'), format, `must be one of ${COLUMN_FORMATS.join(',')}`);
  }
  const path = str(column, 'jsonPath');
  const pathAt = At.named(`${place}.JSONPath`, [...place.path, 'jsonPath']);
  if (path === '') errors.required(pathAt);
  else validateSimplePath(path, pathAt, errors);
}

/** Checks the fields that objects may be selected by. */
export function validateSelectable(
  fields: readonly Struct<'apiextensions.v1.SelectableField'>[],
  schema: Schema | undefined,
  place: At,
  errors: FieldErrors,
): void {
  const seen = new Set<string>();
  fields.forEach((field, index) => {
    const path = str(field, 'jsonPath');
    const pathAt = place.index(index).child('jsonPath');
    if (path === '') {
      errors.required(pathAt);
      return;
    }
    const found = followFieldPath(path, schema ?? {}, { arrays: false });
    if ('error' in found) {
      errors.invalid(pathAt, path, `is an invalid path: ${found.error}`);
      return;
    }
    if (found.root === 'metadata') errors.invalid(pathAt, path, 'must not point to fields in metadata');
    if (!['string', 'boolean', 'integer'].includes(str(found.schema, 'type'))) {
      errors.invalid(
        pathAt,
        path,
        'must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.',
      );
    }
    if (seen.has(found.text)) errors.duplicate(pathAt, path);
    seen.add(found.text);
  });
  if (seen.size > MOST_SELECTABLE) errors.tooMany(place, seen.size, MOST_SELECTABLE);
}

function validateDeprecation(
  version: Struct<'apiextensions.v1.CustomResourceDefinitionVersion'>,
  place: At,
  errors: FieldErrors,
): void {
  const warning = strPtr(version, 'deprecationWarning');
  if (warning === undefined) return;
  const shown = json(warning);
  if (!bool(version, 'deprecated')) {
    errors.invalid(place, shown, 'can only be set for deprecated versions');
    return;
  }
  if (byteLength(warning) > 256) errors.invalid(place, shown, 'must be <= 256 characters long');
  if (warning === '') errors.invalid(place, shown, 'must not be an empty string');
  const odd = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.exec(warning);
  if (odd) {
    const index = byteLength(warning.slice(0, odd.index));
    errors.invalid(
      place,
      shown,
      `must only contain printable UTF-8 characters; non-printable character found at index ${index}`,
    );
  }
}
