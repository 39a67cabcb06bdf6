/** kubectl set env KIND/NAME KEY=VALUE... KEY-... (k8s.io/kubectl/pkg/cmd/set/env) */
import type { ObjectName } from '../apiserver/request.js';
import { type Client, get } from './client.js';
import { notThere } from './not-there.js';
import { clientError, type Outcome, outcomeOf } from './outcome.js';
import { containersOf, patchAt, podSpecPath } from './pod-template.js';

/** Sets variables of every container; null takes one away. */
export function setEnv(
  client: Client,
  name: ObjectName,
  variables: Readonly<Record<string, string | null>>,
): Outcome {
  const live = get(client, name);
  if (!live) return notThere(client, name);
  const path = podSpecPath(live);
  if (!path)
    return clientError(
      `could not find any containers in ${name.kind.toLowerCase()}/${live.metadata.name}`,
      live,
    );
  const env = Object.entries(variables).map(([key, value]) =>
    value === null ? { $patch: 'delete', name: key } : { name: key, value },
  );
  const containers = containersOf(live, 'containers').map((container) => ({
    name: container['name'] ?? null,
    env,
  }));
  const request = {
    type: 'strategic',
    patch: patchAt(path, { containers }),
    fieldManager: 'kubectl-set',
  } as const;
  return outcomeOf(client.send({ verb: 'patch', ...name, ...request }), 'env updated', live);
}
