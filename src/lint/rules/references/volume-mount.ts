import { valueAt } from '../../../api/json.js';
import { closest } from '../../../api/suggest.js';
import { podParts } from '../../../references/parts.js';
import { items } from '../../pods.js';
import { rule } from '../../rule.js';
import { didYouMean, replaceValue } from '../../suggest-fix.js';

/** A container mounts a volume that its pod does not have: the server refuses the pod. */
export default rule({
  name: 'references/volume-mount',
  severity: 'error',
  summary: 'A container mounts a volume that its pod does not have.',
  visit: 'Pod',
  check({ object, path: template, spec, specPath }, context) {
    for (const { part, path, name, among } of podParts(object.value, object.kind, template)) {
      if (part !== 'volume') continue;
      const known = new Set(among.map((volume) => volume.name));
      // Mounts and devices have a name; what reads a variable from a file of a volume mounts nothing.
      if (path.at(-1) !== 'name' || known.has(name)) continue;
      const near = closest(name, known);
      const container = path.slice(0, -3);
      const named = valueAt(object.value, [...container, 'name']) ?? container.at(-1);
      context.report({
        path,
        message: `container ${String(named)} mounts volume ${name}, the pod has no such volume`,
        hint: near !== undefined ? didYouMean(near) : volumesHint([...known]),
        related:
          items(spec.volumes).length === 0
            ? undefined
            : [{ message: 'volumes', location: object.document.locate([...specPath, 'volumes'], 'key') }],
        fix: near === undefined ? undefined : replaceValue(path, near, context),
      });
    }
  },
});

function volumesHint(known: readonly string[]): string {
  return known.length === 0 ? 'spec.volumes is empty' : `its volumes are ${known.join(', ')}`;
}
