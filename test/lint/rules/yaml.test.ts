import { describe, expect, it } from 'vitest';
import { documents, foundBy, pod, wordsOf } from './manifests.js';

describe('yaml/odd-character', () => {
  const NAME = 'yaml/odd-character';
  const secret = (type: string, more = '') =>
    `apiVersion: v1\nkind: Secret\nmetadata: {name: a${more}}\ntype: ${type}\n`;

  it('is an error in an image, where nothing but ASCII is right', () => {
    expect(foundBy(NAME, pod().replace("'web:1'", '“web:1”'))).toEqual([
      'a.yaml:7:24-31 error yaml/odd-character: image has the character “ (U+201C): YAML takes it for a part of the name, and no image is called so',
      '  fix: write web:1',
      '    a.yaml:7:24-31 "\\"web:1\\""',
    ]);
    expect(foundBy(NAME, pod().replace('web:1', 'wéb:1’'))).toEqual([
      'a.yaml:7:24-32 error yaml/odd-character: image has the character ’ (U+2019): YAML takes it for a part of the name, and no image is called so',
    ]);
  });

  it.each([
    ['“Opaque”', 'the character “ (U+201C)'],
    ['‘Opaque’', 'the character ‘ (U+2018)'],
    ['„Opaque”', 'the character „ (U+201E)'],
    ['Op\u200baque', 'an unseen character (U+200B)'],
    ['Opaque\u00a0', 'an unseen character (U+00A0)'],
  ])('is said of %s', (type, what) => {
    expect(foundBy(NAME, secret(type))).toEqual([
      `a.yaml:4:7-${7 + type.length} warning yaml/odd-character: type has ${what}: YAML takes it for a part of the value`,
      '  fix: write Opaque',
      `    a.yaml:4:7-${7 + type.length} "Opaque"`,
    ]);
  });

  it('is not said of words', () => {
    for (const type of ['it’s', '“a” and “b”', 'é', 'Größe', '“'])
      expect(wordsOf(NAME, secret(type))).toEqual([]);
  });

  it('is not said of what is written for people, nor of texts of several lines', () => {
    const texts = [
      secret('a', ', annotations: {a: “b”}'),
      `${secret('a')}stringData: {a: “b”}\n`,
      pod('args: ["a\\n\u200bb"]'),
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\ndata: {a: “b”}\n',
    ];
    expect(wordsOf(NAME, documents(...texts))).toEqual([]);
  });

  it('is said of arguments and of values of variables', () => {
    const all = pod('args: [a, “b”], env: [{name: A, value: “b”}]');
    expect(wordsOf(NAME, all)).toEqual([
      '7: 1 has the character “ (U+201C): YAML takes it for a part of the value',
      '7: value has the character “ (U+201C): YAML takes it for a part of the value',
    ]);
  });
});
