/** Names of parts of the same object: those of volumes, ports, containers, claims. */
import { type JsonValue, valueAt } from '../api/json.js';
import type { PartReference } from './reference.js';
import type { PartRow } from './row.js';
import { type Place, placesAt, stepsOf } from './walk.js';

/** What a row about parts finds at a place of an object. */
export function partNamed(
  row: PartRow,
  { path, value: name }: Place,
  value: JsonValue,
  kind: string,
): PartReference[] {
  if (typeof name !== 'string' || name === '') return [];
  const root: Place = { path: [], value };
  const holder = path.slice(0, stepsOf(row.of).length);
  const within: Place = { path: holder, value: valueAt(value, holder) ?? null };
  const among = row.among
    .flatMap((way) => {
      if (typeof way === 'string') return placesAt(within, way);
      return way.kind === kind ? placesAt(root, way.at) : [];
    })
    // A name of another type is still the name of something.
    .flatMap((one) => (typeof one.value === 'object' ? [] : [{ path: one.path, name: String(one.value) }]));
  return [{ by: 'part', path, part: row.part, name, among, unmet: row.unmet }];
}
