/** What keeps a manifest from being applied that could be created. */
import { withLastApplied } from '../api/last-applied.js';
import type { KubeObject } from '../api/objects.js';

/** The server's limit for all annotations of an object together, in bytes. */
const MOST_BYTES = 262_144;

/** Why kubectl does not even ask: an object without a name cannot be found again. */
export function generateNameError({ metadata }: Pick<KubeObject, 'metadata'>): string | undefined {
  const { name, generateName } = metadata ?? {};
  return !name && generateName ? `from ${generateName}: cannot use generate name with apply` : undefined;
}

/** The bytes that a manifest's annotations come to once the manifest is remembered in one, where they are too many. */
export function tooLargeToRemember(manifest: KubeObject): number | undefined {
  if (atMost(manifest) <= MOST_BYTES) return undefined;
  const { annotations = {} } = withLastApplied(manifest).metadata;
  const bytes = Object.entries(annotations).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(String(value)),
    0,
  );
  return bytes > MOST_BYTES ? bytes : undefined;
}

/** Characters that Go writes as six bytes. */
const ESCAPED = /[<>&\u2028\u2029]/g;
/** More than what kubectl adds, and what Go writes longer in a few numbers. */
const ADDED = 4096;

/** No fewer bytes than the annotations come to, at the pace of the engine's own JSON. */
function atMost(manifest: KubeObject): number {
  try {
    const text = JSON.stringify(manifest);
    const own = Buffer.byteLength(JSON.stringify(manifest.metadata.annotations ?? {}));
    return Buffer.byteLength(text) + 5 * (text.match(ESCAPED)?.length ?? 0) + own + ADDED;
  } catch {
    // Whole numbers beyond those of JavaScript.
    return Number.POSITIVE_INFINITY;
  }
}
