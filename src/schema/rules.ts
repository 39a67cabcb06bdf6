import type { RuleData } from '../api/finding.js';

/** The rule of what is said of documents that are no objects for an API server. */
export const NO_OBJECT: RuleData = {
  name: 'input/no-object',
  severity: 'info',
  summary: 'Nothing in a file is a Kubernetes object.',
};
