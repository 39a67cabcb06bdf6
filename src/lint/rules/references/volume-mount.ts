import { isObject } from '../../../api/json.js';
import { closest } from '../../../api/suggest.js';
import type { Place } from '../../object.js';
import { rule } from '../../rule.js';
import { didYouMean, replaceValue } from '../../suggest-fix.js';

/** Of more volumes than these none is guessed to be meant, and the others are counted. */
const MOST_COMPARED = 1000;
const MOST_TOLD = 50;

/** A container mounts a volume that its pod does not have: the server refuses the pod. */
export default rule({
  name: 'references/volume-mount',
  severity: 'error',
  summary: 'A container mounts a volume that its pod does not have.',
  visit: 'Reference',
  by: 'part',
  to: ['volume'],
  check({ at, name, among }, { report }) {
    const known = among.names;
    // Mounts and devices have a name; what reads a variable from a file of a volume mounts nothing.
    if (at.path.at(-1) !== 'name' || known.has(name)) return;
    const near = known.size > MOST_COMPARED ? undefined : closest(name, known);
    const container = at.up(3);
    const volumes = container.up(2).child('volumes');
    const named = container.child('name').value ?? container.path.at(-1);
    report({
      at,
      message: `container ${String(named)} mounts volume ${name}, the pod has no such volume`,
      hint: near !== undefined ? didYouMean(near) : volumesHint(known),
      related: hasVolumes(volumes) ? [{ message: 'volumes', at: volumes, of: 'key' }] : undefined,
      fix: near === undefined ? undefined : replaceValue(at, near),
    });
  },
});

function hasVolumes({ value }: Place): boolean {
  return Array.isArray(value) && value.some((volume) => isObject(volume));
}

function volumesHint(known: ReadonlySet<string>): string {
  if (known.size === 0) return 'spec.volumes is empty';
  const told: string[] = [];
  for (const name of known) if (told.push(name) === MOST_TOLD) break;
  const more = known.size - told.length;
  return `its volumes are ${told.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
