/**
 * What the API server does to a custom resource on its way in: read its metadata, prune, default, validate by the schema
 * of its definition and its rules (k8s.io/apiextensions-apiserver/pkg/registry/customresource).
 */
import { encodeStruct } from '../../api/go-encode.js';
import { type GoStruct, goStruct, goStructOfKind } from '../../api/go-types.js';
import type { JsonObject, Path } from '../../api/json.js';
import { type KubernetesVersion, NEWEST_VERSION } from '../../api/version.js';
import type { CustomKind } from '../../schema/crds.js';
import { type Admitted, badRequest, invalid, missing, refused, unique } from '../answer.js';
import { type DecodeError, decode } from '../decode.js';
import { FieldErrors } from '../field-errors.js';
import { type Obj, obj, str } from '../fields.js';
import type { ResourceRules } from '../kind.js';
import { dedupeOwners, nameGenerated, nameMismatch, settleMetadata, UNKNOWN_UID } from '../metadata.js';
import type { RequestOptions } from '../options.js';
import type { AdmissionRequest } from '../plugin.js';
import { SUBDOMAIN } from '../shared/names.js';
import { validateObjectMeta, validateObjectMetaUpdate } from '../shared/object-meta.js';
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

function process(object: JsonObject, kind: CustomKind, options: RequestOptions): Admitted {
  const version = options.version ?? NEWEST_VERSION;
  const { info } = kind;
  const rules: ResourceRules = {
    kind: info.kind,
    group: info.group,
    resource: info.plural,
    namespaced: info.namespaced,
    name: SUBDOMAIN,
  };
  const read = readMetadata(object['metadata'], version);
  const {
    object: own,
    unknown,
    error,
  } = customResource(object, kind.schema, (metadata) => embeddedMetadata(metadata, version), options.merged);
  const strict = [
    ...read.strict,
    ...unknown.map((path) => ({ message: `unknown field "${prunedPath(path)}"`, path })),
  ];
  const fieldValidation = options.fieldValidation ?? 'Strict';
  const unreadable = read.error ?? error;
  const decoding = unreadable ? [unreadable] : fieldValidation === 'Strict' ? strict : [];
  if (decoding.length > 0) {
    const messages = decoding.map(({ message }) => message).join(', ');
    const why = unreadable ? messages : `strict decoding error: ${messages}`;
    const { apiVersion, kind: name } = info;
    return { ...refused(own, badRequest({ apiVersion, kind: name, object }, why)), decoding };
  }
  const warnings = fieldValidation === 'Warn' ? strict.map(({ message }) => message) : [];
  const { metadata } = read;
  const operation = options.operation ?? 'create';
  if (operation === 'update' && !options.old) return refused(own, missing(rules, str(metadata, 'name')));
  const old = options.old && {
    ...options.old,
    metadata: readMetadata(options.old['metadata'], version).metadata,
  };
  const renamed = old && nameMismatch(metadata, obj(old, 'metadata'));
  if (renamed !== undefined) return refused(own, badRequest(undefined, renamed));
  settleMetadata(metadata, old, rules, options);
  warnings.push(...dedupeOwners(metadata));
  if (!old) metadata['uid'] = options.uid ?? UNKNOWN_UID;
  // A status of its own is written by its own requests.
  if (!old && !options.trusted && info.subresources?.includes('status')) delete own['status'];
  own['metadata'] = metadata;
  const whole = (): JsonObject => withMetadata(own, metadata, version);
  const request: AdmissionRequest = {
    version,
    operation,
    apiVersion: info.apiVersion,
    kind: info.kind,
    now: options.now ?? 0,
    hints: {},
    object: own,
    ...(old && { old }),
    rules,
  };
  const plugins = options.plugins ?? [];
  for (const plugin of plugins) {
    const refusal = plugin.mutate?.(request);
    if (refusal) return { ...refused(whole(), refusal), warnings };
  }
  nameGenerated(metadata, old);
  const errors = new FieldErrors();
  if (!options.trusted) warnings.push(...validate(own, metadata, kind, old, rules, errors, version));
  if (errors.count > 0) {
    return {
      object: whole(),
      errors: errors.list,
      decoding: [],
      refusal: invalid(rules, metadata, errors.list),
      warnings,
    };
  }
  warnings.push(...finalizerWarnings(metadata, old && obj(old, 'metadata'), version));
  for (const plugin of plugins) {
    const refusal = plugin.validate?.(request);
    if (refusal && plugin.warnsAlways) warnings.push(...(plugin.warnings?.(request) ?? []));
    if (refusal) return { ...refused(whole(), refusal), warnings };
    warnings.push(...(plugin.warnings?.(request) ?? []));
  }
  const stored = readBack(whole(), kind.schema, kind.storedSchema);
  return { object: stored, errors: [], decoding: [], warnings: unique(warnings) };
}

/** The server's notation of what it prunes: keys as they are, `spec.a.b[0].c`. */
function prunedPath(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}

interface Read {
  metadata: Obj;
  error?: DecodeError;
  strict: DecodeError[];
}

function readMetadata(metadata: JsonObject[string], version: KubernetesVersion): Read {
  const { object, error, strict } = decode({ ...BARE, metadata: metadata ?? {} }, struct(), version);
  const read = obj(object, 'metadata');
  return error ? { metadata: read, error, strict } : { metadata: read, strict };
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

function validate(
  own: JsonObject,
  metadata: Obj,
  kind: CustomKind,
  old: Obj | undefined,
  rules: ResourceRules,
  errors: FieldErrors,
  version: KubernetesVersion,
): string[] {
  if (old) {
    validateObjectMeta(metadata, { namespaced: rules.namespaced, name: () => [] }, errors);
    validateObjectMetaUpdate(metadata, obj(old, 'metadata'), false, errors);
  } else validateObjectMeta(metadata, { namespaced: rules.namespaced, name: SUBDOMAIN }, errors);
  if (!kind.schema) return [];
  if (kind.scale) validateScale(own, kind.scale, errors);
  const said = validateCustom({ ...own, metadata }, kind.schema, errors.list, old, version);
  errors.push(...said.errors);
  return said.warnings;
}

/** The object with its metadata as the server writes it. */
function withMetadata(object: JsonObject, metadata: Obj, version: KubernetesVersion): JsonObject {
  const written = obj(encodeStruct(struct(), { ...BARE, metadata }, version), 'metadata');
  if (str(written, 'uid') === UNKNOWN_UID) delete written['uid'];
  return { ...object, metadata: written };
}
