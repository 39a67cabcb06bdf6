/** Git repositories for tests: the same commits have the same hashes on every machine. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Made {
  /** By name: what is written; `undefined` of a file that goes. */
  files?: Record<string, string | undefined>;
  /** What git itself is asked for before the commit: `mv old new`. */
  git?: readonly string[];
  author?: string;
  subject?: string;
}

/** Makes a folder a repository (unless it is one), and commits what is made, a day after the other. */
export function commit(folder: string, commits: readonly Made[], day = 1): void {
  mkdirSync(folder, { recursive: true });
  gitIn(folder, ['init', '--quiet', '--initial-branch=main']);
  for (const [at, { files = {}, git, author = 'Ann Example', subject = 'A change' }] of commits.entries()) {
    for (const [name, text] of Object.entries(files)) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      if (text === undefined) rmSync(path);
      else writeFileSync(path, text);
    }
    if (git) gitIn(folder, git, author, day + at);
    gitIn(folder, ['add', '--all'], author, day + at);
    gitIn(folder, ['commit', '--quiet', '--allow-empty', '-m', subject], author, day + at);
  }
}

/** Runs git in a folder in somebody's name, on a day of January 2026; without what the machine has configured. */
export function gitIn(folder: string, args: readonly string[], author = 'Ann Example', day = 1): string {
  const date = `2026-01-${String(day).padStart(2, '0')}T12:00:00Z`;
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_AUTHOR_NAME: author,
    GIT_AUTHOR_EMAIL: 'author@example.com',
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: author,
    GIT_COMMITTER_EMAIL: 'author@example.com',
    GIT_COMMITTER_DATE: date,
  };
  return execFileSync('git', [...args], { cwd: folder, env, stdio: 'pipe', encoding: 'utf8' });
}
