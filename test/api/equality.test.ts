import { describe, expect, it } from 'vitest';
import { jsonEqual, sameDecoded, sameValue } from '../../src/api/equality.js';

describe('stored values are the same to Kubernetes', () => {
  it.each([
    [1, 1, true],
    [1, 2, false],
    ['a', 'b', false],
    [0, false, false],
    ['', undefined, false],
    [undefined, null, true],
    [undefined, {}, true],
    [{}, [], true],
    [null, [], true],
    [[], [1], false],
    [{ a: 1 }, {}, false],
    [{ a: 1 }, { a: 1 }, true],
    [{ a: 1 }, { a: 2 }, false],
    [{ a: 1, b: undefined }, { a: 1 }, true],
    [{ a: 1 }, { a: 1, b: [] }, true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: 1, b: 2 }, { a: 1 }, false],
    [{ a: { b: [{ c: 1 }] } }, { a: { b: [{ c: 1, d: {} }] } }, true],
    [{ a: { b: [{ c: 1 }] } }, { a: { b: [{ c: 2 }] } }, false],
    [[1, 2], [1, 2], true],
    [[1, 2], [2, 1], false],
    [[1], [1, 2], false],
    [[1, 2], [1], false],
    [{ 0: 1 }, [1], false],
    [[1], { 0: 1 }, false],
    ['a', { a: 1 }, false],
    [{ a: 1 }, 'a', false],
  ])('%j and %j: %j', (a, b, same) => {
    expect(sameValue(a, b)).toBe(same);
  });
});

describe('the same JSON', () => {
  it.each([
    [undefined, null, false],
    [[], {}, false],
    [{ a: undefined }, {}, true],
    [{ a: null }, {}, false],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [[1, 2], [2, 1], false],
    [5, 5n, true],
    [5n, 5, true],
    [5n, 6, false],
    [5.5, 5n, false],
    ['5', 5n, false],
    [JSON.parse('{"__proto__":{"a":1}}'), {}, false],
    [{}, JSON.parse('{"__proto__":{"a":1}}'), false],
  ])('%o and %o: %j', (a, b, same) => {
    expect(jsonEqual(a, b)).toBe(same);
  });
});

describe('decoded values', () => {
  it.each([
    [undefined, null, true],
    [undefined, [], true],
    [undefined, {}, false],
    [{ a: [] }, {}, true],
    [{ a: {} }, {}, false],
    [{ a: { b: [] } }, { a: {} }, true],
  ])('%j and %j: %j', (a, b, same) => {
    expect(sameDecoded(a, b)).toBe(same);
  });
});
