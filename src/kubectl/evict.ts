/** What `kubectl drain` asks for each pod: a POST of an Eviction. */
import type { Client } from './client.js';
import { type Outcome, outcomeOf } from './outcome.js';

/** Asks for a pod to go; disruption budgets may say no. */
export function evict(client: Client, key: string): Outcome {
  return outcomeOf(client.send({ verb: 'evict', key }), 'evicted', client.cluster.get('Pod', key));
}
