/** What is told whoever raises a namespace's level: the pods in it that do not come up to it (admission.go, ValidateNamespace). */
import { asJson } from '../../../api/unstructured.js';
import type { Cluster } from '../../../cluster/cluster.js';
import { goQuote } from '../../field-errors.js';
import { entries, type Obj, obj, str } from '../../fields.js';
import type { AdmissionRequest } from '../../plugin.js';
import type { Pod } from '../../shared/structs.js';
import { failures } from './checks.js';
import { LEVELS, type Policy, policyOf } from './policy.js';

/** More pods than these are not looked at. */
const MOST_PODS = 3000;

/** The warnings of an update of a namespace; none where nothing stricter is enforced than before. */
export function existingPods(cluster: Cluster, { object, old }: AdmissionRequest): string[] {
  if (!old) return [];
  const [policy, before] = [enforced(object), enforced(old)];
  if (policy.level === 'privileged' || !isStricter(policy, before)) return [];
  const name = str(obj(object, 'metadata'), 'name');
  const pods = cluster.list('Pod', name);
  const warnings: string[] = [];
  if (pods.length > MOST_PODS) {
    const some = `the first ${MOST_PODS} of ${pods.length} existing pods`;
    warnings.push(`new PodSecurity enforce level only checked against ${some}`);
  }
  const violating = new Map<string, string[]>();
  for (const pod of pods.slice(0, MOST_PODS)) {
    const why = reasons(asJson(pod), policy);
    if (why !== '') violating.set(why, [...(violating.get(why) ?? []), pod.metadata.name ?? '']);
  }
  if (violating.size === 0) return warnings;
  const level = goQuote(`${policy.level}:${policy.shown}`);
  warnings.push(
    `existing pods in namespace ${goQuote(name)} violate the new PodSecurity enforce level ${level}`,
  );
  return [...warnings, ...[...violating].map(([why, names]) => `${named(names)}: ${why}`).sort()];
}

function enforced(namespace: Obj): Policy {
  const labels = Object.fromEntries(entries(obj(obj(namespace, 'metadata'), 'labels')));
  return policyOf(labels, 'enforce', 'restricted');
}

function isStricter(policy: Policy, before: Policy): boolean {
  return policy.shown !== before.shown || LEVELS.indexOf(policy.level) > LEVELS.indexOf(before.level);
}

function reasons(pod: Pod, { level, version }: Policy): string {
  if (level === 'privileged') return '';
  const subject = { annotations: obj(obj(pod, 'metadata'), 'annotations'), spec: obj(pod, 'spec'), version };
  return failures(level, subject)
    .map(({ reason }) => reason)
    .join(', ');
}

/** The first pod by name, and how many others there are. */
function named(names: readonly string[]): string {
  const [first = ''] = [...names].sort();
  const others = names.length - 1;
  if (others === 0) return first;
  return `${first} (and ${others} other ${others === 1 ? 'pod' : 'pods'})`;
}
