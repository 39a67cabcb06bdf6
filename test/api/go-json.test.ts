import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goJson, goJsonBytes, goJsonString } from '../../src/api/go-json.js';
import type { JsonValue } from '../../src/api/json.js';

describe('JSON as Go writes it', () => {
  it.each<[JsonValue | undefined, string]>([
    [undefined, 'null'],
    [{ b: 1, a: [true, null] }, '{"a":[true,null],"b":1}'],
    ['<a & b>\u2028\u2029', '"\\u003ca \\u0026 b\\u003e\\u2028\\u2029"'],
    ['\ud800x', '"\ufffdx"'],
    [{ '\ue000': 1, '\u{1f600}': 2 }, '{"\ue000":1,"\u{1f600}":2}'],
    [9007199254740993n, '9007199254740993'],
  ])('%o is %s', (value, text) => {
    expect(goJson(value)).toBe(text);
  });

  it('leaves plain texts as they are', () => {
    expect(goJsonString('a "b"\n')).toBe('"a \\"b\\"\\n"');
  });

  it('is counted without being written', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constant('<&>\u2028\ud800é'));
    const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        texts,
        fc.integer(),
        fc.bigInt(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value')),
        fc.dictionary(texts, tie('value')),
      ),
    }));
    fc.assert(
      fc.property(value, (one) => {
        expect(goJsonBytes(one)).toBe(Buffer.byteLength(goJson(one)));
      }),
    );
  });
});
