import { readBlockScalar } from './block-scalar.js';
import {
  afterBreak,
  BLANK,
  BOM,
  breakText,
  COLON,
  CR,
  FLOW,
  isBlank,
  isBlankOrEnd,
  isBreak,
  isBreakOrEnd,
  isDocumentMark,
  isWord,
  LF,
  LINE_SEPARATOR,
  NEL,
  ORDINARY,
  PARAGRAPH_SEPARATOR,
  PLAIN_CLASS,
  SPACE,
  TAB,
} from './characters.js';
import { MAX_DEPTH, Problem } from './problem.js';
import { BACKSLASH, DOUBLE_QUOTE, readQuoted, SINGLE_QUOTE } from './quoted.js';
import { readTag, readTagDirective, readVersionDirective } from './tags.js';
import {
  ALIAS_TOKEN,
  ANCHOR_TOKEN,
  BLOCK_END,
  BLOCK_ENTRY,
  BLOCK_LIST_START,
  BLOCK_MAP_START,
  DOCUMENT_END,
  DOCUMENT_START,
  FLOW_ENTRY,
  FLOW_LIST_END,
  FLOW_LIST_START,
  FLOW_MAP_END,
  FLOW_MAP_START,
  KEY,
  PLAIN_SCALAR,
  QUOTED_SCALAR,
  STREAM_END,
  TAG_DIRECTIVE,
  TAG_TOKEN,
  TokenQueue,
  VALUE,
  VERSION_DIRECTIVE,
} from './tokens.js';

const NO_KEY = -1;

/** A key on one line may be this long, the reader looks no further for its colon. */
const LONGEST_KEY = 1024;

/**
 * Characters to tokens, as YAML 1.1 has them: block structure is made explicit (start of a block collection, end of
 * it), and a scalar turns out to be a key when its colon follows on the same line. Tokens are held in a queue of
 * numbers (kind, start, end, extra), because the start of a map is only known behind its first key.
 */
export class Scanner {
  readonly codes: Uint16Array;
  readonly text: string;
  /** Where the scanner stands, and where the chunk ends (just behind a line feed). */
  pos = 0;
  end = 0;
  /** Values of tokens that are not simply a piece of the text; a token's extra is 1 + the index. */
  strings: string[] = [];

  private lineStart = 0;
  private readonly tokens = new TokenQueue();
  private ready = false;

  private indent = -1;
  private indents: number[] = [];
  private flow = 0;
  private keyAllowed = true;

  /** By flow level: the token that may turn out to be a key (its number, or NO_KEY), and where it begins. */
  private keyToken: number[] = [NO_KEY];
  private keyOffset: number[] = [0];
  /** By flow level: the number of the last candidate or the opening token, and whether tokens wait for the colon. */
  private keyLast: number[] = [NO_KEY];
  private keyAwaited: boolean[] = [false];
  /** Whether the candidate outside of flow collections has to be a key, because it stands where keys stand. */
  private keyRequired = false;
  /** No level below this one has a candidate. */
  private lowestKey = 0;

  constructor(text: string, codes: Uint16Array) {
    this.text = text;
    this.codes = codes;
  }

  /** Starts on the chunk between two offsets; `end` must be just behind a line feed. */
  start(from: number, end: number): void {
    this.pos = this.codes[from] === BOM ? from + 1 : from;
    this.end = end;
    this.strings = [];
    this.lineStart = this.pos;
    this.tokens.clear();
    this.ready = false;
    this.indent = -1;
    this.indents.length = 0;
    this.flow = 0;
    this.keyAllowed = true;
    this.keyToken.length = this.keyOffset.length = 1;
    // Of two byte order marks the first is taken for the encoding, the second for a blank.
    if (this.pos > from && this.codes[this.pos] === BOM) this.pos++;
    this.keyToken[0] = this.keyLast[0] = NO_KEY;
    this.keyRequired = false;
    this.lowestKey = 0;
  }

  /** The kind of the next token, which is left where it is. */
  peek(): number {
    if (!this.ready) {
      while (this.tokens.isEmpty || this.headMayBeKey()) this.fetch();
      this.ready = true;
    }
    return this.tokens.word(0);
  }

  get tokenStart(): number {
    return this.tokens.word(1);
  }

  get tokenEnd(): number {
    return this.tokens.word(2);
  }

  get tokenExtra(): number {
    return this.tokens.word(3);
  }

  /** Goes past the next token, which must have been peeked at. */
  take(): void {
    this.tokens.take();
    this.ready = false;
  }

  /** The value of the next token, an anchor, alias, tag or directive. */
  tokenString(): string {
    const extra = this.tokenExtra;
    return extra > 0 ? this.strings[extra - 1]! : this.text.slice(this.tokenStart + 1, this.tokenEnd);
  }

  private fail(phrase: string, since = this.pos): never {
    throw new Problem(phrase, this.pos, since, 'scanner');
  }

  // ---- keys ----

  private headMayBeKey(): boolean {
    let level = this.lowestKey;
    const keyToken = this.keyToken;
    while (level < this.flow && (keyToken[level] === NO_KEY || !this.keyAwaited[level])) level++;
    this.lowestKey = level;
    return keyToken[level] === this.tokens.taken && this.keyAwaited[level]! && this.keyPossible(level);
  }

  /** Whether the candidate of a level can still become a key: its colon must come on its line. */
  private keyPossible(level: number): boolean {
    if (this.keyToken[level] === NO_KEY) return false;
    const offset = this.keyOffset[level]!;
    if (offset >= this.lineStart && (this.pos - offset <= LONGEST_KEY || !this.tooLong(offset))) return true;
    if (level === 0 && this.keyRequired) this.fail("could not find expected ':'", offset);
    this.keyToken[level] = NO_KEY;
    return false;
  }

  /** The limit is in characters, not in UTF-16 code units. */
  private tooLong(offset: number): boolean {
    let characters = 0;
    for (let i = offset; i < this.pos; i++) {
      if ((this.codes[i]! & 0xfc00) !== 0xdc00 && ++characters > LONGEST_KEY) return true;
    }
    return false;
  }

  /** Notes that the token about to be added may be a key. */
  private saveKey(): void {
    if (!this.keyAllowed) return;
    this.dropKey();
    const flow = this.flow;
    if (flow === 0) this.keyRequired = this.indent === this.pos - this.lineStart;
    this.keyToken[flow] = this.keyLast[flow] = this.tokens.next;
    this.keyOffset[flow] = this.pos;
    this.keyAwaited[flow] = true;
    if (flow < this.lowestKey) this.lowestKey = flow;
  }

  private dropKey(): void {
    const flow = this.flow;
    if (this.keyToken[flow] === NO_KEY) return;
    if (flow === 0 && this.keyRequired) this.fail("could not find expected ':'", this.keyOffset[0]);
    this.keyToken[flow] = NO_KEY;
  }

  // ---- indentation ----

  /** Opens a block collection if this column is deeper than the one we are in; `number` is that of its first token. */
  private openBlock(column: number, kind: number, offset: number, number: number): void {
    if (this.flow > 0 || this.indent >= column) return;
    this.indents.push(this.indent);
    this.indent = column;
    if (this.indents.length > MAX_DEPTH) this.fail(`exceeded max depth of ${MAX_DEPTH}`);
    if (number < 0) this.tokens.add(kind, offset, offset, 0);
    else this.tokens.insert(kind, offset, number);
  }

  private closeBlocks(column: number): void {
    while (this.indent > column) {
      this.tokens.add(BLOCK_END, this.pos, this.pos, 0);
      this.indent = this.indents.pop()!;
    }
  }

  // ---- tokens ----

  private fetch() {
    this.toNextToken();
    const pos = this.pos;
    const column = pos - this.lineStart;
    if (this.flow === 0 && this.indent > column) this.closeBlocks(column);
    if (pos >= this.end) return this.streamEnd();

    const codes = this.codes;
    const code = codes[pos]!;
    if (column === 0) {
      if (code === 0x25) return this.directive();
      if (isDocumentMark(codes, pos)) return this.documentMark(code === 0x2d ? DOCUMENT_START : DOCUMENT_END);
    }
    switch (code) {
      case 0x5b: // [
        return this.flowStart(FLOW_LIST_START);
      case 0x7b: // {
        return this.flowStart(FLOW_MAP_START);
      case 0x5d: // ]
        return this.flowEnd(FLOW_LIST_END);
      case 0x7d: // }
        return this.flowEnd(FLOW_MAP_END);
      case 0x2c: // ,
        this.dropKey();
        this.keyAllowed = true;
        return this.indicator(FLOW_ENTRY);
      case 0x2d: // -
        if (isBlankOrEnd(codes[pos + 1]!)) return this.blockEntry();
        return this.plainScalar();
      case 0x3f: // ?
        if (this.flow > 0 || isBlankOrEnd(codes[pos + 1]!)) return this.explicitKey();
        return this.plainScalar();
      case 0x3a: // :
        if (this.flow > 0 || isBlankOrEnd(codes[pos + 1]!)) return this.value();
        return this.plainScalar();
      case 0x2a: // *
        return this.anchorOrAlias(ALIAS_TOKEN);
      case 0x26: // &
        return this.anchorOrAlias(ANCHOR_TOKEN);
      case 0x21: // !
        return this.tag();
      case 0x7c: // |
        if (this.flow === 0) return this.blockScalar(true);
        break;
      case 0x3e: // >
        if (this.flow === 0) return this.blockScalar(false);
        break;
      case SINGLE_QUOTE:
      case DOUBLE_QUOTE:
        return this.quotedScalar(code);
      case TAB:
      case 0x25: // %
      case 0x40: // @
      case 0x60: // `
      case 0:
        break;
      default:
        return this.plainScalar();
    }
    this.fail('found character that cannot start any token');
  }

  private toNextToken(): void {
    const codes = this.codes;
    const end = this.end;
    let pos = this.pos;
    for (;;) {
      let code = codes[pos]!;
      while (code === SPACE || (code === TAB && (this.flow > 0 || !this.keyAllowed))) code = codes[++pos]!;
      if (pos >= end) break;
      if (code === 0x23) {
        while (code !== LF && !isBreakOrEnd(code)) code = codes[++pos]!;
      }
      if (code !== LF && !isBreak(code)) break;
      pos = code === LF ? pos + 1 : afterBreak(codes, pos);
      this.lineStart = pos;
      if (this.flow === 0) this.keyAllowed = true;
      if (pos >= end) break;
    }
    this.pos = pos;
  }

  private indicator(kind: number): void {
    const pos = this.pos++;
    this.tokens.add(kind, pos, pos + 1, 0);
  }

  private streamEnd(): void {
    this.closeBlocks(-1);
    this.dropKey();
    this.keyAllowed = false;
    this.tokens.add(STREAM_END, this.pos, this.pos, 0);
  }

  private documentMark(kind: number): void {
    this.closeBlocks(-1);
    this.dropKey();
    this.keyAllowed = false;
    this.tokens.add(kind, this.pos, this.pos + 3, 0);
    this.pos += 3;
  }

  private flowStart(kind: number): void {
    this.saveKey();
    this.flow++;
    this.keyToken[this.flow] = NO_KEY;
    this.keyOffset[this.flow] = this.pos;
    this.keyLast[this.flow] = this.tokens.next;
    if (this.flow > MAX_DEPTH) this.fail(`exceeded max depth of ${MAX_DEPTH}`);
    this.keyAllowed = true;
    this.indicator(kind);
  }

  private flowEnd(kind: number): void {
    this.dropKey();
    if (this.flow > 0) {
      // go-yaml forgets to wait for a colon behind a collection without anything in it that could be a key.
      this.flow--;
      if (this.keyLast[this.flow + 1] === this.keyLast[this.flow]) this.keyAwaited[this.flow] = false;
      if (this.lowestKey > this.flow) this.lowestKey = this.flow;
    }
    this.keyAllowed = false;
    this.indicator(kind);
  }

  private blockEntry(): void {
    if (this.flow === 0) {
      if (!this.keyAllowed) this.fail('block sequence entries are not allowed in this context');
      this.openBlock(this.pos - this.lineStart, BLOCK_LIST_START, this.pos, -1);
    }
    this.dropKey();
    this.keyAllowed = true;
    this.indicator(BLOCK_ENTRY);
  }

  private explicitKey(): void {
    if (this.flow === 0) {
      if (!this.keyAllowed) this.fail('mapping keys are not allowed in this context');
      this.openBlock(this.pos - this.lineStart, BLOCK_MAP_START, this.pos, -1);
    }
    this.dropKey();
    this.keyAllowed = this.flow === 0;
    this.indicator(KEY);
  }

  private value(): void {
    const flow = this.flow;
    if (this.keyPossible(flow)) {
      const number = this.keyToken[flow]!;
      const offset = this.keyOffset[flow]!;
      this.tokens.insert(KEY, offset, number);
      this.openBlock(offset - this.lineStart, BLOCK_MAP_START, offset, number);
      this.keyToken[flow] = NO_KEY;
      this.keyAllowed = false;
    } else {
      if (flow === 0) {
        if (!this.keyAllowed) this.fail('mapping values are not allowed in this context');
        this.openBlock(this.pos - this.lineStart, BLOCK_MAP_START, this.pos, -1);
      }
      this.keyAllowed = flow === 0;
    }
    this.indicator(VALUE);
  }

  private anchorOrAlias(kind: number): void {
    this.saveKey();
    this.keyAllowed = false;
    const codes = this.codes;
    const start = this.pos++;
    while (isWord(codes[this.pos]!)) this.pos++;
    const code = codes[this.pos]!;
    // A name ends at white space or at one of ? : , ] } % @ `
    if (this.pos === start + 1 || !(isBlankOrEnd(code) || '?:,]}%@`'.includes(String.fromCharCode(code)))) {
      this.fail('did not find expected alphabetic or numeric character', start);
    }
    this.tokens.add(kind, start, this.pos, 0);
  }

  private tag(): void {
    this.saveKey();
    this.keyAllowed = false;
    const start = this.pos;
    const tag = readTag(this.codes, start);
    this.pos = tag.end;
    if (tag.problem) this.fail(tag.problem, start);
    this.tokens.add(TAG_TOKEN, start, tag.end, this.strings.push(tag.text));
  }

  private directive(): void {
    this.closeBlocks(-1);
    this.dropKey();
    this.keyAllowed = false;
    const codes = this.codes;
    const start = this.pos++;
    while (isWord(codes[this.pos]!)) this.pos++;
    const name = this.text.slice(start + 1, this.pos);
    if (name === '') this.fail('could not find expected directive name', start);
    if (!isBlankOrEnd(codes[this.pos]!)) this.fail('found unexpected non-alphabetical character', start);
    if (name !== 'YAML' && name !== 'TAG') this.fail('found unknown directive name', start);
    const read = name === 'YAML' ? readVersionDirective(codes, this.pos) : readTagDirective(codes, this.pos);
    this.pos = read.end;
    if (read.problem) this.fail(read.problem, start);
    while (isBlank(codes[this.pos]!)) this.pos++;
    if (codes[this.pos] === 0x23) while (!isBreakOrEnd(codes[this.pos]!)) this.pos++;
    if (!isBreakOrEnd(codes[this.pos]!)) this.fail('did not find expected comment or line break', start);
    this.pos = this.lineStart = afterBreak(codes, this.pos);
    const kind = name === 'YAML' ? VERSION_DIRECTIVE : TAG_DIRECTIVE;
    this.tokens.add(kind, start, this.pos, this.strings.push(read.text));
  }

  // ---- scalars ----

  private plainScalar(): void {
    this.saveKey();
    this.keyAllowed = false;
    const codes = this.codes;
    const text = this.text;
    const flow = this.flow > 0;
    const start = this.pos;
    let pos = start;
    let contentEnd = start;
    /** The value so far when it spans lines, and the break that led to the line we are on. */
    let value = '';
    let folded = false;
    let lineBegin = start;

    for (;;) {
      // The rest of a line: words and the blanks between them.
      let kind = ORDINARY;
      for (;;) {
        const code = codes[pos]!;
        if (code >= 128) {
          if (code === NEL || code === LINE_SEPARATOR || code === PARAGRAPH_SEPARATOR) {
            contentEnd = pos;
            break;
          }
          pos++;
          continue;
        }
        kind = PLAIN_CLASS[code]!;
        if (kind === ORDINARY) pos++;
        else if (kind === BLANK) {
          contentEnd = pos;
          do pos++;
          while (codes[pos] === SPACE || codes[pos] === TAB);
          const next = codes[pos]!;
          if (next === 0x23 || (next === 0x3a && isBlankOrEnd(codes[pos + 1]!))) break;
          if (next === LF || next === CR) break;
          if (flow && next < 128 && PLAIN_CLASS[next] === FLOW) break;
          if (next === NEL || next === LINE_SEPARATOR || next === PARAGRAPH_SEPARATOR) break;
        } else if (kind === COLON) {
          if (isBlankOrEnd(codes[pos + 1]!)) {
            contentEnd = pos;
            break;
          }
          pos++;
        } else if (kind === FLOW) {
          if (flow) {
            contentEnd = pos;
            break;
          }
          pos++;
        } else {
          contentEnd = pos;
          break;
        }
      }
      if (!isBreak(codes[pos]!)) break;

      // Breaks, and the indentation behind them.
      const content = contentEnd > lineBegin ? text.slice(lineBegin, contentEnd) : '';
      const first = codes[pos]!;
      let breaks = '';
      pos = afterBreak(codes, pos);
      let lineStart = pos;
      const indent = this.indent + 1;
      for (;;) {
        const code = codes[pos]!;
        if (pos >= this.end) break;
        if (code === SPACE) pos++;
        else if (code === TAB) {
          if (pos - lineStart < indent) {
            this.pos = pos;
            this.lineStart = lineStart;
            this.fail('found a tab character that violates indentation', start);
          }
          pos++;
        } else if (isBreak(code)) {
          breaks += breakText(code);
          pos = afterBreak(codes, pos);
          lineStart = pos;
        } else break;
      }
      this.lineStart = lineStart;
      this.keyAllowed = true;
      if (pos >= this.end || (!flow && pos - lineStart < indent)) break;
      if (pos === lineStart && isDocumentMark(codes, pos)) break;
      const code = codes[pos]!;
      if (code === 0x23 || (code === 0x3a && isBlankOrEnd(codes[pos + 1]!))) break;
      if (flow && code < 128 && PLAIN_CLASS[code] === FLOW) break;

      folded = true;
      const literal = first === LINE_SEPARATOR || first === PARAGRAPH_SEPARATOR;
      value += content + (literal ? String.fromCharCode(first) + breaks : breaks === '' ? ' ' : breaks);
      this.keyAllowed = false;
      lineBegin = pos;
      contentEnd = pos;
    }
    this.pos = pos;
    if (!folded) this.tokens.add(PLAIN_SCALAR, start, contentEnd, 0);
    else {
      this.tokens.add(
        PLAIN_SCALAR,
        start,
        contentEnd,
        this.strings.push(value + text.slice(lineBegin, contentEnd)),
      );
    }
  }

  private blockScalar(literal: boolean): void {
    this.dropKey();
    this.keyAllowed = true;
    const start = this.pos;
    const read = readBlockScalar(this.text, this.codes, start, this.end, this.indent, literal);
    this.pos = read.end;
    if (read.problem) this.fail(read.problem, start);
    this.lineStart = read.lineStart;
    this.tokens.add(QUOTED_SCALAR, start, read.contentEnd, this.strings.push(read.value));
  }

  private quotedScalar(quote: number): void {
    this.saveKey();
    this.keyAllowed = false;
    const codes = this.codes;
    const start = this.pos;
    // Most are on one line and without escapes: then the value is simply what stands between the quotes.
    let pos = start + 1;
    let code = codes[pos]!;
    while (code !== quote && code !== BACKSLASH && !isBreakOrEnd(code)) code = codes[++pos]!;
    if (code === quote && (quote === DOUBLE_QUOTE || codes[pos + 1] !== quote)) {
      this.pos = pos + 1;
      this.tokens.add(QUOTED_SCALAR, start, pos + 1, 0);
      return;
    }
    const read = readQuoted(this.text, codes, start, this.end, quote);
    this.pos = read.end;
    if (read.lineStart > this.lineStart) this.lineStart = read.lineStart;
    if (read.problem) this.fail(read.problem, start);
    this.tokens.add(QUOTED_SCALAR, start, read.end, this.strings.push(read.value));
  }
}
