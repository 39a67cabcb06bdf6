/** Workloads of a dump whose pods it does not hold. */

import type { ObjectRef } from '../api/finding.js';
import { refOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';
import { controlledBy } from '../cluster/controlled-by.js';

/** Kinds that run pods, and through what. */
const THROUGH: Readonly<Record<string, string>> = {
  Deployment: 'ReplicaSet',
  ReplicaSet: 'Pod',
  ReplicationController: 'Pod',
  StatefulSet: 'Pod',
  DaemonSet: 'Pod',
};

type Counted = KubeObject & {
  spec?: { replicas?: number };
  status?: { replicas?: number; currentNumberScheduled?: number; observedGeneration?: number };
};

export interface MadeUp {
  object: ObjectRef;
  /** So many pods of it there are by its status; undefined for one that has none, a manifest. */
  pods: number | undefined;
}

/** Those that have pods by their own word, or are manifests, and of which the cluster holds nothing that they made. */
export function workloadsWithoutPods(cluster: Cluster): MadeUp[] {
  return Object.entries(THROUGH).flatMap(([kind, through]) =>
    cluster.list(kind).flatMap((object) => {
      const { spec, status } = object as Counted;
      const pods = status?.replicas ?? status?.currentNumberScheduled;
      // The server fills in a status of zeros.
      const isManifest = status?.observedGeneration === undefined && !pods;
      const isIdle = isManifest ? spec?.replicas === 0 : (pods ?? 0) === 0;
      if (isIdle || controlledBy(cluster, object as KubeObject, through).length > 0) return [];
      return [{ object: refOf(object as KubeObject), pods: isManifest ? undefined : pods }];
    }),
  );
}
