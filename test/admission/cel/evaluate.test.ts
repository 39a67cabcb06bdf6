import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Budget, CALL_LIMIT, CostExceeded, isOrdinary } from '../../../src/admission/cel/eval/budget.js';
import { callCost } from '../../../src/admission/cel/eval/call-cost.js';
import { evaluate } from '../../../src/admission/cel/eval/evaluate.js';
import { CelError, type CelValue, listValue, mapValue } from '../../../src/admission/cel/eval/value.js';
import { parseCel } from '../../../src/admission/cel/parse.js';
import { answers, evaluated } from './evaluated.js';

describe('operators', () => {
  it('reckon within 64 bits', () => {
    answers([
      ['1 + 2 * 3 - 4', '3'],
      ['7 / 2', '3'],
      ['-7 / 2', '-3'],
      ['-7 % 3', '-1'],
      ['7u % 4u', '3u'],
      ['1.5 * 2.0', '3.0'],
      ['1.0 / 0.0', 'Infinity'],
      ['1 / 0', 'ERROR division by zero'],
      ['1u / 0u', 'ERROR division by zero'],
      ['1 % 0', 'ERROR modulus by zero'],
      ['9223372036854775807 + 1', 'ERROR integer overflow'],
      ['-9223372036854775808 - 1', 'ERROR integer overflow'],
      ['-(-9223372036854775807 - 1)', 'ERROR integer overflow'],
      ['(-9223372036854775807 - 1) / -1', 'ERROR integer overflow'],
      ['(-9223372036854775807 - 1) % -1', 'ERROR integer overflow'],
      ['9223372036854775807 * 2', 'ERROR integer overflow'],
      ['1u - 2u', 'ERROR unsigned integer overflow'],
      ['18446744073709551615u + 1u', 'ERROR unsigned integer overflow'],
      ['1 + 1u', 'ERROR no such overload'],
      ['1.5 % 1.0', 'ERROR no such overload: _%_'],
      ['"a" - "b"', 'ERROR no such overload'],
      ['-"a"', 'ERROR no such overload'],
      ['-(1.5)', '-1.5'],
      ['-duration("1s")', 'duration(-1000000000)'],
      ['!true', 'false'],
      ['!1', 'ERROR no such overload'],
      ['![]', 'ERROR no such overload: !_'],
      ['-null', 'ERROR no such overload: -_'],
    ]);
  });

  it('join texts, bytes, lists; times and durations', () => {
    answers([
      ['"a" + "b"', '"ab"'],
      ['b"a" + b"\\xff"', 'b[97 255]'],
      ['[1] + [2, 3]', '[1, 2, 3]'],
      ['[1] + "a"', 'ERROR no such overload'],
      ['duration("1s") + duration("1ms")', 'duration(1001000000)'],
      ['duration("1s") - duration("2s")', 'duration(-1000000000)'],
      ['timestamp("1970-01-01T00:00:01Z") + duration("1s")', 'timestamp(2000000000)'],
      ['duration("1s") + timestamp("1970-01-01T00:00:01+01:00")', 'timestamp(-3598000000000 60)'],
      ['timestamp("1970-01-01T00:00:01Z") - duration("1s")', 'timestamp(0)'],
      ['timestamp("1970-01-02T00:00:00Z") - timestamp("1970-01-01T00:00:00Z")', 'duration(86400000000000)'],
      ['timestamp("9999-12-31T23:59:59Z") + duration("1s")', 'ERROR timestamp overflow'],
      ['timestamp("9999-12-31T23:59:59Z") - timestamp("0001-01-01T00:00:00Z")', 'ERROR duration overflow'],
    ]);
  });

  it('compare numbers of all types, and what has an order', () => {
    answers([
      ['1 < 2u', 'true'],
      ['1 <= 1.0', 'true'],
      ['2.5 > 2', 'true'],
      ['3u >= 3', 'true'],
      ['9007199254740993 > 9007199254740992.0', 'false'],
      ['9007199254740994 > 9007199254740992.0', 'true'],
      ['18446744073709551615u < 18446744073709551616.0', 'false'],
      ['double("NaN") < 1', 'ERROR NaN values cannot be ordered'],
      ['"a" < "b"', 'true'],
      ['"👍" > "\\uffff"', 'true'],
      ['b"a" < b"b"', 'true'],
      ['false < true', 'true'],
      ['duration("1s") < duration("2s")', 'true'],
      ['timestamp("2020-01-01T00:00:00Z") < timestamp("2020-01-01T00:00:00-01:00")', 'true'],
      ['1 < "a"', 'ERROR no such overload'],
      ['[1] < [2]', 'ERROR no such overload: _<_'],
      ['"a" < 1', 'ERROR no such overload'],
      ['{} > 1', 'ERROR no such overload: _>_'],
      ['null <= null', 'ERROR no such overload: _<=_'],
      ['true + 1', 'ERROR no such overload: _+_'],
      ['"a".contains(dyn(1))', 'ERROR no such overload'],
    ]);
  });

  it('are equal by what they are worth', () => {
    answers([
      ['1 == 1.0', 'true'],
      ['1u == 1', 'true'],
      ['1 == 1.5', 'false'],
      ['9007199254740993 == 9007199254740992.0', 'true'],
      ['9007199254740994 == 9007199254740992.0', 'false'],
      ['1 == "1"', 'false'],
      ['null == null', 'true'],
      ['null == 0', 'false'],
      ['double("NaN") == double("NaN")', 'false'],
      ['b"a" == b"a"', 'true'],
      ['b"a" == "a"', 'false'],
      ['[1, [2]] == [1.0, [2u]]', 'true'],
      ['[1, 2] == [2, 1]', 'false'],
      ['[1] == [1, 2]', 'false'],
      ['{"a": 1} == {"a": 1.0}', 'true'],
      ['{"a": 1} == {"b": 1}', 'false'],
      ['{"a": 1} == {"a": 1, "b": 1}', 'false'],
      ['{1: "a"} == {1u: "a"}', 'true'],
      ['duration("60s") == duration("1m")', 'true'],
      ['timestamp("2020-01-01T00:00:00Z") == timestamp("2020-01-01T01:00:00+01:00")', 'true'],
      ['type(1) == int', 'true'],
      ['type(1) == type("a")', 'false'],
      ['optional.of(1) == optional.of(1.0)', 'true'],
      ['optional.none() == optional.none()', 'true'],
      ['optional.none() == optional.of(1)', 'false'],
      ['ip("::1") == ip("0::1")', 'true'],
      ['1 != 2', 'true'],
      ['1u == "a"', 'false'],
    ]);
  });

  it('find what is in lists and maps', () => {
    answers([
      ['1 in [1.0]', 'true'],
      ['"a" in {"a": null}', 'true'],
      ['null in {"a": 1}', 'false'],
      ['[1] in {"a": 1}', 'false'],
      ['1 in "abc"', 'ERROR no such overload'],
      ['size("👍a")', '2'],
      ['size("a👍👍b")', '4'],
      ['b"\\x00\\377".size()', '2'],
      ['[1, 2].size()', '2'],
      ['size({"a": 1})', '1'],
      ['size(1)', 'ERROR no such overload: size'],
    ]);
  });

  it('pass errors over that make no difference', () => {
    answers([
      ['1 / 0 == 1 || true', 'true'],
      ['true || 1 / 0 == 1', 'true'],
      ['1 / 0 == 1 && false', 'false'],
      ['1 / 0 == 1 && 1 % 0 == 1', 'ERROR division by zero'],
      ['1 / 0 == 1 || false', 'ERROR division by zero'],
      ['1 || true', 'true'],
      ['1 && true', 'ERROR no such overload'],
      ['true ? 1 : 1 / 0', '1'],
      ['false ? 1 / 0 : 2', '2'],
      ['1 ? 2 : 3', 'ERROR no such overload'],
      ['1 / 0 == 1 ? 2 : 3', 'ERROR division by zero'],
    ]);
  });
});

describe('fields, keys and indexes', () => {
  const variables = new Map<string, CelValue>([
    [
      'self',
      mapValue([
        ['a', mapValue([['b', 1n]])],
        ['n', null],
        ['l', listValue([1n, 'x'])],
      ]),
    ],
    ['o', { kind: 'optional', value: mapValue([['a', 1n]]) }],
    ['authorizer.requestResource', 'whole'],
  ]);

  it('are found, or told', () => {
    answers(
      [
        ['self.a.b', '1'],
        ['self.z', 'ERROR no such key: z'],
        ['self.z.y', 'ERROR no such key: z'],
        ['self["a"]["b"]', '1'],
        ['self.l[0]', '1'],
        ['self.l[2]', 'ERROR index out of bounds: 2'],
        ['self.l[-1]', 'ERROR index out of bounds: -1'],
        ['self.l[1.0]', '"x"'],
        ['self.l[1u]', '"x"'],
        ['self.l[0.5]', 'ERROR unsupported index value 0.5 in list'],
        ['self.l["a"]', "ERROR unsupported index type 'string' in list"],
        ['{1: "a", true: "b"}[1u]', '"a"'],
        ['{1: "a"}[2.5]', 'ERROR no such key: 2.5'],
        ['{"a": 1}[null]', 'ERROR no such key: null'],
        ['{"a": 1}[b"a"]', 'ERROR no such key: [97]'],
        ['{"a": 1}[[1]]', 'ERROR no such key: list'],
        ['"text".a', 'ERROR no such key: a'],
        ['has(self.a)', 'true'],
        ['has(self.z)', 'false'],
        ['has(self.z.y)', 'ERROR no such key: z'],
        ['has(self.l.y)', 'false'],
        ['has(o.a) && !has(o.b)', 'true'],
        ['nobody', 'ERROR no such attribute(s): nobody'],
        ['authorizer.requestResource', '"whole"'],
        ['google.protobuf.Timestamp == type(timestamp(0))', 'true'],
      ],
      variables,
    );
  });

  it('may be missing where an optional is asked for', () => {
    answers(
      [
        ['self.?a', 'optional({"b": 1})'],
        ['self.?z', 'none'],
        ['self.?z.y.x', 'none'],
        ['self.?a.b', 'optional(1)'],
        ['self.?a.?z', 'none'],
        ['self[?"a"].b', 'optional(1)'],
        ['self.l[?5]', 'none'],
        ['self.l[?1]', 'optional("x")'],
        ['o.a', 'optional(1)'],
        ['o["b"]', 'none'],
        ['self.?z.orValue(1)', '1'],
        ['self.?n.orValue(1)', 'null'],
        ['self.?z.or(self.?a).hasValue()', 'true'],
        ['optional.of(1).or(1 / 0)', 'optional(1)'],
        ['optional.none().or(optional.of(2)).value()', '2'],
        ['optional.none().value()', 'ERROR optional.none() dereference'],
        ['optional.ofNonZeroValue(0)', 'none'],
        ['optional.ofNonZeroValue("")', 'none'],
        ['optional.ofNonZeroValue([])', 'none'],
        ['optional.ofNonZeroValue(0u)', 'none'],
        ['optional.ofNonZeroValue(duration("0s"))', 'none'],
        ['optional.ofNonZeroValue(optional.none())', 'none'],
        ['optional.ofNonZeroValue(b"a")', 'optional(b[97])'],
        ['optional.ofNonZeroValue(type(1))', 'optional(int)'],
        ['optional.of(1).optMap(x, x + 1)', 'optional(2)'],
        ['optional.none().optMap(x, x + 1)', 'none'],
        ['optional.of(1).optFlatMap(x, optional.none())', 'none'],
        ['[optional.of(1), optional.none()].unwrapOpt()', '[1]'],
        ['optional.unwrap([optional.of(1)])', '[1]'],
        ['optional.unwrap(1)', 'ERROR no such overload: optional.unwrap(int)'],
        ['(1).hasValue()', 'ERROR no such overload: hasValue(int)'],
        ['(1).orValue(2)', 'ERROR no such overload: orValue(int)'],
        ['(1).optMap(x, x)', 'ERROR no such overload'],
        ['[?self.?z, 1, ?self.?a.?b]', '[1, 1]'],
        ['[?1]', 'ERROR cannot initialize optional list element from non-optional value 1'],
        ['{?"a": self.?z, "b": 1}', '{"b": 1}'],
        ['{?"a": 1}', "ERROR cannot initialize optional entry 'a' from non-optional value 1"],
        ['{[1]: 1}', 'ERROR unsupported key type: list'],
      ],
      variables,
    );
  });
});

describe('macros', () => {
  it('go through lists and maps', () => {
    answers([
      ['[1, 2, 3].all(x, x > 0)', 'true'],
      ['[1, 0].all(x, 1 / x == 1)', 'ERROR division by zero'],
      ['[0, 2].all(x, 1 / x == 1)', 'false'],
      ['[1, "a"].all(x, x)', 'ERROR no such overload'],
      ['{"a": 1}.all(k, k == "a")', 'true'],
      ['{"a": 1}.all(k, v, v == 1)', 'true'],
      ['[5].all(i, v, i == 0 && v == 5)', 'true'],
      ['[0, 1].exists(x, 1 / x == 1)', 'true'],
      ['[0].exists(x, 1 / x == 1)', 'ERROR division by zero'],
      ['[].exists(x, true)', 'false'],
      ['[1, 2, 1].exists_one(x, x == 2)', 'true'],
      ['[1, 2, 1].existsOne(x, x == 1)', 'ERROR no such attribute(s): x'],
      ['[1, 2, 1].existsOne(i, x, x == 1)', 'false'],
      ['[0, 1].exists_one(x, 1 / x == 1)', 'ERROR division by zero'],
      ['[1, 2, 3].filter(x, x != 2)', '[1, 3]'],
      ['{"a": 1, "b": 2}.filter(k, k == "b")', '["b"]'],
      ['[1, 2].map(x, x * 2)', '[2, 4]'],
      ['[1, 2].map(x, x > 1, x * 2)', '[4]'],
      ['[1, 0, "a"].map(x, 1 / x)', 'ERROR division by zero'],
      ['[0, "a"].filter(x, 1 / x > 0)', 'ERROR no such overload'],
      ['[[1], [2]].map(x, x.map(y, y + x[0]))', '[[2], [4]]'],
      ['[3, 1, 2].sortBy(x, -x)', '[3, 2, 1]'],
      ['[1, "a"].sortBy(x, x)', 'ERROR no such overload'],
      ['["a", "b"].transformList(i, v, v + string(i))', '["a0", "b1"]'],
      ['["a", "b"].transformList(i, v, i > 0, v)', '["b"]'],
      ['{"a": 1}.transformMap(k, v, v + 1)', '{"a": 2}'],
      ['{"a": 1, "b": 2}.transformMap(k, v, v > 1, k)', '{"b": "b"}'],
      ['{"a": "x"}.transformMapEntry(k, v, {v: k})', '{"x": "a"}'],
      ['{"a": 1, "b": 1}.transformMapEntry(k, v, {v: k})', 'ERROR insert failed: key 1 already exists'],
      ['{"a": 1}.transformMapEntry(k, v, v > 1, {v: k})', '{}'],
      ['{"a": 1}.transformMapEntry(k, v, k)', 'ERROR no such overload'],
      ['"abc".all(x, true)', "ERROR got 'types.String', expected iterable type"],
      ['(1).exists(i, v, true)', 'ERROR unsupported comprehension range type: types.Int'],
      ['(1 / 0).all(x, true)', 'ERROR division by zero'],
    ]);
  });
});

describe('conversions', () => {
  it('say what they cannot convert', () => {
    answers([
      ['int("+12")', '12'],
      ['int(12)', '12'],
      ['int("0x1")', "ERROR type conversion error from 'string' to 'int'"],
      ['int("9223372036854775808")', "ERROR type conversion error from 'string' to 'int'"],
      ['int(1.9)', '1'],
      ['int(1e19)', 'ERROR integer overflow'],
      ['int(double("Infinity"))', 'ERROR integer overflow'],
      ['int(5u)', '5'],
      ['int(18446744073709551615u)', 'ERROR integer overflow'],
      ['int(timestamp("1969-12-31T23:59:59.5Z"))', '-1'],
      ['int(timestamp("1970-01-01T00:00:01.5Z"))', '1'],
      ['int(duration("2ns"))', '2'],
      ['int(true)', 'ERROR no such overload: int(bool)'],
      ['uint("12")', '12u'],
      ['uint("-1")', "ERROR type conversion error from 'string' to 'uint'"],
      ['uint(1.5)', '1u'],
      ['uint(-1.5)', 'ERROR unsigned integer overflow'],
      ['uint(double("NaN"))', 'ERROR unsigned integer overflow'],
      ['uint(3)', '3u'],
      ['uint(3u)', '3u'],
      ['double("1e3")', '1000.0'],
      ['double("-inf")', '-Infinity'],
      ['double("nan")', 'NaN'],
      ['double("1e999")', "ERROR type conversion error from 'string' to 'double'"],
      ['double("one")', "ERROR type conversion error from 'string' to 'double'"],
      ['double(1)', '1.0'],
      ['double(2u)', '2.0'],
      ['double(1.5)', '1.5'],
      ['bool("t")', 'true'],
      ['bool("False")', 'false'],
      ['bool("yes")', "ERROR type conversion error from 'string' to 'bool'"],
      ['bool(true)', 'true'],
      ['string(1.0)', '"1"'],
      ['string(1000000.0)', '"1e+06"'],
      ['string(0.00001)', '"1e-05"'],
      ['string(123456.5)', '"123456.5"'],
      ['string(-0.0)', '"-0"'],
      ['string(double("NaN"))', '"NaN"'],
      ['string(double("-Infinity"))', '"-Inf"'],
      ['string(true)', '"true"'],
      ['string(7u)', '"7"'],
      ['string(b"abc")', '"abc"'],
      ['string(b"\\xff")', 'ERROR invalid UTF-8 in bytes, cannot convert to string'],
      ['string(duration("1h1ms"))', '"3600.001s"'],
      ['string(duration("0s"))', '"0s"'],
      ['string(timestamp("2020-02-03T04:05:06.7+05:30"))', '"2020-02-03T04:05:06.7+05:30"'],
      ['string(timestamp("2020-02-03T04:05:06-00:30"))', '"2020-02-03T04:05:06-00:30"'],
      ['string(timestamp("0001-01-01T00:00:00Z"))', '"0001-01-01T00:00:00Z"'],
      ['string(ip("0::1"))', '"::1"'],
      ['string(null)', 'ERROR no such overload: string(null_type)'],
      ['string({})', 'ERROR no such overload: string(map)'],
      ['string(optional.none())', 'ERROR no such overload: string(optional_type)'],
      ['bytes("é")', 'b[195 169]'],
      ['bytes(b"a")', 'b[97]'],
      ['timestamp(1)', 'timestamp(1000000000)'],
      ['timestamp("yesterday")', "ERROR type conversion error from 'string' to 'google.protobuf.Timestamp'"],
      ['timestamp(253402300800)', 'ERROR timestamp overflow'],
      ['timestamp(timestamp("2020-01-01T00:00:00+01:00"))', 'timestamp(1577833200000000000 60)'],
      ['duration("1d")', "ERROR type conversion error from 'string' to 'google.protobuf.Duration'"],
      ['duration(5)', 'duration(5)'],
      ['duration(duration("1s"))', 'duration(1000000000)'],
      ['dyn(1)', '1'],
      ['type(dyn([]))', 'list'],
      ['type(timestamp(0))', 'google.protobuf.Timestamp'],
      ['type(duration(0))', 'google.protobuf.Duration'],
      ['type(null)', 'null_type'],
      ['type(type(1))', 'type'],
      ['type(quantity("1"))', 'kubernetes.Quantity'],
      ['google.protobuf.Int32Value{value: 3} + 1', '4'],
      ['google.protobuf.StringValue{}', '""'],
      ['Object{spec: Object.spec{n: 1}}', 'Object{"spec": Object.spec{"n": 1}}'],
    ]);
  });
});

describe('calls', () => {
  it('find the functions of libraries, and say what is missing', () => {
    answers([
      ['sets.contains([1, 2], [1])', 'true'],
      ['lists.range(2)', '[0, 1]'],
      ['"abc".indexOf("c")', '2'],
      ['nope(1, "a")', 'ERROR no such overload: nope(int, string)'],
      ['"a".nope()', 'ERROR no such overload: nope(string)'],
      ['quantity("1").add(1 / 0)', 'ERROR division by zero'],
    ]);
    // A variable of that name is no library.
    expect(evaluated('sets.contains("a")', new Map([['sets', 'cat']]))).toBe('true');
  });
});

describe('what evaluating costs', () => {
  const spent = (text: string, variables: ReadonlyMap<string, CelValue> = new Map()): number => {
    const budget = new Budget();
    evaluate(parseCel(text).expr ?? fail(), variables, budget);
    return budget.spent;
  };
  const fail = (): never => {
    throw new Error('no expression');
  };

  it('is counted as cel-go counts', () => {
    const variables = new Map<string, CelValue>([
      ['s', 'x'.repeat(100)],
      ['l', listValue([1n, 2n, 3n])],
      ['m', mapValue([['a', 1n]])],
    ]);
    const costs: [string, number][] = [
      ['1', 0],
      ['s', 1],
      ['m.a', 2],
      ['has(m.a)', 1],
      ['s == s', 12],
      ['s < s', 12],
      ['1 < 2', 1],
      ['s + s', 22],
      ['1 in l', 4],
      ['"a" in m', 2],
      ['l[0]', 2],
      ['s.startsWith("abcdefghijk")', 3],
      ['s.contains("abcdefghijk")', 21],
      ['s.matches("abcdefgh")', 23],
      ['s.replace("x", "y")', 21],
      ['l.sum()', 4],
      ['["a", "bc"].max()', 0],
      ['[s, s].max()', 32],
      ['[b"0123456789", b"a"].min()', 1],
      ['l.slice(0, 2)', 14],
      ['l.reverse()', 15],
      ['[[1], [2]].flatten()', 13],
      ['[[1], [2]].flatten(2)', 15],
      ['l.sort()', 30],
      ['[s, s].distinct()', 31],
      ['sets.contains(l, [1, 2])', 8],
      ['sets.equivalent(l, l)', 21],
      ['[m].sum()', 12],
      ['{"a": [1, {}]}', 0],
      ['string(int("1"))', 0],
      ['s.indexOf("x")', 11],
      ['string(bytes(s))', 21],
      ['["a"].join("")', 1],
      ['cidr("10.0.0.0/8").containsIP("10.0.0.1")', 3],
      ['cidr("10.0.0.0/8").containsCIDR("10.0.0.0/9")', 5],
      ['format.dns1123Label().validate(s).hasValue()', 179],
      ['l.all(x, true)', 11],
      ['l.map(x, x)', 41],
      ['[1, 2]', 0],
      ['[s]', 11],
      ['{}', 0],
      ['{"a": s}', 31],
      ['Object{}', 40],
      ['optional.of(1).orValue(2)', 1],
      ['optional.of(s) == optional.of(s)', 14],
    ];
    expect(costs.map(([text]) => [text, spent(text, variables)])).toEqual(costs);
    expect(callCost('nothing known', [], null)).toBe(1);
  });

  it('ends what costs too much, whatever stands around it', () => {
    const exceeded = 'ERROR operation cancelled: actual cost limit exceeded';
    const nested = (depth: number): string =>
      depth === 0 ? 'true' : `lists.range(100).all(x${depth}, ${nested(depth - 1)})`;
    expect(evaluated(nested(4))).toBe(exceeded);
    expect(evaluated(`true || ${nested(4)}`)).toBe('true');
    expect(evaluated(`${nested(4)} || true`)).toBe(exceeded);
    expect(evaluated(`[1].exists(y, ${nested(4)})`)).toBe(exceeded);
    expect(evaluated(`[1].filter(y, ${nested(4)})`)).toBe(exceeded);
    expect(evaluated('s + s', new Map([['s', 'x'.repeat(100)]]), 21)).toBe(exceeded);
    expect(evaluated('s + s', new Map([['s', 'x'.repeat(100)]]), 22)).not.toBe(exceeded);
    // A list twice as long costs no more to CEL; it has an end here all the same.
    let doubled = 'lists.range(1000)';
    for (let times = 0; times < 40; times += 1) doubled = `[${doubled}].map(x, x + x)[0]`;
    expect(evaluated(doubled)).toBe(exceeded);
    expect(CALL_LIMIT).toBe(1_000_000);
    expect(isOrdinary(new CelError('x'))).toBe(true);
    expect(isOrdinary(new CostExceeded())).toBe(false);
    expect(isOrdinary(new RangeError('x'))).toBe(false);
  });

  it('says when an expression is too deep; chains are not deep', () => {
    expect(evaluated(Array(251).fill('1').join(' + '))).toBe('251');
    expect(evaluated(Array(252).fill('1').join(' + '))).toBe('SYNTAX max recursion depth exceeded');
    expect(evaluated(Array(3000).fill('true').join(' && '))).toBe('true');
  });
});

/** Expressions of any sense or none. */
const expressions = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('1', '2u', '1.5', '"a"', 'b"a"', 'null', 'true', 'self', 'x', 'int', '[]', '{}', '-1'),
    fc
      .tuple(
        tie('any'),
        fc
          .constantFrom('+ - * / % < <= > >= == != && || in'.split(' '))
          .chain((ops) => fc.constantFrom(...[ops].flat())),
        tie('any'),
      )
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc.tuple(tie('any'), tie('any'), tie('any')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    fc.tuple(tie('any'), fc.constantFrom('a', '?a', 'b')).map(([a, field]) => `${a}.${field}`),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `${a}[${b}]`),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `[${a}, ${b}]`),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `{${a}: ${b}}`),
    fc
      .tuple(
        tie('any'),
        fc.constantFrom('all', 'exists', 'exists_one', 'map', 'filter', 'sortBy'),
        tie('any'),
      )
      .map(([a, name, b]) => `${a}.${name}(x, ${b})`),
    fc
      .tuple(
        tie('any'),
        fc.constantFrom('transformList', 'transformMap', 'transformMapEntry', 'all'),
        tie('any'),
      )
      .map(([a, name, b]) => `${a}.${name}(x, y, ${b})`),
    fc
      .tuple(
        fc.constantFrom(
          'int',
          'uint',
          'double',
          'string',
          'bytes',
          'bool',
          'type',
          'size',
          'timestamp',
          'duration',
          'quantity',
          'ip',
          'has',
          'optional.of',
        ),
        tie('any'),
      )
      .map(([name, a]) => `${name}(${a})`),
    fc
      .tuple(
        tie('any'),
        fc.constantFrom(
          'size',
          'orValue',
          'or',
          'value',
          'contains',
          'join',
          'split',
          'format',
          'slice',
          'indexOf',
          'matches',
          'replace',
        ),
        tie('any'),
      )
      .map(([a, name, b]) => `${a}.${name}(${b})`),
  ),
}));

describe('any expression', () => {
  it('comes to a value or a CelError, soon', () => {
    const self = mapValue([
      ['a', listValue([1n, 2n])],
      ['b', mapValue([['a', 'text']])],
    ]);
    fc.assert(
      fc.property(expressions.any, (text) => {
        expect(typeof evaluated(text, new Map<string, CelValue>([['self', self]]), 10_000)).toBe('string');
      }),
      { numRuns: 500, seed: 9 },
    );
  });
});
