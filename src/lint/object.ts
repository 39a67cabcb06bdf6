import type { Location, ObjectRef } from '../api/finding.js';
import { isObject, type JsonObject, type JsonValue, type Path, valueAt } from '../api/json.js';
import type { Document } from '../manifest/document.js';

/** One object of the given files, with what every rule asks for first. */
export interface LintObject {
  document: Document;
  value: JsonObject;
  apiVersion: string;
  kind: string;
  /** metadata.name, or the beginning of the name to be (generateName); empty for an object that has neither. */
  name: string;
  /** metadata.name alone. */
  ownName: string;
  namespace?: string;
  ref: ObjectRef;
  /** False for a custom resource that nobody gave the definition of. */
  hasSchema: boolean;
  /** True for a patch of kustomize: a piece of an object, of which nothing can be said to be missing. */
  patch: boolean;
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The object of a document; undefined for a document that is not even a mapping. */
export function lintObject(document: Document, patch = false): LintObject | undefined {
  const { value } = document;
  if (!isObject(value)) return undefined;
  const metadata = isObject(value['metadata']) ? value['metadata'] : {};
  const apiVersion = text(value['apiVersion']);
  const kind = text(value['kind']);
  const ownName = text(metadata['name']);
  const name = ownName || text(metadata['generateName']);
  const namespace = text(metadata['namespace']);
  const where = namespace === '' ? {} : { namespace };
  const ref: ObjectRef = { apiVersion, kind, name, ...where };
  return { document, value, apiVersion, kind, name, ownName, ref, hasSchema: true, patch, ...where };
}

/**
 * The place of a field for a finding. Of a field that is not there: the key of what lacks it, since the first thing in it
 * has nothing to do with it.
 */
export function placeOf({ document, value }: LintObject, path: Path): Location {
  let at = path;
  while (at.length > 0 && valueAt(value, at) === undefined) at = at.slice(0, -1);
  const missing = at.length < path.length;
  return document.locate(at, missing && typeof at.at(-1) === 'string' ? 'key' : 'value');
}
