/** Expressions of CEL (https://github.com/google/cel-spec) as a tree. Places are offsets in code points. */

export type Literal =
  | { type: 'null'; value: null }
  | { type: 'bool'; value: boolean }
  | { type: 'int' | 'uint'; value: bigint }
  | { type: 'double'; value: number }
  | { type: 'string'; value: string }
  | { type: 'bytes'; value: Uint8Array };

/** A node; `at` is the place that errors name: of an operator, a dot, an opening bracket. */
export type Expr =
  | { kind: 'literal'; at: number; literal: Literal }
  | { kind: 'ident'; at: number; name: string }
  | { kind: 'select'; at: number; operand: Expr; field: string; test: boolean; optional: boolean }
  | { kind: 'call'; at: number; name: string; target?: Expr; args: Expr[] }
  | { kind: 'list'; at: number; elements: Expr[]; optional: ReadonlySet<number> }
  | { kind: 'map'; at: number; entries: { key: Expr; value: Expr; optional: boolean }[] }
  | { kind: 'message'; at: number; name: string; fields: MessageField[] };

/** `name: value` in braces, `at` the colon. */
export interface MessageField {
  name: string;
  at: number;
  value: Expr;
  optional: boolean;
}

/** Something wrong with an expression. */
export interface Issue {
  at: number;
  message: string;
}

/** What stands for what could not be read. */
export function nothing(at: number): Expr {
  return { kind: 'literal', at, literal: { type: 'null', value: null } };
}
