import { describe, expect, it } from 'vitest';
import { said } from './said.js';

describe('JSON that ends too early', () => {
  it.each<[text: string, expected: string[]]>([
    [
      '{"a": 1',
      ['1:1-1:8 error yaml/syntax: the JSON text ends before the value does | kubectl: unexpected EOF'],
    ],
    [
      '{"a": fals',
      ['1:1-1:11 error yaml/syntax: the JSON text ends before the value does | kubectl: unexpected EOF'],
    ],
    [
      '{"a": "b',
      ['1:1-1:9 error yaml/syntax: the JSON text ends before the value does | kubectl: unexpected EOF'],
    ],
    [
      '{"a": "b\\',
      ['1:1-1:10 error yaml/syntax: the JSON text ends before the value does | kubectl: unexpected EOF'],
    ],
    [
      '{"a": 1} {"b": 2} {"c": 3',
      ['1:1-1:26 error yaml/syntax: the JSON text ends before the value does | kubectl: unexpected EOF'],
    ],
    [
      '{"a": 1}{"b": 2}{"c": 99999999999',
      ['1:1-1:34 error yaml/syntax: the JSON text ends before the value does | kubectl: unexpected EOF'],
    ],
    [
      '  { "a" ',
      ['1:3-1:8 error yaml/syntax: the JSON text ends before the value does | kubectl: unexpected EOF'],
    ],
    [
      '{"a": 1}\n{"b":',
      ['2:1-2:6 error yaml/syntax: the JSON text ends before the value does | kubectl: unexpected EOF'],
    ],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected));
});

describe('JSON that is nearly right, and no YAML either', () => {
  it.each<[text: string, expected: string[]]>([
    [
      '{"a": 1,\n "b": [1,2\n}',
      [
        "3:1-3:2 error yaml/syntax: this is not JSON: unexpected '}' after array element | kubectl: json: offset 21: invalid character '}' after array element",
      ],
    ],
    [
      '{"a": [1 2}]',
      [
        "1:10-1:13 error yaml/syntax: this is not JSON: unexpected '2' after array element | kubectl: json: offset 10: invalid character '2' after array element",
      ],
    ],
    [
      '{"a": "\u0001"}',
      [
        "1:8-1:11 error yaml/syntax: this is not JSON: unexpected '\\x01' in string literal | kubectl: json: offset 8: invalid character '\\x01' in string literal",
      ],
    ],
    [
      '{"a": "x\ty", "b" 1}',
      [
        "1:9-1:20 error yaml/syntax: this is not JSON: unexpected '\\t' in string literal | kubectl: json: offset 9: invalid character '\\t' in string literal",
      ],
    ],
    [
      '{"a": "\n\u0007"}',
      [
        "2:1-2:4 error yaml/syntax: this is not JSON: unexpected '\\n' in string literal | kubectl: json: offset 8: invalid character '\\n' in string literal",
      ],
    ],
    [
      '{"a": \'\u0001}',
      [
        "1:7-1:10 error yaml/syntax: this is not JSON: unexpected '\\'' looking for beginning of value | kubectl: json: offset 7: invalid character '\\'' looking for beginning of value",
      ],
    ],
    [
      '{"a": \\\u007f}',
      [
        "1:7-1:10 error yaml/syntax: this is not JSON: unexpected '\\\\' looking for beginning of value | kubectl: json: offset 7: invalid character '\\\\' looking for beginning of value",
      ],
    ],
    [
      '{"a" é: [}',
      [
        "1:6-1:11 error yaml/syntax: this is not JSON: unexpected 'é' after object key | kubectl: json: offset 6: invalid character 'Ã' after object key",
      ],
    ],
    [
      '{"é": "\\x"}',
      [
        "1:9-1:12 error yaml/syntax: this is not JSON: unexpected 'x' in string escape code | kubectl: json: offset 10: invalid character 'x' in string escape code",
      ],
    ],
    [
      '{"a": "\\u12x"}',
      [
        "1:12-1:15 error yaml/syntax: this is not JSON: unexpected 'x' in \\u hexadecimal character escape | kubectl: json: offset 12: invalid character 'x' in \\u hexadecimal character escape",
      ],
    ],
    [
      '{"a": "\\uD8"}',
      [
        "1:12-1:14 error yaml/syntax: this is not JSON: unexpected '\"' in \\u hexadecimal character escape | kubectl: json: offset 12: invalid character '\"' in \\u hexadecimal character escape",
      ],
    ],
    [
      '{"a": {]',
      [
        "1:8-1:9 error yaml/syntax: this is not JSON: unexpected ']' looking for beginning of object key string | kubectl: json: offset 8: invalid character ']' looking for beginning of object key string",
      ],
    ],
    [
      '{"a": [1,]]',
      [
        "1:10-1:12 error yaml/syntax: this is not JSON: unexpected ']' looking for beginning of value | kubectl: json: offset 10: invalid character ']' looking for beginning of value",
      ],
    ],
    [
      '{"a": [}',
      [
        "1:8-1:9 error yaml/syntax: this is not JSON: unexpected '}' looking for beginning of value | kubectl: json: offset 8: invalid character '}' looking for beginning of value",
      ],
    ],
    ['{"a": nul"}', []],
    ['{"a": tRue"}', []],
    ['{"a": falsy"}', []],
    ['{"a": 1.x"}', []],
    ['{"a": 1ex"}', []],
    ['{"a": -x"}', []],
    ['{"a": 1E+"}', []],
    ['{"a": 01"}', []],
    [
      '{"a": 1 "b": 2}',
      [
        "1:9-1:16 error yaml/syntax: this is not JSON: unexpected '\"' after object key:value pair | kubectl: json: offset 9: invalid character '\"' after object key:value pair",
      ],
    ],
    [
      '{"a"; "}',
      [
        "1:5-1:9 error yaml/syntax: this is not JSON: unexpected ';' after object key | kubectl: json: offset 5: invalid character ';' after object key",
      ],
    ],
    ['{"a": 1, \'b\': 2"}', []],
    [
      '{"a": 1,, "}',
      [
        "1:9-1:13 error yaml/syntax: this is not JSON: unexpected ',' looking for beginning of object key string | kubectl: json: offset 9: invalid character ',' looking for beginning of object key string",
      ],
    ],
    [
      '{,"a"}',
      [
        "1:2-1:7 error yaml/syntax: a value is missing before this | kubectl: json: offset 2: invalid character ',' looking for beginning of object key string",
      ],
    ],
    [
      '{ "a": 1, }"',
      [
        "1:11-1:13 error yaml/syntax: this is not JSON: unexpected '}' looking for beginning of object key string | kubectl: json: offset 11: invalid character '}' looking for beginning of object key string",
      ],
    ],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected));
});

describe('JSON behind several values', () => {
  it.each<[text: string, expected: string[]]>([
    [
      '{"a": 1}{"b": 2}{"c"]',
      [
        "1:21-1:22 error yaml/syntax: this is not JSON: unexpected ']' after object key | kubectl: invalid character ']' after object key",
      ],
    ],
    [
      '{"a": 1}{"b": 2}{"c" €}',
      [
        "1:22-1:24 error yaml/syntax: this is not JSON: unexpected '€' after object key | kubectl: invalid character 'â' after object key",
      ],
    ],
    [
      '{"a": 1} {"b": 2} 3x',
      [
        '1:19-1:20 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is a number',
        "1:20-1:21 error yaml/syntax: this is not JSON: unexpected 'x' looking for beginning of value | kubectl: invalid character 'x' looking for beginning of value",
      ],
    ],
    [
      '{"a": 1} {"b": 2} [1e999]',
      [
        '1:20-1:26 error yaml/syntax: +Inf is a number that JSON cannot hold | hint: put the value in quotes',
        '1:19-1:26 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is a list | hint: separate the objects by lines of ---, or put them in the items of a List',
      ],
    ],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected));
});

describe('JSON with YAML behind it', () => {
  it.each<[text: string, expected: string[]]>([
    ['{"a": 1}\n---\nb: 2\n', []],
    [
      '{"a": 1} \nb: 2\nc: [\n',
      [
        "2:1-2:5 error yaml/syntax: this is not JSON: unexpected 'b' looking for beginning of value | kubectl: json: offset 11: invalid character 'b' looking for beginning of value",
      ],
    ],
    ['{"a": 1}---\nb: 2\n', []],
    [
      '{"a": 1}\n\n\n---\n: [\n',
      [
        '5:1-5:4 error yaml/syntax: this does not continue the map it stands in | hint: look at the indentation and the quotes of the lines above | kubectl: error converting YAML to JSON: yaml: did not find expected key',
      ],
    ],
    [
      '{"a": 1} {b: [}',
      [
        "1:11-1:16 error yaml/syntax: this is not JSON: unexpected 'b' looking for beginning of object key string | kubectl: json: offset 11: invalid character 'b' looking for beginning of object key string",
      ],
    ],
    [
      '{"a": 1} b',
      [
        "1:10-1:11 error yaml/syntax: this is not JSON: unexpected 'b' looking for beginning of value | kubectl: json: offset 10: invalid character 'b' looking for beginning of value",
      ],
    ],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected));
});

describe('JSON that is read as YAML', () => {
  it.each<[text: string, expected: string[]]>([
    [
      '  {\n "kind": "Pod",\n}\n}',
      [
        '4:1-4:2 warning yaml/ignored-text: the document has ended before this: Kubernetes ignores the text from here to the next --- | hint: begin a new document with a line of ---',
      ],
    ],
    ['{"a": tru}', []],
    [
      '{"a": 1.}]',
      [
        '1:10-1:11 warning yaml/ignored-text: the document has ended before this: Kubernetes ignores the text from here to the next --- | hint: begin a new document with a line of ---',
      ],
    ],
    [
      '{"a": 01}]',
      [
        '1:10-1:11 warning yaml/ignored-text: the document has ended before this: Kubernetes ignores the text from here to the next --- | hint: begin a new document with a line of ---',
      ],
    ],
    [
      '{"a": 1, "b": {"c": 2,}, "d" }}',
      [
        '1:31-1:32 warning yaml/ignored-text: the document has ended before this: Kubernetes ignores the text from here to the next --- | hint: begin a new document with a line of ---',
      ],
    ],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected));
});

describe('numbers of JSON', () => {
  it.each<[text: string, expected: string[]]>([
    [
      '{"a": 1e999}',
      ['1:7-1:13 error yaml/syntax: +Inf is a number that JSON cannot hold | hint: put the value in quotes'],
    ],
    [
      '{"a": [1, -1e999, 2]}',
      ['1:11-1:22 error yaml/syntax: -Inf is a number that JSON cannot hold | hint: put the value in quotes'],
    ],
    ['{"a": 1e308, "b": -1E-3, "c": -0, "d": 0.5}', []],
    [
      '{"a": 1e999, "a": 1}',
      [
        '1:14-1:17 error yaml/duplicate-key: a is given twice in this map: Kubernetes takes the last one and says nothing | at 1:2-1:5: given here first',
      ],
    ],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected));
});

describe('JSON that is no object', () => {
  it.each<[text: string, expected: string[]]>([
    [
      '{"a": 1} [1] "x" 5 true null',
      [
        '1:10-1:13 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is a list | hint: separate the objects by lines of ---, or put them in the items of a List',
        '1:14-1:17 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is text',
        '1:18-1:19 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is a number',
        '1:20-1:24 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is true or false',
      ],
    ],
    ['{"a": 1} {}', []],
    ['{}', []],
    ['{"items": []}', ['1:1-1:14 error input/empty: the list has no items, so there is nothing to apply']],
    ['{"items": null}', ['1:1-1:16 error input/empty: the list has no items, so there is nothing to apply']],
    [
      '{"items": [[], "x", 1, false, null]}',
      [
        '1:12-1:14 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is a list',
        '1:16-1:19 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is text',
        '1:21-1:22 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is a number',
        '1:24-1:29 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is true or false',
        '1:31-1:35 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is null',
      ],
    ],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected));
});
