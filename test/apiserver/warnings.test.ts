import { expect, it } from 'vitest';
import { sentWarnings } from '../../src/apiserver/warnings.js';

it('sends warnings as headers hold them', () => {
  expect(sentWarnings(['a', 'b', 'a', '', 'line\nbreak'])).toEqual(['a', 'b']);
  const long = (letter: string): string => letter.repeat(2048);
  expect(sentWarnings([long('a'), long('b')])).toEqual([long('a'), long('b')]);
  // One character too many: every one is cut, and so many of them are sent as fit.
  expect(sentWarnings([long('a'), long('b'), 'c'])).toEqual(['a'.repeat(256), 'b'.repeat(256), 'c']);
  const many = Array.from({ length: 40 }, (_, at) => `${String(at).padStart(3)}${'👍'.repeat(300)}`);
  expect(sentWarnings(many)).toHaveLength(16);
  expect(Array.from(sentWarnings(many)[0] ?? '')).toHaveLength(256);
});
