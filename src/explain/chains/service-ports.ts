/** At which ports of its pods a Service arrives. */
import type { Container, Pod, Service, ServicePort } from '../../api/objects.js';
import { isSidecar } from '../../api/pods.js';
import { closest } from '../../api/suggest.js';
import { targetPort } from '../../controllers/endpointslice.js';
import type { ChainLink } from './chain.js';
import { placeOfPod, podsText } from './pods.js';
import { type ChainScene, linkOf } from './scene.js';

/** A link for each port of a Service, or for those at the places `only`: where the selected pods take it. */
export function portLinks(
  scene: ChainScene,
  service: Service,
  pods: readonly Pod[],
  only?: readonly number[],
): ChainLink[] {
  return (service.spec.ports ?? []).flatMap((port, i) =>
    only === undefined || only.includes(i) ? [portLink(scene, service, { port, i, pods })] : [],
  );
}

interface Asked {
  port: ServicePort;
  i: number;
  pods: readonly Pod[];
}

function portLink(scene: ChainScene, service: Service, { port, i, pods }: Asked): ChainLink {
  const at = ['spec', 'ports', i];
  const name = portText(port);
  const without = pods.filter((pod) => targetPort(port, pod) === undefined);
  if (without.length > 0) {
    const who =
      without.length === pods.length
        ? 'which no container of its pods has'
        : `which no container of ${podsText(scene, without, service)} has`;
    return linkOf(scene, service, 'wrong', `${name} leads to the port ${port.targetPort}, ${who}`, {
      at: [...at, 'targetPort'],
      links: declared(scene, without[0]!, port),
    });
  }
  const numbers = [...new Set(pods.map((pod) => targetPort(port, pod)))];
  const to = numbers.map(String).join(' or ');
  const said = `${name} leads to port ${to} of its pods`;
  const isDeclared = pods.some((pod) =>
    declaredPorts(pod).some((one) => one.number === targetPort(port, pod)),
  );
  if (isDeclared) return linkOf(scene, service, 'well', said, { at });
  const text = `${said}; no container declares it, which none has to: whether anything listens there is not known here`;
  return linkOf(scene, service, 'note', text, { at });
}

/** `port http (80)`, or `port 80`. */
function portText({ name, port }: Pick<ServicePort, 'name' | 'port'>): string {
  return name ? `port ${name} (${port})` : `port ${port}`;
}

interface Declared {
  name: string;
  number: number;
  protocol: string;
  at: (string | number)[];
}

function declaredPorts({ spec }: Pod): Declared[] {
  const of = (list: string, containers: readonly Container[]) =>
    containers.flatMap((container, i) =>
      list === 'initContainers' && !isSidecar(container)
        ? []
        : (container.ports ?? []).map(({ name = '', containerPort, protocol = 'TCP' }, k) => ({
            name,
            number: containerPort,
            protocol,
            at: ['spec', list, i, 'ports', k],
          })),
    );
  return [...of('containers', spec.containers), ...of('initContainers', spec.initContainers ?? [])];
}

/** What the pods have in place of a port that they do not. */
function declared(
  scene: ChainScene,
  pod: Pod,
  { targetPort: wanted, protocol = 'TCP' }: ServicePort,
): ChainLink[] {
  const ports = declaredPorts(pod);
  const same = ports.find(({ name }) => name === wanted);
  const near = closest(
    String(wanted),
    ports.map(({ name }) => name),
  );
  const [first] = [same ?? ports.find(({ name }) => name === near && name !== '') ?? ports[0]].filter(
    (one) => one !== undefined,
  );
  if (!first) {
    const text = 'its containers have no ports';
    return [linkOf(scene, pod, 'note', text, { location: placeOfPod(scene, pod, ['spec', 'containers']) })];
  }
  const all = ports.map(({ name, number }) => (name ? `${name} (${number})` : String(number))).join(', ');
  const text = same
    ? `port ${same.name} is ${same.protocol}, not ${protocol}`
    : `its ports are ${all}${near ? `: did you mean ${near}?` : ''}`;
  return [linkOf(scene, pod, 'note', text, { location: placeOfPod(scene, pod, first.at) })];
}
