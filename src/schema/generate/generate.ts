import type { SchemaSet } from '../set.js';
import { stripDefinitions } from './definitions.js';
import { kindsOf } from './kinds.js';
import type { OpenApiDocument } from './openapi.js';

/**
 * Turns the OpenAPI v2 document of an API server (`kubectl get --raw /openapi/v2`) into a schema set.
 * `kubernetes` is the minor it is of, `1.36`. Nothing is read or written; the document is left as it is.
 */
export function generateSchemaSet(document: OpenApiDocument, kubernetes: string): SchemaSet {
  return { kubernetes, kinds: kindsOf(document), definitions: stripDefinitions(document, kubernetes) };
}
