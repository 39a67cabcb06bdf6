/** kubectl rollout pause, kubectl rollout resume (k8s.io/kubectl/pkg/cmd/rollout, polymorphichelpers/objectpauser.go) */
import type { ObjectName } from '../../apiserver/request.js';
import { type Client, get } from '../client.js';
import { notThere } from '../not-there.js';
import { clientError, type Outcome, outcomeOf } from '../outcome.js';
import { isPaused, quotedName } from './workload.js';

/** Holds the rollout of a Deployment up: template changes are kept for later. */
export function pause(client: Client, name: ObjectName): Outcome {
  const is = isPaused(client, name) ? 'is already paused' : undefined;
  return set(client, name, true, 'paused', is ?? unsupported(name, 'pausing'));
}

/** Lets it go on. */
export function resume(client: Client, name: ObjectName): Outcome {
  const is = isPaused(client, name) ? undefined : 'is not paused';
  return set(client, name, null, 'resumed', unsupported(name, 'resuming') ?? is);
}

function unsupported({ kind }: ObjectName, doing: string): string | undefined {
  return kind === 'Deployment' ? undefined : `${doing} is not supported`;
}

function set(
  client: Client,
  name: ObjectName,
  paused: true | null,
  word: string,
  why: string | undefined,
): Outcome {
  const live = get(client, name);
  if (!live) return notThere(client, name);
  if (why !== undefined) return clientError(`${quotedName(client, name)} ${why}`, live);
  const request = {
    type: 'strategic',
    patch: { spec: { paused } },
    fieldManager: 'kubectl-rollout',
  } as const;
  return outcomeOf(client.send({ verb: 'patch', ...name, ...request }), word, live);
}
