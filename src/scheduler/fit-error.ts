/** The message of a pod that fits nowhere (pkg/scheduler/framework/types.go FitError). */
import type { KubernetesVersion } from '../api/version.js';
import { inWordsOf, wording } from '../api/wording.js';
import type { Diagnosis } from './plugin.js';
import type { Status } from './status.js';

/** Up to this version a full stop came after what PostFilter says, which has one of its own. */
const STOP = wording('', { '1.29': '.' });

/** What stands after all that PostFilter says. */
export function postFilterEnd(version: KubernetesVersion): string {
  return inWordsOf(version, STOP);
}

/** `0/3 nodes are available: 1 Insufficient cpu, 2 node(s) …. POSTFILTER`. */
export function fitErrorText(
  nodes: number,
  { statuses, absent }: Diagnosis,
  preFilterMessage = '',
  postFilterMessage = '',
): string {
  let message = `0/${nodes} nodes are available:`;
  if (preFilterMessage !== '') message += ` ${preFilterMessage}.`;
  else {
    const alike = new Map<Status, number>();
    let explicit = 0;
    let last: Status | undefined;
    let run = 0;
    const close = () => {
      if (last) alike.set(last, (alike.get(last) ?? 0) + run);
      run = 0;
    };
    for (let slot = 0; slot < statuses.length; slot++) {
      const status = statuses[slot];
      if (!status) continue;
      explicit += 1;
      if (status !== last) close();
      last = status;
      run += 1;
    }
    close();
    if (explicit < nodes) alike.set(absent, (alike.get(absent) ?? 0) + nodes - explicit);
    const counts = new Map<string, number>();
    for (const [{ reasons }, n] of alike) {
      for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + n);
    }
    const parts = [...counts].map(([reason, count]) => `${count} ${reason}`).sort();
    if (parts.length > 0) message += ` ${parts.join(', ')}.`;
  }
  return postFilterMessage === '' ? message : `${message} ${postFilterMessage}`;
}
