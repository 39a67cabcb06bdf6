import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/api/json.js';
import { applyJsonPatch, JsonPatchError } from '../../src/patch/json-patch.js';

const TARGET = { a: { b: [1, 2, 3], 'c/d': 1, 'e~f': 1, '': 0 }, list: [{ x: 1 }], n: null };

/** The target after the operations, or why they do not fit; what is given stays as it was. */
function patched(operations: readonly JsonValue[], target: JsonValue = TARGET): unknown {
  const before = JSON.stringify([target, operations]);
  try {
    return applyJsonPatch(target, operations);
  } catch (error) {
    if (!(error instanceof JsonPatchError)) throw error;
    return error.message;
  } finally {
    expect(JSON.stringify([target, operations])).toBe(before);
  }
}

const withA = (fields: object) => ({ ...TARGET, a: { ...TARGET.a, ...fields } });

describe('a JSON patch', () => {
  it.each<[string, JsonValue, unknown]>([
    ['adds a field', { op: 'add', path: '/g', value: 1 }, { ...TARGET, g: 1 }],
    ['adds null', { op: 'add', path: '/g', value: null }, { ...TARGET, g: null }],
    ['adds over a field', { op: 'add', path: '/a/b', value: 'x' }, withA({ b: 'x' })],
    ['adds to a list', { op: 'add', path: '/a/b/1', value: 9 }, withA({ b: [1, 9, 2, 3] })],
    ['adds at its beginning', { op: 'add', path: '/a/b/0', value: 9 }, withA({ b: [9, 1, 2, 3] })],
    ['adds behind its end', { op: 'add', path: '/a/b/3', value: 9 }, withA({ b: [1, 2, 3, 9] })],
    ['adds at its end', { op: 'add', path: '/a/b/-', value: 9 }, withA({ b: [1, 2, 3, 9] })],
    ['adds the whole', { op: 'add', path: '', value: 2 }, 2],
    ['replaces a field', { op: 'replace', path: '/a/c~1d', value: 2 }, withA({ 'c/d': 2 })],
    ['replaces by a path with a tilde', { op: 'replace', path: '/a/e~0f', value: 2 }, withA({ 'e~f': 2 })],
    ['replaces the field without a name', { op: 'replace', path: '/a/', value: 2 }, withA({ '': 2 })],
    ['replaces an item', { op: 'replace', path: '/a/b/1', value: 9 }, withA({ b: [1, 9, 3] })],
    [
      'replaces inside of an item',
      { op: 'replace', path: '/list/0/x', value: 2 },
      { ...TARGET, list: [{ x: 2 }] },
    ],
    ['replaces null', { op: 'replace', path: '/n', value: 2 }, { ...TARGET, n: 2 }],
    ['replaces the whole', { op: 'replace', path: '', value: 2 }, 2],
    ['removes an item', { op: 'remove', path: '/a/b/1' }, withA({ b: [1, 3] })],
    ['removes a field', { op: 'remove', path: '/a' }, { list: TARGET.list, n: null }],
    [
      'moves a field',
      { op: 'move', from: '/list', path: '/a/b' },
      { a: { ...TARGET.a, b: TARGET.list }, n: null },
    ],
    ['moves within a list', { op: 'move', from: '/a/b/0', path: '/a/b/2' }, withA({ b: [2, 3, 1] })],
    ['copies', { op: 'copy', from: '/list/0', path: '/list/-' }, { ...TARGET, list: [{ x: 1 }, { x: 1 }] }],
    ['tests what is so', { op: 'test', path: '/list', value: [{ x: 1 }] }, TARGET],
    ['tests null', { op: 'test', path: '/n', value: null }, TARGET],
    ['tests for null where no value stands', { op: 'test', path: '/n' }, TARGET],
  ])('%s', (_name, operation, expected) => {
    expect(patched([operation])).toEqual(expected);
  });

  it('does one operation after the other', () => {
    const operations = [
      { op: 'add', path: '/a', value: {} },
      { op: 'add', path: '/a/b', value: 1 },
      { op: 'copy', from: '/a', path: '/c' },
      { op: 'replace', path: '/a/b', value: 2 },
      { op: 'test', path: '/c/b', value: 1 },
    ];
    expect(patched(operations, {})).toEqual({ a: { b: 2 }, c: { b: 1 } });
    expect(patched([], TARGET)).toEqual(TARGET);
  });

  it.each<[string, JsonValue, string]>([
    ['no operation', 'x', 'an operation of a JSON patch is a mapping'],
    ['no path', { op: 'add' }, 'an operation of a JSON patch needs a path'],
    ['a path that is no text', { op: 'add', path: 1 }, 'an operation of a JSON patch needs a path'],
    ['no from', { op: 'move', path: '/g' }, 'an operation of a JSON patch needs a from'],
    ['no slash', { op: 'remove', path: 'a' }, 'the path "a" does not begin with a slash'],
    ['no value to add', { op: 'add', path: '/g' }, 'add operation has no value'],
    ['no value to replace with', { op: 'replace', path: '/a' }, 'replace operation has no value'],
    ['an unknown operation', { op: 'merge', path: '/a' }, 'Unexpected kind: merge'],
    ['none at all', { path: '/a' }, 'Unexpected kind: undefined'],
    [
      'a way that is not there',
      { op: 'add', path: '/g/h', value: 1 },
      'add operation does not apply: doc is missing path: "/g/h": missing value',
    ],
    [
      'a way through a value',
      { op: 'add', path: '/list/0/x/y', value: 1 },
      'add operation does not apply: doc is missing path: "/list/0/x/y": missing value',
    ],
    [
      'a field to replace that is not there',
      { op: 'replace', path: '/a/c~1~0', value: 1 },
      'replace operation does not apply: doc is missing key: /a/c~1~0: missing value',
    ],
    [
      'an item to remove that is not there',
      { op: 'remove', path: '/a/b/3' },
      "error in remove for path: '/a/b/3': Unable to access invalid index: 3: invalid index referenced",
    ],
    [
      'the end of a list to remove',
      { op: 'remove', path: '/a/b/-' },
      'error in remove for path: \'/a/b/-\': strconv.Atoi: parsing "-": invalid syntax',
    ],
    [
      'something to copy that is not there',
      { op: 'copy', from: '/g', path: '/h' },
      "error in copy for from: '/g': unable to get nonexistent key: g: missing value",
    ],
    [
      'a way to copy from that is not there',
      { op: 'copy', from: '/g/h', path: '/h' },
      'copy operation does not apply: doc is missing from path: /g/h: missing value',
    ],
    [
      'a way to copy to that is not there',
      { op: 'copy', from: '/a', path: '/g/h' },
      'copy operation does not apply: doc is missing destination path: /g/h: missing value',
    ],
    [
      'a place in a list to copy to that is not there',
      { op: 'copy', from: '/a', path: '/a/b/9' },
      'error while adding value during copy: Unable to access invalid index: 9: invalid index referenced',
    ],
    [
      'something to move that is not there',
      { op: 'move', from: '/a/g', path: '/h' },
      "error in move for path: 'g': unable to get nonexistent key: g: missing value",
    ],
    [
      'a way to move from that is not there',
      { op: 'move', from: '/g/h', path: '/h' },
      'move operation does not apply: doc is missing from path: /g/h: missing value',
    ],
    [
      'a way to move to that is not there',
      { op: 'move', from: '/a', path: '/g/h' },
      'move operation does not apply: doc is missing destination path: /g/h: missing value',
    ],
    [
      'a place in a list to move to that is not there',
      { op: 'move', from: '/n', path: '/a/b/9' },
      "error in move for path: '/a/b/9': Unable to access invalid index: 9: invalid index referenced",
    ],
    [
      'something to move from a list that is not there',
      { op: 'move', from: '/a/b/9', path: '/n' },
      "error in move for path: '9': Unable to access invalid index: 9: invalid index referenced",
    ],
    [
      'a way to replace that is not there',
      { op: 'replace', path: '/g/h', value: 1 },
      'replace operation does not apply: doc is missing path: /g/h: missing value',
    ],
    [
      'a way to remove that is not there',
      { op: 'remove', path: '/g/h' },
      'remove operation does not apply: doc is missing path: "/g/h": missing value',
    ],
    [
      'a way to test that is not there',
      { op: 'test', path: '/g/h', value: 1 },
      'test operation does not apply: is missing path: /g/h: missing value',
    ],
    [
      'a field to test that is not there',
      { op: 'test', path: '/g', value: 1 },
      "error in test for path: '/g': unable to get nonexistent key: g: missing value",
    ],
    [
      'behind the end of a list',
      { op: 'add', path: '/a/b/4', value: 1 },
      "error in add for path: '/a/b/4': Unable to access invalid index: 4: invalid index referenced",
    ],
    [
      'an index that is none',
      { op: 'add', path: '/a/b/x', value: 1 },
      "error in add for path: '/a/b/x': value was not a proper array index: 'x': strconv.Atoi: parsing \"x\": invalid syntax",
    ],
    [
      'a test that fails',
      { op: 'test', path: '/a/c~1d', value: '1' },
      'testing value /a/c~1d failed: test failed',
    ],
  ])('does not fit: %s', (_name, operation, message) => {
    expect(patched([operation])).toBe(message);
  });

  it('keeps numbers that JavaScript’s are too small for', () => {
    const big = 9007199254740993n;
    expect(applyJsonPatch({ a: big, b: 1 }, [{ op: 'copy', from: '/a', path: '/c' }])).toEqual({
      a: big,
      b: 1,
      c: big,
    });
    expect(applyJsonPatch({ a: 1 }, [{ op: 'add', path: '/b', value: big }])).toEqual({ a: 1, b: big });
  });

  it('takes __proto__ for a field as others', () => {
    const made = applyJsonPatch({}, [{ op: 'add', path: '/__proto__', value: { polluted: 1 } }]);
    expect(Object.keys(made as object)).toEqual(['__proto__']);
    expect(JSON.stringify(made)).toBe('{"__proto__":{"polluted":1}}');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    const inside = applyJsonPatch(made, [{ op: 'add', path: '/__proto__/more', value: 2 }]);
    expect(JSON.stringify(inside)).toBe('{"__proto__":{"polluted":1,"more":2}}');
    expect(patched([{ op: 'add', path: '/__proto__/x', value: 1 }], {})).toBe(
      'add operation does not apply: doc is missing path: "/__proto__/x": missing value',
    );
    expect(patched([{ op: 'remove', path: '/constructor' }], {})).toBe(
      "error in remove for path: '/constructor': Unable to remove nonexistent key: constructor: missing value",
    );
  });

  it('that adds and removes leaves what was there', () => {
    const keys = fc.string({ maxLength: 4 });
    fc.assert(
      fc.property(fc.dictionary(keys, fc.jsonValue()), keys, fc.jsonValue(), (target, key, value) => {
        fc.pre(!Object.hasOwn(target, key));
        const path = `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        const there = [
          { op: 'add', path, value: value as JsonValue },
          { op: 'test', path, value: value as JsonValue },
        ];
        const back = [...there, { op: 'remove', path }];
        expect(JSON.stringify(applyJsonPatch(target as JsonValue, back))).toBe(JSON.stringify(target));
      }),
    );
  });
});
