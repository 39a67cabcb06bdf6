/**
 * What the API server does to one object on its way in. The stages, each a function of the one before:
 *
 *   decode    the manifest's values in the types of the kind (decode.ts), strict errors
 *   default   what is left out (defaults/, kinds/*.ts `defaults`)
 *   mutate    mutating admission that needs no look at the world (plugins/, `mutate`), then that of the plugins given
 *   prepare   what the server resets: status, fields of features that are off (`prepare`)
 *   validate  field errors, on create and on update (`validate`, `validateUpdate`, rules/)
 *   warn      the server's warnings (`warnings`)
 *   finish    what is stored (`finish`), written in the server's form; validating admission of the plugins given
 *
 * Admission that looks at other objects (quota, limit ranges, classes, policies) is a list of `AdmissionPlugin`s.
 */
import type { FieldError } from '../api/field-error.js';
import { encodeStruct } from '../api/go-encode.js';
import { type GoStruct, goStructOfKind, isLongGone } from '../api/go-types.js';
import { isObject, type JsonObject, type JsonValue } from '../api/json.js';
import { groupOf, versionOf } from '../api/object-key.js';
import { formatTime } from '../api/time.js';
import { type KubernetesVersion, NEWEST_VERSION } from '../api/version.js';
import { noMatch } from '../schema/api-version.js';
import { guessPlural, resources } from '../schema/resources.js';
import { METHOD_NOT_ALLOWED } from '../schema/unserved.js';
import { type DecodeError, decode } from './decode.js';
import { FieldErrors, goQuote } from './field-errors.js';
import { clone, ensure, get, isEmpty, list, type Obj, obj, str } from './fields.js';
import type { Context, KindRules, Refusal, ResourceRules, UserInfo } from './kind.js';
import { type Kinds, kindRules } from './kinds.js';
import { SUBDOMAIN } from './shared/names.js';
import { validateObjectMeta, validateObjectMetaUpdate } from './shared/object-meta.js';
import { inWordsOf, warningsInWordsOf } from './versions/texts.js';

export type { Refusal } from './kind.js';
export type { AdmissionPlugin, AdmissionRequest } from './plugin.js';

import type { AdmissionPlugin, AdmissionRequest } from './plugin.js';

/** What is asked, of whatever kind. */
export interface RequestOptions {
  version?: KubernetesVersion;
  operation?: 'create' | 'update';
  /** The stored object that an update replaces, as `admit` returned it. */
  old?: JsonObject;
  /** Milliseconds since 1970. */
  now?: number;
  /** Who asks; unknown where it is not said. */
  user?: UserInfo;
  /** The labels of the object's namespace, where they are known. */
  namespaceLabels?: Readonly<Record<string, string>>;
  /** The uid of an object that is created. */
  uid?: string;
  /** The namespace asked, for objects that name none. */
  namespace?: string;
  /** Unknown fields: refused (Strict, what kubectl asks for), told in warnings (Warn) or passed over (Ignore). */
  fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
  /** The kind of the endpoint asked, where it is not what the object says of itself. */
  endpoint?: { apiVersion: string; kind: string };
  /** Admission that looks at the world, in the server's order. */
  plugins?: readonly AdmissionPlugin[];
  /** Only the strict and type errors, defaults and mutations: the object is known to be valid. */
  trusted?: boolean;
  /** The object was put together by the server and is not read anew: nulls of a custom resource stay. */
  merged?: boolean;
}

export interface AdmitOptions extends RequestOptions {
  /** The kinds whose rules are known; the fields of others are decoded, and not looked into. */
  kinds: Kinds;
}

/** What came of it. `object` is the object as stored, or as far as it got; it is accepted where `refusal` is absent. */
export interface Admitted {
  object: JsonObject;
  /** The causes of a refusal with reason Invalid. */
  errors: FieldError[];
  /** Values that could not be decoded and unknown fields, with their places (reason BadRequest). */
  decoding: DecodeError[];
  refusal?: Refusal;
  warnings: string[];
}

const DEFAULT_NAMESPACE = 'default';
const SCHEME = 'k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30';
const WIPED = [
  'creationTimestamp',
  'uid',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'selfLink',
  'managedFields',
];

/** Runs one object through the stages. The input is left as it is. */
export function admit(object: JsonValue | undefined, options: AdmitOptions): Admitted {
  if (!isObject(object)) return refused({}, badRequest(undefined, 'the object is not a mapping'));
  const version = options.version ?? NEWEST_VERSION;
  const asked = options.endpoint ?? { apiVersion: text(object, 'apiVersion'), kind: text(object, 'kind') };
  const struct = goStructOfKind(asked.apiVersion, asked.kind);
  const header = headerError(object, asked);
  if (header) return refused(object, header);
  if (!struct || isLongGone(asked.apiVersion))
    return refused(object, unknownKind(asked.apiVersion, asked.kind));
  const { apiVersion, kind } = asked;
  if (isReadOnly(version, apiVersion, kind)) return refused(object, methodNotAllowed());
  const group = groupOf(apiVersion);
  const rules = resourceRules(kindRules(options.kinds, group, kind) ?? plainRules(group, kind));
  const context: Context = {
    version,
    operation: options.operation ?? 'create',
    apiVersion,
    kind,
    now: options.now ?? 0,
    hints: {},
    ...(options.user && { user: options.user }),
    ...(options.namespaceLabels && { namespaceLabels: options.namespaceLabels }),
  };

  const decoded = decode(object, struct, version);
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
  ensure(own, 'metadata');
  if (context.operation === 'update' && !options.old && !CREATED_BY_UPDATE.has(`${rules.group}/${kind}`)) {
    return refused(own, missing(rules, str(obj(own, 'metadata'), 'name')));
  }
  const old = options.old && decode(options.old, struct, version).object;
  const renamed = old && nameMismatch(obj(own, 'metadata'), obj(old, 'metadata'));
  if (renamed !== undefined) {
    return { ...refused(own, badRequest(undefined, renamed)), warnings: kindWarnings(context) };
  }
  return process(own, old, { struct, rules, context, options, warnings });
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

export function missing(rules: Pick<ResourceRules, 'group' | 'resource'>, name: string): Refusal {
  const resource = rules.group === '' ? rules.resource : `${rules.resource}.${rules.group}`;
  return { code: 404, reason: 'NotFound', message: `${resource} ${goQuote(name)} not found` };
}

/** A PUT goes to the stored object's name; an object of another name is not for it. */
export function nameMismatch(metadata: Obj, old: Obj): string | undefined {
  const [name, asked] = [str(metadata, 'name'), str(old, 'name')];
  if (name === asked) return undefined;
  if (name === '')
    return `the name of the object (${asked} based on URL) was undeterminable: name must be provided`;
  return `the name of the object (${name}) does not match the name on the URL (${asked})`;
}

interface Job {
  struct: GoStruct;
  rules: ResourceRules;
  context: Context;
  options: AdmitOptions;
  warnings: string[];
}

function process(object: Obj, old: Obj | undefined, job: Job): Admitted {
  const { rules, context, options, warnings } = job;
  const metadata = ensure(object, 'metadata');
  settleMetadata(metadata, old, rules, options);
  warnings.push(...kindWarnings(context));
  rules.defaults?.(object, context);
  warnings.push(...dedupeOwners(metadata));
  if (old) rules.defaults?.(old, context);
  else metadata['uid'] = options.uid ?? UNKNOWN_UID;
  const request: AdmissionRequest = { ...context, object, ...(old && { old }), rules };
  for (const plugin of options.plugins ?? []) {
    const refusal = plugin.mutate?.(request);
    if (refusal) return { ...refused(written(object, job), refusal), warnings };
  }
  rules.mutate?.(object, old, context);
  const refusedBy = rules.refuse?.(object, old, context);
  if (refusedBy !== undefined) {
    return { ...refused(written(object, job), forbiddenRefusal(rules, metadata, refusedBy)), warnings };
  }
  for (const plugin of options.plugins ?? []) {
    const refusal = plugin.mutateLast?.(request);
    if (refusal) return { ...refused(written(object, job), refusal), warnings };
  }
  nameGenerated(metadata, old);
  warnings.push(...(rules.earlyWarnings?.(object, old, context) ?? []));
  rules.prepare?.(object, old, context);

  const errors = new FieldErrors();
  if (!options.trusted) validate(object, old, job, errors);
  if (errors.count === 0) rules.lateErrors?.(object, old, errors, context);
  if (errors.count > 0) {
    const said = inWordsOf(context.version, errors);
    errors.list.splice(0, errors.count, ...said);
    const refusal = invalid(rules, metadata, errors.list);
    return {
      object: written(object, job),
      errors: errors.list,
      decoding: [],
      refusal,
      warnings: unique(warnings),
    };
  }
  warnings.push(...warningsInWordsOf(context.version, rules.warnings?.(object, old, context) ?? []));
  rules.finish?.(object, context);
  for (const plugin of options.plugins ?? []) {
    const refusal = plugin.validate?.(request);
    if (refusal && plugin.warnsAlways) warnings.push(...(plugin.warnings?.(request) ?? []));
    if (refusal) return { ...refused(written(object, job), refusal), warnings: unique(warnings) };
    warnings.push(...(plugin.warnings?.(request) ?? []));
  }
  const forbidden = rules.forbid?.(object, old, context);
  if (forbidden !== undefined) {
    return {
      ...refused(written(object, job), forbiddenRefusal(rules, metadata, forbidden)),
      warnings: unique(warnings),
    };
  }
  return { object: written(object, job), errors: [], decoding: [], warnings: unique(warnings) };
}

/** Stands for the uid that a real server would have drawn, where the caller gives none. */
export const UNKNOWN_UID = '00000000-0000-4000-8000-000000000000';

/** What the server makes of an object's metadata before anything else. Writes into it. */
export function settleMetadata(
  metadata: Obj,
  old: Obj | undefined,
  rules: { namespaced: boolean },
  options: RequestOptions,
): void {
  for (const name of WIPED) delete metadata[name];
  if (rules.namespaced) {
    if (str(metadata, 'namespace') === '') metadata['namespace'] = options.namespace ?? DEFAULT_NAMESPACE;
  } else delete metadata['namespace'];
  const before = obj(old, 'metadata');
  for (const name of [
    'uid',
    'creationTimestamp',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
    'generation',
  ]) {
    const value = get(before, name);
    if (value !== undefined) metadata[name] = clone(value);
  }
  if (!old && options.now !== undefined) metadata['creationTimestamp'] = formatTime(options.now);
  if (!old) delete metadata['resourceVersion'];
}

/** A name for an object that asks for one to be made up. */
export function nameGenerated(metadata: Obj, old: Obj | undefined): void {
  const generate = str(metadata, 'generateName');
  if (!old && str(metadata, 'name') === '' && generate !== '')
    metadata['name'] = `${generate.slice(0, 58)}xxxxx`;
}

/** Owners that are named twice are named once, with a warning. */
export function dedupeOwners(metadata: Obj): string[] {
  const owners = list(metadata, 'ownerReferences');
  const kept: JsonObject[] = [];
  const seen = new Map<string, string>();
  const twice: string[] = [];
  for (const owner of owners) {
    const uid = str(owner, 'uid');
    const whole = JSON.stringify(owner, Object.keys(owner).sort());
    if (seen.get(`${uid} ${whole}`) !== undefined) twice.push(uid);
    else {
      seen.set(`${uid} ${whole}`, uid);
      kept.push(owner);
    }
  }
  if (twice.length === 0) return [];
  metadata['ownerReferences'] = kept;
  return [
    `.metadata.ownerReferences contains duplicate entries; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: ${twice.join(', ')}`,
  ];
}

function validate(object: Obj, old: Obj | undefined, { rules, context }: Job, errors: FieldErrors): void {
  const metadata = obj(object, 'metadata');
  const meta = {
    namespaced: rules.namespaced,
    name: (name: string) => rules.name(name, context.version),
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

function written(object: Obj, { struct, context }: Job): JsonObject {
  const out = encodeStruct(struct, object, context.version);
  const metadata = obj(out, 'metadata');
  if (str(metadata, 'uid') === UNKNOWN_UID) delete metadata['uid'];
  if (isEmpty(metadata, 'managedFields')) delete metadata['managedFields'];
  return out;
}

function kindWarnings({ apiVersion, kind, version }: Context): string[] {
  if (apiVersion === 'v1' && kind === 'Endpoints' && Number(version.split('.')[1]) >= 33) {
    return ['v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice'];
  }
  return [];
}

export function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function text(object: JsonObject, key: string): string {
  const value = object[key];
  return typeof value === 'string' ? value : '';
}

/** An answer that says no. */
export function refused(object: JsonObject, refusal: Refusal): Admitted {
  return { object, errors: [], decoding: [], refusal, warnings: [] };
}

/** `Kind in version "v1" cannot be handled as a Kind: …` */
export function badRequest(
  asked: { apiVersion: string; kind: string; object: JsonObject } | undefined,
  why: string,
): Refusal {
  if (!asked) return { code: 400, reason: 'BadRequest', message: why };
  const kind = text(asked.object, 'kind') || asked.kind;
  const version = versionOf(text(asked.object, 'apiVersion') || asked.apiVersion);
  return {
    code: 400,
    reason: 'BadRequest',
    message: `${kind} in version ${goQuote(version)} cannot be handled as a ${asked.kind}: ${why}`,
  };
}

/** The 404 of a kind that is not served. */
export function unknownKind(apiVersion: string, kind: string): Refusal {
  return {
    code: 404,
    reason: 'NotFound',
    message: noMatch(apiVersion, kind),
  };
}

/** True for what a server tells of itself: nothing is written there (ComponentStatus). */
function isReadOnly(version: KubernetesVersion, apiVersion: string, kind: string): boolean {
  const resource = resources(version).find(apiVersion, kind);
  return resource?.role === 'meta' && resource.plural !== '';
}

function methodNotAllowed(): Refusal {
  return { code: 405, reason: 'MethodNotAllowed', message: METHOD_NOT_ALLOWED };
}

/** What is wrong with `apiVersion` and `kind` themselves, for the endpoint asked. */
function headerError(object: JsonObject, asked: { apiVersion: string; kind: string }): Refusal | undefined {
  for (const name of ['apiVersion', 'kind']) {
    const value = object[name];
    if (value === undefined || value === null || typeof value === 'string') continue;
    const what = Array.isArray(value)
      ? 'array'
      : typeof value === 'boolean'
        ? 'bool'
        : typeof value === 'bigint'
          ? 'number'
          : typeof value;
    const why = `couldn't get version/kind; json parse error: json: cannot unmarshal ${what} into Go struct field .${name} of type string`;
    return {
      code: 400,
      reason: 'BadRequest',
      message: `the object provided is unrecognized (must be of type ${asked.kind}): ${why}`,
    };
  }
  const apiVersion = text(object, 'apiVersion') || asked.apiVersion;
  const kind = text(object, 'kind') || asked.kind;
  if (apiVersion === asked.apiVersion && kind === asked.kind) return undefined;
  if (apiVersion.split('/').length > 2) {
    return badRequest(
      undefined,
      `the object provided is unrecognized (must be of type ${asked.kind}): unexpected GroupVersion string: ${apiVersion}`,
    );
  }
  if (
    kind === asked.kind &&
    groupOf(apiVersion) === groupOf(asked.apiVersion) &&
    goStructOfKind(apiVersion, kind)
  ) {
    return badRequest(
      undefined,
      `the API version in the data (${apiVersion}) does not match the expected API version (${asked.apiVersion})`,
    );
  }
  if (!goStructOfKind(apiVersion, kind)) {
    return badRequest(
      { ...asked, object },
      `no kind ${goQuote(kind)} is registered for version ${goQuote(apiVersion)} in scheme ${goQuote(SCHEME)}`,
    );
  }
  return undefined;
}

function plainRules(group: string, kind: string): KindRules {
  return { kind, group, name: SUBDOMAIN };
}

const named = new WeakMap<KindRules, ResourceRules>();

/** The rules of a kind with the names that the table of resources has for it. They are those of every minor. */
function resourceRules(rules: KindRules): ResourceRules {
  let known = named.get(rules);
  if (known === undefined) {
    const found = resources(NEWEST_VERSION).ofKind(rules.kind, rules.group);
    const { plural = guessPlural(rules.kind), namespaced = false } = found ?? {};
    known = { ...rules, resource: plural, namespaced };
    named.set(rules, known);
  }
  return known;
}

/** The 422 of field errors: `Deployment.apps "web" is invalid: …` */
export function invalid(
  rules: { kind: string; group: string },
  metadata: Obj,
  errors: readonly FieldError[],
): Refusal {
  const texts = unique(errors.map((error) => `${error.field}: ${error.message}`));
  const kind = rules.group === '' ? rules.kind : `${rules.kind}.${rules.group}`;
  const all = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  return {
    code: 422,
    reason: 'Invalid',
    message: `${kind} ${goQuote(str(metadata, 'name'))} is invalid: ${all}`,
  };
}

/** The 403 of an admission plugin: `pods "web" is forbidden: …` */
export function forbiddenRefusal(
  rules: { resource: string; group: string },
  metadata: Obj,
  why: string,
): Refusal {
  const resource = rules.group === '' ? rules.resource : `${rules.resource}.${rules.group}`;
  const name = str(metadata, 'name') || str(metadata, 'generateName') || 'Unknown';
  return { code: 403, reason: 'Forbidden', message: `${resource} ${goQuote(name)} is forbidden: ${why}` };
}
