/** Rules that came with a later minor. Where only some minors were looked at, the earliest of those that have a rule. */

import { compareVersions, type KubernetesVersion } from '../../api/version.js';
import { get, type Obj } from '../fields.js';

/** The minor that brought volume attributes classes for good; before it the field that names one was dropped. */
const ATTRIBUTES_SINCE: KubernetesVersion = '1.34';

/** Takes the name of a volume attributes class out of a volume's or claim's spec that may not have it yet. */
export function dropAttributesClass(spec: Obj, old: Obj | undefined, version: KubernetesVersion): void {
  if (!isBefore(version, ATTRIBUTES_SINCE)) return;
  if (get(old, 'volumeAttributesClassName') === undefined) delete spec['volumeAttributesClassName'];
}

/** Whether a version is older than the minor that brought something. */
export function isBefore(version: KubernetesVersion, minor: KubernetesVersion): boolean {
  return compareVersions(version, minor) < 0;
}
