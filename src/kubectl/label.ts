/** kubectl label KIND NAME KEY=VALUE... KEY-... [--overwrite] (k8s.io/kubectl/pkg/cmd/label) */
import { ownValue } from '../api/json.js';
import type { ObjectName } from '../apiserver/request.js';
import { type Client, get } from './client.js';
import { clientError, type Outcome, outcomeOf } from './outcome.js';

/** Sets labels; null takes one away. A label that has another value is kept where `overwrite` is false. */
export function label(
  client: Client,
  name: ObjectName,
  labels: Readonly<Record<string, string | null>>,
  { overwrite = true } = {},
): Outcome {
  const live = get(client, name);
  const before = live?.metadata.labels ?? {};
  const taken = Object.keys(labels).find((key) => isTaken(ownValue(before, key), labels[key]));
  if (!overwrite && taken !== undefined) {
    const why = `'${taken}' already has a value (${before[taken]}), and --overwrite is false`;
    return clientError(why, live);
  }
  const same = Object.entries(labels).every(([key, value]) => (ownValue(before, key) ?? null) === value);
  if (live && same) return { word: 'not labeled', warnings: [], object: live, changed: false };
  const after: Record<string, string | null> = { ...before, ...labels };
  for (const key of Object.keys(after)) if (after[key] === null) delete after[key];
  // kubectl goes by which of the two objects is longer.
  const shorter = JSON.stringify(after).length < JSON.stringify(before).length;
  const request = {
    type: 'merge',
    patch: { metadata: { labels: { ...labels } } },
    fieldManager: 'kubectl-label',
  } as const;
  return outcomeOf(
    client.send({ verb: 'patch', ...name, ...request }),
    shorter && !overwrite ? 'unlabeled' : 'labeled',
    live,
  );
}

/** True where a key has a value, and is to get another. */
export function isTaken(before: string | undefined, wanted: string | null | undefined): boolean {
  return before !== undefined && typeof wanted === 'string' && before !== wanted;
}
