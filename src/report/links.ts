/** Where kubeplan and its rules are told of. */
import { CATALOGUE } from '../lint/rules/catalogue.js';

export const HOME = 'https://github.com/kubeplan/kubeplan';
const PAGES = new Map(CATALOGUE.map(({ name, docs }) => [name, docs]));

/** The page of a rule, or the list of all for one that has none. */
export function docsUrl(rule: string): string {
  return `${HOME}/blob/main/docs/rules/${PAGES.get(rule) ?? 'README.md'}`;
}
