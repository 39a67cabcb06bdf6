import { expect, it } from 'vitest';
import { look } from '../look.js';

it.each<[about: string, text: string, expected: string]>([
  [
    'one line, the value of the key above',
    'labels:\n          the labels of the pod\n  app: a\n',
    '2:11 the labels of the pod: line 2 is text without a colon and was read as the value of labels | hint: remove it, or make it a comment with # | edit: labels:\n          # the labels of the pod\n  app: a\n',
  ],
  [
    'two lines',
    'labels:\n    the labels\n    of the pod\n  app: a\n',
    '2:5 the labels: lines 2 to 3 are text without a colon and were read as the value of labels | hint: remove them, or make them comments with # | edit: labels:\n    # the labels\n    # of the pod\n  app: a\n',
  ],
  [
    'three lines',
    'labels:\n    the labels\n    of the\n    pod here\n  app: a\n',
    '2:5 the labels: lines 2 to 4 are text without a colon and were read as the value of labels | hint: remove them, or make them comments with # | edit: labels:\n    # the labels\n    # of the\n    # pod here\n  app: a\n',
  ],
  [
    'a part of the value of the key above',
    'name: x\n          the name of the pod\n  app: a\n',
    '2:11 the name of the pod: line 2 is text without a colon and was read as a part of the value of name | hint: remove it, or make it a comment with # | edit: name: x\n          # the name of the pod\n  app: a\n',
  ],
  [
    'two lines, a part of the value',
    'name: x\n          the name\n          of the pod\n  app: a\n',
    '2:11 the name: lines 2 to 3 are text without a colon and were read as a part of the value of name | hint: remove them, or make them comments with # | edit: name: x\n          # the name\n          # of the pod\n  app: a\n',
  ],
  [
    'in the column of the fields, one word',
    'labels:\n  app\n  name: a\n',
    '3:3 name: a colon where no key can be | hint: indent it by 0, to stand beside labels (line 1)',
  ],
  [
    'in the column of the fields, two words',
    'labels:\n  app x\n  name: a\n',
    '2:3 app x: a key without a colon behind it | hint: is a colon missing here? app: … | edit: labels:\n  app: x\n  name: a\n',
  ],
  [
    'in the column of the fields, three words',
    'labels:\n  app x y\n  name: a\n',
    '2:3 app x y: line 2 is text without a colon and was read as the value of labels | hint: remove it, or make it a comment with # | edit: labels:\n  # app x y\n  name: a\n',
  ],
  [
    'right of the fields, one word',
    'labels:\n    app\n  name: a\n',
    '2:5 app: line 2 is text without a colon and was read as the value of labels | hint: remove it, or make it a comment with # | edit: labels:\n    # app\n  name: a\n',
  ],
  [
    'in the column of the key above',
    'spec:\nsome words here\n  a: 1\n',
    '2:1 some words here: line 2 is text without a colon, in the place of a field | hint: remove it, or make it a comment with #; indent it if it belongs to the value above | edit: spec:\n# some words here\n  a: 1\n',
  ],
  [
    'left of the key above',
    'a:\n  spec:\n some words here\n  a: 1\n',
    '3:2 some words here: line 3 is text without a colon, in the place of a field | hint: remove it, or make it a comment with #; indent it if it belongs to the value above | edit: a:\n  spec:\n # some words here\n  a: 1\n',
  ],
  [
    'below a block scalar',
    'a: |\n    some words\n   b: 1\n  c: 2\n',
    '3:4 b: this does not continue the map it stands in | hint: indent it by 0, to stand beside a (line 1)',
  ],
  [
    'below a text in quotes',
    'a: "x\n  some words"\n  b: 1\n',
    '3:3 b: this does not continue the map it stands in | hint: indent it by 0, to stand beside a (line 1)',
  ],
  [
    'below a list in brackets',
    'a: [x,\n  some words]\n  b: 1\n',
    '3:3 b: this does not continue the map it stands in | hint: indent it by 0, to stand beside a (line 1)',
  ],
  [
    'below an item',
    'a:\n- b\n    some words here\n  c: 1\n',
    '4:3 c: a colon where no key can be | hint: indent it by 0, to stand beside a (line 1)',
  ],
  [
    'under an item with a key',
    'a:\n- b: c\n      some words here\n    d: 1\n',
    '3:7 some words here: line 3 is text without a colon and was read as a part of the value of b | hint: remove it, or make it a comment with # | edit: a:\n- b: c\n      # some words here\n    d: 1\n',
  ],
  [
    'at the top, below nothing',
    'some words here\n  a: 1\n',
    '2:4 : 1: a colon where no key can be | hint: is the line indented as its neighbours are?',
  ],
  [
    'alone, where a key has to be',
    'kind: Pod\nhere comes the spec\nspec: {}\n',
    '2:1 here comes the spec: line 2 is text without a colon, in the place of a field | hint: remove it, or make it a comment with #; indent it if it belongs to the value above | edit: kind: Pod\n# here comes the spec\nspec: {}\n',
  ],
  [
    'alone, at the end',
    'kind: Pod\nhere comes the end\n',
    '2:1 here comes the end: line 2 is text without a colon, in the place of a field | hint: remove it, or make it a comment with #; indent it if it belongs to the value above | edit: kind: Pod\n# here comes the end\n',
  ],
  [
    'alone, of one word that is no ASCII',
    'kind: Pod\närger\nspec: {}\n',
    '2:1 ärger: line 2 is text without a colon, in the place of a field | hint: remove it, or make it a comment with #; indent it if it belongs to the value above | edit: kind: Pod\n# ärger\nspec: {}\n',
  ],
  [
    'alone, of two words',
    'kind: Pod\nhere comes\nspec: {}\n',
    '2:1 here comes: a key without a colon behind it | hint: is a colon missing here? here: … | edit: kind: Pod\nhere: comes\nspec: {}\n',
  ],
  [
    'alone, behind a list',
    'a:\n- b: c\n  d: e\nhere comes the text\nf: 1\n',
    '4:1 here comes the text: line 4 is text without a colon, in the place of a field | hint: remove it, or make it a comment with #; indent it if it belongs to the value above | edit: a:\n- b: c\n  d: e\n# here comes the text\nf: 1\n',
  ],
  [
    'with a comment behind',
    'labels:\n      the labels of it # really\n  app: a\n',
    '2:7 the labels of it # really: line 2 is text without a colon and was read as the value of labels | hint: remove it, or make it a comment with # | edit: labels:\n      # the labels of it # really\n  app: a\n',
  ],
  [
    'that is a key without its space',
    'labels:\n    a:b c d\n  app: a\n',
    '2:5 a:: a colon without a space behind it does not end a key | hint: write a space behind the colon: a: … | fix, write a space behind the colon: labels:\n    a: b c d\n  app: a\n',
  ],
  [
    'that is a URL',
    'labels:\n    http://x.y and more\n  app: a\n',
    '2:5 http://x.y and more: line 2 is text without a colon and was read as the value of labels | hint: remove it, or make it a comment with # | edit: labels:\n    # http://x.y and more\n  app: a\n',
  ],
  [
    'that begins with a sign',
    'labels:\n    (the labels of it)\n  app: a\n',
    '2:5 (the labels of it): line 2 is text without a colon and was read as the value of labels | hint: remove it, or make it a comment with # | edit: labels:\n    # (the labels of it)\n  app: a\n',
  ],
  [
    'that begins with an indicator',
    'labels:\n    *the labels of it\n  app: a\n',
    '2:5 *the labels of it: * begins an alias, and no anchor of this name stands before it in the document | hint: put the value in quotes if it is meant as text',
  ],
  [
    'below a long key',
    'kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk:\n      the labels of it\n  app: a\n',
    '2:7 the labels of it: line 2 is text without a colon and was read as the value of kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk… | hint: remove it, or make it a comment with # | edit: kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk:\n      # the labels of it\n  app: a\n',
  ],
  [
    'for a key in quotes',
    '"a b":\n      the labels of it\n  app: a\n',
    '2:7 the labels of it: line 2 is text without a colon and was read as the value of a b | hint: remove it, or make it a comment with # | edit: "a b":\n      # the labels of it\n  app: a\n',
  ],
])('text among the fields: %s', (_, text, expected) => expect(look(text)).toEqual(expected));
