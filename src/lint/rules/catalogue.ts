/** Every rule that a finding of any command can name. */
import type { RuleData } from '../../api/finding.js';
import { INPUT_RULES, YAML_RULES } from '../../manifest/rules.js';
import { NO_OBJECT } from '../../schema/rules.js';
import { PLAN_RULES } from '../../simulation/rules.js';
import { FRAGMENT } from '../fragment.js';
import { RULES } from './index.js';
import { PODS_REFUSED, REFUSED, SERVER_RULES, UNREADABLE, WARNING } from './server.js';

export interface CatalogueEntry extends Pick<RuleData, 'name' | 'severity' | 'summary'> {
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
    ...RULES,
    ...Object.values(SERVER_RULES),
    UNREADABLE,
    REFUSED,
    PODS_REFUSED,
    WARNING,
    ...Object.values(PLAN_RULES),
  ]),
]
  .map(({ name, severity, summary, page }) => ({
    name,
    severity,
    summary,
    docs: page === undefined ? `${name}.md` : `${page}#${name.replace('/', '')}`,
  }))
  .sort((a, b) => (a.name < b.name ? -1 : 1));
