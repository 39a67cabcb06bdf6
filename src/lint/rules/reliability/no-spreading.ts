import { isObject } from '../../../api/json.js';
import { kindOf } from '../../../api/object-key.js';
import { podOf } from '../../pods.js';
import { rule } from '../../rule.js';
import { severalOf } from '../../sizes.js';

const KINDS: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet']);
const HOW = [
  ['affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'],
  ['affinity', 'podAntiAffinity', 'preferredDuringSchedulingIgnoredDuringExecution'],
  ['topologySpreadConstraints'],
];

/** The scheduler's own spreading is a wish among others: pods of one workload end up on one node. */
export default rule({
  name: 'reliability/no-spreading',
  severity: 'warning',
  set: 'strict',
  summary: 'A workload of several pods that says nothing of where they go: one node can have all of them.',
  visit: 'Object',
  check(object, { objects, report }) {
    if (!KINDS.has(kindOf(object))) return;
    const [pod, pods] = [podOf(object), severalOf(object, objects)];
    if (!pod || pods === undefined) return;
    if (HOW.some((steps) => isSaid(pod.spec.child(...steps).value))) return;
    report({
      at: pod.spec,
      of: 'key',
      message: `neither topologySpreadConstraints nor podAntiAffinity keep the ${pods} apart`,
    });
  },
});

function isSaid(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : isObject(value);
}
