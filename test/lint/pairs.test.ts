import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.js';
import { lintText } from '../../src/report/findings-text.js';
import { displayWidth } from '../../src/report/width.js';
import { expectGolden } from '../fixtures/golden.js';

const PAIRS = new URL('../../fixtures/lint/', import.meta.url);
const NAMES = readdirSync(PAIRS)
  .filter((file) => file.endsWith('.yaml'))
  .sort();

function said(file: string, width: number): string {
  const source = { file, text: readFileSync(new URL(file, PAIRS), 'utf8') };
  return lintText(lint([source]), new Map([[file, source.text]]), { width });
}

/** Each manifest beside what is said of it. */
describe.each(NAMES)('%s', (file) => {
  it('reads as written beside it', () => {
    expectGolden(new URL(file.replace(/\.yaml$/, '.txt'), PAIRS), said(file, 100));
  });

  it('fits in 80 columns', () => {
    // The summary is one sentence: terminals wrap it.
    const lines = said(file, 80).split('\n').slice(0, -2);
    for (const line of lines) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
  });
});
