/** What machines are told of a finding: one text, the names of files and objects, a fix. */
import type { Finding, Fix, Location, ObjectRef } from '../api/finding.js';
import { renderedFrom, standsInFile } from '../manifest/made-files.js';
import { inertProse, printable } from './inert.js';

/** The message with its hint, and what the API server says below it: no line of a value begins one. */
export function findingText({ message, hint, server }: Finding): string {
  const text = [inertProse(hint === undefined ? message : `${message} (${hint})`)];
  if (server && server.message !== message) {
    text.push(
      `API server: ${server.field ? `${printable(server.field)}: ` : ''}${inertProse(server.message)}`,
    );
  }
  return text.join('\n');
}

/** A file as programs name it: with slashes, of a rendered text its origin; standard input by a name that reads well. */
export function fileNameOf(file: string): string {
  const name = renderedFrom(file) ?? file;
  return name === '-' ? 'stdin' : name.replaceAll('\\', '/').replace(/^\.\//, '');
}

/** A place as programs take it: of a text that was rendered the beginning of its origin, whose lines are others. */
export function placeForPrograms(location: Location): Location {
  const file = fileNameOf(location.file);
  if (renderedFrom(location.file) === undefined) return { ...location, file };
  const start = { line: 1, column: 1, offset: 0 };
  return { file, start, end: start };
}

/** `Deployment shop/web`. */
export function objectName({ kind, namespace, name }: ObjectRef): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** The fix that can be shown: not one that writes anew what must not be shown, nor of a text that stands in no file. */
export function shownFix({ fix, location }: Finding, hidden: readonly Location[]): Fix | undefined {
  if (!standsInFile(location.file)) return undefined;
  const isSecret = fix?.edits.some((edit) => hidden.some((place) => overlap(place, edit.location)));
  return isSecret ? undefined : fix;
}

/** True where the two have a character in common. */
function overlap(a: Location, b: Location): boolean {
  return a.file === b.file && a.start.offset < b.end.offset && b.start.offset < a.end.offset;
}
