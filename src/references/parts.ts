/** Names of parts of the same object: those of volumes, ports, containers, claims. */
import { fieldPath, type JsonValue, type Path, valueAt } from '../api/json.js';
import { POD_PARTS } from './pod-parts.js';
import type { PartReference } from './reference.js';
import { type PartRow, under } from './row.js';
import { type Branch, branchOf, eachRow, type Place, placesAt, stepsOf } from './walk.js';

const branches = new Map<string, Branch>();

/**
 * What the pod, or the template at `template`, of an object says of its own parts: no more of the table is looked at.
 * `kind`: as the cluster files it.
 */
export function podParts(value: JsonValue, kind: string, template: Path): PartReference[] {
  const at = fieldPath(template);
  let branch = branches.get(at);
  if (!branch) {
    branch = branchOf(under(at, POD_PARTS));
    branches.set(at, branch);
  }
  const found: PartReference[] = [];
  eachRow(branch, { path: [], value }, (row, place) => {
    if ('part' in row) found.push(...partNamed(row, place, value, kind));
  });
  return found;
}

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
