import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/api/json.js';
import { writeYaml, writeYamlFile } from '../../src/manifest/write-yaml.js';
import { readYaml } from '../../src/manifest/yaml/read.js';

describe('YAML to paste', () => {
  it.each<[JsonValue | undefined, string]>([
    [{ name: 'LOG', value: 'debug' }, '{name: LOG, value: debug}'],
    [{ key: 'gpu', value: 'true' }, '{key: gpu, value: "true"}'],
    [['a', '1', 1, true, 'y', null, ''], '[a, "1", 1, true, "y", null, ""]'],
    ['0o17', '"0o17"'],
    ['a: b', '"a: b"'],
    ['shop/web:1.5.0', 'shop/web:1.5.0'],
    ['two\nlines', '"two\\nlines"'],
    [18446744073709551615n, '18446744073709551615'],
    [null, 'null'],
    [undefined, 'null'],
    [{ a: [{ b: { c: [] } }], d: {} }, '{a: [{b: {c: []}}], d: {}}'],
    ['x'.repeat(300), 'x'.repeat(300)],
    [{ a: 'b c '.repeat(60) }, `{a: "${'b c '.repeat(60)}"}`],
    ['-a', '"-a"'],
    ['a-', 'a-'],
    ['a:', '"a:"'],
    ['/a', '/a'],
    [' a', '" a"'],
    ['a b', '"a b"'],
    ['a#b', '"a#b"'],
    ['a@b=c+d.e:f', 'a@b=c+d.e:f'],
    ['é', '"é"'],
    ['1a', '1a'],
    ['1e3', '"1e3"'],
    ['2026-01-01', '2026-01-01'],
    ['yes', '"yes"'],
    [{ yes: 'a', '1': 'b', 'c d': 'e' }, '{"1": b, "yes": a, "c d": e}'],
  ])('writes %s as %s', (value, text) => expect(writeYaml(value)).toBe(text));

  it('has lines in a file, and quotes where some reader would see something else', () =>
    expect(writeYamlFile({ on: ['y', 'web'], n: '0o7', text: 'a\nb' })).toBe(
      '"on":\n  - "y"\n  - web\n"n": "0o7"\ntext: "a\\nb"\n',
    ));

  it('is read back by Kubernetes as the same value', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme-ascii' }),
      fc.stringMatching(/^[-+.0-9xXobBeE_:yYnN~]{0,6}$/),
      fc.constantFrom('yes', 'off', 'null', 'True', '<<', '=', '1:30', '2006-01-02', '- a', '# a', '? a'),
    );
    const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        text,
        fc.boolean(),
        fc.integer(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(value, (given) => {
        const written = writeYaml({ v: given });
        expect(written).not.toContain('\n');
        expect(readYaml(written).documents.map((document) => document.value)).toEqual([{ v: given }]);
      }),
    );
  });
});
