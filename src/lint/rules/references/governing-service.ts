import { matchesSelector } from '../../../api/labels.js';
import { mapSelector } from '../../../references/read-selector.js';
import { folderOf } from '../../object.js';
import { podLabels } from '../../pod-index.js';
import { podOf } from '../../pods.js';
import { rule } from '../../rule.js';

/** The Service that gives the pods of a StatefulSet their names in DNS does so only if it is headless and selects them. */
export default rule({
  name: 'references/governing-service',
  severity: 'warning',
  summary: "A StatefulSet's Service is not headless, or does not select its pods.",
  visit: 'Reference',
  by: 'name',
  to: ['Service'],
  check(reference, { objects, world, report }) {
    const { at, name } = reference;
    if (at.object.kind !== 'StatefulSet') return;
    const target = world.target(reference);
    if (target.is !== 'there' || target.patches.length > 0) return;
    // Another folder may be for another variant of the set.
    const copies = target.copies.filter(
      (copy) => folderOf(copy) === folderOf(at.object) || objects.areTogether(copy, at.object),
    );
    const [first] = copies;
    if (!first) return;
    const hint = 'the pods get no names of their own in DNS';
    const isHeadless = copies.some(({ at: service }) => service.child('spec', 'clusterIP').value === 'None');
    if (!isHeadless) {
      const spec = first.at.child('spec', 'clusterIP');
      report({
        at,
        message: `Service ${name} is not headless`,
        hint,
        related: [{ message: 'clusterIP', at: spec }],
      });
      return;
    }
    const pod = podOf(at.object);
    const selectors = copies.map(({ at: service }) => service.child('spec', 'selector'));
    const [selector] = selectors;
    // What has no selector gets its endpoints from somebody else.
    if (!pod || !selector || selectors.some(({ value }) => value === undefined)) return;
    if (selectors.some(({ value }) => matchesSelector(mapSelector(value), podLabels(pod)))) return;
    report({
      at,
      message: `Service ${name} does not select the pods of StatefulSet ${at.object.name}`,
      hint,
      related: [{ message: 'selector', at: selector, of: 'key' }],
    });
  },
});
