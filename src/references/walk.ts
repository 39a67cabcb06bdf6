/** Ways of the table, followed through an object that may hold anything. */
import { isObject, type JsonValue, type Path } from '../api/json.js';

/** A value with the way to it from the object's root. */
export interface Place {
  path: Path;
  value: JsonValue;
}

const EACH = '*';
const ways = new Map<string, readonly string[]>();

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
