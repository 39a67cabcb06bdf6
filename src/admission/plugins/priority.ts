import { asJson } from '../../api/unstructured.js';
import type { Cluster } from '../../cluster/cluster.js';
import { bool, ensure, get, int, obj, set, str } from '../fields.js';
import type { Refusal } from '../kind.js';
import type { AdmissionPlugin, AdmissionRequest } from '../plugin.js';
import type { Pod } from '../shared/structs.js';
import type { Struct } from '../typed.js';
import { SYSTEM_PRIORITIES } from './pod-mutations.js';
import { forbid, isFor } from './refusal.js';

type PriorityClass = Struct<'scheduling.v1.PriorityClass'>;

interface Class {
  name: string;
  value: number;
  policy: string;
}

function classes(cluster: Cluster): PriorityClass[] {
  return cluster.list('PriorityClass').map((one) => asJson(one));
}

function classOf(found: PriorityClass): Class {
  return {
    name: str(obj(found, 'metadata'), 'name'),
    value: Number(int(found, 'value')),
    policy: str(found, 'preemptionPolicy') || 'PreemptLowerPriority',
  };
}

/** The class that pods without one get: of several default ones that with the lowest value. */
function defaultClass(cluster: Cluster): Class | undefined {
  const defaults = classes(cluster)
    .filter((one) => bool(one, 'globalDefault'))
    .map(classOf);
  return defaults.sort((a, b) => a.value - b.value)[0];
}

function resolvePriority(cluster: Cluster, name: string): Class | undefined {
  if (name === '') return defaultClass(cluster) ?? { name: '', value: 0, policy: 'PreemptLowerPriority' };
  const found = asJson(cluster.get('PriorityClass', name));
  if (found) return classOf(found);
  const value = SYSTEM_PRIORITIES.get(name);
  return value === undefined ? undefined : { name, value, policy: 'PreemptLowerPriority' };
}

function setPriority(cluster: Cluster, request: AdmissionRequest): Refusal | undefined {
  const pod: Pod = request.object;
  const spec = ensure(pod, 'spec');
  const name = str(spec, 'priorityClassName');
  const found = resolvePriority(cluster, name);
  if (!found) {
    const refusal = forbid(request, `no PriorityClass with name ${name} was found`);
    return { ...refusal, missing: { kind: 'PriorityClass', name } };
  }
  const given = get(spec, 'priority');
  if (given !== undefined && given !== found.value) {
    return forbid(
      request,
      `the integer value of priority (${given}) must not be provided in pod spec; priority admission controller computed ${found.value} from the given PriorityClass name`,
    );
  }
  const policy = get(spec, 'preemptionPolicy');
  if (policy !== undefined && policy !== found.policy) {
    return forbid(
      request,
      `the string value of PreemptionPolicy (${policy}) must not be provided in pod spec; priority admission controller computed ${found.policy} from the given PriorityClass name`,
    );
  }
  if (found.name !== '') set(spec, 'priorityClassName', found.name);
  set(spec, 'priority', found.value);
  set(spec, 'preemptionPolicy', found.policy);
  request.hints.prioritySet = true;
  return undefined;
}

/** Puts a number on the name of a pod's priority class. There may be one default class. */
export function priority(cluster: Cluster): AdmissionPlugin {
  return {
    name: 'Priority',
    mutate(request) {
      return request.operation === 'create' && isFor(request, '', 'Pod')
        ? setPriority(cluster, request)
        : undefined;
    },
    validate(request) {
      if (!isFor(request, 'scheduling.k8s.io', 'PriorityClass')) return undefined;
      const own: PriorityClass = request.object;
      if (!bool(own, 'globalDefault')) return undefined;
      const other = defaultClass(cluster);
      if (!other || other.name === str(obj(own, 'metadata'), 'name')) return undefined;
      return forbid(
        request,
        `PriorityClass ${other.name} is already marked as default. Only one default can exist`,
      );
    },
  };
}
