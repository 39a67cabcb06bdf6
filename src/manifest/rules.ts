/** The rules under which reading tells what is wrong with a text, and with a file. */
import type { RuleData } from '../api/finding.js';

/** Of texts. */
export const YAML_RULES = {
  syntax: {
    name: 'yaml/syntax',
    severity: 'error',
    summary: 'The text is not YAML as Kubernetes reads it.',
  },
  conflict: {
    name: 'yaml/conflict',
    severity: 'error',
    summary: 'A conflict of a merge was left in the text.',
  },
  duplicateKey: {
    name: 'yaml/duplicate-key',
    severity: 'error',
    summary: 'A key stands twice in one map.',
  },
  ignoredText: {
    name: 'yaml/ignored-text',
    severity: 'warning',
    summary: 'Text behind the end of a document, which Kubernetes ignores.',
  },
  notAnObject: {
    name: 'yaml/not-an-object',
    severity: 'error',
    summary: 'A document that is no map: a list, a text, a number.',
  },
  template: {
    name: 'yaml/template',
    severity: 'error',
    summary: 'The text is a template, not a manifest yet.',
  },
  depth: {
    name: 'yaml/depth',
    severity: 'error',
    summary: 'A document nested too deep for anyone to read.',
    page: 'rarer.md',
  },
} satisfies Record<string, RuleData>;

/** Of files. */
export const INPUT_RULES = {
  empty: {
    name: 'input/empty',
    severity: 'error',
    summary: 'A file without a document, or a folder without a manifest.',
  },
  notFound: {
    name: 'input/not-found',
    severity: 'error',
    summary: 'A path that leads to no file.',
    page: 'rarer.md',
  },
  unreadable: {
    name: 'input/unreadable',
    severity: 'error',
    summary: 'A file that cannot be read.',
    page: 'rarer.md',
  },
  notRendered: {
    name: 'input/not-rendered',
    severity: 'error',
    summary: 'A kustomization or a chart that cannot be rendered.',
    page: 'rarer.md',
  },
  special: {
    name: 'input/special',
    severity: 'info',
    summary: 'A pipe, a socket or a device among the files of a folder: it is not read.',
    page: 'rarer.md',
  },
  tooLarge: {
    name: 'input/too-large',
    severity: 'error',
    summary: 'A file that is larger than any manifest.',
    page: 'rarer.md',
  },
} satisfies Record<string, RuleData>;
