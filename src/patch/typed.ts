/**
 * Objects seen through their schema: what server-side apply merges, compares and owns
 * (sigs.k8s.io/structured-merge-diff/typed).
 */
import { jsonEqual } from '../api/equality.js';
import {
  definedKeys,
  hasKey,
  isObject,
  type JsonObject,
  type JsonValue,
  type Path,
  setKey,
} from '../api/json.js';
import { type FieldShape, ITEM, type ShapeAt } from '../schema/field-shape.js';
import { type FieldPath, FieldSet, type PathStep, pathKey } from './field-set.js';
import { goText } from './go-order.js';

/** What is wrong with a typed object, with the place it was found at. */
export interface TypedError {
  path: FieldPath;
  message: string;
}

/** How a value is walked: as fields, as keyed or unique items, or as one thing. */
type Atom = { kind: 'map' } | { kind: 'list'; keys: readonly string[] } | { kind: 'leaf' };

function atomOf(shape: FieldShape | undefined, value: JsonValue | undefined): Atom {
  // What no schema describes: mappings are walked, lists are one thing.
  if (shape?.type === undefined) return { kind: isObject(value) ? 'map' : 'leaf' };
  if (shape.type === 'object') return { kind: shape.mapType === 'atomic' ? 'leaf' : 'map' };
  return listAtom(shape);
}

function listAtom(shape: FieldShape | undefined): Atom {
  if (shape?.listType === 'map') return { kind: 'list', keys: shape.listMapKeys ?? [] };
  return shape?.listType === 'set' ? { kind: 'list', keys: [] } : { kind: 'leaf' };
}

function fieldStep(key: string): PathStep {
  return `.${key}`;
}

/** The step that names an item of a list by its keys or value; a text says why there is none. */
function itemStep(
  item: JsonValue,
  keys: readonly string[],
  shapeAt: ShapeAt,
  path: Path,
): { step: PathStep } | { error: string } {
  if (keys.length === 0) {
    if (isObject(item)) return { error: "associative list without keys has an element that's a map type" };
    if (Array.isArray(item)) return { error: 'not supported: associative list with lists as elements' };
    if (item === null)
      return { error: "associative list without keys has an element that's an explicit null" };
    return { step: `[=${scalarText(item)}]` };
  }
  if (item === null) return { error: 'associative list with keys may not have a null element' };
  if (!isObject(item)) return { error: 'associative list with keys may not have non-map elements' };
  const parts: string[] = [];
  for (const key of [...keys].sort()) {
    const value = hasKey(item, key) ? item[key] : (shapeAt([...path, key])?.default as JsonValue | undefined);
    if (value !== undefined) parts.push(`${key}=${scalarText(value)}`);
  }
  if (parts.length === 0) {
    const names = keys.map((key) => `"${key}"`).join(' ');
    return {
      error: `associative list with keys has an element that omits all key fields [${names}] (and doesn't have default values for any key fields)`,
    };
  }
  return { step: `[${parts.join(',')}]` };
}

function scalarText(value: JsonValue): string {
  return typeof value === 'string' ? JSON.stringify(value) : goText(value);
}

/** Go's `%T` of a decoded value that is no number. */
function goType(value: JsonValue): string {
  if (Array.isArray(value)) return '[]interface {}';
  if (isObject(value)) return 'map[string]interface {}';
  return typeof value === 'boolean' ? 'bool' : 'string';
}

/** What of an object does not fit its schema; duplicate items count, as they do in an applied configuration. */
export function validateTyped(value: JsonValue, shapeAt: ShapeAt): TypedError[] {
  const errors: TypedError[] = [];
  const visit = (at: JsonValue, path: Path, steps: FieldPath): void => {
    const shape = shapeAt(path);
    const atom = typedAtom(shape, at);
    const fail = (message: string) => errors.push({ path: steps, message });
    if (at === null) return;
    if (atom === 'map') {
      if (!isObject(at)) return void fail(`expected map, got &{${goText(at)}}`);
      for (const key of definedKeys(at).sort()) {
        const next = [...steps, fieldStep(key)];
        if (shapeAt([...path, key]) === undefined && shape?.type !== undefined && !shape.preservesUnknown) {
          errors.push({ path: next, message: 'field not declared in schema' });
        } else visit(at[key] as JsonValue, [...path, key], next);
      }
    } else if (atom === 'list') {
      if (!Array.isArray(at)) return void fail(`expected list, got &{${goText(at)}}`);
      visitItems(at, shape, path, steps);
    } else if (atom === 'number' && typeof at !== 'number' && typeof at !== 'bigint') {
      fail(`expected numeric (int or float), got ${goType(at)}`);
    } else if (atom === 'string' && typeof at !== 'string') {
      fail(`expected string, got &value.valueUnstructured{Value:${goSyntax(at)}}`);
    } else if (atom === 'boolean' && typeof at !== 'boolean') {
      fail(`expected boolean, got &{${goText(at)}}`);
    } else if (atom === 'untyped' && (isObject(at) || Array.isArray(at))) {
      fail(`expected any scalar, got &{${goText(at)}}`);
    }
  };
  const visitItems = (
    list: JsonValue[],
    shape: FieldShape | undefined,
    path: Path,
    steps: FieldPath,
  ): void => {
    const keyed = listAtom(shape);
    const seen = new Set<string>();
    for (const [index, item] of list.entries()) {
      let step: PathStep = `[${index}]`;
      if (keyed.kind === 'list') {
        const found = itemStep(item, keyed.keys, shapeAt, [...path, ITEM]);
        if ('error' in found) {
          errors.push({ path: steps, message: `element ${index}: ${found.error}` });
          return;
        }
        step = found.step;
        if (seen.has(step)) errors.push({ path: steps, message: `duplicate entries for key ${step}` });
        seen.add(step);
      }
      visit(item, [...path, ITEM], [...steps, step]);
    }
  };
  visit(value, [], []);
  return errors;
}

function typedAtom(shape: FieldShape | undefined, value: JsonValue) {
  if (shape === undefined || shape.type === undefined) return isObject(value) ? 'map' : 'any';
  if (shape.type === 'object') return 'map';
  if (shape.type === 'array') return 'list';
  if (shape.type === 'integer' || shape.type === 'number') return 'number';
  if (shape.type === 'string')
    return shape.format === undefined || shape.format === 'byte' ? 'string' : 'untyped';
  return shape.type;
}

/** Go's `%#v` of a scalar. */
function goSyntax(value: JsonValue): string {
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (isObject(value)) {
    const keys = definedKeys(value).sort();
    return `map[string]interface {}{${keys.map((key) => `${JSON.stringify(key)}:${goSyntax(value[key] as JsonValue)}`).join(', ')}}`;
  }
  return typeof value === 'string' ? JSON.stringify(value) : goText(value);
}

/** Every field that an object sets: leaves, items of keyed lists, empty mappings. */
export function fieldsOf(value: JsonValue, shapeAt: ShapeAt): FieldSet {
  const paths = new Set<FieldPath>();
  const visit = (at: JsonValue, path: Path, steps: FieldPath): void => {
    const atom = atomOf(shapeAt(path), at);
    if (atom.kind === 'leaf') {
      paths.add(steps);
    } else if (atom.kind === 'map') {
      if (!isObject(at)) return;
      const shape = shapeAt(path);
      for (const key of definedKeys(at)) {
        const next = at[key] as JsonValue;
        const below = [...steps, fieldStep(key)];
        visit(next, [...path, key], below);
        const empty = next === null || (isObject(next) && definedKeys(next).length === 0);
        if (empty || shape?.isMap || shape?.type === undefined) paths.add(below);
      }
    } else if (Array.isArray(at)) {
      for (const { step, item } of stepsOf(at, atom.keys, shapeAt, path)) {
        const below = [...steps, step];
        visit(item, [...path, ITEM], below);
        paths.add(below);
      }
    }
  };
  visit(value, [], []);
  return FieldSet.of(paths);
}

function stepsOf(
  list: readonly JsonValue[],
  keys: readonly string[],
  shapeAt: ShapeAt,
  path: Path,
): { step: PathStep; item: JsonValue; duplicate: boolean }[] {
  const named = list.map((item) => {
    const found = itemStep(item, keys, shapeAt, [...path, ITEM]);
    return { step: 'step' in found ? found.step : `[${goText(item)}]`, item };
  });
  const count = new Map<string, number>();
  for (const { step } of named) count.set(step, (count.get(step) ?? 0) + 1);
  return named.map((entry) => ({ ...entry, duplicate: (count.get(entry.step) ?? 0) > 1 }));
}

/** `live` with everything that `config` says laid over it; keyed items merge, their order follows `config`. */
export function mergeTyped(live: JsonValue, config: JsonValue, shapeAt: ShapeAt, path: Path = []): JsonValue {
  const shape = shapeAt(path);
  const atom = atomOf(shape, config ?? live);
  if (atom.kind === 'map' && isObject(live)) {
    if (!isObject(config)) return live;
    const merged: JsonObject = {};
    for (const key of definedKeys(live)) {
      const ours = live[key] as JsonValue;
      const both = hasKey(config, key);
      setKey(merged, key, both ? mergeTyped(ours, config[key] as JsonValue, shapeAt, [...path, key]) : ours);
    }
    for (const key of definedKeys(config)) {
      if (!hasKey(live, key)) setKey(merged, key, config[key] as JsonValue);
    }
    return merged;
  }
  if (atom.kind === 'list' && Array.isArray(live)) {
    return Array.isArray(config) ? mergeItems(live, config, atom.keys, shapeAt, path) : live;
  }
  return config;
}

/** The walk of two keyed lists: items only in `live` keep their place, shared ones follow `config`. */
function mergeItems(
  live: JsonValue[],
  config: JsonValue[],
  keys: readonly string[],
  shapeAt: ShapeAt,
  path: Path,
): JsonValue[] {
  const left = stepsOf(live, keys, shapeAt, path);
  const right = stepsOf(config, keys, shapeAt, path);
  const inLeft = new Map(left.map((entry) => [entry.step, entry]));
  const inRight = new Set(right.map(({ step }) => step));
  const shared = right.filter(({ step }) => inLeft.has(step)).map(({ step }) => step);
  const done = new Set<string>();
  const out: JsonValue[] = [];
  const take = (entry: { step: PathStep; item: JsonValue }) => {
    done.add(entry.step);
    const mine = inLeft.get(entry.step);
    const both = mine !== undefined && !mine.duplicate;
    out.push(both ? mergeTyped(mine.item, entry.item, shapeAt, [...path, ITEM]) : entry.item);
  };
  let next = shared.shift();
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    const ours = left[i];
    const theirs = right[j];
    if (ours && theirs) {
      if (ours.step === theirs.step) {
        take(theirs);
        i += 1;
        j += 1;
        next = shared.shift();
        continue;
      }
      if (inRight.has(ours.step) && next !== undefined && next !== ours.step) {
        i += 1;
        continue;
      }
    }
    if (ours) {
      if (!inRight.has(ours.step)) {
        out.push(ours.item);
        i += 1;
        continue;
      }
      if (done.has(ours.step)) i += 1;
    }
    if (theirs) {
      take(theirs);
      j += 1;
    }
  }
  return out;
}

/** Where two objects differ. */
export interface Comparison {
  added: FieldSet;
  modified: FieldSet;
  removed: FieldSet;
}

/** Compares two objects field by field. */
export function compareTyped(before: JsonValue, after: JsonValue, shapeAt: ShapeAt): Comparison {
  const added = new Set<FieldPath>();
  const modified = new Set<FieldPath>();
  const removed = new Set<FieldPath>();
  const visit = (
    from: JsonValue | undefined,
    to: JsonValue | undefined,
    path: Path,
    steps: FieldPath,
  ): void => {
    const atom = atomOf(shapeAt(path), to ?? from);
    const walked =
      atom.kind === 'map'
        ? sizeOf(from) + sizeOf(to) > 0 && visitFields(from, to, path, steps)
        : atom.kind === 'list'
          ? sizeOf(from) + sizeOf(to) > 0 && visitItems(from, to, atom.keys, path, steps)
          : false;
    if (from === undefined) added.add(steps);
    else if (to === undefined) removed.add(steps);
    else if (!walked && !jsonEqual(from, to)) modified.add(steps);
  };
  const visitFields = (
    from: JsonValue | undefined,
    to: JsonValue | undefined,
    path: Path,
    steps: FieldPath,
  ): true => {
    const old = isObject(from) ? from : {};
    const now = isObject(to) ? to : {};
    for (const key of new Set([...definedKeys(old), ...definedKeys(now)])) {
      visit(
        hasKey(old, key) ? old[key] : undefined,
        hasKey(now, key) ? now[key] : undefined,
        [...path, key],
        [...steps, fieldStep(key)],
      );
    }
    return true;
  };
  const visitItems = (
    from: JsonValue | undefined,
    to: JsonValue | undefined,
    keys: readonly string[],
    path: Path,
    steps: FieldPath,
  ): true => {
    const olds = group(stepsOf(Array.isArray(from) ? from : [], keys, shapeAt, path));
    const news = group(stepsOf(Array.isArray(to) ? to : [], keys, shapeAt, path));
    for (const step of new Set([...olds.keys(), ...news.keys()])) {
      const old = olds.get(step) ?? [];
      const now = news.get(step) ?? [];
      const below = [...steps, step];
      if (old.length <= 1 && now.length <= 1) visit(old[0], now[0], [...path, ITEM], below);
      else if (old.length > 1 && now.length > 1) {
        if (!jsonEqual(old, now)) modified.add(below);
      } else if (old.length > 1) {
        if (now.length > 0) visit(undefined, now[0], [...path, ITEM], below);
        removed.add(below);
      } else {
        visit(old[0], undefined, [...path, ITEM], below);
        added.add(below);
      }
    }
    return true;
  };
  visit(before, after, [], []);
  return { added: FieldSet.of(added), modified: FieldSet.of(modified), removed: FieldSet.of(removed) };
}

function sizeOf(value: JsonValue | undefined): number {
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? definedKeys(value).length : 0;
}

function group(entries: { step: PathStep; item: JsonValue }[]): Map<PathStep, JsonValue[]> {
  const groups = new Map<PathStep, JsonValue[]>();
  for (const { step, item } of entries) groups.set(step, [...(groups.get(step) ?? []), item]);
  return groups;
}

/** The object without the fields and items of `remove`. Mappings and lists that lose all they had stay, empty. */
export function removeFields(value: JsonValue, remove: FieldSet, shapeAt: ShapeAt): JsonValue {
  const below = remove.prefixes();
  const visit = (at: JsonValue, path: Path, steps: FieldPath): JsonValue => {
    const atom = atomOf(shapeAt(path), at);
    if (atom.kind === 'map' && isObject(at)) {
      const kept: JsonObject = {};
      for (const key of definedKeys(at)) {
        const next = [...steps, fieldStep(key)];
        if (remove.has(next)) continue;
        const child = at[key] as JsonValue;
        setKey(kept, key, below.has(pathKey(next)) ? visit(child, [...path, key], next) : child);
      }
      return kept;
    }
    if (atom.kind === 'list' && Array.isArray(at)) {
      return stepsOf(at, atom.keys, shapeAt, path).flatMap(({ step, item }) => {
        const next = [...steps, step];
        if (remove.has(next)) return [];
        return [below.has(pathKey(next)) ? visit(item, [...path, ITEM], next) : item];
      });
    }
    return at;
  };
  return visit(value, [], []);
}

/** The set with every named field on the way to its members (not keys of maps, not items) as members too. */
export function withNamedFields(set: FieldSet, shapeAt: ShapeAt): FieldSet {
  return set.withPrefixes((prefix) => {
    const last = prefix.at(-1) as PathStep;
    if (!last.startsWith('.')) return false;
    const parent = shapeAt(schemaPath(prefix.slice(0, -1)));
    return parent?.type === 'object' && !parent.isMap && shapeAt(schemaPath(prefix)) !== undefined;
  });
}

function schemaPath(steps: FieldPath): Path {
  return steps.map((step) => (step.startsWith('.') ? step.slice(1) : ITEM));
}
