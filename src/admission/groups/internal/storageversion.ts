import { dns1035LabelErrors, dns1123SubdomainErrors } from '../../../api/names.js';
import type { KindRules } from '../../kind.js';
import { statusFromServer } from '../../shared/status.js';
import type { Struct } from '../../typed.js';

/** internal.apiserver.k8s.io/v1alpha1 StorageVersion (pkg/apis/apiserverinternal/validation): all there is of it is its status. */
export const storageVersion: KindRules<Struct<'apiserverinternal.v1alpha1.StorageVersion'>> = {
  kind: 'StorageVersion',
  group: 'internal.apiserver.k8s.io',
  name: groupAndResourceErrors,
  prepare: statusFromServer,
};

/** `GROUP.RESOURCE` */
function groupAndResourceErrors(name: string): string[] {
  const dot = name.lastIndexOf('.');
  if (dot < 0) return ['name must be in the form of <group>.<resource>'];
  return [
    ...dns1123SubdomainErrors(name.slice(0, dot)).map((error) => `the group segment ${error}`),
    ...dns1035LabelErrors(name.slice(dot + 1)).map((error) => `the resource segment ${error}`),
  ];
}
