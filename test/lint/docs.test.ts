import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { valueAt } from '../../src/api/json.js';
import { NEWEST_VERSION, parseVersion } from '../../src/api/version.js';
import { lint } from '../../src/lint/lint.js';
import type { Parameters } from '../../src/lint/parameters.js';
import type { RuleChoice } from '../../src/lint/rule-choice.js';
import { CATALOGUE } from '../../src/lint/rules/catalogue.js';
import type { Document } from '../../src/manifest/document.js';
import { parseManifests } from '../../src/manifest/parse.js';

const DOCS = fileURLToPath(new URL('../../docs/rules/', import.meta.url));
const INDEX = readFileSync(`${DOCS}README.md`, 'utf8');
/** Pages that tell of no rule by itself. */
const ABOUT_ALL = ['README.md', 'compared.md'];
const FILES = readdirSync(DOCS, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.md') && !ABOUT_ALL.includes(file))
  .sort();
/** Pages of one rule each; the others have a section for each of theirs. */
const PAGES = FILES.filter((file) => file.includes('/'));

function example(page: string, heading: string): string {
  const text = new RegExp(`^## ${heading}\\n\\n\`\`\`yaml\\n(.*?)\`\`\``, 'ms').exec(page)?.[1];
  if (text === undefined) throw new Error(`no example under ${heading}`);
  return text;
}

/** What the page of a rule tells it: `NAME: {PARAMETER: [VALUE]}`. */
function toldOn(page: string, rule: string): RuleChoice {
  const text = /^## Configuration\n\n```yaml\n(.*?)```/ms.exec(page)?.[1];
  if (text === undefined) return {};
  const { documents } = parseManifests({ file: 'config.yaml', text });
  const [{ value }] = documents as [Document];
  return { parameters: { [rule]: valueAt(value, ['rules', rule]) as Parameters[string] } };
}

/** The choice under which a rule is heard beside those of the default set: an example is about this rule alone. */
function heard(name: string): RuleChoice {
  const rule = CATALOGUE.find((entry) => entry.name === name);
  return rule && rule.set !== 'default' ? { rules: { [name]: rule.severity } } : {};
}

describe.each(PAGES)('docs/rules/%s', (file) => {
  const page = readFileSync(DOCS + file, 'utf8');
  const rule = file.replace(/\.md$/, '');
  const version = parseVersion(/--k8s (\S+)`/.exec(page)?.[1] ?? NEWEST_VERSION);
  const rulesOf = (heading: string) =>
    lint([{ file: 'example.yaml', text: example(page, heading) }], {
      k8s: version,
      podSecurity: /--pod-security (\S+)`/.exec(page)?.[1],
      ...heard(rule),
      ...toldOn(page, rule),
    }).findings.map((finding) => ({
      rule: finding.rule,
      severity: finding.severity,
    }));

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

/** The page of a rule, or its section, from its heading to the next. */
function told(docs: string): string {
  const [file = '', anchor] = docs.split('#');
  const page = readFileSync(DOCS + file, 'utf8');
  if (anchor === undefined) return page;
  // A heading's anchor is its text without what is no letter, digit or hyphen.
  return (
    page.split(/^#(?=# )/m).find((section) => section.split('\n')[0]?.replaceAll(/[# /]/g, '') === anchor) ??
    ''
  );
}

describe('the documentation of rules', () => {
  it.each(CATALOGUE)('tells of $name', ({ name, severity, set, summary, docs }) => {
    const [heading, ...text] = told(docs).split('\n');
    expect(heading).toBe(`# ${name}`);
    const words = text.join(' ');
    expect(words).toContain(summary);
    const beyond = set === 'default' ? '' : ` with \`--set ${set}\``;
    expect(words).toMatch(new RegExp(`Severity: ${severity}${beyond}(?: |;|\\.)`));
    const row = INDEX.split('\n').find((line) =>
      line.startsWith(`| [${name}](${docs}) | ${severity}${beyond}`),
    );
    expect(row?.split(' | ').at(-1)).toBe(`${summary} |`);
  });

  it('tells of no other rules', () => {
    const sections = FILES.filter((file) => !PAGES.includes(file)).flatMap((file) =>
      [...readFileSync(DOCS + file, 'utf8').matchAll(/^## (.*)$/gm)].map(([, name]) => name),
    );
    const names = [...PAGES.map((file) => file.replace(/\.md$/, '')), ...sections].sort();
    expect(names).toEqual(CATALOGUE.map(({ name }) => name));
    const rows = [...INDEX.matchAll(/^\| \[([^\]]+)\]\(/gm)].map(([, name]) => name).sort();
    expect(rows).toEqual(names);
  });
});
