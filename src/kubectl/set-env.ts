/** kubectl set env KIND/NAME KEY=VALUE... KEY-... [-c CONTAINERS] (k8s.io/kubectl/pkg/cmd/set/set_env.go) */
import { isObject, type JsonObject } from '../api/json.js';
import type { ObjectName } from '../apiserver/request.js';
import { type Client, get } from './client.js';
import { notThere } from './not-there.js';
import type { Outcome } from './outcome.js';
import { changePodSpec, mapContainers } from './pod-template.js';

/** Sets variables of every container that is meant, of init containers too; null takes one away. */
export function setEnv(
  client: Client,
  name: ObjectName,
  variables: Readonly<Record<string, string | null>>,
  isMeant: (container: string) => boolean,
): Outcome {
  const live = get(client, name);
  if (!live) return notThere(client, name);
  const changed = (spec: JsonObject) =>
    mapContainers(spec, (container) =>
      isMeant(String(container['name'])) ? withVariables(container, variables) : container,
    );
  return changePodSpec(client, live, changed, 'env updated');
}

/** What is there keeps its place, what is new comes last. */
function withVariables(
  container: JsonObject,
  variables: Readonly<Record<string, string | null>>,
): JsonObject {
  const { env: written, ...others } = container;
  const env = Array.isArray(written) ? written.filter(isObject) : [];
  const kept = env.flatMap((one) => {
    const name = String(one['name']);
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value === null) return [];
    return value === undefined ? [one] : [{ name, value }];
  });
  const known = new Set(env.map((one) => one['name']));
  const added = Object.entries(variables).flatMap(([name, value]) =>
    value === null || known.has(name) ? [] : [{ name, value }],
  );
  const all = [...kept, ...added];
  return all.length > 0 ? { ...others, env: all } : others;
}
