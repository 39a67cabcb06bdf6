import type { Location, Position } from '../api/finding.js';
import { secretPaths } from '../api/secrets.js';
import type { ReadResult, Source } from '../manifest/document.js';

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

const SECRET = /^\s*["']?kind["']?\s*:\s*["']?Secret\b|"kind"\s*:\s*"Secret"/m;
const DATA = /^(\s*)["']?(?:data|stringData)["']?\s*:/;
const ENTRY = /^(\s*(?:- )*["']?[^\s:"'][^:"']*["']?\s*:(?:\s|$))/;

/** The values below `data` and `stringData` of the documents of a text that call themselves Secrets, line by line. */
function secretsInText({ file, text }: Source): Location[] {
  const found: Location[] = [];
  let offset = 0;
  let line = 1;
  for (const chunk of text.split(/^(?=---)/m)) {
    const secret = SECRET.test(chunk);
    let inside: number | undefined;
    for (const whole of chunk.split(/(?<=\n)/)) {
      if (secret) {
        const content = whole.replace(/\r?\n$/, '');
        const indent = content.length - content.trimStart().length;
        const data = DATA.exec(content);
        if (data) inside = data[1]!.length;
        else if (inside !== undefined && content.trim() !== '' && indent <= inside) inside = undefined;
        if (inside !== undefined) {
          const from = ENTRY.exec(content)?.[0].length ?? indent;
          if (from < content.length) found.push(range(file, line, offset, from, content.length));
        }
      }
      if (whole.endsWith('\n')) line++;
      offset += whole.length;
    }
  }
  return found;
}

function range(file: string, line: number, offset: number, from: number, to: number): Location {
  const at = (column: number): Position => ({ line, column: column + 1, offset: offset + column });
  return { file, start: at(from), end: at(to) };
}
