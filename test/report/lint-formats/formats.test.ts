import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lint } from '../../../src/lint/lint.js';
import type { LintAnswer } from '../../../src/report/lint-formats/format.js';
import { LINT_FORMATS } from '../../../src/report/lint-formats/index.js';
import { at, finding, result } from '../findings.js';

const SOURCES = ['deploy/web.yaml', 'deploy/ok.yaml', 'broken.yaml'].map((file) => ({
  file,
  text: readFileSync(new URL(`../../../fixtures/report/lint/${file}`, import.meta.url), 'utf8'),
}));

function answer(more: Partial<LintAnswer> = {}): LintAnswer {
  return {
    result: lint(SOURCES, { rules: { 'images/latest-tag': 'on' } }),
    sources: SOURCES,
    kubeplan: () => '1.2.3',
    ...more,
  };
}

/** What would be more than text to a terminal, a browser, a runner of workflows, a reader of XML. */
const HOSTILE = '::error::x\n<b>&"\u001b[31m](http://x) | `a` \u202e--><!-- ]]>\ud800';
const hostile = finding({
  rule: 'x/y',
  message: HOSTILE,
  hint: HOSTILE,
  location: at(1, 1, `a${HOSTILE}.yaml`),
  object: { apiVersion: 'v1', kind: HOSTILE, name: HOSTILE },
  server: { field: HOSTILE, message: HOSTILE },
  related: [{ message: HOSTILE, location: at(2, 2, HOSTILE) }],
});

describe.each(Object.entries(LINT_FORMATS))('--format %s', async (name, load) => {
  const format = await load();

  it('is as it was', async () => {
    await expect(format(answer())).toMatchFileSnapshot(`../../../fixtures/report/lint/formats/${name}.txt`);
  });

  it('says that all is well', async () => {
    const fine = { result: result(0, 0, 0), sources: [] };
    await expect(format(fine)).toMatchFileSnapshot(`../../../fixtures/report/lint/formats/${name}-fine.txt`);
  });

  it('takes nothing of an input for more than its text', () => {
    const said = format({ result: result(1, 0, 0, { findings: [hostile] }), sources: [] });
    expect(said).not.toMatch(/[\u001b\u202e]/);
    // Nothing between backticks is more than its text.
    const bare = said.replace(/(`+).*?[^`]\1(?!`)/g, '');
    if (['checkstyle', 'junit', 'markdown'].includes(name)) expect(bare).not.toContain('<b>');
    if (['checkstyle', 'junit'].includes(name))
      expect(said).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
    if (name !== 'github') expect(said).not.toMatch(/^::/m);
    else expect(said.match(/^::/gm)).toHaveLength(1);
    if (['json', 'sarif', 'gitlab', 'rdjson'].includes(name)) JSON.parse(said);
    if (name === 'markdown') expect(bare.match(/-->/g)).toHaveLength(1);
  });
});

describe('the formats', () => {
  it('are the same each time', async () => {
    for (const load of Object.values(LINT_FORMATS)) {
      const format = await load();
      expect(format(answer())).toBe(format(answer()));
    }
  });

  it('markdown fits a comment', async () => {
    const findings = Array.from({ length: 2000 }, (_, index) => finding({ message: `it is wrong ${index}` }));
    const said = (await LINT_FORMATS.markdown())({ result: result(2000, 0, 0, { findings }), sources: [] });
    expect(said.length).toBeLessThan(65_536);
    expect(said.length).toBeGreaterThan(50_000);
    expect(said).toMatch(/\d+ findings more than fit here\./);
  });

  it('junit fails for warnings too where they count', async () => {
    const junit = await LINT_FORMATS.junit();
    const warned = { result: result(0, 1, 0, { findings: [finding({ severity: 'warning' })] }), sources: [] };
    expect(junit(warned)).toContain('failures="0"');
    expect(junit({ ...warned, strict: true })).toContain('failures="1"');
  });

  it('rdjson counts bytes', async () => {
    const text = 'ä: öx\n';
    const location = {
      file: 'a.yaml',
      start: { line: 1, column: 5, offset: 4 },
      end: { line: 1, column: 6, offset: 5 },
    };
    const said = (await LINT_FORMATS.rdjson())({
      result: result(1, 0, 0, { findings: [finding({ location })] }),
      sources: [{ file: 'a.yaml', text }],
    });
    expect(JSON.parse(said).diagnostics[0].location.range).toEqual({
      start: { line: 1, column: 7 },
      end: { line: 1, column: 8 },
    });
  });
});
