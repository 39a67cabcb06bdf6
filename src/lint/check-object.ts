import { isObject, isWithin, type JsonObject, type JsonValue, type Path } from '../api/json.js';
import { labelKeyErrors } from '../api/names.js';
import { groupOf } from '../api/object-key.js';
import type { KubernetesVersion } from '../api/version.js';
import { isDirective } from '../manifest/kustomize.js';
import type { SchemaError } from '../schema/error.js';
import { foldLost } from '../schema/fold-lost.js';
import { resources } from '../schema/resources.js';
import { validateObject } from '../schema/validate.js';
import { askServer, takesAsIs } from './ask-server.js';
import type { Collector } from './collector.js';
import type { FilesServer, Refusal } from './files-server.js';
import { withFormer } from './former-fields.js';
import type { LintObject } from './object.js';
import type { Objects } from './objects.js';
import type { LintOptions } from './options.js';
import { podRefusalFinding, typeCheckFinding, warningOfRefusal } from './refusals.js';
import { inVersionMeant, successorOf } from './successor.js';
import { unknownFields } from './unknown-fields.js';
import type { Walk } from './walk.js';

/** What all objects of a run are checked with. */
export interface Run {
  version: KubernetesVersion;
  /** The API server, in the world of the files. */
  server: FilesServer;
  options: LintOptions;
  collector: Collector;
  objects: Objects;
  /** The rules, on their way through the objects. */
  walk: Walk;
}

/** What the schema says of an object. */
interface SchemaAnswer {
  /** The server takes the object as it stands: the schema was not asked. */
  taken: boolean;
  /** Its kind is described, by Kubernetes or by a definition. */
  described: boolean;
  /** What is wrong, without that which follows from something else. */
  errors: readonly SchemaError[];
  /** Whether one of the errors accounts for a place. */
  explains(path: Path): boolean;
}

/** Puts one object to the schema, to every rule that looks at single objects, and to the server. */
export function checkObject(object: LintObject, run: Run): void {
  const answer = askSchema(object, run);
  const { errors } = answer;
  run.collector.explain(object, answer.explains);
  reportSchemaErrors(errors, object, run);
  if (object.patch) return;
  if (errors.some(({ code }) => OF_KIND.has(code))) {
    // What an API that is gone or off says otherwise is not wrong; all else is, wherever the object moves. What is in a
    // version that never had it was written for the one that has it.
    const left = errors.find(({ code }) => MOVED.has(code));
    const take = left?.code === 'unknown-version' ? inVersionMeant : successorOf;
    const successor = left && take(object, left.suggestion, run.version);
    if (successor) checkObject(successor, run);
    else if (left?.code === 'off-by-default') reportIfServed(object, run);
    return;
  }
  run.walk.object(object);
  const pods = errors.length === 0 ? run.server.askPod?.(object.value) : undefined;
  // What is not there may be in the cluster.
  const refused = pods?.refusal.missing ? undefined : pods;
  if (!answer.taken) reportServerWords(object, run, answer, refused?.refusal);
  if (errors.length === 0) reportTypes(object, run);
  if (refused) run.collector.add(podRefusalFinding(object, refused, run.objects), object);
}

/**
 * Notes whether anything is known of an object's fields, of one whose own findings are not told: what is said of all files asks
 * for it. Nobody has to look at what Kubernetes describes.
 */
export function noteSchema(object: LintObject, { version, server }: Run): void {
  if (resources(version).find(object.apiVersion, object.kind) !== undefined) return;
  try {
    const { errors } = askSchema(object, { version, server });
    object.hasSchema = errors.every(({ code }) => code !== 'no-schema');
  } catch {
    // Told by whoever looks at the object.
  }
}

/** What a server would say that is told to serve a kind which is off by default. */
function reportIfServed(object: LintObject, run: Run): void {
  const { collector, version, walk } = run;
  const server = { ...run.server, ...run.server.ifServed };
  const strict = server.ask(object.value, { fieldValidation: 'Strict' }).refusal?.decoding ?? [];
  const { errors, explains } = withoutExplained(unknownFields(object, strict, version));
  collector.explain(object, explains);
  for (const error of errors) walk.schemaError(error, object);
  reportServerWords(
    object,
    { ...run, server },
    { taken: false, described: true, errors, explains },
    undefined,
  );
}

/** The mistakes that a controller writes into a policy's status, and nobody refuses. */
function reportTypes(object: LintObject, { server, collector }: Run): void {
  const { apiVersion, kind, value } = object;
  if (kind !== 'ValidatingAdmissionPolicy' || groupOf(apiVersion) !== 'admissionregistration.k8s.io') return;
  for (const warning of server.checkTypes?.(value) ?? []) {
    const finding = typeCheckFinding(object, warning);
    if (finding) collector.add(finding, object, warning.path);
  }
}

/** Of an object that the server takes as it stands the schema, which says less, is not asked. */
function askSchema(object: LintObject, { version, server }: Pick<Run, 'version' | 'server'>): SchemaAnswer {
  const ofKubernetes = resources(version).find(object.apiVersion, object.kind) !== undefined;
  const described = ofKubernetes || server.defines(object.apiVersion, object.kind);
  const taken = described && !object.patch && takesAsIs(object, server);
  const found = taken
    ? []
    : foldLost(validateObject(version, object.value, server.crds)).map((error) =>
        isNotDefined(error, object, version) ? { ...error, code: 'no-schema' as const } : error,
      );
  const confirmed = ofKubernetes || taken || object.patch ? found : said(found, object, server);
  const all = ofKubernetes || taken ? found : [...confirmed, ...metadataErrors(object, version, found)];
  return { taken, described, ...withoutExplained(withFormer(all, object)) };
}

/**
 * Of a custom resource the server prunes, defaults and knows forms that a schema alone does not say: what it does not speak of
 * is not wrong.
 */
function said(
  found: readonly SchemaError[],
  { value, apiVersion, kind }: LintObject,
  server: FilesServer,
): SchemaError[] {
  if (found.length === 0 || !server.defines(apiVersion, kind)) return [...found];
  const places = (['Strict', 'Ignore'] as const).flatMap((fieldValidation) => {
    const { errors = [], decoding = [] } = server.ask(value, { fieldValidation, alone: true }).refusal ?? {};
    // What is said of the whole, that rules were not run or one does not hold, is said of no field.
    return [...errors, ...decoding].map(({ path }) => path).filter((path) => path.length > 0);
  });
  return found.filter(({ path, key, code }) => {
    // Of metadata the decoder tells the first thing that is wrong, and then nothing of fields that it does not know.
    if (code === 'unknown-field' || OF_KIND.has(code) || path[0] === 'metadata') return true;
    const at = key === undefined ? path : [...path, key];
    return places.some((place) => isWithin(place, at) || isWithin(at, place));
  });
}

/** Hands what the schema found wrong to the rules that speak of it. */
function reportSchemaErrors(
  errors: readonly SchemaError[],
  object: LintObject,
  { options, walk }: Run,
): void {
  for (const error of errors) {
    if (error.code === 'no-schema') {
      object.hasSchema = false;
      continue;
    }
    if (object.patch && isOfWhole(error)) continue;
    const misspelt = error.suggestion !== undefined;
    if (options.ignoreUnknownKinds && !misspelt && UNKNOWN.has(error.code)) continue;
    walk.schemaError(error, object);
  }
}

function reportServerWords(
  object: LintObject,
  { server, collector, objects }: Run,
  { described, errors, explains }: SchemaAnswer,
  ofPods: Refusal | undefined,
): void {
  const unknownIn = new Set(
    errors
      .filter(({ code }) => code === 'unknown-field')
      .map(({ path }) => JSON.stringify(path.slice(0, -1))),
  );
  askServer(object, server, collector, {
    objects,
    warned: ofPods && warningOfRefusal(ofPods),
    value: described ? object.value : standIn(object),
    explained: explains,
    hasUnknownFields: (path) => unknownIn.has(JSON.stringify(path)),
    unreadable: errors.filter(({ code }) => UNREADABLE.has(code)),
  });
}

/**
 * An object of Kubernetes' own with the metadata of a custom resource, which has to obey the same rules: a ConfigMap, whose
 * names are those of custom resources and which needs nothing else.
 */
function standIn({ value }: LintObject): JsonObject {
  const { metadata } = value;
  if (!isObject(metadata) || !Array.isArray(metadata['finalizers']))
    return { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata ?? {} };
  const finalizers = metadata['finalizers'].map(asQualified);
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...metadata, finalizers } };
}

/** Of Kubernetes' own objects the server knows which finalizers have no domain; a custom resource may have any. */
function asQualified(finalizer: JsonValue): JsonValue {
  if (typeof finalizer !== 'string' || finalizer.includes('/') || labelKeyErrors(finalizer).length > 0)
    return finalizer;
  return `example.com/${finalizer}`;
}

/** What is wrong with the metadata of a custom resource, as far as its own schema has not said it. */
function metadataErrors(
  object: LintObject,
  version: KubernetesVersion,
  found: readonly SchemaError[],
): SchemaError[] {
  if (found.some(({ code }) => OF_KIND.has(code))) return [];
  const said = new Set(found.map(({ path }) => JSON.stringify(path)));
  return validateObject(version, standIn(object)).filter(
    ({ path }) => path[0] === 'metadata' && !said.has(JSON.stringify(path)),
  );
}

/** Custom resource definitions can be given in part: a kind that they lack is not wrong for that, unless it is misspelt. */
function isNotDefined(
  { code, suggestion }: SchemaError,
  { apiVersion }: LintObject,
  version: KubernetesVersion,
): boolean {
  if (code !== 'unknown-kind' || suggestion !== undefined) return false;
  return !resources(version).hasGroup(groupOf(apiVersion));
}

/** True for what cannot be said of a piece of an object. */
function isOfWhole({ code, key }: SchemaError): boolean {
  return code === 'missing-required' || (code === 'unknown-field' && isDirective(key ?? ''));
}

/** Errors because of which nothing is known of an object's fields. */
const OF_KIND: ReadonlySet<string> = new Set([
  'missing-kind',
  'unknown-kind',
  'unknown-version',
  'removed-api',
  'not-yet-served',
  'off-by-default',
]);

/** Errors of kinds that are in another version. */
const MOVED: ReadonlySet<string> = new Set(['removed-api', 'off-by-default', 'unknown-version']);

/** Errors because of which the server cannot decode a value. */
const UNREADABLE: ReadonlySet<string> = new Set(['wrong-type', 'bad-format', 'out-of-range']);

/**
 * A field that is missing because it stands there misspelt is one mistake: the errors without those that others explain,
 * and whether a place is explained so.
 */
function withoutExplained(errors: readonly SchemaError[]): Pick<SchemaAnswer, 'errors' | 'explains'> {
  const meant = new Set(
    errors
      .filter(({ code, suggestion }) => code === 'unknown-field' && suggestion !== undefined)
      .map(({ path, suggestion }) => JSON.stringify([...path.slice(0, -1), suggestion])),
  );
  for (const { path, former = [] } of errors) {
    for (const [, now] of former) meant.add(JSON.stringify([...path.slice(0, -1), now]));
  }
  // What is empty because its fields stand beside it lacks none of them.
  for (const { path, lost } of errors.flatMap((error) => error.fields ?? [error])) {
    for (const key of lost?.empty ?? []) meant.add(JSON.stringify([...path.slice(0, -1), key]));
  }
  const explains = (path: Path) =>
    meant.size > 0 && path.some((_step, at) => meant.has(JSON.stringify(path.slice(0, at + 1))));
  return {
    errors: errors.filter(
      ({ code, path, key }) => code !== 'missing-required' || !explains([...path, key ?? '']),
    ),
    explains,
  };
}

const UNKNOWN: ReadonlySet<string> = new Set(['unknown-kind', 'unknown-version', 'no-schema']);
