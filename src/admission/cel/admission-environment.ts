/** What expressions of admission policies and match conditions may name (apiserver pkg/admission/plugin/cel/compile.go). */
import type { KubernetesVersion } from '../../api/version.js';
import type { CelEnvironment } from './check.js';
import { type CelType, DYN, listOf, mapOf, objectType, readType, STRING } from './types.js';

const BOOL: CelType = { kind: 'bool' };
const INT: CelType = { kind: 'int' };
const TIMESTAMP: CelType = { kind: 'timestamp' };
const STRINGS = listOf(STRING);
const GROUP_KIND = objectType('kubernetes.GroupVersionKind', {
  group: STRING,
  version: STRING,
  kind: STRING,
});
const GROUP_RESOURCE = objectType('kubernetes.GroupVersionResource', {
  group: STRING,
  version: STRING,
  resource: STRING,
});
const REQUEST = objectType('kubernetes.AdmissionRequest', {
  kind: GROUP_KIND,
  resource: GROUP_RESOURCE,
  subResource: STRING,
  requestKind: GROUP_KIND,
  requestResource: GROUP_RESOURCE,
  requestSubResource: STRING,
  name: STRING,
  namespace: STRING,
  operation: STRING,
  userInfo: objectType('kubernetes.UserInfo', {
    username: STRING,
    uid: STRING,
    groups: STRINGS,
    extra: mapOf(STRING, STRINGS),
  }),
  dryRun: BOOL,
  options: DYN,
});
const CONDITION = objectType('kubernetes.NamespaceCondition', {
  status: STRING,
  type: STRING,
  lastTransitionTime: TIMESTAMP,
  message: STRING,
  reason: STRING,
});
const NAMESPACE = objectType('kubernetes.Namespace', {
  metadata: objectType('kubernetes.NamespaceMetadata', {
    name: STRING,
    generateName: STRING,
    namespace: STRING,
    labels: mapOf(STRING, STRING),
    annotations: mapOf(STRING, STRING),
    UID: STRING,
    creationTimestamp: TIMESTAMP,
    deletionGracePeriodSeconds: INT,
    deletionTimestamp: TIMESTAMP,
    generation: INT,
    resourceVersion: STRING,
    finalizers: STRINGS,
  }),
  spec: objectType('kubernetes.NamespaceSpec', { finalizers: STRINGS }),
  status: objectType('kubernetes.NamespaceStatus', { conditions: listOf(CONDITION), phase: STRING }),
});

/** The types that mutations write: the patched object and JSON patches. */
export const APPLY_CONFIGURATION: CelType = objectType('Object', {});
export const JSON_PATCH: CelType = objectType('JSONPatch', {
  op: STRING,
  path: STRING,
  from: STRING,
  value: DYN,
});

export interface AdmissionVariables {
  params: boolean;
  authorizer: boolean;
  /** The types of the policy's variables so far; absent where there can be none. */
  variables?: Readonly<Record<string, CelType>>;
  mutation?: boolean;
  /** As `CelEnvironment` has it. */
  newTo?: KubernetesVersion;
  says?: KubernetesVersion;
}

/** The environment of an expression. */
export function admissionEnvironment(options: AdmissionVariables): CelEnvironment {
  return {
    variables: {
      object: DYN,
      oldObject: DYN,
      namespaceObject: NAMESPACE,
      request: REQUEST,
      ...(options.params && { params: DYN }),
      ...(options.authorizer && {
        authorizer: readType('kubernetes.authorization.Authorizer'),
        'authorizer.requestResource': readType('kubernetes.authorization.ResourceCheck'),
      }),
      ...(options.variables && { variables: objectType('kubernetes.variables', options.variables) }),
    },
    ...(options.newTo && { newTo: options.newTo }),
    ...(options.says && { says: options.says }),
    ...(options.mutation && { mutation: true, message: mutationMessage }),
  };
}

function mutationMessage(name: string): CelType | undefined {
  if (name === 'JSONPatch') return JSON_PATCH;
  if (name === 'Object') return APPLY_CONFIGURATION;
  return name.startsWith('Object.') ? objectType(name, {}) : undefined;
}
