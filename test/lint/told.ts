import type { Finding, Location } from '../../src/api/finding.js';
import { type LintResult, lint } from '../../src/lint/lint.js';
import type { LintOptions } from '../../src/lint/options.js';
import type { Source } from '../../src/manifest/document.js';

export const sources = (texts: Readonly<Record<string, string>>): Source[] =>
  Object.entries(texts).map(([file, text]) => ({ file, text }));

function place({ file, start, end }: Location): string {
  const last = end.line === start.line ? `${end.column}` : `${end.line}:${end.column}`;
  return `${file}:${start.line}:${start.column}-${last}`;
}

/** All that a finding holds, one thing a line; what a fix writes beside where. */
export function told(finding: Finding, object = true): string[] {
  const { rule, severity, message, location, hint, server, related = [], fix, path } = finding;
  const ref = finding.object;
  const of = ref && `${ref.apiVersion} ${ref.kind} ${ref.namespace ? `${ref.namespace}/` : ''}${ref.name}`;
  return [
    `${place(location)} ${severity} ${rule}: ${message}`,
    ...(object && of !== undefined ? [`  of ${of}: ${path?.join(' ')}`] : []),
    ...(hint === undefined ? [] : [`  hint: ${hint}`]),
    ...(server
      ? [`  server${server.type ? ` ${server.type}` : ''}: ${server.field} | ${server.message}`]
      : []),
    ...related.map((other) => `  related: ${place(other.location)} ${other.message}`),
    ...(fix ? [`  fix: ${fix.title}`] : []),
    ...(fix?.edits ?? []).map((edit) => `    ${place(edit.location)} ${JSON.stringify(edit.text)}`),
  ];
}

/** All that lint says of texts. */
export function toldOf(texts: Readonly<Record<string, string>>, options: LintOptions = {}): string[] {
  return lint(sources(texts), options).findings.flatMap((finding) => told(finding));
}

/** The texts that a result hides, each on its own. */
export function hiddenOf(result: LintResult, text: string): string[] {
  return result.hidden.map(({ start, end }) => text.slice(start.offset, end.offset));
}
