import type { Finding, Location, Severity } from '../api/finding.js';
import { append, largest } from '../api/lists.js';
import { listed } from '../api/text.js';
import type { LintResult } from '../lint/lint-documents.js';
import { standsInFile } from '../manifest/made-files.js';
import { type Alike, alike, meaningOf, namesItself } from './alike.js';
import { codeFrame } from './code-frame.js';
import { printable } from './inert.js';
import { ShownLines } from './shown-lines.js';
import { PLAIN, type Style } from './style.js';
import { summaryOf } from './summary.js';
import { displayWidth, PIPE_WIDTH, padEnd, wrap } from './width.js';

export interface FindingsTextOptions {
  style?: Style;
  /** Columns to lay out for. */
  width?: number;
  /** Says everything at each of its places. */
  verbose?: boolean;
}

/** More related places than this are counted instead of listed. */
const MOST_RELATED = 4;
/** What is said of more places than these is told of these, and the others are counted. */
const MOST_PLACES = 3;
/** A message is not squeezed into fewer columns than this: rather the line runs over. */
const NARROWEST_MESSAGE = 30;
const GAP = '  ';

const COLOURS: Record<Severity, (style: Style) => (text: string) => string> = {
  error: (style) => style.red,
  warning: (style) => style.yellow,
  info: (style) => style.cyan,
};

/** The widths that the findings of one file share. */
interface Layout {
  style: Style;
  width: number;
  place: number;
  severity: number;
  message: number;
}

/**
 * Findings for people: by file, each with its place, what is wrong, the rule, the lines of the text and what the API
 * server says of it. `texts` are the sources by file name; `hidden` the places of them that must not be shown.
 */
export function findingsText(
  findings: readonly Finding[],
  texts: ReadonlyMap<string, string>,
  hidden: readonly Location[],
  { style = PLAIN, width = PIPE_WIDTH, verbose = false }: FindingsTextOptions = {},
): string {
  const out: string[] = [];
  const severity = largest(
    findings.map((finding) => finding.severity.length),
    0,
  );
  const secrets = byFile(hidden, (place) => place);
  const told = verbose ? findings.map((finding) => ({ finding, others: [] })) : alike(findings, meaningOf);
  for (const [file, all] of byFile(told, ({ finding }) => finding.location)) {
    const group = all.map(({ finding }) => finding);
    const place = largest(group.map(({ location }) => placeText(location).length));
    const layout: Layout = {
      style,
      width,
      place,
      severity,
      message: messageWidth(group, width, place, severity),
    };
    const text = texts.get(file);
    const lines = text === undefined ? undefined : new ShownLines(text, secrets.get(file));
    out.push(style.bold(printable(file === '-' ? 'standard input' : file)));
    let framed = false;
    for (const [index, one] of all.entries()) {
      const block = [...findingBlock(one.finding, lines, layout), ...otherPlaces(one, layout)];
      // Findings with a picture stand apart, bare ones close together.
      if (index > 0 && (framed || block.length > 1)) out.push('');
      framed = block.length > 1;
      for (const line of block) out.push(line);
    }
    out.push('');
  }
  return out.length === 0 ? '' : `${out.join('\n')}\n`;
}

function byFile<T>(all: readonly T[], placeOf: (one: T) => Location): Map<string, T[]> {
  const files = new Map<string, T[]>();
  for (const one of all) {
    const { file } = placeOf(one);
    const known = files.get(file);
    if (known) known.push(one);
    else files.set(file, [one]);
  }
  return files;
}

function placeText({ start }: Location): string {
  return `${start.line}:${start.column}`;
}

function labelOf({ rule, fix, location }: Finding): string {
  return fix && standsInFile(location.file) ? `${rule}  fixable` : rule;
}

/** The column of messages is as wide as the widest one, and as the rules beside it leave room for. */
function messageWidth(group: readonly Finding[], width: number, place: number, severity: number): number {
  const before = 2 + place + GAP.length + severity + GAP.length;
  const labels = largest(group.map((finding) => labelOf(finding).length));
  const widest = largest(group.map(({ message }) => displayWidth(printable(message))));
  return Math.min(widest, Math.max(NARROWEST_MESSAGE, width - before - labels - GAP.length));
}

function findingBlock(
  finding: Finding,
  /** The text around it; undefined of a file whose text is not shown. */
  lines: ShownLines | undefined,
  layout: Layout,
): string[] {
  const { style, width } = layout;
  const colour = COLOURS[finding.severity](style);
  const indent = ' '.repeat(2 + layout.place + GAP.length);
  const out = headLines(finding, colour, layout);
  const notes = [finding.hint, ...relatedNotes(finding)].filter((note) => note !== undefined);
  if (!lines || finding.severity === 'info' || finding.rule.startsWith('input/')) {
    for (const note of notes)
      append(
        out,
        wrap(printable(note), width - indent.length).map((line) => indent + line),
      );
    return out;
  }
  const frame = codeFrame(lines, finding.location, {
    style,
    width: width - indent.length,
    label: printable(notes.join('   ')),
    colour,
  });
  append(
    out,
    frame.map((line) => indent + line),
  );
  const words = serverWords(finding);
  // Where the server's words are the message there is nothing to add.
  if (words !== undefined && words !== finding.message) {
    const said = wrap(printable(words), width - indent.length - 8);
    said.forEach((line, at) => {
      out.push(`${indent}${style.dim(at === 0 ? 'server  ' : '        ')}${line}`);
    });
  }
  return out;
}

/** `also  115:32, 186:32, b.yaml:30:7 and 33 more`. */
function otherPlaces({ finding, others }: Alike, { place, width, style }: Layout): string[] {
  if (others.length === 0) return [];
  const named = namesItself(finding) ? nameOf(finding) : undefined;
  const shown = others.slice(0, MOST_PLACES).map((other) => {
    const file = other.location.file === finding.location.file ? '' : `${other.location.file}:`;
    const name = named === undefined || nameOf(other) === named ? '' : `${nameOf(other)} `;
    return `${name}${file}${placeText(other.location)}`;
  });
  const more = others.length - shown.length;
  const all = listed(more > 0 ? [...shown, `${more} more (--verbose lists them)`] : shown);
  const indent = ' '.repeat(2 + place + GAP.length);
  const lines = wrap(printable(all), width - indent.length - 6);
  return lines.map((line, at) => `${indent}${style.dim(at === 0 ? 'also  ' : '      ')}${line}`);
}

function nameOf({ object }: Finding): string {
  return object ? `${object.kind} ${object.name}` : '';
}

function serverWords({ server }: Finding): string | undefined {
  return server && `${server.field ? `${server.field}: ` : ''}${server.message}`;
}

/** Place, severity, message and rule; a long message goes on below itself. */
function headLines(finding: Finding, colour: (text: string) => string, layout: Layout): string[] {
  const { style } = layout;
  const place = padEnd(placeText(finding.location), layout.place);
  const severity = colour(padEnd(finding.severity, layout.severity));
  const before = `${GAP}${place}${GAP}${severity}${GAP}`;
  const [first = '', ...rest] = wrap(printable(finding.message), layout.message);
  const label = style.dim(labelOf(finding));
  const indent = ' '.repeat(displayWidth(before));
  return [
    `${before}${padEnd(style.bold(first), layout.message)}${GAP}${label}`,
    ...rest.map((line) => indent + style.bold(line)),
  ];
}

/** The other places, in the fewest words: `selector: 12:9`, with the file where it is another one. */
function relatedNotes({ related = [], location }: Finding): string[] {
  const here = location.file;
  const notes = related
    .slice(0, MOST_RELATED)
    .map(
      ({ message, location: at }) => `${message}: ${at.file === here ? '' : `${at.file}:`}${placeText(at)}`,
    );
  const more = related.length - MOST_RELATED;
  return more > 0 ? [...notes, `and ${more} more`] : notes;
}

/** What linting came to, for people: the findings, then one line that sums up. */
export function lintText(
  result: LintResult,
  texts: ReadonlyMap<string, string>,
  options: FindingsTextOptions & { next?: string } = {},
): string {
  const { scope, counts, rest } = summaryOf(result, options.style);
  const next = options.next ? `  ${options.next}` : '';
  const { findings, hidden, version, versions = [version] } = result;
  const line = [`${scope}, Kubernetes ${listed(versions)}: ${counts}`, ...rest].join('; ');
  return `${findingsText(findings, texts, hidden, options)}${line}.${next}\n`;
}
