import type { Client } from '../../kubectl/client.js';
import type { Outcome as Done } from '../../kubectl/outcome.js';
import type { Drainer } from '../drain.js';
import { LiveClient } from '../live-client.js';
import type { LiveCluster } from '../live-cluster.js';
import type { Nodes } from '../nodes.js';
import type { By } from '../trace.js';
import type { Outcome } from './action.js';

/** Where an action is done. */
export interface Setting {
  world: LiveCluster;
  nodes: Nodes;
  drainer: Drainer;
}

/** What a verb of kubectl comes to in the world; in the user's name unless told. */
export function kubectl({ world }: Setting, verb: (client: Client) => Done, by?: By): Outcome {
  const client = new LiveClient(world, by);
  const { refusal, error, warnings } = verb(client);
  const no = refusal ?? (error === undefined ? undefined : { code: 0, reason: '', message: error });
  return {
    changed: client.step !== undefined,
    ...(no && { refusal: no }),
    ...(warnings.length > 0 && { warnings }),
    ...(client.step !== undefined && { step: client.step }),
  };
}
