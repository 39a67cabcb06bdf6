import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { admissionEnvironment } from '../../../src/admission/cel/admission-environment.js';
import { callEstimate } from '../../../src/admission/cel/call-estimate.js';
import type { CelEnvironment } from '../../../src/admission/cel/check.js';
import { compileCel } from '../../../src/admission/cel/compile.js';
import { estimateCost } from '../../../src/admission/cel/cost.js';
import { schemaType } from '../../../src/admission/cel/schema-type.js';
import { type Sizes, sizesOf } from '../../../src/admission/cel/sizes.js';
import { type CelType, objectType, readType, typeText } from '../../../src/admission/cel/types.js';
import type { JsonObject } from '../../../src/api/json.js';
import { expectGolden } from '../../fixtures/golden.js';

const TABLES = new URL('../../../fixtures/admission/cel/', import.meta.url);

/** Variables of every type that functions take. */
const TYPES: Readonly<Record<string, CelType>> = Object.fromEntries(
  Object.entries({
    b: 'bool',
    n: 'int',
    u: 'uint',
    d: 'double',
    s: 'string',
    y: 'bytes',
    t: 'timestamp',
    r: 'duration',
    any: 'dyn',
    ls: 'list(string)',
    ln: 'list(int)',
    m: 'map(string,int)',
    lo: 'list(optional(int))',
    o: 'optional(int)',
    om: 'optional(map(string,int))',
    ol: 'optional(list(int))',
    q: 'kubernetes.Quantity',
    addr: 'net.IP',
    net: 'net.CIDR',
    link: 'kubernetes.URL',
    v: 'kubernetes.Semver',
    nf: 'kubernetes.NamedFormat',
    authorizer: 'kubernetes.authorization.Authorizer',
    rc: 'kubernetes.authorization.ResourceCheck',
    decision: 'kubernetes.authorization.Decision',
  }).map(([name, type]) => [name, readType(type)]),
);
const MANY: CelEnvironment = {
  variables: { ...TYPES, self: objectType('object', { name: { kind: 'string' }, size: { kind: 'int' } }) },
};
const everything = { params: true, authorizer: true, variables: { first: { kind: 'int' } } } as const;

/** A schema with every kind of limit, for costs and for names. */
const SCHEMA: JsonObject = {
  type: 'object',
  required: ['need', 'given', 'list'],
  properties: {
    need: { type: 'string' },
    given: { type: 'string', default: 'x' },
    free: { type: 'string' },
    short: { type: 'string', maxLength: 10 },
    none: { type: 'string', maxLength: -1 },
    one: { type: 'string', enum: ['a', 'four', 'éé'] },
    odd: { type: 'string', enum: [1] },
    raw: { type: 'string', format: 'byte' },
    few: { type: 'string', format: 'byte', maxLength: 7 },
    span: { type: 'string', format: 'duration' },
    day: { type: 'string', format: 'date' },
    moment: { type: 'string', format: 'date-time' },
    list: { type: 'array', items: { type: 'string' } },
    ten: { type: 'array', maxItems: 10, items: { type: 'string', maxLength: 5 } },
    flags: { type: 'array', items: { type: 'boolean' } },
    things: {
      type: 'array',
      items: { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } },
    },
    map: { type: 'object', additionalProperties: { type: 'integer' } },
    five: { type: 'object', maxProperties: 5, additionalProperties: { type: 'string', maxLength: 3 } },
    either: { 'x-kubernetes-int-or-string': true },
    either4: { 'x-kubernetes-int-or-string': true, maxLength: 4 },
    n: { type: 'integer' },
    d: { type: 'number' },
    b: { type: 'boolean' },
    inner: { type: 'object', 'x-kubernetes-embedded-resource': true, properties: { a: { type: 'integer' } } },
    res: { type: 'array', maxItems: 2, items: { type: 'object', 'x-kubernetes-embedded-resource': true } },
    named: {
      type: 'object',
      additionalProperties: { type: 'object', 'x-kubernetes-embedded-resource': true },
    },
    blank: { 'x-kubernetes-preserve-unknown-fields': true },
    blanks: { type: 'array', items: {} },
    empties: { type: 'object', additionalProperties: {} },
    loose: { type: 'array' },
    'a.b': { type: 'integer' },
    'a-b': { type: 'integer' },
    'a/b': { type: 'integer' },
    a__b: { type: 'integer' },
    namespace: { type: 'integer' },
    in: { type: 'integer' },
    $ref: { type: 'integer' },
    '9a': { type: 'integer' },
  },
};

const environments: Readonly<Record<string, CelEnvironment>> = {
  type: MANY,
  policy: admissionEnvironment(everything),
  bare: admissionEnvironment({ params: false, authorizer: false }),
  mutation: admissionEnvironment({ ...everything, mutation: true }),
  schema: { variables: { self: schemaType(SCHEMA, true) as CelType } },
};

function answer(verb: string, text: string): string {
  if (verb === 'cost') {
    const compiled = compileCel(text, environments['schema'] as CelEnvironment);
    if ('error' in compiled) return compiled.error;
    return String(estimateCost(compiled.expr, compiled.types, sizesOf(SCHEMA, true) as Sizes));
  }
  const compiled = compileCel(text, environments[verb] as CelEnvironment);
  return 'error' in compiled ? compiled.error : typeText(compiled.type);
}

/** A table of expressions: how to read each (an environment, or `cost`), and behind four spaces what comes of it. */
function answered(table: string): string {
  const out: string[] = [];
  for (const line of table.split('\n')) {
    if (line.startsWith('    ')) continue;
    out.push(line);
    const [, verb = '', text = ''] = /^(\w+) (.*)$/.exec(line) ?? [];
    if (verb === '') continue;
    const asked = text.replaceAll('⏎', '\n').replaceAll('⇥', '\t').replaceAll('↵', '\r');
    out.push(
      ...answer(verb, asked)
        .replaceAll('\r', '↵')
        .split('\n')
        .map((one) => `    ${one}`),
    );
  }
  return out.join('\n');
}

describe.each(['syntax.txt', 'types.txt', 'costs.txt'])('%s', (file) => {
  it('answers as written', () => {
    const kept = new URL(file, TABLES);
    expectGolden(kept, answered(readFileSync(kept, 'utf8')));
  });
});

describe('depth', () => {
  const outcome = (text: string): string => answer('type', text).split('\n')[0] ?? '';

  it.each([
    ['('.repeat(249), ')'.repeat(249), 'int'],
    ['('.repeat(250), ')'.repeat(250), 'ERROR: <input>:-1:0: expression recursion limit exceeded: 250'],
    ['['.repeat(249), ']'.repeat(249), `${'list('.repeat(249)}int${')'.repeat(249)}`],
    ['true ? 1 : '.repeat(249), '', 'int'],
    ['true ? 1 : '.repeat(250), '', 'ERROR: <input>:-1:0: expression recursion limit exceeded: 250'],
  ])('%#', (before, after, expected) => {
    expect(outcome(`${before}1${after}`)).toBe(expected);
  });

  it.each([
    ['1 + '.repeat(250), '', 'int'],
    ['1 + '.repeat(251), '', 'ERROR: <input>:-1:0: max recursion depth exceeded'],
    ['any', '.a'.repeat(250), 'dyn'],
    ['any', '.a'.repeat(251), 'ERROR: <input>:-1:0: max recursion depth exceeded'],
    ['any', '[0]'.repeat(251), 'ERROR: <input>:-1:0: max recursion depth exceeded'],
    ['', ' == 1 && n == 1'.repeat(1), 'bool'],
    ['', ' == 1 && n'.repeat(2000).replace(/ && n$/, ''), 'bool'],
    ['', ' '.repeat(99_999), 'int'],
    [
      '',
      ' '.repeat(100_000),
      'ERROR: <input>:-1:0: expression code point size exceeds limit: size: 100001, limit 100000',
    ],
  ])('operators, fields and indexes: %#', (before, after, expected) => {
    expect(outcome(before.startsWith('any') ? `${before}${after}` : `${before}1${after}`)).toBe(expected);
  });

  it('tells a hundred errors, and goes on after thirty', () => {
    const errors = (text: string): string[] =>
      answer('type', text)
        .split('\n')
        .filter((line) => !line.startsWith(' '));
    expect(errors('$'.repeat(40)).length).toBe(41);
    expect(errors('$'.repeat(99)).length).toBe(100);
    expect(errors('$'.repeat(200)).slice(99)).toEqual([
      "ERROR: <input>:1:100: Syntax error: token recognition error at: '$'",
      '1 more errors were truncated',
    ]);
    expect(errors(`[${'x, '.repeat(150)}1]`).slice(99)).toEqual([
      "ERROR: <input>:1:299: undeclared reference to 'x' (in container '')",
      '50 more errors were truncated',
    ]);
    expect(errors('(+ '.repeat(40)).at(-1)).toMatch('error recovery attempt limit exceeded: 30');
  });
});

describe('a call', () => {
  it('that asks for leave costs much, one that nothing is known of costs one', () => {
    const cost = (name: string): unknown => callEstimate(name, undefined, [], () => undefined);
    expect([cost('check'), cost('nobody')]).toEqual([{ cost: 350_000 }, { cost: 1 }]);
  });
});
