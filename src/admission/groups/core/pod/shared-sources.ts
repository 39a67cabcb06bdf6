/** The sources that pods' volumes and persistent volumes have alike. */

import { byteLength, rangeError } from '../../../../api/names.js';
import { type At, type FieldErrors, json } from '../../../field-errors.js';
import {
  bool,
  get,
  type Int,
  int,
  intPtr,
  keys,
  type Obj,
  obj,
  ptr,
  setDefault,
  setZero,
  str,
  strings,
} from '../../../fields.js';
import { validateNoBacksteps } from '../../../shared/paths.js';
import type { AnyField, Struct, StructName } from '../../../typed.js';

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
/** `iqn\.\d{4}-\d{2}\.([[:alnum:]\-.]+)(:[^,;*&$|\s]+)$` in two steps, so that no text is looked through again and again. */
const IQN_END = /(?<![^,;*&$|\s])[^,;*&$|\s]+$/;
const IQN = /(?<![A-Za-z0-9\-.])(?=[A-Za-z0-9\-.]*iqn\.\d{4}-\d{2}\.[A-Za-z0-9\-.])[A-Za-z0-9\-.]+:./s;
const EUI = /^eui.[A-Za-z0-9]{16}$/;
const NAA = /^naa.[A-Za-z0-9]{32}$/;
const IQN_PREFIX = 'must be valid format starting with iqn, eui, or naa';
const FORMAT = 'must be valid format';
const MANAGED_DISK =
  '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}';
const BLOB_DISK = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';

/** What a source's rules must know of the volume that it is of. */
interface SourceContext {
  /** The volume's name, or the persistent volume's. */
  name: string;
  /** The place of the volume's name. */
  namePlace: At;
}

/** Checks a source at `place`. */
export type SourceRule<S extends Obj> = (
  source: S,
  place: At,
  errors: FieldErrors,
  context: SourceContext,
) => void;

type Secret = Struct<'core.v1.LocalObjectReference' | 'core.v1.SecretReference'>;

/** Fields that must not be empty. */
export function required<N extends StructName>(
  source: Struct<N>,
  place: At,
  errors: FieldErrors,
  ...names: AnyField<N>[]
): void {
  for (const name of names) {
    const value = get(source, name);
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
      errors.required(place.child(name));
  }
}

/** The rule of a source of which no more is asked than that some fields are not empty. */
export function fields<N extends StructName>(...names: AnyField<N>[]): SourceRule<Struct<N>> {
  return (source, place, errors) => required(source, place, errors, ...names);
}

/** A secret that is referred to must be named. */
export function validateSecretName(ref: Secret | undefined, place: At, errors: FieldErrors): void {
  if (ref && str(ref, 'name') === '') errors.required(place.child('name'));
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

type Disk = 'core.v1.AWSElasticBlockStoreVolumeSource' | 'core.v1.GCEPersistentDiskVolumeSource';

function disk<N extends Disk>(field: AnyField<N>): SourceRule<Struct<N>> {
  return (source, place, errors) => {
    required(source, place, errors, field);
    between(int<Disk>(source, 'partition'), 0, 255, place.child('partition'), errors, 1);
  };
}

/** The rule of iSCSI, which has the errors of a persistent volume in another order, at other places. */
export function iscsi(
  persistent: boolean,
): SourceRule<Struct<'core.v1.ISCSIPersistentVolumeSource' | 'core.v1.ISCSIVolumeSource'>> {
  return (source, place, errors, { name, namePlace }) => {
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
    if (persistent) validateSecretName(ptr(source, 'secretRef'), place.child('secretRef'), errors);
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
}

function validateIqn(iqn: string, persistent: boolean, place: At, errors: FieldErrors): void {
  const known = ['iqn', 'eui', 'naa'].find((prefix) => iqn.startsWith(prefix));
  if (known === undefined) errors.invalid(place, iqn, persistent ? FORMAT : IQN_PREFIX);
  else {
    const fits =
      known === 'iqn' ? IQN.test(IQN_END.exec(iqn)?.[0] ?? '') : (known === 'eui' ? EUI : NAA).test(iqn);
    if (!fits) errors.invalid(place, iqn, FORMAT);
  }
}

const quobyte: SourceRule<Struct<'core.v1.QuobyteVolumeSource'>> = (source, place, errors) => {
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

const fc: SourceRule<Struct<'core.v1.FCVolumeSource'>> = (source, place, errors) => {
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

const flexVolume: SourceRule<Struct<'core.v1.FlexPersistentVolumeSource' | 'core.v1.FlexVolumeSource'>> = (
  source,
  place,
  errors,
) => {
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

const azureDisk: SourceRule<Struct<'core.v1.AzureDiskVolumeSource'>> = (source, place, errors) => {
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

const hostPath: SourceRule<Struct<'core.v1.HostPathVolumeSource'>> = (source, place, errors) => {
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

const nfs: SourceRule<Struct<'core.v1.NFSVolumeSource'>> = (source, place, errors) => {
  required(source, place, errors, 'server', 'path');
  if (!str(source, 'path').startsWith('/'))
    errors.invalid(place.child('path'), str(source, 'path'), 'must be an absolute path');
};

const flocker: SourceRule<Struct<'core.v1.FlockerVolumeSource'>> = (source, place, errors) => {
  const [name, id] = [str(source, 'datasetName'), str(source, 'datasetUUID')];
  if (name === '' && id === '') errors.required(place, 'one of datasetName and datasetUUID is required');
  if (name !== '' && id !== '') {
    errors.invalid(place, 'resource', 'datasetName and datasetUUID can not be specified simultaneously');
  }
  if (name.includes('/')) errors.invalid(place.child('datasetName'), name, "must not contain '/'");
};

/** The rules of the sources that are the same for both. */
export const SHARED_SOURCES = {
  hostPath,
  gcePersistentDisk: disk<'core.v1.GCEPersistentDiskVolumeSource'>('pdName'),
  awsElasticBlockStore: disk<'core.v1.AWSElasticBlockStoreVolumeSource'>('volumeID'),
  nfs,
  flocker,
  rbd: fields<'core.v1.RBDPersistentVolumeSource' | 'core.v1.RBDVolumeSource'>('monitors', 'image'),
  cephfs: fields<'core.v1.CephFSPersistentVolumeSource' | 'core.v1.CephFSVolumeSource'>('monitors'),
  quobyte,
  fc,
  flexVolume,
  vsphereVolume: fields<'core.v1.VsphereVirtualDiskVolumeSource'>('volumePath'),
  photonPersistentDisk: fields<'core.v1.PhotonPersistentDiskVolumeSource'>('pdID'),
  portworxVolume: fields<'core.v1.PortworxVolumeSource'>('volumeID'),
  azureDisk,
  scaleIO: fields<'core.v1.ScaleIOPersistentVolumeSource' | 'core.v1.ScaleIOVolumeSource'>(
    'gateway',
    'system',
    'volumeName',
  ),
};

/** The defaults of sources that persistent volumes have too. */
export function defaultVolumeSource(source: Struct<'core.v1.PersistentVolumeSpec' | 'core.v1.Volume'>): void {
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
