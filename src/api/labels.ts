/** Label selectors (k8s.io/apimachinery/pkg/labels and pkg/apis/meta/v1 helpers). */

import { labelKeyErrors, labelValueErrors } from './names.js';
import type { LabelSelector, LabelSelectorRequirement } from './objects.js';
import { inNewestWords, type Words } from './wording.js';

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

/** True for a selector without a single requirement: it selects everything. None at all is another matter. */
export function isEmptySelector(selector: LabelSelector | null | undefined): boolean {
  if (!selector) return false;
  return (
    Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0
  );
}

/** A label that all have which a selector matches, of several the one that the fewest may have; undefined where there is none. */
export function neededLabel({
  matchLabels = {},
  matchExpressions = [],
}: LabelSelector): { key: string; value: string } | undefined {
  for (const { key, operator, values } of matchExpressions) {
    if (operator === 'In' && values?.length === 1) return { key, value: values[0]! };
  }
  const [first] = Object.entries(matchLabels);
  return first && { key: first[0], value: first[1] };
}

/** A selector read from text, or the server's words for why it is not one. */
export type SelectorText = { selector: LabelSelector } | { error: string };

class SelectorError extends Error {}

/** Signs, then words; a sign without a meaning (`<`, `>`) is one that nothing expects. */
const TOKENS = /==|!=|[=!,()<>]|[^\s=!,()<>]+/g;
const SIGN = /^[=!,()<>]/;

const REQUIREMENT = 'unable to parse requirement: ';

/**
 * Reads the text form: `a=b`, `a==b`, `a!=b`, `a in (b,c)`, `a notin (b)`, `a`, `!a`, joined by commas.
 * `!=` becomes NotIn, `=` becomes In, as requirements have no other way to say it.
 */
export function parseSelector(text: string): SelectorText {
  try {
    return { selector: { matchExpressions: readRequirements(text.match(TOKENS) ?? []) } };
  } catch (error) {
    if (error instanceof SelectorError) return { error: error.message };
    throw error;
  }
}

function readRequirements(tokens: readonly string[]): LabelSelectorRequirement[] {
  const found: LabelSelectorRequirement[] = [];
  let at = 0;
  const take = (): string => tokens[at++] ?? '';
  const isWord = (token = ''): boolean => token !== '' && !SIGN.test(token);
  const word = (): string => {
    const token = take();
    if (!isWord(token)) throw new SelectorError(`${REQUIREMENT}found '${token}', expected: identifier`);
    return token;
  };
  const single = (): string[] => [(tokens[at] ?? ',') === ',' ? '' : word()];
  const listed = (): string[] => {
    const open = take();
    if (open !== '(') throw new SelectorError(`${REQUIREMENT}found '${open}' expected: '('`);
    const values: string[] = [];
    if (tokens[at] === ')') return values;
    while (true) {
      values.push(/^[,)]/.test(tokens[at] ?? '') ? '' : word());
      const next = take();
      if (next === ')') return values;
      if (next !== ',') throw new SelectorError(`${REQUIREMENT}found '${next}', expected: ',' or ')'`);
    }
  };
  let expected = "!, identifier, or 'end of string'";
  while (at < tokens.length) {
    const negated = tokens[at] === '!';
    if (negated) at += 1;
    else if (!isWord(tokens[at])) throw new SelectorError(`found '${tokens[at]}', expected: ${expected}`);
    const key = word();
    refuse('key', key, labelKeyErrors(key));
    if (negated) found.push({ key, operator: 'DoesNotExist' });
    else if ((tokens[at] ?? ',') === ',') found.push({ key, operator: 'Exists' });
    else found.push(readValues(key, take(), single, listed));
    if (at === tokens.length) break;
    const next = take();
    if (next !== ',') throw new SelectorError(`found '${next}', expected: ',' or 'end of string'`);
    expected = "identifier after ','";
    if (at === tokens.length) throw new SelectorError(`found '', expected: ${expected}`);
  }
  return found;
}

function readValues(
  key: string,
  sign: string,
  single: () => string[],
  listed: () => string[],
): LabelSelectorRequirement {
  const isList = sign === 'in' || sign === 'notin';
  if (!isList && !/^(?:==?|!=)$/.test(sign)) {
    throw new SelectorError(`${REQUIREMENT}found '${sign}', expected: in, notin, =, ==, !=, gt, lt`);
  }
  const values = isList ? listed() : single();
  if (values.length === 0) {
    const why = "for 'in', 'notin' operators, values set can't be empty";
    throw new SelectorError(`${REQUIREMENT}values: Invalid value: []: ${why}`);
  }
  for (const value of values) refuse(`values[0][${key}]`, value, labelValueErrors(value));
  return { key, operator: sign === 'notin' || sign === '!=' ? 'NotIn' : 'In', values };
}

function refuse(place: string, value: string, errors: readonly Words[]): void {
  if (errors.length === 0) return;
  const shown = `${place}: Invalid value: ${JSON.stringify(value)}: ${errors.map(inNewestWords).join('; ')}`;
  throw new SelectorError(`${REQUIREMENT}${shown}`);
}
