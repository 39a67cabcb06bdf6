import type { Path } from '../../api/json.js';
import type { Pod } from '../../api/objects.js';
import { COST, type PodMove } from '../moves/move.js';
import { always, nothing, type ObstacleKind, type ObstacleOf } from './kind.js';

/** Ports below it are the system's. */
const FIRST_FREE = 1024;

/** A host port is taken. */
export const port: ObstacleKind<'port'> = {
  text: ({ port, protocol, holder }) => `host port ${port}/${protocol} taken by ${holder}`,
  phrase: ({ port }) => [`has host port ${port} taken`, `have host port ${port} taken`],
  cause: ({ port }) => `host port ${port}`,
  closes: undefined,
  pods: {
    when: always,
    goesWith: (obstacle, { hostPorts }) =>
      hostPorts.some(({ port, protocol }) => port === obstacle.port && protocol === obstacle.protocol),
    share: ({ port, protocol }) => `has host port ${port}/${protocol}`,
  },
  isClosure: false,
  podMoves: otherPorts,
  nodeMove: nothing,
};

/** Ways to be without the port; one that is the container's own goes nowhere while the pod is in the node's network. */
function otherPorts({ port, protocol }: ObstacleOf<'port'>, { spec }: Pod): PodMove[] {
  for (const [c, container] of spec.containers.entries()) {
    for (const [p, one] of (container.ports ?? []).entries()) {
      if (one.hostPort !== port || (one.protocol ?? 'TCP') !== protocol) continue;
      const path = ['spec', 'containers', c, 'ports', p];
      return spec.hostNetwork ? inNodeNetwork(path, port, protocol) : [dropHostPort(path, port, protocol)];
    }
  }
  return [];
}

function dropHostPort(path: Path, port: number, protocol: string): PodMove {
  return {
    title: `give up host port ${port}/${protocol}`,
    kind: `port ${port}/${protocol}`,
    cost: COST.port,
    edits: [{ action: 'remove', path: [...path, 'hostPort'] }],
  };
}

/** The server makes every port of a pod with hostNetwork a port of the node. */
function inNodeNetwork(path: Path, port: number, protocol: string): PodMove[] {
  const other = port < FIRST_FREE ? port + 8000 : port + 1;
  return [
    {
      title: `leave the network of the node (no hostNetwork), and with it host port ${port}/${protocol}`,
      kind: `port ${port}/${protocol}`,
      cost: COST.port,
      edits: [
        { action: 'remove', path: ['spec', 'hostNetwork'] },
        { action: 'remove', path: [...path, 'hostPort'] },
      ],
    },
    {
      title: `listen on another port of the node, ${other}/${protocol} (now ${port})`,
      kind: `other port ${port}/${protocol}`,
      cost: COST.port + 0.3,
      edits: [
        { action: 'replace', path: [...path, 'containerPort'], value: other },
        { action: 'replace', path: [...path, 'hostPort'], value: other, ifThere: true },
      ],
    },
  ];
}
