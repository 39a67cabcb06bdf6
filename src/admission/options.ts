import type { FeatureGates } from '../api/gates.js';
import type { JsonObject } from '../api/json.js';
import type { KubernetesVersion } from '../api/version.js';
import type { UserInfo } from './kind.js';
import type { Kinds } from './kinds.js';
import type { AdmissionPlugin } from './plugin.js';

/** What is asked, of whatever kind. */
export interface RequestOptions {
  version?: KubernetesVersion;
  /** The features that are set otherwise than by default. */
  gates?: FeatureGates;
  operation?: 'create' | 'update';
  /** The stored object that an update replaces, as `admit` returned it. */
  old?: JsonObject;
  /** Milliseconds since 1970. */
  now?: number;
  /** Who asks; unknown where it is not said. */
  user?: UserInfo;
  /** The request stores nothing. */
  dryRun?: boolean;
  /** The labels of the object's namespace, where they are known. */
  namespaceLabels?: Readonly<Record<string, string>>;
  /** The uid of an object that is created. */
  uid?: string;
  /** The namespace asked, for objects that name none. */
  namespace?: string;
  /** Unknown fields: refused (Strict, what kubectl asks for), told in warnings (Warn) or passed over (Ignore). */
  fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
  /** The kind of the endpoint asked, where it is not what the object says of itself. */
  endpoint?: { apiVersion: string; kind: string };
  /** Admission that looks at the world, in the server's order. */
  plugins?: readonly AdmissionPlugin[];
  /** Only the strict and type errors, defaults and mutations: the object is known to be valid, and nothing is warned of. */
  trusted?: boolean;
  /** The object is one that `readable` has read, without an error, for this alone: it is not read again, and written into. */
  read?: boolean;
  /** The object was put together by the server and is not read anew: nulls of a custom resource stay. */
  merged?: boolean;
}

export interface AdmitOptions extends RequestOptions {
  /** The kinds whose rules are known; the fields of others are decoded, and not looked into. */
  kinds: Kinds;
}
