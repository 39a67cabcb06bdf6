import { describe, expect, it } from 'vitest';
import { admissionEnvironment } from '../../../src/admission/cel/admission-environment.js';
import { compileCel } from '../../../src/admission/cel/compile.js';
import { evaluate } from '../../../src/admission/cel/eval/evaluate.js';
import { jsonOf } from '../../../src/admission/cel/eval/json-of.js';
import { expectCel, refuseCel } from '../../../src/admission/cel/expect.js';
import { parseCel } from '../../../src/admission/cel/parse.js';
import { At, FieldErrors } from '../../../src/admission/field-errors.js';
import { goFloat, plainFloat } from '../../../src/admission/go/float.js';
import { fieldErrorText } from '../../../src/api/field-error.js';

const ENVIRONMENT = admissionEnvironment({ params: false, authorizer: false, mutation: true });

describe('a value as JSON', () => {
  it('is what a patch writes', () => {
    const rows: [string, unknown][] = [
      ['1', 1],
      ['9223372036854775807', 9223372036854775807n],
      ['2u', 2],
      ['1.5', 1.5],
      ['"a"', 'a'],
      ['null', null],
      ['true', true],
      ['b"abc"', 'YWJj'],
      ['[1, "a", []]', [1, 'a', []]],
      ['{1: {"a": true}}', { 1: { a: true } }],
      ['JSONPatch{op: "add", ?path: optional.none(), value: 1}', { op: 'add', value: 1 }],
      ['timestamp("2024-01-02T03:04:05Z")', '2024-01-02T03:04:05Z'],
      ['duration("90s")', '90s'],
      ['optional.of(1)', 1],
      ['optional.none()', null],
      ['int', 'int'],
      ['ip("1.2.3.4")', '1.2.3.4'],
    ];
    const made = rows.map(([text]) => {
      const { expr } = parseCel(text);
      if (!expr) throw new Error(text);
      return [text, jsonOf(evaluate(expr, new Map()))];
    });
    expect(made).toEqual(rows);
  });
});

describe('fields of messages', () => {
  it('are of their types, where those are declared', () => {
    const problem = (text: string): string | undefined => {
      const compiled = compileCel(text, ENVIRONMENT);
      return 'error' in compiled ? compiled.error.split('\n')[0] : undefined;
    };
    const rows: [string, string | undefined][] = [
      ['JSONPatch{op: "add", path: "/a", value: 1}', undefined],
      ['JSONPatch{?op: optional.of("add")}', undefined],
      ['Object{spec: Object.spec{n: 1}}', undefined],
      [
        'JSONPatch{path: 1}',
        "ERROR: <input>:1:15: expected type of field 'path' is 'string' but provided type is 'int'",
      ],
      [
        'JSONPatch{nope: "x"}',
        "ERROR: <input>:1:15: expected type of field 'nope' is '' but provided type is 'string'",
      ],
      [
        'JSONPatch{?op: optional.of(1)}',
        "ERROR: <input>:1:14: expected type of field 'op' is 'string' but provided type is 'int'",
      ],
    ];
    expect(rows.map(([text]) => [text, problem(text)])).toEqual(rows);
  });
});

describe('an expression that is refused', () => {
  it('is invalid, or the server cannot run it', () => {
    const texts = (text: string): string[] => {
      const errors = new FieldErrors();
      expectCel(text, [], ENVIRONMENT, At.root.child('x'), errors);
      return errors.list.map(fieldErrorText);
    };
    expect(texts('1 +')[0]).toMatch(/^x: Invalid value: "1 \+": compilation failed: /);
    expect(texts('string(object).find("(?=x)")')).toEqual([
      'x: Internal error: program instantiation failed: error parsing regexp: invalid or unsupported Perl syntax: `(?=`',
    ]);
    const errors = new FieldErrors();
    const compiled = compileCel('nope', ENVIRONMENT);
    if ('error' in compiled) refuseCel(compiled, 'shown', At.root.child('x'), errors);
    expect(errors.list.map(fieldErrorText)[0]).toMatch(/^x: Invalid value: "shown": compilation failed: /);
  });
});

describe('floating-point numbers', () => {
  it('are written as Go writes them', () => {
    const rows: [number, string, string][] = [
      [0, '0', '0'],
      [1, '1', '1'],
      [-1.5, '-1.5', '-1.5'],
      [0.0001, '0.0001', '0.0001'],
      [0.00001234, '1.234e-05', '0.00001234'],
      [999999, '999999', '999999'],
      [1000000, '1e+06', '1000000'],
      [-12345678.5, '-1.23456785e+07', '-12345678.5'],
      [1e100, '1e+100', `1${'0'.repeat(100)}`],
    ];
    expect(rows.map(([value]) => [value, goFloat(value), plainFloat(value)])).toEqual(rows);
    expect([Number.NaN, Infinity, -Infinity, -0].map(goFloat)).toEqual(['NaN', '+Inf', '-Inf', '-0']);
  });
});
