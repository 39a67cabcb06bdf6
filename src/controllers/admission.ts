import type { KubeObject } from '../api/objects.js';
import { shimDefaults } from './shim-defaults.js';
import type { Cluster } from '../cluster/cluster.js';

/** Why the API server does not take a write, as its Status says it. */
export interface Refusal {
  code: number;
  reason: 'Forbidden' | 'Invalid' | 'AlreadyExists' | 'NotFound' | 'Conflict' | 'TooManyRequests' | 'InternalError';
  message: string;
}

/** What comes out of admission: the object as it will be stored, or why it will not. */
export type Admitted = { object: KubeObject } | { refusal: Refusal };

/** An object on its way in: `old` is what is stored now (updates only). */
export function admitObject(_cluster: Cluster, object: KubeObject, _old?: KubeObject): Admitted {
  return { object: shimDefaults(object) as KubeObject };
}
