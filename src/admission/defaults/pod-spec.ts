/** What pods and pod templates get where the manifest is silent (pkg/apis/core/v1/defaults.go). */
import { imageTag } from '../../api/image.js';
import { roundToMilli } from '../../api/quantity.js';
import type { KubernetesVersion } from '../../api/version.js';
import {
  bool,
  ensure,
  get,
  int,
  isEmpty,
  list,
  make,
  type Obj,
  obj,
  ptr,
  setDefault,
  setZero,
  str,
} from '../fields.js';
import { dropFieldsOfLater } from '../versions/pod-fields.js';

const MODE = 420;
const CONTAINERS = ['initContainers', 'containers', 'ephemeralContainers'] as const;
const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/** Rounds the amounts of a resource list up to thousandths. */
export function roundResources(holder: Obj | undefined, ...names: string[]): void {
  for (const name of names) {
    const amounts = ptr(holder, name);
    if (!amounts) continue;
    for (const resource of Object.keys(amounts))
      amounts[resource] = roundToMilli(str(amounts, resource) || '0');
  }
}

/** `Always` for an image that may change under its name, `IfNotPresent` for one with a tag or digest. */
export function pullPolicy(image: string): string {
  return imageTag(image) === 'latest' ? 'Always' : 'IfNotPresent';
}

/** The defaults that a pod and a template share. */
export function defaultPodSpec(spec: Obj): void {
  setZero(spec, 'dnsPolicy', 'ClusterFirst');
  setZero(spec, 'restartPolicy', 'Always');
  ensure(spec, 'securityContext');
  setDefault(spec, 'terminationGracePeriodSeconds', 30);
  setZero(spec, 'schedulerName', 'default-scheduler');
  for (const volume of list(spec, 'volumes')) defaultVolume(volume);
  for (const name of CONTAINERS) for (const container of list(spec, name)) defaultContainer(container);
  roundResources(spec, 'overhead');
  roundResources(ptr(spec, 'resources'), 'limits', 'requests');
}

function defaultVolume(volume: Obj): void {
  if (!Object.keys(volume).some((key) => key !== 'name' && get(volume, key) !== undefined)) {
    volume['emptyDir'] = make();
  }
  const image = ptr(volume, 'image');
  if (image) setZero(image, 'pullPolicy', pullPolicy(str(image, 'reference')));
  defaultVolumeSource(volume);
  for (const name of ['secret', 'configMap', 'downwardAPI', 'projected']) {
    const source = ptr(volume, name);
    if (source) setDefault(source, 'defaultMode', MODE);
  }
  defaultItems(ptr(volume, 'downwardAPI'));
  for (const source of list(ptr(volume, 'projected'), 'sources')) {
    defaultItems(ptr(source, 'downwardAPI'));
    const token = ptr(source, 'serviceAccountToken');
    if (token) setDefault(token, 'expirationSeconds', 3600);
  }
  const claim = ptr(ptr(volume, 'ephemeral'), 'volumeClaimTemplate');
  if (claim) defaultClaimSpec(ensure(claim, 'spec'));
}

/** The defaults of sources that persistent volumes have too. */
export function defaultVolumeSource(source: Obj): void {
  const hostPath = ptr(source, 'hostPath');
  if (hostPath) setDefault(hostPath, 'type', '');
  const iscsi = ptr(source, 'iscsi');
  if (iscsi) setZero(iscsi, 'iscsiInterface', 'default');
  const rbd = ptr(source, 'rbd');
  if (rbd) {
    setZero(rbd, 'pool', 'rbd');
    setZero(rbd, 'user', 'admin');
    setZero(rbd, 'keyring', '/etc/ceph/keyring');
  }
  const azureDisk = ptr(source, 'azureDisk');
  if (azureDisk) {
    setDefault(azureDisk, 'cachingMode', 'ReadWrite');
    setDefault(azureDisk, 'kind', 'Shared');
    setDefault(azureDisk, 'fsType', 'ext4');
    setDefault(azureDisk, 'readOnly', false);
  }
  const scaleIO = ptr(source, 'scaleIO');
  if (scaleIO) {
    setZero(scaleIO, 'storageMode', 'ThinProvisioned');
    setZero(scaleIO, 'fsType', 'xfs');
  }
}

/** The defaults of a claim's spec, wherever it stands. */
export function defaultClaimSpec(spec: Obj): void {
  setDefault(spec, 'volumeMode', 'Filesystem');
  roundResources(ptr(spec, 'resources'), 'limits', 'requests');
}

function defaultItems(source: Obj | undefined): void {
  for (const item of list(source, 'items')) defaultFieldRef(ptr(item, 'fieldRef'));
}

function defaultFieldRef(fieldRef: Obj | undefined): void {
  if (fieldRef) setZero(fieldRef, 'apiVersion', 'v1');
}

function defaultContainer(container: Obj): void {
  setZero(container, 'imagePullPolicy', pullPolicy(str(container, 'image')));
  setZero(container, 'terminationMessagePath', '/dev/termination-log');
  setZero(container, 'terminationMessagePolicy', 'File');
  for (const port of list(container, 'ports')) setZero(port, 'protocol', 'TCP');
  for (const variable of list(container, 'env')) {
    const from = ptr(variable, 'valueFrom');
    defaultFieldRef(ptr(from, 'fieldRef'));
    const fileKeyRef = ptr(from, 'fileKeyRef');
    if (fileKeyRef) setDefault(fileKeyRef, 'optional', false);
  }
  roundResources(ptr(container, 'resources'), 'limits', 'requests');
  for (const name of PROBES) defaultProbe(ptr(container, name));
  const lifecycle = ptr(container, 'lifecycle');
  defaultHandler(ptr(lifecycle, 'postStart'));
  defaultHandler(ptr(lifecycle, 'preStop'));
}

function defaultProbe(probe: Obj | undefined): void {
  if (!probe) return;
  setZero(probe, 'timeoutSeconds', 1);
  setZero(probe, 'periodSeconds', 10);
  setZero(probe, 'successThreshold', 1);
  setZero(probe, 'failureThreshold', 3);
  defaultHandler(probe);
  const grpc = ptr(probe, 'grpc');
  if (grpc) setDefault(grpc, 'service', '');
}

function defaultHandler(handler: Obj | undefined): void {
  const httpGet = ptr(handler, 'httpGet');
  if (!httpGet) return;
  setZero(httpGet, 'path', '/');
  setZero(httpGet, 'scheme', 'HTTP');
}

/** The defaults of the template of a workload: `template` is the PodTemplateSpec. */
export function defaultTemplate(template: Obj): void {
  defaultPodSpec(ensure(template, 'spec'));
  convertPodSpec(ensure(template, 'spec'));
}

/** What the way through the internal types leaves behind: both names of the service account. */
export function convertPodSpec(spec: Obj): void {
  const name = str(spec, 'serviceAccountName') || str(spec, 'serviceAccount');
  if (name === '') return;
  spec['serviceAccountName'] = name;
  spec['serviceAccount'] = name;
}

/** Drops fields of features that are off; `old` keeps those that it used already. */
export function dropDisabledPodFields(spec: Obj, old: Obj | undefined, version: KubernetesVersion): void {
  dropFieldsOfLater(version, spec);
  const uses = (from: Obj | undefined, found: (container: Obj) => boolean): boolean =>
    CONTAINERS.some((name) => list(from, name).some(found));
  const stops = (container: Obj): boolean => get(ptr(container, 'lifecycle'), 'stopSignal') !== undefined;
  if (!uses(old, stops)) {
    for (const name of CONTAINERS) {
      for (const container of list(spec, name)) {
        const lifecycle = ptr(container, 'lifecycle');
        if (!lifecycle || !stops(container)) continue;
        delete lifecycle['stopSignal'];
        if (Object.keys(lifecycle).length === 0) delete container['lifecycle'];
      }
    }
  }
  for (const source of ['clusterTrustBundle', 'podCertificate']) {
    const projects = (from: Obj | undefined): boolean =>
      list(from, 'volumes').some((volume) =>
        list(ptr(volume, 'projected'), 'sources').some((one) => ptr(one, source) !== undefined),
      );
    if (projects(old)) continue;
    for (const volume of list(spec, 'volumes')) {
      for (const one of list(ptr(volume, 'projected'), 'sources')) delete one[source];
    }
  }
  if (get(old, 'schedulingGroup') === undefined) delete spec['schedulingGroup'];
  if (get(old, 'workloadRef') === undefined) delete spec['workloadRef'];
}

/** The defaults that only pods get, before those of their spec. */
export function defaultPod(pod: Obj): void {
  const spec = ensure(pod, 'spec');
  for (const name of ['containers', 'initContainers']) {
    for (const container of list(spec, name)) {
      const resources = ptr(container, 'resources');
      const limits = ptr(resources, 'limits');
      if (!resources || !limits) continue;
      const requests = ensure(resources, 'requests');
      for (const resource of Object.keys(limits)) setDefault(requests, resource, limits[resource] ?? '0');
    }
  }
  setDefault(spec, 'enableServiceLinks', true);
  if (bool(spec, 'hostNetwork')) {
    for (const name of ['containers', 'initContainers']) {
      for (const container of list(spec, name)) {
        for (const port of list(container, 'ports')) {
          if (int(port, 'hostPort') === 0 && int(port, 'containerPort') !== 0) {
            port['hostPort'] = int(port, 'containerPort');
          }
        }
      }
    }
  }
}

/** True where the spec says anything about resources of the whole pod. */
export function hasPodResources(spec: Obj): boolean {
  const resources = obj(spec, 'resources');
  return !isEmpty(resources, 'limits') || !isEmpty(resources, 'requests');
}
