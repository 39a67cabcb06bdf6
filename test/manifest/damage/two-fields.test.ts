import { expect, it } from 'vitest';
import { look } from '../look.js';

it.each<[about: string, text: string, expected: string]>([
  [
    'a value and a field',
    'kind: Pod metadata:\n  name: a\n',
    '1:11 metadata:: two fields on one line | hint: begin a new line before metadata:, or put the value of kind in quotes if it is one text | edit: kind: Pod\nmetadata:\n  name: a\n',
  ],
  [
    'a value and two fields',
    'kind: Pod metadata: x spec: y\n',
    '1:11 metadata:: two fields on one line | hint: begin a new line before metadata: and spec:, or put the value of kind in quotes if it is one text | edit: kind: Pod\nmetadata: x\nspec: y\n',
  ],
  [
    'four',
    'a: 1 name: b kind: c spec: d image: e\n',
    '1:6 name:: two fields on one line | hint: begin a new line before name:, kind:, spec: and image:, or put the value of a in quotes if it is one text | edit: a: 1\nname: b\nkind: c\nspec: d\nimage: e\n',
  ],
  [
    'five',
    'a: 1 name: b kind: c spec: d image: e labels: f\n',
    '1:6 name:: several fields on one line | hint: begin a new line before each of them: name:, kind:, spec:, image: and more',
  ],
  [
    'a field below a field',
    'resources: requests:\n',
    '1:12 requests:: two fields on one line | hint: begin a new line, indented deeper, before requests:, or put the value of resources in quotes if it is one text | edit: resources:\n  requests:\n',
  ],
  [
    'a field below a field below a field',
    'resources: requests: cpu: 1\n',
    '1:12 requests:: two fields on one line | hint: begin a new line, indented deeper, before requests: and cpu:, or put the value of resources in quotes if it is one text | edit: resources:\n  requests:\n    cpu: 1\n',
  ],
  [
    'two and one below',
    'a: b spec: containers: x\n',
    '1:6 spec:: two fields on one line | hint: begin a new line before spec: and containers:, or put the value of a in quotes if it is one text | edit: a: b\nspec:\n  containers: x\n',
  ],
  [
    'in an item',
    'containers:\n- name: a image: b\n',
    '2:11 image:: two fields on one line | hint: begin a new line before image:, or put the value of name in quotes if it is one text | edit: containers:\n- name: a\n  image: b\n',
  ],
  [
    'behind a quote',
    'a: "b" image: c\n',
    '1:8 image:: two fields on one line | hint: begin a new line before image:, or put the value of a in quotes if it is one text | edit: a: "b"\nimage: c\n',
  ],
  [
    'in quotes',
    "a: b 'image': c\n",
    "1:6 'image':: two fields on one line | hint: begin a new line before image:, or put the value of a in quotes if it is one text | edit: a: b\n'image': c\n",
  ],
  [
    'two lines without a break between',
    'name: mysecrettype: Opaque\n',
    '1:15 type:: two fields on one line | hint: begin a new line before type:, or put the value of name in quotes if it is one text | edit: name: mysecret\ntype: Opaque\n',
  ],
  [
    'the same in an item',
    'a:\n  - name: webimage: b\n',
    '2:14 image:: two fields on one line | hint: begin a new line before image:, or put the value of name in quotes if it is one text | edit: a:\n  - name: web\n    image: b\n',
  ],
  [
    'the same with a short name at its end',
    'name: webip: b\n',
    '1:12 : b: a colon where no key can be | hint: put the value of name in quotes, for it contains a colon and a space',
  ],
  [
    'a word that is no field',
    'a: words: x\n',
    '1:9 : x: a colon where no key can be | hint: put the value of a in quotes, for it contains a colon and a space',
  ],
  [
    'a word that is no field, with nothing behind it',
    'a: words:\n',
    '1:4 words:: two fields on one line | hint: begin a new line, indented deeper, before words:, or put the value of a in quotes if it is one text | edit: a:\n  words:\n',
  ],
  [
    'text of several words',
    'text: these are words: x\n',
    '1:17 words:: a colon where no key can be | hint: put the value of text in quotes, for it contains a colon and a space; or begin a new line before words:',
  ],
  [
    'text of two words that go on',
    'text: some text name: x\n',
    '1:17 name:: a colon where no key can be | hint: put the value of text in quotes, for it contains a colon and a space; or begin a new line before name:',
  ],
  [
    'text in quotes and a field',
    'text: "some text" name: x\n',
    '1:19 name:: two fields on one line | hint: begin a new line before name:, or put the value of text in quotes if it is one text | edit: text: "some text"\nname: x\n',
  ],
  [
    'an item on the line',
    'a: b - name: x\n',
    '1:8 name:: a colon where no key can be | hint: put the value of a in quotes, for it contains a colon and a space; or begin a new line before name:',
  ],
  [
    'a dash in the value',
    'a: x - y name: z\n',
    '1:10 name:: a colon where no key can be | hint: put the value of a in quotes, for it contains a colon and a space; or begin a new line before name:',
  ],
  [
    'a colon in a value of a Secret',
    'kind: Secret\nstringData:\n  token: hunter2: x\n',
    '3:17 : x: a colon where no key can be | hint: put the value of token in quotes, for it contains a colon and a space',
  ],
  [
    'a field in the data of a Secret',
    'kind: Secret\nstringData:\n  a: b name: x\n',
    '3:12 : x: a colon where no key can be | hint: put the value of a in quotes, for it contains a colon and a space',
  ],
  [
    'a field in the metadata of a Secret',
    'kind: Secret\nmetadata:\n  name: b namespace: x\ndata: {}\n',
    '3:11 namespace:: two fields on one line | hint: begin a new line before namespace:, or put the value of name in quotes if it is one text | edit: kind: Secret\nmetadata:\n  name: b\n  namespace: x\ndata: {}\n',
  ],
  [
    'run on in a Secret',
    'kind: Secret\nmetadata:\n  name: mysecrettype: Opaque\n',
    '3:17 type:: two fields on one line | hint: begin a new line before type:, or put the value of name in quotes if it is one text | edit: kind: Secret\nmetadata:\n  name: mysecret\n  type: Opaque\n',
  ],
  [
    "in a value that is a variable's",
    'env:\n- value: a name: b\n',
    '2:16 : b: a colon where no key can be | hint: put the value of value in quotes, for it contains a colon and a space',
  ],
  [
    'a long key',
    'kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: a name: b\n',
    '1:66 name:: two fields on one line | hint: begin a new line before name:, or put the value of kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk… in quotes if it is one text | edit: kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: a\nname: b\n',
  ],
  [
    'a colon behind a plain scalar of several lines',
    'a: b\n  c: d\n',
    '2:3 c: a (line 1) has a value already: nothing can stand below it | hint: indent c by 0, as a is | edit: a: b\nc: d\n',
  ],
  [
    'a key in quotes',
    '"a b": c: d\n',
    '1:9 : d: a colon where no key can be | hint: put the value of a b in quotes, for it contains a colon and a space',
  ],
])('two fields on one line: %s', (_, text, expected) => expect(look(text)).toEqual(expected));
