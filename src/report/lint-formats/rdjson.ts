import type { Location, Position } from '../../api/finding.js';
import { jsonText } from '../inert.js';
import { docsUrl, HOME } from '../links.js';
import { fileNameOf, findingText, shownFix } from '../said.js';
import type { LintFormat } from './format.js';

const SEVERITIES = { error: 'ERROR', warning: 'WARNING', info: 'INFO' } as const;

/** Reviewdog's diagnostic format (github.com/reviewdog/reviewdog, proto/rdf): columns count bytes of UTF-8. */
export const rdjson: LintFormat = ({ result: { findings, hidden }, sources }) => {
  const texts = new Map(sources.map(({ file, text }) => [file, text]));
  const position = (file: string, { line, column, offset }: Position) => {
    const text = texts.get(file) ?? '';
    const before = text.slice(Math.max(0, offset - (column - 1)), offset);
    return { line, column: before.length === column - 1 ? Buffer.byteLength(before) + 1 : column };
  };
  const range = ({ file, start, end }: Location) => ({
    start: position(file, start),
    end: position(file, end),
  });
  return jsonText({
    source: { name: 'kubeplan', url: HOME },
    diagnostics: findings.map((finding) => {
      const { rule, severity, location, related = [] } = finding;
      const fix = shownFix(finding, hidden);
      return {
        message: findingText(finding),
        location: { path: fileNameOf(location.file), range: range(location) },
        severity: SEVERITIES[severity],
        code: { value: rule, url: docsUrl(rule) },
        ...(fix && {
          suggestions: fix.edits.map((edit) => ({ range: range(edit.location), text: edit.text })),
        }),
        ...(related.length > 0 && {
          relatedLocations: related.map((other) => ({
            message: other.message,
            location: { path: fileNameOf(other.location.file), range: range(other.location) },
          })),
        }),
      };
    }),
  });
};
