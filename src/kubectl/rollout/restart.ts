/** kubectl rollout restart (k8s.io/kubectl/pkg/polymorphichelpers/objectrestarter.go) */
import type { ObjectName } from '../../apiserver/request.js';
import { type Client, get } from '../client.js';
import { notThere } from '../not-there.js';
import { clientError, type Outcome, outcomeOf } from '../outcome.js';
import { isPaused, quotedName } from './workload.js';

const RESTARTABLE = new Set(['Deployment', 'DaemonSet', 'StatefulSet']);
const TOO_SOON =
  'if restart has already been triggered within the past second, please wait before attempting to trigger another';
const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

/** Rolls the same pods out again: their template gets the time (`at`, RFC 3339) as an annotation. */
export function restart(client: Client, name: ObjectName, at?: string): Outcome {
  const live = get(client, name);
  if (!live) return notThere(client, name);
  const why = isPaused(client, name)
    ? "can't restart paused deployment (run rollout resume first)"
    : RESTARTABLE.has(name.kind)
      ? undefined
      : 'restarting is not supported';
  if (why !== undefined) return clientError(`${quotedName(client, name)} ${why}`, live);
  const time = at ?? new Date(client.now).toISOString().replace(/\.\d+Z$/, 'Z');
  const patch = { spec: { template: { metadata: { annotations: { [RESTARTED_AT]: time } } } } };
  const request = { type: 'strategic', patch, fieldManager: 'kubectl-rollout' } as const;
  const outcome = outcomeOf(client.send({ verb: 'patch', ...name, ...request }), 'restarted', live);
  if (outcome.refusal || outcome.changed) return outcome;
  return clientError(`failed to create patch for ${live.metadata.name}: ${TOO_SOON}`, live);
}
