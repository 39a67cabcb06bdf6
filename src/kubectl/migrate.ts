/** What was applied on the client goes on to be applied on the server (client-go/util/csaupgrade, kubectl apply). */
import { LAST_APPLIED } from '../api/last-applied.js';
import { FieldSet } from '../patch/field-set.js';
import type { Manager } from '../patch/server-side.js';

const ANNOTATION = ['.metadata', '.annotations', `.${LAST_APPLIED}`];

/** True where an applier holds the annotation: then the next apply does not drop it. */
export function holdsAnnotation(managers: readonly Manager[]): boolean {
  return managers.some(({ operation, fields }) => operation === 'Apply' && fields.has(ANNOTATION));
}

/** Those who applied on the client: they wrote the annotation. Undefined for none: there is nothing to migrate. */
export function migrated(managers: readonly Manager[], applier: string): readonly Manager[] | undefined {
  const isClient = ({ operation, fields, subresource }: Manager) =>
    operation === 'Update' && subresource === undefined && fields.has(ANNOTATION);
  const clients = managers.filter(isClient);
  if (clients.length === 0) return undefined;
  const gained = clients.reduce((all, { fields }) => all.union(fields), FieldSet.EMPTY);
  return managers
    .filter((entry) => !isClient(entry))
    .map((entry) =>
      entry.operation === 'Apply' && entry.name === applier
        ? { ...entry, fields: entry.fields.union(gained) }
        : entry,
    );
}
