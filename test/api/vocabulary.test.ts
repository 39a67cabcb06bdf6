import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldErrorText } from '../../src/api/field-error.js';
import { fieldNameAtEnd, isFieldName } from '../../src/api/field-names.js';
import { goJson, goJsonString } from '../../src/api/go-json.js';
import { fnv1, fnv1a, safeEncode } from '../../src/api/hash.js';
import { fieldPath, isObject, type JsonValue, type Path, valueAt } from '../../src/api/json.js';
import {
  controllerRef,
  groupOf,
  objectKey,
  objectText,
  splitKey,
  versionOf,
} from '../../src/api/object-key.js';
import type { OwnerReference } from '../../src/api/objects.js';
import { closest, editDistance } from '../../src/api/suggest.js';
import {
  atLeast,
  atMost,
  isBefore,
  KUBERNETES_VERSIONS,
  NEWEST_VERSION,
  parseVersion,
} from '../../src/api/version.js';

/** The same by its definition, each pair of beginnings once. */
function slowDistance(a: string, b: string): number {
  const rows: number[][] = [];
  const at = (i: number, j: number): number => rows[i]![j]!;
  for (let i = 0; i <= a.length; i++) {
    rows.push([]);
    for (let j = 0; j <= b.length; j++) {
      if (i === 0 || j === 0) {
        rows[i]!.push(i + j);
        continue;
      }
      const costs = [at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)];
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) costs.push(at(i - 2, j - 2) + 1);
      rows[i]!.push(Math.min(...costs));
    }
  }
  return at(a.length, b.length);
}

describe('versions', () => {
  it('are these', () => {
    expect(KUBERNETES_VERSIONS).toEqual('1.28 1.29 1.30 1.31 1.32 1.33 1.34 1.35 1.36 1.37'.split(' '));
    expect(NEWEST_VERSION).toBe('1.37');
  });

  it.each([
    ['1.36', '1.36'],
    ['v1.36', '1.36'],
    [' 1.28 ', '1.28'],
    ['1.36.2', '1.36'],
    ['v1.31.14+k3s1', '1.31'],
    ['1.31-gke.100', '1.31'],
    ['v1.30.0-rc.1', '1.30'],
    ['1.27', undefined],
    ['1.38', undefined],
    ['1.37', '1.37'],
    ['1.3', undefined],
    ['1', undefined],
    ['36', undefined],
    ['V1.36', undefined],
    ['vv1.36', undefined],
    ['1.36.', undefined],
    ['1.36.2.1', undefined],
    ['1.36x', undefined],
    ['x1.36', undefined],
    ['', undefined],
  ])('%j is read as %s', (text, version) => {
    expect(parseVersion(text)).toBe(version);
  });

  it.each([
    ['1.36', '1.36', 0],
    ['1.28', '1.36', -1],
    ['1.36', '1.28', 1],
    ['1.30', '1.31', -1],
    ['1.9', '1.28', -1],
    ['1.28', '1.9', 1],
    ['1.9', '1.22', -1],
    ['1.22', '1.9', 1],
    ['1.40', '1.36', 1],
    ['2.0', '1.36', 1],
    ['2.0', '1.99', 1],
    ['1.99', '2.0', -1],
    ['1.22', '1.22', 0],
    ['1.22', '1.22.0', 0],
    ['2', '2.0', 0],
    ['2', '2.1', -1],
  ])('%s is to %s as %d to 0', (a, b, order) => {
    expect([isBefore(a, b), atMost(a, b), atLeast(a, b)]).toEqual([order < 0, order <= 0, order >= 0]);
  });
});

describe('keys and references', () => {
  it.each<[string | undefined, string, string, [string | undefined, string]]>([
    ['shop', 'web', 'shop/web', ['shop', 'web']],
    [undefined, 'web', 'web', [undefined, 'web']],
    ['', 'web', 'web', [undefined, 'web']],
    ['a', 'b/c', 'a/b/c', ['a', 'b/c']],
  ])('%s and %s: %s', (namespace, name, key, halves) => {
    expect(objectKey(namespace, name)).toBe(key);
    expect(splitKey(key)).toEqual(halves);
  });

  it.each([
    ['v1', '', 'v1'],
    ['apps/v1', 'apps', 'v1'],
    ['a.b/v1/x', 'a.b', 'v1/x'],
    ['', '', ''],
  ])('%s is group %j, version %j', (apiVersion, group, version) => {
    expect(groupOf(apiVersion)).toBe(group);
    expect(versionOf(apiVersion)).toBe(version);
  });

  it('are written as on a command line', () => {
    expect(objectText({ kind: 'ReplicaSet', metadata: { name: 'web' } })).toBe('replicaset/web');
    expect(objectText({ kind: 'Pod', metadata: {} })).toBe('pod/');
  });

  it('name the controller among the owners', () => {
    const owner = (name: string, controller?: boolean): OwnerReference => ({
      ...{ apiVersion: 'v1', kind: 'X', name, uid: name },
      ...(controller !== undefined && { controller }),
    });
    const owned = (...ownerReferences: OwnerReference[]) =>
      controllerRef({ apiVersion: 'v1', kind: 'Pod', metadata: { ownerReferences } })?.name;
    expect(owned(owner('a'), owner('b', false), owner('c', true), owner('d', true))).toBe('c');
    expect(owned(owner('a'), owner('b', false))).toBeUndefined();
    expect(controllerRef({ apiVersion: 'v1', kind: 'Pod', metadata: {} })).toBeUndefined();
  });

  it('errors are told with their field', () => {
    const error = {
      type: 'FieldValueRequired',
      field: 'spec.a',
      path: ['spec', 'a'],
      message: 'Required value',
    };
    expect(fieldErrorText(error as Parameters<typeof fieldErrorText>[0])).toBe('spec.a: Required value');
  });
});

describe('values by their paths', () => {
  const value: JsonValue = { a: [{ b: 1 }, null, 'x'], 'c.d': { '0': 2 }, e: undefined, f: 'text' };
  it.each<[Path, JsonValue | undefined]>([
    [[], value],
    [['a', 0, 'b'], 1],
    [['a', 1], null],
    [['a', 1, 'b'], undefined],
    [['a', 2, 0], undefined],
    [['a', 3], undefined],
    [['a', '0'], undefined],
    [['a', 'length'], undefined],
    [['c.d', '0'], 2],
    [['c.d', 0], 2],
    [['e'], undefined],
    [['f', 'length'], undefined],
    [['toString'], undefined],
    [['a', 0, 'b', 'c'], undefined],
  ])('%j', (path, expected) => {
    expect(valueAt(value, path)).toEqual(expected);
  });

  it.each<[Path, string]>([
    [[], ''],
    [['spec'], 'spec'],
    [['spec', 'containers', 0, 'image'], 'spec.containers[0].image'],
    [['metadata', 'labels', 'app.io/x'], 'metadata.labels[app.io/x]'],
    [['a', 'b-c', '$d', '_e', 'F9'], 'a.b-c.$d._e.F9'],
    [['a', '9b'], 'a[9b]'],
    [['a', ''], 'a[]'],
    [['a', '-b'], 'a[-b]'],
    [[0, 'a'], '[0].a'],
  ])('%j is written %s', (path, text) => {
    expect(fieldPath(path)).toBe(text);
  });

  it.each<[unknown, boolean]>([
    [{}, true],
    [{ a: 1 }, true],
    [[], false],
    [null, false],
    ['x', false],
    [undefined, false],
    [1, false],
  ])('%j is a mapping: %s', (value, mapping) => {
    expect(isObject(value)).toBe(mapping);
  });
});

describe('JSON as Go writes it', () => {
  it.each<[JsonValue | undefined, string]>([
    [undefined, 'null'],
    [null, 'null'],
    [true, 'true'],
    [1.5, '1.5'],
    [2n ** 63n, '9223372036854775808'],
    ['a"b\\\n\t', '"a\\"b\\\\\\n\\t"'],
    ['<a>&\u2028\u2029é💥', '"\\u003ca\\u003e\\u0026\\u2028\\u2029é💥"'],
    [[], '[]'],
    [[1, 'a', [null]], '[1,"a",[null]]'],
    [{}, '{}'],
    [{ b: 1, a: { d: [], c: undefined } }, '{"a":{"c":null,"d":[]},"b":1}'],
    [{ '<': '>' }, '{"\\u003c":"\\u003e"}'],
    // By bytes of UTF-8, where a character beyond U+FFFF comes after one below it.
    [{ '\u{1f600}': 1, '\uff5e': 2, a: 3 }, '{"a":3,"\uff5e":2,"\u{1f600}":1}'],
  ])('%s', (value, json) => {
    expect(goJson(value)).toBe(json);
  });

  it.each([
    ['\ud800', '"\ufffd"'],
    ['a\udc00b', '"a\ufffdb"'],
    ['\udc00\ud800', '"\ufffd\ufffd"'],
    ['\ud83d\ude00', '"😀"'],
  ])('half a character, %j, is the replacement character', (text, json) => {
    expect(goJsonString(text)).toBe(json);
  });
});

describe('sums', () => {
  it.each([
    ['', 0x811c9dc5, 0x811c9dc5],
    ['a', 0xe40c292c, 0x050c5d7e],
    ['foobar', 0xbf9cf968, 0x31f0b262],
    ['é', 0x1e9de8c1, 0xce77c1fd],
    ['a😀', 0xa0d90531, 0xa30e56d1],
  ])('of %j', (text, sum1a, sum1) => {
    expect([fnv1a(text), fnv1(text)]).toEqual([sum1a, sum1]);
  });

  it('go on where another ended', () => {
    expect(fnv1a('bar', fnv1a('foo'))).toBe(fnv1a('foobar'));
  });

  it('are written without vowels', () => {
    expect(safeEncode(1234567890)).toBe('56789bcdf4');
    expect(safeEncode(0)).toBe('4');
  });
});

describe('words that were meant', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['abc', 'abc', 0],
    ['abc', 'abd', 1],
    ['abc', 'ab', 1],
    ['ab', 'abc', 1],
    ['abc', 'acb', 1],
    ['abcd', 'badc', 2],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
    ['abc', 'xyz', 3],
    ['ab', 'ba', 1],
  ])('%j to %j takes %d edits', (a, b, edits) => {
    expect(editDistance(a, b)).toBe(edits);
    expect(editDistance(b, a)).toBe(edits);
    expect(editDistance(a, b, edits)).toBe(edits);
    if (edits > 0) expect(editDistance(a, b, edits - 1)).toBe(edits);
  });

  it('is the same within any limit, whatever the words', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'D'), maxLength: 9 });
    fc.assert(
      fc.property(words, words, fc.nat(9), (a, b, limit) => {
        expect(editDistance(a, b, limit)).toBe(Math.min(editDistance(a, b), limit + 1));
        expect(editDistance(a, b)).toBe(slowDistance(a, b));
      }),
    );
  });

  it('compares no words that nobody types', () => {
    expect(closest('a'.repeat(253), [`${'a'.repeat(253)}b`])).toBe(`${'a'.repeat(253)}b`);
    expect(closest('a'.repeat(254), [`${'a'.repeat(254)}b`])).toBeUndefined();
  });

  it('gives up early', () => {
    expect(editDistance('abcdefgh', 'hgfedcba', 2)).toBe(3);
    expect(editDistance('a', 'abcdefgh', 2)).toBe(3);
  });

  it.each([
    ['replcas', ['replicas', 'selector'], 'replicas'],
    ['REPLICAS', ['replica', 'replicas'], 'replicas'],
    ['replicas', ['replicas', 'replica'], 'replica'],
    ['a', ['b'], 'b'],
    ['a', ['bc'], undefined],
    ['ab', ['cb'], 'cb'],
    ['ab', ['cd'], undefined],
    ['abcde', ['abxxe'], undefined],
    ['abcdef', ['abxxef'], 'abxxef'],
    ['abcdef', ['abxxxf'], undefined],
    ['abcdefghi', ['abcdefxxx'], 'abcdefxxx'],
    ['image', ['imagee', 'images'], 'imagee'],
    ['image', ['imagexx', 'images'], 'images'],
    ['Image', ['images', 'image'], 'image'],
    ['x', [], undefined],
  ])('%s among %j: %s', (word, candidates, meant) => {
    expect(closest(word, candidates)).toBe(meant);
  });
});

describe('names of fields', () => {
  it.each([
    ['containers', true],
    ['mountPath', true],
    ['dnsPolicy', true],
    ['dNSPolicy', false],
    ['DNSPolicy', false],
    ['clusterIP', true],
    ['metadata', true],
    ['objectMeta', false],
    ['typeMeta', false],
    ['apiVersion', true],
    ['', false],
    ['core.v1.PodSpec', false],
  ])('%j: %s', (name, known) => {
    expect(isFieldName(name)).toBe(known);
  });

  it.each([
    ['nginximage', 5, 'image'],
    ['nginximage', 6, undefined],
    ['image', 1, undefined],
    ['xcontainerPort', 4, 'containerPort'],
    ['xyz', 2, undefined],
    ['amount', 3, undefined],
    ['mysecrettype', 4, 'type'],
    ['mysecrettype', 5, undefined],
  ])('%s ends with, of at least %d letters: %s', (word, shortest, field) => {
    expect(fieldNameAtEnd(word, shortest)).toBe(field);
  });
});
