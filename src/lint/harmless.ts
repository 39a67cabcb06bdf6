/** Which fixes can be made together without harm. */
import type { Finding, TextEdit } from '../api/finding.js';
import type { ReadResult, Source } from '../manifest/document.js';
import { parseManifests } from '../manifest/parse.js';
import { isHarmful } from './harm.js';

/** So often fixes of one text are tried; each time it is read as a whole. */
const MOST_TRIES = 60;
/** Where a document ends and the next one begins; nothing in a document looks like it. */
const DOCUMENT_END = /^---(?=\s|$)/gm;

/** A text that is read alone. */
interface Part {
  source: Source;
  /** Its offset in the file. */
  start: number;
  was: ReadResult;
  tries: number;
}

/** Most of the findings whose fixes do no harm together. Edits do not overlap, and are all of this file. */
export function harmless(source: Source, findings: readonly Finding[]): Finding[] {
  const whole = partOf(source, 0, source.text.length);
  // What could not be read has no meaning to look at: its documents may.
  const isRead = whole.was.findings.every(({ severity }) => severity !== 'error');
  if (isRead && !harms(whole, findings)) return [...findings];
  const found = byDocument(source, findings).flatMap(({ start, end, own }) =>
    mostOf(partOf(source, start, end), own),
  );
  return harms(whole, found) ? mostOf(whole, findings) : found;
}

/** The most of the fixes that do no harm together: halves are looked at where the whole does. */
function mostOf(part: Part, findings: readonly Finding[]): Finding[] {
  if (part.tries <= 0) return [];
  if (!harms(part, findings)) return [...findings];
  if (findings.length === 1) return [];
  const middle = findings.length >> 1;
  const first = mostOf(part, findings.slice(0, middle));
  const rest = mostOf(part, findings.slice(middle));
  const all = [...first, ...rest];
  if (first.length === 0 || rest.length === 0) return all;
  return harms(part, all) ? first : all;
}

function harms(part: Part, findings: readonly Finding[]): boolean {
  if (findings.length === 0) return false;
  part.tries--;
  const text = edited(part.source.text, part.start, findings);
  return isHarmful(part.was, { ...part.source, text }, findings, part.start);
}

function partOf({ file, text }: Source, start: number, end: number): Part {
  const source = { file, text: text.slice(start, end) };
  return { source, start, was: parseManifests(source), tries: MOST_TRIES };
}

/** The documents of a text that fixes are in, each with those that are in it alone. */
function byDocument(source: Source, findings: readonly Finding[]) {
  const ends = [...source.text.matchAll(DOCUMENT_END)].map(({ index }) => index).filter((at) => at > 0);
  const documents = [...ends, source.text.length].map((end, i) => ({
    start: ends[i - 1] ?? 0,
    end,
    own: [] as Finding[],
  }));
  const inOrder = [...findings].sort((a, b) => startOfEdit(editsOf(a)[0]!) - startOfEdit(editsOf(b)[0]!));
  let at = 0;
  for (const finding of inOrder) {
    const edits = editsOf(finding);
    while (documents[at]!.end <= startOfEdit(edits[0]!) && at < documents.length - 1) at++;
    const { start, end, own } = documents[at]!;
    if (edits.every(({ location }) => start <= location.start.offset && location.end.offset <= end)) {
      own.push(finding);
    }
  }
  return documents.filter(({ own }) => own.length > 0);
}

/** A text that begins at an offset of its file, with fixes made in it. */
export function edited(text: string, start: number, findings: readonly Finding[]): string {
  return withEdits(text, start, findings.flatMap(editsOf));
}

/** The same, with edits that do not overlap. */
export function withEdits(text: string, start: number, wanted: readonly TextEdit[]): string {
  const edits = [...wanted].sort((a, b) => startOfEdit(a) - startOfEdit(b));
  const parts: string[] = [];
  let from = 0;
  for (const edit of edits) {
    parts.push(text.slice(from, startOfEdit(edit) - start), edit.text);
    from = edit.location.end.offset - start;
  }
  return parts.join('') + text.slice(from);
}

export function editsOf({ fix }: Finding): readonly TextEdit[] {
  return fix?.edits ?? [];
}

export function startOfEdit({ location }: TextEdit): number {
  return location.start.offset;
}
