/** Where kubeplan and its rules are told of. */
import { entryOfRule } from '../lint/rules/catalogue.js';

export const HOME = 'https://github.com/kubeplan/kubeplan';

/** The page of a rule, or the list of all for one that has none. */
export function docsUrl(rule: string): string {
  return `${HOME}/blob/main/docs/rules/${entryOfRule(rule)?.docs ?? 'README.md'}`;
}
