import { describe, expect, it } from 'vitest';
import { said } from './said.js';

describe('text behind the end of a document', () => {
  it.each<[text: string, expected: string[]]>([
    [
      'a: 1\n...\nb: 2\n',
      [
        '3:1-3:5 warning yaml/ignored-text: the document has ended before this: Kubernetes ignores the text from here to the next --- | hint: begin a new document with a line of ---',
      ],
    ],
    ['a: 1\n...\n# only a comment\n', []],
    [
      'a: 1\n... # x\n...\n \t\nb\n---\nc: 3\n',
      [
        '5:1-5:2 warning yaml/ignored-text: the document has ended before this: Kubernetes ignores the text from here to the next --- | hint: begin a new document with a line of ---',
      ],
    ],
    [
      'a: 1\n...\n...x\n',
      [
        '3:1-3:5 warning yaml/ignored-text: the document has ended before this: Kubernetes ignores the text from here to the next --- | hint: begin a new document with a line of ---',
      ],
    ],
    ['a: 1\n...\n#c', []],
    [
      ' a: 1\nb: 2\n',
      [
        '2:1-2:5 warning yaml/ignored-text: the document has ended before this: Kubernetes ignores the text from here to the next --- | hint: begin a new document with a line of ---',
      ],
    ],
    [
      '{a: 1}}\n',
      [
        '1:7-1:8 warning yaml/ignored-text: the document has ended before this: Kubernetes ignores the text from here to the next --- | hint: begin a new document with a line of ---',
      ],
    ],
    [
      '{a: 1} b\n',
      [
        '1:8-1:9 warning yaml/ignored-text: the document has ended before this: Kubernetes ignores the text from here to the next --- | hint: begin a new document with a line of ---',
      ],
    ],
    [
      '[a]\n]\n',
      [
        '2:1-2:2 warning yaml/ignored-text: the document has ended before this: Kubernetes ignores the text from here to the next --- | hint: begin a new document with a line of ---',
        '1:1-1:4 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is a list | hint: separate the objects by lines of ---, or put them in the items of a List',
      ],
    ],
    [
      '"a" b\n',
      [
        '1:5-1:6 warning yaml/ignored-text: the document has ended before this: Kubernetes ignores the text from here to the next --- | hint: begin a new document with a line of ---',
        '1:1-1:4 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is text',
      ],
    ],
    [
      'a: 1\n...\n\u00a0\u2028b\n',
      [
        '3:3-3:4 warning yaml/ignored-text: the document has ended before this: Kubernetes ignores the text from here to the next --- | hint: begin a new document with a line of ---',
      ],
    ],
    [
      '...\na: 1\n',
      [
        '1:1-1:4 error yaml/syntax: a value is missing before this | kubectl: error converting YAML to JSON: yaml: did not find expected node content',
      ],
    ],
    [
      '# x\n...\n',
      [
        '2:1-2:4 error yaml/syntax: a value is missing before this | kubectl: error converting YAML to JSON: yaml: line 1: did not find expected node content',
      ],
    ],
    ['a: 1\n...\n \u0085\n', []],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected));
});

describe('texts without a manifest', () => {
  it.each<[text: string, expected: string[]]>([
    ['', ['1:1-1:1 error input/empty: the file is empty']],
    [
      ' \n\t\n',
      [
        '1:2-1:2 error yaml/syntax: a value cannot begin with a tab | hint: indent with spaces: YAML does not allow tabs there | kubectl: error converting YAML to JSON: yaml: line 2: found character that cannot start any token',
      ],
    ],
    ['\ufeff', ['1:1-1:1 error input/empty: the file is empty']],
    ['# hi\n---\n', ['1:1-1:1 error input/empty: there is no document in this file, only comments']],
    ['~\n', ['1:1-1:1 error input/empty: there is no document in this file, only comments']],
    ['null\n---\n\n', ['1:1-1:1 error input/empty: there is no document in this file, only comments']],
    ['---\n', ['1:1-1:1 error input/empty: there is no document in this file, only comments']],
    [
      '- a\n',
      [
        '1:1-1:4 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is a list | hint: separate the objects by lines of ---, or put them in the items of a List',
      ],
    ],
    [
      '[]\n',
      [
        '1:1-1:3 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is a list | hint: separate the objects by lines of ---, or put them in the items of a List',
      ],
    ],
    [
      '"x"\n',
      ['1:1-1:4 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is text'],
    ],
    ['x\n', ['1:1-1:2 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is text']],
    [
      '5\n',
      ['1:1-1:2 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is a number'],
    ],
    [
      '1.5\n',
      ['1:1-1:4 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is a number'],
    ],
    [
      'true\n',
      [
        '1:1-1:5 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is true or false',
      ],
    ],
    [
      '!!int 5\n',
      ['1:7-1:8 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is a number'],
    ],
    [
      '2001-01-01\n',
      ['1:1-1:11 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is text'],
    ],
    [
      'kind: List\nitems: []\n',
      ['1:1-2:10 error input/empty: the list has no items, so there is nothing to apply'],
    ],
    [
      'kind: List\nitems:\n',
      ['1:1-2:7 error input/empty: the list has no items, so there is nothing to apply'],
    ],
    [
      'kind: List\nitems:\n- kind: A\n- 5\n- x\n- [a]\n- yes\n-\n- {items: []}\n',
      [
        '4:3-4:4 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is a number',
        '5:3-5:4 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is text',
        '6:3-6:6 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is a list',
        '7:3-7:6 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is true or false',
        '8:2-8:2 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is null',
      ],
    ],
    ['items: 5\n', []],
    ['items: {}\n', []],
    ['{}\n', []],
    [
      'kind: List\nitems:\n- items:\n  - []\n',
      ['4:5-4:7 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is a list'],
    ],
    [
      'a\n--- x\nb: 1\n',
      [
        '2:5-2:6 error yaml/syntax: a line that begins with --- separates documents, and only a comment may follow on it | hint: write the document on the next line | kubectl: invalid Yaml document separator: x',
        '1:1-1:2 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is text',
      ],
    ],
    [
      'a: 1\n--- x\n- b\n',
      [
        '2:5-2:6 error yaml/syntax: a line that begins with --- separates documents, and only a comment may follow on it | hint: write the document on the next line | kubectl: invalid Yaml document separator: x',
      ],
    ],
    [
      'a: 1\n--- x\nb: [\n',
      [
        '2:5-2:6 error yaml/syntax: a line that begins with --- separates documents, and only a comment may follow on it | hint: write the document on the next line | kubectl: invalid Yaml document separator: x',
      ],
    ],
    [
      '--- x\nb: [\n---\nc\n',
      [
        '1:5-1:6 error yaml/syntax: a line that begins with --- separates documents, and only a comment may follow on it | hint: write the document on the next line | kubectl: invalid Yaml document separator: x',
        '4:1-4:2 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is text',
      ],
    ],
    [
      'a: [\n--- x\nb: 1\n',
      [
        '2:5-2:6 error yaml/syntax: a line that begins with --- separates documents, and only a comment may follow on it | hint: write the document on the next line | kubectl: invalid Yaml document separator: x',
        '2:1-2:6 error yaml/syntax: a value is missing before this | kubectl: error converting YAML to JSON: yaml: line 1: did not find expected node content',
      ],
    ],
    [
      '--- {a: b}\n',
      [
        '1:5-1:11 error yaml/syntax: a line that begins with --- separates documents, and only a comment may follow on it | hint: write the document on the next line | kubectl: invalid Yaml document separator: {a: b}',
      ],
    ],
    [
      '--- 5\n---\n',
      [
        '1:5-1:6 error yaml/syntax: a line that begins with --- separates documents, and only a comment may follow on it | hint: write the document on the next line | kubectl: invalid Yaml document separator: 5',
      ],
    ],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected));
});
