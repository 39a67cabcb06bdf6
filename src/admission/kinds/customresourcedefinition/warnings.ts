/** The warnings about formats that the server does not check. */
import { goQuote } from '../../field-errors.js';
import { get, keys, list, type Obj, obj, ptr, str } from '../../fields.js';
import { isKnownFormat } from '../../rules/schema-formats.js';
import { internalSpec, schemasOf } from './internal.js';

/** One warning for each unknown format; on update only for those that are new. */
export function formatWarnings(object: Obj, old: Obj | undefined): string[] {
  const known = new Set(old ? formatsOf(old) : []);
  return formatsOf(object)
    .filter((format) => !known.has(format))
    .map((format) => `unrecognized format ${goQuote(format)}`);
}

function formatsOf(object: Obj): string[] {
  const found = new Set<string>();
  const visit = (schema: Obj): void => {
    const format = str(schema, 'format');
    if (format !== '' && !isKnownFormat(str(schema, 'type'), format)) found.add(format);
    const items = ptr(schema, 'items');
    if (items) visit(items);
    const properties = obj(schema, 'properties');
    for (const name of keys(properties)) visit(obj(properties, name));
    const additional = get(schema, 'additionalProperties');
    if (additional && typeof additional === 'object') visit(additional as Obj);
    for (const name of ['allOf', 'anyOf', 'oneOf']) list(schema, name).forEach(visit);
    const not = ptr(schema, 'not');
    if (not) visit(not);
  };
  for (const schema of schemasOf(internalSpec(obj(object, 'spec')))) visit(schema);
  return [...found].sort();
}
