/**
 * A definition's spec as the server validates it: in its internal form, what is the same in all versions stands at the
 * top, so that errors name `spec.validation` and not `spec.versions[0].schema`
 * (apiextensions-apiserver pkg/apis/apiextensions/v1/conversion.go).
 */

import { sameDecoded } from '../../../../api/equality.js';
import type { JsonValue } from '../../../../api/json.js';
import { At, at } from '../../../field-errors.js';
import { get, list, ptr, str } from '../../../fields.js';
import type { Schema } from '../../../shared/structs.js';
import type { Struct } from '../../../typed.js';

/** What a version or the top holds; absent where the other one does. */
export interface Shared {
  /** The holder of `openAPIV3Schema`. */
  validation?: Struct<'apiextensions.v1.CustomResourceValidation'>;
  validationAt: At;
  subresources?: Struct<'apiextensions.v1.CustomResourceSubresources'>;
  subresourcesAt: At;
  columns: readonly Struct<'apiextensions.v1.CustomResourceColumnDefinition'>[];
  columnsAt: At;
  selectable: readonly Struct<'apiextensions.v1.SelectableField'>[];
  selectableAt: At;
}

export interface InternalVersion extends Shared {
  source: Struct<'apiextensions.v1.CustomResourceDefinitionVersion'>;
  place: At;
}

export interface InternalSpec extends Shared {
  source: Struct<'apiextensions.v1.CustomResourceDefinitionSpec'>;
  place: At;
  /** The name of the first version. */
  version: string;
  versions: InternalVersion[];
}

const PARTS = ['schema', 'subresources', 'additionalPrinterColumns', 'selectableFields'] as const;
type Part = (typeof PARTS)[number];

/** The internal form of `spec`. Places keep the way into the object as it was written. */
export function internalSpec(spec: Struct<'apiextensions.v1.CustomResourceDefinitionSpec'>): InternalSpec {
  const place = at('spec');
  const written = list(spec, 'versions');
  const first = written[0];
  const shared = new Set<Part>(
    PARTS.filter((part) => written.every((version) => sameDecoded(get(version, part), get(first, part)))),
  );
  const versions = written.map((version, index): InternalVersion => {
    const own = place.child('versions').index(index);
    return {
      source: version,
      place: own,
      ...parts(
        version,
        (part) => !shared.has(part),
        (part) => own.child(part),
      ),
    };
  });
  const top = (part: Part, name: string): At =>
    At.named(`spec.${name}`, ['spec', 'versions', 0, ...(part === 'schema' ? ['schema'] : [part])]);
  return {
    source: spec,
    place,
    version: first ? str(first, 'name') : '',
    versions,
    ...parts(
      first ?? {},
      (part) => shared.has(part),
      (part) => top(part, part === 'schema' ? 'validation' : part),
    ),
  };
}

function parts(
  from: Struct<'apiextensions.v1.CustomResourceDefinitionVersion'>,
  has: (part: Part) => boolean,
  place: (part: Part) => At,
): Shared {
  const validation = has('schema') ? ptr(from, 'schema') : undefined;
  const subresources = has('subresources') ? ptr(from, 'subresources') : undefined;
  return {
    ...(validation && { validation }),
    validationAt: place('schema'),
    ...(subresources && { subresources }),
    subresourcesAt: place('subresources'),
    columns: has('additionalPrinterColumns') ? list(from, 'additionalPrinterColumns') : [],
    columnsAt: place('additionalPrinterColumns'),
    selectable: has('selectableFields') ? list(from, 'selectableFields') : [],
    selectableAt: place('selectableFields'),
  };
}

/** The schema of a version or of all, undefined for none. */
export function schemaOf(shared: Shared): Schema | undefined {
  return ptr(shared.validation, 'openAPIV3Schema');
}

/** All the schemas of a spec. */
export function schemasOf(spec: InternalSpec): Schema[] {
  return [spec, ...spec.versions].map(schemaOf).filter((schema) => schema !== undefined);
}

/** Whether any node of a schema, junctors and all, is such a one. */
export function someNode(schema: JsonValue | undefined, is: (node: Schema) => boolean): boolean {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return false;
  if (is(schema)) return true;
  const one = (name: string): boolean => someNode(schema[name], is);
  const each = (name: string): boolean => {
    const value = get(schema, name);
    const nodes = Array.isArray(value)
      ? value
      : value && typeof value === 'object'
        ? Object.values(value)
        : [];
    return nodes.some((node) => someNode(node, is));
  };
  return (
    (Array.isArray(schema['items']) ? each('items') : one('items')) ||
    ['not', 'additionalProperties', 'additionalItems'].some(one) ||
    ['allOf', 'anyOf', 'oneOf', 'properties', 'patternProperties', 'definitions', 'dependencies'].some(each)
  );
}
