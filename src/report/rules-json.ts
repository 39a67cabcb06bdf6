/** `kubeplan rules --format json`: the format `kubeplan.rules/1`. */
import type { RulePage } from '../lint/rule-page.js';
import type { CatalogueEntry } from '../lint/rules/catalogue.js';
import { jsonText } from './inert.js';

const RULES_FORMAT = 'kubeplan.rules/1';

/** Rules as one JSON document; of those that `pages` has one of, with what it tells. */
export function rulesJson(
  rules: readonly CatalogueEntry[],
  pages: ReadonlyMap<CatalogueEntry, RulePage> = new Map(),
): string {
  return jsonText({
    format: RULES_FORMAT,
    rules: rules.map((rule) => {
      const { name, severity, set, summary, docs, parameters } = rule;
      const page = pages.get(rule);
      const told = page && { why: page.why, wrong: page.wrong, right: page.right, elsewhere: page.elsewhere };
      return {
        name,
        severity,
        set,
        summary,
        docs: `docs/rules/${docs}`,
        ...(parameters && { parameters }),
        ...told,
      };
    }),
  });
}
