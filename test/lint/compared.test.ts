import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRulePage } from '../../src/lint/rule-page.js';
import { CATALOGUE } from '../../src/lint/rules/catalogue.js';

const DOCS = new URL('../../docs/rules/', import.meta.url);
const COMPARED = readFileSync(new URL('compared.md', DOCS), 'utf8');
/** How many checks each of them has. */
const TOOLS = { 'kube-linter': 63, 'kube-score': 39, polaris: 47 };

interface Row {
  check: string;
  rules: string[];
  why: string;
}

function rowsOf(tool: string): Row[] {
  const section = COMPARED.split(/^## /m).find((one) => one.startsWith(`${tool}\n`)) ?? '';
  return [...section.matchAll(/^\| ([\w-]+) \| (.*) \| (.*) \|$/gm)]
    .filter(([, check]) => check !== 'check' && check !== '---')
    .map(([, check = '', rules = '', why = '']) => ({
      check,
      rules: [...rules.matchAll(/\[([^\]]+)\]\(/g)].map(([, name = '']) => name),
      why: why.trim(),
    }));
}

describe.each(Object.entries(TOOLS))('the checks of %s', (tool, count) => {
  it('each have a rule, or a sentence on why not', () => {
    const rows = rowsOf(tool);
    expect(rows).toHaveLength(count);
    expect(rows.map(({ check }) => check)).toEqual(rows.map(({ check }) => check).sort());
    const bare = rows.filter(({ rules, why }) => rules.length === 0 && !/^.{20,}\.$/.test(why));
    expect(bare).toEqual([]);
  });
});

it('the table says what the pages say', () => {
  const inTable = Object.keys(TOOLS).flatMap((tool) =>
    rowsOf(tool).flatMap(({ check, rules }) => rules.map((rule) => `${rule}: ${tool} ${check}`)),
  );
  const onPages = CATALOGUE.flatMap((rule) => {
    const text = readFileSync(new URL(rule.docs.replace(/#.*/, ''), DOCS), 'utf8');
    return readRulePage(text, rule).elsewhere.map((other) => `${rule.name}: ${other}`);
  });
  expect(inTable.sort()).toEqual(onPages.sort());
});
