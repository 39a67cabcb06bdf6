/** kubectl patch KIND NAME -p PATCH [--type=json|merge|strategic] (k8s.io/kubectl/pkg/cmd/patch) */
import type { JsonObject, JsonValue } from '../api/json.js';
import type { ObjectName, Patch } from '../apiserver/request.js';
import { type Client, get } from './client.js';
import { type Outcome, outcomeOf } from './outcome.js';

const MEDIA_TYPES = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
} as const;

/** Changes one object by a patch. Nothing changed: `patched (no change)`. */
export function patch(client: Client, name: ObjectName, change: Patch): Outcome {
  const live = get(client, name);
  const outcome = outcomeOf(
    client.send({
      verb: 'patch',
      ...name,
      ...change,
      fieldManager: 'kubectl-patch',
      fieldValidation: 'Warn',
    }),
    'patched',
    live,
  );
  if (outcome.refusal?.reason === 'UnsupportedMediaType' && live) {
    const what = `${MEDIA_TYPES[change.type]} is not supported by ${live.apiVersion}, Kind=${live.kind}`;
    return { ...outcome, error: `${what}: ${outcome.refusal.message}` };
  }
  if (outcome.word && !outcome.changed) return { ...outcome, word: 'patched (no change)' };
  return outcome;
}

/** A patch as it is written on the command line; undefined where type and text do not go together. */
export function patchOf(value: JsonValue, type: Patch['type']): Patch | undefined {
  if (type === 'json') return Array.isArray(value) ? { type, patch: value } : undefined;
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { type, patch: value as JsonObject }
    : undefined;
}
