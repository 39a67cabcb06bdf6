/** How nodes and images behave, as far as nothing in the manifests tells it. Patterns of images: see `matches`. */
export interface KubeletModel {
  /** Seconds to pull an image that the node does not have yet. */
  pullSeconds: number;
  /** Seconds from a pulled image to running containers. */
  startSeconds: number;
  /** Seconds that a container takes to stop once it is asked to; never more than the pod's grace period. */
  stopSeconds: number;
  /** Seconds that a Job's containers run. Undefined: they run for ever. */
  jobSeconds: number | undefined;
  /** Images that cannot be pulled. */
  failImages: readonly string[];
  /** Images whose readiness probe never succeeds. */
  neverReady: readonly string[];
  /** Images whose containers exit with an error. */
  crash: readonly string[];
}

export const HEALTHY: KubeletModel = {
  pullSeconds: 2,
  startSeconds: 1,
  stopSeconds: 1,
  jobSeconds: 5,
  failImages: [],
  neverReady: [],
  crash: [],
};
