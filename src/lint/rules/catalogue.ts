/** Every rule that a finding of any command can name. */
import type { RuleSet } from '../../api/finding.js';
import { closest } from '../../api/suggest.js';
import { CATALOGUE } from './catalogue-entries.js';

export { CATALOGUE, type CatalogueEntry } from './catalogue-entries.js';

const SETS: ReadonlyMap<string, RuleSet> = new Map(CATALOGUE.map(({ name, set }) => [name, set]));

/**
 * What is wrong with a name that no rule has: `unknown rule image/latest-tag, did you mean images/latest-tag?` What it may be
 * meant for is left out where `isTyped` is false.
 */
export function unknownRule(name: string, isTyped = true): string | undefined {
  if (SETS.has(name)) return undefined;
  const near = isTyped
    ? ([...SETS.keys()].find((known) => known.endsWith(`/${name}`)) ?? closest(name, SETS.keys()))
    : undefined;
  return `unknown rule ${name}${near === undefined ? '' : `, did you mean ${near}?`}`;
}

/** The least set that a rule is of; undefined of a name that no rule has. */
export function setOfRule(name: string): RuleSet | undefined {
  return SETS.get(name);
}
