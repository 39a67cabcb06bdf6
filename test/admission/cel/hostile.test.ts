import { describe, expect, it } from 'vitest';
import { compileCel } from '../../../src/admission/cel/compile.js';
import { type CelValue, listValue } from '../../../src/admission/cel/eval/value.js';
import { evaluated } from './evaluated.js';

const LONG = 'a'.repeat(1_000_000);
const VALUES: ReadonlyMap<string, CelValue> = new Map<string, CelValue>([
  ['many', listValue(Array.from({ length: 20_000 }, (_, at) => BigInt(at)))],
  ['text', LONG],
]);
const EXCEEDED = 'ERROR operation cancelled: actual cost limit exceeded';
const clauses = (count: number): string =>
  `"${'%s'.repeat(count)}".format([${Array(count).fill('text').join(',')}])`;

/** What would take minutes, or more memory than there is, ends by the limit of costs before it begins. */
describe('an expression that asks for too much', () => {
  it.each([
    ['loops in loops', 'many.all(a, many.all(b, a + b >= 0))'],
    ['lists in lists', 'many.map(a, many.map(b, [a, b])).size()'],
    ['each with each', 'many.distinct().size()'],
    ['a large list sorted', 'many.sort().size()'],
    ['a large list among another', 'sets.equivalent(many, many)'],
    ['a number of elements', 'lists.range(1000000000000)'],
    ['a text of clauses', clauses(1000)],
    ['a text in place of every character', 'text.replace("", text)'],
    ['a text in place of another', 'text.replace("a", text)'],
    ['texts joined', 'many.map(x, text).join(text)'],
    ['a long text read again and again', 'many.map(x, text.charAt(x))'],
    ['a text cut up again and again', 'many.map(x, text.split(""))'],
  ])('%s', (_name, text) => {
    expect(evaluated(text, VALUES)).toBe(EXCEEDED);
  });

  it('is done where it is within the limits', () => {
    expect(evaluated('text.charAt(999999) + text.charAt(1000000)', VALUES)).toBe('"a"');
    expect(evaluated('text.charAt(1000001)', VALUES)).toBe('ERROR index out of range: 1000001');
    expect(evaluated('text.replace("a", "bb", 2).size()', VALUES)).toBe('1000002');
    expect(evaluated('many.slice(0, 700).distinct().size()', VALUES)).toBe('700');
    expect(evaluated('many.slice(0, 710).distinct().size()', VALUES)).toBe(EXCEEDED);
  });
});

describe('an expression that is read', () => {
  const told = (text: string): string => {
    const compiled = compileCel(text, { variables: { text: { kind: 'string' } } });
    return 'error' in compiled ? (compiled.error.split('\n')[0] ?? '') : 'compiled';
  };

  it.each([
    [
      'ten thousand brackets',
      '('.repeat(10_000),
      'ERROR: <input>:-1:0: expression recursion limit exceeded: 250',
    ],
    [
      'ten thousand lists',
      '['.repeat(10_000),
      'ERROR: <input>:-1:0: expression recursion limit exceeded: 250',
    ],
    ['ten thousand signs', `${'!'.repeat(10_000)}true`, 'compiled'],
    ['ten thousand terms', Array(10_000).fill('true').join(' && '), 'compiled'],
    [
      'ten thousand fields',
      `text${'.a'.repeat(10_000)}`,
      'ERROR: <input>:-1:0: max recursion depth exceeded',
    ],
    ['ten thousand clauses', clauses(10_000), 'compiled'],
    [
      'a name of no own field',
      'text.constructor',
      "ERROR: <input>:1:5: type 'string' does not support field selection",
    ],
  ])('%s', (_name, text, expected) => {
    expect(told(text)).toBe(expected);
  });

  it('finds no more in a map than its own keys', () => {
    expect(evaluated('{"__proto__": {"x": 1}}.__proto__.x')).toBe('1');
    expect(evaluated('{"a": 1}.__proto__')).toBe('ERROR no such key: __proto__');
    expect(evaluated('{"a": 1}.constructor')).toBe('ERROR no such key: constructor');
  });
});
