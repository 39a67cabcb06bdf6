import type { Pod } from '../../api/objects.js';
import { COST, type PodMove, replaceAt } from '../moves/move.js';
import { always, nothing, type ObstacleKind, type ObstacleOf } from './kind.js';

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
  podMove: dropHostPort,
  nodeMove: nothing,
};

function dropHostPort({ port, protocol }: ObstacleOf<'port'>, { spec }: Pod): PodMove | undefined {
  for (const [c, container] of spec.containers.entries()) {
    for (const [p, one] of (container.ports ?? []).entries()) {
      if (one.hostPort !== port || (one.protocol ?? 'TCP') !== protocol) continue;
      const path = ['spec', 'containers', c, 'ports', p, 'hostPort'];
      return {
        title: `give up host port ${port}/${protocol}`,
        kind: `port ${port}/${protocol}`,
        cost: COST.port,
        edits: [{ action: 'remove', path }],
        apply: (changed) => replaceAt(changed, path, undefined),
      };
    }
  }
  return undefined;
}
