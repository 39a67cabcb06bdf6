/** Label selectors as Kubernetes prints them in messages. */
import type { LabelSelector } from './objects.js';
import { compareTexts } from './text.js';

const SIGNS: Readonly<Record<string, string>> = { In: ' in ', NotIn: ' notin ' };

/** `app=web,tier in (a,b),!old`: what `labels.Selector` prints (apimachinery, labels.Requirement.String), by keys. */
export function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const requirements = Object.entries(matchLabels).map(([key, value]) => ({ key, text: `${key}=${value}` }));
  for (const { key, operator, values = [] } of matchExpressions) {
    const sign = SIGNS[operator];
    const list = `(${[...values].sort(compareTexts).join(',')})`;
    const text =
      sign === undefined ? (operator === 'DoesNotExist' ? `!${key}` : key) : `${key}${sign}${list}`;
    requirements.push({ key, text });
  }
  return requirements
    .sort((a, b) => compareTexts(a.key, b.key))
    .map(({ text }) => text)
    .join(',');
}

/** A selector as Go prints the struct: `&LabelSelector{MatchLabels:map[string]string{app: web,},…}`; `nil` for none. */
export function selectorDump(selector: LabelSelector | null | undefined): string {
  if (!selector) return 'nil';
  const labels = Object.entries(selector.matchLabels ?? {}).sort(([a], [b]) => compareTexts(a, b));
  const expressions = (selector.matchExpressions ?? []).map(
    ({ key, operator, values = [] }) =>
      `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${values.join(' ')}],},`,
  );
  return `&LabelSelector{MatchLabels:map[string]string{${labels.map(([key, value]) => `${key}: ${value},`).join('')}},MatchExpressions:[]LabelSelectorRequirement{${expressions.join('')}},}`;
}
