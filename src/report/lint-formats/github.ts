import type { Finding } from '../../api/finding.js';
import { numbered } from '../../api/text.js';
import { inertText } from '../inert.js';
import { findingText, placeForPrograms } from '../said.js';
import type { LintFormat } from './format.js';

/** Severities in the words of workflow commands. */
const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' };
const RANK = { error: 0, warning: 1, info: 2 };
/** GitHub shows no more of a step. */
const MOST_SHOWN = 10;

function escapeData(text: string): string {
  return inertText(text).replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/**
 * Findings as workflow commands that GitHub shows beside the lines of a pull request
 * (docs.github.com: "Workflow commands for GitHub Actions"): the worst ten, one line each, and a line for how many more
 * there are. The summary of the step has them all.
 */
export const github: LintFormat = ({ result: { findings } }) => {
  const worst = [...findings].sort((a, b) => RANK[a.severity] - RANK[b.severity]).slice(0, MOST_SHOWN);
  const shown = findings.filter((finding) => worst.includes(finding));
  const more = findings.length - shown.length;
  const rest = more > 0 ? [`${numbered(more, 'more finding')}: the summary of the step lists them`] : [];
  return [...shown.map(command), ...rest].map((line) => `${line}\n`).join('');
};

function command(finding: Finding): string {
  const { file, start, end } = placeForPrograms(finding.location);
  const properties: [string, string | number][] = [
    // A place in standard input is nothing that GitHub could show.
    ...(finding.location.file === '-' ? [] : [['file', file] as [string, string]]),
    ['line', start.line],
    ['col', start.column],
    ['endLine', end.line],
    ['endColumn', end.column],
    ['title', finding.rule],
  ];
  const list = properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',');
  return `::${COMMANDS[finding.severity]} ${list}::${escapeData(findingText(finding))}`;
}
