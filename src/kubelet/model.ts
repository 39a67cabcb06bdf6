import type { Assumption } from './assumption.js';
import type { IsOutside } from './configuration.js';
import { NOTHING_SEEN, type Observed } from './observed.js';

/** How nodes and images behave, as far as nothing in the manifests tells it: `behaviourOf` says what comes of it for a container. */
export interface KubeletModel {
  /** Seconds to pull an image that the node does not have yet. */
  pullSeconds: number;
  /** Seconds from a pulled image to running containers. */
  startSeconds: number;
  /** Seconds that a container takes to stop once it is asked to; never more than the pod's grace period. */
  stopSeconds: number;
  /** Seconds that a Job's containers run. Undefined: they run for ever. */
  jobSeconds: number | undefined;
  /** What is told of images, workloads and containers; where several speak of one thing, the last of them counts. */
  assumed: readonly Assumption[];
  /** What a snapshot shows of containers that do not do well. */
  observed: Observed;
  /** Of what the world does not hold: whether it is taken to be there all the same. */
  isOutside: IsOutside;
}

export const HEALTHY: KubeletModel = {
  pullSeconds: 2,
  startSeconds: 1,
  stopSeconds: 1,
  jobSeconds: 5,
  assumed: [],
  observed: NOTHING_SEEN,
  isOutside: () => true,
};
