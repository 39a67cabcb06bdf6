/** The values that CEL expressions work on (cel-go common/types, k8s.io/apiserver/pkg/cel). */

import type { JsonObject } from '../../../api/json.js';

/** An int is a bigint, a double a number: they never meet by accident. */
export type CelValue =
  | null
  | boolean
  | bigint
  | number
  | string
  | Uint8Array
  | CelUint
  | CelList
  | CelMap
  | CelTimestamp
  | CelDuration
  | CelType
  | CelOptional
  | CelOpaque;

interface CelUint {
  kind: 'uint';
  value: bigint;
}

export interface CelList {
  kind: 'list';
  items: readonly CelValue[];
  /** Kubernetes' list types change what `==` and `+` mean: items in any order, by value or by keys. */
  listType?: 'set' | 'map';
  mapKeys?: readonly string[];
}

/** A map, or an object: a map whose keys are the names of fields as expressions write them. */
export interface CelMap {
  kind: 'map';
  /** By `mapKey` of the key. */
  entries: ReadonlyMap<string, { key: CelValue; value: CelValue }>;
  /** The name of an object's type; absent for a map. */
  object?: string;
  /** Fields that an object has and expressions cannot see (null, or not declared); they count when objects are compared. */
  hidden?: JsonObject;
}

export interface CelTimestamp {
  kind: 'timestamp';
  /** Nanoseconds since 1970. */
  nanos: bigint;
  /** Minutes that the zone it was written in is ahead of UTC; it is printed in that zone. Absent: UTC. */
  offset?: number;
}

export interface CelDuration {
  kind: 'duration';
  nanos: bigint;
}

interface CelType {
  kind: 'type';
  name: string;
}

export interface CelOptional {
  kind: 'optional';
  /** Absent: `optional.none()`. */
  value?: CelValue;
}

/** A value of a type that Kubernetes adds: `net.IP`, `net.CIDR`, `kubernetes.URL`, `kubernetes.Quantity`, `kubernetes.Semver`, `kubernetes.NamedFormat`. */
export interface CelOpaque {
  kind: 'opaque';
  type: string;
  /** What the functions of the type work on; only they look into it. */
  inner: unknown;
  /** Two values of one type are equal where these are. */
  identity: string;
}

/** What goes wrong while an expression is evaluated, in cel-go's words: `no such key: a`, `division by zero`. */
export class CelError extends Error {}

/** The text under which a map files a key: keys of other types never meet, but 1 and 1u and 1.0 do. */
export function mapKey(key: CelValue): string {
  if (typeof key === 'string') return `s${key}`;
  if (typeof key === 'boolean') return `b${key}`;
  if (typeof key === 'bigint') return `n${key}`;
  if (typeof key === 'number') return Number.isInteger(key) ? `n${BigInt(key)}` : `d${key}`;
  if (typeof key === 'object' && key !== null && 'kind' in key && key.kind === 'uint') return `n${key.value}`;
  throw new CelError('unsupported key type');
}

/** A list. */
export function listValue(items: readonly CelValue[]): CelList {
  return { kind: 'list', items };
}

/** A map; of entries with the same key the last one stays. */
export function mapValue(pairs: Iterable<readonly [CelValue, CelValue]>): CelMap {
  const entries = new Map<string, { key: CelValue; value: CelValue }>();
  for (const [key, value] of pairs) entries.set(mapKey(key), { key, value });
  return { kind: 'map', entries };
}

/**
 * One function, or method (its receiver is the first argument). Throws a CelError for what goes wrong, and
 * `NO_OVERLOAD` where it has nothing for arguments of these types.
 */
export type CelFunction = (args: readonly CelValue[]) => CelValue;

/** Thrown by a function that does not take arguments of such types. */
export const NO_OVERLOAD = new CelError('no such overload');
