/** What machines are told of a finding: one text, the names of files and objects, a fix. */
import type { Finding, Fix, Location, ObjectRef } from '../api/finding.js';

/** The message with its hint, and what the API server says below it. */
export function findingText({ message, hint, server }: Finding): string {
  const text = [hint === undefined ? message : `${message} (${hint})`];
  if (server && server.message !== message) {
    text.push(`API server: ${server.field ? `${server.field}: ` : ''}${server.message}`);
  }
  return text.join('\n');
}

/** A file as programs name it: with slashes; standard input by a name that reads well. */
export function fileNameOf(file: string): string {
  return file === '-' ? 'stdin' : file.replaceAll('\\', '/').replace(/^\.\//, '');
}

/** `Deployment shop/web`. */
export function objectName({ kind, namespace, name }: ObjectRef): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** The fix that can be shown: not one that writes anew what must not be shown. */
export function shownFix({ fix }: Finding, hidden: readonly Location[]): Fix | undefined {
  const isSecret = fix?.edits.some((edit) => hidden.some((place) => overlap(place, edit.location)));
  return isSecret ? undefined : fix;
}

/** True where the two have a character in common. */
function overlap(a: Location, b: Location): boolean {
  return a.file === b.file && a.start.offset < b.end.offset && b.start.offset < a.end.offset;
}
