import { textOf } from '../../../api/json.js';
import { isNearName } from '../../../api/near-names.js';
import type { Place } from '../../object.js';
import type { PodAt } from '../../pods.js';
import type { SelectorReferenceAt } from '../../references.js';
import { type Problem, rule } from '../../rule.js';
import { didYouMean, replaceValue } from '../../suggest-fix.js';

const DEFAULT_PROTOCOL = 'TCP';

/** Traffic is led to a port that the containers of the selected pods do not have. */
export default rule({
  name: 'references/target-port',
  severity: 'error',
  summary: 'Traffic is led or let to a port that the selected pods do not have.',
  visit: 'Reference',
  by: 'selector',
  to: ['Pod'],
  check(reference, { world, report }) {
    const { at, ports } = reference;
    if (ports.length === 0 || at.object.at.child('spec', 'type').value === 'ExternalName') return;
    const selected = world.selected(reference);
    if (selected.are !== 'there') return;
    const declared = selected.pods.flatMap(declaredPorts);
    const byPort = portIndex(declared);
    // A container need not say on which ports it listens, and a policy may let more through than there is: a number is
    // doubted only where all say theirs, and the Service, or what a policy lets in, finds none of them.
    const numbersCount =
      (at.object.kind === 'Service' || isOfIngress(reference)) &&
      selected.pods.every(declaresAll) &&
      !ports.some(({ port }) => byPort.has(port));
    for (const { at: place, port } of ports) {
      const isNamed = typeof port === 'string';
      const there = byPort.get(port) ?? [];
      if (!isNamed && !numbersCount && (there.length === 0 || at.object.kind !== 'Service')) continue;
      const protocol = protocolOf(place.up());
      if (there.some((one) => one.protocol === protocol)) continue;
      const [pod] = selected.pods;
      if (pod) report(problemOf({ place, port, protocol, declared, there, pod }));
    }
  },
});

/** A policy that lets in: its pods are all that it is about. Whom a policy lets out to may be elsewhere too. */
function isOfIngress({ at, ports }: SelectorReferenceAt): boolean {
  const isRange = ports.some(({ at: port }) => port.up().child('endPort').value !== undefined);
  return at.object.kind === 'NetworkPolicy' && at.path.length === 2 && !isRange;
}

interface Missing {
  place: Place;
  port: string | number;
  protocol: string;
  declared: readonly DeclaredPort[];
  /** Those of the same name or number, with another protocol. */
  there: readonly DeclaredPort[];
  pod: PodAt;
}

function problemOf({ place, port, protocol, declared, there, pod }: Missing): Problem {
  const { kind, name } = pod.at.object;
  const near = [
    ...new Set(
      declared.filter((one) => typeof port === 'string' && isNearName(port, one.name)).map((one) => one.name),
    ),
  ];
  const [other] = there;
  return {
    at: place,
    severity: typeof port === 'string' ? 'error' : 'warning',
    message: other
      ? `port ${port} of ${kind} ${name} is ${other.protocol}, not ${protocol}`
      : `no container of ${kind} ${name} has a port ${port}`,
    hint: other ? undefined : near[0] === undefined ? portsHint(declared) : didYouMean(near[0]),
    related: declared
      .slice(0, 1)
      .map((one) => ({ message: `ports of ${kind} ${name}`, at: one.at.up(), of: 'key' })),
    fix: near.length === 1 && near[0] !== undefined && !other ? replaceValue(place, near[0]) : undefined,
  };
}

interface DeclaredPort {
  at: Place;
  name: string;
  number: Place['value'];
  protocol: string;
}

/** What serves in a pod: its containers, and those that begin it and stay. */
function servingContainers({ spec }: PodAt): Place[] {
  const stays = spec.items('initContainers').filter((one) => one.child('restartPolicy').value === 'Always');
  return [...spec.items('containers'), ...stays];
}

function declaredPorts(pod: PodAt): DeclaredPort[] {
  return servingContainers(pod)
    .flatMap((container) => container.items('ports'))
    .map((at) => ({
      at,
      name: textOf(at.child('name').value),
      number: at.child('containerPort').value,
      protocol: protocolOf(at),
    }));
}

/** By name and by number. */
function portIndex(declared: readonly DeclaredPort[]): Map<string | number, DeclaredPort[]> {
  const index = new Map<string | number, DeclaredPort[]>();
  for (const port of declared) {
    for (const key of [port.name, port.number]) {
      if (typeof key !== 'string' && typeof key !== 'number') continue;
      const known = index.get(key);
      if (known) known.push(port);
      else index.set(key, [port]);
    }
  }
  return index;
}

function declaresAll(pod: PodAt): boolean {
  return servingContainers(pod).every((container) =>
    container.items('ports').some((port) => typeof port.child('containerPort').value === 'number'),
  );
}

function protocolOf(port: Place): string {
  return textOf(port.child('protocol').value) || DEFAULT_PROTOCOL;
}

function portsHint(declared: readonly DeclaredPort[]): string {
  if (declared.length === 0) return 'its containers have no ports';
  const words = declared.flatMap(({ name, number }) => {
    if (number === undefined) return name || [];
    return name ? `${name} (${String(number)})` : String(number);
  });
  return `its ports are ${[...new Set(words)].join(', ')}`;
}
