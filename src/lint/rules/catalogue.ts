/** Every rule that a finding of any command can name. */
import type { RuleData, RuleSet } from '../../api/finding.js';
import { closest } from '../../api/suggest.js';
import { INPUT_RULES, YAML_RULES } from '../../manifest/rules.js';
import { NO_OBJECT } from '../../schema/rules.js';
import { PLAN_RULES } from '../../simulation/rules.js';
import { CONFIGURATION_RULES } from '../configurations.js';
import { ENCRYPTED } from '../encrypted.js';
import { FAILED } from '../failed.js';
import { FRAGMENT } from '../fragment.js';
import { KUSTOMIZE_RULES } from '../kustomizations.js';
import { SUPPRESSION_RULES } from '../suppressions/rules.js';
import { ALL_RULES } from './all.js';
import { PODS_REFUSED, REFUSED, SERVER_RULES, UNREADABLE, WARNING } from './server.js';

export interface CatalogueEntry extends Pick<RuleData, 'name' | 'severity' | 'summary' | 'parameters'> {
  /** The least set that it is of. */
  set: RuleSet;
  /** Where docs/rules tells of it: a page, or a section of one. */
  docs: string;
}

/** By name. A rule is declared where it is found out; what tells rules from each other reads this. */
export const CATALOGUE: readonly CatalogueEntry[] = [
  ...new Set<RuleData>([
    ...Object.values(YAML_RULES),
    ...Object.values(INPUT_RULES),
    NO_OBJECT,
    FRAGMENT,
    ENCRYPTED,
    FAILED,
    ...CONFIGURATION_RULES,
    ...KUSTOMIZE_RULES,
    ...ALL_RULES,
    ...Object.values(SERVER_RULES),
    UNREADABLE,
    REFUSED,
    PODS_REFUSED,
    WARNING,
    ...Object.values(SUPPRESSION_RULES),
    ...Object.values(PLAN_RULES),
  ]),
]
  .map(({ name, severity, summary, set = 'default', page, parameters }) => ({
    name,
    severity,
    set,
    summary,
    ...(parameters && { parameters }),
    docs: page === undefined ? `${name}.md` : `${page}#${name.replace('/', '')}`,
  }))
  .sort((a, b) => (a.name < b.name ? -1 : 1));

const NAMES: ReadonlySet<string> = new Set(CATALOGUE.map(({ name }) => name));

/**
 * What is wrong with a name that no rule has: `unknown rule image/latest-tag, did you mean images/latest-tag?` What it may be
 * meant for is left out where `isTyped` is false.
 */
export function unknownRule(name: string, isTyped = true): string | undefined {
  if (NAMES.has(name)) return undefined;
  const near = isTyped
    ? ([...NAMES].find((known) => known.endsWith(`/${name}`)) ?? closest(name, NAMES))
    : undefined;
  return `unknown rule ${name}${near === undefined ? '' : `, did you mean ${near}?`}`;
}
