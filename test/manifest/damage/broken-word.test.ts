import { expect, it } from 'vitest';
import { look } from '../look.js';

it.each<[about: string, text: string, expected: string]>([
  [
    'behind a key',
    'spec: contai\n  ners:\n  - name: a\n',
    '2:3 ners: the word containers is broken over two lines | hint: write containers: here, and take contai off the end of line 1 | fix, put the word containers together: spec:\n  containers:\n  - name: a\n',
  ],
  ["behind a key, at the key's own column", 'spec: contai\nners: \n - name: a\n', ''],
  [
    'behind a value',
    'containers:\n- name: hello im\n   age: busybox\n',
    '3:4 age: the word image is broken over two lines | hint: write image: here, indented by 2, and take im off the end of line 2 | fix, put the word image together: containers:\n- name: hello\n  image: busybox\n',
  ],
  [
    'behind a value, left of it',
    'containers:\n  - name: hello im\n   age: busybox\n',
    '3:4 age: the word image is broken over two lines | hint: write image: here, indented by 4, and take im off the end of line 2 | fix, put the word image together: containers:\n  - name: hello\n    image: busybox\n',
  ],
  [
    'behind a value with a word of two letters',
    'metadata:\n  name: web la\n    bels: {}\n',
    '3:5 bels: the word labels is broken over two lines | hint: write labels: here, indented by 2, and take la off the end of line 2 | fix, put the word labels together: metadata:\n  name: web\n  labels: {}\n',
  ],
  [
    'but not where it is no field',
    'spec: foo\n  bar:\n  - name: a\n',
    '2:3 bar: spec (line 1) has a value already: nothing can stand below it | hint: indent bar by 0, as spec is | edit: spec: foo\nbar:\n  - name: a\n',
  ],
  [
    'nor behind the value of a variable',
    'env:\n- value: contai\n    ners: 1\n',
    '3:5 ners: value (line 2) has a value already: nothing can stand below it | hint: indent ners by 2, as value is | edit: env:\n- value: contai\n  ners: 1\n',
  ],
  [
    'nor behind a credential',
    'password: contai\n  ners: 1\n',
    '2:3 ners: password (line 1) has a value already: nothing can stand below it | hint: indent ners by 0, as password is | edit: password: contai\nners: 1\n',
  ],
  [
    'nor in the data of a Secret',
    'kind: Secret\ndata:\n  a: contai\n    ners: 1\n',
    '4:5 ners: a (line 3) has a value already: nothing can stand below it | hint: indent ners by 2, as a is | edit: kind: Secret\ndata:\n  a: contai\n  ners: 1\n',
  ],
  [
    'nor in the open words of one that were no words',
    'kind: Secret\nmetadata: contai\n  ners: 1\n',
    '3:3 ners: metadata (line 2) has a value already: nothing can stand below it | hint: indent ners by 0, as metadata is | edit: kind: Secret\nmetadata: contai\nners: 1\n',
  ],
  [
    'of a Secret, in its metadata',
    'kind: Secret\nmetadata: na\n  me: 1\n',
    '3:3 me: metadata (line 2) has a value already: nothing can stand below it | hint: indent me by 0, as metadata is | edit: kind: Secret\nmetadata: na\nme: 1\n',
  ],
  [
    'before an item',
    'spec: contai\n  - ners: 1\n',
    '2:5 ners: spec (line 1) has a value already: nothing can stand below it | hint: indent ners by 0, as spec is',
  ],
  [
    'with a comment behind it',
    'spec: contai # x\n  ners: 1\n',
    '2:3 ners: the word containers is broken over two lines | hint: write containers: here, and take contai off the end of line 1 | fix, put the word containers together: spec: # x\n  containers: 1\n',
  ],
  [
    'with blanks before it',
    'a: b\nspec:   contai\n  ners: 1\n',
    '3:3 ners: the word containers is broken over two lines | hint: write containers: here, and take contai off the end of line 2 | fix, put the word containers together: a: b\nspec:\n  containers: 1\n',
  ],
])('a word broken over two lines: %s', (_, text, expected) => expect(look(text)).toEqual(expected));
