/** Fields of new pods whose features are off in every minor that has them (1.37): the server drops them without a word. */
import { drop, list, ptr } from '../../../fields.js';
import type { Container, PodSpec, Volume } from '../../../shared/structs.js';
import { CONTAINER_LISTS } from './containers.js';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const HOOKS = ['postStart', 'preStop'] as const;

/** Takes them away. */
export function dropAlphaFields(spec: PodSpec): void {
  drop(spec, 'evictionResponders');
  for (const which of CONTAINER_LISTS) list(spec, which).forEach(dropOfContainer);
  list(spec, 'volumes').forEach(dropOfVolume);
}

function dropOfContainer(container: Container): void {
  for (const mount of list(container, 'volumeMounts')) drop(mount, 'bindMountOptions');
  for (const probe of PROBES) {
    drop(ptr(ptr(container, probe), 'httpGet'), 'protocol');
    drop(ptr(ptr(container, probe), 'grpc'), 'mode');
  }
  for (const hook of HOOKS) drop(ptr(ptr(ptr(container, 'lifecycle'), hook), 'httpGet'), 'protocol');
}

function dropOfVolume(volume: Volume): void {
  drop(ptr(volume, 'emptyDir'), 'mode');
  const downward = ptr(volume, 'downwardAPI');
  for (const source of ['configMap', 'secret'] as const) {
    drop(ptr(volume, source), 'defaultUser');
    for (const item of list(ptr(volume, source), 'items')) drop(item, 'user');
  }
  drop(downward, 'defaultUser');
  for (const item of list(downward, 'items')) drop(item, 'user');
  const projected = ptr(volume, 'projected');
  drop(projected, 'defaultUser');
  for (const one of list(projected, 'sources')) {
    for (const source of ['configMap', 'secret', 'downwardAPI'] as const) {
      for (const item of list(ptr(one, source), 'items')) drop(item, 'user');
    }
    drop(ptr(one, 'serviceAccountToken'), 'user');
  }
}
