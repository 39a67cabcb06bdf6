/** What deleting an object and creating it again means, and how least is lost. */
import { isObject, type JsonObject, valueAt } from '../../api/json.js';
import { matchesSelector } from '../../api/labels.js';
import { refText } from '../../api/object-key.js';
import type { LabelSelector } from '../../api/objects.js';
import { commandLine, inNamespaceWords } from '../../api/shell.js';
import { listed, numbered } from '../../api/text.js';
import { podTemplateOf } from '../pod-template.js';
import { type Changed, specNumber, type World } from './context.js';
import { replicaSetName } from './deployment.js';
import { readersOf } from './readers.js';
import { serviceUsers } from './service.js';

/** How an object is recreated where more than deleting and applying it is wanted. */
export interface Recreation {
  /** The words behind `kubectl delete`. */
  remove: string[];
  /** Commands for when the new one is there. */
  after: string[];
}

/** The way of recreating an object by which its pods go on running; undefined where there is no better one than the plain one. */
export function safestRecreation(
  { kind, namespace, name, old, new: now }: Omit<Changed, 'changes'>,
  world: World,
): Recreation | undefined {
  if (kind !== 'Deployment' || specNumber(old, 'replicas') === 0) return undefined;
  const where = inNamespaceWords(namespace);
  const target = refText({ kind, name });
  const wait = commandLine('kubectl', 'rollout', 'status', target, ...where);
  const set = refText({ kind: 'ReplicaSet', name: replicaSetName(name, old, world) });
  const goes = commandLine('kubectl', 'delete', set, ...where);
  return {
    remove: ['--cascade=orphan', target, ...where],
    after: isTakenOver(old, now) ? [wait] : [wait, goes],
  };
}

/** Whether the new Deployment selects the pods of the old one: then it makes them its own, and rolls them out. */
function isTakenOver(old: JsonObject, now: JsonObject): boolean {
  const selector = valueAt(now, ['spec', 'selector']);
  const labels = podTemplateOf('Deployment', old)?.metadata?.labels ?? {};
  return isObject(selector) && matchesSelector(selector as LabelSelector, labels);
}

/** What the address of a Service is that it does not get again. */
function addressOf(old: JsonObject): string {
  const type = valueAt(old, ['spec', 'type']);
  if (type === 'LoadBalancer') return 'its address and that of its load balancer';
  return type === 'NodePort'
    ? 'its address, and its node ports where the manifest does not say them'
    : 'its address';
}

/** What recreating an object means whose change the server refuses. */
export function recreationOf(changed: Omit<Changed, 'changes'>, world: World): string {
  const { kind, name, namespace } = changed;
  const pods = specNumber(changed.new, 'replicas');
  switch (kind) {
    case 'Deployment':
      if (safestRecreation(changed, world)) {
        const old = numbered(specNumber(changed.old, 'replicas'), 'old pod');
        return `Recreating it with its pods deleted leaves none ready in between; orphaned, its ${old} ${specNumber(changed.old, 'replicas') === 1 ? 'runs' : 'run'} until ${pods} new are ready`;
      }
      return 'Recreating it stops nothing: it has no pods';
    case 'ReplicaSet':
      return `Recreating it stops its ${numbered(specNumber(changed.old, 'replicas'), 'pod')} and starts ${pods} new: none ready in between`;
    case 'StatefulSet':
      return `Recreating it with ${commandLine('kubectl', 'delete', '--cascade=orphan', `statefulset/${name}`)} keeps its pods and volume claims`;
    case 'DaemonSet':
      return 'Recreating it stops its pod on every node before new ones start';
    case 'Job':
      return 'Recreating it runs the work again from the start; its pods go, with their logs';
    case 'Pod':
      return 'Recreating it stops its containers; what they kept outside of volumes is lost';
    case 'Service': {
      const { rules, workloads } = serviceUsers(namespace, name, world);
      const users = [
        ...(rules > 0 ? [numbered(rules, 'Ingress rule')] : []),
        ...(workloads > 0 ? [numbered(workloads, 'workload')] : []),
      ];
      const used =
        users.length > 0 ? `: ${users.join(', ')} ${rules + workloads === 1 ? 'uses' : 'use'} it` : '';
      return `Recreating it changes ${addressOf(changed.old)}${used}; nothing answers there in between`;
    }
    case 'ConfigMap':
    case 'Secret': {
      const readers = readersOf(kind, namespace, name, world).map(({ workload }) => refText(workload));
      const used = readers.length > 0 ? ` (${listed(readers)})` : '';
      return `Give it another name and let those who read it${used} refer to that, or delete it and create it again`;
    }
    case 'PersistentVolumeClaim':
      return 'Recreating it loses its data unless its volume is retained';
    case 'RoleBinding':
    case 'ClusterRoleBinding':
      return 'Recreating it leaves its subjects without the role in between';
    case 'PersistentVolume':
    case 'StorageClass':
      return 'Recreating it leaves existing claims bound as they are';
    default:
      return 'Delete it and create it again for the change';
  }
}
