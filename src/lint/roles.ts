/** What roles allow, as their rules say. */
import type { LintObject, Place } from './object.js';

const GROUP = 'rbac.authorization.k8s.io/';

/** A rule of a Role or ClusterRole, with the words in its lists. */
export interface RoleRule {
  at: Place;
  apiGroups: readonly string[];
  resources: readonly string[];
  verbs: readonly string[];
}

/** Roles that every cluster has. */
const OF_EVERY_CLUSTER: ReadonlySet<string> = new Set(['admin', 'cluster-admin', 'edit', 'view']);

/** True for a role or a binding that is the cluster's own, written down from one. */
export function isOfCluster({ kind, name }: LintObject): boolean {
  if (name.startsWith('gce:') || name.startsWith('system:')) return true;
  return kind.startsWith('ClusterRole') && OF_EVERY_CLUSTER.has(name);
}

/** The rules of a Role or ClusterRole that is not the cluster's own; none for anything else. */
export function rulesOfRole(object: LintObject): RoleRule[] {
  const { apiVersion, kind } = object;
  if (!apiVersion.startsWith(GROUP) || (kind !== 'Role' && kind !== 'ClusterRole')) return [];
  return isOfCluster(object) ? [] : ruleList(object);
}

/** The rules of a role, whosever it is. */
export function ruleList({ at }: LintObject): RoleRule[] {
  return at.items('rules').map((rule) => ({
    at: rule,
    apiGroups: wordsAt(rule.child('apiGroups')),
    resources: wordsAt(rule.child('resources')),
    verbs: wordsAt(rule.child('verbs')),
  }));
}

/** All that can be done with objects. */
const VERBS = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];

/** True where a rule allows everything. */
export function allowsAll({ apiGroups, resources, verbs }: Omit<RoleRule, 'at'>): boolean {
  const isEvery = verbs.includes('*') || VERBS.every((verb) => verbs.includes(verb));
  return isEvery && apiGroups.includes('*') && resources.includes('*');
}

/**
 * True where a rule allows any of the verbs on a resource, by name or by `*`; of one that allows everything another rule speaks
 * (rbac/wildcard).
 */
export function allows(
  { apiGroups, resources, verbs }: RoleRule,
  group: string,
  resource: string,
  wanted: readonly string[],
): boolean {
  if (allowsAll({ apiGroups, resources, verbs })) return false;
  const isOneOf = (words: readonly string[], word: string) => words.includes(word) || words.includes('*');
  return (
    isOneOf(apiGroups, group) && isOneOf(resources, resource) && wanted.some((verb) => isOneOf(verbs, verb))
  );
}

/** The place of a word in one of the lists of a rule, or of the `*` that stands for it. */
export function wordPlace({ at }: RoleRule, list: 'apiGroups' | 'resources' | 'verbs', word: string): Place {
  const words = wordsAt(at.child(list));
  const index = words.includes(word) ? words.indexOf(word) : words.indexOf('*');
  return index < 0 ? at.child(list) : at.child(list, index);
}

function wordsAt({ value }: Place): string[] {
  return Array.isArray(value) ? value.map((word) => (typeof word === 'string' ? word : '')) : [];
}
