import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/api/finding.js';
import { lintJson } from '../../src/report/findings-json.js';
import { findingsText } from '../../src/report/findings-text.js';
import { at, finding, result } from './findings.js';

const object = (kind: string, name: string) => ({ apiVersion: 'v1', kind, name });
const text = (findings: Finding[], verbose = false) =>
  findingsText(findings, new Map(), [], { width: 80, verbose }).trimEnd().split('\n');

const old = [1, 2, 3, 4, 5].map((line) =>
  finding({
    severity: 'warning',
    message: `list[${line}] is old`,
    location: at(line, 1, line > 2 ? 'b.yaml' : 'a.yaml'),
  }),
);
const guards = (kind: string, name: string, line: number) =>
  finding({
    severity: 'warning',
    message: `nothing guards ${kind} ${name}`,
    object: object(kind, name),
    location: at(line, 3),
  });

describe('what is said of several places', () => {
  it('is told once, with the first three of the others', () => {
    expect(text(old)).toEqual([
      'a.yaml',
      '  1:1  warning  list[1] is old  x/y',
      '       also  2:1, b.yaml:3:1, b.yaml:4:1 and 1 more (--verbose lists them)',
    ]);
    expect(text(old, true)).toHaveLength(8);
  });

  it('is the same whatever object is named, and names the others', () => {
    expect(text([guards('Deployment', 'a', 1), guards('StatefulSet', 'b', 7)])).toEqual([
      'a.yaml',
      '  1:3  warning  nothing guards Deployment a  x/y',
      '       also  StatefulSet b 7:3',
    ]);
  });

  it.each<[string, Partial<Finding>]>([
    ['another rule', { rule: 'x/z' }],
    ['another severity', { severity: 'warning' }],
    ['another hint', { hint: 'did you mean c?' }],
    ['another answer of the server', { server: { field: 'a', message: 'no' } }],
    ['another place that it has to do with', { related: [{ message: 'first', location: at(9, 1) }] }],
    ['a fix', { fix: { title: 'mend it', edits: [] } }],
  ])('is not the same with %s', (_what, rest) => {
    expect(
      text([finding({ location: at(1, 1) }), finding({ location: at(2, 1), ...rest })]).join('\n'),
    ).not.toContain('also');
  });

  it('is one finding in JSON for each file, with all its places', () => {
    const same = old.map((one) => ({ ...one, message: 'it is old' }));
    const { findings, summary } = JSON.parse(lintJson(result(0, 5, 0, { findings: same })));
    expect(summary.warnings).toBe(5);
    expect(findings).toMatchObject([
      { location: { file: 'a.yaml', line: 1 }, places: [{ location: { line: 2 } }] },
      {
        location: { file: 'b.yaml', line: 3 },
        places: [{ location: { line: 4 } }, { location: { line: 5 } }],
      },
    ]);
  });
});
