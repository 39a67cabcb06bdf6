/** What the parser that ANTLR generates for cel-go does with tokens: errors, and where reading goes on after one. */
import { type Expr, type Issue, nothing } from './ast.js';
import { FIRST, FOLLOW } from './grammar.js';
import type { Token } from './tokens.js';

/** After so many errors that it went on from, the parser gives up. */
const MOST_RECOVERIES = 30;

/** Reads tokens one after the other, and goes on behind what is wrong. */
export class TokenReader {
  protected next = 0;
  protected failing = false;
  private recoveries = 0;
  /** How many brackets are open. */
  private open = 0;

  constructor(
    protected readonly tokens: readonly Token[],
    private readonly issues: Issue[],
  ) {}

  protected issue(at: number, message: string): void {
    this.issues.push({ at, message });
  }

  protected peek(ahead = 0): Token {
    return this.tokens[this.next + ahead] ?? (this.tokens[this.tokens.length - 1] as Token);
  }

  protected is(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.type === 'op' && token.text === text;
  }

  protected take(): Token {
    const token = this.peek();
    if (token.type !== 'eof') this.next += 1;
    this.failing = false;
    return token;
  }

  protected fail(message: string, at: Token): void {
    if (!this.failing && this.recoveries <= MOST_RECOVERIES) this.issue(at.at, `Syntax error: ${message}`);
    this.failing = true;
    this.recoveries += 1;
    if (this.recoveries <= MOST_RECOVERIES) return;
    this.next = this.tokens.length - 1;
    if (this.recoveries > MOST_RECOVERIES + 1) return;
    this.issue(this.peek().at, `Syntax error: error recovery attempt limit exceeded: ${MOST_RECOVERIES}`);
  }

  /** A token too many: reading goes on as if it were not there. */
  protected passOver(expecting: string): void {
    this.fail(`extraneous input '${this.peek().text}' expecting ${expecting}`, this.peek());
    this.take();
  }

  protected expect(text: string, expecting = `'${text}'`): void {
    const token = this.peek();
    if (this.is(text)) {
      this.take();
      return;
    }
    if (this.is(text, 1)) {
      this.passOver(expecting);
      this.take();
      return;
    }
    // A token that could stand behind the one that is wanted tells that this is missing.
    const behind = text === ':' ? this.startsOperand() : token.type === 'eof' && this.open === 0;
    if (behind && expecting === `'${text}'`) {
      this.fail(`missing '${text}' at '${token.text}'`, token);
      return;
    }
    this.fail(`mismatched input '${token.text}' expecting ${expecting}`, token);
    this.hole();
  }

  /** What stands in brackets, the closing one with it; `inside`: what may follow the opening one at once. */
  protected within<T>(
    close: string,
    inside: keyof typeof FIRST | undefined,
    read: () => T,
    expecting?: string,
  ): T | undefined {
    this.open += 1;
    if (inside !== undefined && !this.begins(inside, close)) {
      if (this.peek().type !== 'eof' && this.begins(inside, close, 1)) this.passOver(FIRST[inside]);
      else this.fail(`mismatched input '${this.peek().text}' expecting ${FIRST[inside]}`, this.peek());
    }
    const out = this.failing ? undefined : read();
    if (this.failing && inside !== undefined) this.hole();
    this.open -= 1;
    this.expect(close, expecting);
    return out;
  }

  /** Whether a token may stand right behind an opening bracket. */
  protected begins(inside: keyof typeof FIRST, close: string, ahead = 0): boolean {
    const { type, text } = this.peek(ahead);
    if (type === 'op' && (text === close || (inside !== '(' && (text === ',' || text === '?')))) return true;
    if (inside === 'message') return type === 'ident' || type === 'quoted';
    return this.startsOperand(ahead) || (type === 'op' && (text === '-' || text === '!'));
  }

  protected hole(): Expr {
    while (!FOLLOW.has(this.peek().text) || this.peek().type === 'literal') {
      if (this.peek().type === 'eof') break;
      this.next += 1;
    }
    return nothing(this.peek().at);
  }

  protected startsOperand(ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.type === 'literal' || token.type === 'ident' || ['[', '{', '(', '.'].includes(token.text);
  }
}
