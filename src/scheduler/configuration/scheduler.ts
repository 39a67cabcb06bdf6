/** A scheduler as it would run: what a KubeSchedulerConfiguration comes to. */
import { type FeatureGates, NO_GATES } from '../../api/gates.js';
import { type KubernetesVersion, NEWEST_VERSION } from '../../api/version.js';
import { DEFAULT_SCHEDULER_NAME, defaultProfile, type Profile } from './profile.js';

export interface Scheduler {
  readonly version: KubernetesVersion;
  /** By schedulerName. */
  readonly profiles: ReadonlyMap<string, Profile>;
}

/** The scheduler of a cluster without a configuration of its own. */
export function defaultScheduler(
  version: KubernetesVersion = NEWEST_VERSION,
  gates: FeatureGates = NO_GATES,
): Scheduler {
  return { version, profiles: new Map([[DEFAULT_SCHEDULER_NAME, defaultProfile(version, gates)]]) };
}
