import { expect, it } from 'vitest';
import { findingJson, lintJson } from '../../src/report/findings-json.js';
import { at, finding, result } from './findings.js';

it('findings as data are whole, with what there is only', () => {
  const place = { file: 'a.yaml', line: 2, column: 4, endLine: 2, endColumn: 5 };
  const whole = finding({
    hint: 'h',
    object: { apiVersion: 'v1', kind: 'Pod', name: 'p' },
    path: ['spec', 'a', 0],
    related: [{ message: 'm', location: at(2, 4) }],
    server: { field: 'f', type: 'FieldValueInvalid', message: 's' },
    fix: { title: 't', edits: [{ location: at(2, 4), text: 'n' }] },
  });
  const text = lintJson(result(1, 0, 1, { findings: [whole, finding({ severity: 'info', related: [] })] }));
  expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  expect(JSON.parse(text)).toEqual({
    format: 'kubeplan.lint/1',
    notKnown: [],
    leftOut: [],
    kubernetes: '1.36',
    summary: { files: 1, objects: 2, errors: 1, warnings: 0, infos: 1, fixable: 1 },
    findings: [
      {
        rule: 'x/y',
        severity: 'error',
        message: 'it is wrong',
        hint: 'h',
        location: place,
        object: { apiVersion: 'v1', kind: 'Pod', name: 'p' },
        path: 'spec.a[0]',
        related: [{ message: 'm', location: place }],
        server: { field: 'f', type: 'FieldValueInvalid', message: 's' },
        fix: { title: 't', edits: [{ location: place, text: 'n' }] },
      },
      { rule: 'x/y', severity: 'info', message: 'it is wrong', location: place },
    ],
  });
  expect(findingJson(finding({ hint: '' }))).toMatchObject({ hint: '' });
});

it('a fix that would write a secret anew is not told', () => {
  const fixed = finding({ fix: { title: 't', edits: [{ location: at(2, 4), text: 'n' }] } });
  const hidden = [at(2, 4)];
  expect(findingJson(fixed, hidden)).toEqual(findingJson(finding()));
  expect(findingJson(fixed, [at(2, 4, 'b.yaml')])).toHaveProperty('fix');
  expect(JSON.parse(lintJson(result(1, 0, 0, { findings: [fixed], hidden })))).toMatchObject({
    summary: { fixable: 1 },
    findings: [{ rule: 'x/y', severity: 'error', message: 'it is wrong' }],
  });
});
