/** The ports of nodes that Services can have. */

/** Ports of nodes, the last one included. */
export interface PortRange {
  from: number;
  to: number;
}

/** What the API server hands out unless it is told otherwise (`--service-node-port-range`). */
export const NODE_PORTS: PortRange = { from: 30_000, to: 32_767 };

export function portRangeText({ from, to }: PortRange): string {
  return `${from}-${to}`;
}
