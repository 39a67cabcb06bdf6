/** Who asks the server: every verb works on one of these. */

import type { AnyObject } from '../api/objects.js';
import { handle } from '../apiserver/handle.js';
import type { Answer, ObjectName, Request } from '../apiserver/request.js';
import type { Cluster } from '../cluster/cluster.js';

/** A connection to the server of a world. A request that is taken changes what `cluster` is from then on. */
export interface Client {
  readonly cluster: Cluster;
  /** ms since 1970. */
  readonly now: number;
  send(request: Request): Answer;
}

/** A client of a world in which nobody else does anything. */
export class PlainClient implements Client {
  constructor(
    public cluster: Cluster,
    readonly now: number,
  ) {}

  send(request: Request): Answer {
    const answer = handle(this.cluster, request, this.now);
    if (!('refusal' in answer)) this.cluster = answer.cluster;
    return answer;
  }
}

/** The object of that name as it is now. */
export function get(client: Client, { kind, key }: ObjectName): AnyObject | undefined {
  return client.cluster.get(kind, key) as AnyObject | undefined;
}
