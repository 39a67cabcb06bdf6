import { joinApiVersion } from '../api-version.js';
import { type KindEntry, refName, type SchemaNode, type SchemaSet } from '../set.js';

/** What is known of one minor in `served.json`. */
export interface ServedGroups {
  /** The group versions that a server with default flags serves. */
  served: readonly string[];
  /** Those that its documents describe too, and that it serves only with `--runtime-config`. */
  off: readonly string[];
}

/**
 * A schema set with what a server with default flags serves alone: kinds of other group versions are only named, and
 * definitions that nothing but them is made of are left out. Throws for a group version of which nothing is said.
 */
export function onlyServed(set: SchemaSet, { served, off }: ServedGroups): SchemaSet {
  const kinds: KindEntry[] = [];
  const left: KindEntry[] = [];
  for (const kind of set.kinds) {
    const apiVersion = joinApiVersion(kind.group, kind.version);
    if (!served.includes(apiVersion) && !off.includes(apiVersion))
      throw new Error(`nothing says whether Kubernetes ${set.kubernetes} serves ${apiVersion}`);
    (served.includes(apiVersion) ? kinds : left).push(kind);
  }
  const kept = reached(set.definitions, kinds);
  const dropped = reached(set.definitions, left);
  const definitions = Object.entries(set.definitions).filter(
    ([name]) => kept.has(name) || !dropped.has(name),
  );
  return { ...set, kinds, off: namesOf(left), definitions: Object.fromEntries(definitions) };
}

/** The names of kinds that have a collection, by apiVersion: what somebody may have written. */
function namesOf(kinds: readonly KindEntry[]): Record<string, string[]> {
  const names: Record<string, string[]> = {};
  for (const { group, version, kind } of kinds.filter(({ plural }) => plural !== '')) {
    const apiVersion = joinApiVersion(group, version);
    names[apiVersion] = [...(names[apiVersion] ?? []), kind];
  }
  return names;
}

/** The names of all definitions that kinds are made of. */
function reached(
  definitions: Readonly<Record<string, SchemaNode>>,
  kinds: readonly KindEntry[],
): ReadonlySet<string> {
  const found = new Set(kinds.map(({ definition }) => definition));
  for (const name of found) {
    const node = definitions[name];
    if (node) for (const reference of refsIn(node)) found.add(reference);
  }
  return found;
}

/** The names of the definitions that a node refers to. */
export function refsIn(node: SchemaNode): string[] {
  const children = [
    ...(node.items ? [node.items] : []),
    ...(typeof node.additionalProperties === 'object' ? [node.additionalProperties] : []),
    ...Object.values(node.properties ?? {}),
  ];
  return [...(node.$ref === undefined ? [] : [refName(node.$ref)]), ...children.flatMap(refsIn)];
}
