import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { parseVersion } from '../../src/api/version.js';
import { expectGolden } from '../fixtures/golden.js';
import { toldOf } from './told.js';

const FOLDER = new URL('../../fixtures/lint/findings/', import.meta.url);
const NAMES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.yaml'))
  .sort();

/** Each manifest with all that is found in it beside it; `# k8s 1.28` on its first line asks for another version. */
describe('findings, with all that they hold', () => {
  it.each(NAMES)('%s', (file) => {
    const text = readFileSync(new URL(file, FOLDER), 'utf8');
    const asked = /^# k8s (\S+)/.exec(text)?.[1];
    const version = asked === undefined ? undefined : parseVersion(asked);
    const lines = toldOf({ [file]: text }, version ? { k8s: version } : {});
    expectGolden(new URL(file.replace(/\.yaml$/, '.txt'), FOLDER), lines.map((line) => `${line}\n`).join(''));
  });
});
