/** The manifest that `kubectl apply` remembers in an annotation. */
import { goJson } from './go-json.js';
import { isObject, type JsonObject } from './json.js';
import type { KubeObject } from './objects.js';
import { asJson } from './unstructured.js';

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The manifest with the annotation that remembers it: compact JSON with a line end, without the annotation itself. */
export function withLastApplied<T extends KubeObject>(manifest: T): T {
  return annotated(manifest, lastAppliedText(manifest));
}

/** The text that remembers a manifest. */
export function lastAppliedText(manifest: KubeObject): string {
  return `${goJson(asJson(annotated(manifest, undefined)))}\n`;
}

/** The object with that text in the annotation, or without the annotation. */
export function annotated<T extends KubeObject>(object: T, text: string | undefined): T {
  // A manifest need not have any.
  const metadata: KubeObject['metadata'] | undefined = object.metadata;
  const { annotations: written } = metadata ?? {};
  // What is no mapping is for the server to refuse.
  if (written !== undefined && written !== null && !isObject(written)) return object;
  const { [LAST_APPLIED]: _old, ...others } = written ?? {};
  const annotations = { ...others, ...(text !== undefined && { [LAST_APPLIED]: text }) };
  return { ...object, metadata: { ...metadata, annotations } };
}

/** The manifest that a live object remembers; undefined where it remembers none, or what cannot be read. */
export function lastAppliedOf({ metadata }: KubeObject): JsonObject | undefined {
  const text = isObject(metadata.annotations) ? metadata.annotations[LAST_APPLIED] : undefined;
  if (typeof text !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
