/** Why the server does not take an object, with the places. */
import type { Path } from '../api/json.js';
import type { Status } from '../apiserver/request.js';
import type { Outcome } from '../kubectl/outcome.js';
import { isNoMatch } from '../schema/api-version.js';

/** Why the server refuses an object. */
export interface Refusal {
  /** The server's notation: `spec.selector`; empty for a refusal of the whole object. */
  field: string;
  /** The server's whole message without the field: `Forbidden: …`, `Invalid value: …: field is immutable`. */
  message: string;
  path: Path;
}

/** True where what is too long is what kubectl remembers of the manifest. */
export function isRemembered({ field, message }: Pick<Refusal, 'field' | 'message'>): boolean {
  return field === 'metadata.annotations' && message.startsWith('Too long');
}

/** The refusals of what kubectl was asked, none where it went through. */
export function refusedBy({ error, refusal }: Outcome): Refusal[] {
  if (error !== undefined) return [{ field: '', message: error, path: [] }];
  return refusal ? reasonsIn(refusal) : [];
}

/** The causes of a refusal with their places; the whole of it where it has none. */
export function reasonsIn({ errors = [], decoding = [], message }: Status): Refusal[] {
  if (decoding.length > 0) {
    return decoding.map((one) => ({ field: '', message: one.message, path: one.path }));
  }
  if (errors.length > 0) {
    const told = new Map(errors.map((error) => [`${error.field} ${error.message}`, error]));
    return [...told.values()].map(({ field, message: cause, path }) => ({ field, message: cause, path }));
  }
  const path = isNoMatch(message) ? ['apiVersion'] : [];
  return [{ field: '', message, path }];
}
