import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { plan } from '../../src/library.js';
import { lint } from '../../src/lint/lint.js';
import { CATALOGUE } from '../../src/lint/rules/catalogue.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const NAMES = new Set(CATALOGUE.map(({ name }) => name));
const GROUPS = [...new Set([...NAMES].map((name) => name.slice(0, name.indexOf('/'))))].join('|');

function filesIn(folder: string, ends: RegExp): string[] {
  return readdirSync(ROOT + folder, { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => ends.test(file))
    .sort();
}

const read = (file: string) => readFileSync(ROOT + file, 'utf8');

/** How findings are written: in JSON, for people, as workflow commands, as tests keep them. */
const TOLD = [
  /"rule": "([^"]+)"/g,
  /^ +\d+:\d+ +(?:error|warning|info) .* {2}([a-z]+\/[a-z-]+)(?: {2}fixable)?$/gm,
  /^::(?:error|warning|notice) .*title=([^:,]+)::/gm,
  /^\S+:\d+:\d+\S* (?:error|warning|info) (\S+):/gm,
];

describe('the catalogue of rules', () => {
  it('has each rule once, in order, summed up in a sentence', () => {
    const names = CATALOGUE.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)].sort());
    for (const { summary } of CATALOGUE) expect(summary).toMatch(/^(?:[A-Z]|kube(?:ctl|plan) ).*[^.]\.$/);
  });

  it('has every rule under which anything is found in the manifests of the tests', () => {
    const sources = (folder: string) =>
      filesIn(folder, /\.ya?ml$/).map((file) => ({ file, text: read(file) }));
    const planned = plan(sources('fixtures/cli/shown/plan')).findings;
    const found = [...lint(sources('fixtures')).findings, ...planned].map(({ rule }) => rule);
    expect(new Set(found).size).toBeGreaterThan(20);
    expect(found.filter((rule) => !NAMES.has(rule))).toEqual([]);
  });

  it('has every rule of what commands are kept to say', () => {
    const texts = [
      ...filesIn('fixtures', /\.(?:txt|json|md)$/),
      ...filesIn('docs', /\.md$/),
      'README.md',
    ].map(read);
    const found = texts.flatMap((text) =>
      TOLD.flatMap((form) => [...text.matchAll(form)].map(([, rule = '']) => rule)),
    );
    expect(new Set(found).size).toBeGreaterThan(30);
    expect(found.filter((rule) => !NAMES.has(rule))).toEqual([]);
  });

  it('has every rule that the sources name, each written once', () => {
    const written = filesIn('src', /\.ts$/).flatMap((file) => {
      const names = read(file).matchAll(new RegExp(`['"]((?:${GROUPS})/[a-z]+(?:-[a-z]+)*)['"]`, 'g'));
      return [...names].map(([, name = '']) => name);
    });
    expect(written.sort()).toEqual([...NAMES]);
  });
});
