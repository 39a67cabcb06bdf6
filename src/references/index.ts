/** The one table of references: which field of which kind names which object, and what happens when it is not there. */
export { type Reader, type ReferenceIndex, readersOf, referenceIndex, selectorsOf } from './readers.js';
export type {
  KeyUse,
  NameReference,
  PartReference,
  PortUse,
  Reference,
  SelectorReference,
  Way,
} from './reference.js';
export { referencesOf } from './references-of.js';
export type { Part, ReferenceRow, Unmet } from './row.js';
export { type Labelled, podsOf, selects } from './selector.js';
