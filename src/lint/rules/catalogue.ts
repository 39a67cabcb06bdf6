/** Every rule that a finding of any command can name. */
import { closest } from '../../api/suggest.js';
import { CATALOGUE, type CatalogueEntry } from './catalogue-entries.js';

export { CATALOGUE, type CatalogueEntry } from './catalogue-entries.js';

const BY_NAME: ReadonlyMap<string, CatalogueEntry> = new Map(CATALOGUE.map((entry) => [entry.name, entry]));

/**
 * What is wrong with a name that no rule has: `unknown rule image/latest-tag, did you mean images/latest-tag?` What it may be
 * meant for is left out where `isTyped` is false.
 */
export function unknownRule(name: string, isTyped = true): string | undefined {
  if (BY_NAME.has(name)) return undefined;
  const near = isTyped
    ? ([...BY_NAME.keys()].find((known) => known.endsWith(`/${name}`)) ?? closest(name, BY_NAME.keys()))
    : undefined;
  return `unknown rule ${name}${near === undefined ? '' : `, did you mean ${near}?`}`;
}

/** What a rule says of itself; undefined of a name that no rule has. */
export function entryOfRule(name: string): CatalogueEntry | undefined {
  return BY_NAME.get(name);
}
