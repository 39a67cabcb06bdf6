import { expect, it } from 'vitest';
import { quote } from '../../src/api/shell.js';
import { inertData, inertProse, inertText, jsonText } from '../../src/report/inert.js';

it('shows what a terminal would act on as pictures, and leaves lines as they are', () => {
  expect(inertText('a\x1b[31mb\r\x07\u202e\u009b\tc\nd')).toBe('a␛[31mb␍␇\ufffd\ufffd\tc\nd');
});

it('leaves colours where they are wanted, and nothing else', () => {
  expect(inertText('\x1b[31mred\x1b[39m\x1b[2J\x1b]0;title\x07', true)).toBe(
    '\x1b[31mred\x1b[39m␛[2J␛]0;title␇',
  );
});

it('makes names inert before they are coloured, with the line ends in them', () => {
  const data = { name: 'a\nb\x1b[31m', message: 'first\nsecond\x1b[31m', count: 1n, list: ['\x07'] };
  expect(inertData(data)).toEqual({
    name: 'a␊b␛[31m',
    message: 'first␊second␛[31m',
    count: 1n,
    list: ['␇'],
  });
  const clean = { name: 'web', list: [{ name: 'a' }] };
  expect(inertData(clean)).toBe(clean);
});

it('lets no line of a value begin one of its own, in a sentence of several lines', () => {
  const own = 'ERROR: <input>:1:1: no\n | self\n | ^\nPlease review the fields above--they\n* one\n\n+ 1';
  expect(inertProse(own)).toBe(own);
  expect(inertProse('not supported: a\n::error::b\nc\x07')).toBe('not supported: a␊::error::b␊c␇');
});

it('writes JSON that reads back the same and turns no text around', () => {
  const value = { a: 'x\u202ey\u009bz', b: 9223372036854775807n };
  const text = jsonText(value);
  expect(text).toBe('{\n  "a": "x\\u202ey\\u009bz",\n  "b": "9223372036854775807"\n}\n');
  expect(JSON.parse(text)).toEqual({ a: value.a, b: '9223372036854775807' });
});

it('quotes names for a shell, whatever is in them', () => {
  expect(quote('web-1')).toBe('web-1');
  expect(quote("it's; touch x")).toBe("'it'\\''s; touch x'");
  expect(quote("a\x1b]0;'\n\\")).toBe("$'a\\x1b]0;\\'\\x0a\\\\'");
});
