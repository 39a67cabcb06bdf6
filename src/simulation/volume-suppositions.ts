/** What a plan supposes of volumes: told where one was kept from a node. */
import type { Pod } from '../api/objects.js';
import { compareTexts } from '../api/text.js';
import type { Cluster } from '../cluster/cluster.js';
import { attachedFor, attacherOf } from '../kubelet/attachable.js';
import type { Step, Supposition } from './plan.js';

const FAILED_ATTACH = 'FailedAttachVolume: ';

/** That drivers attach volumes, of those of which no CSIDriver object says whether they do. */
export function volumeSuppositions(cluster: Cluster, steps: readonly Step[]): Supposition[] {
  const drivers = new Set<string>();
  for (const { object, message } of steps) {
    if (!message.startsWith(FAILED_ATTACH)) continue;
    const pod = cluster.get('Pod', `${object.namespace}/${object.name}`) as Pod | undefined;
    for (const volume of pod ? attachedFor(cluster, pod) : []) {
      const driver = attacherOf(cluster, volume);
      if (driver !== undefined && !cluster.get('CSIDriver', driver)) drivers.add(driver);
    }
  }
  return [...drivers].sort(compareTexts).map((driver) => ({
    what: `volumes of ${driver} are attached to one node`,
    option: '--cluster',
  }));
}
