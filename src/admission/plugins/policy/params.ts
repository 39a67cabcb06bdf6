/** The parameters that a binding gives to its policy (apiserver pkg/admission/plugin/policy/generic/policy_dispatcher.go). */
import type { JsonObject } from '../../../api/json.js';
import { kindOf, objectKey } from '../../../api/object-key.js';
import { asJson } from '../../../api/unstructured.js';
import type { Cluster } from '../../../cluster/cluster.js';
import { customKindsOf } from '../../../schema/crds.js';
import { resources } from '../../../schema/resources.js';
import { obj, ptr, str } from '../../fields.js';
import type { BindingSpec, PolicySpec } from '../../groups/admissionregistration/structs.js';
import { selects } from '../../shared/selectors.js';
import type { LabelSelector } from '../../shared/structs.js';
import type { Struct } from '../../typed.js';

/** The objects, each for a run of its own; one `undefined` for a run without any. Or what is wrong with the binding. */
export type Params = { params: readonly (JsonObject | undefined)[] } | { error: string };

/** What is wrong with a policy whose parameters are of a kind that nobody describes. */
export function unknownParams(policy: PolicySpec, cluster: Cluster): string | undefined {
  const kind = ptr(policy, 'paramKind');
  const [apiVersion, name] = [str(kind, 'apiVersion'), str(kind, 'kind')];
  if (!kind || isParamNamespaced(cluster, apiVersion, name) !== undefined) return undefined;
  return `failed to find resource referenced by paramKind: '${shownKind(apiVersion, name)}'`;
}

/** Looks the parameters up; `namespace` is that of the request, empty for what is in none. */
export function paramsOf(
  policy: PolicySpec,
  binding: BindingSpec,
  namespace: string,
  cluster: Cluster,
): Params {
  const kind = ptr(policy, 'paramKind');
  const ref = ptr(binding, 'paramRef');
  if (!kind || !ref) return { params: [undefined] };
  const [apiVersion, name] = [str(kind, 'apiVersion'), str(kind, 'kind')];
  const namespaced = isParamNamespaced(cluster, apiVersion, name) ?? true;
  const own = str(ref, 'namespace');
  if (!namespaced && own !== '') {
    return { error: 'paramRef.namespace must not be provided for a cluster-scoped `paramKind`' };
  }
  const where = namespaced ? own || namespace : undefined;
  if (where === '') {
    return {
      error: 'cannot use namespaced paramRef in policy binding that matches cluster-scoped resources',
    };
  }
  const found = select(cluster, kindOf({ apiVersion, kind: name }), ref, where);
  if (found.length === 0 && str(ref, 'parameterNotFoundAction') === 'Deny') {
    return { error: 'no params found for policy binding with `Deny` parameterNotFoundAction' };
  }
  return { params: found.map((one) => ({ ...one, apiVersion, kind: name })) };
}

function select(
  cluster: Cluster,
  kind: string,
  ref: Struct<'admissionregistration.v1.ParamRef'>,
  namespace: string | undefined,
): JsonObject[] {
  const name = str(ref, 'name');
  const all = cluster.list(kind).map((one) => asJson(one));
  const here = all.filter(
    (one) => namespace === undefined || str(ptr(one, 'metadata'), 'namespace') === namespace,
  );
  if (name !== '') {
    const one = asJson(cluster.get(kind, objectKey(namespace, name)));
    return one ? [one] : [];
  }
  const selector: LabelSelector = ptr(ref, 'selector') ?? {};
  return here.filter((one) => selects(selector, obj(obj(one, 'metadata'), 'labels')));
}

function isParamNamespaced(cluster: Cluster, apiVersion: string, kind: string): boolean | undefined {
  const known = resources(cluster.version).find(apiVersion, kind);
  if (known) return known.namespaced;
  return cluster
    .list('CustomResourceDefinition')
    .flatMap((definition) => customKindsOf(definition))
    .find(({ info }) => info.apiVersion === apiVersion && info.kind === kind)?.info.namespaced;
}

function shownKind(apiVersion: string, kind: string): string {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  return `${group}/${version}, Kind=${kind}`;
}
