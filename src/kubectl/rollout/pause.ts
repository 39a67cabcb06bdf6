/** kubectl rollout pause, kubectl rollout resume (k8s.io/kubectl/pkg/cmd/rollout) */
import type { ObjectName } from '../../apiserver/request.js';
import type { Client } from '../client.js';
import { clientError, type Outcome, outcomeOf } from '../outcome.js';
import { isPaused, resourceName } from './workload.js';

/** Holds a rollout up: template changes are kept for later. */
export function pause(client: Client, name: ObjectName): Outcome {
  if (isPaused(client, name)) return clientError(`${resourceName(client, name)} is already paused`);
  return set(client, name, true, 'paused');
}

/** Lets it go on. */
export function resume(client: Client, name: ObjectName): Outcome {
  if (!isPaused(client, name)) return clientError(`${resourceName(client, name)} is not paused`);
  return set(client, name, null, 'resumed');
}

function set(client: Client, name: ObjectName, paused: true | null, word: string): Outcome {
  const request = {
    type: 'strategic',
    patch: { spec: { paused } },
    fieldManager: 'kubectl-rollout',
  } as const;
  return outcomeOf(client.send({ verb: 'patch', ...name, ...request }), word);
}
