import type { KubeObject } from '../../api/objects.js';
import { compareQuantities } from '../../api/quantity.js';
import { asJson } from '../../api/unstructured.js';
import type { Cluster } from '../../cluster/cluster.js';
import { bool, ensure, get, obj, set, str } from '../fields.js';
import type { AdmissionPlugin } from '../plugin.js';
import type { Struct } from '../typed.js';
import { forbid, isFor } from './refusal.js';

type Claim = Struct<'core.v1.PersistentVolumeClaim'>;
type Class = Struct<'storage.v1.StorageClass'>;

const STORAGE = 'storageclass.kubernetes.io/is-default-class';
const STORAGE_BETA = 'storageclass.beta.kubernetes.io/is-default-class';
const CLAIM_CLASS_BETA = 'volume.beta.kubernetes.io/storage-class';
const INGRESS = 'ingressclass.kubernetes.io/is-default-class';
const INGRESS_ANNOTATION = 'kubernetes.io/ingress.class';

/** The default class: of several the newest, then the first by name. */
function newest(classes: readonly KubeObject[], ...annotations: string[]): string | undefined {
  const defaults = classes.filter(({ metadata }) =>
    annotations.some((one) => metadata.annotations?.[one] === 'true'),
  );
  const at = (one: KubeObject): string => one.metadata.creationTimestamp ?? '';
  return [...defaults].sort((a, b) => (at(a) < at(b) ? 1 : at(a) > at(b) ? -1 : 0))[0]?.metadata.name;
}

/** A claim that names no class gets the newest default one. */
export function defaultStorageClass(cluster: Cluster): AdmissionPlugin {
  return {
    name: 'DefaultStorageClass',
    mutate(request) {
      if (request.operation !== 'create' || !isFor(request, '', 'PersistentVolumeClaim')) return undefined;
      const claim: Claim = request.object;
      const spec = ensure(claim, 'spec');
      const beta = get(obj(obj(claim, 'metadata'), 'annotations'), CLAIM_CLASS_BETA);
      if (get(spec, 'storageClassName') !== undefined || beta !== undefined) return undefined;
      const name = newest(cluster.list('StorageClass'), STORAGE, STORAGE_BETA);
      if (name !== undefined) set(spec, 'storageClassName', name);
      return undefined;
    },
  };
}

/** An Ingress that names no class gets the newest default one. */
export function defaultIngressClass(cluster: Cluster): AdmissionPlugin {
  return {
    name: 'DefaultIngressClass',
    mutate(request) {
      if (request.operation !== 'create' || !isFor(request, 'networking.k8s.io', 'Ingress')) return undefined;
      const ingress: Struct<'networking.v1.Ingress'> = request.object;
      const spec = ensure(ingress, 'spec');
      const annotation = get(obj(obj(ingress, 'metadata'), 'annotations'), INGRESS_ANNOTATION);
      if (get(spec, 'ingressClassName') !== undefined || annotation !== undefined) return undefined;
      const name = newest(cluster.list('IngressClass'), INGRESS);
      if (name !== undefined) set(spec, 'ingressClassName', name);
      return undefined;
    },
  };
}

function requested(claim: Claim): string {
  const storage = get(obj(obj(obj(claim, 'spec'), 'resources'), 'requests'), 'storage');
  return typeof storage === 'string' ? storage : '0';
}

/** A claim grows when it is bound and its class says that volumes can. */
export function persistentVolumeClaimResize(cluster: Cluster): AdmissionPlugin {
  return {
    name: 'PersistentVolumeClaimResize',
    validate(request) {
      const claim: Claim = request.object;
      const old: Claim | undefined = request.old;
      if (!old || !isFor(request, '', 'PersistentVolumeClaim')) return undefined;
      if (compareQuantities(requested(claim), requested(old)) <= 0) return undefined;
      if (str(obj(old, 'status'), 'phase') !== 'Bound') {
        return forbid(request, 'Only bound persistent volume claims can be expanded');
      }
      const name = str(obj(claim, 'spec'), 'storageClassName');
      const kept = name === str(obj(old, 'spec'), 'storageClassName');
      const found: Class | undefined = kept ? asJson(cluster.get('StorageClass', name)) : undefined;
      if (bool(found, 'allowVolumeExpansion')) return undefined;
      return forbid(
        request,
        'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
      );
    },
  };
}
