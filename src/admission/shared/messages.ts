/** What many kinds say of a field, in the server's words. */

import { type Words, within, wording } from '../../api/wording.js';

export const NON_NEGATIVE = 'must be greater than or equal to 0';
export const IMMUTABLE = 'field is immutable';

/** What is said of a field of a rule in CEL; older minors name it. */
export function ofRule(field: string, text: string): Words {
  return within(wording('', { '1.33': `${field} ` }), (name) => `${name}${text}`);
}
export const NOT_EMPTY = 'must be non-empty if specified';
export const ONE_LINE = 'must not contain line breaks';
