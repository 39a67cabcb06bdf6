/** Ports of a pod that are in each other's way (pkg/api/pod/warnings.go). */
import { type Words, wording } from '../../../../api/wording.js';
import type { At } from '../../../field-errors.js';
import { type Int, int, list, str } from '../../../fields.js';
import type { PodSpec } from '../../../shared/structs.js';
import { CONTAINER_LISTS } from './containers.js';

/** Tells a warning of a place. */
export type Say = (where: At, text: Words) => void;

interface SeenPort {
  place: At;
  order: number;
}

/** The ports of one number and protocol: the first of each kind of host port, so that a port meets few of many. */
type SeenPorts = Map<string, SeenPort>;

/** The first of the ports seen that stands in this one's way, with the words for it. */
function clash(seen: SeenPorts, hostPort: Int, hostIp: string): [SeenPort, string] | undefined {
  const ways: [string, string][] =
    hostPort === 0
      ? [
          [`0/${hostIp}`, 'duplicate'],
          ['any', 'overlapping'],
        ]
      : [
          [`${hostPort}/${hostIp}`, 'duplicate'],
          ['0', 'overlapping'],
          [`${hostPort} ${hostIp === '' ? 'bound' : 'open'}`, 'dangerously ambiguous'],
        ];
  let first: [SeenPort, string] | undefined;
  for (const [key, words] of ways) {
    const one = seen.get(key);
    if (one && (!first || one.order < first[0].order)) first = [one, words];
  }
  return first;
}

function note(seen: SeenPorts, hostPort: Int, hostIp: string, port: SeenPort): void {
  const keys = [
    `${hostPort}/${hostIp}`,
    'any',
    `${hostPort}`,
    `${hostPort} ${hostIp === '' ? 'open' : 'bound'}`,
  ];
  for (const key of keys) if (!seen.has(key)) seen.set(key, port);
}

/** Warns of ports of containers that are the same, or overlap on the host. */
export function portWarnings(spec: PodSpec, root: At, say: Say): void {
  const byNumber = new Map<string, SeenPorts>();
  const byName = new Map<string, At>();
  const names: [At, string, At][] = [];
  let order = 0;
  for (const which of CONTAINER_LISTS) {
    list(spec, which).forEach((container, index) => {
      list(container, 'ports').forEach((port, at2) => {
        const place = root.child(which).index(index).child('ports').index(at2);
        const hostPort = int(port, 'hostPort');
        const hostIp = str(port, 'hostIP');
        if (hostIp !== '' && hostPort === 0) {
          say(
            place,
            `hostIP set without hostPort: {Name:${str(port, 'name')} HostPort:0 ContainerPort:${int(port, 'containerPort')} Protocol:${str(port, 'protocol')} HostIP:${hostIp}}`,
          );
        }
        const key = `${int(port, 'containerPort')}/${str(port, 'protocol')}`;
        const seen: SeenPorts = byNumber.get(key) ?? new Map();
        const found = clash(seen, hostPort, hostIp);
        if (found) say(place, `${found[1]} port definition with ${found[0].place}`);
        order += 1;
        note(seen, hostPort, hostIp, { place, order });
        byNumber.set(key, seen);
        const name = str(port, 'name');
        if (name === '') return;
        const first = byName.get(name);
        if (first) names.push([place, name, first]);
        else byName.set(name, place);
      });
    });
  }
  for (const [place, name, first] of names) {
    const text = `duplicate port name ${JSON.stringify(name)} with ${first}, services and probes that select ports by name will use ${first}`;
    say(place, wording(text, { '1.32': '' }));
  }
}
