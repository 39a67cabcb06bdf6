/** kubectl label KIND NAME KEY=VALUE... KEY-... (k8s.io/kubectl/pkg/cmd/label) */
import type { ObjectName } from '../apiserver/request.js';
import { type Client, get } from './client.js';
import { type Outcome, outcomeOf } from './outcome.js';

/** Sets labels; null takes one away. */
export function label(
  client: Client,
  name: ObjectName,
  labels: Readonly<Record<string, string | null>>,
): Outcome {
  const live = get(client, name);
  const before = live?.metadata.labels ?? {};
  const removes = Object.values(labels).every((value) => value === null);
  const same = Object.entries(labels).every(([key, value]) => (before[key] ?? null) === value);
  if (live && same) return { word: 'not labeled', warnings: [], object: live, changed: false };
  const patch = { metadata: { labels: { ...labels } } };
  const word = removes ? 'unlabeled' : 'labeled';
  return outcomeOf(
    client.send({ verb: 'patch', ...name, type: 'merge', patch, fieldManager: 'kubectl-label' }),
    word,
    live,
  );
}
