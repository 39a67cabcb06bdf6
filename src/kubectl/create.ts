/** kubectl create -f MANIFEST (k8s.io/kubectl/pkg/cmd/create) */
import type { KubeObject } from '../api/objects.js';
import type { Client } from './client.js';
import { type Outcome, outcomeOf } from './outcome.js';

/** Creates what one manifest says. */
export function create(client: Client, manifest: KubeObject): Outcome {
  const request = { fieldManager: 'kubectl-create', fieldValidation: 'Strict' } as const;
  return outcomeOf(client.send({ verb: 'create', object: manifest, ...request }), 'created');
}
