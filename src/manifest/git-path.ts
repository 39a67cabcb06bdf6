/** How paths of a revision are written: `git:REV:PATH`. */
const PREFIX = 'git:';

export interface GitPath {
  revision: string;
  /** From the working folder; empty for all of it. */
  path: string;
}

/** What a path of the command line names of a revision; undefined for every other path. */
export function gitPath(text: string): GitPath | undefined {
  const [, revision, path] = /^git:([^:]+):(.*)$/s.exec(text) ?? [];
  return revision === undefined || path === undefined ? undefined : { revision, path };
}

/** The path as it is written on a command line. */
export function gitPathText({ revision, path }: GitPath): string {
  return `${PREFIX}${revision}:${path}`;
}
