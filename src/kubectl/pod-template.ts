/** The pods that a live object makes, for the verbs that change them. */
import { cloneJson, isObject, type JsonObject, type Path, valueAt } from '../api/json.js';
import { keyOf, kindOf, nameText, versionOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { asJson } from '../api/unstructured.js';
import { shapesIn } from '../apiserver/managed-fields.js';
import { resourceOf } from '../apiserver/served.js';
import { diffMaps } from '../patch/strategic-diff.js';
import { podTemplatePath } from '../schema/resources.js';
import type { Client } from './client.js';
import { clientError, type Outcome, outcomeOf } from './outcome.js';

/** The way to the pod's spec; undefined for what makes no pods. */
function podSpecPath(object: KubeObject): Path | undefined {
  const path = podTemplatePath(kindOf(object));
  return path && [...path, 'spec'];
}

/** A pod's spec with another value for each of its containers, the init containers too. */
export function mapContainers(spec: JsonObject, change: (container: JsonObject) => JsonObject): JsonObject {
  const changed: JsonObject = { ...spec };
  for (const list of ['containers', 'initContainers']) {
    const containers = spec[list];
    if (Array.isArray(containers)) changed[list] = containers.filter(isObject).map(change);
  }
  return changed;
}

/**
 * Sends what `change` makes of the pod's spec, as kubectl does: the difference between the two objects, so that lists stay in
 * their order. Nothing is sent, nor said, where there is none (cmd/set/helper.go, CalculatePatches).
 */
export function changePodSpec(
  client: Client,
  live: KubeObject,
  change: (spec: JsonObject) => JsonObject,
  word: string,
): Outcome {
  const path = podSpecPath(live);
  const before = asJson(live);
  const spec = path && valueAt(before, path);
  if (!path || !isObject(spec)) return clientError(noTemplate(client, live), live);
  const after = withValue(before, path, change(spec));
  const shapeAt = shapesIn(client.cluster, live.apiVersion, live.kind);
  const patch = diffMaps(cloneJson(before), cloneJson(after), shapeAt, { setElementOrder: true });
  if (Object.keys(patch).length === 0) return { warnings: [], object: live, changed: false };
  const request = { type: 'strategic', patch, fieldManager: 'kubectl-set' } as const;
  return outcomeOf(
    client.send({ verb: 'patch', kind: kindOf(live), key: keyOf(live), ...request }),
    word,
    live,
  );
}

function noTemplate({ cluster }: Client, { apiVersion, kind, metadata }: KubeObject): string {
  const plural = resourceOf(cluster, { apiVersion, kind }).split('.')[0];
  const type = `*${versionOf(apiVersion)}.${kind}`;
  return `${plural}/${nameText(metadata.name)} the object is not a pod or does not have a pod template: ${type}`;
}

function withValue(object: JsonObject, [step, ...rest]: Path, value: JsonObject): JsonObject {
  if (step === undefined) return value;
  return { ...object, [step]: withValue(object[step] as JsonObject, rest, value) };
}
