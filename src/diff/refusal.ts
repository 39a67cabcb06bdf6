import type { Path } from '../api/json.js';

/** Why the server refuses an object. */
export interface Refusal {
  /** The server's notation: `spec.selector`; empty for a refusal of the whole object. */
  field: string;
  /** The server's whole message without the field: `Forbidden: …`, `Invalid value: …: field is immutable`. */
  message: string;
  path: Path;
}
