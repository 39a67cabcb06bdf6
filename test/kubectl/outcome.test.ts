import { describe, expect, it } from 'vitest';
import type { FieldError } from '../../src/api/field-error.js';
import type { Status } from '../../src/apiserver/request.js';
import { exitCode, type Outcome, outcomeText, printedRefusal } from '../../src/kubectl/outcome.js';

const error = (field: string): FieldError => ({
  type: 'FieldValueInvalid',
  field,
  path: [field],
  message: 'Invalid value: 1: no',
});
const no = (reason: string): Status => ({ code: 403, reason, message: 'no' });
const invalid = (details?: Status['details'], ...fields: string[]): Status => ({
  code: 422,
  reason: 'Invalid',
  message: 'all of it',
  errors: fields.map(error),
  ...(details && { details }),
});

describe('a refusal as kubectl prints it', () => {
  it.each<[Status, created: string, patched: string]>([
    [
      no('Forbidden'),
      'Error from server (Forbidden): error when creating "STDIN": no',
      'Error from server (Forbidden): no',
    ],
    [no(''), 'Error from server: no', 'Error from server: no'],
    [invalid(), 'The request is invalid: all of it', 'The request is invalid: all of it'],
    [
      invalid({ kind: '', name: '' }),
      'The request is invalid: all of it',
      'The request is invalid: all of it',
    ],
    [
      invalid({ kind: 'Pod', name: '' }),
      'The Pod "" is invalid: all of it',
      'The Pod "" is invalid: all of it',
    ],
    [
      invalid({ kind: '', name: 'p' }, 'a', 'a'),
      'The  "p" is invalid: a: Invalid value: 1: no',
      'The  "p" is invalid: a: Invalid value: 1: no',
    ],
    [
      invalid({ kind: 'Pod', name: 'p' }, 'a', 'b', 'a'),
      'The Pod "p" is invalid: \n* a: Invalid value: 1: no\n* b: Invalid value: 1: no',
      'The Pod "p" is invalid: \n* a: Invalid value: 1: no\n* b: Invalid value: 1: no',
    ],
  ])('%j', (status, created, patched) => {
    expect(printedRefusal(status, { doing: 'creating' })).toBe(created);
    expect(printedRefusal(status, { doing: 'patching' })).toBe(patched);
    expect(printedRefusal(status)).toBe(patched);
  });

  it('names the file that an object came from', () => {
    expect(printedRefusal(no('Forbidden'), { source: 'a.yaml', doing: 'creating' })).toBe(
      'Error from server (Forbidden): error when creating "a.yaml": no',
    );
  });
});

describe('all that a command prints', () => {
  it.each<[string, Outcome, text: string, exitCode: number]>([
    ['done', { word: 'scaled', warnings: [], changed: true }, 'd/web scaled', 0],
    [
      'kubectl’s own warnings, then the server’s',
      { word: 'configured', warnings: ['b'], advice: ['a'], changed: true },
      'Warning: a\nWarning: b\nd/web configured',
      0,
    ],
    ['kubectl’s no', { error: 'not so', warnings: [], changed: false }, 'error: not so', 1],
    [
      'the server’s no, with its warnings',
      { refusal: no('Forbidden'), warnings: ['w'], changed: false },
      'Warning: w\nError from server (Forbidden): no',
      1,
    ],
    ['nothing to do, nothing to say', { warnings: [], changed: false }, '', 0],
  ])('%s', (_name, outcome, text, code) => {
    expect(outcomeText(outcome, 'd/web')).toBe(text);
    expect(exitCode(outcome)).toBe(code);
  });
});
