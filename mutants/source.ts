/** The source files that are changed, and their syntax trees. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vitest/node';

/** The checkout. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** A node of the syntax tree (ESTree with TypeScript's nodes). */
export interface SyntaxNode {
  type: string;
  start: number;
  end: number;
  [field: string]: unknown;
}

/** Whether a file is one of the sources that tests must notice: what is generated is the generator's to test. */
export function isSource(path: string): boolean {
  return /^src\/.*\.ts$/.test(path) && !/\.generated\.ts$/.test(path);
}

/** The rooms of the house: the folders of `src`, and `.` for the files beside them. */
export function rooms(): string[] {
  const src = join(ROOT, 'src');
  return [
    ...readdirSync(src)
      .filter((name) => statSync(join(src, name)).isDirectory())
      .sort(),
    '.',
  ];
}

/** The files of a room, as paths from the checkout, sorted. */
export function filesOf(room: string): string[] {
  const folder = room === '.' ? 'src' : join('src', room);
  return readdirSync(join(ROOT, folder), { recursive: room !== '.', encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter(isSource)
    .sort();
}

export function readSource(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

export function parse(code: string): SyntaxNode {
  return parseAst(code, { lang: 'ts' }) as unknown as SyntaxNode;
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string';
}

/** The nodes directly below one, in the order of the text; types and declarations of types are left out. */
function childrenOf(node: SyntaxNode): { key: string; child: SyntaxNode }[] {
  const found: { key: string; child: SyntaxNode }[] = [];
  for (const [key, value] of Object.entries(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child) && !isTypeOnly(child)) found.push({ key, child });
    }
  }
  return found.sort((a, b) => a.child.start - b.child.start);
}

/** Syntax that is gone when the program runs. `x as T`, `x!` and `x satisfies T` have a value in them and stay. */
function isTypeOnly({ type, declare }: SyntaxNode): boolean {
  return (
    declare === true ||
    (type.startsWith('TS') &&
      !/^TS(As|NonNull|Satisfies|TypeAssertion|ParameterProperty|Instantiation|Enum)/.test(type))
  );
}

/** Calls `visit` on each node, parents first, with the nodes above it (the nearest first). */
export function walk(
  node: SyntaxNode,
  visit: (node: SyntaxNode, above: readonly SyntaxNode[], key: string) => void,
  above: readonly SyntaxNode[] = [],
  key = '',
): void {
  visit(node, above, key);
  const inside = [node, ...above];
  for (const { key: name, child } of childrenOf(node)) walk(child, visit, inside, name);
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

export function isFunction({ type }: SyntaxNode): boolean {
  return FUNCTIONS.has(type);
}

/** Line and column (both from 1) of an offset. */
export function placeOf(code: string, offset: number): { line: number; column: number } {
  const before = code.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - start + 1 };
}

/** Source → the sources that import something of it that is there at run time. */
export function importers(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const path of rooms().flatMap(filesOf)) {
    for (const [, from = ''] of readSource(path).matchAll(
      /^(?:import|export) (?!type )[^;]*? from '(\.[^']+)\.js';/gms,
    )) {
      const target = `${join(path, '..', from)}.ts`;
      found.set(target, [...(found.get(target) ?? []), path]);
    }
  }
  return found;
}
