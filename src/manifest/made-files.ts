/** Names of texts that stand in no file as they are: standard input, files of a revision, what something was rendered to. */
import { gitPath } from './git-path.js';

const RENDERED = /^(.*) \(rendered(?: for ([^()]*))?\)$/s;

/** `base/web.yaml (rendered for overlays/prod)`. */
export function renderedName(file: string, folder?: string): string {
  return `${file} (rendered${folder === undefined ? '' : ` for ${folder.replace(/[()]/g, '')}`})`;
}

/** The file that a text was rendered from; undefined of one that was not. */
export function renderedFrom(file: string): string | undefined {
  return RENDERED.exec(file)?.[1];
}

/** The folder that a text was rendered for, where its name says so. */
export function renderedFor(file: string): string | undefined {
  return RENDERED.exec(file)?.[2];
}

/** The path that the name of a text is about: of what was rendered its file, of a file of a revision its path there. */
export function pathOfText(file: string): string {
  const from = renderedFrom(file) ?? file;
  return gitPath(from)?.path ?? from;
}

/** Whether a text can be changed in the file of its name. */
export function standsInFile(file: string): boolean {
  return file !== '-' && renderedFrom(file) === undefined && gitPath(file) === undefined;
}
