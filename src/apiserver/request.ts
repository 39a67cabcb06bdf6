/** What can be asked of the API server, and what it answers. */

import type { DecodeError } from '../admission/decode.js';
import type { Refusal, UserInfo } from '../admission/kind.js';
import type { FieldError } from '../api/field-error.js';
import type { JsonObject, JsonValue } from '../api/json.js';
import type { KubeObject } from '../api/objects.js';
import type { Change, Cluster } from '../cluster/cluster.js';

export type Propagation = 'Background' | 'Foreground' | 'Orphan';

/** What every write may say of itself. */
interface WriteOptions {
  /** Unknown fields: refused (Strict, what kubectl asks for), told in warnings (Warn), passed over (Ignore, the default). */
  fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
  /** Who is written down as the owner of what changes; nobody where it is left out. */
  fieldManager?: string;
  /** The kind of the endpoint asked, where it is not what the object says of itself. */
  endpoint?: { apiVersion: string; kind: string };
  /** Who asks, for the few objects that record it. */
  user?: UserInfo;
  /** What policies read of a request that stores nothing; whoever sends it forgets what comes of it. */
  dryRun?: boolean;
  /** The object was put together by the server and is not read anew: nulls that were applied stay. */
  merged?: boolean;
}

/** An object that is there: the name its kind is filed under (`kindOf`), and its key. */
export interface ObjectName {
  kind: string;
  key: string;
}

/** A patch in one of the server's formats. */
export type Patch =
  | { type: 'json'; patch: readonly JsonValue[] }
  | { type: 'merge' | 'strategic'; patch: JsonObject };

/**
 * One request. An update of the subresource `status` stores the status (of all but pods the annotations too), `finalize`
 * a namespace's finalizers, and no subresource all but the status.
 */
export type Request =
  | ({
      verb: 'create';
      object: KubeObject;
      /** What came of the same request just before: since then nothing but such objects was written. */
      like?: KubeObject | undefined;
    } & WriteOptions)
  | ({ verb: 'update'; object: KubeObject; subresource?: 'status' | 'finalize' } & WriteOptions)
  | ({ verb: 'patch' /** The replicas alone are looked at. */; subresource?: 'scale' } & ObjectName &
      Patch &
      WriteOptions)
  | ({ verb: 'apply'; object: KubeObject; fieldManager: string; force?: boolean } & WriteOptions)
  | ({
      verb: 'delete';
      propagation?: Propagation;
      /** Overrides the pod's own terminationGracePeriodSeconds. 0: at once. */
      gracePeriodSeconds?: number;
    } & ObjectName)
  | { verb: 'evict'; key: string; gracePeriodSeconds?: number }
  | { verb: 'bind'; key: string; node: string };

/** Why the server does not take a request: its Status. */
export interface Status extends Refusal {
  /** The field errors of a refusal with reason Invalid, with their places. */
  errors?: readonly FieldError[];
  /** What could not be decoded of one with reason BadRequest, with its places. */
  decoding?: readonly DecodeError[];
  /** The object that an Invalid is about. */
  details?: { kind: string; name: string };
  /** The message of a patched object that cannot be read, as of one that is created: without the patch, which is quoted. */
  brief?: string;
  /** What the server keeps to itself: why a JSON patch does not fit. */
  why?: string;
  /** The fields that others own, of an apply that meets conflicts. */
  conflicts?: readonly { manager: string; path: string; fields: readonly string[] }[];
}

/** What a request did: nothing at all (`changes` empty) when it changed nothing. */
export interface Written {
  /** The world after it. Whoever only asks (a dry run) goes on with the one before. */
  cluster: Cluster;
  /** Every change with what it made of the world, in order. */
  changes: Change[];
  states: Cluster[];
  /** The object as stored now, or as it was last. */
  object: KubeObject;
  warnings: readonly string[];
}

/** A refusal, with the warnings given all the same, and the object as far as it got. */
export interface Refused {
  refusal: Status;
  warnings: readonly string[];
  attempted?: JsonObject;
}

export type Answer = Written | Refused;
