/** Server-side apply: who owns which field, what merging one's configuration does, and who is in the way. */
import type { JsonObject } from '../api/json.js';
import type { ShapeAt } from '../schema/field-shape.js';
import { type FieldPath, FieldSet, pathText } from './field-set.js';
import {
  compareTyped,
  mergeTyped,
  removeFields,
  typedFieldSet,
  validateTyped,
  withNamedFields,
} from './typed/index.js';

/** Never owned by anyone (apimachinery/pkg/util/managedfields/internal/stripmeta.go). */
const STRIPPED = FieldSet.of([
  ['.apiVersion'],
  ['.kind'],
  ['.metadata'],
  ...[
    'name',
    'namespace',
    'creationTimestamp',
    'selfLink',
    'uid',
    'clusterName',
    'generation',
    'managedFields',
    'resourceVersion',
  ].map((field) => ['.metadata', `.${field}`]),
]);

/** What one manager owns: an entry of `metadata.managedFields`. */
export interface Manager {
  name: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  /** `scale`, `status`; absent for the object itself. */
  subresource?: string;
  fields: FieldSet;
}

/** A field of the applied configuration whose value someone else has set. */
export interface Conflict {
  /** As the server prints it: `"other"`, `"kubectl-patch" using apps/v1`. */
  manager: string;
  path: string;
  fields: FieldPath;
}

export type ApplyResult =
  | { merged: JsonObject; managers: Manager[] }
  | { conflicts: Conflict[] }
  /** The configuration does not fit the schema: `.spec.x: field not declared in schema`. */
  | { invalid: string };

/** Who asks: the manager's name, and whether conflicts are overridden. */
export interface ApplyOptions {
  manager: string;
  apiVersion: string;
  force?: boolean;
}

/**
 * Applies `config` to `live` (`{}` with apiVersion and kind where there is no object yet)
 * as sigs.k8s.io/structured-merge-diff's Updater does: merge, drop what this manager applied before and no longer
 * does and nobody else owns, refuse what others own with another value.
 * The result is not yet defaulted or validated by the API server.
 */
export function applyServerSide(
  live: JsonObject,
  config: JsonObject,
  managers: readonly Manager[],
  shapeAt: ShapeAt,
  { manager, apiVersion, force = false }: ApplyOptions,
): ApplyResult {
  const errors = validateTyped(config, shapeAt);
  if (errors.length > 0) return { invalid: typedErrorsText(errors) };
  const isMine = (entry: Manager) =>
    entry.operation === 'Apply' && entry.name === manager && entry.subresource === undefined;
  const last = managers.find(isMine);
  const others = managers.filter((entry) => !isMine(entry));
  const set = typedFieldSet(config, shapeAt);
  const mine: Manager = { name: manager, operation: 'Apply', apiVersion, fields: set };
  const merged = mergeTyped(live, config, shapeAt) as JsonObject;
  const pruned = last ? prune(merged, last.fields, [...others, mine], shapeAt) : merged;
  const { added, modified, removed } = compareTyped(live, pruned, shapeAt);
  const written = modified.union(added);
  const conflicts = others.flatMap((entry) =>
    entry.fields
      .intersection(written)
      .list()
      .map((path) => ({ manager: managerText(entry), path: pathText(path), fields: path })),
  );
  if (conflicts.length > 0 && !force) return { conflicts };
  const kept = others
    .map((entry) => ({ ...entry, fields: entry.fields.difference(written).difference(removed) }))
    .filter((entry) => !entry.fields.isEmpty);
  return { merged: pruned, managers: [...kept, { ...mine, fields: set.difference(STRIPPED) }] };
}

/** Removes what was applied last time, is not applied now, and that nobody else owns. */
function prune(
  merged: JsonObject,
  lastSet: FieldSet,
  managers: readonly Manager[],
  shapeAt: ShapeAt,
): JsonObject {
  const named = (set: FieldSet) => withNamedFields(set, shapeAt);
  let pruned = removeFields(merged, named(lastSet), shapeAt);
  const owned = managers.reduce((all, entry) => all.union(entry.fields), FieldSet.EMPTY);
  const mergedSet = named(typedFieldSet(merged, shapeAt));
  const kept = named(typedFieldSet(pruned, shapeAt)).union(named(owned));
  pruned = removeFields(merged, mergedSet.difference(kept), shapeAt);
  const dangling = mergedSet.difference(named(typedFieldSet(pruned, shapeAt)));
  return removeFields(merged, dangling.intersection(named(lastSet)), shapeAt) as JsonObject;
}

/** The managers after an ordinary write (create, update, patch) turned `live` into `now`. */
export function recordUpdate(
  live: JsonObject,
  now: JsonObject,
  managers: readonly Manager[],
  shapeAt: ShapeAt,
  who: { manager: string; apiVersion: string; subresource?: string },
): Manager[] {
  const { added, modified, removed } = compareTyped(live, now, shapeAt);
  const written = modified.union(added);
  const isMine = (entry: Manager) =>
    entry.operation === 'Update' && entry.name === who.manager && entry.subresource === who.subresource;
  const mine = managers.find(isMine)?.fields ?? FieldSet.EMPTY;
  const others = managers
    .filter((entry) => !isMine(entry))
    .map((entry) => ({ ...entry, fields: entry.fields.difference(written).difference(removed) }));
  const fields = mine.difference(removed).union(written).difference(STRIPPED);
  const entry: Manager = { name: who.manager, operation: 'Update', apiVersion: who.apiVersion, fields };
  if (who.subresource !== undefined) entry.subresource = who.subresource;
  return [...others, entry].filter(({ fields: owned }) => !owned.isEmpty);
}

/** `"other"` for an applier, `"kubectl-patch" using apps/v1` for another writer. */
function managerText({ name, operation, apiVersion, subresource }: Manager): string {
  const sub = subresource === undefined ? '' : ` with subresource "${subresource}"`;
  return `"${name}"${sub}${operation === 'Update' ? ` using ${apiVersion}` : ''}`;
}

/** True for the message of an apply that met fields of others. */
export function isConflictText(message: string): boolean {
  return /^Apply failed with \d+ conflicts?: /.test(message);
}

/** `Apply failed with 1 conflict: conflict with "other": .spec.replicas`; several are listed by manager. */
export function conflictText(conflicts: readonly Conflict[]): string {
  const [first] = conflicts;
  if (first && conflicts.length === 1) {
    return `Apply failed with 1 conflict: conflict with ${first.manager}: ${first.path}`;
  }
  const managers = [...new Set(conflicts.map(({ manager }) => manager))].sort();
  const lines = managers.flatMap((manager) => [
    `conflicts with ${manager}:`,
    ...conflicts.filter((conflict) => conflict.manager === manager).map(({ path }) => `- ${path}`),
  ]);
  return `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`;
}

function typedErrorsText(errors: readonly { path: readonly string[]; message: string }[]): string {
  const texts = errors.map(({ path, message }) => `${pathText(path)}: ${message}`);
  if (texts.length === 1) return texts[0] as string;
  return ['errors:', ...texts.map((text) => `  ${text}`)].join('\n');
}
