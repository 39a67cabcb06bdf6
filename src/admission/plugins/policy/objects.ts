import { asJson } from '../../../api/unstructured.js';
import type { Cluster } from '../../../cluster/cluster.js';
import { type Obj, obj, str } from '../../fields.js';
import type { BindingSpec, Policy } from '../../groups/admissionregistration/structs.js';
import type { Struct } from '../../typed.js';

type PolicyKind =
  | 'MutatingAdmissionPolicy'
  | 'MutatingAdmissionPolicyBinding'
  | 'ValidatingAdmissionPolicy'
  | 'ValidatingAdmissionPolicyBinding';

/** A policy, with the bindings that put it in force; both in the order of their names. */
export interface BoundPolicy<K extends 'MutatingAdmissionPolicy' | 'ValidatingAdmissionPolicy'> {
  name: string;
  policy: Struct<`admissionregistration.v1.${K}`>;
  bindings: readonly Named<Struct<`admissionregistration.v1.${K}BindingSpec`>>[];
}

type Bound = Partial<{
  MutatingAdmissionPolicy: readonly BoundPolicy<'MutatingAdmissionPolicy'>[];
  ValidatingAdmissionPolicy: readonly BoundPolicy<'ValidatingAdmissionPolicy'>[];
}>;

const boundIn = new WeakMap<Cluster, Bound>();

/** The ValidatingAdmissionPolicies of a world that are bound. */
export function validatingPolicies(cluster: Cluster): readonly BoundPolicy<'ValidatingAdmissionPolicy'>[] {
  const known = knownOf(cluster);
  known.ValidatingAdmissionPolicy ??= bound(
    policiesOf(cluster, 'ValidatingAdmissionPolicy'),
    policiesOf(cluster, 'ValidatingAdmissionPolicyBinding').map((binding) => ({
      name: nameOf(binding),
      spec: obj(binding, 'spec'),
    })),
  );
  return known.ValidatingAdmissionPolicy;
}

/** The MutatingAdmissionPolicies of a world that are bound. */
export function mutatingPolicies(cluster: Cluster): readonly BoundPolicy<'MutatingAdmissionPolicy'>[] {
  const known = knownOf(cluster);
  known.MutatingAdmissionPolicy ??= bound(
    policiesOf(cluster, 'MutatingAdmissionPolicy'),
    policiesOf(cluster, 'MutatingAdmissionPolicyBinding').map((binding) => ({
      name: nameOf(binding),
      spec: obj(binding, 'spec'),
    })),
  );
  return known.MutatingAdmissionPolicy;
}

function knownOf(cluster: Cluster): Bound {
  const known = boundIn.get(cluster) ?? {};
  boundIn.set(cluster, known);
  return known;
}

interface Named<S> {
  name: string;
  spec: S;
}

function bound<P extends Policy, S extends BindingSpec>(
  policies: readonly P[],
  all: readonly Named<S>[],
): { name: string; policy: P; bindings: Named<S>[] }[] {
  return policies
    .map((policy) => ({ name: nameOf(policy), policy }))
    .map(({ name, policy }) => ({
      name,
      policy,
      bindings: all.filter(({ spec }) => str(spec, 'policyName') === name),
    }))
    .filter(({ bindings }) => bindings.length > 0);
}

/** The policies or bindings of a kind in the order of their names. */
export function policiesOf<K extends PolicyKind>(
  cluster: Cluster,
  kind: K,
): Struct<`admissionregistration.v1.${K}`>[] {
  const all = cluster.list(kind).map((one) => asJson(one));
  return all.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** The name of an object. */
export function nameOf(object: Obj): string {
  return str(obj(object, 'metadata'), 'name');
}
