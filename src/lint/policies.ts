/** Policies that objects are held against: their parameters, and bindings where nobody bound them. */
import { isObject, type JsonObject, textOf, valueAt } from '../api/json.js';
import type { KubeObject } from '../api/objects.js';
import { asJson, asObject } from '../api/unstructured.js';

const POLICIES: ReadonlySet<string> = new Set(['MutatingAdmissionPolicy', 'ValidatingAdmissionPolicy']);

/** Whether an object is of a kind that a policy among those given takes its parameters from. */
export function isParameter(objects: readonly KubeObject[]): (object: KubeObject) => boolean {
  const kinds = new Set(
    objects
      .filter(isPolicy)
      .map((policy) => paramKind(policy))
      .filter((kind) => kind !== undefined),
  );
  return ({ apiVersion, kind }) => kinds.size > 0 && kinds.has(`${apiVersion} ${kind}`);
}

export function isPolicy({ kind }: KubeObject): boolean {
  return POLICIES.has(kind);
}

/**
 * Policies with all that was given with them, and bindings for each that has none there or among the files: it holds for
 * everything it matches, and what fails is denied; with each of its parameters that were given with it, else with all that
 * there are.
 */
export function withBindings(given: readonly KubeObject[], files: readonly KubeObject[]): KubeObject[] {
  const bound = new Set(
    [...given, ...files]
      .filter(({ kind }) => kind.endsWith('AdmissionPolicyBinding'))
      .map((binding) => `${binding.kind} ${textOf(valueAt(asJson(binding), ['spec', 'policyName']))}`),
  );
  const made = given
    .filter((policy) => isPolicy(policy) && !bound.has(`${policy.kind}Binding ${policy.metadata.name ?? ''}`))
    .flatMap((policy) => bindingsOf(policy, given));
  return [...given, ...made];
}

function bindingsOf(policy: KubeObject, given: readonly KubeObject[]): KubeObject[] {
  const kind = paramKind(policy);
  if (kind === undefined) return [bindingOf(policy, '')];
  const params = given.filter((object) => `${object.apiVersion} ${object.kind}` === kind);
  if (params.length === 0) return [bindingOf(policy, '', { selector: {} })];
  return params.map(({ metadata: { name = '', namespace } }, index) =>
    bindingOf(policy, index === 0 ? '' : `-${index + 1}`, {
      name,
      ...(namespace !== undefined && { namespace }),
    }),
  );
}

function bindingOf(policy: KubeObject, suffix: string, param?: JsonObject): KubeObject {
  const { apiVersion, kind, metadata } = policy;
  const name = metadata.name ?? '';
  const spec: JsonObject = {
    policyName: name,
    ...(param && { paramRef: { ...param, parameterNotFoundAction: 'Deny' } }),
    ...(kind === 'ValidatingAdmissionPolicy' && { validationActions: ['Deny'] }),
  };
  return asObject({ apiVersion, kind: `${kind}Binding`, metadata: { name: `${name}${suffix}` }, spec });
}

/** `apiVersion kind` of a policy's parameters. */
function paramKind(policy: KubeObject): string | undefined {
  const kind = valueAt(asJson(policy), ['spec', 'paramKind']);
  return isObject(kind) ? `${textOf(kind['apiVersion'])} ${textOf(kind['kind'])}` : undefined;
}
