import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCel } from '../../../src/admission/cel/compile.js';
import { BOOL, DYN, INT, listOf, objectType, STRING, typeText } from '../../../src/admission/cel/types.js';

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
