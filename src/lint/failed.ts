/** What kubeplan itself fails at: told with its place, while all else goes on. */
import type { Finding, RuleData } from '../api/finding.js';
import type { LintObject } from './object.js';

export const FAILED: RuleData = {
  name: 'kubeplan/failed',
  severity: 'error',
  summary: 'kubeplan itself failed at an object: what it says of that is not whole.',
  page: 'rarer.md',
};

/** `rule`: the name of the one that threw; undefined where it was none of them. */
export function failedFinding(object: LintObject, cause: unknown, rule?: string): Finding {
  const what = cause instanceof Error ? cause.message : String(cause);
  return {
    rule: FAILED.name,
    severity: FAILED.severity,
    message: `${rule === undefined ? 'kubeplan' : rule} failed here: ${what}`,
    location: object.at.location(),
    object: object.ref,
    hint: 'a defect of kubeplan: what else is said of this object is not whole',
  };
}
