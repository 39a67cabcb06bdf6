/** Names of parts of the same object: those of volumes, ports, containers, claims. */
import { type JsonValue, type Path, valueAt } from '../api/json.js';
import type { PartReference, Parts } from './reference.js';
import type { PartRow } from './row.js';
import { type Place, placesAt, stepsOf } from './walk.js';

/** The parts of one object that were looked for so far: by the rows' ways to them, and where those begin. */
export type KnownParts = Map<PartRow['among'], Map<string, Parts>>;

/** What a row about parts finds at a place of an object. */
export function partNamed(
  row: PartRow,
  { path, value: name }: Place,
  value: JsonValue,
  kind: string,
  known: KnownParts,
): PartReference[] {
  if (typeof name !== (row.part === 'port number' ? 'number' : 'string') || name === '') return [];
  const holder = path.slice(0, stepsOf(row.of).length);
  const ofRow = known.get(row.among) ?? new Map<string, Parts>();
  const key = JSON.stringify(holder);
  const among = ofRow.get(key) ?? partsOf(row, holder, value, kind);
  known.set(row.among, ofRow.set(key, among));
  return [{ by: 'part', path, part: row.part, name: String(name), among, unmet: row.unmet }];
}

function partsOf(row: PartRow, holder: Path, value: JsonValue, kind: string): Parts {
  const root: Place = { path: [], value };
  const within: Place = { path: holder, value: valueAt(value, holder) ?? null };
  const places = row.among
    .flatMap((way) => {
      if (typeof way === 'string') return placesAt(within, way);
      return way.kind === kind ? placesAt(root, way.at) : [];
    })
    // A name of another type is still the name of something.
    .flatMap((one) => (typeof one.value === 'object' ? [] : [{ path: one.path, name: String(one.value) }]));
  return { names: new Set(places.map(({ name }) => name)), places };
}
