/** The sources that a volume can have: one entry each, for pod volumes and persistent volumes alike. */

import { byteLength, dns1123LabelErrors, dns1123SubdomainErrors, rangeError } from '../../../../api/names.js';
import { quantitySign } from '../../../../api/quantity.js';
import { type At, type FieldErrors, json } from '../../../field-errors.js';
import {
  bool,
  get,
  type Int,
  int,
  intPtr,
  keys,
  list,
  type Obj,
  obj,
  ptr,
  setDefault,
  setZero,
  str,
  strings,
} from '../../../fields.js';
import { NOT_RELATIVE, validateNoBacksteps, validateNonReservedPath } from '../../../shared/paths.js';
import { VOLUME_FIELDS, validateFieldRef, validateResourceFieldRef } from './env.js';

const BAD_MODE = 'must be a number between 0 and 0777 (octal), both inclusive';
const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];
const HOST_PORTS = 'must be a host:port pair or multiple pairs separated by commas';
const IQN = /iqn\.\d{4}-\d{2}\.([A-Za-z0-9\-.]+)(:[^,;*&$|\s]+)$/;
const EUI = /^eui.[A-Za-z0-9]{16}$/;
const NAA = /^naa.[A-Za-z0-9]{32}$/;
const IQN_PREFIX = 'must be valid format starting with iqn, eui, or naa';
const FORMAT = 'must be valid format';
const MANAGED_DISK =
  '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}';
const BLOB_DISK = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';

/** What a source's rules must know beside the source. */
interface SourceContext {
  /** The volume's name, or the persistent volume's. */
  name: string;
  /** The place of the volume's name. */
  namePlace: At;
  persistent: boolean;
}

type SourceRule = (source: Obj, place: At, errors: FieldErrors, context: SourceContext) => void;

function required(source: Obj, place: At, errors: FieldErrors, ...names: string[]): void {
  for (const name of names) {
    const value = get(source, name);
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
      errors.required(place.child(name));
  }
}

function between(
  value: Int | undefined,
  low: number,
  high: number,
  place: At,
  errors: FieldErrors,
  shown = low,
): void {
  if (value !== undefined && (value < low || value > high))
    errors.invalid(place, value, rangeError(shown, high));
}

export function validateMode(source: Obj, name: string, place: At, errors: FieldErrors): void {
  const mode = intPtr(source, name);
  if (mode !== undefined && (mode < 0 || mode > 0o777)) errors.invalid(place.child(name), mode, BAD_MODE);
}

export function validateKeyToPaths(source: Obj, place: At, errors: FieldErrors): void {
  list(source, 'items').forEach((item, index) => {
    const at = place.child('items').index(index);
    if (str(item, 'key') === '') errors.required(at.child('key'));
    if (str(item, 'path') === '') errors.required(at.child('path'));
    validateNonReservedPath(str(item, 'path'), at.child('path'), errors);
    validateMode(item, 'mode', at, errors);
  });
}

export function validateDownwardItems(source: Obj, place: At, errors: FieldErrors): void {
  for (const item of list(source, 'items')) {
    const path = str(item, 'path');
    if (path === '') errors.required(place.child('path'));
    validateNonReservedPath(path, place.child('path'), errors);
    const [field, resource] = [ptr(item, 'fieldRef'), ptr(item, 'resourceFieldRef')];
    if (field) {
      validateFieldRef(field, VOLUME_FIELDS, place.child('fieldRef'), errors);
      if (resource)
        errors.invalid(
          place,
          'resource',
          'fieldRef and resourceFieldRef can not be specified simultaneously',
        );
    } else if (resource) validateResourceFieldRef(resource, true, place.child('resourceFieldRef'), errors);
    else errors.required(place, 'one of fieldRef and resourceFieldRef is required');
    validateMode(item, 'mode', place, errors);
  }
}

function secretName(source: Obj, name: string, place: At, errors: FieldErrors): void {
  const ref = ptr(source, name);
  if (ref && str(ref, 'name') === '') errors.required(place.child(name, 'name'));
}

function secretReference(source: Obj, name: string, place: At, errors: FieldErrors): void {
  const ref = ptr(source, name);
  if (ref) required(ref, place.child(name), errors, 'name', 'namespace');
}

const iscsi: SourceRule = (source, place, errors, { name, namePlace, persistent }) => {
  const initiator = get(source, 'initiatorName');
  const tooLong = typeof initiator === 'string' && `${name}:${str(source, 'targetPortal')}`.length > 64;
  required(source, place, errors, 'targetPortal');
  if (persistent && tooLong) {
    errors.invalid(
      place.child('targetportal'),
      str(source, 'targetPortal'),
      'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.',
    );
  }
  const iqn = str(source, 'iqn');
  if (iqn === '') errors.required(place.child('iqn'));
  else validateIqn(iqn, persistent, place.child('iqn'), errors);
  between(int(source, 'lun'), 0, 255, place.child('lun'), errors);
  if ((bool(source, 'chapAuthDiscovery') || bool(source, 'chapAuthSession')) && !ptr(source, 'secretRef')) {
    errors.required(place.child('secretRef'));
  }
  if (persistent) secretName(source, 'secretRef', place, errors);
  if (typeof initiator === 'string') {
    validateIqn(initiator, persistent, place.child('initiatorname'), errors);
    if (!persistent && tooLong) {
      errors.invalid(
        namePlace,
        name,
        'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.',
      );
    }
  }
};

function validateIqn(iqn: string, persistent: boolean, place: At, errors: FieldErrors): void {
  const known = ['iqn', 'eui', 'naa'].find((prefix) => iqn.startsWith(prefix));
  if (known === undefined) errors.invalid(place, iqn, persistent ? FORMAT : IQN_PREFIX);
  else {
    const pattern = known === 'iqn' ? IQN : known === 'eui' ? EUI : NAA;
    if (!pattern.test(iqn)) errors.invalid(place, iqn, FORMAT);
  }
}

const quobyte: SourceRule = (source, place, errors) => {
  const registry = str(source, 'registry');
  if (registry === '') errors.required(place.child('registry'), HOST_PORTS);
  else if (byteLength(str(source, 'tenant')) > 64) {
    errors.required(place.child('tenant'), 'must be a UUID and may not exceed a length of 64 characters');
  } else {
    for (const pair of registry.split(',')) {
      if (!/^(?:[^:[\]]*|\[[^\]]*\]):[^:]*$/.test(pair))
        errors.invalid(place.child('registry'), registry, HOST_PORTS);
    }
  }
  required(source, place, errors, 'volume');
};

const fc: SourceRule = (source, place, errors) => {
  const [names, ids] = [strings(source, 'targetWWNs'), strings(source, 'wwids')];
  if (names.length === 0 && ids.length === 0) {
    errors.required(place.child('targetWWNs'), 'must specify either targetWWNs or wwids, but not both');
  }
  if (names.length > 0 && ids.length > 0) {
    errors.invalid(
      place.child('targetWWNs'),
      json([...names]),
      'targetWWNs and wwids can not be specified simultaneously',
    );
  }
  if (names.length > 0) {
    const lun = intPtr(source, 'lun');
    if (lun === undefined) errors.required(place.child('lun'), 'lun is required if targetWWNs is specified');
    else between(lun, 0, 255, place.child('lun'), errors);
  }
};

const flexVolume: SourceRule = (source, place, errors) => {
  required(source, place, errors, 'driver');
  for (const key of keys(obj(source, 'options'))) {
    const domain = (key.split('/')[0] ?? '').toLowerCase();
    if (/(?:^|\.)(?:kubernetes\.io|k8s\.io)$/.test(domain)) {
      errors.invalid(
        place.child('options').key(key),
        key,
        'kubernetes.io and k8s.io namespaces are reserved',
      );
    }
  }
};

const azureDisk: SourceRule = (source, place, errors) => {
  required(source, place, errors, 'diskName', 'diskURI');
  const caching = get(source, 'cachingMode');
  if (typeof caching === 'string' && !['None', 'ReadOnly', 'ReadWrite'].includes(caching)) {
    errors.unsupported(place.child('cachingMode'), json(caching), ['None', 'ReadOnly', 'ReadWrite']);
  }
  const kind = get(source, 'kind');
  if (typeof kind === 'string' && !['Dedicated', 'Managed', 'Shared'].includes(kind)) {
    errors.unsupported(place.child('kind'), json(kind), ['Dedicated', 'Managed', 'Shared']);
  }
  const uri = str(source, 'diskURI');
  if (kind === 'Managed' && !uri.startsWith('/subscriptions/'))
    errors.unsupported(place.child('diskURI'), uri, [MANAGED_DISK]);
  if (kind !== 'Managed' && !uri.startsWith('https://'))
    errors.unsupported(place.child('diskURI'), uri, [BLOB_DISK]);
};

const storageos: SourceRule = (source, place, errors, { persistent }) => {
  const name = str(source, 'volumeName');
  if (name === '') errors.required(place.child('volumeName'));
  else errors.invalids(place.child('volumeName'), name, dns1123LabelErrors(name));
  const namespace = str(source, 'volumeNamespace');
  if (namespace !== '')
    errors.invalids(place.child('volumeNamespace'), namespace, dns1123LabelErrors(namespace));
  if (persistent) secretReference(source, 'secretRef', place, errors);
  else secretName(source, 'secretRef', place, errors);
};

export function validateCsiDriverName(driver: string, place: At, errors: FieldErrors): void {
  if (driver === '') {
    errors.required(place);
    return;
  }
  if (byteLength(driver) > 63) errors.tooLong(place, 63);
  errors.invalids(place, driver, dns1123SubdomainErrors(driver.toLowerCase()));
}

const csi: SourceRule = (source, place, errors, { persistent }) => {
  validateCsiDriverName(str(source, 'driver'), place.child('driver'), errors);
  if (!persistent) {
    const ref = ptr(source, 'nodePublishSecretRef');
    if (!ref) return;
    const name = str(ref, 'name');
    if (name === '') errors.required(place.child('nodePublishSecretRef', 'name'));
    else errors.invalids(place.child('name'), name, dns1123SubdomainErrors(name));
    return;
  }
  required(source, place, errors, 'volumeHandle');
  for (const which of [
    'controllerPublishSecretRef',
    'controllerExpandSecretRef',
    'nodePublishSecretRef',
    'nodeExpandSecretRef',
  ]) {
    const ref = ptr(source, which);
    if (!ref) continue;
    const at = place.child(which);
    const [name, namespace] = [str(ref, 'name'), str(ref, 'namespace')];
    if (name === '') errors.required(at.child('name'));
    else errors.invalids(at.child('name'), name, dns1123SubdomainErrors(name));
    if (namespace === '') errors.required(at.child('namespace'));
    else errors.invalids(at.child('namespace'), namespace, dns1123LabelErrors(namespace));
  }
};

const hostPath: SourceRule = (source, place, errors) => {
  const path = str(source, 'path');
  if (path === '') {
    errors.required(place.child('path'));
    return;
  }
  validateNoBacksteps(path, place.child('path'), errors);
  const type = get(source, 'type');
  if (typeof type === 'string' && !HOST_PATH_TYPES.includes(type)) {
    errors.unsupported(place.child('type'), json(type), HOST_PATH_TYPES);
  }
};

const nfs: SourceRule = (source, place, errors) => {
  required(source, place, errors, 'server', 'path');
  if (!str(source, 'path').startsWith('/'))
    errors.invalid(place.child('path'), str(source, 'path'), 'must be an absolute path');
};

const flocker: SourceRule = (source, place, errors) => {
  const [name, id] = [str(source, 'datasetName'), str(source, 'datasetUUID')];
  if (name === '' && id === '') errors.required(place, 'one of datasetName and datasetUUID is required');
  if (name !== '' && id !== '') {
    errors.invalid(place, 'resource', 'datasetName and datasetUUID can not be specified simultaneously');
  }
  if (name.includes('/')) errors.invalid(place.child('datasetName'), name, "must not contain '/'");
};

const gitRepo: SourceRule = (source, place, errors) => {
  required(source, place, errors, 'repository');
  const directory = str(source, 'directory');
  if (directory.startsWith('/')) errors.invalid(place.child('directory'), directory, NOT_RELATIVE);
  validateNoBacksteps(directory, place.child('directory'), errors);
};

const files =
  (nameField: string): SourceRule =>
  (source, place, errors) => {
    required(source, place, errors, nameField);
    validateMode(source, 'defaultMode', place, errors);
    validateKeyToPaths(source, place, errors);
  };

const fields =
  (...names: string[]): SourceRule =>
  (source, place, errors) =>
    required(source, place, errors, ...names);

const emptyDir: SourceRule = (source, place, errors) => {
  const limit = get(source, 'sizeLimit');
  if (typeof limit === 'string' && quantitySign(limit) < 0) {
    errors.forbidden(place.child('sizeLimit'), 'SizeLimit field must be a valid resource quantity');
  }
};

const disk =
  (field: string): SourceRule =>
  (source, place, errors) => {
    required(source, place, errors, field);
    between(int(source, 'partition'), 0, 255, place.child('partition'), errors, 1);
  };

const glusterfs: SourceRule = (source, place, errors, { persistent }) => {
  required(source, place, errors, 'endpoints', 'path');
  const namespace = get(source, 'endpointsNamespace');
  if (!persistent || typeof namespace !== 'string') return;
  const at = place.child('endpointsNamespace');
  if (namespace === '')
    errors.invalid(at, namespace, 'if the endpointnamespace is set, it must be a valid namespace name');
  else errors.invalids(at, namespace, dns1123LabelErrors(namespace));
};

/** The rules of each source. */
export const SOURCES: Readonly<Record<string, SourceRule>> = {
  emptyDir,
  hostPath,
  gitRepo,
  gcePersistentDisk: disk('pdName'),
  awsElasticBlockStore: disk('volumeID'),
  secret: files('secretName'),
  nfs,
  iscsi,
  glusterfs,
  flocker,
  persistentVolumeClaim: fields('claimName'),
  rbd: fields('monitors', 'image'),
  cinder(source, place, errors, { persistent }) {
    required(source, place, errors, 'volumeID');
    if (persistent) secretReference(source, 'secretRef', place, errors);
    else secretName(source, 'secretRef', place, errors);
  },
  cephfs: fields('monitors'),
  quobyte,
  downwardAPI(source, place, errors) {
    validateMode(source, 'defaultMode', place, errors);
    validateDownwardItems(source, place, errors);
  },
  fc,
  flexVolume,
  configMap: files('name'),
  azureFile(source, place, errors, { persistent }) {
    required(source, place, errors, 'secretName', 'shareName');
    if (persistent && get(source, 'secretNamespace') === '') errors.required(place.child('secretNamespace'));
  },
  vsphereVolume: fields('volumePath'),
  photonPersistentDisk: fields('pdID'),
  portworxVolume: fields('volumeID'),
  azureDisk,
  storageos,
  scaleIO: fields('gateway', 'system', 'volumeName'),
  csi,
  local(source, place, errors) {
    required(source, place, errors, 'path');
    validateNoBacksteps(str(source, 'path'), place.child('path'), errors);
  },
};

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
