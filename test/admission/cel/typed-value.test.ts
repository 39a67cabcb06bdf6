import { describe, expect, it } from 'vitest';
import { equal } from '../../../src/admission/cel/eval/equality.js';
import { typedValue, untypedValue } from '../../../src/admission/cel/eval/typed-value.js';
import { CelError, type CelValue, mapKey } from '../../../src/admission/cel/eval/value.js';
import type { JsonObject, JsonValue } from '../../../src/api/json.js';
import { evaluated, show } from './evaluated.js';

function typed(value: JsonValue, schema: JsonObject): string {
  try {
    return show(typedValue(value, schema));
  } catch (error) {
    if (error instanceof CelError) return `ERROR ${error.message}`;
    throw error;
  }
}

describe('a value as its schema types it', () => {
  it('is of the type that expressions reckon with', () => {
    const rows: [JsonObject, JsonValue, string][] = [
      [{ type: 'integer' }, 1, '1'],
      [{ type: 'integer' }, 2n ** 60n, String(2n ** 60n)],
      [{ type: 'integer' }, 1.5, 'ERROR invalid data, expected int, got float64'],
      [{ type: 'number' }, 1, '1.0'],
      [{ type: 'number' }, 3n, '3.0'],
      [{ type: 'number' }, 'x', 'ERROR invalid data, expected float, got string'],
      [{ type: 'boolean' }, true, 'true'],
      [{ type: 'boolean' }, 1, 'ERROR invalid data, expected bool, got int64'],
      [{ type: 'string' }, 'a', '"a"'],
      [{ type: 'string' }, [], 'ERROR invalid data, expected string, got []interface {}'],
      [{ type: 'string' }, false, 'ERROR invalid data, expected string, got bool'],
      [{ type: 'string' }, {}, 'ERROR invalid data, expected string, got map[string]interface {}'],
      [{ type: 'string', nullable: true }, null, 'null'],
      [{ type: 'string' }, null, 'ERROR invalid data, got null for schema with nullable=false'],
      [{ 'x-kubernetes-int-or-string': true }, 1, '1'],
      [{ 'x-kubernetes-int-or-string': true }, '5%', '"5%"'],
      [
        { 'x-kubernetes-int-or-string': true },
        1.5,
        'ERROR invalid data, expected XIntOrString value to be either a string or integer',
      ],
      [{ type: 'string', format: 'duration' }, '1h', 'duration(3600000000000)'],
      [{ type: 'string', format: 'duration' }, '2 days', 'duration(172800000000000)'],
      [
        { type: 'string', format: 'duration' },
        'x',
        'ERROR Invalid duration x: unable to parse x as duration',
      ],
      [{ type: 'string', format: 'date' }, '1970-01-02', 'timestamp(86400000000000)'],
      [
        { type: 'string', format: 'date' },
        'x',
        'ERROR Invalid date formatted string x: parsing time "x" as "2006-01-02": cannot parse "x" as "2006"',
      ],
      [
        { type: 'string', format: 'date-time' },
        '1970-01-01T00:00:00.5+01:00',
        'timestamp(-3599500000000 60)',
      ],
      [{ type: 'string', format: 'date-time' }, '', 'timestamp(0)'],
      [
        { type: 'string', format: 'date-time' },
        'x',
        'ERROR Invalid date-time formatted string x: parsing time "x" as "2006-01-02T15:04:05.999999999Z07:00": cannot parse "x" as "2006"',
      ],
      [{ type: 'string', format: 'byte' }, 'aGk=', 'b[104 105]'],
      [
        { type: 'string', format: 'byte' },
        'a/==',
        'ERROR Invalid byte formatted string a/==: illegal base64 data at input byte 1',
      ],
      [{ type: 'string', format: 'hostname' }, 'a.b', '"a.b"'],
      [{ type: 'array', items: { type: 'integer' } }, [1, 2], '[1, 2]'],
      [
        { type: 'array', items: { type: 'integer' } },
        {},
        'ERROR invalid data, expected an array for the provided schema with type=array',
      ],
      [{ type: 'array' }, [], 'ERROR invalid array type, expected Items with a non-empty Schema'],
      [{ type: 'object' }, 1, 'ERROR invalid data, expected a map for the provided schema with type=object'],
      [
        { type: 'object', additionalProperties: { type: 'integer' } },
        { a: 1, 'b.c': 2 },
        '{"a": 1, "b.c": 2}',
      ],
      [
        {
          type: 'object',
          properties: { 'a-b': { type: 'integer' }, in: { type: 'string' }, no: { type: 'string' } },
        },
        { 'a-b': 1, in: 'x', more: 1, no: null },
        'object{"a__dash__b": 1, "__in__": "x"}',
      ],
      [
        { type: 'object', 'x-kubernetes-embedded-resource': true },
        { apiVersion: 'v1', kind: 'X', metadata: { name: 'n', labels: {} }, spec: {} },
        'object{"apiVersion": "v1", "kind": "X", "metadata": object{"name": "n"}}',
      ],
      [
        {},
        1,
        'ERROR invalid type, expected object, array, number, integer, boolean or string, or no type with x-kubernetes-int-or-string or x-kubernetes-preserve-unknown-fields is true, got ',
      ],
    ];
    expect(rows.map(([schema, value]) => [schema, value, typed(value, schema)])).toEqual(rows);
  });

  it('is converted where it is looked at', () => {
    const schema = {
      type: 'object',
      properties: { by: { type: 'string', format: 'byte' }, n: { type: 'integer' } },
    };
    const self = typedValue({ by: '/w==', n: 1 }, schema);
    const variables = new Map([['self', self]]);
    expect(evaluated('self.n', variables)).toBe('1');
    expect(evaluated('self.by', variables)).toBe(
      'ERROR Invalid byte formatted string /w==: illegal base64 data at input byte 0',
    );
  });

  it('is compared and joined as its list type says', () => {
    const set = { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' };
    const map = {
      type: 'array',
      items: { type: 'object', properties: { k: { type: 'string' }, v: { type: 'integer' } } },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['k'],
    };
    const schema = { type: 'object', properties: { a: set, b: set, c: map, d: map } };
    const self = typedValue(
      {
        a: ['x', 'y'],
        b: ['y', 'x'],
        c: [{ k: 'p', v: 1 }, { k: 'q' }],
        d: [{ k: 'q' }, { k: 'p', v: 1 }],
      },
      schema,
    );
    const variables = new Map([['self', self]]);
    const rows: [string, string][] = [
      ['self.a == self.b', 'true'],
      ['self.a == ["y", "x"]', 'true'],
      ['["y", "x"] == self.a', 'false'],
      ['self.a == ["x", "z"]', 'false'],
      ['self.a + ["z", "x"]', '["x", "y", "z"]'],
      ['self.c == self.d', 'true'],
      ['self.c == [self.d[0]]', 'false'],
      ['self.c + [{"k": "q", "v": 9}] == self.c', 'false'],
      ['(self.c + [{"k": "q", "v": 9}]).size()', '2'],
      ['(self.c + [{"k": "r", "v": 9}]).size()', '3'],
      ['self.c + [1] == self.c', 'false'],
    ];
    expect(rows.map(([text]) => [text, evaluated(text, variables)])).toEqual(rows);
  });

  it('tells sets of every type of items apart', () => {
    const list = (format: string | undefined, ...items: JsonValue[]): CelValue =>
      typedValue(items, {
        type: 'array',
        items: { type: 'string', nullable: true, ...(format && { format }) },
        'x-kubernetes-list-type': 'set',
      });
    expect(equal(list('byte', 'aGk=', 'aGk0'), list('byte', 'aGk0', 'aGk='))).toBe(true);
    expect(equal(list('duration', '60s', '1s'), list('duration', '1s', '1m'))).toBe(true);
    expect(equal(list(undefined, null, 'a'), list(undefined, 'a', null))).toBe(true);
    expect(equal(list(undefined, null, 'a'), list(undefined, 'a', 'b'))).toBe(false);
  });

  it('counts fields that expressions cannot see when objects are compared', () => {
    const schema = { type: 'object', properties: { n: { type: 'integer', nullable: true } } };
    const same = (a: JsonObject, b: JsonObject): boolean =>
      equal(typedValue(a, schema), typedValue(b, schema));
    expect(same({ n: 1, more: 1 }, { n: 1, more: 1 })).toBe(true);
    expect(same({ n: 1, more: 1 }, { n: 1, more: 2 })).toBe(false);
    expect(same({ n: 1 }, { n: 1, more: 2 })).toBe(false);
    expect(same({ n: null }, { n: 1 })).toBe(false);
    expect(same({ n: null }, {})).toBe(false);
  });
});

describe('a value of no known type', () => {
  it('is what JSON says', () => {
    expect(show(untypedValue({ a: [1, 1.5, 'x', true, null], b: { c: 2n ** 60n } }))).toBe(
      `{"a": [1, 1.5, "x", true, null], "b": {"c": ${2n ** 60n}}}`,
    );
    expect(untypedValue(undefined)).toBeNull();
    expect(mapKey(1)).toBe(mapKey(1n));
  });
});
