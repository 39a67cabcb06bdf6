/** Pods that a gang scheduler places together or not at all: whom they wait for is no matter of one pod alone. */
import { type Path, valueAt } from '../api/json.js';
import { nameText, objectKey } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import { asJson } from '../api/unstructured.js';
import type { Cluster } from '../cluster/cluster.js';

/** Where a pod says its group, and where the group says how many it takes. */
interface GangRow {
  at: Path;
  kind: string;
  least: Path;
  /** Whose scheduler it is. */
  by: string;
}

const GANGS: readonly GangRow[] = [
  {
    at: ['spec', 'schedulingGroup', 'podGroupName'],
    kind: 'PodGroup.scheduling.k8s.io',
    least: ['spec', 'schedulingPolicy', 'gang', 'minCount'],
    by: 'the GangScheduling feature',
  },
  {
    at: ['metadata', 'labels', 'scheduling.x-k8s.io/pod-group'],
    kind: 'PodGroup.scheduling.x-k8s.io',
    least: ['spec', 'minMember'],
    by: 'the Coscheduling plugin',
  },
  {
    at: ['metadata', 'annotations', 'scheduling.k8s.io/group-name'],
    kind: 'PodGroup.scheduling.volcano.sh',
    least: ['spec', 'minMember'],
    by: 'Volcano',
  },
];

/** What has to be known of the group of a pod, and where the pod names it; undefined for one of none. */
export function podGroupOf(cluster: Cluster, pod: Pod): { text: string; at: Path } | undefined {
  const row = GANGS.find(({ at }) => valueAt(asJson(pod), at) !== undefined);
  if (!row) return undefined;
  const { at, kind, least, by } = row;
  const name = nameText(valueAt(asJson(pod), at) ?? '');
  const group = cluster.get(kind, objectKey(pod.metadata.namespace, name)) as KubeObject | undefined;
  const alone = `${by} places its pods together or not at all, and here one is looked at after the other`;
  if (!group) return { at, text: `PodGroup ${name}, which is not given: ${alone}` };
  const all = cluster.list('Pod', pod.metadata.namespace).filter((one) => valueAt(asJson(one), at) === name);
  const needed = valueAt(asJson(group), least);
  if (typeof needed !== 'number') return { at, text: `PodGroup ${name}: ${alone}` };
  if (all.length < needed) {
    return {
      at,
      text: `PodGroup ${name} needs ${needed} pods at once, and ${all.length} of it are there: ${by} places none before`,
    };
  }
  const placed = all.filter(({ spec }) => spec.nodeName !== undefined).length;
  return {
    at,
    text: `PodGroup ${name} needs ${needed} pods at once, and ${placed} of its ${all.length} have a place: ${alone}`,
  };
}
