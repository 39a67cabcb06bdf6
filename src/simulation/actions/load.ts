/** How busy pods are from now on. */
import { withLoad } from '../../cluster/load.js';
import { loadsOf } from '../loads.js';
import type { ActionOf, Outcome } from './action.js';
import type { Setting } from './setting.js';

/** What metrics tell from now on; autoscalers look at their next sync. Refused where what it is said of is not there. */
export function setLoad({ world }: Setting, { load, namespace }: ActionOf<'load'>): Outcome {
  const loads = loadsOf(load, world.cluster, { namespace, now: world.clock.now });
  if ('error' in loads) {
    return { changed: false, refusal: { code: 0, reason: '', message: `load ${load.text}: ${loads.error}` } };
  }
  world.measure(withLoad(world.cluster.loads, loads));
  return { changed: true };
}
