/** What is said of suppressions themselves. */
import type { RuleData } from '../../api/finding.js';

export const SUPPRESSION_RULES = {
  unused: {
    name: 'suppressions/unused',
    severity: 'warning',
    summary: 'A suppression that suppresses nothing: what it was about is gone.',
    page: 'suppressions.md',
  },
  unknownRule: {
    name: 'suppressions/unknown-rule',
    severity: 'warning',
    summary: 'A suppression of a rule that there is not, or of none.',
    page: 'suppressions.md',
  },
  noReason: {
    name: 'suppressions/no-reason',
    severity: 'error',
    summary: 'A suppression that does not say why, where the configuration asks for it.',
    page: 'suppressions.md',
  },
} satisfies Record<string, RuleData>;
