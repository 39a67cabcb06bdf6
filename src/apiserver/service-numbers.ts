/**
 * What the API server hands out to Services, each once in a cluster: addresses, and ports of nodes
 * (pkg/registry/core/service/storage/alloc.go).
 */
import { At, FieldErrors, json } from '../admission/field-errors.js';
import { obj, strings } from '../admission/fields.js';
import type { Struct } from '../admission/typed.js';
import type { FieldError } from '../api/field-error.js';
import { cidrContains, parseCidr, parseIp } from '../api/ip.js';
import type { Path } from '../api/json.js';
import type { Service, ServicePort } from '../api/objects.js';
import { portRangeText } from '../api/port-range.js';
import { asJson } from '../api/unstructured.js';
import type { Cluster } from '../cluster/cluster.js';
import { addressNumber, portNumber, serviceNumbers } from '../cluster/service-numbers.js';

const SPEC = At.root.child('spec');

/** A Service with what it was handed out, or why it does not get what it asks for. */
type Allocated = { object: Service } | { errors: readonly FieldError[] } | { internal: string };

/**
 * Sees to it that nobody else in the cluster has the numbers of an admitted Service: what the manifest asks for (`given`) is
 * refused then, what admission made up becomes the next that is free. `old` is what is stored now.
 */
export function allocate(cluster: Cluster, service: Service, given: Service, old?: Service): Allocated {
  const numbers = new Numbers(cluster, service, old);
  const report = new FieldErrors();
  const { spec } = service;
  const asked: Partial<Service['spec']> = given.spec ?? {};
  const clusterIPs = addresses(numbers, spec.clusterIPs ?? [], asked, report);
  const ports = report.count > 0 ? [] : nodePorts(numbers, spec.ports ?? [], asked.ports ?? [], report);
  // The server goes no further than the first.
  if (report.count > 0) return { errors: report.list.slice(0, 1) };
  const { healthCheckNodePort: health = 0 } = spec;
  const problem = health !== 0 && asked.healthCheckNodePort === health ? numbers.takePort(health) : undefined;
  if (problem !== undefined) {
    return { internal: `failed to allocate requested HealthCheck NodePort ${health}: ${problem.text}` };
  }
  const [clusterIP] = clusterIPs;
  const object: Service = {
    ...service,
    spec: {
      ...spec,
      ...(spec.clusterIPs && { clusterIPs }),
      ...(spec.clusterIP !== undefined && clusterIP !== undefined && { clusterIP }),
      ...(spec.ports && { ports }),
      ...(health !== 0 &&
        asked.healthCheckNodePort !== health && { healthCheckNodePort: numbers.freePort(health) }),
    },
  };
  return { object };
}

/** The addresses as they are handed out. */
function addresses(
  numbers: Numbers,
  admitted: readonly string[],
  { clusterIP, clusterIPs }: Partial<Service['spec']>,
  report: FieldErrors,
): string[] {
  return admitted.map((address) => {
    if (!(clusterIPs ?? [clusterIP]).includes(address)) return numbers.freeAddress(address);
    const problem = numbers.takeAddress(address);
    if (problem) {
      const text = `failed to allocate IP ${address}: ${problem.text}`;
      // Where the address is written, whatever the server calls it.
      const place = clusterIPs
        ? SPEC.child('clusterIPs')
        : At.named('spec.clusterIPs', ['spec', 'clusterIP']);
      report.invalid(place, json([...admitted]), text);
      blame(report, problem);
    }
    return address;
  });
}

/** The ports as they are handed out: ports of one number share the port of the nodes that one of them asks for. */
function nodePorts(
  numbers: Numbers,
  admitted: readonly ServicePort[],
  asked: readonly ServicePort[],
  report: FieldErrors,
): ServicePort[] {
  const shared = new Map<number, { admitted: number; given: number }>();
  const isAsked = new Set(asked.map(({ nodePort = 0 }) => nodePort));
  return admitted.map((port, index) => {
    const { nodePort = 0 } = port;
    if (nodePort === 0) return port;
    const before = shared.get(port.port);
    if (before?.admitted === nodePort) return { ...port, nodePort: before.given };
    let given = nodePort;
    if (isAsked.has(nodePort)) {
      const problem = numbers.takePort(nodePort);
      if (problem) {
        report.invalid(SPEC.child('ports').index(index).child('nodePort'), nodePort, problem.text);
        blame(report, problem);
      }
    } else given = numbers.freePort(nodePort);
    if (!before) shared.set(port.port, { admitted: nodePort, given });
    return { ...port, nodePort: given };
  });
}

/** Names who has what the last error is about. */
function blame({ list }: FieldErrors, { by, at = [] }: NumberProblem): void {
  const error = list.at(-1);
  if (!error || !by) return;
  const { name = '', namespace } = by.metadata;
  error.by = { kind: 'Service', name, ...(namespace !== undefined && { namespace }), path: ['spec', ...at] };
}

/** Where a Service has a number of that name, from its spec on. */
function placeOf({ spec }: Service, name: string): Path {
  const port = spec?.ports?.findIndex(
    ({ nodePort }) => nodePort !== undefined && portNumber(nodePort) === name,
  );
  if (port !== undefined && port >= 0) return ['ports', port, 'nodePort'];
  return name.startsWith('address') ? ['clusterIP'] : ['healthCheckNodePort'];
}

/** Why a number cannot be had, and who has it. */
interface NumberProblem {
  text: string;
  by?: Service;
  /** Where that one has it, from its spec on. */
  at?: Path;
}

/** The numbers of a cluster while one Service is handed its own. */
class Numbers {
  /** What the Service has already: that is neither looked at nor handed out anew. */
  readonly #kept: ReadonlySet<string>;
  readonly #given = new Set<string>();

  constructor(
    private readonly cluster: Cluster,
    private readonly service: Service,
    old: Service | undefined,
  ) {
    this.#kept = new Set(old ? serviceNumbers(old) : []);
  }

  /** Why an address cannot be had. */
  takeAddress(address: string): NumberProblem | undefined {
    const name = addressNumber(address);
    const ip = parseIp(address);
    if (name === undefined || !ip || this.#kept.has(name)) return undefined;
    const ranges = this.cluster.list('ServiceCIDR').flatMap((one) => {
      const range: Struct<'networking.v1.ServiceCIDR'> = asJson(one);
      return strings(obj(range, 'spec'), 'cidrs');
    });
    const isInside = ranges.some((text) => {
      const cidr = parseCidr(text);
      return cidr && cidrContains(cidr, ip);
    });
    // Which addresses there are is not known unless the cluster says so.
    if (ranges.length > 0 && !isInside)
      return { text: 'the provided network does not match the current range' };
    return this.#take(name, 'provided IP is already allocated');
  }

  /** Why a port of the nodes cannot be had. */
  takePort(port: number): NumberProblem | undefined {
    const name = portNumber(port);
    if (this.#kept.has(name)) return undefined;
    const { from, to } = this.cluster.nodePorts;
    if (port < from || port > to) {
      const range = portRangeText({ from, to });
      return { text: `provided port is not in the valid range. The range of valid ports is ${range}` };
    }
    return this.#take(name, 'provided port is already allocated');
  }

  /** The address, or the next that is free; `None` stays. */
  freeAddress(address: string): string {
    const [, network, host] = /^(10\.96\.)(\d+\.\d+)$/.exec(address) ?? [];
    if (network === undefined || host === undefined) return address;
    const [high = 0, low = 0] = host.split('.').map(Number);
    return this.#free(high * 254 + low - 1, 255 * 254, (number) => {
      const text = `${network}${Math.floor(number / 254)}.${1 + (number % 254)}`;
      return { value: text, name: addressNumber(text) ?? text };
    });
  }

  /** The port, or the next that is free. */
  freePort(port: number): number {
    const { from, to } = this.cluster.nodePorts;
    return this.#free(port - from, to - from + 1, (number) => ({
      value: from + number,
      name: portNumber(from + number),
    }));
  }

  /** The first of `size` numbers in a row, from `first` on, that nobody has; `first` where all are taken. */
  #free<T>(first: number, size: number, at: (number: number) => { value: T; name: string }): T {
    const start = ((first % size) + size) % size;
    for (let tried = 0; tried < size; tried++) {
      const { value, name } = at((start + tried) % size);
      if (this.#kept.has(name) || this.#take(name, '') === undefined) return value;
    }
    return at(start).value;
  }

  #take(name: string, text: string): NumberProblem | undefined {
    const by = this.cluster.serviceWith(name, this.service);
    if (by || this.#given.has(name)) return { text, ...(by && { by, at: placeOf(by, name) }) };
    this.#given.add(name);
    return undefined;
  }
}
