import { kindOf } from '../../../api/object-key.js';
import { labelSelector } from '../../../references/read-selector.js';
import type { LintObject } from '../../object.js';
import type { Objects } from '../../objects.js';
import { podOf } from '../../pods.js';
import { rule } from '../../rule.js';

const OPEN = { Ingress: 'everything may talk to them', Egress: 'they may talk to everything' } as const;
type Direction = keyof typeof OPEN;

/** What no policy is about is open, each way by itself. */
export default rule({
  name: 'networking/no-networkpolicy',
  severity: 'warning',
  set: 'strict',
  summary:
    'Pods that no NetworkPolicy is about, one way or both: they may talk to everything, or everything to them.',
  visit: 'Files',
  check(objects, { report }) {
    const covered = { Ingress: coveredBy(objects, 'Ingress'), Egress: coveredBy(objects, 'Egress') };
    for (const object of objects.all) {
      const pod = podOf(object);
      // Pods in the network of their node are beyond policies.
      if (!pod || kindOf(object) === 'PodTemplate' || pod.spec.child('hostNetwork').value === true) continue;
      const open = (['Ingress', 'Egress'] as const).filter((way) => !covered[way].has(object));
      if (open.length === 0) continue;
      report({
        at: object.at.child('metadata', 'name'),
        message: `no NetworkPolicy among the files is about the pods of ${object.kind} ${object.name}: ${open.map((way) => OPEN[way]).join(', and ')}`,
      });
    }
  },
});

/** The objects whose pods a policy is about, one way. */
function coveredBy(objects: Objects, way: Direction): Set<LintObject> {
  const pods = objects.ofKind('NetworkPolicy').flatMap((policy) => {
    const selector = labelSelector(policy.at.child('spec', 'podSelector').value ?? {});
    if (!selector || !waysOf(policy).includes(way)) return [];
    return objects.selectedPods({ selector, namespaces: [policy.namespace ?? 'default'] });
  });
  return new Set(pods.map(({ at }) => at.object));
}

/** A policy that does not say is about what comes in, and about what goes out if it has rules for that (networking/v1 defaults). */
function waysOf({ at }: LintObject): readonly unknown[] {
  const types = at.child('spec', 'policyTypes').value;
  if (Array.isArray(types)) return types;
  return at.items('spec', 'egress').length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}
