import type { Finding, Location, Position } from '../api/finding.js';
import { isCredentialName, secretPaths } from '../api/secrets.js';
import type { ReadResult, Source } from '../manifest/document.js';

/** So much of a line is looked at for keys: nobody's line is longer. */
const LONGEST = 10_000;

/** Places of the texts that must not be shown. */
export function hiddenPlaces(sources: readonly Source[], read: ReadResult): Location[] {
  const places = read.documents.flatMap((document) =>
    secretPaths(document.value).map((path) => document.locate(path)),
  );
  // A text that could not be read has no values to go by.
  const unread = new Set(read.findings.map(({ location }) => location.file));
  for (const source of sources) if (unread.has(source.file)) places.push(...secretsInText(source));
  return places;
}

/** The only words of the server about a text that repeat what stands in it. */
const QUOTING = /^(invalid Yaml document separator: ).*$/s;

/** A finding of a text, without what its server would repeat of a hidden place. */
export function withoutHidden(finding: Finding, hidden: readonly Location[]): Finding {
  const { server, location } = finding;
  if (!server) return finding;
  const covered = hidden.some(
    ({ file, start, end }) =>
      file === location.file && start.offset < location.end.offset && location.start.offset < end.offset,
  );
  if (!covered) return finding;
  return { ...finding, server: { ...server, message: server.message.replace(QUOTING, '$1***') } };
}

/** Before a line that only separates documents: what else stands on it may be a value that a slip moved there. */
const SEPARATOR = /^(?=---[ \t]*(?:#.*)?$)/m;
const SECRET = /\bkind["']?\s*:\s*["']?Secret\b/;
/** A key, bare or in quotes, with its colon. */
const KEY = /(?<=^|[\s{,[])(?:"([^"]*)"\s*:|'([^']*)'\s*:|([^\s:"'#{}[\],][^\s:]*):(?=\s|$))/g;
/** Keys of a Secret whose values can be shown, unless they stand among its data. */
const OPEN = new Set(['apiVersion', 'kind', 'type', 'metadata', 'name', 'namespace', 'immutable']);
/** Keys at which what stood among the data has ended. */
const OUTER = new Set(['apiVersion', 'kind', 'metadata']);
const DATA = new Set(['data', 'stringData']);

/**
 * Line by line, what must not be shown of a text that cannot be read: in a document that mentions `kind: Secret` every
 * value but a few; elsewhere what is named like a credential.
 */
function secretsInText({ file, text }: Source): Location[] {
  const found: Location[] = [];
  let offset = 0;
  let line = 1;
  for (const chunk of text.split(SEPARATOR)) {
    const hide = SECRET.test(chunk) ? secretHider() : credentialHider();
    for (const whole of chunk.split(/(?<=\n)|(?<=\r)(?!\n)/)) {
      const content = whole.replace(/[\r\n]+$/, '');
      const from = hide(content);
      if (from < content.length) found.push(range(file, line, offset, from, content.length));
      if (/[\r\n]$/.test(whole)) line++;
      offset += whole.length;
    }
  }
  return found;
}

/** From which column (from 0) each line of a Secret is to be hidden. */
function secretHider(): (line: string) => number {
  let amongData: number | undefined;
  return (line) => {
    const indent = line.length - line.trimStart().length;
    if (/^\s*(?:(?:---|\.\.\.)\s*)?(?:#|$)/.test(line)) return line.length;
    const keys = keysOf(line);
    const [first] = keys;
    if (amongData !== undefined && indent <= amongData && first && OUTER.has(first.name))
      amongData = undefined;
    // A line of a longer value, or a dash and what it lists.
    if (!first || line.slice(indent, first.start).replace(/^(?:- +)+|[{[ ]+/g, '') !== '') return indent;
    for (const { name, end } of keys) {
      if (DATA.has(name)) amongData ??= indent;
      else if (amongData !== undefined || !OPEN.has(name)) return end;
    }
    return line.length;
  };
}

/** From which column each line of another document is to be hidden: a value of a key, or an `env`, of a telling name. */
function credentialHider(): (line: string) => number {
  let variable = '';
  /** The indent of a telling key whose value is on the lines below, all that are deeper or those without a key. */
  let above: { indent: number; all: boolean } | undefined;
  return (line) => {
    const indent = line.length - line.trimStart().length;
    const keys = keysOf(line);
    if (indent === line.length) return indent;
    if (above && indent <= above.indent) above = undefined;
    if (above && (above.all || keys.length === 0)) return indent;
    for (const { name, start, end } of keys) {
      const value = line.slice(end).trim();
      if (name === 'name') variable = value.replace(/["',}\]]/g, '');
      if (!isCredentialName(name) && !(name === 'value' && isCredentialName(variable))) continue;
      const isBlock = /^[|>]/.test(value);
      if (value === '' || isBlock) above = { indent: start, all: isBlock };
      else return end;
    }
    return line.length;
  };
}

/** The keys of a line: where each begins, and where its value does. */
function keysOf(line: string): { name: string; start: number; end: number }[] {
  return [...line.slice(0, LONGEST).matchAll(KEY)].map((match) => {
    const end = match.index + match[0].length;
    const blanks = /^\s*/.exec(line.slice(end))?.[0].length ?? 0;
    return { name: match[1] ?? match[2] ?? match[3] ?? '', start: match.index, end: end + blanks };
  });
}

function range(file: string, line: number, offset: number, from: number, to: number): Location {
  const at = (column: number): Position => ({ line, column: column + 1, offset: offset + column });
  return { file, start: at(from), end: at(to) };
}
