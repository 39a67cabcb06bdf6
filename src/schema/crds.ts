import type { JsonObject } from '../api/json.js';
import type { KindInfo } from './catalog.js';
import type { SchemaError } from './error.js';
import type { SchemaSource } from './walk.js';

/** A custom kind with its schema. */
export interface CustomKind {
  info: KindInfo;
  source: SchemaSource;
  validate(value: JsonObject): SchemaError[];
}

/** The custom kinds that CustomResourceDefinitions add. */
export interface CrdSchemas {
  find(apiVersion: string, kind: string): CustomKind | undefined;
  kinds(): readonly KindInfo[];
}
