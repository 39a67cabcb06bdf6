/** The formats of `kubeplan lint`, by the name that `--format` takes. */
import { lintJson } from '../findings-json.js';
import { githubReport } from '../github.js';
import type { LintFormat } from './format.js';
import { text } from './text.js';

export const LINT_FORMATS = {
  text,
  json: ({ result }) => lintJson(result),
  github: ({ result }) => githubReport(result.findings),
} satisfies Record<string, LintFormat>;
