/**
 * What the API server does to one object on its way in. The stages, each a function of the one before; what a kind does in
 * them is in its file in groups/:
 *
 *   decode    the manifest's values in the types of the kind (decode.ts), strict errors
 *   settle    metadata that is the server's (metadata.ts), what is left out (`defaults`)
 *   mutate    mutating admission of the plugins given, then what needs no look at the world (`mutate`, `refuse`)
 *   prepare   what the server resets: status, fields of features that are off (`prepare`)
 *   validate  field errors, on create and on update (`validate`, `validateUpdate`)
 *   warn      the server's warnings (`warnings`)
 *   finish    what is stored (`finish`), written in the server's form
 *   decide    validating admission of the plugins given
 *
 * Admission that looks at other objects (quota, limit ranges, classes, policies) is a list of `AdmissionPlugin`s.
 */

import type { FieldError } from '../api/field-error.js';
import { NO_GATES } from '../api/gates.js';
import { encodeStruct } from '../api/go-encode.js';
import { type GoStruct, goStructOfKind, isLongGone } from '../api/go-types.js';
import { isObject, type JsonObject, type JsonValue } from '../api/json.js';
import { append } from '../api/lists.js';
import { groupOf } from '../api/object-key.js';
import { atLeast, type KubernetesVersion, NEWEST_VERSION } from '../api/version.js';
import {
  type Admitted,
  badRequest,
  forbiddenRefusal,
  invalid,
  methodNotAllowed,
  missing,
  refused,
  text,
  unique,
  unknownKind,
} from './answer.js';
import { type Decoded, decode } from './decode.js';
import { headerError, isQuestion, isReadOnly } from './endpoint.js';
import { FieldErrors } from './field-errors.js';
import { drop, ensure, isEmpty, type Obj, obj, set, str } from './fields.js';
import type { Context, Refusal, ResourceRules } from './kind.js';
import { kindRules } from './kinds.js';
import { dedupeOwners, nameGenerated, nameMismatch, settleMetadata, UNKNOWN_UID } from './metadata.js';
import type { AdmitOptions } from './options.js';
import { type AdmissionRequest, addWarned, type WarningCause } from './plugin.js';
import { plainRules, resourceRules } from './resource-rules.js';
import { validateObjectMeta, validateObjectMetaUpdate } from './shared/object-meta.js';
import type { ObjectMeta } from './shared/structs.js';

/** Runs one object through the stages. The input is left as it is. */
export function admit(object: JsonValue | undefined, options: AdmitOptions): Admitted {
  if (!isObject(object)) return refused({}, badRequest(undefined, 'the object is not a mapping'));
  const asked = options.endpoint ?? { apiVersion: text(object, 'apiVersion'), kind: text(object, 'kind') };
  const { apiVersion, kind } = asked;
  const struct = goStructOfKind(apiVersion, kind);
  const header = headerError(object, asked);
  if (header) return refused(object, header);
  if (!struct || isLongGone(apiVersion, kind)) return refused(object, unknownKind(apiVersion, kind));
  const context = contextOf(asked, options);
  if (
    isReadOnly(context.version, apiVersion, kind) ||
    (options.old && isQuestion(context.version, apiVersion, kind))
  )
    return refused(object, methodNotAllowed());
  const group = groupOf(apiVersion);
  const rules = resourceRules(kindRules(options.kinds, group, kind) ?? plainRules(group, kind));

  const decoded: Decoded = options.read ? { object, strict: [] } : decode(object, struct, context.version);
  const fieldValidation = options.fieldValidation ?? 'Strict';
  const decoding = decoded.error ? [decoded.error] : fieldValidation === 'Strict' ? decoded.strict : [];
  if (decoding.length > 0) {
    const messages = decoding.map((one) => one.message).join(', ');
    const why = decoded.error ? messages : `strict decoding error: ${messages}`;
    const refusal = badRequest({ apiVersion, kind, object }, why);
    return { ...refused(decoded.object, refusal), decoding, warnings: kindWarnings(context) };
  }
  const warnings = fieldValidation === 'Warn' ? decoded.strict.map((one) => one.message) : [];
  const own = decoded.object;
  own['apiVersion'] = apiVersion;
  own['kind'] = kind;
  const metadata: ObjectMeta = ensure(own, 'metadata');
  if (context.operation === 'update' && !options.old && !CREATED_BY_UPDATE.has(`${rules.group}/${kind}`)) {
    return refused(own, missing(rules, str(metadata, 'name')));
  }
  const misfit = rules.misfit?.(own);
  if (misfit !== undefined) return { ...refused(own, badRequest(undefined, misfit)), warnings };
  const old = options.old && decode(options.old, struct, context.version).object;
  const renamed = old && nameMismatch(metadata, obj(old, 'metadata'));
  if (renamed !== undefined) {
    return { ...refused(own, badRequest(undefined, renamed)), warnings: kindWarnings(context) };
  }
  return runStages({
    object: own,
    old,
    metadata,
    struct,
    rules,
    context,
    options,
    warnings,
    causes: new Map(),
  });
}

function contextOf(
  { apiVersion, kind }: { apiVersion: string; kind: string },
  options: AdmitOptions,
): Context {
  return {
    version: options.version ?? NEWEST_VERSION,
    gates: options.gates ?? NO_GATES,
    operation: options.operation ?? 'create',
    apiVersion,
    kind,
    now: options.now ?? 0,
    hints: {},
    ...(options.user && { user: options.user }),
    ...(options.dryRun && { dryRun: true }),
    ...(options.namespaceLabels && { namespaceLabels: options.namespaceLabels }),
  };
}

/** Kinds that a PUT makes where there is none. */
const CREATED_BY_UPDATE: ReadonlySet<string> = new Set([
  '/Endpoints',
  '/Event',
  '/LimitRange',
  '/Service',
  'coordination.k8s.io/Lease',
  'node.k8s.io/RuntimeClass',
  'rbac.authorization.k8s.io/Role',
  'rbac.authorization.k8s.io/RoleBinding',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
]);

/** A decoded object on its way, which the stages write into. */
interface Admission {
  object: Obj;
  /** The stored object that an update replaces. */
  old: Obj | undefined;
  metadata: ObjectMeta;
  struct: GoStruct;
  rules: ResourceRules;
  context: Context;
  options: AdmitOptions;
  /** What the stages have warned of so far. */
  warnings: string[];
  causes: Map<string, WarningCause>;
}

function runStages(admission: Admission): Admitted {
  const { object, old, metadata, rules, context, options, warnings } = admission;
  settle(admission);
  const request: AdmissionRequest = { ...context, object, ...(old && { old }), rules };
  const refusal = mutate(admission, request);
  if (refusal) return { ...refused(written(admission), refusal), warnings };
  prepare(admission);
  const errors = validate(admission);
  if (errors.length > 0) {
    const why = invalid(rules, metadata, errors);
    return { ...refused(written(admission), why), errors, warnings: unique(warnings) };
  }
  if (!options.trusted) {
    append(warnings, rules.warnings?.(object, old, context) ?? []);
  }
  rules.finish?.(object, context);
  let whole: JsonObject | undefined;
  const encoded = (): JsonObject => {
    whole ??= encode(admission);
    return whole;
  };
  const denial = decide(admission, { ...request, encoded });
  const stored = withoutUnknown(encoded());
  const said = { warnings: unique(warnings), causes: admission.causes };
  if (denial) return { ...refused(stored, denial), ...said };
  return { object: stored, errors: [], decoding: [], ...said };
}

function settle({ object, old, metadata, rules, context, options, warnings }: Admission): void {
  settleMetadata(metadata, old, rules, options);
  append(warnings, kindWarnings(context));
  rules.defaults?.(object, context);
  append(warnings, dedupeOwners(metadata));
  if (old) rules.defaults?.(old, context);
  else set(metadata, 'uid', options.uid ?? UNKNOWN_UID);
}

function mutate(admission: Admission, request: AdmissionRequest): Refusal | undefined {
  const { object, old, metadata, rules, context, options } = admission;
  for (const plugin of options.plugins ?? []) {
    const refusal = plugin.mutate?.(request);
    if (refusal) return refusal;
  }
  rules.mutate?.(object, old, context);
  const why = rules.refuse?.(object, old, context);
  if (why !== undefined) return forbiddenRefusal(rules, metadata, why);
  for (const plugin of options.plugins ?? []) {
    const refusal = plugin.mutateLast?.(request);
    if (refusal) return refusal;
  }
  return undefined;
}

function prepare({ object, old, metadata, rules, context, options, warnings }: Admission): void {
  nameGenerated(metadata, old);
  if (!options.trusted) {
    append(warnings, rules.earlyWarnings?.(object, old, context) ?? []);
  }
  rules.prepare?.(object, old, context);
}

function validate({ object, old, rules, context, options }: Admission): FieldError[] {
  const errors = new FieldErrors(context.version, context.gates);
  if (!options.trusted) validateFields(object, old, rules, context, errors);
  if (errors.count === 0) rules.lateErrors?.(object, old, errors, context);
  return atLeast(context.version, TOLD_ONCE_SINCE) ? eachOnceTold(errors.list) : errors.list;
}

/** Since this minor the same cause is not told twice. */
const TOLD_ONCE_SINCE: KubernetesVersion = '1.37';

function eachOnceTold(errors: readonly FieldError[]): FieldError[] {
  const told = new Set<string>();
  return errors.filter(({ type, field, message }) => {
    const text = `${type} ${field} ${message}`;
    return !told.has(text) && told.add(text);
  });
}

function validateFields(
  object: Obj,
  old: Obj | undefined,
  rules: ResourceRules,
  context: Context,
  errors: FieldErrors,
): void {
  const metadata: ObjectMeta = obj(object, 'metadata');
  const meta = {
    namespaced: rules.namespaced,
    name: (name: string) => rules.name(name, context),
    ...(rules.coreMetadata && { core: true }),
    ...(rules.kind === 'ReplicationController' && { generateNameFree: true }),
  };
  if (old) {
    validateObjectMeta(metadata, { ...meta, name: () => [], core: false }, errors);
    validateObjectMetaUpdate(metadata, obj(old, 'metadata'), rules.coreMetadata === true, errors);
    if (rules.validateUpdate) rules.validateUpdate(object, old, errors, context);
    else rules.validate?.(object, errors, context);
    return;
  }
  if (!rules.ownMetadata) validateObjectMeta(metadata, meta, errors);
  rules.validate?.(object, errors, context);
}

function decide(admission: Admission, request: AdmissionRequest): Refusal | undefined {
  const { object, old, metadata, rules, context, options, warnings, causes } = admission;
  for (const plugin of options.plugins ?? []) {
    const refusal = plugin.validate?.(request);
    if (!refusal || plugin.warnsAlways) addWarned(plugin.warnings?.(request) ?? [], { warnings, causes });
    if (refusal) return refusal;
  }
  const why = rules.forbid?.(object, old, context);
  return why === undefined ? undefined : forbiddenRefusal(rules, metadata, why);
}

function encode({ object, struct, context }: Admission): JsonObject {
  return encodeStruct(struct, object, context.version);
}

/** The object as the server writes it. */
function written(admission: Admission): JsonObject {
  return withoutUnknown(encode(admission));
}

/** Without what stands for something that only a server can make. */
function withoutUnknown(whole: JsonObject): JsonObject {
  const given = whole['metadata'];
  if (!isObject(given)) return whole;
  const metadata: ObjectMeta = { ...given };
  if (str(metadata, 'uid') === UNKNOWN_UID) drop(metadata, 'uid');
  if (isEmpty(metadata, 'managedFields')) drop(metadata, 'managedFields');
  return { ...whole, metadata };
}

/** Since this minor the server warns of Endpoints. */
const ENDPOINTS_SINCE: KubernetesVersion = '1.33';

function kindWarnings({ apiVersion, kind, version }: Context): string[] {
  if (apiVersion === 'v1' && kind === 'Endpoints' && atLeast(version, ENDPOINTS_SINCE)) {
    return ['v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice'];
  }
  return [];
}
