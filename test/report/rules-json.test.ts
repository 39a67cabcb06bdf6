import { expect, it } from 'vitest';
import type { CatalogueEntry } from '../../src/lint/rules/catalogue.js';
import { rulesJson } from '../../src/report/rules-json.js';

const RULE: CatalogueEntry = {
  name: 'a/b',
  severity: 'error',
  set: 'strict',
  summary: 'It is wrong.',
  docs: 'a/b.md',
};

it('rules are data, one that is explained with its page', () => {
  const listed = { ...RULE, docs: 'docs/rules/a/b.md' };
  expect(JSON.parse(rulesJson([RULE]))).toEqual({ format: 'kubeplan.rules/1', rules: [listed] });
  const page = {
    severity: 'error',
    why: ['Because.'],
    wrong: 'a: b\n',
    right: 'a: c\n',
    elsewhere: ['one a'],
  };
  const { severity: _, ...told } = page;
  expect(JSON.parse(rulesJson([RULE], new Map([[RULE, page]]))).rules).toEqual([{ ...listed, ...told }]);
});
