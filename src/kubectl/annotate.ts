/** kubectl annotate KIND NAME KEY=VALUE... KEY-... (k8s.io/kubectl/pkg/cmd/annotate) */
import type { ObjectName } from '../apiserver/request.js';
import { type Client, get } from './client.js';
import { type Outcome, outcomeOf } from './outcome.js';

/** Sets annotations; null takes one away. */
export function annotate(
  client: Client,
  name: ObjectName,
  annotations: Readonly<Record<string, string | null>>,
): Outcome {
  const patch = { metadata: { annotations: { ...annotations } } };
  const asked = { type: 'merge', patch, fieldManager: 'kubectl-annotate' } as const;
  return outcomeOf(client.send({ verb: 'patch', ...name, ...asked }), 'annotated', get(client, name));
}
