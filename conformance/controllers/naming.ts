/** How a recording writes names: what is drawn at random is left out. */
import { controllerRef } from '../../src/api/object-key.js';
import type { KubeObject, Pod } from '../../src/api/objects.js';
import type { Cluster } from '../../src/cluster/cluster.js';

/** How a scenario's names and nodes are written. */
export interface Naming {
  namespace: string;
  /** The number of a pod among those made for its owner, from 1; only where pods are told apart. */
  ordinalOf?: (pod: Pod) => number;
  /** Nodes are not the point: bound pods are on `*`. */
  anyNode: boolean;
  /** DaemonSet pods are `DS@*`. */
  anyDaemonNode: boolean;
  /** The fields of pods that the scenario shows besides the usual ones. */
  podFields: readonly string[];
  /** Whether the scenario shows nodes, Services, ConfigMaps at all. */
  nodes: boolean;
  services: boolean;
  configMaps: boolean;
  /** The minute of the first Job that a CronJob made. */
  firstMinute: (cronJob: string) => number | undefined;
}

/** `KIND/NAME` of what manages an object. */
export function ownerText(object: KubeObject): string | null {
  const owner = controllerRef(object);
  return owner ? `${owner.kind}/${owner.name}` : null;
}

/** A pod's name with what is drawn at random left out. */
export function podName(pod: Pod, naming: Naming): string {
  const owner = controllerRef(pod);
  const generated = pod.metadata.generateName;
  if (!generated && owner?.kind !== 'DaemonSet') return pod.metadata.name ?? '';
  if (owner?.kind === 'StatefulSet') return pod.metadata.name ?? '';
  if (owner?.kind === 'DaemonSet') {
    return `${owner.name}@${naming.anyDaemonNode ? '*' : daemonNode(pod)}`;
  }
  const base = generated ?? `${owner?.name}-`;
  return naming.ordinalOf ? `${base}#${naming.ordinalOf(pod)}` : cronName(`${base}?`, naming);
}

/** The names of a CronJob's Jobs count from its first minute. */
export function cronName(name: string, naming: Naming): string {
  return name.replace(
    /([a-z0-9][a-z0-9.-]*)-(\d{8})(?=$|[^\d\w])/g,
    (whole, base: string, minute: string) => {
      const first = naming.firstMinute(base);
      return first === undefined ? whole : `${base}-MINUTE+${Number(minute) - first}`;
    },
  );
}

/** The node that a DaemonSet's pod is on, or made for. */
export function daemonNode(pod: Pod): string {
  if (pod.spec.nodeName) return pod.spec.nodeName;
  const terms =
    pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return terms?.[0]?.matchFields?.[0]?.values?.[0] ?? '';
}

/** A name in which the scenario's namespace is `NS`. */
export function normalName(name: string, namespace: string): string {
  return name.split(namespace).join('NS');
}

/** A message without what is drawn at random. */
export function normalText(message: string, naming: Naming, cluster?: Cluster): string {
  const text = normalName(message, naming.namespace);
  if (!cluster) return cronName(text, naming);
  const plain = text.replace(
    /\b([a-z0-9][a-z0-9.-]*?)-([bcdfghjklmnpqrstvwxz2456789]{5})\b/g,
    (whole, base: string) => {
      const pod = cluster.get('Pod', `${naming.namespace}/${whole}`);
      if (pod) return podName(pod, naming);
      return makesPods(cluster, naming.namespace, base) ? `${base}-?` : whole;
    },
  );
  return cronName(plain, naming);
}

function makesPods(cluster: Cluster, namespace: string, name: string): boolean {
  return (
    cluster.list('ReplicaSet', namespace).some(({ metadata }) => metadata.name === name) ||
    cluster.list('Job', namespace).some(({ metadata }) => name.startsWith(metadata.name ?? '-')) ||
    cluster.list('ReplicationController', namespace).some(({ metadata }) => metadata.name === name)
  );
}
