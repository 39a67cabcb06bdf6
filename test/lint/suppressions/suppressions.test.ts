import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lint } from '../../../src/lint/lint.js';
import { type Suppression, Suppressions } from '../../../src/lint/suppressions/suppression.js';
import { writtenRules } from '../../../src/lint/suppressions/written.js';

const RULES = { 'images/latest-tag': 'on', 'resources/no-memory-limit': 'on' } as const;

/** What is said of a text with two rules of practice turned on: `12 images/latest-tag`, and what is ignored. */
function say(text: string, more: object = {}) {
  const { findings, ignored } = lint([{ file: 'web.yaml', text }], { rules: RULES, ...more });
  const line = ({ rule, location }: (typeof findings)[number]) => `${location.start.line} ${rule}`;
  return {
    told: findings.map(line),
    ignored: ignored.map((one) => `${line(one)}${one.ignored?.reason ? `: ${one.ignored.reason}` : ''}`),
    messages: findings.map(({ message }) => message),
  };
}

const pods = (first: string, second = 'db') => `${first}apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: web
      image: web
---
apiVersion: v1
kind: Pod
metadata: {name: ${second}}
spec:
  containers:
    - name: db
      image: db
`;
const LATEST = 'images/latest-tag';

describe('a suppression in a comment', () => {
  it('on a line holds for it and what it leads to', () => {
    const text = pods('').replace(
      'image: web',
      `image: web # kubeplan-ignore ${LATEST}: pinned by the mirror`,
    );
    expect(say(text, { only: [LATEST] })).toEqual({
      told: [`15 ${LATEST}`],
      ignored: [`7 ${LATEST}: pinned by the mirror`],
      messages: expect.anything(),
    });
    const above = pods('').replace(
      '    - name: web',
      `    # kubeplan-ignore ${LATEST}: mirror\n    - name: web`,
    );
    expect(say(above, { only: [LATEST] })).toMatchObject({
      told: [`16 ${LATEST}`],
      ignored: [`8 ${LATEST}: mirror`],
    });
    const list = pods('').replace(
      '  containers:\n    - name: web\n      image: web',
      `  containers: # kubeplan-ignore ${LATEST}\n  - name: web\n\n    image: web`,
    );
    expect(say(list, { only: [LATEST] })).toMatchObject({ told: [`16 ${LATEST}`], ignored: [`8 ${LATEST}`] });
    const next = pods('').replace(
      '      image: web',
      `      image: web\n    # kubeplan-ignore ${LATEST}: mirror\n    - {name: b, image: b}`,
    );
    expect(say(next, { only: [LATEST] }).ignored).toEqual([`9 ${LATEST}: mirror`]);
  });

  it('above an object holds for all of it', () => {
    const rules = `${LATEST}, resources/no-memory-limit`;
    expect(say(pods(`# about this\n# kubeplan-ignore ${rules}: a toy\n\n`))).toMatchObject({
      told: [`18 ${LATEST}`, '17 resources/no-memory-limit'].reverse(),
      ignored: expect.arrayContaining([`10 ${LATEST}: a toy`]),
    });
  });

  it('for a file holds wherever it stands', () => {
    expect(say(`${pods('')}# kubeplan-ignore-file images/*: later\n`, { only: [LATEST] })).toMatchObject({
      told: [],
      ignored: [`7 ${LATEST}: later`, `15 ${LATEST}: later`],
    });
  });

  it('in a value is none', () => {
    const script = `apiVersion: v1
kind: ConfigMap
metadata: {name: a}
data:
  a.sh: |
    # kubeplan-ignore ${LATEST}: of the script
  b: "x # kubeplan-ignore ${LATEST}: y"
  c: d # kubeplan-ignore yaml/odd-character: a comment
`;
    expect(say(script)).toMatchObject({ told: ['8 suppressions/unused'], ignored: [] });
  });

  it('does not silence what could not be read', () => {
    expect(say('# kubeplan-ignore-file yaml/*: no\na: [\n').told).toContain('2 yaml/syntax');
  });

  it('says nothing of other places of the same cause', () => {
    const reference = (name: string, comment = '') => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop}
spec:
  containers: [{name: a, image: 'a:1', envFrom: [{configMapRef: {name: gone}}]}]${comment}
---
`;
    const text =
      reference('a', ' # kubeplan-ignore references/missing-object: made by hand') + reference('b');
    const said = say(text, { closedWorld: true, only: ['references/missing-object'] });
    expect(said).toMatchObject({
      told: ['11 references/missing-object'],
      ignored: ['5 references/missing-object: made by hand'],
    });
  });
});

describe('a suppression in an annotation', () => {
  it('holds for its object', () => {
    const annotated = (value: string) =>
      pods('').replace('{name: web}', `{name: web, annotations: {kubeplan.dev/ignore: "${value}"}}`);
    expect(say(annotated(`${LATEST}: mirror; resources/*: a toy`))).toMatchObject({
      told: ['14 resources/no-memory-limit', `15 ${LATEST}`],
      ignored: ['6 resources/no-memory-limit: a toy', `7 ${LATEST}: mirror`],
    });
    expect(say(annotated(''), { only: ['suppressions/unknown-rule'] }).messages).toEqual([
      'this suppression names no rule',
    ]);
  });
});

describe('a suppression that is wrong', () => {
  const only = ['suppressions/unused', 'suppressions/unknown-rule', 'suppressions/no-reason'];

  it.each([
    [
      'images/latest: x',
      '1 suppressions/unknown-rule',
      'unknown rule images/latest, did you mean images/latest-tag?',
    ],
    ['imagez/*: x', '1 suppressions/unknown-rule', 'no rule is called imagez/*'],
    [': x', '1 suppressions/unknown-rule', 'this suppression names no rule'],
    ['', '1 suppressions/unknown-rule', 'this suppression names no rule'],
  ])('%s', (written, told, message) => {
    expect(say(pods(`# kubeplan-ignore ${written}\n`), { only })).toMatchObject({
      told: [told],
      messages: [message],
    });
  });

  it.each([
    [1000, ', did you mean images/latest-tag?'],
    [1001, ''],
  ])('of %d different names', (count, near) => {
    const comments = Array.from({ length: count }, (_, i) => `# kubeplan-ignore images/latest-tg${i}: x\n`);
    expect(say(pods(comments.join('')), { only }).messages.slice(0, 1)).toEqual([
      `unknown rule images/latest-tg0${near}`,
    ]);
  });

  it('is of no use, which shows only where its rule is run', () => {
    const unused = pods('# kubeplan-ignore api/removed: x\n');
    expect(say(unused).told).toContain('1 suppressions/unused');
    expect(say(pods('# kubeplan-ignore images/pull-policy: x\n'), { set: 'default' }).told).not.toContain(
      '1 suppressions/unused',
    );
    expect(say(unused, { rules: { 'suppressions/unused': 'off' } }).told).not.toContain(
      '1 suppressions/unused',
    );
  });

  it('does not say why where it has to', () => {
    const text = pods(`# kubeplan-ignore ${LATEST}\n`);
    expect(say(text).told.filter((one) => one.includes('suppressions'))).toEqual([]);
    expect(say(text, { requireReason: true }).told).toContain('1 suppressions/no-reason');
  });
});

describe('writtenRules', () => {
  it.each([
    ['a/b: why', [['a/b', 'why']]],
    [
      ' a/b, c/* : why: because',
      [
        ['a/b', 'why: because'],
        ['c/*', 'why: because'],
      ],
    ],
    ['a/b why', [['a/b', 'why']]],
    ['a/b', [['a/b', '']]],
    ['*', [['*', '']]],
    ['a/***: why', [['a/*', 'why']]],
    [': why', []],
    ['', []],
  ])('%s', (text, expected) => {
    expect(writtenRules(text).map(({ rule, reason }) => [rule, reason])).toEqual(expected);
    for (const { rule, start, end } of writtenRules(text))
      expect(text.slice(start, end).replace('***', '*')).toBe(rule);
  });
});

describe('Suppressions', () => {
  const place = (offset: number) => ({ line: 1, column: 1, offset });

  it('takes the innermost of all that name the rule; of those for the same part the last one', () => {
    const at = { file: 'a', start: place(0), end: place(0) };
    const one = (rule: string, start: number, end: number): Suppression => ({
      rule,
      reason: '',
      at,
      start,
      end,
    });
    const [whole, part, again, inner] = [
      one('a/*', 0, 90),
      one('a/b', 10, 20),
      one('a/b', 10, 20),
      one('*', 12, 14),
    ];
    const suppressions = new Suppressions([whole, part, again, inner]);
    const found = (offset: number) =>
      suppressions.find('a/b', { file: 'a', start: place(offset), end: place(offset) });
    expect([11, 13, 19, 20, 89, 90].map(found)).toEqual([again, inner, again, whole, whole, undefined]);
    expect(suppressions.unused()).toEqual([part]);
  });

  const range = fc
    .tuple(fc.nat(40), fc.nat(12))
    .map(([start, length]) => ({ start, end: start + length + 1 }));

  it('finds whatever holds for a place', () => {
    // Parts of a text lie within each other or apart, as its blocks do.
    const nested = fc
      .array(range, { maxLength: 12 })
      .map((ranges) =>
        ranges.filter((one, at) =>
          ranges
            .slice(0, at)
            .every(
              (other) =>
                one.end <= other.start ||
                other.end <= one.start ||
                (one.start >= other.start && one.end <= other.end) ||
                (other.start >= one.start && other.end <= one.end),
            ),
        ),
      );
    fc.assert(
      fc.property(nested, fc.nat(50), (ranges, offset) => {
        const at = { file: 'a', start: place(0), end: place(0) };
        const all = ranges.map((one): Suppression => ({ rule: 'a/b', reason: '', at, ...one }));
        const found = new Suppressions(all).find('a/b', {
          file: 'a',
          start: place(offset),
          end: place(offset),
        });
        expect(found !== undefined).toBe(all.some(({ start, end }) => start <= offset && offset < end));
      }),
    );
  });
});
