import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { applyFixes } from '../../src/lint/fix.js';
import { lint } from '../../src/lint/lint.js';
import { expectGolden } from '../fixtures/golden.js';
import { told } from './told.js';

const FOLDER = new URL('../../fixtures/lint/mended/', import.meta.url);
const NAMES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.yaml'))
  .sort();

/** Each manifest beside what is found in it, the text with the fixes made, and what is found in that. */
describe('manifests with their fixes made', () => {
  it.each(NAMES)('%s', (file) => {
    const source = { file, text: readFileSync(new URL(file, FOLDER), 'utf8') };
    const { findings } = lint([source]);
    const fixed = applyFixes(source, findings);
    const left = lint([fixed.source]).findings;
    const lines = [
      ...findings.flatMap((finding) => told(finding)),
      `${fixed.mended.length} of ${findings.length} mended:`,
      fixed.source.text.replace(/\n$/, ''),
      'left:',
      ...left.flatMap((finding) => told(finding)),
    ];
    expectGolden(new URL(file.replace(/\.yaml$/, '.txt'), FOLDER), `${lines.join('\n')}\n`);
  });
});
