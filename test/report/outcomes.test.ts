import { describe, expect, it } from 'vitest';
import { OUTCOME_FORMATS, type OutcomeRow, type Outcomes } from '../../src/report/outcomes.js';

const row = (rest: Partial<OutcomeRow> = {}): OutcomeRow => ({
  sign: '✓',
  object: 'deployment/web',
  says: '3/3 ready, complete after 4.2 s',
  failed: false,
  ...rest,
});
const outcomes = (rest: Partial<Outcomes> = {}): Outcomes => ({
  command: 'plan',
  answer: 'web completes.',
  rows: [
    row({ sign: '✗', object: 'job/a', says: '0/1 succeeded, stuck', failed: true, file: 'a.yaml' }),
    row(),
  ],
  text: 'web completes.\n\n  deployment/web  3/3 ready\n',
  ...rest,
});

describe('markdown', () => {
  it('has the answer, a table, and the whole report folded', () => {
    expect(OUTCOME_FORMATS.markdown(outcomes())).toBe(`<!-- kubeplan plan -->
**kubeplan plan** · web completes.

|  | object | what happens |
| --- | --- | --- |
| ✗ | \`job/a\` | 0/1 succeeded, stuck |
| ✓ | \`deployment/web\` | 3/3 ready, complete after 4.2 s |

<details><summary>the whole report</summary>

\`\`\`text
web completes.

  deployment/web  3/3 ready
\`\`\`

</details>
`);
  });

  it('fits a comment, whatever there is to say', () => {
    const rows = Array.from({ length: 3000 }, (_, at) => row({ object: `deployment/web-${at}` }));
    for (const text of ['short\n', 'a line of text\n'.repeat(9000)]) {
      const said = OUTCOME_FORMATS.markdown(outcomes({ rows, text }));
      expect(said.length).toBeLessThan(65_536);
      expect(said).toContain('2980 more');
    }
    const long = OUTCOME_FORMATS.markdown(outcomes({ text: 'a line of text\n'.repeat(9000) }));
    expect(long.length).toBeLessThan(65_536);
    expect(long).toMatch(/… \d+ more lines\n```\n/);
  });

  it('takes nothing of an input for more than its text', () => {
    const hostile = '</details><b>x</b> [a](http://b) `c` | ``` \u001b[31m';
    const said = OUTCOME_FORMATS.markdown(
      outcomes({ answer: hostile, rows: [row({ object: hostile, says: hostile })], text: '```\n````\n' }),
    );
    expect(said.replace(/(`+).*?[^`]\1(?!`)/g, '')).not.toMatch(/<b>|<\/details><b/);
    expect(said).not.toContain('\u001b');
    expect(said).toContain('`````text\n```\n````\n`````');
  });
});

describe('junit', () => {
  it('has a case an object', () => {
    expect(OUTCOME_FORMATS.junit(outcomes())).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="kubeplan plan" tests="2" failures="1" errors="0">
  <testsuite name="kubeplan plan" tests="2" failures="1" errors="0">
    <testcase name="job/a" classname="a.yaml"><failure message="0/1 succeeded, stuck">web completes.</failure></testcase>
    <testcase name="deployment/web" classname="plan"><system-out>3/3 ready, complete after 4.2 s</system-out></testcase>
  </testsuite>
</testsuites>
`);
  });
});
