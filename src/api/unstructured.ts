/**
 * An object is known in two ways: by its fields (`Pod`, `Deployment`, … of objects.ts), and as the JSON that is decoded,
 * patched and written, which client-go calls unstructured. Both are the same value: objects hold JSON and nothing else.
 * TypeScript lets no interface pass for a map of values, and no map for an interface; the casts between the two are here.
 *
 * From JSON to fields nothing is checked, and need not be: what is stored or admitted was decoded by the struct of its
 * kind, which refuses a field of another type and whatever is required and missing (src/admission/decode.ts); what is
 * read as it was written, before or without that, is only asked for its apiVersion, kind and metadata.
 */
import type { JsonObject } from './json.js';
import type { Kinds } from './kinds.js';
import type { Labels } from './labels.js';
import type { KubeObject, LabelSelector, PodSpec, PodTemplateSpec } from './objects.js';

/** An object, or the template of one, as JSON. It is the same value: who changes it changes the object. */
export function asJson(object: KubeObject | PodTemplateSpec): JsonObject;
export function asJson(object: KubeObject | PodTemplateSpec | undefined): JsonObject | undefined;
export function asJson(object: KubeObject | PodTemplateSpec | undefined): JsonObject | undefined {
  return object as unknown as JsonObject | undefined;
}

/** JSON as the object that it is, of whatever kind. */
export function asObject(value: JsonObject): KubeObject {
  return value as unknown as KubeObject;
}

/** JSON as the labels that it is. */
export function asLabels(value: JsonObject): Labels {
  return value as Record<string, string>;
}

/** JSON as the object of its kind: `asKind<'Deployment'>(value)`. For what was admitted, not for what was written. */
export function asKind<K extends keyof Kinds>(value: JsonObject): Kinds[K] {
  return value as unknown as Kinds[K];
}

/** JSON as a pod's spec, for what was admitted. */
export function asPodSpec(value: JsonObject): PodSpec {
  return value as unknown as PodSpec;
}

/** JSON as a template of pods; what only is written may lack what a stored one has. */
export function asPodTemplate(value: JsonObject): PodTemplateSpec {
  return value as unknown as PodTemplateSpec;
}

/** JSON as a label selector. */
export function asSelector(value: JsonObject): LabelSelector {
  return value as unknown as LabelSelector;
}
