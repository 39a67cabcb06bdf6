import { describe, expect, it } from 'vitest';
import { said } from './said.js';

describe('a template of Helm', () => {
  it.each<[text: string, expected: string[]]>([
    [
      'name: {{ .Values.name }}\n',
      [
        '1:7-1:25 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      'name: {{ .Release.Name }}\n',
      [
        '1:7-1:26 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      'name: {{ .Chart.Name }}\n',
      [
        '1:7-1:24 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      'a: {{ .Files.Get "x" }}\n',
      [
        '1:4-1:24 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      'a: {{ .Capabilities.x }}\n',
      [
        '1:4-1:25 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      'a: {{ $.Values.x }}\n',
      [
        '1:4-1:20 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      'a: {{ $x }}\n',
      [
        '1:4-1:12 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      'a: {{include "x" .}}\n',
      [
        '1:4-1:21 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      '{{- template "x" . -}}\na: 1\n',
      [
        '1:1-1:23 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      'a: {{ toYaml . }}\n',
      [
        '1:4-1:18 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      '{{ define "x" }}\na: b\n',
      [
        '1:1-1:17 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      'a: {{ tpl . }}\n',
      [
        '1:4-1:15 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      'a: 1\n{{ end }}\n',
      [
        '2:1-2:10 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      '{{- else }}\na: 1\n',
      [
        '1:1-1:12 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      '{{- if .x }}\na: 1\n',
      [
        '1:1-1:13 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      '{{ with .x }}\na: 1\n',
      [
        '1:1-1:14 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      '{{ range .x }}\na: 1\n',
      [
        '1:1-1:15 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      '{{/* a comment */}}\na: 1\n',
      [
        '1:1-1:20 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      '{{-\n if .x }}\na: 1\n',
      [
        '1:1-1:4 error yaml/template: this is a template, not a manifest yet | hint: render it first and check what comes out',
      ],
    ],
    [
      'a: "x\nb: {{ .Values.x }}\n',
      [
        '2:4-2:19 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      'a: "x" {{ .Values.x }}\n',
      [
        '1:8-1:23 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      'a: "b" "{{ .Values.x }}" c\n',
      [
        '1:9-1:24 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      'a: b # {{ .Values.x }}: [\nc: [\n',
      [
        '2:1-2:5 error yaml/syntax: a value is missing before this | kubectl: error converting YAML to JSON: yaml: line 2: did not find expected node content',
      ],
    ],
    [
      '#{{ .Values.x }}\na: [\n',
      [
        '2:1-2:5 error yaml/syntax: a value is missing before this | kubectl: error converting YAML to JSON: yaml: line 2: did not find expected node content',
      ],
    ],
    [
      'a: x#{{ .Values.x }} y: z\n',
      [
        '1:6-1:21 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      'a: {{ .Values.x }}\n---\n{{- if .Values.x }}\na: 1\n---\nb: 1\n',
      [
        '1:4-1:19 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      'a: 1\n---\na: [\n---\nb: {{ .Values.x }}\n',
      [
        '4:1-4:4 error yaml/syntax: a value is missing before this | kubectl: error converting YAML to JSON: yaml: line 1: did not find expected node content',
        '5:4-5:19 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      'a: {{ .Values.x\nb: 1\n',
      [
        '1:4-1:16 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      'a: {{ .Values.x   \n',
      [
        '1:4-1:16 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      'a: [{{ .Values.x }}, b c: d: e\n',
      [
        '1:5-1:20 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      'x: 1\na: {\nb: {{ .Values.x }}\n',
      [
        '3:4-3:19 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      'a: {{ .Values.x }} {{ .Values.y }}\n',
      [
        '1:4-1:19 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected));
});

describe('a template of another language', () => {
  it.each<[text: string, expected: string[]]>([
    [
      '{% if x %}\na: 1\n',
      [
        '1:1-1:11 error yaml/template: this is a Jinja template, not a manifest yet | hint: render it first and check what comes out',
      ],
    ],
    [
      'a: b\n{%- for x in y -%}\nb: c\n',
      [
        '2:1-2:19 error yaml/template: this is a Jinja template, not a manifest yet | hint: render it first and check what comes out',
      ],
    ],
    [
      'a: {% x\n',
      [
        '1:4-1:8 error yaml/template: this is a Jinja template, not a manifest yet | hint: render it first and check what comes out',
      ],
    ],
    [
      'a: {{ x }}\n',
      [
        '1:4-1:11 error yaml/template: this is a template, not a manifest yet | hint: render it first and check what comes out',
      ],
    ],
    [
      'a: {{x}}\n',
      [
        '1:4-1:9 error yaml/template: this is a template, not a manifest yet | hint: render it first and check what comes out',
      ],
    ],
    [
      "a: '{{ x }}' y\n",
      [
        '1:14-1:15 error yaml/syntax: this does not continue the map it stands in | hint: text behind a closing quote or bracket: put the whole value in quotes | at 1:1-1:2: the map begins here | kubectl: error converting YAML to JSON: yaml: did not find expected key',
      ],
    ],
    [
      "a: 'b' {{ x }}\n",
      [
        '1:8-1:15 error yaml/template: this is a template, not a manifest yet | hint: render it first and check what comes out',
      ],
    ],
    [
      'a: "{% x %}" y\n',
      [
        '1:14-1:15 error yaml/syntax: this does not continue the map it stands in | hint: text behind a closing quote or bracket: put the whole value in quotes | at 1:1-1:2: the map begins here | kubectl: error converting YAML to JSON: yaml: did not find expected key',
      ],
    ],
    [
      'replicas: {{ count }}\n',
      [
        '1:11-1:22 error yaml/template: this is a template, not a manifest yet | hint: render it first and check what comes out',
      ],
    ],
    [
      'a: {{ x\n  }}\n',
      [
        '1:4-1:8 error yaml/template: this is a template, not a manifest yet | hint: render it first and check what comes out',
      ],
    ],
    [
      '# {{ x }}\na: [\n',
      [
        '2:1-2:5 error yaml/syntax: a value is missing before this | kubectl: error converting YAML to JSON: yaml: line 2: did not find expected node content',
      ],
    ],
    [
      '{{ x }}: {% y %}\n',
      [
        '1:10-1:17 error yaml/template: this is a Jinja template, not a manifest yet | hint: render it first and check what comes out',
      ],
    ],
    [
      'a: "x" {% y %} {{ .Values.z }}\n',
      [
        '1:16-1:31 error yaml/template: this is a Helm template, not a manifest yet | hint: render it first: helm template RELEASE CHART | kubeplan lint -',
      ],
    ],
    [
      "a: it's {{ x }}: [b: c\n",
      [
        '1:16-1:23 error yaml/syntax: a colon where no key can be | hint: put the value of a in quotes, for it contains a colon and a space | kubectl: error converting YAML to JSON: yaml: mapping values are not allowed in this context',
      ],
    ],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected));
});

describe('text that is no template', () => {
  it.each<[text: string, expected: string[]]>([
    ['a: "{{ x }}"\nb: |\n  {{ define "y" }}\n', []],
    ['a: {b: {c: 1}}\n', []],
    [
      'a: [\nb: "{{ x }}\n',
      [
        '2:4-2:12 error yaml/syntax: the quote that opens here is never closed | kubectl: error converting YAML to JSON: yaml: line 3: found unexpected end of stream',
      ],
    ],
    [
      'a: {{ x }}\n---\nb: [\n',
      [
        '1:4-1:11 error yaml/template: this is a template, not a manifest yet | hint: render it first and check what comes out',
        '3:1-3:5 error yaml/syntax: a value is missing before this | kubectl: error converting YAML to JSON: yaml: line 1: did not find expected node content',
      ],
    ],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected));
});
