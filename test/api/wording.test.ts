import { describe, expect, it } from 'vitest';
import { inNewestWords, inWordsOf, sideBySide, within, wording } from '../../src/api/wording.js';

const TEXT = wording('is bad', { '1.29': 'was no good', '1.33': 'is no good' });

describe('a text with its wordings', () => {
  it('is said in the words of a minor, up to the last that said it so', () => {
    expect(
      ['1.28', '1.29', '1.30', '1.33', '1.34', '1.37'].map((one) => inWordsOf(one as '1.28', TEXT)),
    ).toEqual(['was no good', 'was no good', 'is no good', 'is no good', 'is bad', 'is bad']);
    expect(inNewestWords(TEXT)).toBe('is bad');
    expect(inWordsOf('1.28', 'is plain')).toBe('is plain');
  });

  it('is part of a longer one', () => {
    const longer = within(TEXT, (part) => `the name ${part}`);
    expect(inWordsOf('1.30', longer)).toBe('the name is no good');
    expect(inNewestWords(longer)).toBe('the name is bad');
    expect(within('is plain', (part) => `it ${part}`)).toBe('it is plain');
  });

  it('stands beside others, each with its own last minor', () => {
    const both = sideBySide([wording('63 bytes', { '1.31': '63 characters' }), TEXT], '; ');
    expect((['1.28', '1.31', '1.32', '1.34'] as const).map((one) => inWordsOf(one, both))).toEqual([
      '63 characters; was no good',
      '63 characters; is no good',
      '63 bytes; is no good',
      '63 bytes; is bad',
    ]);
    expect(sideBySide(['a', 'b'], ';')).toBe('a;b');
  });
});
