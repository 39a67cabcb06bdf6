/** The warnings about formats that the server does not check. */

import { isBefore, type KubernetesVersion } from '../../../../api/version.js';
import { isKnownFormat } from '../../../../schema/string-formats.js';
import { goQuote } from '../../../field-errors.js';
import { keys, list, obj, ptr, str } from '../../../fields.js';
import type { Context } from '../../../kind.js';
import type { Schema } from '../../../shared/structs.js';
import type { Struct } from '../../../typed.js';
import { internalSpec, schemasOf } from './internal.js';

/** Since these minors the server warns of formats of texts, and of those of other types. */
const FORMATS_SINCE: KubernetesVersion = '1.34';
const ALL_TYPES_SINCE: KubernetesVersion = '1.36';

/** One warning for each unknown format; on update only for those that are new. */
export function formatWarnings(
  object: Struct<'apiextensions.v1.CustomResourceDefinition'>,
  old: Struct<'apiextensions.v1.CustomResourceDefinition'> | undefined,
  { version }: Context,
): string[] {
  if (isBefore(version, FORMATS_SINCE)) return [];
  const onlyText = isBefore(version, ALL_TYPES_SINCE);
  const known = new Set(old ? formatsOf(old, onlyText) : []);
  return formatsOf(object, onlyText)
    .filter((format) => !known.has(format))
    .map((format) => `unrecognized format ${goQuote(format)}`);
}

function formatsOf(object: Struct<'apiextensions.v1.CustomResourceDefinition'>, onlyText: boolean): string[] {
  const found = new Set<string>();
  const visit = (schema: Schema): void => {
    const format = str(schema, 'format');
    const type = str(schema, 'type');
    const looked = format !== '' && (type === 'string' || !onlyText);
    if (looked && !isKnownFormat(type, format)) found.add(format);
    const items = ptr(schema, 'items');
    if (items) visit(items);
    const properties = obj(schema, 'properties');
    for (const name of keys(properties)) visit(obj(properties, name));
    const additional = ptr(schema, 'additionalProperties');
    if (additional) visit(additional);
    for (const name of ['allOf', 'anyOf', 'oneOf'] as const) list(schema, name).forEach(visit);
    const not = ptr(schema, 'not');
    if (not) visit(not);
  };
  for (const schema of schemasOf(internalSpec(obj(object, 'spec')))) visit(schema);
  return [...found].sort();
}
