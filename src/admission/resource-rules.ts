/** The rules of a kind with the names that messages have for it. */

import { NEWEST_VERSION } from '../api/version.js';
import { guessPlural, resources } from '../schema/resources.js';
import type { KindRules, ResourceRules } from './kind.js';
import { SUBDOMAIN } from './shared/names.js';

export function plainRules(group: string, kind: string): KindRules {
  return { kind, group, name: SUBDOMAIN };
}

const named = new WeakMap<KindRules, ResourceRules>();

/** The rules of a kind with the names that the table of resources has for it. They are those of every minor. */
export function resourceRules(rules: KindRules): ResourceRules {
  let known = named.get(rules);
  if (known === undefined) {
    const found = resources(NEWEST_VERSION).ofKind(rules.kind, rules.group);
    const { plural = guessPlural(rules.kind), namespaced = rules.namespaced ?? false } = found ?? {};
    known = { ...rules, resource: plural, namespaced };
    named.set(rules, known);
  }
  return known;
}
