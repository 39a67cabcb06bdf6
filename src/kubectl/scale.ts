/** kubectl scale KIND/NAME --replicas=COUNT (k8s.io/kubectl/pkg/cmd/scale) */
import type { ObjectName } from '../apiserver/request.js';
import { type Client, get } from './client.js';
import { type Outcome, outcomeOf } from './outcome.js';

/** Asks for another number of replicas. */
export function scale(client: Client, { kind, key }: ObjectName, replicas: number): Outcome {
  const patch = { spec: { replicas } };
  const asked = { type: 'merge', patch, subresource: 'scale', fieldManager: 'kubectl' } as const;
  return outcomeOf(client.send({ verb: 'patch', kind, key, ...asked }), 'scaled', get(client, { kind, key }));
}
