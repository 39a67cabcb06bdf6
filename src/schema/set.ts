/**
 * The shapes of the generated files under `schemas/`: one SchemaSet for each Kubernetes minor,
 * and the lifecycle of every API for all of them.
 */

/** One node of a stripped JSON Schema. Prose is gone; what the API machinery itself acts on has stayed. */
export interface SchemaNode {
  /** `#/definitions/NAME`; nothing else stands beside it but list and patch hints. */
  $ref?: string;
  type?: JsonType | JsonType[];
  /** `int32`, `int64`, `double`, `byte`, `quantity`, `int-or-string`, `date-time`, `micro-time`, or a format of a CRD. */
  format?: string;
  properties?: Record<string, SchemaNode>;
  /** `false`: unknown fields are refused. A schema: any key with such a value. Absent: anything goes. */
  additionalProperties?: boolean | SchemaNode;
  required?: string[];
  items?: SchemaNode;
  enum?: unknown[];
  'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map';
  'x-kubernetes-list-map-keys'?: string[];
  'x-kubernetes-map-type'?: 'atomic' | 'granular';
  'x-kubernetes-patch-merge-key'?: string;
  /** `merge`, `retainKeys`, or both, comma-separated. */
  'x-kubernetes-patch-strategy'?: string;
  /** Rules of a CRD's schema that the API's own definitions do not have: limits, patterns, alternatives. */
  rules?: Record<string, unknown>;
}

export type JsonType = 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'null';

/**
 * What a kind is for. `object`: created, kept, changed (what `kubectl apply` takes). `request`: posted and
 * answered, never kept (TokenReview, Binding). `list`: a list of objects. `meta`: a part of the protocol
 * (Status, DeleteOptions, WatchEvent, Scale).
 */
export type KindRole = 'object' | 'request' | 'list' | 'meta';

/** One kind that a Kubernetes version serves. `group` is empty for the core group. */
export interface KindEntry {
  group: string;
  version: string;
  kind: string;
  /** The resource name of URLs and of RBAC rules; empty where there is none (lists, parts of the protocol). */
  plural: string;
  namespaced: boolean;
  /** The definition of its fields in the same set. */
  definition: string;
  role: KindRole;
  /** `status`, `scale`, `exec`, …; absent when it has none. */
  subresources?: string[];
  /** Of a kind without a collection of its own (Eviction, Scale): the subresources that take it, `pods/eviction`. */
  subresourceOf?: string[];
}

/** The kinds of one Kubernetes minor. */
export interface KindTable {
  /** What a server with default flags serves. */
  kinds: KindEntry[];
  /** What it knows and serves only if it is told to (`--runtime-config`): names of kinds by apiVersion. */
  off: Record<string, string[]>;
}

/** Everything kubeplan knows of the shape of one Kubernetes minor's objects. */
export interface SchemaSet extends KindTable {
  /** `1.36`. */
  kubernetes: string;
  /** Those that served kinds are made of, and what all of them share. */
  definitions: Record<string, SchemaNode>;
}

/** When an API came, when it was called deprecated, when it went: Kubernetes minors such as `1.22`. */
export interface LifecycleEntry {
  introduced: string;
  deprecated?: string;
  removed?: string;
  /** `networking.k8s.io/v1 Ingress`. */
  replacement?: string;
}

/** `schemas/lifecycle.json`: by apiVersion, then by kind. */
export type LifecycleTable = Record<string, Record<string, LifecycleEntry>>;

const REF_PREFIX = '#/definitions/';

/** The name of the definition that a `$ref` leads to. */
export function refName(ref: string): string {
  return ref.startsWith(REF_PREFIX) ? ref.slice(REF_PREFIX.length) : ref;
}
