import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseVersion } from '../../src/api/version.js';
import { CRDS, casesOf } from './cases.js';
import { told } from './told.js';

const FOLDER = fileURLToPath(new URL('../../fixtures/diff/', import.meta.url));

describe.each(readdirSync(FOLDER).sort())('%s', (file) => {
  it.each(casesOf(readFileSync(`${FOLDER}${file}`, 'utf8')))('$title', ({ old, now, said, options }) => {
    const version = parseVersion(options['version'] ?? '');
    const lines = told(old, now, {
      ...(version && { k8s: version }),
      ...(options['namespace'] !== undefined && { namespace: options['namespace'] }),
      ...(options['crds'] !== undefined && {
        crds: [{ file: 'crds.json', text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: CRDS }) }],
      }),
      ...(options['now'] !== undefined && { now: Date.parse(options['now']) }),
    });
    expect(lines).toEqual(said);
  });
});
