import { describe, expect, it } from 'vitest';
import type { CatalogueEntry } from '../../src/lint/rules/catalogue.js';
import { rulesText, ruleText } from '../../src/report/rules-text.js';
import { createStyle } from '../../src/report/style.js';

function entry(name: string, more: Partial<CatalogueEntry> = {}): CatalogueEntry {
  return { name, severity: 'error', set: 'default', summary: 'It is wrong.', docs: `${name}.md`, ...more };
}

const RULES = [
  entry('apps/selector'),
  entry('images/latest', { severity: 'warning', set: 'recommended', summary: 'It is what was pushed last.' }),
  entry('images/pull', { severity: 'warning', set: 'recommended' }),
  entry('rbac/wildcard', { severity: 'info', set: 'strict' }),
];

describe('a list of rules', () => {
  it('has a line for each and a gap between groups', () => {
    expect(rulesText(RULES)).toBe(`apps/selector  error    default      It is wrong.

images/latest  warning  recommended  It is what was pushed last.
images/pull    warning  recommended  It is wrong.

rbac/wildcard  info     strict       It is wrong.

1 rule in default, 2 more in recommended, 1 more in strict.
kubeplan rules NAME explains one of them.
`);
    expect(rulesText(RULES.slice(1, 3))).toMatch(/\n2 rules in recommended\.\n/);
  });

  it('breaks summaries to the width, and not into slivers', () => {
    const wide = rulesText([entry('a/b', { summary: 'One two three four five six seven eight nine ten.' })], {
      width: 55,
    });
    expect(wide).toContain(`a/b  error  default  One two three four five six seven
                     eight nine ten.
`);
    expect(
      rulesText([entry('a/b', { summary: 'One two three four five six seven.' })], { width: 10 }),
    ).toContain('a/b  error  default  One two three four five six\n                     seven.\n');
  });

  it('has names in bold and sets dim', () => {
    const text = rulesText(RULES.slice(0, 1), { style: createStyle(true) });
    expect(text).toContain('\x1b[1mapps/selector\x1b[22m  error  \x1b[2mdefault\x1b[22m  It is wrong.\n');
  });
});

describe('one rule', () => {
  const page = { severity: 'error; info at night', why: ['Why it matters to us all.'], elsewhere: [] };

  it('is told with its examples and its other names', () => {
    const whole = { ...page, wrong: 'a: b\n\nc: d\n', right: 'a: c\n', elsewhere: ['one a', 'two b'] };
    expect(ruleText(entry('apps/selector'), whole, { width: 20 })).toBe(`apps/selector  error; info at night

It is wrong.

Why it matters to us
all.

Wrong
  a: b

  c: d

Right
  a: c

Elsewhere: one a,
two b.

kubeplan lint --only apps/selector .   looks for this alone.
`);
  });

  it('is told without what there is not', () => {
    expect(ruleText(entry('plan/order'), page)).toBe(`plan/order  error; info at night

It is wrong.

Why it matters to us all.
`);
  });
});
