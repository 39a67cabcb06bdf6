import { expect, it } from 'vitest';
import { look } from '../look.js';

it.each<[about: string, text: string, expected: string]>([
  [
    'no space, a value below',
    'metadata:\n  name:web\n  labels: {}\n',
    '2:3 name:: a colon without a space behind it does not end a key | hint: write a space behind the colon: name: … | fix, write a space behind the colon: metadata:\n  name: web\n  labels: {}\n',
  ],
  [
    'no space, where a key has to be',
    'kind: Pod\nname:web\nspec: {}\n',
    '2:1 name:: a colon without a space behind it does not end a key | hint: write a space behind the colon: name: … | fix, write a space behind the colon: kind: Pod\nname: web\nspec: {}\n',
  ],
  [
    'no space, at the end',
    'kind: Pod\nname:web\n',
    '2:1 name:: a colon without a space behind it does not end a key | hint: write a space behind the colon: name: … | fix, write a space behind the colon: kind: Pod\nname: web\n',
  ],
  [
    'no space, in an item',
    'a:\n  - name:web\n    image: b\n',
    '2:5 name:: a colon without a space behind it does not end a key | hint: write a space behind the colon: name: … | fix, write a space behind the colon: a:\n  - name: web\n    image: b\n',
  ],
  [
    'a URL is no key',
    'a: 1\nhttp://x\nb: 2\n',
    '2:1 http://x: a key without a colon behind it | hint: write a colon behind the key; make it a comment with # if it is text; indent it if it belongs to the value above',
  ],
  [
    'two colons',
    'a: 1\na::b\nb: 2\n',
    '2:1 a::b: a key without a colon behind it | hint: write a colon behind the key; make it a comment with # if it is text; indent it if it belongs to the value above',
  ],
  [
    'no space, a long key',
    'a: 1\nkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk:x\nb: 2\n',
    '2:1 kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk:: a colon without a space behind it does not end a key | hint: write a space behind the colon: kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk…: … | fix, write a space behind the colon: a: 1\nkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: x\nb: 2\n',
  ],
  [
    'no colon, fields below',
    'kind: Pod\nmetadata\n  name: x\n',
    '2:1 metadata: a key without a colon behind it | hint: write a colon behind the key; make it a comment with # if it is text; indent it if it belongs to the value above',
  ],
  [
    'no colon, fields beside',
    'a:\n  spec\n  b: 1\n',
    '3:3 b: a colon where no key can be | hint: indent it by 0, to stand beside a (line 1)',
  ],
  [
    'text under text that it stands under already',
    'a:\n  b=1 c: x\n  d\n    e: 1\n',
    '3:3 d: a key without a colon behind it | hint: write a colon behind the key; make it a comment with # if it is text; indent it if it belongs to the value above',
  ],
  [
    'no colon, the first line',
    'metadata\n  name: x\n',
    '1:1 metadata: a key without a colon behind it | hint: is a colon missing here? metadata: | edit: metadata:\n  name: x\n',
  ],
  [
    'no colon, in a Secret',
    'kind: Secret\nmetadata\n  name: x\n',
    '2:1 metadata: a key without a colon behind it | hint: write a colon behind the key; make it a comment with # if it is text; indent it if it belongs to the value above',
  ],
  [
    'no colon, a value behind',
    'a:\n  name web\n  b: 1\n',
    '2:3 name web: a key without a colon behind it | hint: is a colon missing here? name: … | edit: a:\n  name: web\n  b: 1\n',
  ],
  [
    'no colon, a value behind, two columns right',
    'a:\n  name web\n    b: 1\n',
    '2:3 name web: a key without a colon behind it | hint: is a colon missing here? name: … | edit: a:\n  name: web\n    b: 1\n',
  ],
  [
    'no colon, a value behind, three columns right',
    'a:\n  name web\n     b: 1\n',
    '3:6 b: a colon where no key can be | hint: indent it by 0, to stand beside a (line 1)',
  ],
  [
    'no colon, two words behind',
    'a:\n  name web site\n  b: 1\n',
    '2:3 name web site: line 2 is text without a colon and was read as the value of a | hint: remove it, or make it a comment with # | edit: a:\n  # name web site\n  b: 1\n',
  ],
  [
    'no colon, a value behind, in an item',
    'a:\n- name web\n  image: b\n',
    '2:3 name web: a key without a colon behind it | hint: is a colon missing here? name: … | edit: a:\n- name: web\n  image: b\n',
  ],
  [
    'no colon, a value behind, in a Secret',
    'kind: Secret\nname web\n  b: 1\n',
    '2:1 name web: a key without a colon behind it',
  ],
  [
    'no colon, a value with a colon in it',
    'a:\n  image b:1\n  c: 1\n',
    '3:3 c: a colon where no key can be | hint: indent it by 0, to stand beside a (line 1)',
  ],
  [
    'no colon, and nothing known of it',
    'a: 1\nb\nc: 2\n',
    '2:1 b: a key without a colon behind it | hint: write a colon behind the key; make it a comment with # if it is text; indent it if it belongs to the value above',
  ],
  [
    'no colon, below text',
    'k:\n- a\nb\n',
    '3:1 b: text in the place of a field | hint: indent it by 2 if it goes on with line 2, or write a colon behind the key | edit: k:\n- a\n  b\n',
  ],
  [
    'no colon, below text in another column',
    'k:\n    - a\nb\nc: 1\n',
    '3:1 b: text in the place of a field | hint: indent it by 6 if it goes on with line 2, or write a colon behind the key | edit: k:\n    - a\n      b\nc: 1\n',
  ],
  [
    'no colon, a lone word behind a value',
    'a: 1\nb c\n',
    '2:1 b c: a key without a colon behind it | hint: is a colon missing here? b: … | edit: a: 1\nb: c\n',
  ],
  [
    'no colon, below a list of two',
    'k:\n- a\n- b\nc\nd: 1\n',
    '4:1 c: text in the place of a field | hint: indent it by 2 if it goes on with line 3, or write a colon behind the key | edit: k:\n- a\n- b\n  c\nd: 1\n',
  ],
  [
    'a word longer than a name',
    'a: 1\nkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk\n  b: 2\n',
    '2:1 kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: a key without a colon behind it | hint: write a colon behind the key; make it a comment with # if it is text; indent it if it belongs to the value above',
  ],
  [
    'a word with other signs',
    'a:\n  b$\n    c: 1\n',
    '2:3 b$: line 2 is text without a colon and was read as the value of a | hint: remove it, or make it a comment with # | edit: a:\n  # b$\n    c: 1\n',
  ],
])('a key whose colon is missing or has no space behind it: %s', (_, text, expected) =>
  expect(look(text)).toEqual(expected),
);
