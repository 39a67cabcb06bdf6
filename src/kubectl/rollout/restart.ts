/** kubectl rollout restart (k8s.io/kubectl/pkg/polymorphichelpers/objectrestarter.go) */
import type { ObjectName } from '../../apiserver/request.js';
import type { Client } from '../client.js';
import { clientError, type Outcome, outcomeOf } from '../outcome.js';
import { isPaused, resourceName } from './workload.js';

const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

/** Rolls the same pods out again: their template gets the time (`at`, RFC 3339) as an annotation. */
export function restart(client: Client, name: ObjectName, at?: string): Outcome {
  if (isPaused(client, name)) {
    return clientError(
      `${resourceName(client, name)} can't restart paused deployment (run rollout resume first)`,
    );
  }
  const time = at ?? new Date(client.now).toISOString().replace(/\.\d+Z$/, 'Z');
  const patch = { spec: { template: { metadata: { annotations: { [RESTARTED_AT]: time } } } } };
  const request = { type: 'strategic', patch, fieldManager: 'kubectl-rollout' } as const;
  return outcomeOf(client.send({ verb: 'patch', ...name, ...request }), 'restarted');
}
