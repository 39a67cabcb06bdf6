/** Who owns which field of a stored object: `metadata.managedFields` (apimachinery/pkg/util/managedfields). */

import { jsonEqual } from '../api/equality.js';
import { isObject, type JsonObject, type JsonValue } from '../api/json.js';
import { LAST_APPLIED, lastAppliedOf } from '../api/last-applied.js';
import type { KubeObject } from '../api/objects.js';
import { formatTime } from '../api/time.js';
import { asJson } from '../api/unstructured.js';
import type { Cluster } from '../cluster/cluster.js';
import { FieldSet, type FieldsV1, fieldSetOf, fieldsV1 } from '../patch/field-set.js';
import { type Manager, recordUpdate } from '../patch/server-side.js';
import { typedFieldSet } from '../patch/typed/index.js';
import { SHAPELESS, type ShapeAt } from '../schema/field-shape.js';
import { builtInShape, customShape } from '../schema/field-shapes.js';
import { servedKind } from './served.js';

/** Who writes for the controllers, where they touch what somebody owns. */
const CONTROLLER_MANAGER = 'kube-controller-manager';
/** Who applied on the client: their fields are told by the annotation where a dump leaves the managed fields out. */
const CLIENT_SIDE_MANAGER = 'kubectl-client-side-apply';

/** The shapes of a kind's fields as a world's server knows them. */
export function shapesIn(cluster: Cluster, apiVersion: string, kind: string): ShapeAt {
  const served = servedKind(cluster, apiVersion, kind);
  if (!served) return SHAPELESS;
  const { resource, custom } = served;
  return (custom ? customShape(custom) : builtInShape(cluster.version, resource)).shapeAt;
}

/** The owners of a stored object's fields. Where it names none, whoever applied it last owns what they applied. */
export function managersOf(object: KubeObject, shapeAt: ShapeAt): Manager[] {
  const entries = managedEntries(object);
  if (entries.length > 0) return entries.flatMap((entry) => managerOf(entry) ?? []);
  const applied = lastAppliedOf(object);
  if (!applied) return [];
  const annotation = FieldSet.of([['.metadata', '.annotations', `.${LAST_APPLIED}`]]);
  const fields = typedFieldSet(applied, shapeAt).union(annotation);
  return [{ name: CLIENT_SIDE_MANAGER, operation: 'Update', apiVersion: object.apiVersion, fields }];
}

/**
 * A stored object with its owners after `fieldManager` turned `old` into it by sending `given`. Objects that controllers alone write have none
 * written down: nobody applies to them.
 */
export function owned(
  cluster: Cluster,
  object: KubeObject,
  { given, old }: { given: KubeObject; old?: KubeObject },
  fieldManager: string | undefined,
  now: number,
  subresource?: string,
): KubeObject {
  // Whoever sends owners along says who they are (kubectl does so when it goes over to server-side apply).
  const telling = managedEntries(given).length > 0 ? given : old;
  const isOwned = telling !== undefined && managedEntries(telling).length > 0;
  const name = fieldManager ?? (isOwned ? CONTROLLER_MANAGER : undefined);
  if (name === undefined) return object;
  const shapeAt = shapesIn(cluster, object.apiVersion, object.kind);
  const managers = old && telling ? managersOf(telling, shapeAt) : [];
  const who = {
    manager: name,
    apiVersion: object.apiVersion,
    ...(subresource !== undefined && { subresource }),
  };
  const before = old ? bare(old) : {};
  return withManagers(object, old, recordUpdate(before, bare(object), managers, shapeAt, who), now);
}

/** A stored object with these owners. An entry that says what it said keeps its time. */
export function withManagers(
  object: KubeObject,
  old: KubeObject | undefined,
  managers: readonly Manager[],
  now: number,
): KubeObject {
  const before = old ? managedEntries(old) : [];
  const managedFields = managers.map((manager): JsonObject => {
    const entry = entryOf(manager, now);
    const same = before.find((one) => jsonEqual({ ...one, time: null }, { ...entry, time: null }));
    return same ?? entry;
  });
  const metadata = { ...object.metadata, managedFields };
  return { ...object, metadata };
}

/** An object without what is written down of its owners. */
export function bare(object: KubeObject): JsonObject {
  const { managedFields: _owners, ...metadata } = object.metadata as JsonObject;
  return { ...asJson(object), metadata };
}

/** The entries as they are stored. */
export function managedEntries({ metadata }: KubeObject): JsonObject[] {
  const { managedFields } = metadata as { managedFields?: JsonValue };
  return Array.isArray(managedFields) ? managedFields.filter(isObject) : [];
}

function entryOf({ name, operation, apiVersion, subresource, fields }: Manager, now: number): JsonObject {
  return {
    apiVersion,
    fieldsType: 'FieldsV1',
    fieldsV1: fieldsV1(fields) as JsonObject,
    manager: name,
    operation,
    time: formatTime(now),
    ...(subresource !== undefined && { subresource }),
  };
}

function managerOf(entry: JsonObject): Manager | undefined {
  const { manager, operation, apiVersion, subresource, fieldsV1: fields } = entry;
  if (typeof manager !== 'string' || (operation !== 'Apply' && operation !== 'Update')) return undefined;
  return {
    name: manager,
    operation,
    apiVersion: String(apiVersion ?? ''),
    ...(typeof subresource === 'string' && subresource !== '' && { subresource }),
    fields: fieldSetOf(isObject(fields) ? (fields as FieldsV1) : {}),
  };
}
