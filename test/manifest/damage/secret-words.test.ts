import { expect, it } from 'vitest';
import { look } from '../look.js';

it.each<[about: string, text: string, expected: string]>([
  [
    'apiVersion',
    'kind: Secret\nmetadata:\n  x: b apiVersion: c\n',
    '3:8 apiVersion:: two fields on one line | hint: begin a new line before apiVersion:, or put the value of x in quotes if it is one text | edit: kind: Secret\nmetadata:\n  x: b\n  apiVersion: c\n',
  ],
  [
    'kind',
    'kind: Secret\nmetadata:\n  x: b kind: c\n',
    '3:8 kind:: two fields on one line | hint: begin a new line before kind:, or put the value of x in quotes if it is one text | edit: kind: Secret\nmetadata:\n  x: b\n  kind: c\n',
  ],
  [
    'metadata',
    'kind: Secret\nmetadata:\n  x: b metadata: c\n',
    '3:8 metadata:: two fields on one line | hint: begin a new line before metadata:, or put the value of x in quotes if it is one text | edit: kind: Secret\nmetadata:\n  x: b\n  metadata: c\n',
  ],
  [
    'type',
    'kind: Secret\nmetadata:\n  x: b type: c\n',
    '3:8 type:: two fields on one line | hint: begin a new line before type:, or put the value of x in quotes if it is one text | edit: kind: Secret\nmetadata:\n  x: b\n  type: c\n',
  ],
  [
    'name',
    'kind: Secret\nmetadata:\n  x: b name: c\n',
    '3:8 name:: two fields on one line | hint: begin a new line before name:, or put the value of x in quotes if it is one text | edit: kind: Secret\nmetadata:\n  x: b\n  name: c\n',
  ],
  [
    'namespace',
    'kind: Secret\nmetadata:\n  x: b namespace: c\n',
    '3:8 namespace:: two fields on one line | hint: begin a new line before namespace:, or put the value of x in quotes if it is one text | edit: kind: Secret\nmetadata:\n  x: b\n  namespace: c\n',
  ],
  [
    'labels',
    'kind: Secret\nmetadata:\n  x: b labels: c\n',
    '3:8 labels:: two fields on one line | hint: begin a new line before labels:, or put the value of x in quotes if it is one text | edit: kind: Secret\nmetadata:\n  x: b\n  labels: c\n',
  ],
  [
    'annotations',
    'kind: Secret\nmetadata:\n  x: b annotations: c\n',
    '3:8 annotations:: two fields on one line | hint: begin a new line before annotations:, or put the value of x in quotes if it is one text | edit: kind: Secret\nmetadata:\n  x: b\n  annotations: c\n',
  ],
  [
    'immutable',
    'kind: Secret\nmetadata:\n  x: b immutable: c\n',
    '3:8 immutable:: two fields on one line | hint: begin a new line before immutable:, or put the value of x in quotes if it is one text | edit: kind: Secret\nmetadata:\n  x: b\n  immutable: c\n',
  ],
  [
    'data',
    'kind: Secret\nmetadata:\n  x: b data: c\n',
    '3:8 data:: two fields on one line | hint: begin a new line before data:, or put the value of x in quotes if it is one text | edit: kind: Secret\nmetadata:\n  x: b\n  data: c\n',
  ],
  [
    'stringData',
    'kind: Secret\nmetadata:\n  x: b stringData: c\n',
    '3:8 stringData:: two fields on one line | hint: begin a new line before stringData:, or put the value of x in quotes if it is one text | edit: kind: Secret\nmetadata:\n  x: b\n  stringData: c\n',
  ],
  [
    'no other field',
    'kind: Secret\nmetadata:\n  x: b spec: c\n',
    '3:12 : c: a colon where no key can be | hint: put the value of x in quotes, for it contains a colon and a space',
  ],
  [
    'nothing below its data',
    'kind: Secret\ndata:\n  x: b name: c\nmetadata: {}\n',
    '3:12 : c: a colon where no key can be | hint: put the value of x in quotes, for it contains a colon and a space',
  ],
  [
    'what stands before its data',
    'kind: Secret\ntype: b name: c\ndata:\n  x: y\n',
    '2:9 name:: two fields on one line | hint: begin a new line before name:, or put the value of type in quotes if it is one text | edit: kind: Secret\ntype: b\nname: c\ndata:\n  x: y\n',
  ],
  [
    'the line of the data itself',
    'kind: Secret\ndata: b name: c\n',
    '2:13 : c: a colon where no key can be | hint: put the value of data in quotes, for it contains a colon and a space',
  ],
  [
    'of one in quotes',
    '"kind": "Secret"\nmetadata:\n  x: b spec: c\n',
    '3:12 : c: a colon where no key can be | hint: put the value of x in quotes, for it contains a colon and a space',
  ],
  [
    'of one in single quotes',
    "'kind': 'Secret'\nmetadata:\n  x: b spec: c\n",
    '3:12 : c: a colon where no key can be | hint: put the value of x in quotes, for it contains a colon and a space',
  ],
  [
    'of a SecretList, which is none',
    'kind: SecretList\nmetadata:\n  x: b spec: c\n',
    '3:8 spec:: two fields on one line | hint: begin a new line before spec:, or put the value of x in quotes if it is one text | edit: kind: SecretList\nmetadata:\n  x: b\n  spec: c\n',
  ],
  [
    'of a subkind, which is none',
    'subkind: Secret\nmetadata:\n  x: b spec: c\n',
    '3:8 spec:: two fields on one line | hint: begin a new line before spec:, or put the value of x in quotes if it is one text | edit: subkind: Secret\nmetadata:\n  x: b\n  spec: c\n',
  ],
  [
    'of the next document',
    'metadata:\n  x: b spec: c\n---\nkind: Secret\n',
    '2:8 spec:: two fields on one line | hint: begin a new line before spec:, or put the value of x in quotes if it is one text | edit: metadata:\n  x: b\n  spec: c\n---\nkind: Secret\n',
  ],
  [
    'of this document, further below',
    'metadata:\n  x: b spec: c\nkind: Secret\n',
    '2:12 : c: a colon where no key can be | hint: put the value of x in quotes, for it contains a colon and a space',
  ],
  [
    'of another document',
    'kind: Secret\n---\nkind: Pod\nmetadata:\n  x: b spec: c\n',
    '5:8 spec:: two fields on one line | hint: begin a new line before spec:, or put the value of x in quotes if it is one text | edit: kind: Secret\n---\nkind: Pod\nmetadata:\n  x: b\n  spec: c\n',
  ],
])('what may be named of a Secret: %s', (_, text, expected) => expect(look(text)).toEqual(expected));
