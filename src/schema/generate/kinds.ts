import { compareTexts } from '../../api/text.js';
import type { KindEntry, KindRole } from '../set.js';
import type { GroupVersionKind, OpenApiDocument, OpenApiOperation, OpenApiPath } from './openapi.js';

/** What the paths say of a resource. */
interface Resource {
  plural: string;
  namespaced: boolean;
  creatable: boolean;
  patchable: boolean;
  subresources: Set<string>;
}

/** What the paths say of all kinds, by group, version and kind. */
interface Places {
  resources: Map<string, Resource>;
  /** The subresources that a kind is sent to, `pods/eviction`. */
  subresourceOf: Map<string, Set<string>>;
}

/**
 * Every kind of the document: those of the paths with their resource, and those that only have a definition
 * (lists, parts of the protocol). Sorted by group, version, kind.
 */
export function kindsIn(document: OpenApiDocument): KindEntry[] {
  const { resources, subresourceOf } = placesOf(document);
  const entries: KindEntry[] = [];
  for (const [definition, schema] of Object.entries(document.definitions ?? {})) {
    const kinds = schema['x-kubernetes-group-version-kind'] ?? [];
    // The parts of the protocol (DeleteOptions, WatchEvent) are in every group: once is enough.
    for (const gvk of kinds.filter((kind) => kinds.length <= 2 || kind.group === '')) {
      const resource = resources.get(key(gvk));
      const entry: KindEntry = {
        group: gvk.group,
        version: gvk.version,
        kind: gvk.kind,
        plural: resource?.plural ?? '',
        namespaced: resource?.namespaced ?? false,
        definition,
        role: roleOf(gvk, resource, schema.properties?.['items'] !== undefined),
      };
      if (resource && resource.subresources.size > 0) entry.subresources = [...resource.subresources].sort();
      const owners = resource ? undefined : subresourceOf.get(key(gvk));
      if (owners) entry.subresourceOf = [...owners].sort();
      entries.push(entry);
    }
  }
  return entries.sort(
    (a, b) =>
      compareTexts(a.group, b.group) || compareTexts(a.version, b.version) || compareTexts(a.kind, b.kind),
  );
}

function roleOf(gvk: GroupVersionKind, resource: Resource | undefined, hasItems: boolean): KindRole {
  if (resource?.creatable) return resource.patchable ? 'object' : 'request';
  return gvk.kind.endsWith('List') && hasItems ? 'list' : 'meta';
}

function placesOf(document: OpenApiDocument): Places {
  const found = new Map<string, Resource>();
  const subresources = new Map<string, Set<string>>();
  const subresourceOf = new Map<string, Set<string>>();
  for (const [path, operations] of Object.entries(document.paths ?? {})) {
    const place = readPath(path);
    if (!place) continue;
    const owner = `${place.groupVersion} ${place.plural}`;
    const gvk = kindOfPath(operations);
    if (place.subresource !== undefined) {
      add(subresources, owner, place.subresource);
      if (gvk) add(subresourceOf, key(gvk), `${place.plural}/${place.subresource}`);
      continue;
    }
    if (!gvk) continue;
    const resource = found.get(key(gvk)) ?? {
      plural: place.plural,
      namespaced: false,
      creatable: false,
      patchable: false,
      subresources: new Set(),
    };
    resource.namespaced ||= place.namespaced;
    resource.creatable ||= !place.item && operations.post !== undefined;
    resource.patchable ||= place.item && operations.patch !== undefined;
    found.set(key(gvk), resource);
  }
  for (const [gvk, resource] of found) {
    const [group = '', version = ''] = gvk.split('\n');
    const groupVersion = group === '' ? version : `${group}/${version}`;
    resource.subresources = subresources.get(`${groupVersion} ${resource.plural}`) ?? resource.subresources;
  }
  return { resources: found, subresourceOf };
}

function add(sets: Map<string, Set<string>>, at: string, member: string): void {
  sets.set(at, (sets.get(at) ?? new Set()).add(member));
}

interface Place {
  groupVersion: string;
  plural: string;
  namespaced: boolean;
  item: boolean;
  subresource?: string;
}

/** `/apis/apps/v1/namespaces/{namespace}/deployments/{name}/scale` taken apart; undefined for other paths. */
function readPath(path: string): Place | undefined {
  const segments = path.split('/').filter((segment) => segment !== '');
  const root = segments.shift();
  if (root !== 'api' && root !== 'apis') return undefined;
  const groupVersion = segments.splice(0, root === 'api' ? 1 : 2).join('/');
  if (segments[0] === 'watch') return undefined;
  const namespaced = segments[0] === 'namespaces' && segments[1] === '{namespace}' && segments.length > 2;
  const [plural, name, ...rest] = namespaced ? segments.slice(2) : segments;
  if (plural === undefined) return undefined;
  const place: Place = { groupVersion, plural, namespaced, item: name !== undefined };
  if (rest.length > 0) place.subresource = rest[0];
  return place;
}

function kindOfPath(operations: OpenApiPath): GroupVersionKind | undefined {
  const of = (operation: OpenApiOperation | undefined) => operation?.['x-kubernetes-group-version-kind'];
  return of(operations.post) ?? of(operations.get) ?? of(operations.put) ?? of(operations.patch);
}

function key(gvk: GroupVersionKind): string {
  return `${gvk.group}\n${gvk.version}\n${gvk.kind}`;
}
