/** Fields of Jobs that were there before their feature was on by default: until then the server dropped them without a word. */
import { isBefore, type KubernetesVersion } from '../../../../api/version.js';
import { drop, list, ptr, set, str } from '../../../fields.js';
import type { Struct } from '../../../typed.js';

/** Since this minor indexes fail by themselves, and it is said when pods are replaced. */
export const BY_INDEX_SINCE: KubernetesVersion = '1.29';
const SUCCESS_SINCE: KubernetesVersion = '1.31';
const MANAGED_BY_SINCE: KubernetesVersion = '1.32';
const SCHEDULING_OFF = 'scheduling';

/** Takes away what the minor does not keep yet. */
export function dropJobFields(spec: Struct<'batch.v1.JobSpec'>, version: KubernetesVersion): void {
  drop(spec, SCHEDULING_OFF);
  if (isBefore(version, MANAGED_BY_SINCE)) drop(spec, 'managedBy');
  if (isBefore(version, SUCCESS_SINCE)) drop(spec, 'successPolicy');
  if (!isBefore(version, BY_INDEX_SINCE)) return;
  for (const name of ['backoffLimitPerIndex', 'maxFailedIndexes', 'podReplacementPolicy'] as const) {
    drop(spec, name);
  }
  const policy = ptr(spec, 'podFailurePolicy');
  if (!policy) return;
  const rules = list(policy, 'rules');
  const kept = rules.filter((rule) => str(rule, 'action') !== 'FailIndex');
  if (kept.length < rules.length) set(policy, 'rules', kept);
}
