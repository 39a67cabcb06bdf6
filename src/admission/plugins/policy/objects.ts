import { asJson } from '../../../api/unstructured.js';
import type { Cluster } from '../../../cluster/cluster.js';
import { type Obj, obj, str } from '../../fields.js';
import type { Struct } from '../../typed.js';

type PolicyKind =
  | 'MutatingAdmissionPolicy'
  | 'MutatingAdmissionPolicyBinding'
  | 'ValidatingAdmissionPolicy'
  | 'ValidatingAdmissionPolicyBinding';

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
