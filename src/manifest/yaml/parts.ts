import type { JsonValue } from '../../api/json.js';
import { FORBIDDEN, isSpace, LF } from './characters.js';
import { type Chunk, splitChunks } from './chunks.js';
import { compose, type Duplicate } from './compose.js';
import { parseJson, skipJsonSpace } from './json.js';
import { Parser } from './parser.js';
import { Problem } from './problem.js';
import { Scanner } from './scanner.js';
import { type Tape, TapeWriter } from './tape.js';

/** One document of a stream, or the place where one could not be read. */
export interface Part {
  /** The piece of the text it was read from; lines of Kubernetes' errors count from its start. */
  start: number;
  end: number;
  json: boolean;
  value: JsonValue;
  depth: number;
  duplicates: Duplicate[];
  /** Positions of all nodes; empty when the text could not be parsed. */
  tape: Tape;
  /** Why it could not be read: Kubernetes' reader stops here. */
  problem?: Problem;
  /** What was wrong with it as JSON, when it was tried as JSON before. */
  jsonProblem?: Problem;
  /** It stands behind several JSON values, so that nothing but JSON is expected. */
  jsonOnly?: boolean;
  /** A number of a JSON text that no double can hold. */
  badNumber?: Problem;
  /** Where text begins that Kubernetes' reader never looks at (behind `...`). */
  ignoredFrom?: number;
  afterBadSeparator: boolean;
  /** The separator behind it is one that Kubernetes refuses: for its reader the document is lost with it. */
  badSeparator?: Problem;
}

/** A text in the form the reader works on. */
export interface Characters {
  /** The text, ending in a line feed. */
  text: string;
  /** How long it is without one that was added. */
  length: number;
  /** Its code units, with a few zeros behind them. */
  codes: Uint16Array;
}

const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
/** How far the reader looks for an opening brace (kubectl's buffer). */
const PEEKED = 4096;
/** go-yaml decodes this many bytes ahead, and so notices forbidden characters behind the place it reads at. */
const READ_AHEAD = 512;

export function toCharacters(source: string): Characters {
  // The line reader before the YAML reader ends every line, the last one too.
  const text = source.endsWith('\n') || source === '' ? source : `${source}\n`;
  const codes = new Uint16Array(text.length + 8);
  if (LITTLE_ENDIAN) Buffer.from(codes.buffer).write(text, 'utf16le');
  else for (let i = 0; i < text.length; i++) codes[i] = text.charCodeAt(i);
  return { text, length: source.length, codes };
}

/**
 * Reads all documents of a text: as a stream of JSON values if it begins with a brace, otherwise, or where that fails
 * early, as a stream of YAML. Goes on behind a broken document. Follows YAMLOrJSONDecoder of
 * k8s.io/apimachinery/pkg/util/yaml.
 */
export function readParts(characters: Characters, from = 0): Part[] {
  const { text, codes } = characters;
  const reader = new PartReader(characters);
  const end = text.length;
  // The limit is in bytes of UTF-8.
  let at = from;
  let peeked = 0;
  while (at < end && peeked < PEEKED && isSpace(codes[at]!)) {
    const code = codes[at++]!;
    peeked += code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
  }
  if (codes[at] === 0x7b && peeked < PEEKED) return reader.jsonStream(from);
  return reader.yamlStream(from, end);
}

class PartReader {
  private readonly tape: TapeWriter;
  private readonly scanner: Scanner;
  private readonly parser: Parser;
  private forbiddenSomewhere: boolean | undefined;
  private readonly text: string;
  private readonly codes: Uint16Array;
  /** Where the text ends without a line feed that was added. */
  private readonly length: number;

  constructor({ text, codes, length }: Characters) {
    this.text = text;
    this.codes = codes;
    this.length = length;
    this.tape = new TapeWriter(length);
    this.scanner = new Scanner(text, codes);
    this.parser = new Parser(this.scanner, this.tape);
  }

  /** Whether a character that YAML forbids stands anywhere in the text. */
  private get forbidden(): boolean {
    this.forbiddenSomewhere ??= FORBIDDEN.test(this.text);
    return this.forbiddenSomewhere;
  }

  yamlStream(from: number, end: number): Part[] {
    return splitChunks(this.text, this.codes, from, end).map((chunk) => this.chunk(chunk));
  }

  jsonStream(from: number): Part[] {
    const end = this.length;
    const parts: Part[] = [];
    let at = from;
    for (;;) {
      const start = skipJsonSpace(this.codes, at, end);
      if (start >= end) return parts;
      const part = this.value(start, end);
      if (part.problem === undefined) {
        parts.push(part);
        at = part.end;
        continue;
      }
      // A stream of several JSON values stays one; otherwise the rest may be YAML after all.
      const yaml = parts.length > 1 ? -1 : this.yamlBehind(at);
      if (yaml === -1) {
        part.jsonOnly = parts.length > 1;
        parts.push(part);
        return parts;
      }
      const rest = this.yamlStream(yaml, this.text.length);
      if (rest[0]) rest[0].jsonProblem = part.problem;
      return [...parts, ...rest];
    }
  }

  /** Where reading as YAML begins behind JSON: behind white space and one line feed. -1 where Kubernetes gives up. */
  private yamlBehind(from: number): number {
    for (let at = from; ; at++) {
      // It reads four bytes at a time, and takes fewer for the end.
      const next = this.text.slice(at, Math.min(at + 4, this.length));
      if (Buffer.byteLength(next) < 4) return -1;
      const code = this.codes[at]!;
      if (code === 0xfffd) return -1;
      if (!isSpace(code)) return at;
      if (code === LF) return at + 1;
    }
  }

  private value(start: number, end: number): Part {
    const part = emptyPart(start, end, true);
    try {
      part.end = parseJson(this.text, this.codes, start, end, this.tape);
      this.finish(part);
    } catch (problem) {
      this.failed(part, problem);
    }
    return part;
  }

  private chunk(chunk: Chunk): Part {
    const part = emptyPart(chunk.start, chunk.end, false);
    part.afterBadSeparator = chunk.afterBadSeparator;
    if (chunk.badSeparator) part.badSeparator = chunk.badSeparator;
    try {
      this.scanner.start(chunk.start, chunk.end);
      const rest = this.parser.parse();
      if (rest < chunk.end && this.hasContent(rest, chunk.end)) part.ignoredFrom = this.contentFrom(rest);
      if (this.forbidden) this.checkForbidden(chunk);
      this.finish(part);
    } catch (problem) {
      this.failed(part, problem);
      if (this.forbidden) {
        try {
          this.checkForbidden(chunk);
        } catch (forbidden) {
          this.failed(part, forbidden);
        }
      }
    }
    return part;
  }

  private finish(part: Part): void {
    part.tape = this.tape.finish();
    const composed = compose(this.text, this.codes, part.tape);
    part.value = composed.value;
    part.duplicates = composed.duplicates;
    part.depth = composed.depth;
    if (composed.badNumber) {
      // As JSON it passes here, and fails later, when the server's types are filled.
      if (!part.json) throw composed.badNumber;
      part.badNumber = composed.badNumber;
    }
  }

  private failed(part: Part, problem: unknown): void {
    this.tape.reset();
    if (!(problem instanceof Problem)) throw problem;
    part.value = null;
    part.problem = problem;
  }

  /** Fails if a character that YAML forbids stands in what go-yaml has decoded by now. */
  private checkForbidden(chunk: Chunk): void {
    const match = FORBIDDEN.exec(this.text.slice(chunk.start, chunk.end));
    if (!match) return;
    const at = chunk.start + match.index;
    const block = (offset: number): number =>
      Math.floor(Buffer.byteLength(this.text.slice(chunk.start, offset)) / READ_AHEAD);
    if (at <= this.scanner.pos || block(at) <= block(this.scanner.pos)) {
      throw new Problem('control characters are not allowed', at);
    }
  }

  /** Whether anything but white space, comments and document marks is left. */
  private hasContent(from: number, end: number): boolean {
    return this.contentFrom(from) < end;
  }

  private contentFrom(from: number): number {
    const { codes } = this;
    const end = this.scanner.end;
    let at = from;
    while (at < end) {
      const code = codes[at]!;
      if (isSpace(code)) at++;
      else if (code === 0x23) while (at < end && codes[at] !== LF) at++;
      else if (this.text.startsWith('...', at) && isSpace(codes[at + 3]!)) at += 3;
      else return at;
    }
    return end;
  }
}

const NO_TAPE: Tape = { words: new Int32Array(0), length: 0, strings: [], tags: new Map() };

function emptyPart(start: number, end: number, json: boolean): Part {
  return {
    start,
    end,
    json,
    value: null,
    depth: 0,
    duplicates: [],
    tape: NO_TAPE,
    afterBadSeparator: false,
  };
}
