/** The changes of an object as they are told: each with its places, and nothing in it that must not be seen. */

import { jsonEqual } from '../api/equality.js';
import type { Location } from '../api/finding.js';
import { type Hiding, hidingOf } from '../api/hidden.js';
import { type JsonValue, type Path, valueAt } from '../api/json.js';
import type { KubernetesVersion } from '../api/version.js';
import { writeYaml } from '../manifest/write-yaml.js';
import type { Compared } from './compare.js';
import type { Drift } from './drift.js';
import type { Entry } from './identity.js';
import { diffLines, type LineDiff } from './line-diff.js';
import type { Change, ChangeOp } from './object-diff.js';
import { writtenPath } from './written-place.js';

/** One field that differs, with nothing in it that must not be seen. */
export interface FieldChange {
  op: ChangeOp;
  /** `spec.template.spec.containers[web].image`. */
  path: string;
  /** The values are those of a Secret or a credential and are not told. */
  hidden: boolean;
  old?: JsonValue;
  new?: JsonValue;
  /** The manifest does not say it: the server's default. */
  oldIsDefault?: boolean;
  newIsDefault?: boolean;
  /** For texts of several lines instead of the values. */
  lines?: LineDiff;
  oldLocation?: Location;
  newLocation?: Location;
  /** Of a refused update: the server refuses it because of this one; false: alone it would be taken. */
  culprit?: boolean;
  /** The live value is not the one that was applied last; `takenBack`: the manifest itself does not change it. */
  drift?: { takenBack: boolean; applied?: JsonValue };
  /** Of an upgrade over several minors: the one since which it is so. */
  since?: KubernetesVersion;
}

/** The changes of a pair, with nothing in them that must not be seen; what makes the server refuse it first. */
export function fieldChanges(
  { old, new: now, changes, culprits, drift }: Compared,
  context?: number,
): FieldChange[] {
  if (!old || !now) return [];
  const sides: Sides = {
    old,
    now,
    context,
    hiding: { old: hidingOf(old.object), now: hidingOf(now.object) },
  };
  const all = changes.map((change) => {
    const shown = fieldChange(change, sides);
    const isCulprit = culprits?.get(change);
    if (isCulprit !== undefined) shown.culprit = isCulprit;
    const drifted = drift?.get(change);
    if (drifted) shown.drift = shownDrift(drifted, shown, change, sides);
    return { change, shown };
  });
  // Defaults that come or go with a struct that somebody wrote or dropped say nothing beside it.
  const written = all.filter(
    ({ change: { op }, shown }) =>
      shown.culprit ||
      (!(op === 'add' && shown.newIsDefault) &&
        !(op === 'remove' && shown.oldIsDefault) &&
        !(op === 'replace' && shown.oldIsDefault && shown.newIsDefault)),
  );
  const told = (written.length > 0 ? written : all).map(({ shown }) => shown);
  const weight = ({ culprit }: FieldChange) => (culprit ? 0 : culprit === undefined ? 1 : 2);
  return told.sort((a, b) => weight(a) - weight(b));
}

/** Both manifests of a pair, and what of them can be shown. */
interface Sides {
  old: Entry;
  now: Entry;
  hiding: { old: Hiding; now: Hiding };
  /** So many lines stand around changed ones. */
  context?: number | undefined;
}

function shownDrift(
  { applied, takenBack }: Drift,
  { hidden }: FieldChange,
  { newPath }: Change,
  { now, hiding }: Sides,
): NonNullable<FieldChange['drift']> {
  if (applied === undefined || hidden) return { takenBack };
  const applies = hiding.now.hide(applied, writtenPath(now, newPath));
  return { takenBack, applied: applies };
}

function fieldChange(change: Change, { old, now, hiding, context }: Sides): FieldChange {
  const { op, path } = change;
  const oldPath = writtenPath(old, change.oldPath);
  const newPath = writtenPath(now, change.newPath);
  const shown: FieldChange = { op, path, hidden: false };
  const before = change.old;
  const after = change.new;
  if (before !== undefined) {
    if (op !== 'reorder' && valueAt(old.object, oldPath) === undefined) shown.oldIsDefault = true;
    else shown.oldLocation = old.document.locate(oldPath);
  }
  if (op === 'reorder' || valueAt(now.object, newPath) !== undefined) {
    shown.newLocation = now.document.locate(newPath);
  } else if (after !== undefined) shown.newIsDefault = true;
  if (hiding.old.isHidden(oldPath) || hiding.now.isHidden(newPath)) {
    shown.hidden = true;
    return shown;
  }
  // What the manifest wrote is shorter than what the server stores: an item without its defaults.
  const asWritten = (value: JsonValue | undefined, entry: Entry, at: Path) =>
    value === undefined ? undefined : op === 'reorder' ? value : (valueAt(entry.object, at) ?? value);
  const written = [asWritten(before, old, oldPath), asWritten(after, now, newPath)] as const;
  // A merge may leave what no manifest says there: then only the stored values differ.
  const [from, to] = jsonEqual(...written) ? [before, after] : written;
  const visibleOld = from === undefined ? undefined : hiding.old.hide(from, oldPath);
  const visibleNew = to === undefined ? undefined : hiding.now.hide(to, newPath);
  // Where nothing differs but what is hidden there is nothing to show.
  if (
    op === 'replace' &&
    visibleOld !== undefined &&
    jsonEqual(visibleOld, visibleNew) &&
    !jsonEqual(from, to)
  ) {
    shown.hidden = true;
    return shown;
  }
  if (isText(visibleOld) || isText(visibleNew)) {
    shown.lines = diffLines(valueText(visibleOld), valueText(visibleNew), context);
    return shown;
  }
  return {
    ...shown,
    ...(visibleOld !== undefined && { old: visibleOld }),
    ...(visibleNew !== undefined && { new: visibleNew }),
  };
}

function isText(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && value.trimEnd().includes('\n');
}

function valueText(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? writeYaml(value) : String(value);
}
