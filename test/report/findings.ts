/** Findings for the tests of what is told of them. */
import type { Finding, Location } from '../../src/api/finding.js';
import type { LintResult } from '../../src/lint/lint.js';

export const at = (line: number, column: number, file = 'a.yaml', length = 1): Location => ({
  file,
  start: { line, column, offset: 0 },
  end: { line, column: column + length, offset: length },
});
export const finding = (rest: Partial<Finding> = {}): Finding => ({
  rule: 'x/y',
  severity: 'error',
  message: 'it is wrong',
  location: at(2, 4),
  ...rest,
});

/** What linting came to: so many errors, warnings and remarks. */
export const result = (
  error: number,
  warning: number,
  info: number,
  rest: Partial<LintResult> = {},
): LintResult => ({
  version: '1.36',
  findings: [],
  counts: { error, warning, info },
  files: 1,
  objects: 2,
  notKnown: [],
  leftOut: [],
  failures: [],
  hidden: [],
  ignored: [],
  looked: [],
  gone: [],
  ...rest,
});
