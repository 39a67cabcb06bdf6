/** Volumes that are a part of a node. */

import { textOf } from '../api/json.js';
import { withoutTrailing } from '../api/text.js';
import type { Place } from './object.js';
import { containersOf, type PodAt } from './pods.js';

/** Where container runtimes listen, and the folders that they listen in. */
const SOCKET =
  /^\/(?:var\/)?run(?:\/(?:docker|containerd|crio|crio\/crio|containerd\/containerd|cri-dockerd)(?:\.sock)?)?$/;
/** What a node is made of, and what it keeps of all its pods. */
const SENSITIVE: ReadonlySet<string> = new Set([
  '/',
  '/boot',
  '/dev',
  '/etc',
  '/etc/kubernetes',
  '/lib',
  '/proc',
  '/root',
  '/sys',
  '/usr',
  '/var',
  '/var/lib',
  '/var/lib/etcd',
  '/var/lib/kubelet',
]);

/** A volume that is a path of the node. */
export interface HostPath {
  /** Where the path is written. */
  at: Place;
  volume: string;
  /** Without a slash at the end, but for the root. */
  path: string;
  /** Whether the container runtime listens there, or the node is made of it. */
  what: 'runtime' | 'node' | 'other';
}

/** The volumes of a pod that are paths of its node. */
export function hostPathsOf({ spec }: PodAt): HostPath[] {
  return spec.items('volumes').flatMap((volume) => {
    const at = volume.child('hostPath', 'path');
    const written = textOf(at.value);
    const path = written.slice(0, 1) + withoutTrailing(written.slice(1), '/');
    return path === '' ? [] : [{ at, volume: textOf(volume.child('name').value), path, what: whatIs(path) }];
  });
}

function whatIs(path: string): HostPath['what'] {
  if (SOCKET.test(path)) return 'runtime';
  return SENSITIVE.has(path) ? 'node' : 'other';
}

/** Where the containers of a pod mount a volume without `readOnly`. */
export function writableMounts(pod: PodAt, volume: string): Place[] {
  return containersOf(pod)
    .flatMap(({ at }) => at.items('volumeMounts'))
    .filter((mount) => mount.child('name').value === volume && mount.child('readOnly').value !== true);
}
