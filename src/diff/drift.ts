/** What somebody changed in the cluster since a manifest was applied last, told apart from what the next one changes. */
import { jsonEqual } from '../api/equality.js';
import { type JsonObject, type JsonValue, type Path, valueAt } from '../api/json.js';
import type { ShapeAt } from '../schema/field-shape.js';
import type { Change } from './object-diff.js';
import { writtenPlaces } from './written-place.js';

/** A change of a field that was changed in the cluster meanwhile. */
export interface Drift {
  /** What was applied last; nothing where that did not speak of it. */
  applied?: JsonValue;
  /** The manifest says what it said: all that changes is that the cluster's own value goes. */
  takenBack: boolean;
}

interface Sides {
  /** The changes with the ways into what is stored. */
  raw: readonly Change[];
  /** The live object, and what applying makes of it. */
  before: JsonObject;
  stored: JsonObject;
  shapeAt: ShapeAt;
}

/** The changes that meet a field which is not as it was applied last (`last`). */
export function driftIn(
  changes: readonly Change[],
  last: JsonObject,
  { raw, before, stored, shapeAt }: Sides,
): { drift: ReadonlyMap<Change, Drift> } {
  const fromOld = writtenPlaces(before, last, shapeAt);
  const fromNew = writtenPlaces(stored, last, shapeAt);
  const drift = new Map<Change, Drift>();
  for (const [at, change] of changes.entries()) {
    const { op, oldPath, newPath } = raw[at] as Change;
    if (op === 'reorder') continue;
    const place: Path = op === 'add' ? fromNew(newPath) : fromOld(oldPath);
    const applied = valueAt(last, place) ?? undefined;
    // What the server adds to an item that was written shorter is no drift.
    const isAsApplied = applied === undefined ? op !== 'remove' : covers(change.old, applied);
    if (isAsApplied) continue;
    const takenBack = applied === undefined || covers(change.new, applied);
    drift.set(change, { takenBack, ...(applied !== undefined && { applied }) });
  }
  return { drift };
}

/** Whether a stored value says all that a written one says. */
function covers(stored: JsonValue | undefined, written: JsonValue): boolean {
  if (stored === undefined) return false;
  if (Array.isArray(stored) && Array.isArray(written)) {
    return stored.length === written.length && written.every((item, at) => covers(stored[at], item));
  }
  if (typeof stored === 'object' && typeof written === 'object' && stored && written) {
    return Object.entries(written).every(([key, value]) =>
      value === null ? true : covers((stored as JsonObject)[key], value as JsonValue),
    );
  }
  if (jsonEqual(stored, written)) return true;
  // A number may be written as a text; what has no text of its own is no such value.
  const isPlain = typeof stored !== 'object' && typeof written !== 'object';
  return isPlain && String(stored) === String(written);
}
