/** MutatingAdmissionPolicy (apiserver pkg/admission/plugin/policy/mutating). */
import { sameValue } from '../../api/equality.js';
import { encodeStruct } from '../../api/go-encode.js';
import { goStructOfKind } from '../../api/go-types.js';
import { cloneJson, isObject, type JsonObject, type JsonValue } from '../../api/json.js';
import type { Cluster } from '../../cluster/cluster.js';
import { customKindsOf } from '../../schema/crds.js';
import { jsonOf } from '../cel/eval/json-of.js';
import { defaulted } from '../custom/settle.js';
import { decode } from '../decode.js';
import { list, type Obj, obj, ptr, str } from '../fields.js';
import type { Refusal } from '../kind.js';
import type { AdmissionPlugin, AdmissionRequest } from '../plugin.js';
import type { Schema } from '../shared/structs.js';
import type { Struct } from '../typed.js';
import { conditionsHold, Expressions, requestValues } from './policy/expressions.js';
import { isGoverned, matchedVersion } from './policy/match.js';
import { mutatingPolicies } from './policy/objects.js';
import { paramsOf, unknownParams } from './policy/params.js';
import { forbid } from './refusal.js';

/** What a patch makes of an object, or why it cannot. */
export type Patched = { object: JsonObject } | { error: string };

/** How patches are applied: the room of patches is behind this one, and hands itself in. */
export interface Patching {
  /** A JSON patch; one whose test fails changes nothing. */
  json(object: JsonObject, operations: readonly JsonValue[]): Patched;
  /** What an apply configuration sets, laid over the object. */
  apply(object: JsonObject, configuration: JsonObject, cluster: Cluster): Patched;
}

/** One policy with one of its bindings and parameters. */
interface Invocation {
  policy: Struct<'admissionregistration.v1.MutatingAdmissionPolicySpec'>;
  name: string;
  binding: string;
  version: string;
  param: JsonObject | undefined;
}

interface Failure {
  by: string;
  message: string;
  reason: 'Forbidden' | 'Invalid';
}

/** Policies as MutatingAdmissionPolicyBindings put them in force; `before` are asked again where an object was changed. */
export function mutatingAdmissionPolicy(
  cluster: Cluster,
  patching: Patching,
  before: readonly AdmissionPlugin[],
): AdmissionPlugin {
  return {
    name: 'MutatingAdmissionPolicy',
    mutate(request) {
      if (!isGoverned(request)) return undefined;
      const { invocations, failures } = invocationsOf(request, cluster);
      if (invocations.length === 0 && failures.length === 0) return undefined;
      const was = cloneJson(request.object);
      for (const invocation of invocations) {
        const refusal = invoke(invocation, request, failures, cluster, patching);
        if (refusal) return refusal;
      }
      if (failures.length > 0) return refusalOf(request, failures);
      if (sameValue(was, request.object)) return undefined;
      for (const plugin of before) {
        const refusal = plugin.mutate?.(request);
        if (refusal) return refusal;
      }
      return undefined;
    },
  };
}

function refusalOf(request: AdmissionRequest, failures: readonly Failure[]): Refusal {
  const causes = failures.map(({ by, message }) => ({
    field: '',
    reason: '',
    message: `policy ${by} denied request: ${message}`,
  }));
  const { message = '' } = causes[0] ?? {};
  return { ...forbid(request, ''), message, reason: failures[0]?.reason ?? 'Forbidden', causes };
}

function invocationsOf(
  request: AdmissionRequest,
  cluster: Cluster,
): { invocations: Invocation[]; failures: Failure[] } {
  const invocations: Invocation[] = [];
  const failures: Failure[] = [];
  for (const { policy: one, name, bindings } of mutatingPolicies(cluster)) {
    const policy = obj(one, 'spec');
    const version = matchedVersion(request, obj(policy, 'matchConstraints'), cluster);
    if (version === undefined) continue;
    const fail = (by: string, message: string): void => {
      if (str(policy, 'failurePolicy') !== 'Ignore') failures.push({ by, message, reason: 'Forbidden' });
    };
    const unknown = unknownParams(policy, cluster);
    if (unknown !== undefined) {
      fail(`"${name}"`, `failed to configure policy: ${unknown}`);
      continue;
    }
    for (const { name: binding, spec } of bindings) {
      if (matchedVersion(request, ptr(spec, 'matchResources'), cluster) === undefined) continue;
      const namespace = request.rules.namespaced ? str(obj(request.object, 'metadata'), 'namespace') : '';
      const found = paramsOf(policy, spec, namespace, cluster);
      if ('error' in found) fail(byOf({ name, binding }), `failed to configure binding: ${found.error}`);
      else for (const param of found.params) invocations.push({ policy, name, binding, version, param });
    }
  }
  return { invocations, failures };
}

function byOf({ name, binding }: Pick<Invocation, 'name' | 'binding'>): string {
  return `'${name}' with binding '${binding}'`;
}

/** Runs the mutations of a policy, each on what the last one made. */
function invoke(
  invocation: Invocation,
  request: AdmissionRequest,
  failures: Failure[],
  cluster: Cluster,
  patching: Patching,
): Refusal | undefined {
  const { policy, version, param } = invocation;
  const fail = (message: string): void => {
    if (str(policy, 'failurePolicy') === 'Ignore') return;
    failures.push({ by: byOf(invocation), message, reason: 'Invalid' });
  };
  const values = (): ReturnType<typeof requestValues> => requestValues(request, version, param, cluster);
  const holds = conditionsHold(policy, values());
  if (typeof holds === 'object') fail(holds.error);
  if (holds !== true) return undefined;
  for (const mutation of list(policy, 'mutations')) {
    const configured = ptr(mutation, 'applyConfiguration');
    const expression = str(configured ?? ptr(mutation, 'jsonPatch'), 'expression');
    const answer = new Expressions(policy, values()).evaluate(expression);
    if ('error' in answer) {
      fail(answer.error);
      continue;
    }
    const made = jsonOf(answer.value);
    const object = written(request);
    const patched = configured
      ? patching.apply(object, isObject(made) ? made : {}, cluster)
      : patching.json(object, Array.isArray(made) ? made : []);
    if ('error' in patched) fail(patched.error);
    else {
      const wrong = take(request, patched.object, cluster);
      if (wrong !== undefined) return internal(wrong);
    }
  }
  return undefined;
}

function internal(why: string): Refusal {
  const message = `Internal error occurred: ${why}`;
  return { code: 500, reason: 'InternalError', message, causes: [{ field: '', reason: '', message: why }] };
}

/** The object as JSON. */
function written({ apiVersion, kind, object, version }: AdmissionRequest): JsonObject {
  const struct = goStructOfKind(apiVersion, kind);
  return { ...(struct ? encodeStruct(struct, object, version) : cloneJson(object)), apiVersion, kind };
}

/** Puts what a patch made in the object's place, read and defaulted; the text of an error where it cannot be read. */
function take(request: AdmissionRequest, patched: JsonObject, cluster: Cluster): string | undefined {
  const struct = goStructOfKind(request.apiVersion, request.kind);
  let next: Obj = patched;
  if (struct) {
    const { object, error, strict } = decode(patched, struct, request.version);
    if (error) return error.message;
    if (strict.length > 0) return `strict decoding error: ${strict.map(({ message }) => message).join(', ')}`;
    next = object;
  } else next = defaulted(patched, schemaOf(request, cluster));
  replace(request.object, next);
  request.rules.defaults?.(request.object, request);
  return undefined;
}

function schemaOf({ apiVersion, kind }: AdmissionRequest, cluster: Cluster): Schema | undefined {
  return cluster
    .list('CustomResourceDefinition')
    .flatMap((definition) => customKindsOf(definition))
    .find(({ info }) => info.apiVersion === apiVersion && info.kind === kind)?.schema;
}

/** Writes into the object and its metadata, which others hold. */
function replace(object: Obj, next: Obj): void {
  const metadata = ptr(object, 'metadata');
  const fresh = obj(next, 'metadata');
  for (const key of Object.keys(object)) if (!Object.hasOwn(next, key)) delete object[key];
  Object.assign(object, next);
  if (!metadata) return;
  for (const key of Object.keys(metadata)) if (!Object.hasOwn(fresh, key)) delete metadata[key];
  object['metadata'] = Object.assign(metadata, fresh);
}
