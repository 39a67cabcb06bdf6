import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  lstatSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';

/** What became of a file that was to be replaced: why it was not, or what of it could not be kept. */
export interface Replaced {
  refused?: string;
  note?: string;
}

/**
 * Replaces a file's text at once: the new one is written beside it and takes its name, with the owner and the rights of the
 * old. A link is followed where it is named itself, or leads to below one of `roots`.
 */
export function replaceFile(file: string, text: string, roots: readonly string[]): Replaced {
  let beside: string | undefined;
  try {
    const target = realpathSync(file);
    if (lstatSync(file).isSymbolicLink() && !roots.some((root) => isBelow(target, root) || root === file)) {
      return { refused: `it is a link to ${target}, which was not given` };
    }
    accessSync(target, constants.W_OK);
    const { mode, uid, gid, nlink } = statSync(target);
    const name = join(dirname(target), `.${basename(target)}.${process.pid}.kubeplan`);
    writeFileSync(name, text, { flag: 'wx' });
    beside = name;
    chmodSync(beside, mode & 0o7777);
    const note = keepOwner(beside, uid, gid) ? undefined : 'its owner could not be kept';
    renameSync(beside, target);
    beside = undefined;
    if (nlink > 1) return { note: 'it had other names (hard links), which keep the old text' };
    return note === undefined ? {} : { note };
  } catch (error) {
    return { refused: (error as NodeJS.ErrnoException).code ?? String(error) };
  } finally {
    if (beside !== undefined) rmSync(beside, { force: true });
  }
}

function keepOwner(file: string, uid: number, gid: number): boolean {
  const own = statSync(file);
  if (own.uid === uid && own.gid === gid) return true;
  try {
    chownSync(file, uid, gid);
    return true;
  } catch {
    return false;
  }
}

function isBelow(file: string, root: string): boolean {
  // A pattern is no folder.
  if (!existsSync(root)) return false;
  const way = relative(realpathSync(root), file);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`));
}
