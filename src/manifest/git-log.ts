/** The commits of a branch that change a path, read through the git of the machine. */
import { relative } from 'node:path';
import { join, normalize } from 'node:path/posix';
import { closest } from '../api/suggest.js';
import { withoutTrailing } from '../api/text.js';
import { formatTime } from '../api/time.js';
import { commitOf } from './git.js';
import type { GitPath } from './git-path.js';
import { runProgram } from './programs.js';

/** Who wrote something, and when. */
interface Authored {
  hash: string;
  short: string;
  author: string;
  /** `2026-01-31T12:00:00Z`. */
  date: string;
  subject: string;
}

/** A commit of the branch. */
export interface Commit extends Authored {
  /** What the path was called then, from the top of the repository. */
  path: string;
  /** Of a merge: the last commit in it that changes the path. */
  merged?: Authored;
}

/** The commits that change a path, as they came to the branch. */
export interface PathLog {
  /** The oldest first. */
  commits: Commit[];
  /** Older ones that are not among them. */
  earlier: number;
  /** The clone holds no more: there may be older ones. */
  isShallow: boolean;
  /** The top of the repository from the working folder: `../../`; empty at the top. */
  top: string;
}

const FIELDS = ['%H', '%h', '%an', '%at', '%s', '%P'];
const FORMAT = `--format=${FIELDS.join('%x00')}%x01`;

/**
 * The newest `most` commits of a branch that change a file or a folder, under whatever name it had, or what is `beside` it: a merge
 * is one commit, as it is for whoever applies the branch. A text says what is wrong with the revision or the path.
 */
export function pathLog(
  { revision, path }: GitPath,
  { most, beside = [] }: { most: number; beside?: readonly string[] },
): PathLog | string {
  const tip = commitOf(revision);
  if (tip.is === 'unknown') return tip.why;
  const where = ['rev-parse', '--show-prefix', '--show-cdup', '--is-shallow-repository'];
  const [prefix = '', top = '', shallow] = runProgram('git', where).stdout.toString('utf8').split('\n');
  const [name, ...others] = [path, ...beside].map((one) => inTree(one, prefix));
  if (name === undefined) return `${path} is not in the repository`;
  const names = namesOf(tip.hash, name);
  const [{ hash: newest } = { hash: '' }] = names;
  if (newest === '') return notThere(tip.hash, { revision, path });
  const paths = [...names.map((one) => one.name), ...others.flatMap((one) => one ?? [])];
  const found = records(tip.hash, paths);
  const commits: Commit[] = [];
  let at = 0;
  for (const record of found.slice(0, most)) {
    commits.unshift(withMerged({ ...record, path: names[at]?.name ?? name }));
    // The commit that brought the name is the last one that has it.
    if (record.hash === names[at]?.hash && at < names.length - 1) at += 1;
  }
  return { commits, earlier: found.length - commits.length, isShallow: shallow === 'true', top };
}

/** A path from the top of the repository; undefined for one outside. */
function inTree(path: string, prefix: string): string | undefined {
  const here = relative('', path).replaceAll('\\', '/');
  const name = withoutTrailing(normalize(join(prefix, here === '' ? '.' : here)), '/');
  if (name.startsWith('..') || name.startsWith('/')) return undefined;
  return name === '.' ? '' : name;
}

/** That a path is nowhere in a branch, and which one may be meant. */
function notThere(tip: string, { revision, path }: GitPath): string {
  const listed = runProgram('git', ['ls-tree', '-r', '-t', '-z', '--name-only', tip]);
  const near = closest(path, listed.stdout.toString('utf8').split('\0'));
  return `${path} is in no commit of ${revision}${near ? `, did you mean ${near}?` : ''}`;
}

interface Found extends Authored {
  parents: string[];
}

/** What a path was called on a branch, the last name first, each with the commit that brought it; none where it is in no commit. */
function namesOf(tip: string, path: string): { name: string; hash: string }[] {
  const names: { name: string; hash: string }[] = [];
  let from = tip;
  let name: string | undefined = path;
  while (name !== undefined && !names.some((one) => one.name === name)) {
    const oldest = records(from, [name]).at(-1);
    if (!oldest) break;
    names.push({ name, hash: oldest.hash });
    from = oldest.parents[0] ?? '';
    name = from === '' ? undefined : nameBefore(oldest.hash, from, name);
  }
  return names;
}

/** The commits from one on that change any of some paths, the newest first. */
function records(from: string, paths: readonly string[], more: readonly string[] = FIRST_PARENTS): Found[] {
  const named = paths.map((path) => `:(top,literal)${path}`);
  const ran = runProgram('git', ['log', '--no-show-signature', ...more, FORMAT, from, '--', ...named]);
  return recordsOf(ran.stdout.toString('utf8'));
}

const FIRST_PARENTS = ['--first-parent'];

function recordsOf(text: string): Found[] {
  return text.split('\u0001\n').flatMap((record) => {
    const [hash = '', short = '', author = '', date = '', subject = '', parents = ''] = record.split('\0');
    return hash === ''
      ? []
      : [
          {
            hash,
            short,
            author,
            date: formatTime(Number(date) * 1000),
            subject,
            parents: parents.trim().split(' '),
          },
        ];
  });
}

/** What a path was called before a commit brought it: the file that was renamed to it, the folder that most of its files came from. */
function nameBefore(hash: string, parent: string, name: string): string | undefined {
  const ran = runProgram('git', ['diff-tree', '-r', '-M', '-z', '--name-status', parent, hash]);
  if (ran.status !== 0 || name === '') return undefined;
  const words = ran.stdout.toString('utf8').split('\0');
  const folders = new Map<string, number>();
  let files = 0;
  for (let at = 0; at < words.length; ) {
    const isRename = /^[RC]/.test(words[at] ?? '');
    const [old = '', now = old] = isRename ? words.slice(at + 1, at + 3) : words.slice(at + 1, at + 2);
    at += isRename ? 3 : 2;
    if (isRename && now === name) return old;
    if (!now.startsWith(`${name}/`)) continue;
    files += 1;
    const inside = now.slice(name.length);
    if (!isRename || !old.endsWith(inside)) continue;
    const folder = old.slice(0, -inside.length);
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  const [most] = [...folders].sort(([, a], [, b]) => b - a);
  return most && most[1] * 2 > files ? most[0] : undefined;
}

/** A merge with the commit that it is for. */
function withMerged({ parents, ...commit }: Found & { path: string }): Commit {
  const [first, second] = parents;
  if (first === undefined || second === undefined) return commit;
  const [inner] = records(`${first}..${commit.hash}`, [commit.path], ['-1', '--no-merges']);
  if (!inner) return commit;
  const { parents: _, ...merged } = inner;
  return { ...commit, merged };
}
