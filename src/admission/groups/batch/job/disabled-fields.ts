/** Fields of Jobs of features that may be off: the server drops them without a word. */
import { isOn, type Release } from '../../../../api/gates.js';
import { drop, list, ptr, set, str } from '../../../fields.js';
import type { Struct } from '../../../typed.js';

const SCHEDULING_OFF = 'scheduling';

/** Takes away what the release does not keep. */
export function dropJobFields(spec: Struct<'batch.v1.JobSpec'>, release: Release): void {
  drop(spec, SCHEDULING_OFF);
  if (!isOn('JobManagedBy', release)) drop(spec, 'managedBy');
  if (!isOn('JobSuccessPolicy', release)) drop(spec, 'successPolicy');
  if (!isOn('JobPodReplacementPolicy', release)) drop(spec, 'podReplacementPolicy');
  if (isOn('JobBackoffLimitPerIndex', release)) return;
  for (const name of ['backoffLimitPerIndex', 'maxFailedIndexes'] as const) drop(spec, name);
  const policy = ptr(spec, 'podFailurePolicy');
  if (!policy) return;
  const rules = list(policy, 'rules');
  const kept = rules.filter((rule) => str(rule, 'action') !== 'FailIndex');
  if (kept.length < rules.length) set(policy, 'rules', kept);
}
