/** A pattern of RE2 as a tree. */

/** Whether a character is one of a class. */
export type Test = (char: number) => boolean;
/** Where a match may go on without taking a character. */
export type Anchor = 'start' | 'end' | 'line-start' | 'line-end' | 'word' | 'not-word';
/** A pattern as it is read. */
export type Pattern =
  | { type: 'char'; test: Test }
  | { type: 'anchor'; at: Anchor }
  | { type: 'all'; of: Pattern[] }
  | { type: 'any'; of: Pattern[] }
  | { type: 'repeat'; of: Pattern; min: number; max: number; lazy: boolean };

/** A pattern that is not RE2, or more than is understood here. */
export class Unsupported extends Error {}

export const NEWLINE = 10;
