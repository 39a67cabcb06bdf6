import { placeText } from '../../api/finding.js';
import { append } from '../../api/lists.js';
import { listed, numbered } from '../../api/text.js';
import { type Alike, alike, meaningOf } from '../alike.js';
import { docsUrl } from '../links.js';
import { details, inlineCode, MARKER, MOST_CHARACTERS, markdownTable, plainMarkdown } from '../markdown.js';
import { fileNameOf, objectName } from '../said.js';
import { summaryOf } from '../summary.js';
import type { LintFormat } from './format.js';

const SIGNS = { error: '✗', warning: '⚠', info: 'ℹ' } as const;
/** So many findings stand open; the others are folded. */
const MOST_OPEN = 10;
/** For what stands around the table. */
const SPARE = 500;

/** For a comment on a pull request: what it comes to first, then what is worst, the rest folded. */
export const markdown: LintFormat = ({ result }) => {
  const { findings, version, versions = [version] } = result;
  const { counts, scope, rest } = summaryOf(result);
  const head = [MARKER, `**kubeplan** · Kubernetes ${listed(versions)} · ${counts} in ${scope}`, ''];
  const told = alike(findings, meaningOf);
  const worst = told.sort((a, b) => RANK[a.finding.severity] - RANK[b.finding.severity]);
  const open = worst.slice(0, MOST_OPEN);
  const folded = worst.slice(MOST_OPEN);
  const end = rest.length === 0 ? [] : [`<sub>${plainMarkdown(rest.join('; '))}</sub>`, ''];
  const room = MOST_CHARACTERS - end.join('\n').length - SPARE;
  const out = [...head, ...(open.length > 0 ? [...table(open), ''] : [])];
  const rows = fitting(folded, room - out.join('\n').length);
  if (rows.length > 0) append(out, details(numbered(folded.length, 'more finding'), table(rows)));
  if (rows.length < folded.length) {
    out.push(`${numbered(folded.length - rows.length, 'finding')} more than fit here.`, '');
  }
  return `${[...out, ...end].join('\n').trimEnd()}\n`;
};

const RANK = { error: 0, warning: 1, info: 2 };

/** As many of the first ones as there is room for. */
function fitting(findings: readonly Alike[], room: number): Alike[] {
  let left = room;
  const fits = (finding: Alike) => {
    left -= row(finding).join(' | ').length + 8;
    return left > 0;
  };
  const end = findings.findIndex((finding) => !fits(finding));
  return findings.slice(0, end < 0 ? findings.length : end);
}

function table(findings: readonly Alike[]): string[] {
  return markdownTable(['', 'where', 'object', 'what is wrong'], findings.map(row));
}

function row({ finding, others }: Alike): string[] {
  const { rule, severity, message, hint, location, object, server } = finding;
  const said = [`${plainMarkdown(message)} ([${rule}](${docsUrl(rule)}))`];
  if (hint !== undefined) said.push(plainMarkdown(hint));
  if (server && server.message !== message) {
    said.push(`API server: ${inlineCode(`${server.field ? `${server.field}: ` : ''}${server.message}`)}`);
  }
  const place = placeText({ ...location, file: fileNameOf(location.file) });
  const where = others.length === 0 ? inlineCode(place) : `${inlineCode(place)}<br>and ${others.length} more`;
  return [SIGNS[severity], where, object ? plainMarkdown(objectName(object)) : '', said.join('<br>')];
}
