import { jsonEqual } from '../../api/equality.js';
import { definedKeys, hasKey, isObject, type JsonValue, type Path } from '../../api/json.js';
import { ITEM, type ShapeAt } from '../../schema/field-shape.js';
import { type FieldPath, FieldSet, type PathStep } from '../field-set.js';
import { atomOf, fieldStep, itemSteps } from './walk.js';

/** Where two objects differ. */
export interface Comparison {
  added: FieldSet;
  modified: FieldSet;
  removed: FieldSet;
}

/** Compares two objects field by field. */
export function compareTyped(before: JsonValue, after: JsonValue, shapeAt: ShapeAt): Comparison {
  const walk = new Walk(shapeAt);
  walk.visit(before, after, [], []);
  const { added, modified, removed } = walk;
  return { added: FieldSet.of(added), modified: FieldSet.of(modified), removed: FieldSet.of(removed) };
}

/** Two values at one place; one of them may be missing. */
class Walk {
  readonly added = new Set<FieldPath>();
  readonly modified = new Set<FieldPath>();
  readonly removed = new Set<FieldPath>();

  constructor(private readonly shapeAt: ShapeAt) {}

  visit(from: JsonValue | undefined, to: JsonValue | undefined, path: Path, steps: FieldPath): void {
    const atom = atomOf(this.shapeAt(path), to ?? from);
    const walked = atom.kind !== 'leaf' && entryCount(from) + entryCount(to) > 0;
    if (walked && atom.kind === 'map') this.visitFields(from, to, path, steps);
    else if (walked && atom.kind === 'list') this.visitItems(from, to, atom.keys, path, steps);
    if (from === undefined) this.added.add(steps);
    else if (to === undefined) this.removed.add(steps);
    else if (!walked && !jsonEqual(from, to)) this.modified.add(steps);
  }

  private visitFields(
    from: JsonValue | undefined,
    to: JsonValue | undefined,
    path: Path,
    steps: FieldPath,
  ): void {
    const old = isObject(from) ? from : {};
    const now = isObject(to) ? to : {};
    for (const key of new Set([...definedKeys(old), ...definedKeys(now)])) {
      this.visit(
        hasKey(old, key) ? old[key] : undefined,
        hasKey(now, key) ? now[key] : undefined,
        [...path, key],
        [...steps, fieldStep(key)],
      );
    }
  }

  private visitItems(
    from: JsonValue | undefined,
    to: JsonValue | undefined,
    keys: readonly string[],
    path: Path,
    steps: FieldPath,
  ): void {
    const olds = group(itemSteps(Array.isArray(from) ? from : [], keys, this.shapeAt, path));
    const news = group(itemSteps(Array.isArray(to) ? to : [], keys, this.shapeAt, path));
    for (const step of new Set([...olds.keys(), ...news.keys()])) {
      this.visitAlike(olds.get(step) ?? [], news.get(step) ?? [], [...path, ITEM], [...steps, step]);
    }
  }

  /** The items of both lists with the same step: one, or several that are compared as a whole. */
  private visitAlike(
    old: readonly JsonValue[],
    now: readonly JsonValue[],
    path: Path,
    steps: FieldPath,
  ): void {
    if (old.length <= 1 && now.length <= 1) this.visit(old[0], now[0], path, steps);
    else if (old.length > 1 && now.length > 1) {
      if (!jsonEqual([...old], [...now])) this.modified.add(steps);
    } else if (old.length > 1) {
      if (now.length > 0) this.visit(undefined, now[0], path, steps);
      this.removed.add(steps);
    } else {
      this.visit(old[0], undefined, path, steps);
      this.added.add(steps);
    }
  }
}

function entryCount(value: JsonValue | undefined): number {
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? definedKeys(value).length : 0;
}

function group(entries: { step: PathStep; item: JsonValue }[]): Map<PathStep, JsonValue[]> {
  const groups = new Map<PathStep, JsonValue[]>();
  for (const { step, item } of entries) groups.set(step, [...(groups.get(step) ?? []), item]);
  return groups;
}
