import { percentOf, scaledIntOrPercent } from '../../../api/int-or-percent.js';
import { labelSelector } from '../../../references/read-selector.js';
import type { LintObject, Place } from '../../object.js';
import type { Objects } from '../../objects.js';
import { type Problem, rule } from '../../rule.js';
import { type Size, sizeOf } from '../../sizes.js';

/** A budget that never lets a pod go: nodes are drained by hand then, or not at all (pkg/controller/disruption). */
export default rule({
  name: 'reliability/pdb-blocks-drain',
  severity: 'warning',
  summary: 'A budget that allows no eviction ever: no node with one of its pods can be drained.',
  visit: 'Object',
  check(object, { objects, report }) {
    if (object.kind !== 'PodDisruptionBudget' || !object.apiVersion.startsWith('policy/')) return;
    const problem = always(object) ?? atThisSize(object, objects);
    if (problem) report(problem);
  },
});

/** What allows no eviction however many pods there are. */
function always({ at }: LintObject): Problem | undefined {
  const [least, most] = [at.child('spec', 'minAvailable'), at.child('spec', 'maxUnavailable')];
  if (least.value === undefined && most.value === undefined) {
    return {
      at: at.child('spec'),
      of: 'key',
      message:
        'neither minAvailable nor maxUnavailable is given: no eviction is ever allowed, and no drain ends',
      hint: 'maxUnavailable: 1 lets one pod go at a time',
    };
  }
  if (most.value === 0 || percentOf(most.value) === 0) return blocked(most, 'not one pod may be missing');
  if ((percentOf(least.value) ?? 0) >= 100) return blocked(least, 'not one pod may be missing');
  return undefined;
}

/** What allows no eviction of as many pods as there are. */
function atThisSize({ at, namespace = 'default' }: LintObject, objects: Objects): Problem | undefined {
  const least = at.child('spec', 'minAvailable');
  const selector = labelSelector(at.child('spec', 'selector').value);
  const wanted = least.value;
  if ((typeof wanted !== 'number' && typeof wanted !== 'string') || !selector) return undefined;
  const workloads = new Set(
    objects.selectedPods({ selector, namespaces: [namespace] }).map((pod) => pod.at.object),
  );
  const sizes = [...workloads].map((workload) => sizeOf(workload, objects));
  if (sizes.length === 0 || !sizes.every(isKnown)) return undefined;
  const total = sizes.reduce((sum, size) => sum + size.least, 0);
  const needed = scaledIntOrPercent(wanted, total, 'up') ?? 0;
  if (total === 0 || needed < total) return undefined;
  const [one] = workloads;
  const pods = total === 1 ? 'there is 1 pod' : `there are ${total} pods`;
  return {
    ...blocked(least, `${needed === 1 ? '1 has' : `${needed} have`} to be there, and ${pods} at the least`),
    related: sizes.map((size) => ({
      message: `the pods of ${one!.kind} ${size.at.object.name}`,
      at: size.at,
    })),
  };
}

function isKnown(size: Size | undefined): size is Size {
  return size !== undefined;
}

function blocked(at: Place, why: string): Problem {
  const field = String(at.path.at(-1));
  return {
    at,
    message: `${field} ${String(at.value)} allows no eviction, and no drain ends: ${why}`,
    hint: 'maxUnavailable: 1 lets one pod go at a time',
  };
}
