import { credentialComments, credentialLines } from '../api/credential-lines.js';
import { credentialRanges } from '../api/credential-ranges.js';
import type { Finding, Location } from '../api/finding.js';
import { hider, textsOf, withoutTexts } from '../api/hidden.js';
import { merged, type Range, touches } from '../api/ranges.js';
import { type Hidden, hiddenIn } from '../api/secrets.js';
import { withoutTrailing } from '../api/text.js';
import type { Document, ReadResult, Source } from '../manifest/document.js';
import { Lines } from '../manifest/lines.js';
import { parseManifests } from '../manifest/parse.js';
import { shownTest } from './shown.js';

/** What a report can show: findings without secrets, and the places of the texts around them that must not be shown. */
export interface Shown {
  findings: Finding[];
  hidden: Location[];
}

/** Takes out of findings what they or the server would repeat of a secret. */
export function withoutSecrets(
  found: readonly Finding[],
  sources: readonly Source[],
  read: ReadResult,
): Shown {
  const isShown = shownTest(found);
  const files = new Map<string, HiddenInFile>();
  for (const source of sources)
    if (isShown.files.has(source.file)) files.set(source.file, hiddenInFile(source));
  // A text that could not be read has no values to go by.
  for (const { location } of read.findings) {
    const file = files.get(location.file);
    if (file) file.isRead = false;
  }
  for (const document of read.documents) {
    if (isShown(document)) files.get(document.file)?.documents.push([document, hiddenOf(document)]);
  }
  const placesIn = new Map([...files].map(([name, file]) => [name, placesOnce(file)]));
  const hides = new Map<string, Hide>();
  const findings = found.map((finding) => {
    const { file } = finding.location;
    const hide = hides.get(file) ?? hideOf(files.get(file), placesIn.get(file));
    hides.set(file, hide);
    return withoutHidden(finding, hide);
  });
  return { findings, hidden: [...placesIn.values()].flat() };
}

const hiddenByDocument = new WeakMap<Document, Hidden[]>();

/** What is hidden of a document; looked for once, also by who lints it again and again. */
function hiddenOf(document: Document): Hidden[] {
  const hidden = hiddenByDocument.get(document) ?? hiddenIn(document.value);
  hiddenByDocument.set(document, hidden);
  return hidden;
}

const placesBySource = new WeakMap<Source, { of: HiddenInFile; places: Location[] }>();

/** The places of a file; looked for once as long as the same of it can be shown. */
function placesOnce(file: HiddenInFile): Location[] {
  const known = placesBySource.get(file.source);
  if (known && isSameFile(known.of, file)) return known.places;
  const places = placesOfFile(file);
  placesBySource.set(file.source, { of: file, places });
  return places;
}

function isSameFile(one: HiddenInFile, other: HiddenInFile): boolean {
  const [some, others] = [one.documents, other.documents];
  return (
    one.isRead === other.isRead &&
    some.length === others.length &&
    some.every(([document], at) => document === others[at]?.[0])
  );
}

/** All places of a text that must not be shown. */
export function hiddenPlaces(source: Source): Location[] {
  const { documents, findings } = parseManifests(source);
  const hidden = documents.map((document): [Document, Hidden[]] => [document, hiddenIn(document.value)]);
  return placesOfFile({ source, isRead: findings.length === 0, documents: hidden });
}

/** What is hidden of the documents of a file that a report can show. */
interface HiddenInFile {
  source: Source;
  isRead: boolean;
  documents: [Document, Hidden[]][];
}

function hiddenInFile(source: Source): HiddenInFile {
  return { source, isRead: true, documents: [] };
}

function placesOfFile({ source: { file, text }, isRead, documents }: HiddenInFile): Location[] {
  const lines = new Lines(file, text);
  const places = documents.flatMap(([document, hidden]) =>
    hidden.flatMap((one) => placesOf(document, one, lines)),
  );
  const ranges = isRead ? credentialComments(text) : [...credentialLines(text), ...credentialRanges(text)];
  const known = new Set(places.map(keyOf));
  const others = merged(ranges).flatMap(({ start, end }) => byLine(lines, start, end));
  return [...places, ...others.filter((place) => !known.has(keyOf(place)))];
}

function keyOf({ start, end }: Location): string {
  return `${start.offset}-${end.offset}`;
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
  for (const line of withoutTrailing(value, '\n').split('\n')) {
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

/** How the secrets of a file are taken out of what is said of it. */
interface Hide {
  /** In order, without overlaps. */
  places: readonly Range[];
  secrets: readonly string[];
  hide(message: string): string;
}

function hideOf(file: HiddenInFile | undefined, places: readonly Location[] = []): Hide {
  const secrets = file ? textsOf(file.documents.flatMap(([, hidden]) => hidden)) : [];
  const ranges = places.map(({ start, end }) => ({ start: start.offset, end: end.offset }));
  return { places: merged(ranges), secrets, hide: hider(secrets) };
}

function withoutHidden(finding: Finding, { places, secrets, hide }: Hide): Finding {
  const { server, location, message, hint, related } = finding;
  const isCovered =
    server !== undefined && touches(places, { start: location.start.offset, end: location.end.offset });
  if (!isCovered && secrets.length === 0) return finding;
  const said = server && withoutTexts(server.message, secrets, hide);
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
