import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectKept } from '../fixtures/golden.js';
import { ROOT } from './built.js';
import { run } from './workbench.js';

/**
 * Each folder holds manifests and `shown.txt`: commands and all that they print, in the words
 *
 *     $ kubeplan plan web.yaml          $80 for a terminal of 80 columns, $80c for one with colours
 *     …what it prints…                  an escape character shown as ⎋, standard error behind `! `
 *     = 0                               the exit status
 *
 * Renewed as all goldens are (test/fixtures/golden.ts).
 */
const FOLDER = join(ROOT, 'fixtures/cli/shown');
const BLOCK = /^\$(\d*)(c?) kubeplan (.*)\n([\s\S]*?)^= (\d)$/gm;

/** Words as a shell reads them, with single quotes only. */
function words(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!);
}

describe.each(readdirSync(FOLDER))('%s', (name) => {
  const folder = join(FOLDER, name);
  const file = join(folder, 'shown.txt');
  let text = readFileSync(file, 'utf8');
  const blocks = [...text.matchAll(BLOCK)].map(([whole, width = '', colour, line = '']) => {
    const title = `${width}${colour} kubeplan ${line}`.trimStart();
    return { title, whole, width: Number(width || 120), colour: colour === 'c', line };
  });

  it('holds commands only', () => {
    expect(text.replaceAll(BLOCK, '').trim()).toBe('');
    expect(blocks.length).toBeGreaterThan(0);
  });

  it.each(blocks)('$title', async ({ whole, width, colour, line }) => {
    const { status, out, err } = await run(folder, words(line), { width, colour });
    const said = out.replaceAll('\x1b', '⎋') + err.replace(/^(?=.)/gm, '! ');
    const head = whole.slice(0, whole.indexOf('\n') + 1);
    const now = `${head}${said}${said.endsWith('\n') || said === '' ? '' : '\n'}= ${status}`;
    expectKept(`fixtures/cli/shown/${name}/shown.txt`, whole, now, () => {
      text = text.replace(whole, () => now);
      writeFileSync(file, text);
    });
  });
});
