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

/** The rules of a Role or ClusterRole; none for anything else. */
export function rulesOfRole({ apiVersion, kind, at }: LintObject): RoleRule[] {
  if (!apiVersion.startsWith(GROUP) || (kind !== 'Role' && kind !== 'ClusterRole')) return [];
  return at.items('rules').map((rule) => ({
    at: rule,
    apiGroups: wordsAt(rule.child('apiGroups')),
    resources: wordsAt(rule.child('resources')),
    verbs: wordsAt(rule.child('verbs')),
  }));
}

/** True where a rule allows any of the verbs on a resource that it names; of `*` another rule speaks (rbac/wildcard). */
export function allowsNamed(
  rule: RoleRule,
  resource: string,
  wanted: readonly string[],
  group = '',
): boolean {
  return rule.resources.includes(resource) && allows(rule, group, resource, wanted);
}

/** True where a rule allows any of the verbs on a resource, by name or by `*`. */
export function allows(
  { apiGroups, resources, verbs }: RoleRule,
  group: string,
  resource: string,
  wanted: readonly string[],
): boolean {
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
