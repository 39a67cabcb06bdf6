/** The way back: what applying the old manifests again does after the new ones, and what that does not bring back. */
import type { ObjectRef } from '../api/finding.js';
import { valueAt } from '../api/json.js';
import { shapesIn } from '../apiserver/managed-fields.js';
import type { Comparison } from './compare.js';
import type { Pair } from './identity.js';
import { type ObjectDiff, refOfEntry, type Verdict } from './judge.js';
import { type Change, diffObjects } from './object-diff.js';
import { writtenPlaces } from './written-place.js';

/** What applying the old manifests again would do. */
export interface Rollback {
  counts: Record<Verdict, number>;
  objects: ObjectDiff[];
  /** The fields of objects that are not as they were, though nothing is refused. */
  lost: { object: ObjectRef; paths: string[] }[];
}

/** The pairs of the way back: what the new manifests left, and the old ones. */
export function pairsBack(compared: readonly Pair[]): Pair[] {
  return compared.flatMap(({ id, old, new: now }) => {
    const left = now ?? old;
    return left ? [{ id, old: left, ...(old && { new: old }) }] : [];
  });
}

/** What is other than it was once the old manifests are applied again. */
export function notBroughtBack(there: Comparison, back: Comparison): Rollback['lost'] {
  const before = new Map(there.compared.map((pair) => [pair.id, pair.storedOld]));
  return back.compared.flatMap(({ id, old: left, new: entry, storedNew, refusals }) => {
    const was = before.get(id);
    if (!was || !entry || !storedNew || refusals.length > 0) return [];
    const shapeAt = shapesIn(back.after, entry.apiVersion, entry.kind);
    const old = { ...was, apiVersion: entry.apiVersion };
    // What no manifest speaks of is the server's.
    const places = [entry.object, left?.object ?? {}].map((manifest) => ({
      before: writtenPlaces(old, manifest, shapeAt),
      after: writtenPlaces(storedNew, manifest, shapeAt),
      manifest,
    }));
    const isSpokenOf = ({ oldPath, newPath }: Change) =>
      places.some(
        ({ before: inOld, after: inNew, manifest }) =>
          valueAt(manifest, inOld(oldPath)) !== undefined || valueAt(manifest, inNew(newPath)) !== undefined,
      );
    const changes = diffObjects(old, storedNew, shapeAt, () => false).filter(isSpokenOf);
    return changes.length === 0
      ? []
      : [{ object: refOfEntry(entry), paths: changes.map(({ path }) => path) }];
  });
}
