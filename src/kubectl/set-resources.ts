/** kubectl set resources KIND/NAME [--limits=AMOUNTS] [--requests=AMOUNTS] (k8s.io/kubectl/pkg/cmd/set/set_resources.go) */
import { isObject, type JsonObject, type JsonValue } from '../api/json.js';
import type { ObjectName } from '../apiserver/request.js';
import { type Client, get } from './client.js';
import { notThere } from './not-there.js';
import { clientError, type Outcome } from './outcome.js';
import { changePodSpec, mapContainers } from './pod-template.js';

/** Resources with their amounts. */
export type Amounts = Readonly<Record<string, string>>;

/** Sets limits and requests of the containers that are meant, of init containers too; what is not named stays. */
export function setResources(
  client: Client,
  name: ObjectName,
  wanted: { limits?: Amounts; requests?: Amounts },
  isMeant: (container: string) => boolean,
): Outcome {
  const live = get(client, name);
  if (!live) return notThere(client, name);
  let found = false;
  const changed = (spec: JsonObject) =>
    mapContainers(spec, (container) => {
      if (!isMeant(String(container['name']))) return container;
      found = true;
      return { ...container, resources: withAmounts(container['resources'], wanted) };
    });
  const outcome = changePodSpec(client, live, changed, 'resource requirements updated');
  if (found || outcome.error !== undefined) return outcome;
  return clientError('unable to find container named *', live);
}

function withAmounts(
  written: JsonValue | undefined,
  wanted: { limits?: Amounts; requests?: Amounts },
): JsonObject {
  const resources: JsonObject = isObject(written) ? { ...written } : {};
  for (const field of ['limits', 'requests'] as const) {
    const amounts = wanted[field];
    const before = resources[field];
    if (amounts) resources[field] = { ...(isObject(before) ? before : {}), ...amounts };
  }
  return resources;
}
