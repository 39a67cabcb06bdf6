/**
 * CEL's grammar (cel-go parser/gen/CEL.g4), with the messages and the recovery of the parser that cel-go generates: an
 * error is followed by others only after a token was understood again.
 */
import type { Expr, Issue, MessageField } from './ast.js';
import { type Token, tokenize } from './tokens.js';

const LITERALS = "'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER";
const EXPECTED = `{'[', '{', '(', '.', '-', '!', ${LITERALS}}`;
/** What may stand behind an opening bracket. */
const FIRST = {
  '(': `{'[', '{', '(', ')', '.', '-', '!', ${LITERALS}}`,
  '[': `{'[', ']', '{', '(', '.', ',', '-', '!', '?', ${LITERALS}}`,
  '{': `{'[', '{', '}', '(', '.', ',', '-', '!', '?', ${LITERALS}}`,
  message: "{'}', ',', '?', IDENTIFIER, ESC_IDENTIFIER}",
} as const;
/** What may follow an operand, where reading goes on after an error. */
const FOLLOW: ReadonlySet<string> = new Set(
  '== != < <= > >= in && || + - * / % ? : , . [ ] } ) { <EOF>'.split(' '),
);
const RELATIONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=', 'in']);
const SUMS: ReadonlySet<string> = new Set(['+', '-']);
const PRODUCTS: ReadonlySet<string> = new Set(['*', '/', '%']);
const RESERVED: ReadonlySet<string> = new Set(
  'as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);
const DEEPEST = 250;
const MOST_ISSUES = 30;

/** The tree of an expression, or what is wrong with its text. */
export function parseCel(text: string): { expr?: Expr; issues: Issue[] } {
  const { tokens, issues } = tokenize(text);
  const parser = new Parser(tokens, issues);
  const expr = parser.start();
  issues.sort((a, b) => a.at - b.at);
  issues.length = Math.min(issues.length, MOST_ISSUES);
  return issues.length > 0 ? { issues } : { expr, issues };
}

class Parser {
  private next = 0;
  private failing = false;
  private depth = 0;
  /** How many brackets are open. */
  private open = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly issues: Issue[],
  ) {}

  start(): Expr {
    const expr = this.expr();
    if (this.peek().type !== 'eof') {
      const lone = this.peek(1).type === 'eof';
      this.fail(
        `${lone ? 'extraneous' : 'mismatched'} input '${this.peek().text}' expecting <EOF>`,
        this.peek(),
      );
    }
    return expr;
  }

  private peek(ahead = 0): Token {
    return this.tokens[this.next + ahead] ?? (this.tokens[this.tokens.length - 1] as Token);
  }

  private is(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.type === 'op' && token.text === text;
  }

  private take(): Token {
    const token = this.peek();
    if (token.type !== 'eof') this.next += 1;
    this.failing = false;
    return token;
  }

  private fail(message: string, at: Token): void {
    if (!this.failing) this.issues.push({ at: at.at, message: `Syntax error: ${message}` });
    this.failing = true;
  }

  private expect(text: string, expecting = `'${text}'`): void {
    const token = this.peek();
    if (this.is(text)) {
      this.take();
      return;
    }
    if (this.is(text, 1)) {
      this.fail(`extraneous input '${token.text}' expecting ${expecting}`, token);
      this.next += 1;
      this.take();
      return;
    }
    // A token that could stand behind the one that is wanted tells that this is missing.
    const behind = text === ':' ? this.startsOperand() : token.type === 'eof' && this.open === 0;
    this.fail(
      behind && expecting === `'${text}'`
        ? `missing '${text}' at '${token.text}'`
        : `mismatched input '${token.text}' expecting ${expecting}`,
      token,
    );
  }

  /** What stands in brackets, the closing one with it; `empty`: what may follow the opening one at once. */
  private within<T>(
    close: string,
    empty: string | undefined,
    read: () => T,
    expecting?: string,
  ): T | undefined {
    this.open += 1;
    const wrong = empty !== undefined && this.peek().type === 'eof';
    if (wrong) this.fail(`mismatched input '<EOF>' expecting ${empty}`, this.peek());
    const out = wrong ? undefined : read();
    this.open -= 1;
    this.expect(close, expecting);
    return out;
  }

  private hole(): Expr {
    while (!FOLLOW.has(this.peek().text) || this.peek().type === 'literal') {
      if (this.peek().type === 'eof') break;
      this.next += 1;
    }
    return { kind: 'literal', at: this.peek().at, literal: { type: 'null', value: null } };
  }

  private expr(): Expr {
    this.depth += 1;
    if (this.depth > DEEPEST) {
      if (this.depth === DEEPEST + 1) {
        this.issues.push({ at: this.peek().at, message: `expression recursion limit exceeded: ${DEEPEST}` });
      }
      this.next = this.tokens.length - 1;
      this.failing = true;
      return this.hole();
    }
    const condition = this.binary(0);
    let out = condition;
    if (this.is('?')) {
      const { at } = this.take();
      const yes = this.binary(0);
      this.expect(':');
      out = { kind: 'call', at, name: '_?_:_', args: [condition, yes, this.expr()] };
    }
    this.depth -= 1;
    return out;
  }

  /** The levels of binary operators, loosest first. */
  private static readonly LEVELS: readonly ReadonlySet<string>[] = [
    new Set(['||']),
    new Set(['&&']),
    RELATIONS,
    SUMS,
    PRODUCTS,
  ];

  private binary(level: number): Expr {
    const operators = Parser.LEVELS[level];
    if (!operators) return this.unary();
    let left = this.binary(level + 1);
    while (this.peek().type === 'op' && operators.has(this.peek().text)) {
      const { at, text } = this.take();
      const name = text === 'in' ? '@in' : `_${text}_`;
      left = { kind: 'call', at, name, args: [left, this.binary(level + 1)] };
    }
    return left;
  }

  private unary(): Expr {
    const sign = this.peek();
    if (this.is('!') || this.is('-')) {
      let count = 0;
      while (this.is(sign.text, count)) count += 1;
      const after = this.peek(count);
      const numeric = after.literal && ['int', 'double'].includes(after.literal.type);
      if (!this.startsOperand(count)) {
        if (sign.text === '-') {
          const read = this.tokens.slice(this.next, this.next + count);
          const tail = after.type === 'eof' ? '' : after.text;
          this.fail(
            `no viable alternative at input '${read.map(({ text }) => text).join('')}${tail}'`,
            after,
          );
          return this.hole();
        }
        for (let taken = 0; taken < count; taken += 1) this.take();
        return this.operandOrFail();
      }
      for (let taken = 0; taken < count; taken += 1) this.take();
      if (sign.text === '-' && count === 1 && numeric && after.literal) {
        this.take();
        const { literal } = after;
        const value = typeof literal.value === 'bigint' ? -literal.value : -Number(literal.value);
        return this.members({
          kind: 'literal',
          at: sign.at,
          literal: { ...literal, value } as typeof literal,
        });
      }
      const operand = this.operandOrFail();
      if (count % 2 === 0) return operand;
      return { kind: 'call', at: sign.at, name: sign.text === '!' ? '!_' : '-_', args: [operand] };
    }
    return this.operandOrFail();
  }

  private startsOperand(ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.type === 'literal' || token.type === 'ident' || ['[', '{', '(', '.'].includes(token.text);
  }

  private operandOrFail(): Expr {
    if (!this.startsOperand()) {
      const token = this.peek();
      const after = this.peek(1);
      if (token.type !== 'eof' && (this.startsOperand(1) || ['-', '!'].includes(after.text))) {
        this.fail(`extraneous input '${token.text}' expecting ${EXPECTED}`, token);
        this.next += 1;
        return this.unary();
      }
      this.fail(`mismatched input '${token.text}' expecting ${EXPECTED}`, token);
      return this.hole();
    }
    return this.members(this.primary());
  }

  private primary(): Expr {
    const token = this.peek();
    if (token.type === 'literal' && token.literal) {
      this.take();
      if (token.literal.type === 'int' && token.literal.value > 2n ** 63n - 1n) {
        this.issues.push({ at: token.at, message: 'invalid int literal' });
      }
      return { kind: 'literal', at: token.at, literal: token.literal };
    }
    if (this.is('(')) {
      this.take();
      return this.within(')', undefined, () => this.expr()) as Expr;
    }
    if (this.is('[')) return this.list();
    if (this.is('{')) return this.map();
    let name = '';
    if (this.is('.')) {
      if (this.peek(1).type !== 'ident') {
        const after = this.peek(1);
        this.fail(`no viable alternative at input '.${after.type === 'eof' ? '' : after.text}'`, after);
        return this.hole();
      }
      this.take();
      name = '.';
    }
    const ident = this.take();
    name += ident.text;
    if (this.is('(')) {
      const { at } = this.take();
      return this.known({ kind: 'call', at, name: name.replace(/^\./, ''), args: this.arguments() }, ident);
    }
    const message = this.messageName();
    if (message !== undefined) return this.message(name + message);
    if (RESERVED.has(ident.text)) {
      this.issues.push({ at: ident.at, message: `reserved identifier: ${ident.text}` });
    }
    return { kind: 'ident', at: ident.at, name: name.replace(/^\./, '') };
  }

  private known(expr: Expr, ident: Token): Expr {
    if (RESERVED.has(ident.text)) {
      this.issues.push({ at: ident.at, message: `reserved identifier: ${ident.text}` });
    }
    return expr;
  }

  /** The rest of the name where names and an opening brace make a message; nothing is taken otherwise. */
  private messageName(): string | undefined {
    let ahead = 0;
    let name = '';
    while (this.is('.', ahead) && this.peek(ahead + 1).type === 'ident') {
      name += `.${this.peek(ahead + 1).text}`;
      ahead += 2;
    }
    if (!this.is('{', ahead)) return undefined;
    for (let taken = 0; taken < ahead; taken += 1) this.take();
    return name;
  }

  private members(operand: Expr): Expr {
    let out = operand;
    for (;;) {
      if (this.is('.')) {
        const optional = this.is('?', 1);
        const name = this.peek(optional ? 2 : 1);
        if (name.type !== 'ident' && name.type !== 'quoted') {
          const read = `.${optional ? '?' : ''}${name.type === 'eof' ? '' : name.text}`;
          this.fail(`no viable alternative at input '${read}'`, name);
          return this.skip(out);
        }
        const { at } = this.take();
        if (optional) this.take();
        this.take();
        if (!optional && name.type === 'ident' && this.is('(')) {
          const open = this.take();
          out = { kind: 'call', at: open.at, name: name.text, target: out, args: this.arguments() };
        } else out = { kind: 'select', at, operand: out, field: name.text, test: false, optional };
      } else if (this.is('[')) {
        const { at } = this.take();
        const optional = this.is('?');
        if (optional) this.take();
        const index = this.within(']', undefined, () => this.expr()) as Expr;
        out = { kind: 'call', at, name: optional ? '_[?_]' : '_[_]', args: [out, index] };
      } else return out;
    }
  }

  /** After an error in a member: the dot stands where nothing takes it. */
  private skip(out: Expr): Expr {
    this.next = this.tokens.length - 1;
    return out;
  }

  private arguments(): Expr[] {
    const args: Expr[] = [];
    this.within(')', FIRST['('], () => {
      if (this.is(')')) return;
      for (;;) {
        args.push(this.expr());
        if (!this.is(',')) return;
        this.take();
      }
    });
    return args;
  }

  private list(): Expr {
    const { at } = this.take();
    const elements: Expr[] = [];
    const optional = new Set<number>();
    const read = (): void => {
      while (!this.is(']') && this.peek().type !== 'eof') {
        if (this.is('?')) {
          this.take();
          optional.add(elements.length);
        }
        elements.push(this.expr());
        if (!this.is(',')) break;
        this.take();
      }
    };
    this.within(']', FIRST['['], read, "{']', ','}");
    return { kind: 'list', at, elements, optional };
  }

  private map(): Expr {
    const { at } = this.take();
    const entries: { key: Expr; value: Expr; optional: boolean }[] = [];
    const read = (): void => {
      while (!this.is('}') && this.peek().type !== 'eof') {
        const optional = this.is('?');
        if (optional) this.take();
        const key = this.expr();
        this.expect(':');
        entries.push({ key, value: this.expr(), optional });
        if (!this.is(',')) break;
        this.take();
      }
    };
    this.within('}', FIRST['{'], read, "{'}', ','}");
    return { kind: 'map', at, entries };
  }

  private message(name: string): Expr {
    const { at } = this.take();
    const fields: MessageField[] = [];
    const read = (): void => {
      while (!this.is('}') && this.peek().type !== 'eof') {
        const optional = this.is('?');
        if (optional) this.take();
        const field = this.peek();
        if (field.type !== 'ident' && field.type !== 'quoted') {
          this.fail(`mismatched input '${field.text}' expecting ${FIRST.message}`, field);
          break;
        }
        this.take();
        const colon = this.peek();
        this.expect(':');
        fields.push({ name: field.text, at: colon.at, value: this.expr(), optional });
        if (!this.is(',')) break;
        this.take();
      }
    };
    this.within('}', FIRST.message, read, "{'}', ','}");
    return { kind: 'message', at, name, fields };
  }
}
