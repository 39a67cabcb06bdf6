import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseVersion } from '../../src/api/version.js';
import { lint } from '../../src/lint/lint.js';
import { RULES } from '../../src/lint/rules/index.js';

const DOCS = fileURLToPath(new URL('../../docs/rules/', import.meta.url));
const INDEX = readFileSync(`${DOCS}README.md`, 'utf8');
const PAGES = readdirSync(DOCS, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.md') && file !== 'README.md')
  .sort();

function example(page: string, heading: string): string {
  const text = new RegExp(`^## ${heading}\\n\\n\`\`\`yaml\\n(.*?)\`\`\``, 'ms').exec(page)?.[1];
  if (text === undefined) throw new Error(`no example under ${heading}`);
  return text;
}

describe.each(PAGES)('docs/rules/%s', (file) => {
  const page = readFileSync(DOCS + file, 'utf8');
  const rule = file.replace(/\.md$/, '');
  const version = parseVersion(/--k8s (\S+)`/.exec(page)?.[1] ?? '1.36');
  const rulesOf = (heading: string) =>
    lint([{ file: 'example.yaml', text: example(page, heading) }], { k8s: version }).findings.map(
      (finding) => ({
        rule: finding.rule,
        severity: finding.severity,
      }),
    );

  it('is named after its rule and listed', () => {
    expect(page.startsWith(`# ${rule}\n`)).toBe(true);
    expect(INDEX).toContain(`[${rule}](${file})`);
  });

  it('shows what the rule finds, and nothing else', () => {
    expect([...new Set(rulesOf('Wrong').map((finding) => finding.rule))]).toEqual([rule]);
  });

  it('states the severity', () => {
    const stated = /^Severity: (.*)\.$/m.exec(page)?.[1] ?? '';
    expect(stated).toContain(rulesOf('Wrong')[0]?.severity ?? 'none');
  });

  it('shows it mended, with nothing left to find', () => {
    expect(rulesOf('Right')).toEqual([]);
  });
});

it('every rule has a page, or is listed as one without', () => {
  const missing = RULES.map(({ name }) => name).filter((name) => !PAGES.includes(`${name}.md`));
  expect(missing.filter((name) => !INDEX.includes(`\`${name}\``))).toEqual([]);
});

/** The reader refuses so deep a text before: nobody meets this rule. */
const UNMET = 'schema/too-deep';

it.each(RULES.filter(({ name }) => name !== UNMET).map(({ name, summary }) => [name, summary]))(
  '%s is summed up in the index: %s',
  (name, summary) => {
    const row = INDEX.split('\n').find((line) => line.startsWith(`| [${name}](`));
    expect(row?.split(' | ').at(-1)).toBe(`${summary} |`);
  },
);
