import { closest } from '../../../api/suggest.js';
import { rule } from '../../rule.js';
import { didYouMean, replaceValue } from '../../suggest-fix.js';

/** A container mounts a volume that its pod does not have: the server refuses the pod. */
export default rule({
  name: 'references/volume-mount',
  severity: 'error',
  summary: 'A container mounts a volume that its pod does not have.',
  visit: 'Reference',
  by: 'part',
  to: ['volume'],
  check({ at, name, among }, { report }) {
    const known = new Set(among.map((volume) => volume.name));
    // Mounts and devices have a name; what reads a variable from a file of a volume mounts nothing.
    if (at.path.at(-1) !== 'name' || known.has(name)) return;
    const near = closest(name, known);
    const container = at.up(3);
    const spec = container.up(2);
    const named = container.child('name').value ?? container.path.at(-1);
    report({
      at,
      message: `container ${String(named)} mounts volume ${name}, the pod has no such volume`,
      hint: near !== undefined ? didYouMean(near) : volumesHint([...known]),
      related:
        spec.items('volumes').length === 0
          ? undefined
          : [{ message: 'volumes', at: spec.child('volumes'), of: 'key' }],
      fix: near === undefined ? undefined : replaceValue(at, near),
    });
  },
});

function volumesHint(known: readonly string[]): string {
  return known.length === 0 ? 'spec.volumes is empty' : `its volumes are ${known.join(', ')}`;
}
