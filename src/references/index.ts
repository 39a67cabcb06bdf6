/** The one table of references: which field of which kind names which object, and what happens when it is not there. */
export { type ReferenceIndex, readersOf, referenceIndex, selectorsOf } from './readers.js';
export type { Reference, Way } from './reference.js';
export { referencesOf } from './references-of.js';
export { podsOf, selects } from './selector.js';
