/** Where objects keep what must never be shown. */
import { isObject, type JsonValue, type Path } from './json.js';
import { LAST_APPLIED } from './last-applied.js';

/** Words that make a name a credential's, wherever they stand in it. */
const CREDENTIAL =
  /pass(?:w(?:or)?d|phrase|code)|secret|token|credential|(?:api|access|private|encryption|signing|auth|ssh|tls)[_-]?key/i;
/** Short words that do so only as the last of a name: `DB_PWD`, `basicAuth`; not `bypass`, `auth_mode`. */
const LAST_WORD = /(?:^|[_.-])(?:pw|pwd|pass|auth|authorization)$/i;
const LAST_WORD_IN_CAMEL_CASE = /(?<=[a-z\d])(?:Pw|Pwd|Pass|Auth)$/;
/** Names that only tell where a credential lies. */
const NOT_A_VALUE = /(?:file|path|dir|name|url|uri|ref|ttl|expiry|expiration)$/i;

/** What can be shown of a Secret, and of its metadata; all else, wherever it got to, may be what it keeps. */
const OPEN_FIELDS = new Set(['apiVersion', 'kind', 'type', 'immutable', 'metadata']);
const OPEN_METADATA = new Set([
  'name',
  'generateName',
  'namespace',
  'labels',
  'annotations',
  'uid',
  'ownerReferences',
  'finalizers',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'generation',
  'resourceVersion',
  'selfLink',
  'managedFields',
]);

/** True for the name of a variable or key that reads as if its value were a credential: `DB_PASSWORD`, `apiKey`. */
export function isCredentialName(name: string): boolean {
  if (NOT_A_VALUE.test(name)) return false;
  return CREDENTIAL.test(name) || LAST_WORD.test(name) || LAST_WORD_IN_CAMEL_CASE.test(name);
}

/** True for a place in a Secret that can be shown: its type, and its metadata without what kubectl noted there. */
export function isOpenInSecret([field, key, name]: Path): boolean {
  if (field === undefined) return true;
  if (field !== 'metadata' || key === undefined) return OPEN_FIELDS.has(String(field));
  return OPEN_METADATA.has(String(key)) && !(key === 'annotations' && name === LAST_APPLIED);
}

/**
 * The ways to every value of `object` that must not be printed: all of a Secret but its type and metadata, what
 * kubectl noted of it, and literals of environment variables that are named like credentials.
 */
export function secretPaths(object: JsonValue): Path[] {
  const found: Path[] = [];
  if (isObject(object) && object['kind'] === 'Secret') {
    const metadata = object['metadata'];
    for (const field of Object.keys(object)) {
      if (!OPEN_FIELDS.has(field)) addLeaves(object[field], [field], found);
    }
    for (const field of isObject(metadata) ? Object.keys(metadata) : []) {
      if (isObject(metadata) && !OPEN_METADATA.has(field))
        addLeaves(metadata[field], ['metadata', field], found);
    }
    const annotations = isObject(metadata) ? metadata['annotations'] : undefined;
    if (isObject(annotations) && Object.hasOwn(annotations, LAST_APPLIED)) {
      found.push(['metadata', 'annotations', LAST_APPLIED]);
    }
  }
  addVariables(object, [], found);
  return found;
}

function addLeaves(value: JsonValue | undefined, path: Path, found: Path[]): void {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) addLeaves(item, [...path, index], found);
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) addLeaves(value[key], [...path, key], found);
  } else found.push(path);
}

/** Variables stand in lists called `env`, wherever a kind keeps its containers. */
function addVariables(value: JsonValue | undefined, path: Path, found: Path[]): void {
  if (typeof value !== 'object' || value === null || path.length > 40) return;
  if (Array.isArray(value)) {
    const variables = path.at(-1) === 'env';
    value.forEach((item, index) => {
      const named = variables && isObject(item) && typeof item['name'] === 'string' ? item['name'] : '';
      if (isObject(item) && isCredentialName(named) && isLiteral(item['value'])) {
        found.push([...path, index, 'value']);
      } else addVariables(item, [...path, index], found);
    });
    return;
  }
  for (const key of Object.keys(value)) addVariables(value[key], [...path, key], found);
}

/** A mapping in the place of a value is a mistake to be shown, not a value. */
function isLiteral(value: JsonValue | undefined): boolean {
  return value !== undefined && value !== null && value !== '' && typeof value !== 'object';
}
