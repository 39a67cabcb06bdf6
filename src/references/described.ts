/** Of which objects all that there are is known, so that one that is not among them is missing. */
import { kindOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';

/** What is told of a world beside its objects. */
export interface Described {
  /** The kinds that a dump of a cluster lists, and the namespaces that it is about: one of them, or all. */
  listed: ReadonlySet<string>;
  of: string | 'all';
  /** The namespaces of which all that there is was given. */
  namespaces: ReadonlySet<string>;
}

export const NOTHING_DESCRIBED: Described = { listed: new Set(), of: 'all', namespaces: new Set() };

/**
 * What is described by what is there already (a dump, or manifests that are taken to be applied) and by manifests that come
 * to it: a dump lists the kinds that a server gave it, and a namespace that the manifests bring is theirs alone.
 */
export function describedBy(held: Iterable<KubeObject>, manifests: Iterable<KubeObject>): Described {
  const listed = new Set<string>();
  const spoken = new Set<string>();
  const old = new Set<string>();
  for (const object of held) {
    const { namespace, name = '' } = object.metadata;
    if (kindOf(object) === 'Namespace') old.add(name);
    if (namespace !== undefined) spoken.add(namespace);
    if (isOfServer(object)) listed.add(kindOf(object));
  }
  const namespaces = new Set<string>();
  for (const object of manifests) {
    const { name = '' } = object.metadata;
    if (kindOf(object) === 'Namespace' && !old.has(name)) namespaces.add(name);
  }
  const [one] = spoken;
  return { listed, of: one === undefined || spoken.size > 1 ? 'all' : one, namespaces };
}

/** True where all objects of a kind in a namespace are known. */
export function isDescribed(
  { listed, of, namespaces }: Described,
  kind: string,
  namespace: string | undefined,
): boolean {
  if (namespace !== undefined && namespaces.has(namespace)) return true;
  return listed.has(kind) && (of === 'all' || namespace === undefined || of === namespace);
}

/** What a server has stored has one of these; what somebody wrote has none. */
function isOfServer({ metadata }: KubeObject): boolean {
  return (metadata.uid ?? metadata.resourceVersion ?? metadata.creationTimestamp) !== undefined;
}
