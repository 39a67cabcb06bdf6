import type { Answer, Request } from '../apiserver/request.js';
import type { Client } from '../kubectl/client.js';
import type { LiveCluster } from './live-cluster.js';
import type { By } from './trace.js';

/** In whose name kubectl's requests are made, where no action says otherwise. */
export const USER = 'kubectl';

/** The cluster as kubectl sees it; remembers the last step that a request made. */
export class LiveClient implements Client {
  step: number | undefined;

  constructor(
    private readonly world: LiveCluster,
    private readonly by: By = { actor: USER },
  ) {}

  get cluster() {
    return this.world.cluster;
  }

  get now(): number {
    return this.world.clock.now;
  }

  send(request: Request): Answer {
    const { answer, step } = this.world.write(request, this.by);
    this.step = step ?? this.step;
    return answer;
  }
}
