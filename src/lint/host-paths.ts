/** Volumes that are a part of a node. */
import { textOf } from '../api/json.js';
import type { Place } from './object.js';
import { containersOf, type PodAt } from './pods.js';

/** A volume that is a path of the node. */
export interface HostPath {
  /** Where the path is written. */
  at: Place;
  volume: string;
  /** Without a slash at the end, but for the root. */
  path: string;
}

/** The volumes of a pod that are paths of its node. */
export function hostPathsOf({ spec }: PodAt): HostPath[] {
  return spec.items('volumes').flatMap((volume) => {
    const at = volume.child('hostPath', 'path');
    const path = textOf(at.value).replace(/(.)\/+$/, '$1');
    return path === '' ? [] : [{ at, volume: textOf(volume.child('name').value), path }];
  });
}

/** Where the containers of a pod mount a volume without `readOnly`. */
export function writableMounts(pod: PodAt, volume: string): Place[] {
  return containersOf(pod)
    .flatMap(({ at }) => at.items('volumeMounts'))
    .filter((mount) => mount.child('name').value === volume && mount.child('readOnly').value !== true);
}
