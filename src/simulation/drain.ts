/** `kubectl drain` after it has closed its node: it asks for the pods until all are gone. */
import { keyOf } from '../api/object-key.js';
import { drainable, isDrained } from '../kubectl/drain.js';
import { evict } from '../kubectl/evict.js';
import type { Actor } from './actor.js';
import { LiveClient } from './live-client.js';
import type { LiveCluster } from './live-cluster.js';

export class Drainer implements Actor {
  /** Nodes that are being drained, with the revision of the world at which that was last tried. */
  private readonly nodes = new Map<string, number>();

  constructor(private readonly world: LiveCluster) {}

  /** Empties a node from now on, as far as disruption budgets let it. */
  begin(node: string): void {
    this.nodes.set(node, -1);
  }

  notice(): void {}

  /** Asks again for what may not have been allowed to go before. False when nothing may go now. */
  work(): boolean {
    const { world } = this;
    let evicted = false;
    for (const [node, tried] of this.nodes) {
      if (tried === world.cluster.revision) continue;
      for (const pod of drainable(world.cluster, node)) {
        if (!evict(new LiveClient(world), keyOf(pod)).refusal) evicted = true;
      }
      this.nodes.set(node, world.cluster.revision);
      if (isDrained(world.cluster, node)) this.nodes.delete(node);
    }
    return evicted;
  }
}
