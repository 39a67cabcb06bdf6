import type { ObjectRef } from '../api/finding.js';
import { isObject, type JsonObject, type JsonValue } from '../api/json.js';
import type { Document } from '../manifest/document.js';

/** One object of the given files, with what every rule asks for first. */
export interface LintObject {
  document: Document;
  value: JsonObject;
  apiVersion: string;
  kind: string;
  /** Empty for an object that has none (yet). */
  name: string;
  namespace?: string;
  ref: ObjectRef;
  /** False for a custom resource that nobody gave the definition of. */
  hasSchema: boolean;
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The object of a document; undefined for a document that is not even a mapping. */
export function lintObject(document: Document): LintObject | undefined {
  const { value } = document;
  if (!isObject(value)) return undefined;
  const metadata = isObject(value['metadata']) ? value['metadata'] : {};
  const apiVersion = text(value['apiVersion']);
  const kind = text(value['kind']);
  const name = text(metadata['name']) || text(metadata['generateName']);
  const namespace = text(metadata['namespace']) || undefined;
  const ref: ObjectRef = { apiVersion, kind, name, ...(namespace && { namespace }) };
  return { document, value, apiVersion, kind, name, ref, hasSchema: true, ...(namespace && { namespace }) };
}
