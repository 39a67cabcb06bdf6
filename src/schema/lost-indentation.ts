import { isObject, type JsonObject, type JsonValue, type Path, valueAt } from '../api/json.js';
import { append } from '../api/lists.js';
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
  /** It has nothing yet. */
  empty: boolean;
}

/** Where a field belongs, and what it is called there. */
interface LostField {
  home: Home;
  name: string;
}

interface Places {
  fields: Map<string, LostField>;
  /** The fields of the map itself that others belong below. */
  owners: Set<string>;
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
  const { fields, owners } = placesOf(map, parent, root, source);
  const empty = Object.keys(map).filter((key) => owners.has(key) && map[key] === null);
  if (empty.length === 0) return;
  const lost = unknown.flatMap((error) => {
    const field = fields.get(error.key ?? '');
    return field ? [{ error, ...field }] : [];
  });
  for (const { error, home, name } of lost) {
    const { under, steps } = home;
    const place = { empty, under, home: steps.join('.'), ...(name !== error.key && { meant: name }) };
    if (lost.length >= FEWEST) error.lost = place;
    else if (home.empty && name === error.key) {
      error.lost = { ...place, alone: true };
      error.hint = `indent it to belong to ${String(under.at(-1))}, which is empty`;
      delete error.suggestion;
    }
  }
}

/** Whether every field of `map` is one of `root`'s, or belongs below one of them that is empty. */
export function allBelong(map: JsonObject, root: ResolvedNode, source: SchemaSource): boolean {
  const { fields } = placesOf(map, [], root, source);
  return Object.keys(map).every((key) => {
    const known = root.node.properties?.[key];
    if (!Object.hasOwn(root.node.properties ?? {}, key) || !known) return fields.has(key);
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
function placesOf(map: JsonObject, parent: Path, root: ResolvedNode, source: SchemaSource): Places {
  const places: Places = { fields: new Map(), owners: new Set() };
  const known = root.node.properties ?? {};
  const prefix = parent.flatMap((step, at) =>
    typeof step === 'number' ? [] : typeof parent[at + 1] === 'number' ? `${step}[]` : step,
  );
  let open: Home[] = [];
  for (const [key, value = null] of Object.entries(map)) {
    const path = [...parent, key];
    const own = Object.hasOwn(known, key) ? key : misspeltOf(key, value, known, map, open);
    if (own !== undefined) {
      open = opened(path, [...prefix, own], known[own]!, value, source);
      continue;
    }
    const found = homeOf(open, key, value, source);
    if (!found) continue;
    const { home, name } = found;
    const { properties = {}, additionalProperties } = home.at.node;
    places.fields.set(key, found);
    places.owners.add(String(home.under[parent.length]));
    home.taken.add(name);
    open = open.slice(0, open.indexOf(home) + 1);
    const node = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
    if (typeof node === 'object') append(open, opened(path, [...home.steps, name], node, value, source));
  }
  for (const key of places.fields.keys()) places.owners.delete(key);
  return places;
}

/** The field of the map itself that a misspelt one was meant to be, unless it is at home elsewhere as it is. */
function misspeltOf(
  key: string,
  value: JsonValue,
  known: Record<string, SchemaNode>,
  map: JsonObject,
  open: readonly Home[],
): string | undefined {
  if (typeof value !== 'object' || open.some(({ at }) => Object.hasOwn(at.node.properties ?? {}, key))) {
    return undefined;
  }
  return nearest(
    key,
    Object.keys(known).filter((name) => !Object.hasOwn(map, name)),
  );
}

/** What a field without a value, the last item of a list, or a map is for the fields after it: outer ones first. */
function opened(
  path: Path,
  steps: readonly string[],
  node: SchemaNode,
  value: JsonValue,
  source: SchemaSource,
): Home[] {
  const at = resolve(source, node);
  if (value === null) return at.node.items ? [] : [{ under: path, steps, at, taken: new Set(), empty: true }];
  if (Array.isArray(value)) {
    const item = value.at(-1);
    if (!isObject(item) || !at.node.items) return [];
    const named = [...steps.slice(0, -1), `${steps.at(-1)}[]`];
    return opened([...path, value.length - 1], named, at.node.items, item, source);
  }
  if (!isObject(value)) return [];
  const home: Home = { under: path, steps, at, taken: new Set(Object.keys(value)), empty: false };
  const last = Object.keys(value).at(-1);
  const below = last === undefined ? undefined : at.node.properties?.[last];
  if (last === undefined || !below) return [home];
  return [home, ...opened([...path, last], [...steps, last], below, value[last] ?? null, source)];
}

function homeOf(
  open: readonly Home[],
  key: string,
  value: JsonValue,
  source: SchemaSource,
): LostField | undefined {
  const takes = (home: Home, name: string): boolean => {
    const { properties = {} } = home.at.node;
    const node = Object.hasOwn(properties, name) ? properties[name] : undefined;
    return node !== undefined && !home.taken.has(name) && isOf(resolve(source, node).node, value);
  };
  const named = open.findLast((home) => takes(home, key));
  if (named) return { home: named, name: key };
  const misspelt = (): LostField | undefined => {
    for (const home of [...open].reverse()) {
      const fields = Object.keys(home.at.node.properties ?? {}).filter((name) => takes(home, name));
      const name = nearest(key, fields);
      if (name !== undefined) return { home, name };
    }
    return undefined;
  };
  const free = (): LostField | undefined => {
    const home = open.findLast(({ at: { node }, empty }) => {
      const of = node.additionalProperties;
      return empty && typeof of === 'object' && isOf(resolve(source, of).node, value);
    });
    return home && { home, name: key };
  };
  return typeof value === 'object' ? (misspelt() ?? free()) : (free() ?? misspelt());
}

function isOf(node: SchemaNode, value: JsonValue): boolean {
  if (node.type === undefined) return true;
  const types = Array.isArray(node.type) ? node.type : [node.type];
  if (value === null) return types.includes('object') || types.includes('array');
  return typesOfValue(value).some((type) => types.includes(type));
}
