/** What the functions that tell consequences are given, and what they say. */

import type { Release } from '../../api/gates.js';
import { type JsonObject, type JsonValue, valueAt } from '../../api/json.js';
import type { Change } from '../object-diff.js';

/** An object of the new side as the server would store it. */
export interface Stored {
  kind: string;
  namespace: string | undefined;
  name: string;
  object: JsonObject;
  /** Its pods are replaced by this change. */
  rollsOut: boolean;
}

/** What is known of the way of a workload's pods. */
export type Outlook =
  /** It completes; `fewest`: so many pods were available at the lowest, `ready` in the end, where that was seen. */
  | { is: 'completes'; fewest?: number; ready?: number }
  /** It never does, and so many pods are ready in the meantime and in the end. */
  | { is: 'stalls'; reason: string; fewest: number; ready: number; desired: number; wayOut?: string }
  /** It does not get over its first node, whichever that is. */
  | { is: 'nowhere'; reason: string }
  /** It does under a condition: `only where there is a node to spare`. */
  | { is: 'conditional'; condition: string; reason: string }
  | { is: 'unknown'; why: string };

/** Everything that will be there once the new manifests are applied. */
export interface World extends Release {
  objects: readonly Stored[];
  /** Whether the pods of a changed workload get to where they should; undefined where there is nothing to say of it. */
  outlookOf?: (changed: Changed) => Outlook | undefined;
  /** The same of a new one, where it is known on which nodes. */
  outlookOfNew?: (added: Pick<Changed, 'kind' | 'namespace' | 'name'>) => Outlook | undefined;
  /** The moment from which next runs are told, in ms; none are told without one. */
  now?: number;
}

/** An object that changes. */
export interface Changed {
  kind: string;
  namespace: string | undefined;
  name: string;
  old: JsonObject;
  new: JsonObject;
  changes: readonly Change[];
}

/** What follows from a change, as a sentence and as facts. */
export interface Consequence {
  /** What kind of thing follows: `rollout`, `scale`, `in-place`, `no-restart`, … */
  type: string;
  /** Lower case, no full stop: `rolls out: replicaset web-7d4b8c6f5, 6 pods in 2 waves, never below 5 ready`. */
  text: string;
  facts?: Record<string, JsonValue>;
}

export const IN_PLACE: Consequence = { type: 'in-place', text: 'changed in place' };

/** The number at `spec.FIELD` of a stored object: the server has filled it in. */
export function specNumber(object: JsonObject, field: string): number {
  return valueAt(object, ['spec', field]) as number;
}
