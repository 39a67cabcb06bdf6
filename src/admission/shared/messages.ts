/** What many kinds say of a field, in the server's words. */

export const NON_NEGATIVE = 'must be greater than or equal to 0';
export const IMMUTABLE = 'field is immutable';
