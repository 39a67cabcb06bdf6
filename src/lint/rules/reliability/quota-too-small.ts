import { scaledIntOrPercent } from '../../../api/int-or-percent.js';
import { isObject, textOf, valueAt } from '../../../api/json.js';
import { kindOf } from '../../../api/object-key.js';
import { resourceAmount } from '../../../api/quantity.js';
import type { LintObject, Place } from '../../object.js';
import { DEFAULT_NAMESPACE, type Objects } from '../../objects.js';
import { containersOf, podOf } from '../../pods.js';
import { rule } from '../../rule.js';
import { autoscalerOf, hasReplicas, sizeOf } from '../../sizes.js';
import { isRunning } from '../containers-rule.js';

/** What is known of a workload's pods: how many there are at the least, at the most, and besides while it rolls out. */
interface Crowd {
  object: LintObject;
  least: number;
  most: number;
  surge: number;
  /** Where the most is said. */
  at: Place;
}

/** A quota counts pods while they roll out and while they are scaled up, too (pkg/quota). */
export default rule({
  name: 'reliability/quota-too-small',
  severity: 'warning',
  set: 'recommended',
  summary:
    'A quota that the pods of its namespace do not fit in: all of them, those of a rollout, or those of a scale-up.',
  visit: 'Object',
  check(quota, { objects, report }) {
    if (kindOf(quota) !== 'ResourceQuota' || isScoped(quota)) return;
    const crowds = crowdsIn(quota.namespace ?? DEFAULT_NAMESPACE, objects);
    const hard = quota.at.child('spec', 'hard');
    for (const [name, written] of Object.entries(isObject(hard.value) ? hard.value : {})) {
      if (typeof written !== 'string' && typeof written !== 'number') continue;
      const [resource, list] = countedBy(name);
      if (resource === undefined) continue;
      const limit = resourceAmount(resource, String(written));
      const used = crowds.map((crowd) => ({ ...crowd, each: amountOf(crowd.object, list, resource) }));
      const least = used.reduce((sum, { least, each }) => sum + least * each, 0);
      const problem = worst(used, least, limit);
      if (!problem) continue;
      const { crowd, why } = problem;
      report({
        at: hard.child(name),
        message: `${name} ${String(written)} is too little for ${why} of ${crowd.object.kind} ${crowd.object.name}`,
        hint: 'pods beyond a quota are never made',
        related: [{ message: `${crowd.object.kind} ${crowd.object.name}`, at: crowd.at }],
      });
    }
  },
});

function worst(
  used: readonly (Crowd & { each: number })[],
  least: number,
  limit: number,
): { crowd: Crowd; why: string } | undefined {
  const counted = used.filter(({ each }) => each > 0);
  const biggest = counted.toSorted((a, b) => b.each * b.least - a.each * a.least)[0];
  if (biggest && least > limit) return { crowd: biggest, why: `the ${biggest.least} pods beside the others` };
  for (const crowd of counted) {
    if (least + crowd.surge * crowd.each > limit && isKept(crowd.object)) {
      return { crowd, why: `${crowd.surge} more while a rollout goes on` };
    }
    if (least + (crowd.most - crowd.least) * crowd.each > limit) {
      return { crowd, why: `the ${crowd.most} pods that the autoscaler allows` };
    }
  }
  return undefined;
}

function isScoped({ value }: LintObject): boolean {
  return (
    valueAt(value, ['spec', 'scopes']) !== undefined ||
    valueAt(value, ['spec', 'scopeSelector']) !== undefined
  );
}

/** What a name of a quota counts of pods: a resource, and the list that it stands in. */
function countedBy(name: string): [resource: string | undefined, list: 'requests' | 'limits' | undefined] {
  if (name === 'pods' || name === 'count/pods') return ['pods', undefined];
  const [, list, resource] = /^(?:(requests|limits)\.)?(cpu|memory)$/.exec(name) ?? [];
  return [resource, list === 'limits' ? 'limits' : 'requests'];
}

/** What one pod uses; 1 of itself. */
function amountOf(object: LintObject, list: 'requests' | 'limits' | undefined, resource: string): number {
  if (list === undefined) return 1;
  const pod = podOf(object);
  const containers = pod ? containersOf(pod).filter(isRunning) : [];
  return containers.reduce((sum, { at }) => {
    const given = at.child('resources', list, resource).value;
    const value = list === 'requests' ? (given ?? at.child('resources', 'limits', resource).value) : given;
    return (
      sum +
      (typeof value === 'string' || typeof value === 'number' ? resourceAmount(resource, String(value)) : 0)
    );
  }, 0);
}

function crowdsIn(namespace: string, objects: Objects): Crowd[] {
  return ['Deployment', 'StatefulSet', 'ReplicaSet', 'Pod']
    .flatMap((kind) => objects.ofKind(kind, namespace))
    .flatMap((object) => {
      const size = sizeOf(object, objects);
      if (!size) return [];
      const scaler = hasReplicas(object) ? autoscalerOf(object, objects) : undefined;
      const top = scaler?.at.child('spec', 'maxReplicas');
      const most = typeof top?.value === 'number' ? Math.max(top.value, size.least) : size.least;
      const surge = object.kind === 'Deployment' ? surgeOf(object, size.least) : 0;
      return [{ object, least: size.least, most, surge, at: top ?? object.at.child('metadata', 'name') }];
    });
}

function surgeOf({ at }: LintObject, replicas: number): number {
  const strategy = at.child('spec', 'strategy');
  if (textOf(strategy.child('type').value) === 'Recreate') return 0;
  const surge = strategy.child('rollingUpdate', 'maxSurge').value ?? '25%';
  return typeof surge === 'string' || typeof surge === 'number'
    ? (scaledIntOrPercent(surge, replicas, 'up') ?? 0)
    : 0;
}

/** True where no old pod goes before a new one is ready: then a rollout needs the room. */
function isKept({ at }: LintObject): boolean {
  const most = at.child('spec', 'strategy', 'rollingUpdate', 'maxUnavailable').value;
  return most === 0 || most === '0' || most === '0%';
}
