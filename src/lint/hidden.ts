import { credentialComments, credentialLines } from '../api/credential-lines.js';
import { credentialRanges } from '../api/credential-ranges.js';
import type { Finding, Location } from '../api/finding.js';
import { hider, secretTexts, withoutTexts } from '../api/hidden.js';
import { merged, type Range } from '../api/ranges.js';
import { type Hidden, hiddenIn } from '../api/secrets.js';
import type { Document, ReadResult, Source } from '../manifest/document.js';
import { Lines } from '../manifest/lines.js';

/** Places of the texts that must not be shown. */
export function hiddenPlaces(sources: readonly Source[], read: ReadResult): Location[] {
  const documents = byFile(read.documents);
  // A text that could not be read has no values to go by.
  const unread = new Set(read.findings.map(({ location }) => location.file));
  return sources.flatMap(({ file, text }) => {
    const lines = new Lines(file, text);
    const places = (documents.get(file) ?? []).flatMap((document) =>
      hiddenIn(document.value).flatMap((hidden) => placesOf(document, hidden, lines)),
    );
    const ranges = unread.has(file)
      ? [...credentialLines(text), ...credentialRanges(text)]
      : credentialComments(text);
    const known = new Set(places.map(keyOf));
    const others = merged(ranges).flatMap(({ start, end }) => byLine(lines, start, end));
    return [...places, ...others.filter((place) => !known.has(keyOf(place)))];
  });
}

function keyOf({ start, end }: Location): string {
  return `${start.offset}-${end.offset}`;
}

function byFile(documents: readonly Document[]): Map<string, Document[]> {
  const files = new Map<string, Document[]>();
  for (const document of documents) {
    const known = files.get(document.file);
    if (known) known.push(document);
    else files.set(document.file, [document]);
  }
  return files;
}

/** A range of the text, a place for each line of it. */
function byLine(lines: Lines, start: number, end: number): Location[] {
  const found: Location[] = [];
  for (let at = start; at < end; ) {
    const line = lines.lineAt(at);
    const to = Math.min(end, line.end);
    if (at < to) found.push(lines.location(at, to));
    at = Math.max(to, at);
    while (at < end && (lines.text[at] === '\r' || lines.text[at] === '\n')) at += 1;
  }
  return found;
}

/** Where a hidden value is written: the hidden parts of it if the text has them as they are, else all of it. */
function placesOf(document: Document, { path, value, ranges }: Hidden, lines: Lines): Location[] {
  const whole = document.locate(path);
  if (!ranges || typeof value !== 'string') return [whole];
  const written = writtenAt(value, lines.text.slice(whole.start.offset, whole.end.offset));
  if (!written) return [whole];
  const offset = whole.start.offset;
  return ranges.flatMap((range) =>
    written(range).flatMap(({ start, end }) => byLine(lines, offset + start, offset + end)),
  );
}

/** How parts of a value are found in what is written of it: undefined where it is written in another form. */
function writtenAt(value: string, text: string): ((range: Range) => Range[]) | undefined {
  const quote = /^["']/.test(text) ? 1 : 0;
  if (text.slice(quote, text.length - quote) === value) {
    return ({ start, end }) => [{ start: start + quote, end: end + quote }];
  }
  if (!/^[|]/.test(text)) return undefined;
  return literalAt(value, text);
}

/** The same of a literal block, whose lines are those of the value behind their indentation. */
function literalAt(value: string, text: string): ((range: Range) => Range[]) | undefined {
  const rows: { from: number; to: number; by: number }[] = [];
  let at = text.indexOf('\n') + 1;
  let from = 0;
  for (const line of value.replace(/\n+$/, '').split('\n')) {
    const next = text.indexOf('\n', at);
    const written = text.slice(at, next < 0 ? text.length : next).replace(/\r$/, '');
    if (!written.endsWith(line)) return undefined;
    rows.push({ from, to: from + line.length, by: at + written.length - line.length - from });
    from += line.length + 1;
    at = next < 0 ? text.length : next + 1;
  }
  return ({ start, end }) =>
    rows
      .filter((row) => row.from < end && start < row.to)
      .map((row) => ({ start: Math.max(start, row.from) + row.by, end: Math.min(end, row.to) + row.by }));
}

/** The only words of the server about a text that repeat what stands in it. */
const QUOTING = /^(invalid Yaml document separator: ).*$/s;

/** Findings without what they or the server would repeat of a hidden place. */
export function textsHidden(
  findings: readonly Finding[],
  hidden: readonly Location[],
  documents: readonly Document[],
): Finding[] {
  const files = byFile(documents);
  const known = new Map<string, readonly string[]>();
  const secretsOf = (file: string): readonly string[] => {
    let secrets = known.get(file);
    if (!secrets) {
      secrets = [...new Set((files.get(file) ?? []).flatMap(({ value }) => secretTexts(value)))];
      known.set(file, secrets);
    }
    return secrets;
  };
  return findings.map((finding) => withoutHidden(finding, hidden, secretsOf(finding.location.file)));
}

function withoutHidden(finding: Finding, hidden: readonly Location[], secrets: readonly string[]): Finding {
  const { server, location, message, hint, related } = finding;
  const isCovered =
    server !== undefined &&
    hidden.some(
      ({ file, start, end }) =>
        file === location.file && start.offset < location.end.offset && location.start.offset < end.offset,
    );
  if (!isCovered && secrets.length === 0) return finding;
  const hide = hider(secrets);
  const said = server && withoutTexts(server.message, secrets);
  return {
    ...finding,
    message: server?.message === message ? (said ?? message) : hide(message),
    ...(hint !== undefined && { hint: hide(hint) }),
    ...(related && { related: related.map((other) => ({ ...other, message: hide(other.message) })) }),
    ...(server &&
      said !== undefined && {
        server: { ...server, message: isCovered ? said.replace(QUOTING, '$1***') : said },
      }),
  };
}
