import { describe, expect, it } from 'vitest';
import { compiledRules } from '../../../src/admission/custom/compile-rules.js';
import { Correlated, itemLike } from '../../../src/admission/custom/correlation.js';
import { runRules } from '../../../src/admission/custom/rules.js';
import { validateCustom } from '../../../src/admission/custom/validate.js';
import { fieldErrorText } from '../../../src/api/field-error.js';
import type { JsonObject, JsonValue } from '../../../src/api/json.js';

type Rule = Record<string, JsonValue>;

/** A schema of one field `spec`. */
function withSpec(spec: JsonObject, ...rules: Rule[]): JsonObject {
  return { type: 'object', properties: { spec: { ...spec, 'x-kubernetes-validations': rules } } };
}

const NUMBER = { type: 'object', properties: { n: { type: 'integer' }, s: { type: 'string' } } };

/** What the rules say of `spec`: errors, then warnings behind a `~`. */
function said(schema: JsonObject, spec: JsonValue, old?: JsonValue): string[] {
  const { errors, warnings } = runRules({ spec }, schema, old === undefined ? undefined : { spec: old });
  return [...errors.list.map(fieldErrorText), ...warnings.map((text) => `~ ${text}`)];
}

it('lets pass in a branch of alternatives what was so before, and nothing else', () => {
  const schema = {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        properties: {
          a: { type: 'string' },
          n: { type: 'integer' },
          l: { type: 'array', items: { type: 'string' } },
          m: {
            type: 'array',
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['k'],
            items: { type: 'object', properties: { k: { type: 'string' }, v: { type: 'string' } } },
            allOf: [{ items: { properties: { v: { maxLength: 1 } } } }],
          },
        },
        allOf: [{ properties: { a: { maxLength: 1 }, l: { items: { maxLength: 1 } } } }],
      },
    },
  };
  const said = (spec: JsonObject, old?: JsonObject) =>
    validateCustom({ spec }, schema, [], old && { spec: old }).errors.map(fieldErrorText);
  const refused = [
    'spec.a: Too long: may not be more than 1 byte',
    '<nil>: Invalid value: "": "spec" must validate all the schemas (allOf). None validated',
  ];
  expect(said({ a: 'long', n: 2 })).toEqual(refused);
  expect(said({ a: 'long', n: 2 }, { a: 'long', n: 1 })).toEqual([]);
  expect(said({ a: 'long', n: 2 }, { a: 'other', n: 1 })).toEqual(refused);
  expect(said({ l: ['long'], n: 2 }, { l: ['long'], n: 1 })).toEqual([]);
  const item = (k: string, v: string) => ({ k, v });
  const twice = [item('a', 'long'), item('b', 'x')];
  expect(said({ m: twice }, { m: [item('a', 'long')] })).toEqual([]);
  expect(said({ m: twice }, { m: [item('a', 'other')] })).toHaveLength(2);
});

describe('a rule', () => {
  it('tells the type of the value to older servers', () => {
    const schema = {
      type: 'object',
      'x-kubernetes-validations': [{ rule: 'false', message: 'no' }],
      properties: { s: { type: 'string', 'x-kubernetes-validations': [{ rule: 'false', message: 'no' }] } },
    };
    const told = (version: '1.34' | '1.35') =>
      runRules({ s: 'b' }, schema, undefined, version).errors.list.map(fieldErrorText);
    expect(told('1.34')).toEqual(['<nil>: Invalid value: "object": no', 's: Invalid value: "string": no']);
    expect(told('1.35')).toEqual(['<nil>: Invalid value: no', 's: Invalid value: "b": no']);
  });

  it('is told by itself, its message or its message expression', () => {
    const rows: [Rule, string[]][] = [
      [{ rule: 'self.n > 0' }, []],
      [{ rule: ' self.n > 5 ' }, ['spec: Invalid value: failed rule: self.n > 5']],
      [{ rule: 'self.n > 5', message: ' too few ' }, ['spec: Invalid value: too few']],
      [{ rule: 'self.n > 5', messageExpression: '"has " + string(self.n)' }, ['spec: Invalid value: has 1']],
      [{ rule: 'self.n > 5', messageExpression: '" x "', message: 'm' }, ['spec: Invalid value: x']],
      [{ rule: 'self.n > 5', messageExpression: 'self.s', message: 'm' }, ['spec: Invalid value: m']],
      [{ rule: 'self.n > 5', messageExpression: '"  "' }, ['spec: Invalid value: failed rule: self.n > 5']],
      [
        { rule: 'self.n > 5', messageExpression: '"a\\nb"' },
        ['spec: Invalid value: failed rule: self.n > 5'],
      ],
      [
        { rule: 'self.n > 5', messageExpression: `"${'x'.repeat(5121)}"` },
        ['spec: Invalid value: failed rule: self.n > 5'],
      ],
      [
        { rule: 'self.n > 5', messageExpression: `"${'x'.repeat(5120)}"` },
        [`spec: Invalid value: ${'x'.repeat(5120)}`],
      ],
      [{ rule: 'self.n > 5', messageExpression: '1' }, ['spec: Invalid value: failed rule: self.n > 5']],
      [{ rule: 'self.n > 5', messageExpression: 'nope' }, ['spec: Invalid value: failed rule: self.n > 5']],
      [{ rule: 'self.n > 5', reason: 'FieldValueForbidden', message: 'm' }, ['spec: Forbidden: m']],
      [{ rule: 'self.n > 5', reason: 'FieldValueRequired', message: 'm' }, ['spec: Required value: m']],
      [{ rule: 'self.n > 5', reason: 'FieldValueDuplicate', message: 'm' }, ['spec: Duplicate value']],
      [{ rule: 'self.n > 5', reason: 'FieldValueInvalid', message: 'm' }, ['spec: Invalid value: m']],
      [{ rule: 'self.n > 5', fieldPath: '.n', message: 'm' }, ['spec.n: Invalid value: m']],
      [{ rule: 'self.n > 5', fieldPath: '.nope', message: 'm' }, ['spec: Invalid value: m']],
      [{ rule: '  ' }, []],
    ];
    expect(rows.map(([rule]) => [rule, said(withSpec(NUMBER, rule), { n: 1 })])).toEqual(rows);
  });

  it('may go wrong', () => {
    const spec = {
      ...NUMBER,
      properties: { ...NUMBER.properties, any: { 'x-kubernetes-int-or-string': true } },
    };
    const rows: [string, string][] = [
      ['self.s == "x"', 'spec: Invalid value: "object": no such key: s evaluating rule: self.s == "x"'],
      ['self.n / 0 == 1', 'spec: Invalid value: "object": division by zero evaluating rule: self.n / 0 == 1'],
      [
        'self.any > 1',
        `spec: Invalid value: "object": 'no such overload': call arguments did not match a supported operator, function or macro signature for rule: self.any > 1`,
      ],
      [
        'self.nope == 1',
        `spec: Invalid value: "object": rule compile error: compilation failed: ERROR: <input>:1:5: undefined field 'nope'\n | self.nope == 1\n | ....^`,
      ],
      ['self.n', 'spec: Invalid value: "object": rule compile error: cel expression must evaluate to a bool'],
      [
        'int("x") == 1',
        `spec: Invalid value: "object": rule compile error: program instantiation failed: type conversion error from 'string' to 'int'`,
      ],
    ];
    expect(rows.map(([rule]) => [rule, said(withSpec(spec, { rule }), { n: 1, any: 'x' })[0]])).toEqual(rows);
    const message = said(withSpec(NUMBER, { rule: 'self.s == "x"', message: ' m ' }), { n: 1 });
    expect(message).toEqual(['spec: Invalid value: "object": no such key: s evaluating rule: m']);
  });

  it('shows values that are neither objects nor lists', () => {
    const rows: [JsonObject, JsonValue, string][] = [
      [{ type: 'integer' }, 7, 'spec: Invalid value: 7: m'],
      [{ type: 'string' }, 'a"b', 'spec: Invalid value: "a\\"b": m'],
      [{ type: 'boolean' }, false, 'spec: Invalid value: false: m'],
      [{ 'x-kubernetes-int-or-string': true }, '5%', 'spec: Invalid value: "5%": m'],
      [{ type: 'array', items: { type: 'string' } }, [], 'spec: Invalid value: m'],
      [{ type: 'object', additionalProperties: { type: 'string' } }, {}, 'spec: Invalid value: m'],
    ];
    const rule = { rule: 'self != self', message: 'm' };
    expect(rows.map(([spec, value]) => [spec, value, said(withSpec(spec, rule), value)[0]])).toEqual(rows);
  });

  it('is not run on null, nor where its node has no type', () => {
    expect(said(withSpec({ type: 'string', nullable: true }, { rule: 'false' }), null)).toEqual([]);
    const untyped = { 'x-kubernetes-preserve-unknown-fields': true };
    expect(said(withSpec(untyped, { rule: 'true' }), 1)).toEqual([]);
    const root = { ...untyped, 'x-kubernetes-validations': [{ rule: 'true' }] };
    expect(runRules({}, root).errors.list.map(fieldErrorText)).toEqual([
      '<nil>: Invalid value: "": rule compiler initialization error: failed to convert to declType for CEL validation rules',
    ]);
  });
});

describe('rules everywhere in a schema', () => {
  const positive = {
    type: 'integer',
    'x-kubernetes-validations': [{ rule: 'self > 0', message: 'positive' }],
  };

  it('run at every item, value and field, at the resource and in embedded ones', () => {
    const schema: JsonObject = {
      type: 'object',
      'x-kubernetes-validations': [{ rule: 'self.metadata.name == "a"', message: 'named a' }],
      properties: {
        list: { type: 'array', items: positive },
        map: { type: 'object', additionalProperties: positive },
        'odd key': positive,
        template: {
          type: 'object',
          'x-kubernetes-embedded-resource': true,
          'x-kubernetes-validations': [{ rule: 'self.kind == "Pod"', message: 'a pod' }],
        },
        anyway: {
          type: 'integer',
          allOf: [{ 'x-kubernetes-validations': [{ rule: 'self > 1', message: 'more' }] }],
        },
      },
    };
    const object = {
      metadata: { name: 'b' },
      list: [1, 0],
      map: { x: 0, y: 1 },
      'odd key': 0,
      template: { kind: 'Job' },
      anyway: 1,
    };
    expect(runRules(object, schema).errors.list.map(fieldErrorText)).toEqual([
      '<nil>: Invalid value: named a',
      'list[1]: Invalid value: 0: positive',
      'map[x]: Invalid value: 0: positive',
      'odd key: Invalid value: 0: positive',
      'template: Invalid value: a pod',
      'anyway: Invalid value: 1: more',
    ]);
    expect(runRules({ metadata: { name: 'a' } }, schema).errors.count).toBe(0);
  });

  it('are compiled once, and cost a kind without any nothing', () => {
    const schema = withSpec(NUMBER, { rule: 'true' });
    expect(compiledRules(schema)).toBe(compiledRules(schema));
    expect(compiledRules({ type: 'object', properties: { spec: NUMBER } })).toBeUndefined();
    // Rules of an allOf alone are not looked for, as on the server.
    expect(
      compiledRules({ type: 'object', allOf: [{ 'x-kubernetes-validations': [{ rule: 'false' }] }] }),
    ).toBeUndefined();
  });
});

describe('rules about the old value', () => {
  const item = {
    type: 'object',
    properties: { k: { type: 'string' }, v: { type: 'integer' } },
    'x-kubernetes-validations': [{ rule: 'self.v >= oldSelf.v', message: 'shrinks' }],
  };
  const keyed = {
    type: 'array',
    items: item,
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['k'],
  };

  it('run on updates, where the old one is known by its key', () => {
    const grows = withSpec(NUMBER, { rule: 'self.n >= oldSelf.n', message: 'shrinks' });
    expect(said(grows, { n: 1 })).toEqual([]);
    expect(said(grows, { n: 1 }, { n: 2 })).toEqual(['spec: Invalid value: shrinks']);
    expect(said(grows, { n: 1 }, { n: 1 })).toEqual([]);
    const list = { type: 'object', properties: { spec: keyed } };
    const was = [
      { k: 'a', v: 5 },
      { k: 'b', v: 1 },
    ];
    expect(
      said(
        list,
        [
          { k: 'b', v: 0 },
          { k: 'a', v: 5 },
          { k: 'c', v: 0 },
        ],
        was,
      ),
    ).toEqual(['spec[0]: Invalid value: shrinks']);
    const plain = { type: 'object', properties: { spec: { type: 'array', items: item } } };
    expect(said(plain, [{ k: 'a', v: 0 }], was)).toEqual([]);
    const map = { type: 'object', properties: { spec: { type: 'object', additionalProperties: item } } };
    expect(said(map, { x: { v: 0 }, y: { v: 0 } }, { x: { v: 1 } })).toEqual([
      'spec[x]: Invalid value: shrinks',
    ]);
  });

  it('may ask whether there is one', () => {
    const rule = {
      rule: 'oldSelf.hasValue() ? self.n == oldSelf.value().n : self.n == 1',
      optionalOldSelf: true,
      message: 'm',
    };
    const schema = withSpec(NUMBER, rule);
    expect(said(schema, { n: 1 })).toEqual([]);
    expect(said(schema, { n: 2 })).toEqual(['spec: Invalid value: m']);
    expect(said(schema, { n: 2 }, { n: 2 })).toEqual([]);
    expect(said(schema, { n: 3 }, { n: 2 })).toEqual(['spec: Invalid value: m']);
  });

  it('may be told by a message that asks too', () => {
    const rule = { rule: 'self.n == oldSelf.n', messageExpression: '"was " + string(oldSelf.n)' };
    expect(said(withSpec(NUMBER, rule), { n: 1 }, { n: 2 })).toEqual(['spec: Invalid value: was 2']);
  });
});

describe('what did not change', () => {
  const rule = { rule: 'self.n > 5', message: 'more' };

  it('is warned of, not refused', () => {
    const schema = withSpec(NUMBER, rule);
    expect(said(schema, { n: 1 }, { n: 1 })).toEqual(['~ spec: Invalid value: more']);
    expect(said(schema, { n: 2 }, { n: 1 })).toEqual(['spec: Invalid value: more']);
    const inside = withSpec({ type: 'array', items: { ...NUMBER, 'x-kubernetes-validations': [rule] } });
    expect(said(inside, [{ n: 1 }], [{ n: 1 }])).toEqual(['~ spec[0]: Invalid value: more']);
    expect(said(inside, [{ n: 1 }, { n: 9 }], [{ n: 1 }])).toEqual(['spec[0]: Invalid value: more']);
    // A rule about the change is never let pass.
    const always = withSpec(NUMBER, { rule: 'self.n > oldSelf.n', message: 'grow' });
    expect(said(always, { n: 1 }, { n: 1 })).toEqual(['spec: Invalid value: grow']);
    // What kind an object is of is no part of what changed.
    const kinds = {
      type: 'object',
      properties: {
        kind: { type: 'string', 'x-kubernetes-validations': [{ rule: 'self == "X"', message: 'X' }] },
      },
    };
    expect(runRules({ kind: 'Y' }, kinds, { kind: 'Y' }).errors.list.map(fieldErrorText)).toEqual([
      'kind: Invalid value: "Y": X',
    ]);
  });

  it('is found part by part', () => {
    const schema = {
      type: 'object',
      properties: {
        l: {
          type: 'array',
          items: { type: 'object', properties: { k: { type: 'string' }, v: { type: 'integer' } } },
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['k'],
        },
      },
    };
    const one = { k: 'a', v: 1 };
    const two = { k: 'b', v: 2 };
    const turned = new Correlated({ l: [two, one] }, { l: [one, two] }, schema).key('l');
    expect(turned?.unchanged).toBe(true);
    expect(turned?.index(0)?.value).toBe(two);
    expect(turned?.index(0)).toBe(turned?.index(0));
    expect(turned?.index(5)).toBeUndefined();
    expect(turned?.key('l')).toBeUndefined();
    expect(new Correlated({ l: [one] }, { l: [one, two] }, schema).key('l')?.unchanged).toBe(false);
    expect(new Correlated({ x: 1 }, { x: 1 }, schema).key('x')).toBeUndefined();
    expect(itemLike({ k: {} }, [one], schema.properties.l)).toBeUndefined();
    expect(itemLike(one, 'none', schema.properties.l)).toBeUndefined();
  });
});

describe('costs', () => {
  const words = { type: 'array', items: { type: 'string' } };
  const many = Array.from({ length: 400 }, (_, at) => `word ${at}`);

  it('end the rules of an object', () => {
    const costly = { rule: 'self.all(x, self.all(y, x == x && y == y))' };
    expect(said(withSpec(words, costly, { rule: 'false' }), many)).toEqual([
      `spec: Invalid value: "array": 'operation cancelled: actual cost limit exceeded': no further validation rules will be run due to call cost exceeds limit for rule: ${costly.rule}`,
    ]);
    const fair = { rule: 'self.all(x, self.all(y, x == x)) || true' };
    const some = many.slice(0, 300);
    const out =
      'validation failed due to running out of cost budget, no further validation rules will be run';
    expect(said(withSpec(words, ...Array<Rule>(20).fill(fair)), some)).toEqual([
      `spec: Invalid value: "array": ${out}`,
    ]);
    const message = { rule: 'false', messageExpression: `self.all(x, self.all(y, x == y)) ? "a" : "b"` };
    expect(
      said(
        withSpec(words, {
          rule: 'false',
          messageExpression: `self.all(x, self.all(y, x == x)) && self.all(x, self.all(y, y == x || true)) ? "a" : "b"`,
        }),
        many,
      ),
    ).toEqual([
      `spec: Invalid value: "array": no further validation rules will be run due to call cost exceeds limit for messageExpression: "self.all(x, self.all(y, x == x)) && self.all(x, self.all(y, y == x || true)) ? \\"a\\" : \\"b\\""`,
    ]);
    expect(said(withSpec(words, message), ['a'])).toEqual(['spec: Invalid value: a']);
  });
});

describe('a custom resource', () => {
  it('is checked by its rules once its shape is right', () => {
    const schema = withSpec({ ...NUMBER, required: ['n'] }, { rule: 'self.n > 5', message: 'more' });
    const texts = (object: JsonObject, old?: JsonObject): string[] =>
      validateCustom(object, schema, [], old).errors.map(fieldErrorText);
    expect(texts({ spec: { n: 1 } })).toEqual(['spec: Invalid value: more']);
    expect(texts({ spec: {} })).toEqual([
      'spec.n: Required value',
      '<nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
    ]);
    const unruled = { type: 'object', properties: { spec: { ...NUMBER, required: ['n'] } } };
    expect(validateCustom({ spec: {} }, unruled, []).errors.map(fieldErrorText)).toEqual([
      'spec.n: Required value',
    ]);
    const blocked = validateCustom({ spec: { n: 9 } }, schema, [
      {
        type: 'FieldValueRequired',
        field: 'metadata.name',
        message: 'Required value',
        path: ['metadata', 'name'],
      },
    ]);
    expect(blocked.errors).toHaveLength(1);
    expect(validateCustom({ spec: { n: 1 } }, schema, [], { spec: { n: 1 } }).warnings).toEqual([
      'spec: Invalid value: more',
    ]);
  });

  it('has sets and keyed lists without duplicates', () => {
    const list = (type: string, items: JsonObject): JsonObject => ({
      type: 'array',
      items,
      'x-kubernetes-list-type': type,
      ...(type === 'map' && { 'x-kubernetes-list-map-keys': ['k'] }),
    });
    const schema = {
      type: 'object',
      properties: {
        set: list('set', { type: 'string' }),
        map: list('map', { type: 'object', properties: { k: { type: 'string' } } }),
        values: { type: 'object', additionalProperties: list('set', { type: 'integer' }) },
      },
    };
    const object = {
      set: ['a', 'b', 'a', 'a'],
      map: [{ k: 'x' }, {}, { k: 'x' }, {}],
      values: { v: [1, 1] },
    };
    expect(validateCustom(object, schema, []).errors.map(fieldErrorText)).toEqual(
      [
        'set[2]: Duplicate value: "a"',
        'map[2]: Duplicate value: {"k":"x"}',
        'map[3]: Duplicate value: {}',
        'values.v[1]: Duplicate value: 1',
      ].map((text) => text.replace('values.v', 'values[v]')),
    );
    // What was there twice before may stay so.
    expect(validateCustom(object, schema, [], { set: ['q', 'q'] }).errors).toEqual([]);
    const odd = validateCustom({ map: [null, 'x'] }, schema, []).errors.map(fieldErrorText);
    expect(odd).toContain('map[1]: Invalid value: "x": must be an object for an array of list-type map');
  });
});
