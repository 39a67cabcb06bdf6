import { Problem } from './problem.js';
import type { Scanner } from './scanner.js';
import { PART } from './tags.js';
import { ALIAS, ANCHORED, LIST, MAP, PLAIN, QUOTED, TAGGED, type TapeWriter } from './tape.js';
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
  VALUE,
  VERSION_DIRECTIVE,
} from './tokens.js';

/** What the parser expects next; the states of the collections around wait on a stack. */
const DONE = 0;
const BLOCK_LIST_ENTRY = 1;
const INDENTLESS_ENTRY = 2;
const BLOCK_KEY = 3;
const BLOCK_VALUE = 4;
const FLOW_LIST_FIRST = 5;
const FLOW_LIST_NEXT = 6;
const PAIR_KEY = 7;
const PAIR_VALUE = 8;
const PAIR_DONE = 9;
const FLOW_KEY_FIRST = 10;
const FLOW_KEY_NEXT = 11;
const FLOW_VALUE = 12;
const FLOW_NO_VALUE = 13;

const TAG_PREFIX = 'tag:yaml.org,2002:';

/**
 * Tokens to nodes: writes the first document of the scanner's chunk to the tape, in the order of the text.
 * Returns the offset where the rest of the chunk begins, which Kubernetes' reader never looks at.
 * Throws a Problem where the text is not YAML.
 */
export class Parser {
  private state = DONE;
  private readonly states: number[] = [];
  /** Indexes on the tape of the collections that are open. */
  private readonly open: number[] = [];
  private anchors = new Map<string, number>();
  private handles = new Map<string, string>();
  /** End of the last thing read that belongs to the document, for the ends of block collections. */
  private contentEnd = 0;

  constructor(
    private readonly scanner: Scanner,
    private readonly tape: TapeWriter,
  ) {}

  parse(): number {
    const { scanner } = this;
    this.state = DONE;
    this.states.length = this.open.length = 0;
    if (this.anchors.size > 0) this.anchors = new Map();
    this.handles = new Map([
      ['!', '!'],
      ['!!', TAG_PREFIX],
    ]);

    let kind = scanner.peek();
    if (kind === STREAM_END) return scanner.tokenStart;
    this.states.push(DONE);
    if (kind === VERSION_DIRECTIVE || kind === TAG_DIRECTIVE || kind === DOCUMENT_START) {
      this.directives();
      if (scanner.peek() !== DOCUMENT_START) this.fail('did not find expected <document start>');
      const end = scanner.tokenEnd;
      scanner.take();
      kind = scanner.peek();
      const empty =
        kind === VERSION_DIRECTIVE ||
        kind === TAG_DIRECTIVE ||
        kind === DOCUMENT_START ||
        kind === DOCUMENT_END ||
        kind === STREAM_END;
      if (empty) this.empty(end, this.states.pop()!);
      else this.node(true, false);
    } else this.node(true, false);

    while (this.state !== DONE) this.step();

    // The reader looks at one more token before it is content.
    if (scanner.peek() === DOCUMENT_END) {
      const end = scanner.tokenEnd;
      return end;
    }
    return scanner.tokenStart;
  }

  private fail(phrase: string, offset = this.scanner.tokenStart, since = offset): never {
    throw new Problem(phrase, offset, since, 'parser');
  }

  /** Fails at the next token, inside the innermost open collection. */
  private failInside(phrase: string): never {
    const start = this.tape.words[this.open[this.open.length - 1]! + 1]!;
    this.fail(phrase, this.scanner.tokenStart, start);
  }

  private directives(): void {
    const { scanner } = this;
    let version = false;
    const own = new Set<string>();
    for (;;) {
      const kind = scanner.peek();
      if (kind === VERSION_DIRECTIVE) {
        if (version) this.fail('found duplicate %YAML directive');
        if (scanner.tokenString() !== '1.1') this.fail('found incompatible YAML document');
        version = true;
      } else if (kind === TAG_DIRECTIVE) {
        const [handle = '', prefix = ''] = scanner.tokenString().split(PART);
        if (own.has(handle)) this.fail('found duplicate %TAG directive');
        own.add(handle);
        this.handles.set(handle, prefix);
      } else return;
      scanner.take();
    }
  }

  private step() {
    const { scanner } = this;
    const kind = scanner.peek();
    switch (this.state) {
      case BLOCK_KEY:
        if (kind === KEY) {
          const end = this.takeIndicator();
          const next = scanner.peek();
          if (next === KEY || next === VALUE || next === BLOCK_END) return this.empty(end, BLOCK_VALUE);
          this.states.push(BLOCK_VALUE);
          return this.node(true, true);
        }
        if (kind === BLOCK_END) return this.close();
        return this.failInside('did not find expected key');

      case BLOCK_VALUE:
        if (kind === VALUE) {
          const end = this.takeIndicator();
          const next = scanner.peek();
          if (next === KEY || next === VALUE || next === BLOCK_END) return this.empty(end, BLOCK_KEY);
          this.states.push(BLOCK_KEY);
          return this.node(true, true);
        }
        return this.empty(this.contentEnd, BLOCK_KEY);

      case BLOCK_LIST_ENTRY:
        if (kind === BLOCK_ENTRY) {
          const end = this.takeIndicator();
          const next = scanner.peek();
          if (next === BLOCK_ENTRY || next === BLOCK_END) return this.empty(end, BLOCK_LIST_ENTRY);
          this.states.push(BLOCK_LIST_ENTRY);
          return this.node(true, false);
        }
        if (kind === BLOCK_END) return this.close();
        return this.failInside("did not find expected '-' indicator");

      case INDENTLESS_ENTRY:
        if (kind === BLOCK_ENTRY) {
          const end = this.takeIndicator();
          const next = scanner.peek();
          if (next === BLOCK_ENTRY || next === KEY || next === VALUE || next === BLOCK_END) {
            return this.empty(end, INDENTLESS_ENTRY);
          }
          this.states.push(INDENTLESS_ENTRY);
          return this.node(true, false);
        }
        this.tape.close(this.open.pop()!, this.contentEnd);
        this.state = this.states.pop()!;
        return;

      case FLOW_LIST_FIRST:
      case FLOW_LIST_NEXT:
        return this.flowListEntry(kind);

      case PAIR_KEY:
        if (kind !== VALUE && kind !== FLOW_ENTRY && kind !== FLOW_LIST_END) {
          this.states.push(PAIR_VALUE);
          return this.node(false, false);
        }
        // The reader goes past this token, whatever it is.
        return this.empty(this.takeIndicator(), PAIR_VALUE);

      case PAIR_VALUE:
        if (kind === VALUE) {
          const end = this.takeIndicator();
          const next = scanner.peek();
          if (next === FLOW_ENTRY || next === FLOW_LIST_END) return this.empty(end, PAIR_DONE);
          this.states.push(PAIR_DONE);
          return this.node(false, false);
        }
        return this.empty(this.contentEnd, PAIR_DONE);

      case PAIR_DONE:
        this.tape.close(this.open.pop()!, this.contentEnd);
        this.state = FLOW_LIST_NEXT;
        return;

      case FLOW_KEY_FIRST:
      case FLOW_KEY_NEXT:
        return this.flowKey(kind);

      case FLOW_VALUE:
        if (kind === VALUE) {
          const end = this.takeIndicator();
          const next = scanner.peek();
          if (next === FLOW_ENTRY || next === FLOW_MAP_END) return this.empty(end, FLOW_KEY_NEXT);
          this.states.push(FLOW_KEY_NEXT);
          return this.node(false, false);
        }
        return this.empty(this.contentEnd, FLOW_KEY_NEXT);

      default: // FLOW_NO_VALUE
        return this.empty(this.contentEnd, FLOW_KEY_NEXT);
    }
  }

  private flowListEntry(first: number) {
    const { scanner } = this;
    let kind = first;
    if (kind !== FLOW_LIST_END) {
      if (this.state === FLOW_LIST_NEXT) {
        if (kind !== FLOW_ENTRY) this.failInside("did not find expected ',' or ']'");
        this.takeIndicator();
        kind = scanner.peek();
      }
      if (kind === KEY) {
        this.open.push(this.tape.add(MAP, scanner.tokenStart, scanner.tokenEnd, 0));
        this.takeIndicator();
        this.state = PAIR_KEY;
        return;
      }
      if (kind !== FLOW_LIST_END) {
        this.states.push(FLOW_LIST_NEXT);
        return this.node(false, false);
      }
    }
    this.close();
  }

  private flowKey(first: number) {
    const { scanner } = this;
    let kind = first;
    if (kind !== FLOW_MAP_END) {
      if (this.state === FLOW_KEY_NEXT) {
        if (kind !== FLOW_ENTRY) this.failInside("did not find expected ',' or '}'");
        this.takeIndicator();
        kind = scanner.peek();
      }
      if (kind === KEY) {
        const end = this.takeIndicator();
        kind = scanner.peek();
        if (kind === VALUE || kind === FLOW_ENTRY || kind === FLOW_MAP_END)
          return this.empty(end, FLOW_VALUE);
        this.states.push(FLOW_VALUE);
        return this.node(false, false);
      }
      if (kind !== FLOW_MAP_END) {
        this.states.push(FLOW_NO_VALUE);
        return this.node(false, false);
      }
    }
    this.close();
  }

  /** Goes past an indicator and returns where it ends. */
  private takeIndicator(): number {
    const end = this.scanner.tokenEnd;
    // Keys without a question mark are marked by a token without width at the start of the key.
    if (end > this.contentEnd) this.contentEnd = end;
    this.scanner.take();
    return end;
  }

  /** Ends the innermost collection with the next token. */
  private close(): void {
    const { scanner } = this;
    if (scanner.tokenEnd > scanner.tokenStart) this.contentEnd = scanner.tokenEnd;
    this.tape.close(this.open.pop()!, this.contentEnd);
    scanner.take();
    this.state = this.states.pop()!;
  }

  /** A value that is not there. */
  private empty(offset: number, next: number): void {
    this.tape.add(PLAIN, offset, offset, 0);
    this.state = next;
  }

  /** One node: its anchor and tag, then a scalar, an alias, or the start of a collection. */
  private node(block: boolean, indentless: boolean) {
    const { scanner, tape } = this;
    let kind = scanner.peek();
    let marks = 0;
    let tag = '';
    let anchor = '';
    const start = scanner.tokenStart;
    let end = start;
    if (kind === ALIAS_TOKEN) {
      const name = scanner.tokenString();
      const target = this.anchors.get(name);
      if (target === undefined) throw new Problem(`unknown anchor '${name}' referenced`, start);
      this.contentEnd = scanner.tokenEnd;
      tape.add(ALIAS, start, scanner.tokenEnd, target);
      scanner.take();
      this.state = this.states.pop()!;
      return;
    }
    if (kind === ANCHOR_TOKEN || kind === TAG_TOKEN) {
      // Either may come first, each once.
      for (let part = 0; part < 2; part++) {
        if (kind === ANCHOR_TOKEN && anchor === '') {
          anchor = scanner.tokenString();
          marks |= ANCHORED;
        } else if (kind === TAG_TOKEN && (marks & TAGGED) === 0) {
          tag = scanner.tokenString();
          marks |= TAGGED;
        } else break;
        end = this.contentEnd = scanner.tokenEnd;
        scanner.take();
        kind = scanner.peek();
      }
      if (tag !== '') tag = this.tagOf(tag, start);
    }

    let at: number;
    if (kind === PLAIN_SCALAR || kind === QUOTED_SCALAR) {
      this.contentEnd = scanner.tokenEnd;
      const extra = scanner.tokenExtra;
      const index = extra === 0 ? 0 : tape.strings.push(scanner.strings[extra - 1]!);
      at = tape.add(
        (kind === PLAIN_SCALAR ? PLAIN : QUOTED) | marks,
        scanner.tokenStart,
        scanner.tokenEnd,
        index,
      );
      scanner.take();
      this.state = this.states.pop()!;
    } else if (block && kind === BLOCK_MAP_START) at = this.begin(MAP, marks, BLOCK_KEY);
    else if (block && kind === BLOCK_LIST_START) at = this.begin(LIST, marks, BLOCK_LIST_ENTRY);
    else if (kind === FLOW_MAP_START) at = this.begin(MAP, marks, FLOW_KEY_FIRST);
    else if (kind === FLOW_LIST_START) at = this.begin(LIST, marks, FLOW_LIST_FIRST);
    else if (indentless && kind === BLOCK_ENTRY) {
      at = tape.add(LIST | marks, scanner.tokenStart, scanner.tokenEnd, 0);
      this.open.push(at);
      this.state = INDENTLESS_ENTRY;
    } else if (marks !== 0) {
      at = tape.add(PLAIN | marks, end, end, 0);
      this.state = this.states.pop()!;
    } else return this.fail('did not find expected node content', scanner.tokenStart, start);

    if (marks !== 0) {
      if (anchor !== '') this.anchors.set(anchor, at);
      if (tag !== '') tape.tags.set(at, tag);
    }
  }

  private begin(kind: number, marks: number, state: number): number {
    const { scanner } = this;
    const at = this.tape.add(kind | marks, scanner.tokenStart, scanner.tokenEnd, 0);
    this.contentEnd = scanner.tokenEnd;
    this.open.push(at);
    scanner.take();
    this.state = state;
    return at;
  }

  private tagOf(text: string, start: number): string {
    const [handle = '', suffix = ''] = text.split(PART);
    if (handle === '') return suffix;
    const prefix = this.handles.get(handle);
    if (prefix === undefined) this.fail('found undefined tag handle', this.scanner.tokenStart, start);
    return prefix + suffix;
  }
}
