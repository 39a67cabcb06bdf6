/** Rules that came with a later minor. Where only some minors were looked at, the earliest of those that have a rule. */
import { compareVersions, type KubernetesVersion } from '../../api/version.js';

/** Whether a version is older than the minor that brought something. */
export function isBefore(version: KubernetesVersion, minor: KubernetesVersion): boolean {
  return compareVersions(version, minor) < 0;
}
