/** Ways of the table, followed through an object that may hold anything. */
import { isObject, type JsonValue, type Path } from '../api/json.js';
import type { ReferenceRow } from './row.js';

/** A value with the way to it from the object's root. */
export interface Place {
  path: Path;
  value: JsonValue;
}

const EACH = '*';
const ways = new Map<string, readonly string[]>();

/** Rows by the steps to where they stand, so that an object is walked through once for all of them. */
export interface Branch {
  rows: ReferenceRow[];
  next: Map<string, Branch>;
}

export function branchOf(rows: readonly ReferenceRow[]): Branch {
  const root: Branch = { rows: [], next: new Map() };
  for (const row of rows) {
    let at = root;
    for (const step of stepsOf(row.at)) {
      const next = at.next.get(step) ?? { rows: [], next: new Map() };
      at.next.set(step, next);
      at = next;
    }
    at.rows.push(row);
  }
  return root;
}

/** Every row with each place where it stands in an object. */
export function eachRow(branch: Branch, from: Place, visit: (row: ReferenceRow, at: Place) => void): void {
  descend(branch, from.value, [...from.path], visit);
}

/** `path` is the way so far, on which steps are put and taken away again: most lead nowhere, and are worth no copy. */
function descend(
  { rows, next }: Branch,
  value: JsonValue,
  path: (string | number)[],
  visit: (row: ReferenceRow, at: Place) => void,
): void {
  const at: Place | undefined = rows.length > 0 ? { path: [...path], value } : undefined;
  if (at) for (const row of rows) visit(row, at);
  for (const [step, branch] of next) {
    if (step === EACH) {
      if (!Array.isArray(value)) continue;
      for (const [index, item] of value.entries()) {
        path.push(index);
        descend(branch, item, path, visit);
        path.pop();
      }
    } else {
      const child = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
      if (child === undefined) continue;
      path.push(step);
      descend(branch, child, path, visit);
      path.pop();
    }
  }
}

/** Every place that a way of the table leads to from another; none where something else stands in between. */
export function placesAt(from: Place, way: string): Place[] {
  let places: Place[] = [from];
  for (const step of stepsOf(way)) places = places.flatMap((place) => stepFrom(place, step));
  return places;
}

/** What stands in a text there, all of them; what is empty names nothing. */
export function textsAt(from: Place, way: string): { path: Path; text: string }[] {
  return placesAt(from, way).flatMap(({ path, value }) =>
    typeof value === 'string' && value !== '' ? [{ path, text: value }] : [],
  );
}

/** What stands in the first text there. */
export function textAt(from: Place, way: string): string | undefined {
  return textsAt(from, way)[0]?.text;
}

function stepFrom({ path, value }: Place, step: string): Place[] {
  if (step === EACH) {
    return Array.isArray(value) ? value.map((item, index) => ({ path: [...path, index], value: item })) : [];
  }
  if (!isObject(value) || !Object.hasOwn(value, step)) return [];
  const next = value[step];
  return next === undefined ? [] : [{ path: [...path, step], value: next }];
}

/** `spec.volumes[*].secret` → `spec`, `volumes`, `*`, `secret`. */
export function stepsOf(way: string): readonly string[] {
  let steps = ways.get(way);
  if (!steps) {
    steps = [...way.matchAll(/\[([^\]]+)\]|[^.[\]]+/g)].map(([whole, key]) => key ?? whole);
    ways.set(way, steps);
  }
  return steps;
}
