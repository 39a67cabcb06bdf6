import type { NodeInfo } from '../node-info.js';
import type { Plugin } from '../plugin.js';
import { ANY_IP, type HostPort } from '../pod-info.js';
import { SKIP, SUCCESS, unschedulable } from '../status.js';

export const PORTS_TAKEN = "node(s) didn't have free ports for the requested pod ports";
const TAKEN = unschedulable(PORTS_TAKEN);

/** Keeps a pod off nodes where another one has one of its host ports. */
export const nodePorts = (): Plugin => ({
  name: 'NodePorts',
  local: 'pods',
  preFilter: ({ pod }) => {
    if (pod.hostPorts.length === 0) return SKIP;
    return {
      code: 'Success',
      filter: (node) => (pod.hostPorts.some((port) => node.portTaken(port)) ? TAKEN : SUCCESS),
      explain: (node) =>
        pod.hostPorts
          .filter((port) => node.portTaken(port))
          .map(({ port, protocol, ip }) => ({
            kind: 'port',
            port,
            protocol,
            ip,
            holder: holderOf({ port, protocol, ip }, node),
          })),
    };
  },
});

function holderOf(wanted: HostPort, node: NodeInfo): string | undefined {
  const clashes = (port: HostPort) =>
    port.port === wanted.port &&
    port.protocol === wanted.protocol &&
    (port.ip === wanted.ip || port.ip === ANY_IP || wanted.ip === ANY_IP);
  return node.pods.find(({ hostPorts }) => hostPorts.some(clashes))?.key;
}
