/**
 * CEL's grammar (cel-go parser/gen/CEL.g4), with the messages and the recovery of the parser that cel-go generates: an
 * error is followed by others only after a token was understood again.
 */
import { type Expr, type Issue, type MessageField, nothing } from './ast.js';
import { EXPECTED, FIRST, memberError, NAMES, PRODUCTS, RELATIONS, RESERVED, SUMS } from './grammar.js';
import { macroIssue } from './macros.js';
import { nesting } from './nesting.js';
import { TokenReader } from './token-reader.js';
import { type Token, tokenize } from './tokens.js';

const DEEPEST = 250;
/** The parser is stopped by the first error that is more than so many. */
const MOST_ISSUES = 100;
/** The most characters of an expression. */
const LONGEST = 100_000;
/** The place of what is said of an expression as a whole. */
export const NOWHERE = -1;

/** The tree of an expression, or what is wrong with its text. */
export function parseCel(text: string): { expr?: Expr; issues: Issue[] } {
  const size = text.length > LONGEST ? Array.from(text).length : 0;
  if (size > LONGEST) {
    const message = `expression code point size exceeds limit: size: ${size}, limit ${LONGEST}`;
    return { issues: [{ at: NOWHERE, message }] };
  }
  const { tokens, issues } = tokenize(text);
  const parser = new Parser(tokens, issues);
  const expr = parser.start();
  if (issues.length === 0 && nesting(expr) > DEEPEST) {
    issues.push({ at: NOWHERE, message: 'max recursion depth exceeded' });
  }
  issues.sort((a, b) => a.at - b.at);
  issues.length = Math.min(issues.length, MOST_ISSUES + 1);
  return issues.length > 0 ? { issues } : { expr, issues };
}

class Parser extends TokenReader {
  private depth = 0;

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

  private expr(): Expr {
    this.depth += 1;
    if (this.depth > DEEPEST) {
      if (this.depth === DEEPEST + 1) {
        this.issue(NOWHERE, `expression recursion limit exceeded: ${DEEPEST}`);
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
          for (let taken = 1; taken < count; taken += 1) this.take();
          this.fail(`no viable alternative at input '-${after.type === 'eof' ? '' : after.text}'`, after);
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

  private operandOrFail(): Expr {
    if (!this.startsOperand()) {
      const token = this.peek();
      const after = this.peek(1);
      if (token.type !== 'eof' && (this.startsOperand(1) || ['-', '!'].includes(after.text))) {
        this.passOver(EXPECTED);
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
      if (token.literal.type === 'int' && token.literal.value === 2n ** 63n) {
        this.issue(token.at, 'invalid int literal');
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
      return this.named({ kind: 'call', at, name: name.replace(/^\./, ''), args: this.arguments() }, ident);
    }
    const message = this.messageName();
    if (message !== undefined) return this.message(name + message);
    return this.named({ kind: 'ident', at: ident.at, name: name.replace(/^\./, '') }, ident);
  }

  /** What begins with a name that is not kept for the language itself. */
  private named(expr: Expr, ident: Token): Expr {
    if (!RESERVED.has(ident.text)) return this.expanded(expr);
    this.issue(ident.at, `reserved identifier: ${ident.text}`);
    return nothing(ident.at);
  }

  private expanded(expr: Expr): Expr {
    const wrong = expr.kind === 'call' ? macroIssue(expr) : undefined;
    if (wrong) this.issue(wrong.at, wrong.message);
    return expr;
  }

  /** The name of a field. Names in backquotes are read, and not taken: the API server does not allow them. */
  private fieldName(token: Token, at = token.at): string {
    if (token.type === 'quoted') this.issue(at, "unsupported syntax: '`'");
    return token.text;
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
          this.fail(memberError(optional, name), name);
          return this.skip(out);
        }
        const { at } = this.take();
        if (optional) this.take();
        this.take();
        if (!optional && name.type === 'ident' && this.is('(')) {
          const open = this.take();
          const args = this.arguments();
          out = this.expanded({ kind: 'call', at: open.at, name: name.text, target: out, args });
        } else {
          out = { kind: 'select', at, operand: out, field: this.fieldName(name), test: false, optional };
        }
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
    this.within(')', '(', () => {
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
    this.within(']', '[', read, "{']', ','}");
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
    this.within('}', '{', read, "{'}', ','}");
    return { kind: 'map', at, entries };
  }

  private message(name: string): Expr {
    const { at } = this.take();
    const fields: MessageField[] = [];
    let begin: number | undefined;
    const read = (): void => {
      while (!this.is('}') && this.peek().type !== 'eof') {
        const optional = this.is('?');
        if (optional) this.take();
        const field = this.peek();
        if (field.type !== 'ident' && field.type !== 'quoted') {
          this.fail(`mismatched input '${field.text}' expecting ${optional ? NAMES : FIRST.message}`, field);
          break;
        }
        this.take();
        const colon = this.peek();
        this.expect(':');
        // cel-go names the place where the fields begin.
        begin ??= field.at;
        fields.push({ name: this.fieldName(field, begin), at: colon.at, value: this.expr(), optional });
        if (!this.is(',')) break;
        this.take();
      }
    };
    this.within('}', 'message', read, "{'}', ','}");
    return { kind: 'message', at, name, fields };
  }
}
