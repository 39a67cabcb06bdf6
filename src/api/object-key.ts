/** Keys and references of objects. */
import type { ObjectRef } from './finding.js';
import { isGoGroup } from './go-types.js';
import type { KubeObject, OwnerReference } from './objects.js';

/** `namespace/name`, or the bare name where there is no namespace (client-go's cache key). */
export function objectKey(namespace: string | undefined, name: string): string {
  return namespace ? `${namespace}/${name}` : name;
}

/** The two halves of a key: `['ns', 'name']`, `[undefined, 'name']`. */
export function splitKey(key: string): [namespace: string | undefined, name: string] {
  const slash = key.indexOf('/');
  return slash < 0 ? [undefined, key] : [key.slice(0, slash), key.slice(slash + 1)];
}

/** `apps` of `apps/v1`, the empty string of `v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** `v1` of `apps/v1` and of `v1`. */
export function versionOf(apiVersion: string): string {
  return apiVersion.slice(apiVersion.indexOf('/') + 1);
}

/** A name or a namespace as it is written, by whoever forgot the quotes too: a mapping or a list is none. */
export function nameText(written: unknown): string {
  if (typeof written === 'string') return written;
  return ['number', 'bigint', 'boolean'].includes(typeof written) ? String(written) : '';
}

/** What an object is called: the beginning of its name (generateName) while it has none. */
function calledName({ name, generateName }: { name?: string; generateName?: string }): string {
  return nameText(name) || nameText(generateName);
}

/** `deployment/web`, as people write it on a command line. */
export function refText({ kind, name }: { kind: string; name: string }): string {
  return `${kind.toLowerCase()}/${name}`;
}

/** `deployment/web`, of an object; `pod/web-` for one that has no name yet. */
export function objectText(object: {
  kind: string;
  metadata: { name?: string; generateName?: string };
}): string {
  return refText({ kind: object.kind, name: calledName(object.metadata) });
}

/** The reference that says who manages the object, if any. */
export function controllerRef(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((reference) => reference.controller === true);
}

/** What plans and findings name an object by. */
export function refOf({ apiVersion, kind, metadata }: KubeObject): ObjectRef {
  const namespace = nameText(metadata.namespace);
  return { apiVersion, kind, ...(namespace ? { namespace } : {}), name: calledName(metadata) };
}

/** `namespace/name`, or the bare name of a cluster-scoped object. */
export function keyOf(object: KubeObject): string {
  const { namespace, name } = object.metadata;
  return objectKey(nameText(namespace), nameText(name));
}

/**
 * The name that a kind is filed under: its own for the kinds of Kubernetes, whatever their version or group,
 * `Kind.group` for those of other groups, so that a Knative Service is not taken for a Service.
 */
export function kindOf(object: { apiVersion: string; kind: string }): string {
  const slash = object.apiVersion.indexOf('/');
  const group = slash < 0 ? '' : object.apiVersion.slice(0, slash);
  return isBuiltIn(group) ? object.kind : `${object.kind}.${group}`;
}

/** True for a group of Kubernetes' own: `apps`, `networking.k8s.io`; one without a dot can be nobody else's. */
export function isBuiltIn(group: string): boolean {
  return !group.includes('.') || isGoGroup(group);
}
