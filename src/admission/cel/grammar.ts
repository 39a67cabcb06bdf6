/** The sets of tokens that CEL's grammar asks for, as the parser of cel-go prints them. */
import type { Token } from './tokens.js';

const LITERALS = "'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER";
/** What an operand begins with, as messages list it. */
export const EXPECTED = `{'[', '{', '(', '.', '-', '!', ${LITERALS}}`;
/** What may stand behind an opening bracket. */
export const FIRST = {
  '(': `{'[', '{', '(', ')', '.', '-', '!', ${LITERALS}}`,
  '[': `{'[', ']', '{', '(', '.', ',', '-', '!', '?', ${LITERALS}}`,
  '{': `{'[', '{', '}', '(', '.', ',', '-', '!', '?', ${LITERALS}}`,
  message: "{'}', ',', '?', IDENTIFIER, ESC_IDENTIFIER}",
} as const;
/** What may follow an operand, where reading goes on after an error. */
export const FOLLOW: ReadonlySet<string> = new Set(
  '== != < <= > >= in && || + - * / % ? : , . [ ] } ) { <EOF>'.split(' '),
);
/** Operators by how they bind, loosest first. */
export const RELATIONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=', 'in']);
export const SUMS: ReadonlySet<string> = new Set(['+', '-']);
export const PRODUCTS: ReadonlySet<string> = new Set(['*', '/', '%']);
/** Words that are no names. */
export const RESERVED: ReadonlySet<string> = new Set(
  'as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);
/** What may name a field, as messages list it. */
export const NAMES = '{IDENTIFIER, ESC_IDENTIFIER}';

/** What is said of a dot that no name follows. */
export function memberError(optional: boolean, { type, text }: Token): string {
  if (!optional && ['true', 'false', 'null'].includes(text)) {
    return `mismatched input '${text}' expecting IDENTIFIER`;
  }
  return `no viable alternative at input '.${optional ? '?' : ''}${type === 'eof' ? '' : text}'`;
}
