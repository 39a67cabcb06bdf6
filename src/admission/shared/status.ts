/** What becomes of the status that a manifest or an update brings. */
import { copy, drop, type Obj } from '../fields.js';

/** Takes the status away, as the server does with what a manifest brings. */
export function wipeStatus(object: Obj): void {
  drop(object, 'status');
}

/** Puts the stored status in place of what an update brings. */
export function keepStatus(object: Obj, old: Obj | undefined): void {
  copy(object, 'status', old);
}

/** The usual preparation of a kind whose status belongs to its controller. */
export function statusFromServer(object: Obj, old: Obj | undefined): void {
  if (old) keepStatus(object, old);
  else wipeStatus(object);
}
