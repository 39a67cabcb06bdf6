import type { SchemaSet } from '../set.js';
import { stripDefinitions } from './definitions.js';
import { kindsIn } from './kinds.js';
import type { OpenApiDocument } from './openapi.js';
import { onlyServed, type ServedGroups } from './served.js';

/**
 * Turns the OpenAPI v2 document of an API server (`kubectl get --raw /openapi/v2`) into a schema set.
 * `kubernetes` is the minor it is of, `1.36`; `groups` say what of it a server with default flags serves, all of it
 * where they are not given. Nothing is read or written; the document is left as it is.
 */
export function generateSchemaSet(
  document: OpenApiDocument,
  kubernetes: string,
  groups?: ServedGroups,
): SchemaSet {
  const all: SchemaSet = {
    kubernetes,
    kinds: kindsIn(document),
    off: {},
    definitions: stripDefinitions(document, kubernetes),
  };
  return groups ? onlyServed(all, groups) : all;
}
