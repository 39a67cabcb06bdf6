import type { Finding, Location } from '../api/finding.js';
import { fieldPath } from '../api/json.js';
import type { LintResult } from '../lint/lint-documents.js';
import { alike, wordsInFile } from './alike.js';
import { jsonText } from './inert.js';
import { shownFix } from './said.js';

/** The name and version of the shape; documented in docs/json.md. Fields may be added within a version. */
const LINT_FORMAT = 'kubeplan.lint/1';

/** A place without offsets: lines and columns count from 1, the end is exclusive. */
function place({ file, start, end }: Location) {
  return {
    file,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}

/** One finding as JSON tells it. A fix that writes anew what must not be shown is not told. */
export function findingJson(finding: Finding, hidden: readonly Location[] = []) {
  const { rule, severity, message, hint, location, object, path, related, server, key, ignored, versions } =
    finding;
  const fix = shownFix(finding, hidden);
  return {
    rule,
    severity,
    message,
    ...(hint !== undefined && { hint }),
    location: place(location),
    ...(object && { object }),
    ...(path && { path: fieldPath(path) }),
    ...(related &&
      related.length > 0 && {
        related: related.map((other) => ({ message: other.message, location: place(other.location) })),
      }),
    ...(server && { server }),
    ...(versions && { versions }),
    ...(key !== undefined && { key }),
    ...(ignored && {
      ignored: { ...ignored, ...(ignored.location && { location: place(ignored.location) }) },
    }),
    ...(fix && {
      fix: {
        title: fix.title,
        edits: fix.edits.map(({ location: at, text }) => ({ location: place(at), text })),
      },
    }),
  };
}

/** Another place of what a finding says. */
function placeJson({ location, object, path, fix }: ReturnType<typeof findingJson>) {
  return { location, ...(object && { object }), ...(path && { path }), ...(fix && { fix }) };
}

/** What linting came to, as one JSON text (kubeplan.lint/1). */
export function lintJson(result: LintResult): string {
  const {
    counts,
    findings,
    files,
    objects,
    version,
    notKnown,
    leftOut,
    hidden,
    ignored,
    gone,
    excluded = 0,
    shard,
  } = result;
  const report = {
    format: LINT_FORMAT,
    kubernetes: version,
    ...(result.versions && { versions: result.versions }),
    ...(shard && { shard }),
    summary: {
      files,
      objects,
      ...(excluded > 0 && { excluded }),
      errors: counts.error,
      warnings: counts.warning,
      infos: counts.info,
      fixable: findings.filter(({ fix }) => fix).length,
    },
    notKnown,
    leftOut: leftOut.map(({ kind, location }) => ({ kind, location: place(location) })),
    findings: alike(findings, wordsInFile).map(({ finding, others }) => ({
      ...findingJson(finding, hidden),
      ...(others.length > 0 && { places: others.map((other) => placeJson(findingJson(other, hidden))) }),
    })),
    ...(ignored.length > 0 && { ignored: ignored.map((finding) => findingJson(finding, hidden)) }),
    ...(gone.length > 0 && { gone }),
  };
  return jsonText(report);
}
