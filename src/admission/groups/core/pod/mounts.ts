/** Where containers see volumes, as folders and as devices. */

import { type At, type FieldErrors, json } from '../../../field-errors.js';
import { bool, get, list, obj, ptr, str } from '../../../fields.js';
import { validateDescendingPath } from '../../../shared/paths.js';
import type { Container, Volume } from '../../../shared/structs.js';
import type { Struct } from '../../../typed.js';

type Mount = Struct<'core.v1.VolumeMount'>;

export function validateMounts(
  container: Container,
  place: At,
  volumes: ReadonlyMap<string, Volume>,
  errors: FieldErrors,
): void {
  const devices = list(container, 'volumeDevices');
  const deviceNames = new Set(devices.map((device) => str(device, 'name')));
  const devicePaths = new Set(devices.map((device) => str(device, 'devicePath')));
  const paths = new Set<string>();
  list(container, 'volumeMounts').forEach((mount, index) => {
    const at = place.index(index);
    const [name, path] = [str(mount, 'name'), str(mount, 'mountPath')];
    if (name === '') errors.required(at.child('name'));
    if (!volumes.has(name)) errors.notFound(at.child('name'), name);
    if (path === '') errors.required(at.child('mountPath'));
    if (paths.has(path)) errors.invalid(at.child('mountPath'), path, 'must be unique');
    paths.add(path);
    if (deviceNames.has(name))
      errors.invalid(at.child('name'), name, 'must not already exist in volumeDevices');
    if (devicePaths.has(path)) {
      errors.invalid(at.child('mountPath'), path, 'must not already exist as a path in volumeDevices');
    }
    const [sub, expression] = [str(mount, 'subPath'), str(mount, 'subPathExpr')];
    if (sub !== '') validateDescendingPath(sub, place.child('subPath'), errors);
    if (expression !== '') {
      if (sub !== '')
        errors.invalid(at.child('subPathExpr'), expression, 'subPathExpr and subPath are mutually exclusive');
      validateDescendingPath(expression, place.child('subPathExpr'), errors);
    }
    validatePropagation(mount, bool(obj(container, 'securityContext'), 'privileged'), place, errors);
    validateRecursiveReadOnly(mount, place, errors);
  });
}

function validatePropagation(mount: Mount, privileged: boolean, place: At, errors: FieldErrors): void {
  const propagation = get(mount, 'mountPropagation');
  if (typeof propagation !== 'string') return;
  const at = place.child('mountPropagation');
  if (!['Bidirectional', 'HostToContainer', 'None'].includes(propagation)) {
    errors.unsupported(at, json(propagation), ['Bidirectional', 'HostToContainer', 'None']);
  }
  if (propagation === 'Bidirectional' && !privileged) {
    errors.forbidden(at, 'Bidirectional mount propagation is available only to privileged containers');
  }
}

function validateRecursiveReadOnly(mount: Mount, place: At, errors: FieldErrors): void {
  const mode = get(mount, 'recursiveReadOnly');
  if (typeof mode !== 'string') return;
  const at = place.child('recursiveReadOnly');
  if (mode === 'Disabled') return;
  if (mode !== 'Enabled' && mode !== 'IfPossible') {
    errors.unsupported(at, json(mode), ['Disabled', 'Enabled', 'IfPossible']);
    return;
  }
  if (!bool(mount, 'readOnly')) errors.forbidden(at, 'may only be specified when readOnly is true');
  const propagation = get(mount, 'mountPropagation');
  if (propagation !== undefined && propagation !== 'None') {
    errors.forbidden(at, 'may only be specified when mountPropagation is None or not specified');
  }
}

export function validateVolumeDevices(
  container: Container,
  place: At,
  volumes: ReadonlyMap<string, Volume>,
  errors: FieldErrors,
): void {
  const mounts = list(container, 'volumeMounts');
  const mountNames = new Set(mounts.map((mount) => str(mount, 'name')));
  const mountPaths = new Set(mounts.map((mount) => str(mount, 'mountPath')));
  const [names, paths] = [new Set<string>(), new Set<string>()];
  list(container, 'volumeDevices').forEach((device, index) => {
    const at = place.index(index);
    const [name, path] = [str(device, 'name'), str(device, 'devicePath')];
    if (name === '') errors.required(at.child('name'));
    if (names.has(name)) errors.invalid(at.child('name'), name, 'must be unique');
    const volume = volumes.get(name);
    if (volume && !ptr(volume, 'persistentVolumeClaim') && !ptr(volume, 'ephemeral')) {
      errors.invalid(
        at.child('name'),
        name,
        'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode',
      );
    }
    if (!volume) errors.notFound(at.child('name'), name);
    if (path === '') errors.required(at.child('devicePath'));
    if (paths.has(path)) errors.invalid(at.child('devicePath'), path, 'must be unique');
    if (path !== '' && path.split('/').includes('..')) {
      errors.invalid(at.child('devicePath'), path, "can not contain backsteps ('..')");
    } else paths.add(path);
    if (mountNames.has(name))
      errors.invalid(at.child('name'), name, 'must not already exist in volumeMounts');
    if (mountPaths.has(path))
      errors.invalid(at.child('devicePath'), path, 'must not already exist as a path in volumeMounts');
    if (name !== '') names.add(name);
  });
}
