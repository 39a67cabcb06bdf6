import { expect, it } from 'vitest';
import { look } from '../look.js';

it.each<[about: string, text: string, expected: string]>([
  [
    'a label',
    'labels:\n  disktype=ssd\n  app: a\n',
    '2:3 disktype=ssd: a key without a colon behind it | hint: write key: value, not key=value: disktype: … | edit: labels:\n  disktype: ssd\n  app: a\n',
  ],
  [
    'a label at the end',
    'labels:\n  app: a\n  disktype=ssd\nb: 1\n',
    '3:3 disktype=ssd: a key without a colon behind it | hint: write key: value, not key=value: disktype: … | edit: labels:\n  app: a\n  disktype: ssd\nb: 1\n',
  ],
  [
    'noticed at the next line',
    'a=1\nb: 2\n',
    '1:1 a=1: a key without a colon behind it | hint: write key: value, not key=value: a: … | edit: a: 1\nb: 2\n',
  ],
  [
    'noticed two lines later',
    'a: 1\nb=2\n  c\n  d\ne: 3\n',
    '2:1 b=2: a key without a colon behind it | hint: write key: value, not key=value: b: … | edit: a: 1\nb: 2\n  c\n  d\ne: 3\n',
  ],
  [
    'two of them',
    'labels:\n  a=b\n  c=d\n  e: f\n',
    '3:3 c=d: a key without a colon behind it | hint: write key: value, not key=value: c: … | edit: labels:\n  a=b\n  c: d\n  e: f\n',
  ],
  [
    'at the end of the text',
    'a: 1\nb=2\n',
    '2:1 b=2: a key without a colon behind it | hint: write key: value, not key=value: b: … | edit: a: 1\nb: 2\n',
  ],
  [
    'in double quotes',
    'labels:\n  "a=b"\n  c: 1\n',
    '2:3 "a=b": a key without a colon behind it | hint: write key: value, not key=value: a: …',
  ],
  [
    'in single quotes',
    "labels:\n  'a=b'\n  c: 1\n",
    "2:3 'a=b': a key without a colon behind it | hint: write key: value, not key=value: a: …",
  ],
  [
    'as an item',
    'a:\n  - b=1\n    c: 2\n',
    '2:5 b=1: a key without a colon behind it | hint: write key: value, not key=value: b: … | edit: a:\n  - b: 1\n    c: 2\n',
  ],
  [
    'nothing behind it',
    'a:\n  b=\n  c: 1\n',
    '2:3 b=: line 2 is text without a colon and was read as the value of a | hint: remove it, or make it a comment with # | edit: a:\n  # b=\n  c: 1\n',
  ],
  [
    'a blank behind it',
    'a:\n  b= 1\n  c: 1\n',
    '2:3 b= 1: line 2 is text without a colon and was read as the value of a | hint: remove it, or make it a comment with # | edit: a:\n  # b= 1\n  c: 1\n',
  ],
  [
    'a long name',
    'a:\n  kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk=1\n  c: 1\n',
    '2:3 kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk=1: a key without a colon behind it | hint: write key: value, not key=value: kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk…: … | edit: a:\n  kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: 1\n  c: 1\n',
  ],
  [
    'a name with points',
    'a:\n  b.c/d-e_f=1\n  c: 1\n',
    '2:3 b.c/d-e_f=1: a key without a colon behind it | hint: write key: value, not key=value: b.c/d-e_f: … | edit: a:\n  b.c/d-e_f: 1\n  c: 1\n',
  ],
  [
    'a name with other signs',
    'a:\n  b$c=1\n  c: 1\n',
    '2:3 b$c=1: line 2 is text without a colon and was read as the value of a | hint: remove it, or make it a comment with # | edit: a:\n  # b$c=1\n  c: 1\n',
  ],
  [
    'with a comment behind',
    'a:\n  b=1  # c\n  d: 1\n',
    '2:3 b=1  # c: a key without a colon behind it | hint: write key: value, not key=value: b: … | edit: a:\n  b: 1  # c\n  d: 1\n',
  ],
])('an equals sign for a colon: %s', (_, text, expected) => expect(look(text)).toEqual(expected));
