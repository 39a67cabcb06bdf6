/** The API server's admission, asked by the write path. */

import { admit } from '../admission/admit.js';
import '../admission/kinds/all.js';
import { goStructOfKind } from '../api/go-types.js';
import type { JsonObject } from '../api/json.js';
import { groupOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';
import { worldPlugins } from './world-admission.js';

/** Why the API server does not take a write, as its Status says it. */
export interface Refusal {
  code: number;
  reason: string;
  message: string;
}

/** What comes out of admission: the object as it will be stored, or why it will not. */
export type Admitted = { object: KubeObject } | { refusal: Refusal };

export interface AdmissionContext {
  cluster: Cluster;
  now: number;
  /** What is stored now; updates only. */
  old?: KubeObject;
  /** Unknown fields are refused, as kubectl asks for. Controllers do not. */
  strict?: boolean;
  /** The uid that a new object gets. */
  uid?: string;
  /** Only defaults: the object is one that a server has taken already. */
  trusted?: boolean;
}

/** Passes an object through defaulting, validation and the admission plugins. Kinds nobody knows pass as they are. */
export function admitObject(
  object: KubeObject,
  { cluster, now, old, uid, strict = false, trusted = false }: AdmissionContext,
): Admitted {
  if (!goStructOfKind(object.apiVersion, object.kind)) {
    if (!groupOf(object.apiVersion).includes('.')) return unknown(object);
    return { object };
  }
  const admitted = admit(object as unknown as JsonObject, {
    version: cluster.version,
    operation: old ? 'update' : 'create',
    ...(old ? { old: old as unknown as JsonObject } : {}),
    now,
    ...(uid ? { uid } : {}),
    fieldValidation: strict ? 'Strict' : 'Ignore',
    ...(trusted ? { trusted } : { plugins: worldPlugins(cluster) }),
  });
  if (admitted.refusal) return { refusal: admitted.refusal };
  return { object: admitted.object as unknown as KubeObject };
}

/** The write came too late: controllers pass over that in silence. */
export function isNamespaceTerminating({ message }: Refusal): boolean {
  return message.endsWith('because it is being terminated');
}

function unknown({ apiVersion, kind }: KubeObject): { refusal: Refusal } {
  const message = `no matches for kind "${kind}" in version "${apiVersion}"`;
  return { refusal: { code: 404, reason: 'NotFound', message } };
}
