import { expect, it } from 'vitest';
import { secretTexts, withoutTexts } from '../../src/api/hidden.js';
import { isObject, type JsonValue } from '../../src/api/json.js';

it('texts that must not be shown are those of every form that a message may quote, the longest first', () => {
  expect(secretTexts({ kind: 'Secret', stringData: { k: 'a"<b\n' } })).toEqual([
    'a\\\\\\"\\\\u003cb\\\\n',
    'a\\"\\u003cb\\n',
    'a\\"<b\\n',
    'a"<b\n',
  ]);
});

it.each<[JsonValue, string, string[]]>([
  [{ data: { k: 'abc', l: '' }, stringData: { m: 'de' }, type: 'Opaque' }, 'Secret', ['abc', 'de']],
  [{ data: { k: [1, true, null, { x: 'abcd' }] } }, 'Secret', ['true', 'abcd', '1']],
  [{ data: { PASSWORD: 'abc', LEVEL: 'de' } }, 'ConfigMap', ['abc']],
  [
    {
      env: [
        { name: 'PASSWORD', value: 'abc' },
        { name: 'LEVEL', value: 'de' },
      ],
    },
    'Pod',
    ['abc'],
  ],
  [
    { args: ['--password=abc', '--level=de', '--token', 'fgh', 'ij', '--token', '-x', '=kl'] },
    'Pod',
    ['abc', 'fgh'],
  ],
  [{ args: ['--password='] }, 'Pod', []],
  ['--password=abc', 'Pod', ['abc']],
])('%j of a %s: %j', (object, kind, texts) => {
  expect(secretTexts(isObject(object) ? { kind, ...object } : object)).toEqual(texts);
});

it.each<[message: string, secrets: string[], shown: string]>([
  ['a: Invalid value: {"b":"c"}: no', [], 'a: Invalid value: {"b":"c"}: no'],
  ['one two', ['none'], 'one two'],
  ['abcd and "abcd"', ['abcd'], '(value hidden) and "(value hidden)"'],
  ['abc and "abc" and abcd', ['abcd', 'abc'], 'abc and "(value hidden)" and (value hidden)'],
  ['a: Invalid value: {"b":{"c":1}}: no', ['none'], 'a: Invalid value: …: no'],
  ['a: Invalid value: [1]: no', ['none'], 'a: Invalid value: …: no'],
  ['a: Invalid value: "b": no', ['none'], 'a: Invalid value: "b": no'],
  ['a: Forbidden\n@@ -1 +1 @@\n-b\n+c', ['none'], 'a: Forbidden'],
  ['a: Invalid value: {\n"b"}: no', ['none'], 'a: Invalid value: …: no'],
  ['$& is a$bc', ['a$bc'], '$& is (value hidden)'],
])('%j without %j', (message, secrets, shown) => expect(withoutTexts(message, secrets)).toBe(shown));
