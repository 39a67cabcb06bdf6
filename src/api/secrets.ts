/** Where objects keep what must never be shown. */
import { CommandWords } from './command-words.js';
import { isCredentialName, isSecretData, isSecretKind } from './credential-names.js';
import { credentialRanges } from './credential-ranges.js';
import { isObject, type JsonObject, type JsonValue, type Path, textOf } from './json.js';
import { LAST_APPLIED } from './last-applied.js';
import type { Range } from './ranges.js';

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

/** Lists of what has a name and a value, and mappings of them. */
const VARIABLES = /(?:env|headers|variables|parameters)$/i;
/** Keys of a variable that can be shown whatever its name. */
const OPEN_IN_VARIABLE = /^(?:name|valueFrom)$/i;
/** Keys that a value stands under where its name stands beside or above it. */
const VALUE = /^(?:val(?!.*from)|plain|text|inline|literal|content)/i;
/** Lists that name Secrets. */
const NAMES = new Set(['imagePullSecrets', 'secrets']);
/** Labels, and what selects by them, are there to be read by everybody. */
const LABELS = new Set(['labels', 'matchLabels', 'nodeSelector', 'selector']);
/** `SealedSecret`, `ExternalSecret`. */
const MAKES_SECRETS = /.Secret$/;
const MISPLACED_DATA = /^(?:string)?data$/i;
/** Prose. */
const DESCRIPTION = new Set(['description']);
/** Nothing so far down is a field of anything: all of it is hidden. */
const DEEPEST = 100;

/** True for a place in a Secret that can be shown: its type, and its metadata without what kubectl noted there. */
export function isOpenInSecret([field, key, name]: Path): boolean {
  if (field === undefined) return true;
  if (field !== 'metadata' || key === undefined) return OPEN_FIELDS.has(String(field));
  if (!OPEN_METADATA.has(String(key))) return false;
  // What kubectl noted, and the data itself, of which an indent is wrong.
  if (key !== 'annotations' || name === undefined) return true;
  return !isLastApplied(name) && !MISPLACED_DATA.test(String(name));
}

function isLastApplied(key: string | number): boolean {
  return typeof key === 'string' && key.toLowerCase() === LAST_APPLIED;
}

/** A value that must not be shown; with `ranges`, those parts of a text. */
export interface Hidden {
  path: Path;
  value: JsonValue;
  ranges?: readonly Range[];
}

/** Everything of `object` that must not be shown: values without values in them, in the order of the object. */
export function hiddenIn(object: JsonValue): Hidden[] {
  const found: Hidden[] = [];
  const at: (string | number)[] = [];
  walk(object, { path: at }, at, found);
  return found;
}

/** Where a value stands. */
export interface Place {
  path: Path;
  parent?: JsonValue | undefined;
  /** What the parent stands in. */
  grandparent?: JsonValue | undefined;
  /** How many steps the Secret that it is in is down. */
  secret?: number | undefined;
  /** True in a CustomResourceDefinition, which is all prose. */
  prose?: boolean | undefined;
  /** True in what Secrets are made of, such as a SealedSecret: its template is one. */
  makesSecrets?: boolean | undefined;
}

/** Where the value under `step` stands. */
export function placeIn(value: JsonValue, place: Place, step: string | number): Place {
  return inside(value, place, [...place.path, step]);
}

function inside(value: JsonValue, { path, parent, secret, prose, makesSecrets }: Place, inner: Path): Place {
  const kind = isObject(value) ? value['kind'] : undefined;
  const isOne = isSecret(value, path) || (makesSecrets && path.at(-1) === 'template');
  return {
    path: inner,
    parent: value,
    grandparent: parent,
    secret: secret ?? (isOne ? path.length : undefined),
    prose: prose ?? (kind === 'CustomResourceDefinition' ? true : undefined),
    makesSecrets: makesSecrets ?? (typeof kind === 'string' && MAKES_SECRETS.test(kind) ? true : undefined),
  };
}

/** Every part of a text at that place that must not be shown. */
export function rangesAt(text: string, { path, prose }: Place): Range[] {
  const key = path.at(-1);
  if (prose && typeof key === 'string' && DESCRIPTION.has(key)) return [];
  return credentialRanges(text);
}

/** `at` is the way that `place` has, one for the whole walk: objects are large, and little of them is hidden. */
function walk(value: JsonValue, place: Place, at: (string | number)[], found: Hidden[]): void {
  if (hidesAll(value, place)) {
    addLeaves(value, [...at], found);
  } else if (Array.isArray(value)) {
    const from = hiddenItems(value, place);
    const inner = inside(value, place, at);
    for (const [index, item] of value.entries()) {
      const start = from.get(index);
      at.push(index);
      if (start === 0) addLeaves(item, [...at], found);
      else if (start !== undefined && typeof item === 'string') {
        found.push({ path: [...at], value: item, ranges: [{ start, end: item.length }] });
      } else walk(item, inner, at, found);
      at.pop();
    }
  } else if (isObject(value)) {
    const inner = inside(value, place, at);
    for (const key of Object.keys(value)) {
      const child = value[key];
      if (child === undefined) continue;
      at.push(key);
      walk(child, inner, at, found);
      at.pop();
    }
  } else if (typeof value === 'string') {
    const ranges = rangesAt(value, place);
    if (ranges.length > 0) found.push({ path: [...at], value, ranges });
  }
}

function addLeaves(value: JsonValue | undefined, path: Path, found: Hidden[]): void {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) addLeaves(item, [...path, index], found);
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) addLeaves(value[key], [...path, key], found);
  } else found.push({ path, value });
}

/**
 * True where nothing of what stands at the place may be shown. Items of lists that must not be shown because of the items
 * before them are those of `hiddenItems`.
 */
export function hidesAll(value: JsonValue, { path, parent, grandparent, secret }: Place): boolean {
  const key = path.at(-1);
  if (key === undefined) return false;
  if (path.length > DEEPEST) return true;
  if (secret !== undefined && !isOpenInSecret(path.slice(secret))) return true;
  const above = path.at(-2);
  if (typeof key === 'number') {
    if (typeof above !== 'string' || NAMES.has(above)) return false;
    return isPlain(value) && !isLabel(path) && isCredentialName(above);
  }
  if (isSecretData(key)) return value !== null;
  if (isLastApplied(key)) return typeof value === 'string' && holdsHidden(value);
  if (isLabel(path)) return false;
  if (isObject(parent) && isValueOf(key, parent, grandparent, path)) {
    return value !== '' && !isReferenceValue(value);
  }
  if (isVariables(above) && isCredentialName(key)) return !isReferenceValue(value);
  if ((above === 'data' || above === 'binaryData') && path.length === 2) {
    return typeof value === 'object' ? isCredentialName(key) : isCredentialKey(key, value);
  }
  return isPlain(value) && isCredentialName(key);
}

/** True for what stands for the value of something named like a credential: beside the name, or below it. */
function isValueOf(key: string, parent: JsonObject, grandparent: JsonValue | undefined, path: Path): boolean {
  const above = path.at(-2);
  if (isCredentialName(nameIn(parent))) {
    if (Array.isArray(grandparent) && isVariables(path.at(-3))) return !OPEN_IN_VARIABLE.test(key);
    return VALUE.test(key);
  }
  // A value where a reference should be.
  if (above === 'valueFrom' && isObject(grandparent) && isCredentialName(nameIn(grandparent)))
    return VALUE.test(key);
  return typeof above === 'string' && isCredentialName(above) && VALUE.test(key);
}

/** The name that something has, however the letters of its key are: sought once, and asked for at each of its keys. */
function nameIn(value: JsonObject): string {
  const known = names.get(value);
  if (known !== undefined) return known;
  const key = Object.keys(value).find((one) => /^name$/i.test(one));
  const name = textOf(key === undefined ? undefined : value[key]);
  names.set(value, name);
  return name;
}

const names = new WeakMap<JsonObject, string>();

function isVariables(key: string | number | undefined): boolean {
  return typeof key === 'string' && VARIABLES.test(key);
}

function isLabel(path: Path): boolean {
  const above = path.at(-2);
  return typeof above === 'string' && LABELS.has(above);
}

/** `valueFrom` names where the value lies. */
function isReferenceValue(value: JsonValue): boolean {
  return isObject(value) && Object.keys(value).some((key) => /from$|ref$/i.test(key));
}

/** A value that could be a credential: switches, such as `automountServiceAccountToken`, are none. */
function isPlain(value: JsonValue): boolean {
  return value !== null && value !== '' && typeof value !== 'object' && typeof value !== 'boolean';
}

/** Keys of ConfigMaps that name one value; the lines of a file are looked at one by one. */
function isCredentialKey(key: string, value: JsonValue | undefined): boolean {
  if (!isCredentialName(key) || value === '') return false;
  return !key.includes('.') || !/[\r\n]/.test(String(value));
}

/** A Secret, or what somebody meant to be one. Something that only refers to one has no metadata. */
function isSecret(value: JsonValue, path: Path): boolean {
  if (!isObject(value)) return false;
  const kind = value['kind'];
  if (typeof kind !== 'string') return false;
  if (!isSecretKind(kind)) return isSecretKind(kind.replace(/List$/, '')) && isObject(value['data']);
  return path.length === 0 || isObject(value['metadata']) || isObject(value['data']);
}

/** True for an object as JSON in which something must not be shown, or that cannot be read. */
function holdsHidden(text: string): boolean {
  try {
    return hiddenIn(JSON.parse(text)).length > 0;
  } catch {
    return true;
  }
}

/** `hunter2` in `[--password, hunter2]`: the items that must not be shown because of others, from which character on. */
export function hiddenItems(list: readonly JsonValue[], { path, parent }: Place): Map<number, number> {
  const found = new Map<number, number>();
  if (list.length === 0) return found;
  const words = new CommandWords();
  const command = path.at(-1) === 'args' && isObject(parent) ? parent['command'] : undefined;
  if (Array.isArray(command)) for (const word of command) if (typeof word === 'string') words.next(word);
  for (const [index, item] of list.entries()) {
    // A list or a mapping in the place of a word is a mistake that may hold it all the same.
    const from = words.next(typeof item === 'object' ? '' : String(item));
    if (from === undefined) continue;
    if (typeof item !== 'string' && item !== null) found.set(index, 0);
    else if (typeof item === 'string') found.set(index, from);
  }
  return found;
}
