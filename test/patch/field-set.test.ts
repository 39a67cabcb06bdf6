import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FieldPath, FieldSet, fieldSetOf, fieldsV1 } from '../../src/patch/field-set.js';

const name = fc.constantFrom(
  'spec',
  'a',
  'b-c',
  'app.kubernetes.io/name',
  'kubectl.kubernetes.io/x',
  '',
  '.',
  'f:x',
  'é',
  '__proto__',
);
const text = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.constantFrom('c', 'a"b', 'a,b', 'a]b', 'a}b', 'back\\slash'),
);
const scalar = fc.oneof(text, fc.integer(), fc.boolean());
const key = fc
  .uniqueArray(fc.constantFrom('name', 'port', 'protocol'), { minLength: 1, maxLength: 3 })
  .chain((fields) =>
    fc.tuple(...fields.sort().map((field) => scalar.map((value) => `${field}=${JSON.stringify(value)}`))),
  )
  .map((parts) => `[${parts.join(',')}]`);
const step = fc.oneof(
  name.map((field) => `.${field}`),
  key,
  scalar.map((value) => `[=${JSON.stringify(value)}]`),
  fc.nat(9).map((index) => `[${index}]`),
);
const paths = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 8 });

const lines = (set: FieldSet) => set.list().map((path) => path.join(' '));

describe('a set of fields', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(paths, (list) => {
        const set = FieldSet.of(list);
        const written = JSON.stringify(fieldsV1(set));
        expect(lines(fieldSetOf(JSON.parse(written)))).toEqual(lines(set));
      }),
      { numRuns: 300 },
    );
  });

  it.each<[FieldPath[], string]>([
    [[], '{}'],
    [[['.spec']], '{"f:spec":{}}'],
    [[['.spec'], ['.spec', '.a']], '{"f:spec":{".":{},"f:a":{}}}'],
    [
      [['.ports', '[port=80,protocol="TCP"]', '.name']],
      '{"f:ports":{"k:{\\"port\\":80,\\"protocol\\":\\"TCP\\"}":{"f:name":{}}}}',
    ],
    [[['.finalizers', '[="a/b"]']], '{"f:finalizers":{"v:\\"a/b\\"":{}}}'],
    [[['.args', '[0]']], '{"f:args":{"i:0":{}}}'],
  ])('%j is written %s', (list, written) => {
    expect(JSON.stringify(fieldsV1(FieldSet.of(list)))).toBe(written);
    expect(lines(fieldSetOf(JSON.parse(written)))).toEqual(lines(FieldSet.of(list)));
  });

  it('passes over steps that make no sense', () => {
    expect(lines(fieldSetOf({ 'x:what': {}, 'f:a': { nothing: {}, 'f:b': {} } }))).toEqual(['.a .b']);
  });

  it('is joined, cut and taken away from', () => {
    const [a, b] = [FieldSet.of([['.a'], ['.b']]), FieldSet.of([['.b'], ['.c']])];
    expect([lines(a.union(b)), lines(a.intersection(b)), lines(a.difference(b))]).toEqual([
      ['.a', '.b', '.c'],
      ['.b'],
      ['.a'],
    ]);
    expect([a.has(['.a']), a.has(['.c']), a.isEmpty, a.difference(a).isEmpty]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});
