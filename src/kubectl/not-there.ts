import type { ObjectName } from '../apiserver/request.js';
import { notFound } from '../apiserver/update.js';
import type { Client } from './client.js';
import { type Outcome, outcomeOf } from './outcome.js';

/** What a verb comes to whose object is not there: the server's 404. */
export function notThere(client: Client, { kind, key }: ObjectName): Outcome {
  return outcomeOf(notFound(client.cluster, '', kind, key), '');
}
