import { describe, expect, it } from 'vitest';
import {
  isEmptySelector,
  matchesLabels,
  matchesSelector,
  neededLabel,
  parseSelector,
} from '../../src/api/labels.js';
import type { LabelSelector } from '../../src/api/objects.js';

const LABELS = { app: 'web', tier: 'front', empty: '' };
const expression = (key: string, operator: string, values?: string[]): LabelSelector =>
  ({ matchExpressions: [{ key, operator, ...(values && { values }) }] }) as LabelSelector;

describe('a selector', () => {
  it.each<[LabelSelector | null | undefined, boolean]>([
    [undefined, false],
    [null, false],
    [{}, true],
    [{ matchLabels: {} }, true],
    [{ matchExpressions: [] }, true],
    [{ matchLabels: { app: 'web' } }, true],
    [{ matchLabels: { app: 'web', tier: 'front' } }, true],
    [{ matchLabels: { app: 'web', tier: 'back' } }, false],
    [{ matchLabels: { tier: 'back', app: 'web' } }, false],
    [{ matchLabels: { empty: '' } }, true],
    [{ matchLabels: { missing: '' } }, false],
    [{ matchLabels: { toString: '' } }, false],
    [expression('app', 'In', ['api', 'web']), true],
    [expression('app', 'In', ['api']), false],
    [expression('app', 'In', []), false],
    [expression('app', 'In'), false],
    [expression('missing', 'In', ['x']), false],
    [expression('app', 'NotIn', ['api', 'web']), false],
    [expression('app', 'NotIn', ['api']), true],
    [expression('app', 'NotIn'), true],
    [expression('missing', 'NotIn', ['x']), true],
    [expression('app', 'Exists'), true],
    [expression('empty', 'Exists'), true],
    [expression('missing', 'Exists'), false],
    [expression('toString', 'Exists'), false],
    [expression('app', 'DoesNotExist'), false],
    [expression('empty', 'DoesNotExist'), false],
    [expression('missing', 'DoesNotExist'), true],
    [expression('app', 'Gt', ['0']), false],
    [{ matchLabels: { app: 'web' }, ...expression('tier', 'Exists') }, true],
    [{ matchLabels: { app: 'web' }, ...expression('tier', 'DoesNotExist') }, false],
    [{ matchLabels: { app: 'api' }, ...expression('tier', 'Exists') }, false],
    [
      {
        matchExpressions: [
          { key: 'app', operator: 'Exists' },
          { key: 'tier', operator: 'In', values: ['back'] },
        ],
      },
      false,
    ],
  ])('%j: %s', (selector, matches) => {
    expect(matchesSelector(selector, LABELS)).toBe(matches);
  });

  it('matches an object without labels like one with none', () => {
    expect(matchesSelector({}, undefined)).toBe(true);
    expect(matchesSelector({ matchLabels: { app: 'web' } }, undefined)).toBe(false);
    expect(matchesSelector(expression('app', 'DoesNotExist'), undefined)).toBe(true);
  });

  it.each<[LabelSelector, boolean]>([
    [{}, true],
    [{ matchLabels: {}, matchExpressions: [] }, true],
    [{ matchLabels: { a: '' } }, false],
    [expression('a', 'Exists'), false],
  ])('%j has no requirement: %s', (selector, empty) => {
    expect(isEmptySelector(selector)).toBe(empty);
  });

  it.each<[Record<string, string> | null | undefined, boolean]>([
    [undefined, true],
    [null, true],
    [{}, true],
    [{ app: 'web' }, true],
    [{ app: 'web', tier: 'back' }, false],
    [{ missing: '' }, false],
    [{ empty: '' }, true],
    [{ constructor: '' }, false],
  ])('the plain map %j: %s', (selector, matches) => {
    expect(matchesLabels(selector, LABELS)).toBe(matches);
  });

  it('a plain map against no labels', () => {
    expect(matchesLabels({ app: 'web' }, undefined)).toBe(false);
    expect(matchesLabels({}, undefined)).toBe(true);
  });
});

describe('a selector in text', () => {
  const IN = (key: string, ...values: string[]) => ({ key, operator: 'In', values });
  const NOT_IN = (key: string, ...values: string[]) => ({ key, operator: 'NotIn', values });
  const EXISTS = (key: string) => ({ key, operator: 'Exists' });
  const ABSENT = (key: string) => ({ key, operator: 'DoesNotExist' });

  it.each([
    ['', []],
    ['  ', []],
    ['a=b', [IN('a', 'b')]],
    [' a == b ', [IN('a', 'b')]],
    ['a!=b', [NOT_IN('a', 'b')]],
    ['a=', [IN('a', '')]],
    ['a=,b!=', [IN('a', ''), NOT_IN('b', '')]],
    ['a', [EXISTS('a')]],
    ['! a', [ABSENT('a')]],
    ['!a,b,!c', [ABSENT('a'), EXISTS('b'), ABSENT('c')]],
    ['a in (b)', [IN('a', 'b')]],
    ['a in(b, c),d notin ( e )', [IN('a', 'b', 'c'), NOT_IN('d', 'e')]],
    ['a in (,)', [IN('a', '', '')]],
    ['a in (b,)', [IN('a', 'b', '')]],
    ['in=notin', [IN('in', 'notin')]],
    ['in in (in)', [IN('in', 'in')]],
    ['x.io/a=b', [IN('x.io/a', 'b')]],
  ])('%j', (text, matchExpressions) => {
    expect(parseSelector(text)).toEqual({ selector: { matchExpressions } });
  });

  const BAD_PART =
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
  const BAD_VALUE =
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
  it.each([
    ['=b', "found '=', expected: !, identifier, or 'end of string'"],
    [',a', "found ',', expected: !, identifier, or 'end of string'"],
    ['a,', "found '', expected: identifier after ','"],
    ['a,=', "found '=', expected: identifier after ','"],
    ['a=b c', "found 'c', expected: ',' or 'end of string'"],
    ['!a=b', "found '=', expected: ',' or 'end of string'"],
    ['a in (b) c', "found 'c', expected: ',' or 'end of string'"],
    ['!', "unable to parse requirement: found '', expected: identifier"],
    ['!!a', "unable to parse requirement: found '!', expected: identifier"],
    ['a==(', "unable to parse requirement: found '(', expected: identifier"],
    ['a===b', "unable to parse requirement: found '=', expected: identifier"],
    ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    ['a!b', "unable to parse requirement: found '!', expected: in, notin, =, ==, !=, gt, lt"],
    ['a > 1', "unable to parse requirement: found '>', expected: in, notin, =, ==, !=, gt, lt"],
    [
      'a in ()',
      "unable to parse requirement: values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty",
    ],
    ['a in', "unable to parse requirement: found '' expected: '('"],
    ['a in b', "unable to parse requirement: found 'b' expected: '('"],
    ['a in (', "unable to parse requirement: found '', expected: identifier"],
    ['a in (=', "unable to parse requirement: found '=', expected: identifier"],
    ['a in (b', "unable to parse requirement: found '', expected: ',' or ')'"],
    ['a in (b c)', "unable to parse requirement: found 'c', expected: ',' or ')'"],
    ['-a', `unable to parse requirement: key: Invalid value: "-a": ${BAD_PART}`],
    [
      `/${'a'.repeat(64)}`,
      `unable to parse requirement: key: Invalid value: "/${'a'.repeat(64)}": prefix part must be non-empty; name part must be no more than 63 bytes`,
    ],
    ['a=-', `unable to parse requirement: values[0][a]: Invalid value: "-": ${BAD_VALUE}`],
    ['a notin (b,x/y)', `unable to parse requirement: values[0][a]: Invalid value: "x/y": ${BAD_VALUE}`],
  ])('%j is none', (text, error) => {
    expect(parseSelector(text)).toEqual({ error });
  });
});

it.each<[Parameters<typeof neededLabel>[0], ReturnType<typeof neededLabel>]>([
  [{}, undefined],
  [{ matchLabels: { a: 'b', c: 'd' } }, { key: 'a', value: 'b' }],
  [
    { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'h', operator: 'In', values: ['x'] }] },
    { key: 'h', value: 'x' },
  ],
  [
    {
      matchExpressions: [
        { key: 'h', operator: 'In', values: ['x', 'y'] },
        { key: 'h', operator: 'NotIn', values: ['x'] },
        { key: 'h', operator: 'Exists' },
      ],
    },
    undefined,
  ],
])('the label that all have which %j matches', (selector, needed) => {
  expect(neededLabel(selector)).toEqual(needed);
});
