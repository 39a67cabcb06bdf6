/** What `kubectl drain` asks for each pod: a POST of an Eviction. */
import type { Client } from './client.js';
import { type Outcome, outcomeOf } from './outcome.js';

/** Asks for a pod to go; disruption budgets may say no. */
export function evict(client: Client, key: string, options: { gracePeriodSeconds?: number } = {}): Outcome {
  const answer = client.send({ verb: 'evict', key, ...options });
  return outcomeOf(answer, 'evicted', client.cluster.get('Pod', key));
}
