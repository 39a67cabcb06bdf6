/** What any object refers to, and events with it. */
import { BY_VERSION, type NameRow, type ReferenceRow } from './row.js';

/** Of objects that live in a namespace. */
export const NAMESPACE_REFERENCE: ReferenceRow = {
  at: 'metadata.namespace',
  to: 'Namespace',
  unmet: 'refused',
};

export const OWNER_REFERENCE: ReferenceRow = {
  at: 'metadata.ownerReferences[*]',
  to: BY_VERSION,
  name: 'name',
  unmet: 'collected',
};

/** Of both groups that have events. */
export const EVENT_REFERENCES: readonly ReferenceRow[] = ['involvedObject', 'regarding', 'related'].map(
  (at): NameRow => ({ at, to: BY_VERSION, name: 'name', namespace: 'namespace', unmet: 'harmless' }),
);
