import { isObject, type JsonObject, type JsonValue, type Path, valueAt } from '../api/json.js';
import type { SchemaError } from './error.js';
import { nearest } from './nearest.js';
import type { SchemaNode } from './set.js';
import { typesOfValue } from './value-types.js';
import { nodeAt, type ResolvedNode, resolve, type SchemaSource } from './walk.js';

/** A field, or an item of a list, that the fields after it can belong to. */
interface Home {
  /** In the object as it is. */
  under: Path;
  /** In the object as it should be: `spec`, `containers[]`. */
  steps: readonly string[];
  at: ResolvedNode;
  taken: Set<string>;
}

/** So many fields that stand beside what they belong to, and not below it, have one cause. */
const FEWEST = 2;

/**
 * Finds the fields that stand beside the empty field which they belong to, as they do in a text that lost its
 * indentation, and says so in their errors (`lost`, or a hint where it is one field alone).
 */
export function findLost(errors: readonly SchemaError[], value: JsonValue, source: SchemaSource): void {
  const maps = new Map<string, SchemaError[]>();
  for (const error of errors) {
    if (error.code !== 'unknown-field') continue;
    const parent = JSON.stringify(error.path.slice(0, -1));
    maps.set(parent, [...(maps.get(parent) ?? []), error]);
  }
  for (const [parent, unknown] of maps) findLostOf(JSON.parse(parent) as Path, unknown, value, source);
}

function findLostOf(
  parent: Path,
  unknown: readonly SchemaError[],
  value: JsonValue,
  source: SchemaSource,
): void {
  const map = valueAt(value, parent);
  const root = nodeAt(source, parent);
  if (!isObject(map) || !root) return;
  const known = root.node.properties ?? {};
  const empty = Object.keys(map).filter((key) => map[key] === null && Object.hasOwn(known, key));
  if (empty.length === 0) return;
  const places = placesOf(map, parent, root, source);
  const lost = unknown.filter(({ key, suggestion }) => {
    const home = places.get(key ?? '');
    // A misspelt field with its own value is better renamed.
    return home && (suggestion === undefined || Object.hasOwn(home.at.node.properties ?? {}, key ?? ''));
  });
  const filled = new Set([...places.values()].map(({ under }) => under[parent.length]));
  const owners = empty.filter((key) => filled.has(key));
  if (owners.length === 0) return;
  for (const error of lost) {
    const { under, steps } = places.get(error.key ?? '')!;
    if (lost.length >= FEWEST) error.lost = { empty: owners, under, home: steps.join('.') };
    else if (typeof under.at(-1) === 'string') {
      error.hint = `indent it to belong to ${String(under.at(-1))}, which is empty`;
      delete error.suggestion;
    }
  }
}

/** Whether every field of `map` is one of `root`'s, or belongs below one of them that is empty. */
export function allBelong(map: JsonObject, root: ResolvedNode, source: SchemaSource): boolean {
  const places = placesOf(map, [], root, source);
  return Object.keys(map).every((key) => {
    const known = root.node.properties?.[key];
    if (!Object.hasOwn(root.node.properties ?? {}, key) || !known) return places.has(key);
    return looksLike(resolve(source, known).node, map[key] ?? null, source);
  });
}

/** Whether `value` could have been meant for a field: of its type, and with a field of its own where it has some. */
function looksLike(node: SchemaNode, value: JsonValue, source: SchemaSource): boolean {
  if (!isOf(node, value)) return false;
  if (Array.isArray(value)) {
    const item = node.items && resolve(source, node.items).node;
    return !item || value.every((each) => looksLike(item, each, source));
  }
  if (!isObject(value) || !node.properties) return true;
  const keys = Object.keys(value);
  return keys.length === 0 || keys.some((key) => Object.hasOwn(node.properties!, key));
}

/** Where each field that `root` does not know belongs: below the last field before it that can have it. */
function placesOf(
  map: JsonObject,
  parent: Path,
  root: ResolvedNode,
  source: SchemaSource,
): Map<string, Home> {
  const places = new Map<string, Home>();
  const known = root.node.properties ?? {};
  const prefix = parent.filter((step) => typeof step === 'string');
  let open: Home[] = [];
  for (const [key, value = null] of Object.entries(map)) {
    const path = [...parent, key];
    if (Object.hasOwn(known, key)) {
      open = opened(path, [...prefix, key], known[key]!, value, source);
      continue;
    }
    const home = homeOf(open, key, value, source);
    if (!home) continue;
    const { properties = {}, additionalProperties } = home.at.node;
    const name = Object.hasOwn(properties, key) ? key : (nearest(key, Object.keys(properties)) ?? key);
    if (name === key || !Object.hasOwn(properties, name)) places.set(key, home);
    home.taken.add(name);
    open = open.slice(0, open.indexOf(home) + 1);
    const node = Object.hasOwn(properties, name) ? properties[name]! : additionalProperties;
    if (typeof node === 'object') open.push(...opened(path, [...home.steps, name], node, value, source));
  }
  return places;
}

/** The home that a field without a value, or the last item of a list, is for the fields after it. */
function opened(
  path: Path,
  steps: readonly string[],
  node: SchemaNode,
  value: JsonValue,
  source: SchemaSource,
): Home[] {
  const at = resolve(source, node);
  if (value === null) return at.node.items ? [] : [{ under: path, steps, at, taken: new Set() }];
  const item = Array.isArray(value) ? value.at(-1) : undefined;
  if (!Array.isArray(value) || !isObject(item) || !at.node.items) return [];
  const under = [...path, value.length - 1];
  const named = [...steps.slice(0, -1), `${steps.at(-1)}[]`];
  return [{ under, steps: named, at: resolve(source, at.node.items), taken: new Set(Object.keys(item)) }];
}

function homeOf(
  open: readonly Home[],
  key: string,
  value: JsonValue,
  source: SchemaSource,
): Home | undefined {
  const takes = (home: Home, name: string): boolean => {
    const node = home.at.node.properties?.[name];
    return node !== undefined && !home.taken.has(name) && isOf(resolve(source, node).node, value);
  };
  const named = open.findLast(
    (home) => Object.hasOwn(home.at.node.properties ?? {}, key) && takes(home, key),
  );
  if (named) return named;
  const misspelt = () =>
    open.findLast((home) => {
      const free = Object.keys(home.at.node.properties ?? {}).filter((name) => takes(home, name));
      return nearest(key, free) !== undefined;
    });
  const free = () =>
    open.findLast(({ at: { node } }) => {
      const of = node.additionalProperties;
      return typeof of === 'object' && isOf(resolve(source, of).node, value);
    });
  return typeof value === 'object' ? (misspelt() ?? free()) : (free() ?? misspelt());
}

function isOf(node: SchemaNode, value: JsonValue): boolean {
  if (node.type === undefined) return true;
  const types = Array.isArray(node.type) ? node.type : [node.type];
  if (value === null) return types.includes('object') || types.includes('array');
  return typesOfValue(value).some((type) => types.includes(type));
}
