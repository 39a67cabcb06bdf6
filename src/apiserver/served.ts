/** What the server of a world serves: the kinds of its minor, and those of the definitions in it. */
import type { Cluster } from '../cluster/cluster.js';
import { type CustomKind, customKindsOf } from '../schema/crds.js';
import { type Resource, resourceName, resourceNameOf, resources } from '../schema/resources.js';

interface KindName {
  apiVersion: string;
  kind: string;
}

/** A kind that somebody describes. */
export interface ServedKind {
  resource: Resource;
  /** Of a kind that a CustomResourceDefinition adds. */
  custom?: CustomKind;
}

/** The kind as it is served in a world; undefined where neither its minor nor a definition in it knows the kind. */
export function servedKind(cluster: Cluster, apiVersion: string, kind: string): ServedKind | undefined {
  const resource = resources(cluster.version).find(apiVersion, kind);
  if (resource) return { resource };
  for (const definition of cluster.list('CustomResourceDefinition')) {
    const custom = customKindsOf(definition).find(
      ({ info }) => info.apiVersion === apiVersion && info.kind === kind,
    );
    if (custom) return { resource: custom.info, custom };
  }
  return undefined;
}

/** Whether a kind is custom: a definition adds it, or one that is not in this world must. */
export function isCustom(served: ServedKind | undefined): boolean {
  return !served || served.custom !== undefined;
}

/** Whether the status is written by a subresource alone; that of a custom resource without one is a field as others are. */
export function hasStatusSubresource(served: ServedKind | undefined): boolean {
  return !isCustom(served) || (served?.resource.subresources?.includes('status') ?? false);
}

/** Whether objects of the kind belong to a namespace; those of a kind that nobody describes are taken to. */
export function isNamespaced(cluster: Cluster, { apiVersion, kind }: KindName): boolean {
  return (
    servedKind(cluster, apiVersion, kind)?.resource.namespaced ??
    resources(cluster.version).ofKind(kind)?.namespaced ??
    true
  );
}

/** The resource of an object as messages name it: `pods`, `deployments.apps`, `widgets.example.com`. */
export function resourceOf(cluster: Cluster, object: KindName): string {
  const custom = servedKind(cluster, object.apiVersion, object.kind)?.custom;
  return custom ? resourceName(custom.info) : resourceNameOf(cluster.version, object);
}

/** True where a definition has the kind, in whatever versions. */
export function definesKind(cluster: Cluster, group: string, kind: string): boolean {
  return cluster
    .list('CustomResourceDefinition')
    .flatMap((definition) => customKindsOf(definition))
    .some(({ info }) => info.group === group && info.kind === kind);
}
