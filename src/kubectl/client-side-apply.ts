import { definedKeys, isObject, type JsonObject, type JsonValue, setKey } from '../api/json.js';
import { LAST_APPLIED, lastAppliedOf, withLastApplied } from '../api/last-applied.js';
import { keyOf, kindOf, nameText } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { asJson, asObject } from '../api/unstructured.js';
import { bare, shapesIn } from '../apiserver/managed-fields.js';
import { servedKind } from '../apiserver/served.js';
import { PatchError } from '../patch/strategic-meta.js';
import { threeWayPatch } from '../patch/three-way.js';
import { guessPlural } from '../schema/resources.js';
import type { Client } from './client.js';
import { clientError, type Outcome, outcomeOf } from './outcome.js';

const MANAGER = 'kubectl-client-side-apply';
const NO_ANNOTATION = `is missing the ${LAST_APPLIED} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.`;

/**
 * The client's way of applying: what is not there is created; of what is, a patch is made from the manifest applied last,
 * the manifest now, and the live object.
 */
export function clientSideApply(client: Client, manifest: KubeObject, live: KubeObject | undefined): Outcome {
  const asked = { fieldManager: MANAGER, fieldValidation: 'Strict' } as const;
  const annotated = asJson(withLastApplied(manifest));
  if (!live) {
    const object = asObject(withoutNulls(annotated));
    return outcomeOf(client.send({ verb: 'create', object, ...asked }), 'created');
  }
  const { apiVersion, kind } = manifest;
  const served = servedKind(client.cluster, apiVersion, kind);
  const type = served && !served.custom ? 'strategic' : 'merge';
  const original = lastAppliedOf(live);
  const plural = served?.resource.plural ?? guessPlural(kind);
  const advice = original ? [] : [`resource ${plural}/${nameText(manifest.metadata.name)} ${NO_ANNOTATION}`];
  const current = { ...bare(live), apiVersion };
  try {
    const patch = threeWayPatch(
      original ?? {},
      annotated,
      current,
      shapesIn(client.cluster, apiVersion, kind),
      type,
    );
    if (definedKeys(patch).length === 0)
      return { word: 'unchanged', warnings: [], advice, object: live, changed: false };
    const name = { kind: kindOf(live), key: keyOf(live) };
    const outcome = outcomeOf(
      client.send({ verb: 'patch', ...name, type, patch, ...asked }),
      'configured',
      live,
    );
    return { ...outcome, advice };
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    return clientError(error.message, live);
  }
}

/** Nulls in mappings taken out, as kubectl does before it creates. */
function withoutNulls(value: JsonObject): JsonObject {
  const kept: JsonObject = {};
  for (const key of definedKeys(value)) {
    const field = value[key] as JsonValue;
    if (field !== null) setKey(kept, key, isObject(field) ? withoutNulls(field) : pruned(field));
  }
  return kept;
}

function pruned(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(pruned);
  return isObject(value) ? withoutNulls(value) : value;
}
