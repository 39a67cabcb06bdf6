/** The rules under which the API server's own refusals and warnings are told. */
import type { FieldErrorType } from '../../api/field-error.js';
import type { RuleData } from '../../api/finding.js';

const INVALID: RuleData = {
  name: 'server/invalid',
  severity: 'error',
  summary: 'The API server refuses a value.',
};

/** By the type of its error. */
export const SERVER_RULES: Readonly<Record<FieldErrorType, RuleData>> = {
  FieldValueRequired: {
    name: 'server/required',
    severity: 'error',
    summary: 'The API server asks for a value that is missing.',
  },
  FieldValueInvalid: INVALID,
  FieldValueTypeInvalid: INVALID,
  FieldValueDuplicate: {
    name: 'server/duplicate',
    severity: 'error',
    summary: 'The API server refuses a value given twice.',
  },
  FieldValueNotFound: {
    name: 'server/not-found',
    severity: 'error',
    summary: 'The API server does not find what a value names.',
  },
  FieldValueNotSupported: {
    name: 'server/unsupported',
    severity: 'error',
    summary: 'The API server does not know a value of a fixed list.',
  },
  FieldValueForbidden: {
    name: 'server/forbidden',
    severity: 'error',
    summary: 'The API server forbids a field or a value here.',
  },
  FieldValueTooLong: {
    name: 'server/too-long',
    severity: 'error',
    summary: 'The API server refuses a value that is too long.',
  },
  FieldValueTooMany: {
    name: 'server/too-many',
    severity: 'error',
    summary: 'The API server refuses a list with too many items.',
  },
  FieldValueTooShort: {
    name: 'server/too-short',
    severity: 'error',
    summary: 'The API server refuses a value that is too short.',
    page: 'rarer.md',
  },
  FieldValueTooFew: {
    name: 'server/too-few',
    severity: 'error',
    summary: 'The API server refuses a list with too few items.',
    page: 'rarer.md',
  },
  InternalError: {
    name: 'server/internal',
    severity: 'error',
    summary: 'The API server fails over a value.',
  },
};

/** What the server cannot even decode. */
export const UNREADABLE: RuleData = {
  name: 'server/unreadable',
  severity: 'error',
  summary: 'The API server cannot read a value.',
  page: 'rarer.md',
};

/** What it refuses as a whole. */
export const REFUSED: RuleData = {
  name: 'server/refused',
  severity: 'error',
  summary: 'The API server refuses the whole object.',
};

/** Of a workload that it takes: nobody would see why there are no pods. */
export const PODS_REFUSED: RuleData = {
  name: 'server/pods-refused',
  severity: 'error',
  summary: 'The API server takes the workload and refuses its pods.',
};

/** What it only warns of. */
export const WARNING: RuleData = {
  name: 'server/warning',
  severity: 'warning',
  summary: 'The API server takes the object, with a warning.',
};

/** Of rules under which nobody but the server speaks. */
export function isServerRule(name: string): boolean {
  return name.startsWith('server/');
}
