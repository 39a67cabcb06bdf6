import { refOf } from '../../api/object-key.js';
import { evict } from '../../kubectl/evict.js';
import { USER } from '../live-client.js';
import type { ActionOf, Outcome } from './action.js';
import { kubectl, type Setting } from './setting.js';

/** Somebody asks for a pod to go; that a disruption budget says no is a step. */
export function evictPod(setting: Setting, { key }: ActionOf<'evict'>): Outcome {
  const outcome = kubectl(setting, (client) => evict(client, key));
  const { cluster, trace } = setting.world;
  const pod = cluster.get('Pod', key);
  if (!outcome.refusal || !pod) return outcome;
  return { ...outcome, step: trace.tell({ actor: USER }, 'refuse', refOf(pod), outcome.refusal.message) };
}
