/** Files of a revision, read through the git of the machine: `git:REV:PATH`. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { basename, extname, join } from 'node:path/posix';
import { withoutTrailing } from '../api/text.js';
import { type GitPath, gitPathText } from './git-path.js';
import { runProgram } from './programs.js';

export interface GitFile {
  /** `git:REV:PATH`, the path from the working folder. */
  file: string;
  bytes: Buffer;
}

/**
 * The files that a path names in a revision: one file of any name, or those of a folder with one of the `extensions`. A text
 * says what is wrong with the revision or the path.
 */
export function readRevision({ revision, path }: GitPath, extensions: readonly string[]): GitFile[] | string {
  const commit = commitOf(revision);
  if (commit.is === 'unknown') return commit.why;
  const listed = runProgram('git', ['ls-tree', '-r', '-z', commit.hash, '--', path === '' ? '.' : path]);
  if (listed.status !== 0) return listed.complaint;
  const entries = listed.stdout.toString('utf8').split('\0').flatMap(entryOf);
  const trimmed = withoutTrailing(path.replace(/^\.\//, ''), '/');
  const named = entries.filter(({ name }) => name === trimmed || extensions.includes(extname(name)));
  if (named.length === 0) return `there is no ${path === '' ? 'manifest' : path} in ${revision}`;
  return contentsOf(named).map(({ name, bytes }) => ({ file: gitPathText({ revision, path: name }), bytes }));
}

/** The names among `names` that a folder of a revision has a file of; none where git cannot say. */
export function filesInRevision({ revision, path }: GitPath, names: readonly string[]): string[] {
  const commit = commitOf(revision);
  if (commit.is === 'unknown') return [];
  const paths = names.map((name) => join(path, name));
  const listed = runProgram('git', ['ls-tree', '-z', commit.hash, '--', ...paths]);
  const found = listed.stdout.toString('utf8').split('\0').flatMap(entryOf);
  return names.filter((name) => found.some((one) => basename(one.name) === name));
}

/**
 * Writes what a revision holds into a folder, from the top of the repository: regular files up to a size that no manifest
 * has, as they stand in git, with no filter run over them. The working folder in it comes back, or what is wrong.
 */
export function writeRevision(revision: string, into: string): { folder: string } | string {
  const commit = commitOf(revision);
  if (commit.is === 'unknown') return commit.why;
  const listed = runProgram('git', ['ls-tree', '-r', '-l', '-z', '--full-tree', commit.hash]);
  const prefix = runProgram('git', ['rev-parse', '--show-prefix']);
  if (listed.status !== 0) return listed.complaint;
  const entries = listed.stdout.toString('utf8').split('\0').flatMap(entryOf);
  for (const some of inPieces(entries.filter(({ size }) => size <= MOST_OF_FILE))) {
    for (const { name, bytes } of contentsOf(some)) {
      const file = resolve(into, name);
      if (!file.startsWith(`${into}${sep}`)) continue;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
  }
  return { folder: join(into, prefix.stdout.toString('utf8').trim()) };
}

/** No manifest is larger, nor what one is made from. */
const MOST_OF_FILE = 2 * 1024 * 1024;
/** So much is asked of git at once. */
const MOST_AT_ONCE = 16 * 1024 * 1024;

function inPieces(entries: readonly Entry[]): Entry[][] {
  const pieces: Entry[][] = [];
  let room = 0;
  for (const entry of entries) {
    const last = pieces.at(-1);
    room -= entry.size;
    if (last && room >= 0) last.push(entry);
    else {
      pieces.push([entry]);
      room = MOST_AT_ONCE - entry.size;
    }
  }
  return pieces;
}

type Commit = { is: 'known'; hash: string } | { is: 'unknown'; why: string };

/** Hashes, by what was asked for: what names a commit by its hash names it for ever. */
const hashes = new Map<string, string>();

/** What a revision names; or why it names no commit. */
export function commitOf(revision: string): Commit {
  const before = hashes.get(revision);
  if (before !== undefined) return { is: 'known', hash: before };
  const commit = `${revision}^{commit}`;
  const known = runProgram('git', ['rev-parse', '--verify', '--quiet', '--end-of-options', commit]);
  const unknown = (why: string): Commit => ({ is: 'unknown', why });
  if (known.status === undefined) return unknown('git is not there, or does not answer');
  const hash = known.stdout.toString('utf8').trim();
  if (known.status === 0 && hash !== '') {
    if (/^[0-9a-f]{7,}$/.test(revision) && hash.startsWith(revision)) hashes.set(revision, hash);
    return { is: 'known', hash };
  }
  const isRepository = runProgram('git', ['rev-parse', '--git-dir']).status === 0;
  return unknown(isRepository ? `there is no revision ${revision}` : 'this is no git repository');
}

interface Entry {
  hash: string;
  name: string;
  /** In bytes; 0 where it was not asked for. */
  size: number;
}

/** `100644 blob HASH\tNAME`, with the size before the tab where it was asked for; links and submodules are no files. */
function entryOf(line: string): Entry[] {
  const [, hash, size = '0', name] = /^100\d{3} blob ([0-9a-f]+)(?: +(\d+))?\t(.*)$/s.exec(line) ?? [];
  return hash === undefined || name === undefined ? [] : [{ hash, name, size: Number(size) }];
}

function contentsOf(entries: readonly Entry[]): { name: string; bytes: Buffer }[] {
  const input = entries.map(({ hash }) => `${hash}\n`).join('');
  const { stdout } = runProgram('git', ['cat-file', '--batch'], { input });
  let at = 0;
  return entries.map(({ name }) => {
    const end = stdout.indexOf(0x0a, at);
    const size = Number(stdout.toString('utf8', at, end).split(' ')[2]);
    const from = end + 1;
    at = from + size + 1;
    return { name, bytes: stdout.subarray(from, from + size) };
  });
}
