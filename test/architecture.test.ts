import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** The one way through the house: a room imports only rooms before it. Rooms in one list are side by side. */
const ROOMS = [
  ['api'],
  ['manifest'],
  ['schema'],
  ['cluster'],
  ['references'],
  ['admission'],
  ['patch'],
  ['apiserver'],
  ['kubectl'],
  ['scheduler'],
  ['controllers'],
  ['kubelet'],
  ['simulation'],
  ['explain', 'diff', 'lint'],
  ['config'],
  ['init'],
  ['report'],
  ['cli'],
];
const RANK = new Map(ROOMS.flatMap((rooms, rank) => rooms.map((room) => [room, rank] as const)));

/** Rooms that work on values alone: they may not reach for files, the clock, chance or the process. */
const PURE = [
  'api',
  'cluster',
  'references',
  'admission',
  'patch',
  'apiserver',
  'kubectl',
  'scheduler',
  'controllers',
  'kubelet',
  'simulation',
  'explain',
  'diff',
];
const IMPURE_MODULE = /^(node:)?(fs|os|child_process|http|https|net|worker_threads|crypto)(\/|$)/;
const IMPURE_CALL =
  /\b(Date\.now|Math\.random|performance\.now|process\.(?!stdout\.columns)[a-z]+|new Date\(\))/;
/** What else a module offers that depends on its arguments alone, and who takes no more of it. */
const READS_KEYS =
  /^import \{ constants, createPublicKey, type KeyObject, verify, X509Certificate \} from 'node:crypto';$/m;
const PURE_IN_PART: Readonly<Record<string, RegExp>> = { 'admission/go/x509.ts': READS_KEYS };

/** Where a value is cast by force although it is neither JSON nor an object, and why. */
const FORCED_CASTS: Readonly<Record<string, string>> = {
  'schema/keywords.ts': 'the types of ajv do not know what its compiled validators are called on',
};

interface Import {
  from: string;
  to: string;
}

function sources(): string[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .sort();
}

function importsOf(file: string): string[] {
  return importsIn(readFileSync(join(SRC, file), 'utf8'));
}

function importsIn(text: string): string[] {
  const found = text.matchAll(
    /(?:^\s*(?:import|export)\b[^'"`;]*?from\s*|^\s*import\s*|\bimport\()\s*['"]([^'"]+)['"]/gm,
  );
  return [...found].map((match) => match[1]!);
}

function roomOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : '';
}

/** The files of src that a file imports, types included. */
function neighboursOf(file: string): string[] {
  return importsOf(file)
    .filter((name) => name.startsWith('.'))
    .map((name) => relative(SRC, normalize(join(SRC, dirname(file), name))).replace(/\.js$/, '.ts'));
}

function importsBetweenRooms(): Import[] {
  return sources().flatMap((from) =>
    neighboursOf(from)
      .filter((to) => roomOf(to) !== roomOf(from))
      .map((to) => ({ from, to })),
  );
}

/** Files that reach each other (the strongly connected components of more than one file, by Tarjan), each as one text. */
function circles(neighbours: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const low = new Map<string, number>();
  const open: string[] = [];
  const visit = (file: string): number => {
    const number = low.size;
    const depth = open.push(file) - 1;
    low.set(file, number);
    let least = number;
    for (const next of neighbours.get(file) ?? []) {
      if (next === file) found.push(file);
      if (!low.has(next)) least = Math.min(least, visit(next));
      else if (open.includes(next)) least = Math.min(least, low.get(next)!);
    }
    low.set(file, least);
    if (least === number) {
      const group = open.splice(depth);
      if (group.length > 1) found.push(group.sort().join(' '));
    }
    return least;
  };
  for (const file of neighbours.keys()) if (!low.has(file)) visit(file);
  return found.sort();
}

describe('the house', () => {
  it('has no room that is not in the plan', () => {
    const rooms = new Set(sources().map(roomOf).filter(Boolean));
    expect([...rooms].filter((room) => !RANK.has(room))).toEqual([]);
  });

  it('lets a room import only rooms before it', () => {
    const wrong = importsBetweenRooms().filter(({ from, to }) => {
      const [here, there] = [RANK.get(roomOf(from)), RANK.get(roomOf(to))];
      // src/index.ts, the library's entry, stands outside and imports what it likes.
      if (roomOf(from) === '') return false;
      return there === undefined || here === undefined || there >= here;
    });
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it('has no files that import each other in a circle, not even for types', () => {
    const neighbours = new Map(sources().map((file) => [file, neighboursOf(file)] as const));
    expect(circles(neighbours)).toEqual([]);
  });

  it('would see a circle', () => {
    const graph = { a: ['b'], b: ['c', 'e'], c: ['a', 'd'], d: [], e: ['f'], f: ['e'], g: ['g', 'a'] };
    expect(circles(new Map(Object.entries(graph)))).toEqual(['a b c', 'e f', 'g']);
  });

  it('casts what the compiler holds for unlike in one file, and elsewhere for a reason', () => {
    const forced = sources().filter((file) => / as unknown as\b/.test(readFileSync(join(SRC, file), 'utf8')));
    expect(forced).toEqual(['api/unstructured.ts', ...Object.keys(FORCED_CASTS)]);
  });

  it('keeps files, the clock and chance out of the rooms that only compute', () => {
    const wrong: string[] = [];
    for (const file of sources().filter((name) => PURE.includes(roomOf(name)))) {
      const text = readFileSync(join(SRC, file), 'utf8').replace(PURE_IN_PART[file] ?? '', '');
      for (const name of importsIn(text)) if (IMPURE_MODULE.test(name)) wrong.push(`${file} imports ${name}`);
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      const call = IMPURE_CALL.exec(code);
      if (call) wrong.push(`${file} uses ${call[0]}`);
    }
    expect(wrong).toEqual([]);
  });
});
