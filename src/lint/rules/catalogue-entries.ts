/**
 * What every rule says of itself, collected. In the bundle stands what this comes to, not what it comes of (scripts/bundle.mjs): who
 * looks for a name is not to wait for all rules.
 */
import type { RuleData, RuleSet } from '../../api/finding.js';
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
