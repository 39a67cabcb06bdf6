/** What `kubectl apply` says and leaves behind (k8s.io/kubectl/pkg/cmd/apply). */
import { goQuote } from '../../admission/field-errors.js';
import { goJson } from '../../api/go-json.js';
import { isObject, type JsonObject, type JsonValue } from '../../api/json.js';
import { groupOf } from '../../api/object-key.js';
import { definedKeys, setKey } from '../json-equal.js';
import type { ShapeAt } from '../shape.js';
import { fieldsV1 } from './field-set.js';
import { goText } from './go-order.js';
import { keepAnnotation, migrated, notFromLastApplied } from './migrate.js';
import { PatchError } from './patch-meta.js';
import { conflictText, type Manager, recordUpdate, serverSideApply } from './server-side.js';
import { applyPatch, LAST_APPLIED, type PatchKind, threeWayPatch } from './three-way.js';

const CLIENT_SIDE_MANAGER = 'kubectl-client-side-apply';
const SERVER_SIDE_MANAGER = 'kubectl';
const NO_ANNOTATION = `is missing the ${LAST_APPLIED} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.`;
const REVIEW = `Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`;

/** A refusal of the API server: its Status. */
export interface ServerError {
  /** `Invalid`, `BadRequest`, `Forbidden`; empty where the server gave none. */
  reason: string;
  message: string;
  /** What is invalid, where the status says so. */
  details?: { kind: string; name: string; causes: readonly string[] };
}

/** What the server makes of a write: the object as stored, or a refusal. */
export type Written = { object: JsonObject; warnings: readonly string[] } | { error: ServerError };

/** The server side of applying one kind. */
export interface ApplyTarget {
  shapeAt: ShapeAt;
  patchKind: PatchKind;
  /** `deployments`, for warnings. */
  plural: string;
  /** Creates (no `old`) or updates: defaulting, admission, validation. */
  write(object: JsonObject, old: JsonObject | undefined): Written;
}

/** An object as it is stored, with who owns what. */
export interface Live {
  object: JsonObject;
  managers: readonly Manager[];
  /** What the server alone knows of it, for refusals that quote the whole object. */
  stamps?: { creationTimestamp: string; resourceVersion: string; uid: string; time: string };
}

export interface ApplyOutcome {
  /** The word that kubectl prints; absent for a refusal. */
  word?: 'created' | 'configured' | 'unchanged' | 'serverside-applied';
  exitCode: 0 | 1;
  /** All that kubectl prints, warnings first. */
  output: string;
  /** What is there afterwards; undefined where nothing is. */
  live?: Live;
}

/** `deployment.apps/web`, `service/s`. */
export function resourceText(object: JsonObject): string {
  const group = groupOf(String(object['apiVersion']));
  const kind = String(object['kind']).toLowerCase();
  return `${group === '' ? kind : `${kind}.${group}`}/${nameOf(object)}`;
}

/** The name of an object whose metadata is a mapping; the empty text where it has none. */
export function nameOf(object: JsonObject): string {
  const { name } = object['metadata'] as JsonObject;
  return typeof name === 'string' ? name : '';
}

/** The manifest as kubectl remembers it in the annotation: compact JSON with a line end. */
function lastAppliedText(manifest: JsonObject): string {
  return `${goJson(withLastApplied(manifest))}\n`;
}

/** The object with another text in the annotation, or without the annotation. */
function withLastApplied(object: JsonObject, text?: string): JsonObject {
  const metadata = object['metadata'] as JsonObject;
  const { [LAST_APPLIED]: _, ...others } = isObject(metadata['annotations']) ? metadata['annotations'] : {};
  const annotations = { ...others, ...(text !== undefined && { [LAST_APPLIED]: text }) };
  return { ...object, metadata: { ...metadata, annotations } };
}

/** The manifest with the annotation that remembers it. */
function annotated(manifest: JsonObject): JsonObject {
  return withLastApplied(manifest, lastAppliedText(manifest));
}

/** The annotation of a live object, read; undefined where it has none. */
function lastApplied(live: JsonObject): JsonObject | undefined {
  const { annotations } = live['metadata'] as JsonObject;
  const text = isObject(annotations) ? annotations[LAST_APPLIED] : undefined;
  if (typeof text !== 'string') return undefined;
  const parsed: unknown = JSON.parse(text);
  return isObject(parsed) ? parsed : undefined;
}

/** Client-side `kubectl apply` of one manifest (its namespace filled in) on what is there. */
export function clientSideApply(
  manifest: JsonObject,
  live: Live | undefined,
  target: ApplyTarget,
): ApplyOutcome {
  const who = { manager: CLIENT_SIDE_MANAGER, apiVersion: String(manifest['apiVersion']) };
  if (!live) {
    const written = target.write(withoutNullFields(annotated(manifest)), undefined);
    if ('error' in written) return refused(written.error, 'creating', undefined);
    const managers = recordUpdate({}, written.object, [], target.shapeAt, who);
    return done('created', manifest, written.warnings, { object: written.object, managers });
  }
  const original = lastApplied(live.object);
  const warnings = original ? [] : [`resource ${target.plural}/${nameOf(manifest)} ${NO_ANNOTATION}`];
  const { shapeAt, patchKind } = target;
  try {
    const patch = threeWayPatch(original ?? {}, annotated(manifest), live.object, shapeAt, patchKind);
    if (definedKeys(patch).length === 0) return done('unchanged', manifest, warnings, live);
    const patched = patchLive(live, patch, target, who);
    if ('error' in patched) {
      const text = errorText(patched.error, 'patching');
      return { exitCode: 1, output: lines([...warnings.map(warningText), text]), live };
    }
    return done('configured', manifest, [...warnings, ...patched.warnings], patched.live);
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    return { exitCode: 1, output: `error: ${error.message}`, live };
  }
}

/** A patch met by the server: merged, defaulted, validated, its writer remembered. */
export function patchLive(
  live: Live,
  patch: JsonObject,
  { shapeAt, patchKind, write }: ApplyTarget,
  who: { manager: string; apiVersion: string; subresource?: string },
): { live: Live; warnings: readonly string[] } | { error: ServerError } {
  const { merged, consumed } = applyPatch(live.object, patch, shapeAt, patchKind);
  const written = write(merged, live.object);
  if ('error' in written)
    return {
      error: undecodable(
        written.error,
        patchKind === 'merge' ? goJson(stamped(merged, live)) : goText(consumed),
      ),
    };
  const managers = recordUpdate(live.object, written.object, live.managers, shapeAt, who);
  return { live: { object: written.object, managers }, warnings: written.warnings };
}

/** A patched object that cannot be read is the patch's fault: the server quotes it. */
function undecodable(error: ServerError, patched: string): ServerError {
  const why = decodingText(error);
  if (why === undefined) return error;
  const cause = `patch: Invalid value: ${goQuote(patched)}: ${why}`;
  return {
    reason: 'Invalid',
    message: ` "" is invalid: ${cause}`,
    details: { kind: '', name: '', causes: [cause] },
  };
}

/** A custom resource with all that the server keeps beside it. */
function stamped(object: JsonObject, { managers, stamps }: Live): JsonObject {
  if (!stamps) return object;
  const { time, ...known } = stamps;
  const metadata = object['metadata'] as JsonObject;
  const managedFields = managers.map(({ name, operation, apiVersion, subresource, fields }) => ({
    apiVersion,
    fieldsType: 'FieldsV1',
    fieldsV1: fieldsV1(fields) as JsonObject,
    manager: name,
    operation,
    time,
    ...(subresource !== undefined && { subresource }),
  }));
  return { ...object, metadata: { ...metadata, ...known, managedFields } };
}

const CANNOT = /cannot be handled as a \w+: (.*)$/s;
const MISMATCH =
  /^json: cannot unmarshal (\w+)(?: [-\d.eE+]+)? into Go (?:struct field \S+|value) of type (\S+)$/;

/**
 * Why a patched object cannot be read. Patches are converted value by value, not decoded from text: other words for a
 * value of another type (apimachinery/pkg/runtime/converter.go).
 */
function decodingText({ reason, message }: ServerError): string | undefined {
  const why = reason === 'BadRequest' ? CANNOT.exec(message)?.[1] : undefined;
  const mismatch = why === undefined ? null : MISMATCH.exec(why);
  if (!mismatch) return why;
  const [, json = '', type = ''] = mismatch;
  const kind = { string: 'string', bool: 'bool', number: 'int64', array: 'slice', object: 'map' }[json];
  if (type.startsWith('[]')) return `cannot restore slice from ${kind}`;
  if (type.startsWith('map[')) return `cannot restore map from ${kind}`;
  if (type.includes('.')) return `cannot restore struct from: ${kind}`;
  if (type === 'string' && kind === 'int64') return 'cannot convert int64 to string';
  return `unrecognized type: ${type}`;
}

/** `kubectl apply --server-side` of one manifest (its namespace filled in) on what is there. */
export function serverSideApplied(
  manifest: JsonObject,
  live: Live | undefined,
  target: ApplyTarget,
  options: { manager?: string; force?: boolean } = {},
): ApplyOutcome {
  const manager = options.manager ?? SERVER_SIDE_MANAGER;
  const first = applyOnce(manifest, live, target, manager, options.force);
  if (first.exitCode !== 0 || !first.live) return first;
  // What follows does not change what kubectl says.
  const apiVersion = String(manifest['apiVersion']);
  const { object } = first.live;
  let { managers } = first.live;
  if (manager === SERVER_SIDE_MANAGER && lastApplied(object)) managers = keepAnnotation(managers, apiVersion);
  const upgraded = migrated(managers, manager);
  if (!upgraded) return { ...first, live: { object, managers } };
  // What was let in once meets no conflict.
  const again = applyOnce(manifest, { object, managers: upgraded }, target, manager);
  return { ...first, live: again.live as Live };
}

function applyOnce(
  manifest: JsonObject,
  live: Live | undefined,
  target: ApplyTarget,
  manager: string,
  force?: boolean,
): ApplyOutcome {
  const { shapeAt } = target;
  const apiVersion = String(manifest['apiVersion']);
  const start = live?.object ?? {};
  const managers = live?.managers ?? [];
  const remembered = live && manager === SERVER_SIDE_MANAGER ? lastApplied(live.object) : undefined;
  let result = serverSideApply(start, manifest, managers, shapeAt, {
    manager,
    apiVersion,
    ...(force && { force }),
  });
  if ('conflicts' in result && remembered) {
    const left = notFromLastApplied(result.conflicts, remembered, start, shapeAt);
    result =
      left.length > 0
        ? { conflicts: left }
        : serverSideApply(start, manifest, managers, shapeAt, { manager, apiVersion, force: true });
  }
  if ('invalid' in result) {
    const metadata = manifest['metadata'] as JsonObject;
    const what = `${String(metadata['namespace'] ?? '')}/${nameOf(manifest)}; ${apiVersion}, Kind=${String(manifest['kind'])}`;
    const message = `failed to create typed patch object (${what}): ${result.invalid}`;
    return refused({ reason: '', message }, 'patching', live);
  }
  if ('conflicts' in result) {
    return {
      exitCode: 1,
      output: `error: ${conflictText(result.conflicts)}\n${REVIEW}`,
      ...(live && { live }),
    };
  }
  // The annotation of those who applied on the client before is kept up to date by the server.
  const merged = remembered ? withLastApplied(result.merged, lastAppliedText(manifest)) : result.merged;
  const written = target.write(merged, live?.object);
  if ('error' in written) return refused(written.error, 'patching', live);
  return done('serverside-applied', manifest, written.warnings, {
    object: written.object,
    managers: result.managers,
  });
}

function done(
  word: NonNullable<ApplyOutcome['word']>,
  manifest: JsonObject,
  warnings: readonly string[],
  live: Live,
): ApplyOutcome {
  return {
    word,
    exitCode: 0,
    output: lines([...warnings.map(warningText), `${resourceText(manifest)} ${word}`]),
    live,
  };
}

function refused(error: ServerError, doing: 'creating' | 'patching', live: Live | undefined): ApplyOutcome {
  return { exitCode: 1, output: errorText(error, doing), ...(live && { live }) };
}

function warningText(warning: string): string {
  return `Warning: ${warning}`;
}

function lines(texts: readonly string[]): string {
  return texts.join('\n');
}

/** A refusal as kubectl prints it (k8s.io/kubectl/pkg/cmd/util/helpers.go). */
export function errorText({ reason, message, details }: ServerError, doing: 'creating' | 'patching'): string {
  if (reason === 'Invalid') {
    const what =
      details && (details.kind || details.name) ? `The ${details.kind} "${details.name}"` : 'The request';
    const causes = [...new Set(details?.causes ?? [])];
    if (causes.length === 0) return `${what} is invalid: ${message}`;
    return causes.length === 1
      ? `${what} is invalid: ${causes[0]}`
      : `${what} is invalid: \n${causes.map((cause) => `* ${cause}`).join('\n')}`;
  }
  const source = doing === 'creating' && reason !== '' ? 'error when creating "STDIN": ' : '';
  return reason === ''
    ? `Error from server: ${message}`
    : `Error from server (${reason}): ${source}${message}`;
}

/** Nulls in mappings taken out, as kubectl does before it creates. */
function withoutNullFields(value: JsonObject): JsonObject {
  const kept: JsonObject = {};
  for (const key of definedKeys(value)) {
    const field = value[key] as JsonValue;
    if (field !== null) setKey(kept, key, isObject(field) ? withoutNullFields(field) : pruned(field));
  }
  return kept;
}

function pruned(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(pruned);
  return isObject(value) ? withoutNullFields(value) : value;
}
