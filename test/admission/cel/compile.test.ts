import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCel } from '../../../src/admission/cel/compile.js';
import {
  BOOL,
  DYN,
  INT,
  listOf,
  objectType,
  readType,
  STRING,
  typeText,
} from '../../../src/admission/cel/types.js';
import type { KubernetesVersion } from '../../../src/api/version.js';

const variables = {
  object: DYN,
  self: objectType('object', { size: INT, name: STRING, tags: listOf(STRING), on: BOOL }),
};

function outcome(text: string): string {
  const compiled = compileCel(text, { variables });
  return 'error' in compiled ? compiled.error : typeText(compiled.type);
}

describe('types of CEL expressions', () => {
  it.each([
    ['self.size > 0 && self.on', 'bool'],
    ['self.tags.all(t, t.startsWith("a"))', 'bool'],
    ['self.tags.map(t, size(t))', 'list(int)'],
    ['self.on ? self.name : "none"', 'string'],
    ['has(self.name) || !has(object.spec.x)', 'bool'],
    ['object.spec.replicas', 'dyn'],
    ['[1, 2, 3].exists(x, x in [2])', 'bool'],
    ['{"a": 1, "b": 2}', 'map(string, int)'],
    ['quantity("1Gi").isGreaterThan(quantity("1M"))', 'bool'],
    ['duration("1h") + duration("30m")', 'google.protobuf.Duration'],
    ['object.?metadata.?labels.orValue({}).size() == 0', 'bool'],
    ['-1 + 2 * 3 % 4 - 0x10', 'int'],
    [
      'r\'\\d+\' + b"x".size().format([])',
      "ERROR: <input>:1:28: found no matching overload for 'format' applied to 'int.(list(dyn))'",
    ],
    ['null', 'null_type'],
  ])('%s', (text, expected) => {
    expect(outcome(text).split('\n')[0]).toBe(expected);
  });

  it.each([
    ['object.', "1:8: Syntax error: no viable alternative at input '.'"],
    ['has space', "1:5: Syntax error: extraneous input 'space' expecting <EOF>"],
    ['a\nb', "2:1: Syntax error: extraneous input 'b' expecting <EOF>"],
    ['$(X)', "1:1: Syntax error: token recognition error at: '$'"],
    ['nosuch > 1', "1:1: undeclared reference to 'nosuch' (in container '')"],
    ['self.nope', "1:5: undefined field 'nope'"],
    ['self.size > "a"', "1:11: found no matching overload for '_>_' applied to '(int, string)'"],
    ['self.name.matches("[")', '1:19: invalid matches argument'],
    ['[1, "a"]', "1:5: expected type 'int' but found 'string'"],
    [
      'self.size.all(x, x)',
      "1:5: expression of type 'int' cannot be range of a comprehension (must be list, map, or dynamic)",
    ],
    ['nope(1)', "1:5: undeclared reference to 'nope' (in container '')"],
    ['for', '1:1: reserved identifier: for'],
  ])('refuses %s', (text, expected) => {
    expect(outcome(text).split('\n')[0]).toBe(`ERROR: <input>:${expected}`);
  });

  it('shows the line and points at the place', () => {
    expect(outcome('a-b')).toBe(
      "ERROR: <input>:1:1: undeclared reference to 'a' (in container '')\n | a-b\n | ^\n" +
        "ERROR: <input>:1:3: undeclared reference to 'b' (in container '')\n | a-b\n | ..^",
    );
  });
});

describe('hostile expressions', () => {
  const big = 20_000;
  it.each([
    '('.repeat(big),
    '['.repeat(big),
    '{1:'.repeat(big),
    '!'.repeat(big),
    `${'1+'.repeat(big)}1`,
    `a${'.b'.repeat(big)}`,
    `x${'[0]'.repeat(big)}`,
    '1?'.repeat(big),
    '"'.repeat(big),
    '$'.repeat(big),
  ])('end (%#)', (text) => {
    expect(outcome(text)).toBeTypeOf('string');
  });

  it('never throw', () => {
    const pieces = fc.constantFrom(
      ...'( ) [ ] { } . , ? : + - * / % ! && || == != < <= in has all self object size "x" \'y\' 1 1.5 2u null true // \n `a` $ ü'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 25 }), fc.string(), (parts, text) => {
        outcome(parts.join(' '));
        outcome(parts.join(''));
        outcome(text);
      }),
      { numRuns: 500 },
    );
  });
});

describe('expressions that are new to a Kubernetes', () => {
  const text = (expression: string, newTo?: KubernetesVersion): string => {
    const compiled = compileCel(expression, { variables: {}, ...(newTo && { newTo }) });
    return 'error' in compiled ? (compiled.error.split('\n')[0] ?? '') : typeText(compiled.type);
  };
  const undeclared = (name: string) => expect.stringContaining(`undeclared reference to '${name}' `);

  // The server whose new expressions do not know it yet, the next one, and what it says.
  it.each<[string, KubernetesVersion, KubernetesVersion, string]>([
    ["quantity('1') == quantity('1')", '1.28', '1.29', 'quantity'],
    ['optional.of(1).hasValue()', '1.28', '1.29', 'optional'],
    ["'%d'.format([1]) == '1'", '1.29', '1.30', 'format'],
    ["strings.quote('a') == 'a'", '1.29', '1.30', 'strings'],
    ['sets.contains([1], [1])', '1.29', '1.30', 'sets'],
    ["isIP('::1')", '1.30', '1.31', 'isIP'],
    ["cidr('10.0.0.0/8').prefixLength() == 8", '1.30', '1.31', 'cidr'],
    ["format.named('uuid').hasValue()", '1.31', '1.32', 'format'],
    ['[1].all(i, v, v > i)', '1.32', '1.33', 'all'],
    ["isSemver('1.2.3')", '1.33', '1.34', 'isSemver'],
    ['[3, 1].sort() == [1, 3]', '1.34', '1.35', 'sort'],
    ['[3, 1].sortBy(e, e) == [1, 3]', '1.34', '1.35', 'sortBy'],
  ])('%s is refused by %s and taken by %s', (expression, before, from, name) => {
    expect(text(expression)).toBe('bool');
    expect(text(expression, from)).toBe('bool');
    const compiled = compileCel(expression, { variables: {}, newTo: before });
    expect(compiled).toMatchObject({ error: undeclared(name) });
  });

  it('lacks single overloads of functions that are there', () => {
    expect(text('1 < 1.5', '1.29')).toBe('bool');
    expect(text('1 < 1.5', '1.28')).toContain(
      "found no matching overload for '_<_' applied to '(int, double)'",
    );
    const authorizer = { variables: { rc: readType('kubernetes.authorization.ResourceCheck') } };
    const fields = "rc.fieldSelector('a=b').check('get').allowed()";
    expect(compileCel(fields, { ...authorizer, newTo: '1.31' })).toHaveProperty('error');
    expect(compileCel(fields, { ...authorizer, newTo: '1.32' })).not.toHaveProperty('error');
  });
});
