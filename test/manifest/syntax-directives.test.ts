import { expect, it } from 'vitest';
import { said } from './said.js';

it.each<[text: string, expected: string[]]>([
  [
    'a: 1\n--- b: 2\n---\nc: 3\n',
    [
      '2:5-2:9 error yaml/syntax: a line that begins with --- separates documents, and only a comment may follow on it | hint: write the document on the next line | kubectl: invalid Yaml document separator: b: 2',
    ],
  ],
  [
    '-----BEGIN CERTIFICATE-----\nabc\n',
    [
      '1:4-1:28 error yaml/syntax: a line that begins with --- separates documents, and only a comment may follow on it | hint: write the document on the next line | kubectl: invalid Yaml document separator: --BEGIN CERTIFICATE-----',
    ],
  ],
  [
    '---x\n',
    [
      '1:4-1:5 error yaml/syntax: a line that begins with --- separates documents, and only a comment may follow on it | hint: write the document on the next line | kubectl: invalid Yaml document separator: x',
    ],
  ],
  [
    'a: 1\n---\t x y \n',
    [
      '2:6-2:9 error yaml/syntax: a line that begins with --- separates documents, and only a comment may follow on it | hint: write the document on the next line | kubectl: invalid Yaml document separator: x y',
    ],
  ],
  [
    '%YAML 1.1\n---\na: 1\n',
    [
      '2:1-2:4 error yaml/syntax: a directive must be followed by ---, which Kubernetes cuts away: no manifest can have directives | hint: remove the line that begins with % | kubectl: error converting YAML to JSON: yaml: line 1: did not find expected <document start>',
    ],
  ],
  [
    '%TAG !e! tag:e,2000:\n---\na: 1\n',
    [
      '2:1-2:4 error yaml/syntax: a directive must be followed by ---, which Kubernetes cuts away: no manifest can have directives | hint: remove the line that begins with % | kubectl: error converting YAML to JSON: yaml: line 1: did not find expected <document start>',
    ],
  ],
  [
    '%YAML 1.2\n---\na: 1\n',
    [
      '1:1-1:10 error yaml/syntax: Kubernetes reads YAML 1.1 only | hint: remove the %YAML directive | kubectl: error converting YAML to JSON: yaml: found incompatible YAML document',
    ],
  ],
  [
    'a: 1\n---\n%foo bar\n---\nb: 1\n',
    [
      '3:1-3:9 error yaml/syntax: a line that begins with % is a directive, and this is none that YAML knows | kubectl: error converting YAML to JSON: yaml: found unknown directive name',
    ],
  ],
  [
    '%YAML 1.1\n%YAML 1.1\n',
    [
      '2:1-2:10 error yaml/syntax: found duplicate %YAML directive | kubectl: error converting YAML to JSON: yaml: line 1: found duplicate %YAML directive',
    ],
  ],
  [
    '%TAG !a! b\n%TAG !a! c\n',
    [
      '2:1-2:11 error yaml/syntax: found duplicate %TAG directive | kubectl: error converting YAML to JSON: yaml: line 1: found duplicate %TAG directive',
    ],
  ],
  [
    '%YAML 1\n',
    [
      "1:1-1:8 error yaml/syntax: did not find expected digit or '.' character | kubectl: error converting YAML to JSON: yaml: did not find expected digit or '.' character",
    ],
  ],
  [
    '%YAML x\n',
    [
      '1:7-1:8 error yaml/syntax: did not find expected version number | kubectl: error converting YAML to JSON: yaml: did not find expected version number',
    ],
  ],
  [
    '%YAML 1.x\n',
    [
      '1:9-1:10 error yaml/syntax: did not find expected version number | kubectl: error converting YAML to JSON: yaml: did not find expected version number',
    ],
  ],
  [
    '%YAML 100.1\n',
    [
      '1:9-1:12 error yaml/syntax: found extremely long version number | kubectl: error converting YAML to JSON: yaml: found extremely long version number',
    ],
  ],
  [
    '%YAML 1.100\n',
    [
      '1:11-1:12 error yaml/syntax: found extremely long version number | kubectl: error converting YAML to JSON: yaml: found extremely long version number',
    ],
  ],
  [
    '%YAML 1.1 x\n',
    [
      '1:11-1:12 error yaml/syntax: nothing may follow on this line but a comment | kubectl: error converting YAML to JSON: yaml: did not find expected comment or line break',
    ],
  ],
  [
    '% YAML\n',
    [
      '1:2-1:7 error yaml/syntax: could not find expected directive name | kubectl: error converting YAML to JSON: yaml: could not find expected directive name',
    ],
  ],
  [
    '%YA*L\n',
    [
      '1:4-1:6 error yaml/syntax: found unexpected non-alphabetical character | kubectl: error converting YAML to JSON: yaml: found unexpected non-alphabetical character',
    ],
  ],
  [
    '%TAG x y\n',
    [
      "1:6-1:9 error yaml/syntax: did not find expected '!' | kubectl: error converting YAML to JSON: yaml: did not find expected '!'",
    ],
  ],
  [
    '%TAG !x y\n',
    [
      "1:8-1:10 error yaml/syntax: did not find expected '!' | kubectl: error converting YAML to JSON: yaml: did not find expected '!'",
    ],
  ],
  [
    '%TAG !x!y\n',
    [
      '1:9-1:10 error yaml/syntax: did not find expected whitespace | kubectl: error converting YAML to JSON: yaml: did not find expected whitespace',
    ],
  ],
  [
    '%TAG !x! \n',
    [
      '1:1-1:9 error yaml/syntax: did not find expected tag URI | kubectl: error converting YAML to JSON: yaml: did not find expected tag URI',
    ],
  ],
  [
    '%TAG !x! y[ z\n',
    [
      '1:13-1:14 error yaml/syntax: nothing may follow on this line but a comment | kubectl: error converting YAML to JSON: yaml: did not find expected comment or line break',
    ],
  ],
  [
    '%TAG !x! y^\n',
    [
      '1:11-1:12 error yaml/syntax: did not find expected whitespace or line break | kubectl: error converting YAML to JSON: yaml: did not find expected whitespace or line break',
    ],
  ],
  [
    '%TAG !x! y z\n',
    [
      '1:12-1:13 error yaml/syntax: nothing may follow on this line but a comment | kubectl: error converting YAML to JSON: yaml: did not find expected comment or line break',
    ],
  ],
  [
    '%YAML 01.01 # yes\n',
    [
      '1:1-1:18 error yaml/syntax: a directive must be followed by ---, which Kubernetes cuts away: no manifest can have directives | hint: remove the line that begins with % | kubectl: error converting YAML to JSON: yaml: line 1: did not find expected <document start>',
    ],
  ],
  [
    ' %YAML 1.1\n',
    [
      '1:2-1:11 error yaml/syntax: a value cannot begin with % | hint: put the value in quotes: text cannot begin with % | kubectl: error converting YAML to JSON: yaml: found character that cannot start any token',
    ],
  ],
])('separators and directives %j', (text, expected) => expect(said(text)).toEqual(expected));
