/** kubectl annotate KIND NAME KEY=VALUE... KEY-... [--overwrite] (k8s.io/kubectl/pkg/cmd/annotate) */
import { ownValue } from '../api/json.js';
import type { ObjectName } from '../apiserver/request.js';
import { type Client, get } from './client.js';
import { isTaken } from './label.js';
import { clientError, type Outcome, outcomeOf } from './outcome.js';

/** It may always be overwritten. */
const CHANGE_CAUSE = 'kubernetes.io/change-cause';

/** Sets annotations; null takes one away. One that has another value is kept where `overwrite` is false. */
export function annotate(
  client: Client,
  name: ObjectName,
  annotations: Readonly<Record<string, string | null>>,
  { overwrite = true } = {},
): Outcome {
  const live = get(client, name);
  const before = live?.metadata.annotations ?? {};
  const taken = Object.keys(annotations).filter(
    (key) => key !== CHANGE_CAUSE && isTaken(ownValue(before, key), annotations[key]),
  );
  if (!overwrite && taken.length > 0) {
    const values = taken.map((key) => `'${key}' already has a value (${before[key]})`).join('; ');
    const why = `--overwrite is false but found the following declared annotation(s): ${values}`;
    return clientError(why, live);
  }
  const request = {
    type: 'merge',
    patch: { metadata: { annotations: { ...annotations } } },
    fieldManager: 'kubectl-annotate',
  } as const;
  return outcomeOf(client.send({ verb: 'patch', ...name, ...request }), 'annotated', live);
}
