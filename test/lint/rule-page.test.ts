import { expect, it } from 'vitest';
import { readRulePage } from '../../src/lint/rule-page.js';

const rule = { name: 'x/y', severity: 'warning', set: 'default', summary: 'It is wrong.' } as const;

it('a page is read whole', () => {
  const text = `# x/y

It is wrong.

Severity: warning; error with \`--all\`.

Why \`it\`
matters, as [others](README.md) say.

And more.

Elsewhere: one a-check, other aCheck.

## Wrong

\`\`\`yaml
a: b

c: d
\`\`\`

## Right

\`\`\`yaml
a: c
\`\`\`
`;
  expect(readRulePage(text, { ...rule, docs: 'x/y.md' })).toEqual({
    severity: 'warning; error with --all',
    why: ['Why it matters, as others say.', 'And more.'],
    wrong: 'a: b\n\nc: d\n',
    right: 'a: c\n',
    elsewhere: ['one a-check', 'other aCheck'],
  });
});

it('of a page about several rules one section is read', () => {
  const text = `# Rarer

## x/w

Another. Severity: info.

## x/y

It is wrong. Severity: warning. It
matters.

## x/z

Another one. Severity: info.
`;
  expect(readRulePage(text, { ...rule, docs: 'rarer.md#xy' })).toEqual({
    severity: 'warning',
    why: ['It matters.'],
    elsewhere: [],
  });
});
