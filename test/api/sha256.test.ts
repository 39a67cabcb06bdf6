import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { sha256 } from '../../src/api/sha256.js';

const own = (text: string) => createHash('sha256').update(text).digest('hex');

test('the sum of a text is the one that everybody else makes of it', () => {
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(sha256('kein Schlüssel\0📦')).toBe(own('kein Schlüssel\0📦'));
});

test('at every length around the ends of blocks', () => {
  for (let length = 50; length < 200; length++) {
    const text = 'kubeplan '.repeat(30).slice(0, length);
    expect(sha256(text)).toBe(own(text));
  }
});
