/** What becomes of the status that a manifest or an update brings. */
import { clone, type Obj } from '../fields.js';

/** Takes the status away, as the server does with what a manifest brings. */
export function wipeStatus(object: Obj): void {
  delete object['status'];
}

/** Puts the stored status in place of what an update brings. */
export function keepStatus(object: Obj, old: Obj | undefined): void {
  if (old?.['status'] === undefined) delete object['status'];
  else object['status'] = clone(old['status']);
}

/** The usual preparation of a kind whose status belongs to its controller. */
export function statusFromServer(object: Obj, old: Obj | undefined): void {
  if (old) keepStatus(object, old);
  else wipeStatus(object);
}
