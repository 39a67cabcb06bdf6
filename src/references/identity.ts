/** What an object is, read from one that may hold anything. */

import { isObject, type JsonObject, valueAt } from '../api/json.js';
import { kindOf } from '../api/object-key.js';
import { isClusterScoped } from './table.js';

export interface Identity {
  value: JsonObject;
  /** As the cluster files it. */
  kind: string;
  /** Undefined for kinds that live in no namespace. */
  namespace: string | undefined;
}

/** An object's kind and namespace, the given one where it says none; undefined for what is no object. */
export function identityOf(object: unknown, defaultNamespace = 'default'): Identity | undefined {
  if (!isObject(object)) return undefined;
  const apiVersion = valueAt(object, ['apiVersion']);
  const name = valueAt(object, ['kind']);
  if (typeof apiVersion !== 'string' || typeof name !== 'string') return undefined;
  const kind = kindOf({ apiVersion, kind: name });
  const said = valueAt(object, ['metadata', 'namespace']);
  const namespace = typeof said === 'string' && said !== '' ? said : defaultNamespace;
  return { value: object, kind, namespace: isClusterScoped(kind) ? undefined : namespace };
}
