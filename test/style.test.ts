import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isFunction, parse, ROOT, readSource, type SyntaxNode, walk } from '../mutants/source.js';

/** Folders with code; those of tests are read as a story each. */
const FOLDERS = ['src', 'conformance', 'bench', 'scripts', 'mutants'];
const LONGEST_FUNCTION = 60;

/** Functions that are longer than a screen, each with its reason. */
const LONG_FUNCTIONS: Record<string, string> = {
  'src/admission/cel/tokens.ts tokenize': 'scanner',
  'src/manifest/yaml/block-scalar.ts readBlockScalar': 'scanner',
  'src/manifest/yaml/parser.ts node': 'scanner: a production of the grammar',
  'src/manifest/yaml/parser.ts step': 'table: a state of the parser each',
  'src/manifest/yaml/quoted.ts readQuoted': 'scanner',
  'src/manifest/yaml/scanner.ts fetch': 'table: a character each',
  'src/manifest/yaml/scanner.ts plainScalar': 'scanner',
  'mutants/operators.ts mutantsOf': 'table: a kind of syntax each',
};

const sources = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|mjs)$/.test(file) && !/\.generated\./.test(file))
    .map((file) => join(folder, file)),
).sort();

/** The name that a function goes by: its own, or that of what it is given to. */
function nameOf(node: SyntaxNode, above: readonly SyntaxNode[]): string | undefined {
  const named = [node, ...above.slice(0, 1)].map(
    (one) => (one['id'] ?? one['key']) as SyntaxNode | undefined,
  );
  return named.find((name) => typeof name?.['name'] === 'string')?.['name'] as string | undefined;
}

function linesOf(text: string): number {
  return text.split('\n').length;
}

/** The functions of a source that are too long; one within another that is, is not told by itself. */
function longFunctions(path: string): string[] {
  const code = readSource(path);
  if (linesOf(code) <= LONGEST_FUNCTION) return [];
  const found: string[] = [];
  const isLong = (node: SyntaxNode) =>
    isFunction(node) && linesOf(code.slice(node.start, node.end)) > LONGEST_FUNCTION;
  walk(parse(code), (node, above) => {
    if (isLong(node) && !above.some(isLong)) found.push(`${path} ${nameOf(node, above) ?? 'function'}`);
  });
  return found;
}

describe('a function is read at a glance', () => {
  it(`has at most ${LONGEST_FUNCTION} lines, but for those with a reason`, () => {
    expect(sources.flatMap(longFunctions).sort()).toEqual(Object.keys(LONG_FUNCTIONS).sort());
  });
});
