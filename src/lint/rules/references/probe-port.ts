import { textOf } from '../../../api/json.js';
import { isNearName } from '../../../api/near-names.js';
import { ACTIONS, PROBES } from '../../../references/pod-parts.js';
import type { Place } from '../../object.js';
import type { PartReferenceAt } from '../../references.js';
import { rule } from '../../rule.js';
import { didYouMean, replaceValue } from '../../suggest-fix.js';

/** The way from a probe's port to its container: `httpGet`, `livenessProbe`; of a hook `lifecycle` too. */
const STEPS_TO_CONTAINER = { probe: 3, hook: 4 };

/** A probe or hook asks at a port that the container does not have: by name it fails for sure, by number most likely. */
export default rule({
  name: 'references/probe-port',
  severity: 'error',
  summary: 'A probe or hook asks at a port that its container does not have.',
  visit: 'Reference',
  by: 'part',
  to: ['port', 'port number'],
  check(reference, { world, report }) {
    const { at, part, name, among } = reference;
    if (among.names.has(name) || world.isPatched(at.object)) return;
    const isHook = at.path.at(-4) === 'lifecycle';
    const container = at.up(isHook ? STEPS_TO_CONTAINER.hook : STEPS_TO_CONTAINER.probe);
    const ports = container.items('ports');
    if (part === 'port number') {
      if (ports.length === 0 || Number(name) < 1 || isMeantSo(reference, container)) return;
    }
    const names = ports.map((port) => textOf(port.child('name').value));
    const near = names.filter((one) => isNearName(name, one));
    const asker = String(at.path.at(-3));
    report({
      at,
      severity: part === 'port' ? 'error' : 'warning',
      message: `${asker} of container ${nameOf(container)} asks at port ${name}, the container has no such port`,
      hint: near[0] === undefined ? portsHint(ports) : didYouMean(near[0]),
      related:
        ports.length === 0 ? undefined : [{ message: 'ports', at: container.child('ports'), of: 'key' }],
      fix: near.length === 1 && near[0] !== undefined ? replaceValue(at, near[0]) : undefined,
    });
  },
});

/** Two probes that ask at the same port mean it, declared or not. And a request can go to another host than the pod. */
function isMeantSo({ at }: PartReferenceAt, container: Place): boolean {
  if (at.up().child('host').value !== undefined) return true;
  const alike = PROBES.filter((probe) =>
    ACTIONS.some((action) => container.child(probe, action, 'port').value === at.value),
  );
  return alike.length > 1;
}

function nameOf(container: Place): string {
  return textOf(container.child('name').value) || String(container.path.at(-1));
}

function portsHint(ports: readonly Place[]): string {
  const words = ports.flatMap((port) => {
    const [name, number] = [textOf(port.child('name').value), port.child('containerPort').value];
    if (typeof number !== 'number') return name || [];
    return name ? `${name} (${number})` : String(number);
  });
  if (words.length === 0) return 'it has no ports';
  return `its ports are ${words.join(', ')}`;
}
