import { fingerprints } from '../fingerprints.js';
import { jsonText } from '../inert.js';
import { findingText, placeForPrograms } from '../said.js';
import type { LintFormat } from './format.js';

/** In the words of GitLab. */
const SEVERITIES = { error: 'major', warning: 'minor', info: 'info' } as const;

/** GitLab's code quality report (docs.gitlab.com, "Code Quality", "Code Quality report format"). */
export const gitlab: LintFormat = ({ result: { findings } }) => {
  const prints = fingerprints(findings);
  const issues = findings.map((finding, at) => {
    const { rule, severity } = finding;
    const location = placeForPrograms(finding.location);
    return {
      type: 'issue',
      description: findingText(finding),
      check_name: rule,
      fingerprint: prints[at],
      severity: SEVERITIES[severity],
      location: {
        path: location.file,
        lines: { begin: location.start.line, end: location.end.line },
      },
    };
  });
  return jsonText(issues);
};
