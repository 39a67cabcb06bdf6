import { RULE_SETS } from '../api/finding.js';
import { largest } from '../api/lists.js';
import type { RulePage } from '../lint/rule-page.js';
import type { CatalogueEntry } from '../lint/rules/catalogue.js';
import { PLAIN, type Style } from './style.js';
import { PIPE_WIDTH, padEnd, wrap } from './width.js';

interface RulesTextOptions {
  style?: Style;
  /** Columns to lay out for. */
  width?: number;
}

/** A summary is not squeezed into fewer columns than this: rather the line runs over. */
const NARROWEST_SUMMARY = 30;
const GAP = '  ';

/** Rules for people, a group after the other: name, severity, set and summary; then how many there are. */
export function rulesText(
  rules: readonly CatalogueEntry[],
  { style = PLAIN, width = PIPE_WIDTH }: RulesTextOptions = {},
): string {
  const cells = rules.map(({ name, severity, set }) => [name, severity, set] as const);
  const widths = [0, 1, 2].map((at) => largest(cells.map((row) => row[at]!.length)));
  const before = widths.reduce((sum, one) => sum + one + GAP.length, 0);
  const out: string[] = [];
  for (const [index, rule] of rules.entries()) {
    if (index > 0 && groupOfRule(rule) !== groupOfRule(rules[index - 1]!)) out.push('');
    const [name, severity, set] = cells[index]!.map((cell, at) => padEnd(cell, widths[at]!));
    const [first = '', ...more] = wrap(rule.summary, Math.max(NARROWEST_SUMMARY, width - before));
    out.push([style.bold(name!), severity, style.dim(set!), first].join(GAP));
    for (const line of more) out.push(' '.repeat(before) + line);
  }
  out.push('', countText(rules), 'kubeplan rules NAME explains one of them.', '');
  return out.join('\n');
}

/** `31 rules in default, 20 more in recommended, 30 more in strict.` */
function countText(rules: readonly CatalogueEntry[]): string {
  const told = RULE_SETS.flatMap((set) => {
    const count = rules.filter((rule) => rule.set === set).length;
    return count === 0 ? [] : [{ count, set }];
  });
  const parts = told.map(({ count, set }, at) =>
    at === 0 ? `${count} ${count === 1 ? 'rule' : 'rules'} in ${set}` : `${count} more in ${set}`,
  );
  return `${parts.join(', ')}.`;
}

/** `images` of `images/latest-tag`. */
export function groupOfRule({ name }: Pick<CatalogueEntry, 'name'>): string {
  return name.slice(0, name.indexOf('/'));
}

/** One rule for people: what it says, why that matters, an example, what to do to hear it. */
export function ruleText(
  { name, summary, parameters = {} }: CatalogueEntry,
  { severity, why, wrong, right, elsewhere }: RulePage,
  { style = PLAIN, width = PIPE_WIDTH }: RulesTextOptions = {},
): string {
  const example = (heading: string, text: string | undefined) =>
    text === undefined
      ? []
      : [
          '',
          style.bold(heading),
          ...text
            .trimEnd()
            .split('\n')
            .map((line) => (line ? `  ${line}` : '')),
        ];
  const paragraphs = [summary, ...why].flatMap((paragraph) => ['', ...wrap(paragraph, width)]);
  const told = Object.entries(parameters).flatMap(([parameter, data]) =>
    wrap(`${parameter}: ${data.summary}`, width - 2).map((line) => `  ${line}`),
  );
  const out = [
    `${style.bold(name)}${GAP}${severity}`,
    ...paragraphs,
    ...(told.length > 0 ? ['', style.bold('In .kubeplan.yaml it can be told'), ...told] : []),
    ...example('Wrong', wrong),
    ...example('Right', right),
    ...(elsewhere.length > 0 ? ['', ...wrap(`Elsewhere: ${elsewhere.join(', ')}.`, width)] : []),
    ...(wrong === undefined ? [] : ['', `kubeplan lint --only ${name} .   looks for this alone.`]),
    '',
  ];
  return out.join('\n');
}
