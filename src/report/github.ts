import type { Finding } from '../api/finding.js';

/** Severities in the words of workflow commands. */
const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' };

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/**
 * Findings as workflow commands that GitHub shows beside the lines of a pull request
 * (docs.github.com: "Workflow commands for GitHub Actions"). One line each.
 */
export function githubReport(findings: readonly Finding[]): string {
  return findings.map((finding) => `${command(finding)}\n`).join('');
}

function command({ rule, severity, message, hint, location, server }: Finding): string {
  const { file, start, end } = location;
  const properties: [string, string | number][] = [
    // A place in standard input is nothing that GitHub could show.
    ...(file === '-' ? [] : [['file', file.replaceAll('\\', '/')] as [string, string]]),
    ['line', start.line],
    ['col', start.column],
    ['endLine', end.line],
    ['endColumn', end.column],
    ['title', rule],
  ];
  const text = [hint === undefined ? message : `${message} (${hint})`];
  if (server) text.push(`API server: ${server.field ? `${server.field}: ` : ''}${server.message}`);
  const list = properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',');
  return `::${COMMANDS[severity]} ${list}::${escapeData(text.join('\n'))}`;
}
