/** Label selectors (k8s.io/apimachinery/pkg/labels and pkg/apis/meta/v1 helpers). */
import { labelKeyErrors, labelValueErrors } from './names.js';
import type { LabelSelector, LabelSelectorRequirement } from './objects.js';

export type Labels = Readonly<Record<string, string>>;

const NO_LABELS: Labels = {};

function labelValue(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

function requirementMatches(requirement: LabelSelectorRequirement, labels: Labels): boolean {
  const value = labelValue(labels, requirement.key);
  const values = requirement.values ?? [];
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

/**
 * Whether the labels fulfil the selector. As in the API, no selector at all selects nothing and an empty one
 * selects everything.
 */
export function matchesSelector(
  selector: LabelSelector | null | undefined,
  labels: Labels | undefined,
): boolean {
  if (!selector) return false;
  const have = labels ?? NO_LABELS;
  const { matchLabels, matchExpressions } = selector;
  if (matchLabels) {
    for (const key of Object.keys(matchLabels)) if (labelValue(have, key) !== matchLabels[key]) return false;
  }
  return matchExpressions?.every((requirement) => requirementMatches(requirement, have)) ?? true;
}

/** Whether the labels hold every pair of a plain map (a Service's or ReplicationController's selector). Empty: everything. */
export function matchesLabels(selector: Labels | null | undefined, labels: Labels | undefined): boolean {
  const have = labels ?? NO_LABELS;
  for (const key of Object.keys(selector ?? NO_LABELS)) {
    if (labelValue(have, key) !== selector?.[key]) return false;
  }
  return true;
}

/** True for a selector without a single requirement: it selects everything. */
export function isEmptySelector(selector: LabelSelector): boolean {
  return (
    Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0
  );
}

const OPERATOR_TEXT = { In: 'in', NotIn: 'notin' } as const;

/** The selector in the text form of `kubectl get -l`: `app=web,tier in (a,b),!old`; keys sorted as Kubernetes does. */
export function selectorText(selector: LabelSelector): string {
  const parts: [string, string][] = [];
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) parts.push([key, `${key}=${value}`]);
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    if (operator === 'Exists') parts.push([key, key]);
    else if (operator === 'DoesNotExist') parts.push([key, `!${key}`]);
    else parts.push([key, `${key} ${OPERATOR_TEXT[operator]} (${[...values].sort().join(',')})`]);
  }
  return parts
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, text]) => text)
    .join(',');
}

/** A selector read from text, or the reason why it is not one. */
export type SelectorText = { selector: LabelSelector } | { error: string };

const TOKEN = /\s*(==|!=|[=!,()]|[^\s=!,()<>]+)/y;

/**
 * Reads the text form: `a=b`, `a==b`, `a!=b`, `a in (b,c)`, `a notin (b)`, `a`, `!a`, joined by commas.
 * `!=` becomes NotIn, `=` becomes In, as requirements have no other way to say it.
 */
export function parseSelector(text: string): SelectorText {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const trimmed = text.trimEnd();
  while (TOKEN.lastIndex < trimmed.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(trimmed);
    if (!match)
      return { error: `unable to parse requirement: unexpected ${JSON.stringify(trimmed.slice(at))}` };
    tokens.push(match[1] ?? '');
  }
  const expressions: LabelSelectorRequirement[] = [];
  let at = 0;
  const fail = (expected: string): SelectorText => ({
    error: `unable to parse requirement: found '${tokens[at] ?? ''}', expected: ${expected}`,
  });
  while (at < tokens.length) {
    const negated = tokens[at] === '!';
    if (negated) at += 1;
    const key = tokens[at];
    if (key === undefined || /^[=!,()]/.test(key)) return fail('identifier');
    const bad = labelKeyErrors(key)[0];
    if (bad)
      return { error: `unable to parse requirement: key: Invalid value: ${JSON.stringify(key)}: ${bad}` };
    at += 1;
    const operator = tokens[at];
    if (negated) expressions.push({ key, operator: 'DoesNotExist' });
    else if (operator === undefined || operator === ',') expressions.push({ key, operator: 'Exists' });
    else if (operator === '=' || operator === '==' || operator === '!=') {
      at += 1;
      const next = tokens[at];
      const value = next === undefined || next === ',' ? '' : next;
      if (value !== '') at += 1;
      if (/^[=!()]/.test(value)) return fail('identifier');
      expressions.push({ key, operator: operator === '!=' ? 'NotIn' : 'In', values: [value] });
    } else if (operator === 'in' || operator === 'notin') {
      at += 1;
      if (tokens[at] !== '(') return fail("'('");
      at += 1;
      const values: string[] = [];
      let value = '';
      while (at < tokens.length && tokens[at] !== ')') {
        const token = tokens[at] ?? '';
        if (token === ',') {
          values.push(value);
          value = '';
        } else if (/^[=!(]/.test(token) || value !== '') return fail("',' or ')'");
        else value = token;
        at += 1;
      }
      if (tokens[at] !== ')') return fail("')'");
      at += 1;
      values.push(value);
      expressions.push({ key, operator: operator === 'in' ? 'In' : 'NotIn', values });
    } else return fail('in, notin, =, ==, !=, gt, lt');
    for (const value of expressions.at(-1)?.values ?? []) {
      const wrong = labelValueErrors(value)[0];
      if (wrong)
        return {
          error: `unable to parse requirement: values[0][${key}]: Invalid value: ${JSON.stringify(value)}: ${wrong}`,
        };
    }
    if (at < tokens.length) {
      if (tokens[at] !== ',') return fail("',' or 'end of string'");
      at += 1;
      if (at === tokens.length) return fail('identifier after ,');
    }
  }
  return { selector: { matchExpressions: expressions } };
}
