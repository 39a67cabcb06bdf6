import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.js';
import { lintText } from '../../src/report/findings-text.js';
import { displayWidth } from '../../src/report/width.js';

const PAIRS = fileURLToPath(new URL('../../fixtures/lint/', import.meta.url));
const NAMES = readdirSync(PAIRS)
  .filter((file) => file.endsWith('.yaml'))
  .sort();

function said(file: string, width: number): string {
  const source = { file, text: readFileSync(PAIRS + file, 'utf8') };
  return lintText(lint([source]), new Map([[file, source.text]]), { width });
}

/** Each manifest beside what is said of it. After a change that is meant: `npx vitest run test/lint/pairs.test.ts -u`. */
describe.each(NAMES)('%s', (file) => {
  it('reads as written beside it', async () => {
    await expect(said(file, 100)).toMatchFileSnapshot(`${PAIRS}${file.replace(/\.yaml$/, '.txt')}`);
  });

  it('fits in 80 columns', () => {
    // The summary is one sentence: terminals wrap it.
    const lines = said(file, 80).split('\n').slice(0, -2);
    for (const line of lines) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
  });
});
