/** Small rules that many kinds share. */
import {
  byteLength,
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  maxBytesError,
  pathSegmentErrors,
} from '../../api/names.js';
import { clone, type Obj } from '../fields.js';
import type { NameRule } from '../kind.js';

export const NON_NEGATIVE = 'must be greater than or equal to 0';
export const IMMUTABLE = 'field is immutable';

/** The name rules that kinds choose from. */
export const SUBDOMAIN: NameRule = dns1123SubdomainErrors;
export const LABEL: NameRule = dns1123LabelErrors;
export const PATH_SEGMENT: NameRule = pathSegmentErrors;
/** ReplicationController's rule counts in bytes, and says so. */
export const SUBDOMAIN_BYTES: NameRule = (name) => {
  const errors = dns1123SubdomainErrors(name);
  return byteLength(name) > 253 ? [maxBytesError(253), ...errors.slice(1)] : errors;
};

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
