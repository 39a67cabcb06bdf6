/** The difference of two objects, field by field, as the API server reads them. */
import { jsonEqual } from '../api/equality.js';
import { definedKeys, isObject, type JsonObject, type JsonValue, type Path } from '../api/json.js';
import { LAST_APPLIED } from '../api/last-applied.js';
import { ITEM, itemKeys, type ShapeAt } from '../schema/field-shape.js';
import { itemsByKey, type KeyedItem, own } from '../schema/keyed-items.js';
import { isUnset, sameMeaning } from './meaning.js';
import { type PairedItems, pairedItems } from './paired-items.js';

export type ChangeOp = 'add' | 'remove' | 'replace' | 'reorder';

/** One field that differs. */
export interface Change {
  op: ChangeOp;
  /** The server's notation, items of keyed lists by their keys: `spec.template.spec.containers[web].image`. */
  path: string;
  /** The same place as a way into each object; for a side that lacks it, the way to where it would be. */
  oldPath: Path;
  newPath: Path;
  /** Absent for `add`. For `reorder` the keys of the items in their order. */
  old?: JsonValue;
  /** Absent for `remove`. */
  new?: JsonValue;
}

/** What belongs to the server or to kubectl and is no part of anybody's manifest. */
const NOT_COMPARED = new Set([
  'status',
  'metadata.creationTimestamp',
  'metadata.deletionTimestamp',
  'metadata.generation',
  'metadata.managedFields',
  'metadata.resourceVersion',
  'metadata.selfLink',
  'metadata.uid',
  `metadata.annotations.${LAST_APPLIED}`,
  'metadata.annotations.deployment.kubernetes.io/revision',
  'metadata.annotations.deprecated.daemonset.template.generation',
]);

/** In a schema a field comes or goes whole, with all that it says of what is below it. */
const SCHEMA = 'openAPIV3Schema';

interface Walk {
  shapeAt: ShapeAt;
  /** True for keyed lists whose order counts. */
  ordered: (path: Path) => boolean;
  changes: Change[];
}

interface Place {
  text: string;
  old: Path;
  new: Path;
}

/**
 * What differs between two objects, in the order of the new one's fields.
 * `ordered` says of a list paired by keys (a path) whether the order of its items means something.
 */
export function diffObjects(
  old: JsonObject,
  now: JsonObject,
  shapeAt: ShapeAt,
  ordered: (path: Path) => boolean,
): Change[] {
  const walk: Walk = { shapeAt, ordered, changes: [] };
  visitFields(old, now, { text: '', old: [], new: [] }, walk);
  return walk.changes;
}

function visit(old: JsonValue | undefined, now: JsonValue | undefined, at: Place, walk: Walk): void {
  const { shapeAt } = walk;
  const oldUnset = isUnset(old, shapeAt, at.old);
  const newUnset = isUnset(now, shapeAt, at.new);
  if (oldUnset && newUnset) return;
  if ((oldUnset || newUnset) && at.new.includes(SCHEMA)) {
    record(old, now, oldUnset, newUnset, at, walk);
    return;
  }
  if (isObject(oldUnset ? {} : old) && isObject(newUnset ? {} : now)) {
    const from = isObject(old) ? old : {};
    const to = isObject(now) ? now : {};
    const says = definedKeys(oldUnset ? to : from).some((key) => (oldUnset ? to : from)[key] !== null);
    // A struct that comes or goes says so itself only where it has nothing in it: `emptyDir: {}`.
    if ((oldUnset || newUnset) && !says) record(old, now, oldUnset, newUnset, at, walk);
    else visitFields(from, to, at, walk);
    return;
  }
  if (Array.isArray(oldUnset ? [] : old) && Array.isArray(newUnset ? [] : now)) {
    visitList(Array.isArray(old) ? old : [], Array.isArray(now) ? now : [], at, walk);
    return;
  }
  if (!oldUnset && !newUnset && jsonEqual(old, now)) return;
  record(old, now, oldUnset, newUnset, at, walk);
}

function record(
  old: JsonValue | undefined,
  now: JsonValue | undefined,
  oldUnset: boolean,
  newUnset: boolean,
  at: Place,
  walk: Walk,
): void {
  const op = oldUnset ? 'add' : newUnset ? 'remove' : 'replace';
  const change: Change = { op, path: at.text, oldPath: at.old, newPath: at.new };
  if (!oldUnset && old !== undefined) change.old = old;
  if (!newUnset && now !== undefined) change.new = now;
  walk.changes.push(change);
}

function visitFields(old: JsonObject, now: JsonObject, at: Place, walk: Walk): void {
  const isMap = walk.shapeAt(at.new)?.isMap === true;
  const keys = new Set([...definedKeys(now), ...definedKeys(old)]);
  for (const key of keys) {
    const next: Place = { text: withKey(at.text, key, isMap), old: [...at.old, key], new: [...at.new, key] };
    if (NOT_COMPARED.has(next.new.join('.'))) continue;
    visit(own(old, key), own(now, key), next, walk);
  }
}

/** Field names stand behind a dot, keys of maps in brackets, as the server writes them. */
function withKey(text: string, key: string, isMap: boolean): string {
  if (isMap || !/^[A-Za-z_$][\w$-]*$/.test(key)) return `${text}[${key}]`;
  return text === '' ? key : `${text}.${key}`;
}

function visitList(old: JsonValue[], now: JsonValue[], at: Place, walk: Walk): void {
  const keys = itemKeys(walk.shapeAt(at.new));
  const olds = keys && itemsByKey(old, keys, walk.shapeAt, at.old);
  const news = keys && itemsByKey(now, keys, walk.shapeAt, at.new);
  if (!olds || !news) {
    if (sameMeaning(old, now, walk.shapeAt, at.new, walk.ordered)) return;
    const alike = pairedItems(old, now, (a, b) =>
      sameMeaning(a, b, walk.shapeAt, [...at.new, ITEM], walk.ordered),
    );
    if (alike) visitItems(alike, [old.length, now.length], at, walk);
    else record(old, now, old.length === 0, now.length === 0, at, walk);
    return;
  }
  visitItems({ olds, news }, [old.length, now.length], at, walk);
  if (walk.ordered(at.new)) reordered(olds, news, at, walk);
}

/** The items of two lists by what pairs them; those that only one list has come or go. */
function visitItems(
  { olds, news }: PairedItems,
  [oldEnd, newEnd]: [number, number],
  at: Place,
  walk: Walk,
): void {
  for (const [id, to] of news) {
    const from = olds.get(id);
    if (from) visit(from.item, to.item, placeOf(at, to.label, from.index, to.index), walk);
    else record(undefined, to.item, true, false, placeOf(at, to.label, oldEnd, to.index), walk);
  }
  for (const [id, from] of olds) {
    if (!news.has(id))
      record(from.item, undefined, false, true, placeOf(at, from.label, from.index, newEnd), walk);
  }
}

function placeOf(at: Place, label: string, oldIndex: number, newIndex: number): Place {
  return { text: `${at.text}[${label}]`, old: [...at.old, oldIndex], new: [...at.new, newIndex] };
}

function reordered(olds: Map<string, KeyedItem>, news: Map<string, KeyedItem>, at: Place, walk: Walk): void {
  const before = [...olds].filter(([id]) => news.has(id)).map(([, item]) => item.label);
  const after = [...news].filter(([id]) => olds.has(id)).map(([, item]) => item.label);
  if (before.join('\n') === after.join('\n')) return;
  walk.changes.push({
    op: 'reorder',
    path: at.text,
    oldPath: at.old,
    newPath: at.new,
    old: [...olds.values()].map(({ label }) => label),
    new: [...news.values()].map(({ label }) => label),
  });
}
