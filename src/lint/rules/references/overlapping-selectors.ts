import { isEmptySelector, matchesSelector } from '../../../api/labels.js';
import { kindOf } from '../../../api/object-key.js';
import type { LabelSelector } from '../../../api/objects.js';
import { labelSelector, labelsIn, mapSelector } from '../../../references/read-selector.js';
import type { LintObject } from '../../object.js';
import { DEFAULT_NAMESPACE, type Objects } from '../../objects.js';
import { podOf } from '../../pods.js';
import { rule } from '../../rule.js';

/** What selects the pods that it makes, and takes others that it selects for its own. */
const KINDS = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet', 'DaemonSet'];

/** Two workloads of a namespace of which one selects the pods of the other: both count them, and whoever selects by that. */
export default rule({
  name: 'references/overlapping-selectors',
  severity: 'warning',
  summary: 'Two workloads select the same pods.',
  visit: 'Files',
  check(objects, { report }) {
    const told = new Set<string>();
    for (const object of KINDS.flatMap((kind) => objects.ofKind(kind))) {
      const at = object.at.child('spec', 'selector');
      // Where each selects the pods of the other it is one mistake.
      const others = othersSelected(object, objects).filter((other) => {
        const pair = [identityOf(object), identityOf(other)].sort().join('\n');
        return told.size < told.add(pair).size;
      });
      const [first, ...rest] = others;
      if (!first) continue;
      const more = rest.length === 0 ? '' : ` and ${rest.length} more`;
      report({
        at,
        of: 'key',
        message: `the selector of ${object.kind} ${object.name} selects the pods of ${first.kind} ${first.name}${more} too`,
        hint: 'give the pods of each a label of their own',
        related: others.map((other) => ({
          message: `${other.kind} ${other.name}`,
          at: other.at.child('metadata', 'name'),
        })),
      });
    }
  },
});

function othersSelected(object: LintObject, objects: Objects): LintObject[] {
  const selector = selectorOf(object);
  if (!selector || !selectsItsOwn(object)) return [];
  const pods = objects.podsIn(object.namespace ?? DEFAULT_NAMESPACE).select(selector);
  return pods
    .map((pod) => pod.at.object)
    .filter(
      (other) => KINDS.includes(kindOf(other)) && selectsItsOwn(other) && areRivals(object, other, objects),
    );
}

/** Of one that does not the server makes nothing, and says so. */
function selectsItsOwn(object: LintObject): boolean {
  const selector = selectorOf(object);
  const labels = podOf(object)?.metadata.child('labels').value;
  return selector !== undefined && !isEmptySelector(selector) && matchesSelector(selector, labelsIn(labels));
}

function selectorOf({ kind, at }: LintObject): LabelSelector | undefined {
  const { value } = at.child('spec', 'selector');
  return kind === 'ReplicationController' ? mapSelector(value) : labelSelector(value);
}

/** Those of other files may be there to choose from, unless both say the one namespace of that name that is among the files. */
function areRivals(one: LintObject, other: LintObject, objects: Objects): boolean {
  if (identityOf(one) === identityOf(other)) return false;
  return one.document.file === other.document.file || objects.areTogether(one, other);
}

function identityOf(object: LintObject): string {
  return `${kindOf(object)} ${object.namespace ?? DEFAULT_NAMESPACE} ${object.name}`;
}
