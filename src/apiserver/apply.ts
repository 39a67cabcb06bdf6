import type { JsonObject } from '../api/json.js';
import { annotated, lastAppliedOf, lastAppliedText } from '../api/last-applied.js';
import { keyOf, kindOf, nameText } from '../api/object-key.js';
import { asJson, asObject } from '../api/unstructured.js';
import type { Cluster } from '../cluster/cluster.js';
import { applyServerSide, type Conflict, conflictText } from '../patch/server-side.js';
import { compareTyped, typedFieldSet } from '../patch/typed/index.js';
import type { ShapeAt } from '../schema/field-shape.js';
import { create } from './create.js';
import { bare, managersOf, shapesIn, withManagers } from './managed-fields.js';
import type { Answer, Request } from './request.js';
import { refuse, type Stored, sameObject, settle, stored, unchanged } from './store.js';
import { replace } from './update.js';

/** The manager whose fields may have been applied on the client before (managedfields/internal/lastappliedmanager.go). */
const KUBECTL = 'kubectl';

/**
 * A PATCH of apply (server-side apply): the configuration is merged by who owns what, and refused where somebody else
 * owns a field with another value, unless forced (apimachinery/pkg/util/managedfields).
 */
export function apply(cluster: Cluster, request: Extract<Request, { verb: 'apply' }>, now: number): Answer {
  const { object: config, fieldManager: manager, force = false } = request;
  const { apiVersion, kind } = config;
  const live = cluster.get(kindOf(config), keyOf(config)) as Stored | undefined;
  const shapeAt = shapesIn(cluster, apiVersion, kind);
  const given = asJson(config);
  const current = live ? bare(live) : {};
  const managers = live ? managersOf(live, shapeAt) : [];
  const merge = (forced: boolean) =>
    applyServerSide(current, given, managers, shapeAt, { manager, apiVersion, force: forced });
  let result = merge(force);
  const remembered = live && manager === KUBECTL ? lastAppliedOf(live) : undefined;
  if ('conflicts' in result && remembered) {
    const left = notFromLastApplied(result.conflicts, remembered, current, shapeAt);
    result = left.length > 0 ? { conflicts: left } : merge(true);
  }
  if ('invalid' in result) {
    const { namespace, name } = config.metadata;
    const what = `${nameText(namespace)}/${nameText(name)}; ${apiVersion}, Kind=${kind}`;
    return refuse(500, '', `failed to create typed patch object (${what}): ${result.invalid}`);
  }
  if ('conflicts' in result) {
    const answer = refuse(409, 'Conflict', conflictText(result.conflicts));
    return { ...answer, refusal: { ...answer.refusal, conflicts: result.conflicts } };
  }
  const { fieldManager: _owner, ...asked } = request;
  const others = { ...asked, merged: true };
  const configured = asObject(result.merged);
  // The annotation of those who applied on the client before is kept up to date.
  const merged = remembered ? annotated(configured, lastAppliedText(config)) : configured;
  const written = live
    ? replace(cluster, merged, live, others, now)
    : create(cluster, { ...others, verb: 'create', object: merged }, now);
  if ('refusal' in written) return written;
  const whole = withManagers(written.object, live, result.managers, now);
  if (live && sameObject(whole as Stored, live)) return unchanged(cluster, live, written.warnings);
  const change = live ? settle(cluster, whole) : ({ verb: 'create', object: whole } as const);
  return stored(cluster, change, written.warnings);
}

/** The conflicts that are left when fields that were applied on the client, and are as they were applied, give way. */
function notFromLastApplied(
  conflicts: readonly Conflict[],
  lastApplied: JsonObject,
  live: JsonObject,
  shapeAt: ShapeAt,
): Conflict[] {
  const { modified } = compareTyped(lastApplied, live, shapeAt);
  const own = typedFieldSet(lastApplied, shapeAt).difference(modified);
  return conflicts.filter(({ fields }) => !own.has(fields));
}
