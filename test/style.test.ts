import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isFunction, parse, ROOT, readSource, type SyntaxNode, walk } from '../mutants/source.js';
import { ALL_KINDS } from '../src/admission/groups/all.js';

/** Folders with code; those of tests are read as a story each. */
const FOLDERS = ['src', 'conformance', 'bench', 'scripts', 'mutants', 'fuzz'];
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

/** Longer files are read in pieces, but for those that are one thing. */
const LONGEST_FILE = 400;
const LONG_FILES: Record<string, string> = {
  'src/admission/decode.ts': 'reader: what each Go type takes',
  'src/manifest/yaml/compose.ts': 'reader: the tree of a text, its anchors, merges and limits',
  'src/manifest/yaml/scanner.ts': 'scanner',
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

/** A pattern that may begin anywhere and is a run up to the end: in the middle of a text each place of a run is a beginning. */
function looksAgain({ pattern, flags }: { pattern: string; flags: string }): boolean {
  const run = /^(?:\[(?:[^\]\\]|\\.)*\]|\\.|[^\\()^])[+*]\$$/;
  const rest = /^(?:\[(?:[^\]\\]|\\.)*\]|\\.|[^\\()^])\.\*\$$/;
  return pattern.split('|').some((one) => run.test(one) || (rest.test(one) && !/[sm]/.test(flags)));
}

/** The patterns of a source that do. */
function slowPatterns(path: string): string[] {
  const found: string[] = [];
  walk(parse(readSource(path)), (node) => {
    const regex = node['regex'] as { pattern: string; flags: string } | undefined;
    if (regex && looksAgain(regex)) found.push(`${path} ${regex.pattern}`);
  });
  return found;
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

describe('a file is read in one go', () => {
  it(`has at most ${LONGEST_FILE} lines, but for those with a reason`, () => {
    const long = sources.filter((path) => linesOf(readSource(path).trimEnd()) > LONGEST_FILE);
    expect(long).toEqual(Object.keys(LONG_FILES).sort());
  });
});

describe('a function is read at a glance', () => {
  it(`has at most ${LONGEST_FUNCTION} lines, but for those with a reason`, () => {
    expect(sources.flatMap(longFunctions).sort()).toEqual(Object.keys(LONG_FUNCTIONS).sort());
  });
});

/** What has names that people look for, and what is found by them. */
const NAMED = [...FOLDERS, 'test', 'docs', 'fixtures/admission', 'fixtures/diff'];
/** Kinds whose names are two words elsewhere too: the field `template`, and admission plugins, which are called so. */
const TWO_WORDS = /(^|\/)pod-template|^(src|test|fixtures)\/admission\/plugins\//;

const files = NAMED.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length)),
).sort();

/** `StatefulSet` → `stateful-set`, `CSIDriver` → `csi-driver`. */
function hyphened(kind: string): string {
  return kind
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}

describe('a file is found by its name', () => {
  it('is written in small letters, words with hyphens', () => {
    const style = /^([a-z0-9]+([-.][a-z0-9]+)*\/)*([a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)+|README\.md)$/;
    expect(files.filter((file) => !style.test(file))).toEqual([]);
  });

  it('writes a kind as its resource, in one word', () => {
    const kinds = [...ALL_KINDS.values()]
      .map(({ kind }) => hyphened(kind))
      .filter((kind) => kind.includes('-'));
    const wrong = new RegExp(`(^|[/-])(${kinds.join('|')})s?[-./]`);
    expect(files.filter((file) => wrong.test(file) && !TWO_WORDS.test(file))).toEqual([]);
  });
});

/** Verbs that both the server and kubectl have, and what every command has; `explain` is the library's too. */
const SHARED = new Set([
  ...['apply', 'create', 'evict', 'patch', 'remove', 'scale'],
  'get',
  'run',
  'declare',
  'explain',
]);

function exportedFunctions(path: string): Set<string> {
  const found = readSource(path).matchAll(/^export (?:async )?function\*? (\w+)/gm);
  return new Set([...found].map(([, name]) => name!));
}

describe('a name means one thing', () => {
  it('is exported once', () => {
    const places = new Map<string, string[]>();
    for (const path of sources.filter((one) => one.startsWith('src/'))) {
      for (const name of exportedFunctions(path)) places.set(name, [...(places.get(name) ?? []), path]);
    }
    const several = [...places].filter(([name, paths]) => paths.length > 1 && !SHARED.has(name));
    expect(several.map(([name, paths]) => `${name}: ${paths.join(' ')}`)).toEqual([]);
  });
});

it('versions are compared in src/api/version.ts alone', () => {
  const bare = /\bminor\b\s*[<>]=?\s*\d|\b[vV]ersion\.split\(/;
  const comparing = sources.filter((path) => path !== 'src/api/version.ts' && bare.test(readSource(path)));
  expect(comparing).toEqual([]);
});

/** What is given the items of a list one by one takes a place on the stack for each: lists of an input may be too long. */
describe('a list is handed over as a list', () => {
  const NAMES = new Set(['push', 'unshift', 'splice', 'max', 'min', 'concat', 'fromCodePoint']);

  function spread(path: string): string[] {
    const code = readSource(path);
    const found: string[] = [];
    walk(parse(code), (node) => {
      if (node.type !== 'CallExpression') return;
      const callee = node['callee'] as SyntaxNode;
      const name = (callee['property'] as SyntaxNode | undefined)?.['name'];
      const words = node['arguments'] as SyntaxNode[];
      if (NAMES.has(String(name)) && words.some(({ type }) => type === 'SpreadElement')) {
        found.push(`${path}: ${code.slice(node.start, node.end)}`);
      }
    });
    return found;
  }

  it('to `append`, `largest` and `smallest` of src/api/lists.ts', () => {
    expect(sources.filter((path) => path.startsWith('src/')).flatMap(spread)).toEqual([]);
  });
});

it('no pattern runs again and again through one run of characters: `withoutTrailing`, or a look behind', () => {
  expect(sources.filter((path) => path.startsWith('src/')).flatMap(slowPatterns)).toEqual([]);
});
