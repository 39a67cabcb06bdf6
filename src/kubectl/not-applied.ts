/** What keeps a manifest from being applied that could be created. */
import { goJsonBytes } from '../api/go-json.js';
import { textOf } from '../api/json.js';
import { annotated, LAST_APPLIED } from '../api/last-applied.js';
import type { KubeObject } from '../api/objects.js';
import { asJson } from '../api/unstructured.js';

/** The server's limit for all annotations of an object together, in bytes. */
const MOST_BYTES = 262_144;

/** Why kubectl does not even ask: an object without a name cannot be found again. What is no text is no name to it. */
export function generateNameError({ metadata }: Pick<KubeObject, 'metadata'>): string | undefined {
  const { name, generateName } = metadata ?? {};
  const start = textOf(generateName);
  return textOf(name) === '' && start !== ''
    ? `from ${start}: cannot use generate name with apply`
    : undefined;
}

/** The bytes that a manifest's annotations come to once the manifest is remembered in one, where they are too many. */
export function tooLargeToRemember(manifest: KubeObject): number | undefined {
  const remembered = annotated(manifest, undefined);
  const text = goJsonBytes(asJson(remembered)) + '\n'.length;
  const bytes = Object.entries(remembered.metadata.annotations ?? {}).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(String(value)),
    LAST_APPLIED.length + text,
  );
  return bytes > MOST_BYTES ? bytes : undefined;
}
