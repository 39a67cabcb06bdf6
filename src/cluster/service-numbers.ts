/** What Services have to themselves in a whole cluster: their addresses, and the ports that they open on every node. */
import { parseIp } from '../api/ip.js';
import type { Service } from '../api/objects.js';

/** The name that an address goes by, however it is written; undefined for none (`None`). */
export function addressNumber(address: string): string | undefined {
  const ip = parseIp(address);
  return ip && `address ${ip.canonical}`;
}

/** The name that a port of the nodes goes by. */
export function portNumber(port: number): string {
  return `port ${port}`;
}

/** All that a Service has to itself, by name. */
export function serviceNumbers({ spec }: Service): string[] {
  const addresses = spec?.clusterIPs ?? (spec?.clusterIP === undefined ? [] : [spec.clusterIP]);
  const ports = [...(spec?.ports ?? []).map(({ nodePort }) => nodePort), spec?.healthCheckNodePort];
  return [
    ...addresses.map(addressNumber).filter((name) => name !== undefined),
    ...ports.filter((port) => port !== undefined && port !== 0).map((port) => portNumber(port!)),
  ];
}
