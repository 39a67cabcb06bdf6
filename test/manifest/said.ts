import type { Location } from '../../src/api/finding.js';
import { parseManifests } from '../../src/manifest/parse.js';

/**
 * All that is said of a text, whole: for each finding `from-to severity rule: message` with places as `line:column`,
 * then its hint, the places beside, what kubectl says, and the fix with the text it makes.
 */
export function said(text: string): string[] {
  const all: string[] = [];
  for (const { location, severity, rule, message, ...more } of parseManifests({ file: 'x.yaml', text })
    .findings) {
    const lines = [`${place(location, text)} ${severity} ${rule}: ${message}`];
    const { hint, related = [], server, fix, ...rest } = more;
    if (hint !== undefined) lines.push(`hint: ${hint}`);
    for (const beside of related) lines.push(`at ${place(beside.location, text)}: ${beside.message}`);
    if (server) lines.push(`kubectl: ${server.message}${server.field}${server.type ?? ''}`);
    if (fix) {
      for (const { location } of fix.edits) place(location, text);
      const edits = fix.edits.map(({ location: { start, end }, text: made }) => ({ start, end, made }));
      const mended = edits
        .sort((a, b) => b.start.offset - a.start.offset)
        .reduce(
          (all, { start, end, made }) => all.slice(0, start.offset) + made + all.slice(end.offset),
          text,
        );
      lines.push(`fix: ${fix.title}: ${JSON.stringify(mended)}`);
    }
    if (Object.keys(rest).length > 0) lines.push(`and ${JSON.stringify(rest)}`);
    all.push(lines.join(' | '));
  }
  return all;
}

/** `2:1-2:5`; fails where line, column and offset do not name the same place of the text. */
function place({ file, start, end }: Location, text: string): string {
  for (const { line, column, offset } of [start, end]) {
    const before = text.slice(0, offset).replace(/\r\n|\r/g, '\n');
    const own = before.slice(before.lastIndexOf('\n') + 1).replace(/^\ufeff/, '');
    const [lines, columns] = [before.split('\n').length, own.length + 1];
    const split = text.slice(offset - 1, offset + 1) === '\r\n';
    if (file !== 'x.yaml' || (!split && (line !== lines || column !== columns))) {
      throw new Error(`${file} ${line}:${column} is not offset ${offset}, which is ${lines}:${columns}`);
    }
  }
  return `${start.line}:${start.column}-${end.line}:${end.column}`;
}
