/**
 * The kinds that admission knows. They lie on shelves, each a file of its own that is loaded when a kind of it is needed:
 * reading the code of all of them takes longer than checking a file. Who looks at single objects awaits `loadKinds` first;
 * who may meet any kind imports all.js.
 */
import { isObject, type JsonValue } from '../../api/json.js';
import { groupOf } from '../../api/object-key.js';
import { configMap } from '../groups/core/configmap.js';
import type { KindRules } from '../kind.js';

interface Shelf {
  /** `GROUP/KIND`, nothing before the slash for core. */
  kinds: readonly string[];
  load(): Promise<{ KINDS: readonly KindRules[] }>;
}

export const SHELVES: readonly Shelf[] = [
  {
    kinds: [
      '/Pod',
      '/PodTemplate',
      '/ReplicationController',
      'apps/DaemonSet',
      'apps/Deployment',
      'apps/ReplicaSet',
      'apps/StatefulSet',
      'batch/CronJob',
      'batch/Job',
    ],
    load: () => import('./shelves/pods.js'),
  },
  {
    kinds: [
      '/Endpoints',
      '/Service',
      'discovery.k8s.io/EndpointSlice',
      'networking.k8s.io/Ingress',
      'networking.k8s.io/IngressClass',
      'networking.k8s.io/NetworkPolicy',
    ],
    load: () => import('./shelves/network.js'),
  },
  {
    kinds: [
      '/LimitRange',
      '/Namespace',
      '/ResourceQuota',
      '/Secret',
      '/ServiceAccount',
      'autoscaling/HorizontalPodAutoscaler',
      'policy/PodDisruptionBudget',
      'rbac.authorization.k8s.io/ClusterRole',
      'rbac.authorization.k8s.io/ClusterRoleBinding',
      'rbac.authorization.k8s.io/Role',
      'rbac.authorization.k8s.io/RoleBinding',
      'scheduling.k8s.io/PriorityClass',
    ],
    load: () => import('./shelves/plain.js'),
  },
  {
    kinds: [
      '/PersistentVolume',
      '/PersistentVolumeClaim',
      'storage.k8s.io/CSIDriver',
      'storage.k8s.io/CSINode',
      'storage.k8s.io/CSIStorageCapacity',
      'storage.k8s.io/StorageClass',
      'storage.k8s.io/VolumeAttachment',
      'storage.k8s.io/VolumeAttributesClass',
    ],
    load: () => import('./shelves/storage.js'),
  },
  {
    kinds: [
      '/Event',
      '/Node',
      'admissionregistration.k8s.io/MutatingAdmissionPolicy',
      'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding',
      'admissionregistration.k8s.io/MutatingWebhookConfiguration',
      'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
      'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
      'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
      'apiextensions.k8s.io/CustomResourceDefinition',
      'apiregistration.k8s.io/APIService',
      'apps/ControllerRevision',
      'certificates.k8s.io/CertificateSigningRequest',
      'coordination.k8s.io/Lease',
      'events.k8s.io/Event',
      'flowcontrol.apiserver.k8s.io/FlowSchema',
      'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration',
      'networking.k8s.io/IPAddress',
      'networking.k8s.io/ServiceCIDR',
      'node.k8s.io/RuntimeClass',
      'resource.k8s.io/DeviceClass',
      'resource.k8s.io/ResourceClaim',
      'resource.k8s.io/ResourceClaimTemplate',
      'resource.k8s.io/ResourceSlice',
    ],
    load: () => import('./shelves/extensions.js'),
  },
];

const SHELF_OF = new Map(SHELVES.flatMap((shelf) => shelf.kinds.map((key) => [key, shelf] as const)));

/** What was loaded. ConfigMaps are always at hand: the metadata of custom resources is held to what theirs is. */
const loaded = new Map([[keyOf(configMap), configMap]]);

/** Makes kinds known; those that are known already stay as they are. */
export function addKinds(kinds: readonly KindRules[]): void {
  for (const rules of kinds) loaded.set(keyOf(rules), rules);
}

/** Loads the rules of the kinds of all `objects`; what is no object of a known kind is passed over. */
export async function loadKinds(objects: readonly (JsonValue | undefined)[]): Promise<void> {
  const needed = new Set(objects.map(shelfOf).filter((shelf) => shelf !== undefined));
  for (const { KINDS } of await Promise.all([...needed].map((shelf) => shelf.load()))) addKinds(KINDS);
}

/** The rules of a kind, whatever its version; undefined for kinds that have none here. It is an error not to have loaded them. */
export function kindRules(group: string, kind: string): KindRules | undefined {
  const key = `${group}/${kind}`;
  const rules = loaded.get(key);
  if (!rules && SHELF_OF.has(key)) {
    throw new Error(`the rules of ${key} are asked for before they are loaded: loadKinds, or import all.js`);
  }
  return rules;
}

function keyOf({ group, kind }: KindRules): string {
  return `${group}/${kind}`;
}

function shelfOf(object: JsonValue | undefined): Shelf | undefined {
  if (!isObject(object)) return undefined;
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  const key = `${groupOf(apiVersion)}/${kind}`;
  return SHELF_OF.get(MOVED[key] ?? key);
}

/** Kinds that went to another group: old manifests are checked by the rules of where they are now. */
const MOVED: Readonly<Record<string, string>> = {
  'extensions/DaemonSet': 'apps/DaemonSet',
  'extensions/Deployment': 'apps/Deployment',
  'extensions/Ingress': 'networking.k8s.io/Ingress',
  'extensions/NetworkPolicy': 'networking.k8s.io/NetworkPolicy',
  'extensions/ReplicaSet': 'apps/ReplicaSet',
};
