import { controllerRef, keyOf, kindOf, objectKey } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';

/** Longer chains of owners than those of a CronJob's pods go in circles. */
const MOST_OWNERS = 5;

/** What a pod belongs to in the end, by `KIND NAMESPACE/NAME`: its Deployment, not its ReplicaSet; the pod where nothing manages it. */
export function workloadOfPod(cluster: Cluster, pod: Pod): string {
  const { namespace } = pod.metadata;
  let found = `Pod ${keyOf(pod)}`;
  let object: KubeObject | undefined = pod;
  for (let i = 0; object && i < MOST_OWNERS; i++) {
    const owner = controllerRef(object);
    if (!owner) break;
    const key = objectKey(namespace, owner.name);
    found = `${kindOf(owner)} ${key}`;
    object = cluster.get(kindOf(owner), key) as KubeObject | undefined;
  }
  return found;
}
