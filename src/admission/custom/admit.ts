/**
 * What the API server does to a custom resource on its way in: read its metadata, prune, default, validate by the schema
 * of its definition and its rules (k8s.io/apiextensions-apiserver/pkg/registry/customresource).
 */
import type { FieldError } from '../../api/field-error.js';
import { NO_GATES } from '../../api/gates.js';
import { encodeStruct } from '../../api/go-encode.js';
import { type GoStruct, goStruct, goStructOfKind } from '../../api/go-types.js';
import type { JsonObject, Path } from '../../api/json.js';
import { append } from '../../api/lists.js';
import { type KubernetesVersion, NEWEST_VERSION } from '../../api/version.js';
import type { CustomKind } from '../../schema/crds.js';
import { type Admitted, badRequest, invalid, missing, refused, unique } from '../answer.js';
import { type DecodeError, decode } from '../decode.js';
import { FieldErrors } from '../field-errors.js';
import { drop, obj, set, str } from '../fields.js';
import type { Refusal, ResourceRules } from '../kind.js';
import { dedupeOwners, nameGenerated, nameMismatch, settleMetadata, UNKNOWN_UID } from '../metadata.js';
import type { RequestOptions } from '../options.js';
import { type AdmissionRequest, addWarned, type WarningCause } from '../plugin.js';
import { SUBDOMAIN } from '../shared/names.js';
import { validateObjectMeta, validateObjectMetaUpdate } from '../shared/object-meta.js';
import type { ObjectMeta } from '../shared/structs.js';
import { finalizerWarnings } from './finalizers.js';
import { validateScale } from './scale.js';
import { customResource, type ReadMetadata, readBack } from './settle.js';
import { validateCustom } from './validate.js';

/** A kind of Kubernetes' own that has metadata and no more that is needed: that of custom resources is read as its is. */
const BARE = { apiVersion: 'v1', kind: 'ConfigMap' };

/** `admit` for an object of a kind that a CustomResourceDefinition adds. The input is left as it is. */
export function admitCustom(object: JsonObject, kind: CustomKind, options: RequestOptions = {}): Admitted {
  const admitted = process(object, kind, options);
  const { deprecation } = kind;
  if (deprecation === undefined) return admitted;
  return { ...admitted, warnings: unique([deprecation, ...admitted.warnings]) };
}

/** A custom resource on its way, which the stages write into. */
interface Admission {
  object: JsonObject;
  metadata: ObjectMeta;
  /** The stored object that an update replaces. */
  old: JsonObject | undefined;
  kind: CustomKind;
  rules: ResourceRules;
  version: KubernetesVersion;
  options: RequestOptions;
  /** What the stages have warned of so far. */
  warnings: string[];
  causes: Map<string, WarningCause>;
}

function process(object: JsonObject, kind: CustomKind, options: RequestOptions): Admitted {
  const version = options.version ?? NEWEST_VERSION;
  const rules = rulesOf(kind);
  const { metadata, own, unreadable, strict } = read(object, kind, options, version);
  const fieldValidation = options.fieldValidation ?? 'Strict';
  const decoding = unreadable ? [unreadable] : fieldValidation === 'Strict' ? strict : [];
  if (decoding.length > 0) {
    const messages = decoding.map(({ message }) => message).join(', ');
    const why = unreadable ? messages : `strict decoding error: ${messages}`;
    const { apiVersion, kind: name } = kind.info;
    return { ...refused(own, badRequest({ apiVersion, kind: name, object }, why)), decoding };
  }
  const warnings = fieldValidation === 'Warn' ? strict.map(({ message }) => message) : [];
  if (options.operation === 'update' && !options.old) {
    return refused(own, missing(rules, str(metadata, 'name')));
  }
  const old = options.old && {
    ...options.old,
    metadata: readMetadata(options.old['metadata'], version).metadata,
  };
  const renamed = old && nameMismatch(metadata, obj(old, 'metadata'));
  if (renamed !== undefined) return refused(own, badRequest(undefined, renamed));
  return runStages({
    object: own,
    metadata,
    old,
    kind,
    rules,
    version,
    options,
    warnings,
    causes: new Map(),
  });
}

/** What a server says of an object of any kind whose metadata it cannot read, with the place. */
export function metadataRefusal(
  object: JsonObject,
  version: KubernetesVersion,
): (Refusal & { decoding: DecodeError[] }) | undefined {
  const { error } = readMetadata(object['metadata'], version);
  if (!error) return undefined;
  const asked = { apiVersion: str(object, 'apiVersion'), kind: str(object, 'kind') };
  return { ...badRequest({ ...asked, object }, error.message), decoding: [error] };
}

/** The names that messages have for a kind. */
export function rulesOf({ info }: CustomKind): ResourceRules {
  return {
    kind: info.kind,
    group: info.group,
    resource: info.plural,
    namespaced: info.namespaced,
    name: SUBDOMAIN,
  };
}

function runStages(admission: Admission): Admitted {
  const { metadata, old, rules, version, warnings } = admission;
  settle(admission);
  const request = requestOf(admission);
  const refusal = mutate(admission, request);
  if (refusal) return { ...refused(written(admission), refusal), warnings };
  nameGenerated(metadata, old);
  const errors = validate(admission);
  if (errors.length > 0) {
    const why = invalid(rules, metadata, errors);
    return { ...refused(written(admission), why), errors, warnings };
  }
  append(warnings, finalizerWarnings(metadata, old && obj(old, 'metadata'), version));
  const denial = decide(admission, request);
  const { causes } = admission;
  if (denial) return { ...refused(written(admission), denial), warnings, causes };
  const { schema, storedSchema } = admission.kind;
  const stored = readBack(written(admission), schema, storedSchema);
  return { object: stored, errors: [], decoding: [], warnings: unique(warnings), causes };
}

function settle({ object, metadata, old, kind, rules, options, warnings }: Admission): void {
  settleMetadata(metadata, old, rules, options);
  append(warnings, dedupeOwners(metadata));
  if (!old) set(metadata, 'uid', options.uid ?? UNKNOWN_UID);
  // A status of its own is written by its own requests.
  if (!old && !options.trusted && kind.info.subresources?.includes('status')) drop(object, 'status');
  set(object, 'metadata', metadata);
}

function requestOf({ object, old, kind, rules, version, options }: Admission): AdmissionRequest {
  return {
    version,
    gates: options.gates ?? NO_GATES,
    operation: options.operation ?? 'create',
    apiVersion: kind.info.apiVersion,
    kind: kind.info.kind,
    now: options.now ?? 0,
    hints: {},
    ...(options.user && { user: options.user }),
    ...(options.dryRun && { dryRun: true }),
    object,
    ...(old && { old }),
    rules,
  };
}

function mutate({ options }: Admission, request: AdmissionRequest): Refusal | undefined {
  for (const plugin of options.plugins ?? []) {
    const refusal = plugin.mutate?.(request);
    if (refusal) return refusal;
  }
  return undefined;
}

function validate(admission: Admission): FieldError[] {
  const errors = new FieldErrors(admission.version);
  if (!admission.options.trusted) validateFields(admission, errors);
  return errors.list;
}

function validateFields(admission: Admission, errors: FieldErrors): void {
  const { object, metadata, old, kind, rules, version, warnings } = admission;
  if (old) {
    validateObjectMeta(metadata, { namespaced: rules.namespaced, name: () => [] }, errors);
    validateObjectMetaUpdate(metadata, obj(old, 'metadata'), false, errors);
  } else validateObjectMeta(metadata, { namespaced: rules.namespaced, name: SUBDOMAIN }, errors);
  if (!kind.schema) return;
  if (kind.scale) validateScale(object, kind.scale, errors);
  const said = validateCustom({ ...object, metadata }, kind.schema, errors.list, old, version);
  errors.takeOver(said.errors);
  append(warnings, said.warnings);
}

function decide({ options, warnings, causes }: Admission, request: AdmissionRequest): Refusal | undefined {
  for (const plugin of options.plugins ?? []) {
    const refusal = plugin.validate?.(request);
    if (!refusal || plugin.warnsAlways) addWarned(plugin.warnings?.(request) ?? [], { warnings, causes });
    if (refusal) return refusal;
  }
  return undefined;
}

/** The server's notation of what it prunes: keys as they are, `spec.a.b[0].c`. */
function prunedPath(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}

/** What of a custom resource can be read, and what cannot. */
interface Read {
  metadata: ObjectMeta;
  /** The object pruned, and with its defaults. */
  own: JsonObject;
  unreadable: DecodeError | undefined;
  /** What a strict reading refuses: fields that nobody knows. */
  strict: DecodeError[];
}

function read(
  object: JsonObject,
  kind: CustomKind,
  options: RequestOptions,
  version: KubernetesVersion,
): Read {
  const { metadata, error: unread, strict } = readMetadata(object['metadata'], version);
  const embedded = (metadata: JsonObject) => embeddedMetadata(metadata, version);
  const { object: own, unknown, error } = customResource(object, kind.schema, embedded, options.merged);
  const pruned = unknown.map((path) => ({ message: `unknown field "${prunedPath(path)}"`, path }));
  return { metadata, own, unreadable: unread ?? error, strict: [...strict, ...pruned] };
}

function readMetadata(
  metadata: JsonObject[string],
  version: KubernetesVersion,
): { metadata: ObjectMeta; error?: DecodeError | undefined; strict: DecodeError[] } {
  const { object, error, strict } = decode({ ...BARE, metadata: metadata ?? {} }, struct(), version);
  return { metadata: obj(object, 'metadata'), error, strict };
}

/** The metadata of a resource inside of another, as it is stored. */
function embeddedMetadata(metadata: JsonObject, version: KubernetesVersion): ReturnType<ReadMetadata> {
  const meta = goStruct('meta.v1.ObjectMeta') as GoStruct;
  const { object, error, strict } = decode(metadata, meta, version);
  if (error) return { error: error.message };
  const unknown = strict.flatMap(({ path }) => (path ? [['metadata', ...path]] : []));
  return { metadata: encodeStruct(meta, object, version), unknown };
}

function struct(): GoStruct {
  return goStructOfKind(BARE.apiVersion, BARE.kind) as GoStruct;
}

/** The object with its metadata as the server writes it. */
function written({ object, metadata, version }: Admission): JsonObject {
  const encoded: ObjectMeta = obj(encodeStruct(struct(), { ...BARE, metadata }, version), 'metadata');
  if (str(encoded, 'uid') === UNKNOWN_UID) drop(encoded, 'uid');
  return { ...object, metadata: encoded };
}
