/** When a kubelet tries again what it could not do (pkg/kubelet/pod_workers.go; pkg/util/goroutinemap/exponentialbackoff). */

/** So long it leaves a pod alone that it could not bring further. */
const SYNC_MS = 10_000;
/** Volumes: the first wait, twice as long each time, up to the longest. */
const FIRST_MS = 500;
const LONGEST_MS = 122_000;

/** The first time at or after `now` at which a pod is tried again that was tried first at `first` (ms since 1970). */
export function nextSync(first: number, now: number): number {
  return first + Math.ceil(Math.max(0, now - first) / SYNC_MS) * SYNC_MS;
}

/** The same of a volume that could not be set up. */
export function nextMount(first: number, now: number): number {
  let at = first;
  for (let wait = FIRST_MS; at < now && wait < LONGEST_MS; wait *= 2) at += wait;
  return at >= now ? at : at + Math.ceil((now - at) / LONGEST_MS) * LONGEST_MS;
}
