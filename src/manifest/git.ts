/** Files of a revision, read through the git of the machine: `git:REV:PATH`. */
import { extname } from 'node:path/posix';
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
  const known = runProgram('git', [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  ]);
  if (known.status === undefined) return 'git is not there, or does not answer';
  const commit = known.stdout.toString('utf8').trim();
  if (known.status !== 0 || commit === '') {
    const isRepository = runProgram('git', ['rev-parse', '--git-dir']).status === 0;
    return isRepository ? `there is no revision ${revision}` : 'this is no git repository';
  }
  const listed = runProgram('git', ['ls-tree', '-r', '-z', commit, '--', path === '' ? '.' : path]);
  if (listed.status !== 0) return listed.complaint;
  const entries = listed.stdout.toString('utf8').split('\0').flatMap(entryOf);
  const trimmed = path.replace(/^\.\//, '').replace(/\/+$/, '');
  const named = entries.filter(({ name }) => name === trimmed || extensions.includes(extname(name)));
  if (named.length === 0) return `there is no ${path === '' ? 'manifest' : path} in ${revision}`;
  return contentsOf(named).map(({ name, bytes }) => ({ file: gitPathText({ revision, path: name }), bytes }));
}

/** `100644 blob HASH\tNAME`; links and submodules are no files. */
function entryOf(line: string): { hash: string; name: string }[] {
  const [, hash, name] = /^100\d{3} blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
  return hash === undefined || name === undefined ? [] : [{ hash, name }];
}

function contentsOf(entries: readonly { hash: string; name: string }[]): { name: string; bytes: Buffer }[] {
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
