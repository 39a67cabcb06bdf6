/** kubectl delete KIND NAME [--cascade=background|foreground|orphan] [--grace-period=SECONDS] (k8s.io/kubectl/pkg/cmd/delete) */
import type { ObjectName, Propagation } from '../apiserver/request.js';
import type { Client } from './client.js';
import { type Outcome, outcomeOf, outcomeText } from './outcome.js';

export interface DeleteOptions {
  /** `Background` unless told. */
  propagation?: Propagation | undefined;
  /** Overrides the pod's own; 0 with --force: at once. */
  gracePeriodSeconds?: number | undefined;
}

/** Deletes one object; waiting until it is gone is not what this does. */
export function remove(client: Client, { kind, key }: ObjectName, options: DeleteOptions = {}): Outcome {
  const { propagation = 'Background', gracePeriodSeconds } = options;
  const grace = gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds };
  return outcomeOf(client.send({ verb: 'delete', kind, key, propagation, ...grace }), 'deleted');
}

/** What is printed of a deletion, otherwise than of the rest: `deployment.apps "web" deleted from ns namespace`. */
export function deletedText(outcome: Outcome, name: string, { gracePeriodSeconds }: DeleteOptions): string {
  if (!outcome.word) return outcomeText(outcome, name);
  const { namespace } = outcome.object?.metadata ?? {};
  const where = namespace ? ` from ${namespace} namespace` : '';
  const word = `${gracePeriodSeconds === 0 ? 'force ' : ''}${outcome.word}${where}`;
  return outcomeText({ ...outcome, word }, name.replace(/\/(.*)$/, ' "$1"'));
}
