import type { JsonObject, Path } from '../api/json.js';
import { groupOf } from '../api/object-key.js';
import type { KubernetesVersion } from '../api/version.js';
import { isDirective } from '../manifest/kustomize.js';
import type { SchemaError } from '../schema/error.js';
import { foldLost } from '../schema/fold-lost.js';
import { resources } from '../schema/resources.js';
import { validateObject } from '../schema/validate.js';
import { askServer, takesAsIs } from './ask-server.js';
import type { Collector } from './collector.js';
import type { FilesServer } from './files-server.js';
import type { LintObject } from './object.js';
import type { LintOptions } from './options.js';
import { podOf } from './pods.js';
import type { ObjectContext, ObjectRule, PodRule, Rule, SchemaRule } from './rule.js';
import { RULES } from './rules/index.js';
import { successorOf } from './successor.js';

/** What an object is checked with. */
export interface Surroundings {
  version: KubernetesVersion;
  /** The API server, in the world of the files. */
  server: FilesServer;
  options: LintOptions;
  collector: Collector;
  /** The texts by the names of their files. */
  texts: ReadonlyMap<string, string>;
}

const SCHEMA_RULES = new Map(
  RULES.filter((rule): rule is SchemaRule => rule.visit === 'SchemaError').flatMap((rule) =>
    rule.codes.map((code) => [code, rule] as const),
  ),
);
const OBJECT_RULES = RULES.filter(
  (rule): rule is ObjectRule | PodRule => rule.visit === 'Object' || rule.visit === 'Pod',
);

/** What is known of an object before the rules look at it. */
interface Looked {
  /** The server takes it as it stands. */
  taken: boolean;
  /** Its kind is described, by Kubernetes or by a definition. */
  described: boolean;
  explained: ReturnType<typeof explainedBy>;
}

/** Puts one object to the schema, to every rule that looks at single objects, and to the server. */
export function checkObject(object: LintObject, around: Surroundings): void {
  const looked = look(object, around);
  const { errors } = looked.explained;
  const contextOf = (rule: Rule) => contextFor(rule, object, around, looked);
  tellErrors(errors, object, around, contextOf);
  if (object.patch) return;
  if (errors.some(({ code }) => OF_KIND.has(code))) {
    // What an API that is gone or off says otherwise is not wrong; all else is, wherever the object moves.
    const left = errors.find(({ code }) => code === 'removed-api' || code === 'off-by-default');
    const successor = left && successorOf(object, left.suggestion, around.version);
    if (successor) checkObject(successor, around);
    return;
  }
  const pod = podOf(object);
  for (const rule of OBJECT_RULES) {
    if (rule.visit === 'Object') rule.check(object, contextOf(rule));
    else if (pod) rule.check(pod, contextOf(rule));
  }
  if (!looked.taken) tellServerWords(object, around, looked);
}

/** The schema's view of an object; of one that the server takes as it stands the schema, which says less, is not asked. */
function look(object: LintObject, { version, server }: Surroundings): Looked {
  const ofKubernetes = resources(version).find(object.apiVersion, object.kind) !== undefined;
  const described = ofKubernetes || server.defines(object.apiVersion, object.kind);
  const taken = described && !object.patch && takesAsIs(object, server);
  const found = taken
    ? []
    : foldLost(validateObject(version, object.value, server.crds)).map((error) =>
        isUnheardOf(error, object, version) ? { ...error, code: 'no-schema' as const } : error,
      );
  const all = ofKubernetes || taken ? found : [...found, ...metadataErrors(object, version, found)];
  return { taken, described, explained: explainedBy(all) };
}

function contextFor(
  rule: Rule,
  object: LintObject,
  { version, server, collector, texts }: Surroundings,
  { explained }: Looked,
): ObjectContext {
  return {
    version,
    object,
    report: (problem) => {
      if (!explained.has(problem.serverPath ?? [])) collector.report(rule, object, problem);
    },
    validate: (value: JsonObject) => validateObject(version, value, server.crds),
    textAt(path, of) {
      const location = object.document.locate(path, of);
      const text = texts.get(location.file)?.slice(location.start.offset, location.end.offset) ?? '';
      return { text, location };
    },
  };
}

/** Hands what the schema found wrong to the rules that speak of it. */
function tellErrors(
  errors: readonly SchemaError[],
  object: LintObject,
  { version, options }: Surroundings,
  contextOf: (rule: Rule) => ObjectContext,
): void {
  for (const error of errors) {
    if (error.code === 'no-schema') {
      object.hasSchema = false;
      continue;
    }
    if (isUnheardOf(error, object, version) || (object.patch && isOfWhole(error))) continue;
    const misspelt = error.suggestion !== undefined;
    if (options.ignoreUnknownKinds && !misspelt && UNKNOWN.has(error.code)) continue;
    const rule = SCHEMA_RULES.get(error.code);
    rule?.check(error, contextOf(rule));
  }
}

function tellServerWords(
  object: LintObject,
  { server, collector }: Surroundings,
  { described, explained: { errors, has } }: Looked,
): void {
  const unknownIn = new Set(
    errors
      .filter(({ code }) => code === 'unknown-field')
      .map(({ path }) => JSON.stringify(path.slice(0, -1))),
  );
  askServer(object, server, collector, {
    value: described ? object.value : standIn(object),
    explained: has,
    hasUnknownFields: (path) => unknownIn.has(JSON.stringify(path)),
    unreadable: errors.filter(({ code }) => UNREADABLE.has(code)),
  });
}

/**
 * An object of Kubernetes' own with the metadata of a custom resource, which has to obey the same rules: a ConfigMap, whose
 * names are those of custom resources and which needs nothing else.
 */
function standIn({ value }: LintObject): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: value['metadata'] ?? {} };
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
function isUnheardOf(
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

/** Errors because of which the server cannot decode a value. */
const UNREADABLE: ReadonlySet<string> = new Set(['wrong-type', 'bad-format', 'out-of-range']);

/**
 * A field that is missing because it stands there misspelt is one mistake: the errors without those that others explain,
 * and whether a place is explained so.
 */
function explainedBy(errors: readonly SchemaError[]): { errors: SchemaError[]; has(path: Path): boolean } {
  const meant = new Set(
    errors
      .filter(({ code, suggestion }) => code === 'unknown-field' && suggestion !== undefined)
      .map(({ path, suggestion }) => JSON.stringify([...path.slice(0, -1), suggestion])),
  );
  // What is empty because its fields stand beside it lacks none of them.
  for (const { path, lost } of errors.flatMap((error) => error.fields ?? [error])) {
    for (const key of lost?.empty ?? []) meant.add(JSON.stringify([...path.slice(0, -1), key]));
  }
  const has = (path: Path) =>
    meant.size > 0 && path.some((_step, at) => meant.has(JSON.stringify(path.slice(0, at + 1))));
  return {
    errors: errors.filter(({ code, path, key }) => code !== 'missing-required' || !has([...path, key ?? ''])),
    has,
  };
}

const UNKNOWN: ReadonlySet<string> = new Set(['unknown-kind', 'unknown-version', 'no-schema']);
