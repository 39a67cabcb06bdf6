import type { KubeObject } from '../../api/objects.js';
import { compareQuantities } from '../../api/quantity.js';
import type { Cluster } from '../../cluster/cluster.js';
import { bool, ensure, get, type Obj, obj, str } from '../fields.js';
import type { AdmissionPlugin } from '../plugin.js';
import { forbid, isFor } from './refusal.js';

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
      const spec = ensure(request.object, 'spec');
      const beta = get(obj(obj(request.object, 'metadata'), 'annotations'), CLAIM_CLASS_BETA);
      if (get(spec, 'storageClassName') !== undefined || beta !== undefined) return undefined;
      const name = newest(cluster.list('StorageClass'), STORAGE, STORAGE_BETA);
      if (name !== undefined) spec['storageClassName'] = name;
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
      const spec = ensure(request.object, 'spec');
      const annotation = get(obj(obj(request.object, 'metadata'), 'annotations'), INGRESS_ANNOTATION);
      if (get(spec, 'ingressClassName') !== undefined || annotation !== undefined) return undefined;
      const name = newest(cluster.list('IngressClass'), INGRESS);
      if (name !== undefined) spec['ingressClassName'] = name;
      return undefined;
    },
  };
}

function requested(claim: Obj | undefined): string {
  const storage = get(obj(obj(obj(claim, 'spec'), 'resources'), 'requests'), 'storage');
  return typeof storage === 'string' ? storage : '0';
}

/** A claim grows when it is bound and its class says that volumes can. */
export function persistentVolumeClaimResize(cluster: Cluster): AdmissionPlugin {
  return {
    name: 'PersistentVolumeClaimResize',
    validate(request) {
      const { old, object } = request;
      if (!old || !isFor(request, '', 'PersistentVolumeClaim')) return undefined;
      if (compareQuantities(requested(object), requested(old)) <= 0) return undefined;
      if (str(obj(old, 'status'), 'phase') !== 'Bound') {
        return forbid(request, 'Only bound persistent volume claims can be expanded');
      }
      const name = (claim: Obj): string => str(obj(claim, 'spec'), 'storageClassName');
      const found = name(object) === name(old) ? cluster.get('StorageClass', name(object)) : undefined;
      if (found && bool(found as unknown as Obj, 'allowVolumeExpansion')) return undefined;
      return forbid(
        request,
        'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
      );
    },
  };
}
