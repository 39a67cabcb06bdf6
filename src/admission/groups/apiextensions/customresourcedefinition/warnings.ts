/** The warnings about schemas: formats that the server does not check, sets that it cannot keep. */

import { isBefore, type KubernetesVersion } from '../../../../api/version.js';
import { isKnownFormat } from '../../../../schema/string-formats.js';
import { goQuote } from '../../../field-errors.js';
import { keys, list, obj, ptr, str } from '../../../fields.js';
import type { Context } from '../../../kind.js';
import type { Schema } from '../../../shared/structs.js';
import type { Struct } from '../../../typed.js';
import { internalSpec, schemasOf } from './internal.js';
import { LIST_TYPE } from './topology.js';

/** Since these minors the server warns of formats of texts, and of those of other types. */
const FORMATS_SINCE: KubernetesVersion = '1.34';
const ALL_TYPES_SINCE: KubernetesVersion = '1.36';

/** Since this minor the server warns of sets that neither apply nor rules can tell the items of apart. */
const SETS_SINCE: KubernetesVersion = '1.37';

type Definition = Struct<'apiextensions.v1.CustomResourceDefinition'>;

/** One warning for each unknown format, one for each kind of set; on update only for those that are new. */
export function schemaWarnings(
  object: Definition,
  old: Definition | undefined,
  { version }: Context,
): string[] {
  const before = new Set(old ? found(old, version) : []);
  return found(object, version).filter((warning) => !before.has(warning));
}

function found(object: Definition, version: KubernetesVersion): string[] {
  const [formats, sets] = [new Set<string>(), new Set<string>()];
  const onlyText = isBefore(version, ALL_TYPES_SINCE);
  for (const schema of schemasOf(internalSpec(obj(object, 'spec'))))
    visit(schema, (one) => {
      const [format, type] = [str(one, 'format'), str(one, 'type')];
      const looked = format !== '' && (type === 'string' || !onlyText);
      if (looked && !isKnownFormat(type, format)) formats.add(`unrecognized format ${goQuote(format)}`);
      const items = str(ptr(one, 'items'), 'type');
      if (str(one, LIST_TYPE) === 'set' && items === 'array')
        sets.add(
          `${LIST_TYPE}: set for items of type ${goQuote(items)} is not supported by server-side apply or CEL validation rules`,
        );
    });
  return [
    ...(isBefore(version, FORMATS_SINCE) ? [] : [...formats].sort()),
    ...(isBefore(version, SETS_SINCE) ? [] : sets),
  ];
}

/** Looks at a schema and all within it. */
function visit(schema: Schema, look: (schema: Schema) => void): void {
  look(schema);
  const items = ptr(schema, 'items');
  if (items) visit(items, look);
  const properties = obj(schema, 'properties');
  for (const name of keys(properties)) visit(obj(properties, name), look);
  const additional = ptr(schema, 'additionalProperties');
  if (additional) visit(additional, look);
  for (const name of ['allOf', 'anyOf', 'oneOf'] as const)
    for (const one of list(schema, name)) visit(one, look);
  const not = ptr(schema, 'not');
  if (not) visit(not, look);
}
