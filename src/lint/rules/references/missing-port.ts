import { textOf } from '../../../api/json.js';
import { isNearName } from '../../../api/near-names.js';
import type { LintObject, Place } from '../../object.js';
import { rule } from '../../rule.js';
import { didYouMean, replaceValue } from '../../suggest-fix.js';

/** What an ingress controller is told to look for in annotations instead. */
const NO_PORT = 'use-annotation';

/** A port is asked of a Service that it does not have: nothing answers there. */
export default rule({
  name: 'references/missing-port',
  severity: 'error',
  summary: 'A port is used that the Service does not have.',
  visit: 'Reference',
  by: 'name',
  to: ['Service'],
  check(reference, { world, report }) {
    const { namespace, name } = reference;
    const target = world.target(reference);
    if (target.is !== 'there') return;
    // What another name leads to takes any port.
    if (target.copies.some(({ at }) => at.child('spec', 'type').value === 'ExternalName')) return;
    const [first] = target.copies;
    const known = [...target.copies, ...target.patches].flatMap(portsOf);
    for (const { at, port } of reference.ports) {
      if (!first || port === NO_PORT) continue;
      if (known.some((one) => one.name === port || one.number === port)) continue;
      const meant = known.filter((one) => isMeant(port, one));
      const names = [
        ...new Set(meant.map((one) => (typeof port === 'number' || one.name === '' ? one.number : one.name))),
      ];
      const [near] = names;
      report({
        at,
        message: `Service ${name} has no port ${port}`,
        hint: near === undefined ? portsHint(known) : didYouMean(`${near}`),
        related: [{ message: `Service ${name}`, at: first.at.child('spec', 'ports'), of: 'key' }],
        fix:
          names.length === 1 && typeof port === 'string' && typeof near === 'string'
            ? replaceValue(at, near)
            : undefined,
        cause: JSON.stringify([namespace, name, port]),
      });
    }
  },
});

interface ServicePort {
  at: Place;
  name: string;
  number: Place['value'];
  target: Place['value'];
}

function portsOf({ at }: LintObject): ServicePort[] {
  return at.items('spec', 'ports').map((port) => ({
    at: port,
    name: textOf(port.child('name').value),
    number: port.child('port').value,
    target: port.child('targetPort').value,
  }));
}

/** A slip of its name, or the port of the pods in place of the Service's own. */
function isMeant(port: string | number, { name, target }: ServicePort): boolean {
  return target === port || (typeof port === 'string' && isNearName(port, name));
}

function portsHint(known: readonly ServicePort[]): string {
  if (known.length === 0) return 'it has no ports';
  const words = known.flatMap(({ name, number }) => {
    if (number === undefined) return name || [];
    return name ? `${name} (${String(number)})` : String(number);
  });
  return `its ports are ${[...new Set(words)].join(', ')}`;
}
