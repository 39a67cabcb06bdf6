/** Mutations of objects: each changes one of them in place, as a slip or an attacker would. */
import { isObject, type JsonObject, type JsonValue } from '../src/api/json.js';
import type { Draw } from './draw.js';
import type { Seeds } from './seeds.js';
import { CHARACTERS, INHERITED, NUMBERS, SHAPES, TEXTS } from './words.js';

/** A place in a tree: what it is in, and under which key. */
interface Spot {
  parent: JsonObject | JsonValue[];
  key: string | number;
}

/** Sets a key of its own, whatever its name. */
function put(parent: JsonObject | JsonValue[], key: string | number, value: JsonValue): void {
  Object.defineProperty(parent, key, { value, enumerable: true, writable: true, configurable: true });
}

function standing({ parent, key }: Spot): JsonValue {
  return (Object.getOwnPropertyDescriptor(parent, key)?.value as JsonValue | undefined) ?? null;
}

/** Every place of a tree, outer ones first. */
function spotsOf(root: JsonObject): Spot[] {
  const spots: Spot[] = [];
  const visit = (parent: JsonObject | JsonValue[]): void => {
    for (const key of Array.isArray(parent) ? parent.keys() : Object.keys(parent)) {
      const spot = { parent, key };
      spots.push(spot);
      const value = standing(spot);
      if (Array.isArray(value) || isObject(value)) visit(value);
    }
  };
  visit(root);
  return spots;
}

/** A copy; keys of any name are its own. */
export function copyOf<T extends JsonValue>(value: T): T {
  if (Array.isArray(value)) return value.map((item) => copyOf<JsonValue>(item)) as T;
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) put(copy, key, copyOf(standing({ parent: value, key })));
  return copy as T;
}

/** What a mutation is about: one of several objects, and what can be taken from elsewhere. */
interface Field {
  objects: JsonObject[];
  object: JsonObject;
  spots: readonly Spot[];
  /** One of `spots`: every depth is as likely, so that what is deep is met no more often than what is not. */
  spot: Spot;
  seeds: Seeds;
  draw: Draw;
}

type Mutation = (field: Field) => void;

const COUNTS =
  /replicas|parallelism|completions|max|min|limit|seconds|port|weight|count|index|priority|percent|grace|generation|restart/i;
const TIMES = /time|stamp|at$|schedule/i;
const PATTERNS = /pattern|rule|expression|schema|format|match|selector|operator|values/i;

const hostile = (draw: Draw): JsonValue => {
  const drawn = draw.below(10);
  if (drawn < 5) return draw.pick(TEXTS);
  if (drawn < 7) return draw.pick(NUMBERS);
  return draw.pick(SHAPES)();
};

/** The spots whose keys are of a sort; all of them where none is. */
const ofSort = ({ spots }: Field, sort: RegExp): readonly Spot[] => {
  const some = spots.filter(({ key }) => sort.test(String(key)));
  return some.length > 0 ? some : spots;
};

function set(spot: Spot, value: JsonValue): void {
  put(spot.parent, spot.key, value);
}

function remove({ parent, key }: Spot): void {
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
}

/** Another name in the same place of the order. */
function rename({ parent, key }: Spot, to: string): void {
  if (Array.isArray(parent)) return;
  const entries = Object.keys(parent).map((name) => [name, standing({ parent, key: name })] as const);
  for (const [name] of entries) delete parent[name];
  for (const [name, value] of entries) put(parent, name === key ? to : name, value);
}

function misspelt(key: string, draw: Draw): string {
  const at = draw.below(key.length);
  return draw.pick([
    key.toLowerCase(),
    key.toUpperCase(),
    key.charAt(0).toUpperCase() + key.slice(1),
    `${key}s`,
    key.slice(0, at) + key.slice(at + 1),
    key.slice(0, at) + key.charAt(at) + key.slice(at),
    key + draw.pick(CHARACTERS),
    `${key} `,
    ...INHERITED,
  ]);
}

/** Another type that says the same. */
function retyped(value: JsonValue): JsonValue {
  if (typeof value === 'string') return Number.isNaN(Number(value)) ? [value] : Number(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) {
    const made: JsonObject = {};
    for (const [i, item] of value.entries()) {
      const name = isObject(item) && typeof item['name'] === 'string' ? item['name'] : `k${i}`;
      put(made, name, item);
    }
    return made;
  }
  if (isObject(value))
    return Object.keys(value).map((key) => ({ name: key, value: standing({ parent: value, key }) }));
  return 'null';
}

/** An object's own key elsewhere, with what stands there. */
function graft(field: Field): void {
  const { draw, seeds } = field;
  const other = draw.pick(draw.pick([...seeds.byKind.values()]));
  const there = spotsOf(other);
  const named = there.filter(({ key }) => key === field.spot.key);
  if (there.length > 0) set(field.spot, copyOf(standing(draw.pick(named.length > 0 ? named : there))));
}

function meta({ object }: { object: JsonObject }): JsonObject {
  if (!isObject(object['metadata'])) object['metadata'] = {};
  return object['metadata'] as JsonObject;
}

const MUTATIONS: readonly Mutation[] = [
  ({ spot, draw }) => set(spot, hostile(draw)),
  ({ spot, draw }) => set(spot, hostile(draw)),
  ({ spot, draw }) => set(spot, draw.pick(SHAPES)()),
  ({ spot }) => set(spot, null),
  ({ spot }) => remove(spot),
  ({ spot }) => set(spot, retyped(standing(spot))),
  ({ spot, draw }) =>
    typeof spot.key === 'string' && spot.key !== '' && rename(spot, misspelt(spot.key, draw)),
  ({ spot, draw, seeds }) => typeof spot.key === 'string' && rename(spot, draw.pick(seeds.keys)),
  ({ spot, draw, seeds }) => {
    const inner = standing(spot);
    const key = draw.chance(0.3) ? draw.pick(INHERITED) : draw.pick(seeds.keys);
    if (isObject(inner)) put(inner, key, hostile(draw));
  },
  ({ spot, draw }) => {
    const inner = standing(spot);
    if (Array.isArray(inner) && inner.length > 0)
      inner.splice(draw.below(inner.length + 1), 0, copyOf(draw.pick(inner)));
  },
  ({ spot, draw }) => {
    const inner = standing(spot);
    if (Array.isArray(inner)) inner.splice(draw.below(inner.length + 1), 0, hostile(draw));
  },
  ({ spot, draw }) => {
    const value = standing(spot);
    if (typeof value !== 'string') return;
    const at = draw.below(value.length + 1);
    set(spot, value.slice(0, at) + draw.pick(CHARACTERS) + value.slice(at + (draw.chance(0.5) ? 1 : 0)));
  },
  ({ spot, spots, draw }) => {
    const other = draw.pick(spots);
    const [one, two] = [copyOf(standing(spot)), copyOf(standing(other))];
    set(spot, two);
    set(other, one);
  },
  ({ spot, objects, draw }) => {
    const others = spotsOf(draw.pick(objects));
    if (others.length > 0) set(spot, copyOf(standing(draw.pick(others))));
  },
  graft,
  graft,
  (field) => set(field.draw.pick(ofSort(field, COUNTS)), field.draw.pick(NUMBERS)),
  (field) => set(field.draw.pick(ofSort(field, COUNTS)), field.draw.pick(NUMBERS)),
  (field) => set(field.draw.pick(ofSort(field, TIMES)), field.draw.pick(TEXTS)),
  (field) => set(field.draw.pick(ofSort(field, PATTERNS)), field.draw.pick(TEXTS)),
  (field) =>
    set(field.draw.pick(ofSort(field, /name|ref|key|claim|class|account|zone/i)), hostile(field.draw)),
  (field) => {
    const names = field.objects.map((object) => meta({ object })['name'] ?? null);
    set(field.draw.pick(ofSort(field, /name$/i)), copyOf(field.draw.pick(names)));
  },
  (field) => {
    const other = field.draw.pick(field.objects);
    put(meta(field), 'name', copyOf(meta({ object: other })['name'] ?? null));
    put(field.object, 'kind', copyOf(other['kind'] ?? null));
  },
  ({ object, draw, seeds }) => {
    const other = draw.pick(draw.pick([...seeds.byKind.values()]));
    put(object, 'kind', other['kind'] ?? null);
    if (draw.chance(0.7)) put(object, 'apiVersion', other['apiVersion'] ?? null);
  },
  ({ object, draw }) =>
    put(object, draw.pick(['kind', 'apiVersion', 'metadata', 'spec', 'status']), hostile(draw)),
  (field) => {
    const { draw } = field;
    const key = draw.pick([
      'ownerReferences',
      'finalizers',
      'labels',
      'annotations',
      'deletionTimestamp',
      'generateName',
      'uid',
      'namespace',
      'managedFields',
      'resourceVersion',
      'creationTimestamp',
    ]);
    put(meta(field), key, hostile(draw));
  },
  (field) => put(meta(field), 'deletionTimestamp', '2024-01-01T00:00:00Z'),
  (field) => {
    const owner = field.draw.pick(field.objects);
    const { name = null, uid = 'u' } = meta({ object: owner });
    put(meta(field), 'ownerReferences', [
      { apiVersion: owner['apiVersion'] ?? 'v1', kind: owner['kind'] ?? 'Pod', name, uid, controller: true },
    ]);
  },
];

/** Changes objects in place, `count` times, as is drawn. */
export function mutateObjects(objects: JsonObject[], count: number, seeds: Seeds, draw: Draw): void {
  for (let done = 0; done < count && objects.length > 0; done++) {
    if (draw.chance(0.06)) {
      objects.splice(draw.below(objects.length + 1), 0, copyOf(draw.pick(objects)));
      continue;
    }
    const object = draw.pick(objects);
    const spots = spotsOf(object);
    if (spots.length === 0) continue;
    draw.pick(MUTATIONS)({ objects, object, spots, spot: draw.pick(spots), seeds, draw });
  }
}
