/** Suppressions in comments: on a line, above one, above an object, for a file. */
import { isObject, type JsonValue } from '../../api/json.js';
import type { Document, Source } from '../../manifest/document.js';
import { Lines } from '../../manifest/lines.js';
import { parseManifests } from '../../manifest/parse.js';
import { IGNORE_WORD } from './mentioned.js';
import type { Suppression } from './suppression.js';
import { writtenRules } from './written.js';

const MARK = /(?<=^|\s)#+[ \t]*kubeplan-ignore(-file)?(?![\w-])[ \t]*(?::(?=[ \t]*[\w*-]+\/))?([^\r\n]*)/g;

/** A comment that asks for silence. */
interface Comment {
  /** Where the comment begins, and where what it names does. */
  offset: number;
  textAt: number;
  text: string;
  ofFile: boolean;
}

/** A comment of a file that names no rule, and the suppressions of the others. */
export interface InComments {
  suppressions: Suppression[];
  /** Where a comment is that names no rule. */
  nameless: Suppression['at'][];
}

/** `documents` are those of the file. */
export function inComments(source: Source, documents: readonly Document[]): InComments {
  const comments = source.text.includes(IGNORE_WORD) ? commentsOf(source, documents) : [];
  const found: InComments = { suppressions: [], nameless: [] };
  if (comments.length === 0) return found;
  const lines = new Lines(source.file, source.text);
  // A comment for the whole file asks for none of it.
  let layout: Layout | undefined;
  for (const comment of comments) {
    const { start, end } = comment.ofFile
      ? { start: 0, end: Number.POSITIVE_INFINITY }
      : rangeOf(comment, (layout ??= layoutOf(lines, documents)));
    const rules = writtenRules(comment.text);
    if (rules.length === 0) {
      found.nameless.push(lines.location(comment.offset, comment.textAt));
    }
    for (const { rule, reason, ...range } of rules) {
      const at = lines.location(comment.textAt + range.start, comment.textAt + range.end);
      found.suppressions.push({ rule, reason, at, start, end });
    }
  }
  return found;
}

/** The comments of a text: what looks like one in a value, such as a script in a ConfigMap, is none. */
function commentsOf(source: Source, documents: readonly Document[]): Comment[] {
  const candidates = [...source.text.matchAll(MARK)];
  const mayBeValues = candidates.length > 0 && documents.some(({ value }) => mentions(value));
  const inValues = mayBeValues ? placesInValues(source) : new Set();
  return candidates
    .filter(({ index }) => !inValues.has(index))
    .map(({ 0: whole, 1: ofFile, 2: named = '', index }) => ({
      offset: index,
      textAt: index + whole.length - named.length,
      text: named,
      ofFile: ofFile !== undefined,
    }));
}

/** Whether the word of comments is anywhere in a value: hardly ever. */
function mentions(value: JsonValue): boolean {
  if (typeof value === 'string') return value.includes(IGNORE_WORD);
  if (Array.isArray(value)) return value.some(mentions);
  if (!isObject(value)) return false;
  return Object.entries(value).some(([key, inner]) => key.includes(IGNORE_WORD) || mentions(inner ?? null));
}

/** Where what looks like a comment is part of a value: marked, it shows in it. */
function placesInValues({ file, text }: Source): Set<number> {
  const marked = text.replace(MARK, (comment, _, __, offset: number) =>
    comment.replace(IGNORE_WORD, `kubeplan-marked-${offset}-`),
  );
  const values = JSON.stringify(
    parseManifests({ file, text: marked }).documents.map(({ value }) => value),
    plain,
  );
  return new Set([...values.matchAll(/kubeplan-marked-(\d+)-/g)].map(([, offset]) => Number(offset)));
}

/** Whole numbers of any size are values too. */
function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** The lines of a text, and the objects by those that they begin on. */
interface Layout {
  rows: Rows;
  objects: ReadonlyMap<number, Suppression['at']>;
}

function layoutOf(lines: Lines, documents: readonly Document[]): Layout {
  const roots = documents.map((document) => document.locate([]));
  return { rows: new Rows(lines), objects: new Map(roots.map((root) => [root.start.line, root])) };
}

/** The part of the text that a comment is about: the object that begins below it, or its line (or the next) and what that leads to. */
function rangeOf({ offset }: Comment, { rows, objects }: Layout): { start: number; end: number } {
  const line = rows.lineOf(offset);
  const isAlone = rows.before(offset).trim() === '';
  const meant = isAlone ? rows.nextWritten(line) : line;
  const object = isAlone ? objects.get(meant) : undefined;
  if (object) return { start: object.start.offset, end: object.end.offset };
  return rows.block(meant);
}

/** The lines of a text, by their numbers from 1. What is asked often is settled once: there may be a comment on every line. */
class Rows {
  readonly #rows: string[];
  readonly #starts: number[];
  readonly #blocks = new Map<number, { start: number; end: number }>();
  #written: Int32Array | undefined;

  constructor(private readonly lines: Lines) {
    this.#rows = lines.text.split(/\r\n|\n|\r/);
    let at = 0;
    this.#starts = [];
    for (const part of lines.text.split(/(?<=\n)|(?<=\r)(?!\n)/)) {
      this.#starts.push(at);
      at += part.length;
    }
  }

  lineOf(offset: number): number {
    return this.lines.position(offset).line;
  }

  /** What stands before an offset on its line. */
  before(offset: number): string {
    return this.lines.text.slice(this.lines.lineAt(offset).start, offset);
  }

  /** The next line that is neither blank nor a comment nor a separator of documents. */
  nextWritten(line: number): number {
    this.#written ??= this.#nextWritten();
    return this.#written[line] || line;
  }

  /** Of each line the next written one; 0 of the last ones. */
  #nextWritten(): Int32Array {
    const next = new Int32Array(this.#rows.length + 1);
    for (let line = this.#rows.length; line > 0; line--) {
      const isWritten = !/^\s*(?:#|$)|^---\s*(?:#|$)/.test(this.#rows[line - 1]!);
      next[line - 1] = isWritten ? line : next[line]!;
    }
    return next;
  }

  /** A line with all below it that is indented further, or that are items of the list that it leads to. */
  block(line: number): { start: number; end: number } {
    const block = this.#blocks.get(line) ?? this.#blockOf(line);
    this.#blocks.set(line, block);
    return block;
  }

  #blockOf(line: number): { start: number; end: number } {
    const indent = indentOf(this.#rows[line - 1] ?? '');
    const isItem = /^\s*-(?:\s|$)/.test(this.#rows[line - 1] ?? '');
    let last = line;
    for (let next = line + 1; next <= this.#rows.length; next++) {
      const row = this.#rows[next - 1]!;
      if (/^\s*$/.test(row)) continue;
      const isInside = indentOf(row) > indent || (!isItem && indentOf(row) === indent && /^\s*-\s/.test(row));
      if (!isInside) break;
      last = next;
    }
    return { start: this.#starts[line - 1] ?? 0, end: this.#starts[last] ?? this.lines.text.length + 1 };
  }
}

function indentOf(row: string): number {
  return row.length - row.trimStart().length;
}
