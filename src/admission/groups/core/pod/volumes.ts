/** The volumes of pods. */

import { dns1123LabelErrors, dns1123SubdomainErrors } from '../../../../api/names.js';
import { wording } from '../../../../api/wording.js';
import { type At, FieldErrors } from '../../../field-errors.js';
import {
  ensure,
  fieldNames,
  get,
  int,
  intPtr,
  list,
  make,
  type Obj,
  obj,
  ptr,
  set,
  setDefault,
  setZero,
  str,
} from '../../../fields.js';
import { validateDescendingPath } from '../../../shared/paths.js';
import type { PodSpec, Volume } from '../../../shared/structs.js';
import { validateTemplateMeta } from '../../../shared/template-meta.js';
import type { Struct } from '../../../typed.js';
import { defaultClaimSpec, validateClaimSpec } from '../persistentvolumeclaim/spec.js';
import { defaultFieldRef } from './env.js';
import { pullPolicy, validatePullPolicy } from './images.js';
import { defaultVolumeSource } from './shared-sources.js';
import { validateDownwardItems, validateKeyToPaths, validateMode } from './volume-files.js';
import { POD_SOURCES } from './volume-sources.js';

const MODE = 420;

const ORDER = [
  'emptyDir',
  'hostPath',
  'gitRepo',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'secret',
  'nfs',
  'iscsi',
  'glusterfs',
  'flocker',
  'persistentVolumeClaim',
  'rbd',
  'cinder',
  'cephfs',
  'quobyte',
  'downwardAPI',
  'fc',
  'flexVolume',
  'configMap',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'storageos',
  'projected',
  'scaleIO',
  'csi',
  'ephemeral',
  'image',
] as const;

/** Where the server writes another name than the field's. */
const RULES_PLACE: Readonly<Record<string, string>> = { gcePersistentDisk: 'persistentDisk' };
const EXTRA_PLACE: Readonly<Record<string, string>> = { cephfs: 'cephFS', downwardAPI: 'downwarAPI' };
const ONE_ONLY = 'may not specify more than 1 volume type';
const ONE_PER_SOURCE = wording(`${ONE_ONLY} per source`, { '1.30': ONE_ONLY });

export interface PodContext {
  /** The pod's name; undefined for templates. */
  podName?: string;
  isPod: boolean;
}

export function defaultVolume(volume: Volume): void {
  if (!fieldNames(volume).some((key) => key !== 'name' && get(volume, key) !== undefined)) {
    set(volume, 'emptyDir', make());
  }
  const image = ptr(volume, 'image');
  if (image) setZero(image, 'pullPolicy', pullPolicy(str(image, 'reference')));
  defaultVolumeSource(volume);
  for (const name of ['secret', 'configMap', 'downwardAPI', 'projected'] as const) {
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

function defaultItems(
  source: Struct<'core.v1.DownwardAPIProjection' | 'core.v1.DownwardAPIVolumeSource'> | undefined,
): void {
  for (const item of list(source, 'items')) defaultFieldRef(ptr(item, 'fieldRef'));
}

/** Checks the volumes; returns the good ones by name, which are those that mounts can use. */
export function validateVolumes(
  spec: PodSpec,
  place: At,
  context: PodContext,
  errors: FieldErrors,
): Map<string, Volume> {
  const good = new Map<string, Volume>();
  const volumes = list(spec, 'volumes');
  volumes.forEach((volume, index) => {
    const at = place.index(index);
    const own = new FieldErrors(errors.version, errors.gates);
    validateSource(volume, at, context, own);
    const name = str(volume, 'name');
    if (name === '') own.required(at.child('name'));
    else {
      const bad = dns1123LabelErrors(name);
      own.invalids(at.child('name'), name, bad);
      if (bad.length === 0 && good.has(name)) own.duplicate(at.child('name'), name);
    }
    errors.takeOver(own.list);
    if (own.count === 0) good.set(name, volume);
  });
  validateEphemeralClaims(volumes, place, context, errors);
  return good;
}

/** A claim that an ephemeral volume makes may not be used by its name as well. */
function validateEphemeralClaims(
  volumes: readonly Volume[],
  place: At,
  { podName }: PodContext,
  errors: FieldErrors,
): void {
  if (!podName) return;
  const made = new Set(
    volumes.filter((one) => ptr(one, 'ephemeral')).map((one) => `${podName}-${str(one, 'name')}`),
  );
  volumes.forEach((volume, index) => {
    const claim = str(obj(volume, 'persistentVolumeClaim'), 'claimName');
    if (ptr(volume, 'persistentVolumeClaim') && made.has(claim)) {
      errors.invalid(
        place.index(index).child('persistentVolumeClaim', 'claimName'),
        claim,
        'must not reference a PVC that gets created for an ephemeral volume',
      );
    }
  });
}

function validateSource(volume: Volume, place: At, context: PodContext, errors: FieldErrors): void {
  let found = 0;
  for (const kind of ORDER) {
    if (!ptr(volume, kind)) continue;
    found += 1;
    if (found > 1) {
      errors.forbidden(place.child(EXTRA_PLACE[kind] ?? kind), ONE_ONLY);
      continue;
    }
    const at = place.child(RULES_PLACE[kind] ?? kind);
    if (kind === 'projected') validateProjected(obj(volume, kind), at, errors);
    else if (kind === 'ephemeral') validateEphemeral(volume, place, context, errors);
    else if (kind === 'image') validateImage(obj(volume, kind), at, context, errors);
    else {
      // Of the kind that its rule is for, which the compiler does not follow through a loop.
      const source: Obj = obj(volume, kind);
      POD_SOURCES[kind](source, at, errors, { name: str(volume, 'name'), namePlace: place.child('name') });
    }
  }
  if (found === 0) errors.required(place, 'must specify a volume type');
}

function validateImage(
  source: Struct<'core.v1.ImageVolumeSource'>,
  place: At,
  { isPod }: PodContext,
  errors: FieldErrors,
): void {
  if (isPod && str(source, 'reference') === '') errors.required(place.child('reference'));
  validatePullPolicy(str(source, 'pullPolicy'), place.child('pullPolicy'), errors);
}

function validateEphemeral(volume: Volume, place: At, { podName }: PodContext, errors: FieldErrors): void {
  const at = place.child('ephemeral', 'volumeClaimTemplate');
  const template = ptr(ptr(volume, 'ephemeral'), 'volumeClaimTemplate');
  if (!template) errors.required(at);
  else {
    validateTemplateMeta(obj(template, 'metadata'), at.child('metadata'), errors);
    validateClaimSpec(obj(template, 'spec'), at.child('spec'), errors);
  }
  if (podName) {
    const claim = `${podName}-${str(volume, 'name')}`;
    for (const text of dns1123SubdomainErrors(claim)) {
      errors.invalid(place.child('name'), str(volume, 'name'), `PVC name "${claim}": ${text}`);
    }
  }
}

function validateProjected(
  source: Struct<'core.v1.ProjectedVolumeSource'>,
  place: At,
  errors: FieldErrors,
): void {
  validateMode(intPtr(source, 'defaultMode'), place.child('defaultMode'), errors);
  const taken = new Set<string>();
  const claim = (path: string, shown: string): void => {
    if (path === '') return;
    if (taken.has(path)) errors.invalid(place, shown, 'conflicting duplicate paths');
    else taken.add(path);
  };
  list(source, 'sources').forEach((one, index) => {
    const at = place.child('sources').index(index);
    let found = 0;
    for (const kind of [
      'secret',
      'configMap',
      'downwardAPI',
      'serviceAccountToken',
      'clusterTrustBundle',
      'podCertificate',
    ] as const) {
      if (!ptr(one, kind)) continue;
      found += 1;
      if (kind === 'secret' || kind === 'configMap') {
        const inner = obj(one, kind);
        const name = str(inner, 'name');
        if (name === '') errors.required(at.child(kind, 'name'));
        validateKeyToPaths(inner, at.child(kind), errors);
        for (const item of list(inner, 'items')) claim(str(item, 'path'), name);
      } else if (kind === 'downwardAPI') {
        const inner = obj(one, kind);
        validateDownwardItems(inner, at.child(kind), errors);
        for (const item of list(inner, 'items')) claim(str(item, 'path'), str(item, 'path'));
      } else if (kind === 'serviceAccountToken') {
        validateToken(obj(one, kind), at.child(kind), place, errors);
      }
    }
    if (found > 1) errors.forbidden(at, ONE_PER_SOURCE);
  });
}

function validateToken(
  token: Struct<'core.v1.ServiceAccountTokenProjection'>,
  place: At,
  projected: At,
  errors: FieldErrors,
): void {
  const seconds = int(token, 'expirationSeconds');
  const at = place.child('expirationSeconds');
  if (seconds < 600) errors.invalid(at, seconds, 'may not specify a duration less than 10 minutes');
  if (seconds > 4294967296)
    errors.invalid(at, seconds, 'may not specify a duration larger than 2^32 seconds');
  const path = str(token, 'path');
  if (path === '') errors.required(projected.child('path'));
  else validateLocalPath(path, projected.child('path'), errors);
}

/** A clean relative path, which leads nowhere above. */
function validateLocalPath(path: string, place: At, errors: FieldErrors): void {
  validateDescendingPath(path, place, errors);
  if (path.startsWith('..') && !path.startsWith('../'))
    errors.invalid(place, path, "must not start with '..'");
}
