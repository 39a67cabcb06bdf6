/** What was applied on the client goes on to be applied on the server (client-go/util/csaupgrade, kubectl apply). */
import type { JsonObject } from '../../api/json.js';
import type { ShapeAt } from '../shape.js';
import { FieldSet } from './field-set.js';
import type { Conflict, Manager } from './server-side.js';
import { LAST_APPLIED } from './three-way.js';
import { compareTyped, fieldsOf } from './typed.js';

const ANNOTATION = ['.metadata', '.annotations', `.${LAST_APPLIED}`];
/** Who holds the annotation when kubectl's own manager took over. */
const ANNOTATION_MANAGER = 'kubectl-last-applied';

/** The managers with the annotation held by an applier, so that the next apply does not drop it. */
export function keepAnnotation(managers: readonly Manager[], apiVersion: string): readonly Manager[] {
  if (managers.some(({ operation, fields }) => operation === 'Apply' && fields.has(ANNOTATION)))
    return managers;
  const fields = FieldSet.of([ANNOTATION]);
  return [...managers, { name: ANNOTATION_MANAGER, operation: 'Apply', apiVersion, fields }];
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

/** The conflicts that are left when fields that were applied on the client, and are as they were applied, give way. */
export function notFromLastApplied(
  conflicts: readonly Conflict[],
  lastApplied: JsonObject,
  live: JsonObject,
  shapeAt: ShapeAt,
): Conflict[] {
  const { modified } = compareTyped(lastApplied, live, shapeAt);
  const own = fieldsOf(lastApplied, shapeAt).difference(modified);
  return conflicts.filter(({ fields }) => !own.has(fields));
}
