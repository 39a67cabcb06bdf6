/** Where `kubectl create configmap` and `create secret` take their data from (k8s.io/kubectl/pkg/util). */
import { configKeyErrors, strictEnvNameErrors } from '../../api/names.js';
import type { Flag, Flags } from '../command/flags.js';
import { Refused } from '../command/targets.js';
import type { Asked, Contents, Setting } from '../command/verb.js';

/** What gives data. */
export const SOURCES: readonly Flag[] = [
  { name: 'from-literal', is: 'text' },
  { name: 'from-file', is: 'text' },
  { name: 'from-env-file', is: 'text' },
];

/** One value; `text` where it is one. */
export interface Datum {
  bytes: Buffer;
  text: string | undefined;
}

/** How data is told of: a pair that is none, a key that is there already, one that may not be. */
export interface Telling {
  shown(pair: string): string;
  twice(key: string): string;
  unfit(key: string): string;
}

/** The files and folders that the data of a command is in; nothing of what is written wrongly. */
export function contentPaths(flags: Flags): string[] {
  const sources = flags.all('from-file').flatMap((source) => {
    const parts = source.split('=');
    return parts.length <= 2 && parts.every((part) => part !== '') ? [parts.at(-1)!] : [];
  });
  return [...sources, ...['from-env-file', 'cert', 'key'].flatMap((name) => flags.all(name))];
}

/** The data of a command by its keys. Throws `Refused` in the words of kubectl. */
export function dataOf({ flags }: Asked, setting: Setting, telling: Telling): Map<string, Datum> {
  const found = new Map<string, Datum>();
  const add = (key: string, datum: Datum) => {
    const errors = configKeyErrors(key);
    if (errors.length > 0) throw new Refused(`${telling.unfit(key)}: ${errors.join(',')}`);
    if (found.has(key)) throw new Refused(`cannot add key ${telling.twice(key)}`);
    found.set(key, datum);
  };
  const fromEnv = flags.all('from-env-file');
  if (fromEnv.length > 0 && (flags.has('from-file') || flags.has('from-literal'))) {
    throw new Refused('from-env-file cannot be combined with from-file or from-literal');
  }
  for (const source of flags.all('from-file'))
    for (const [key, datum] of ofSource(source, setting)) add(key, datum);
  for (const pair of flags.all('from-literal')) {
    const equals = pair.indexOf('=');
    if (equals <= 0) throw new Refused(`invalid literal source ${telling.shown(pair)}, expected key=value`);
    add(pair.slice(0, equals), textDatum(pair.slice(equals + 1)));
  }
  for (const path of fromEnv)
    for (const [key, text] of envPairs(fileOf(setting, path), path)) add(key, textDatum(text));
  return found;
}

/** The one file of a path. */
export function fileOf(setting: Setting, path: string): Datum {
  const { files, isFolder } = contentsOf(setting, path);
  const [file] = files;
  if (isFolder || !file) throw new Refused(`read ${path}: is a directory`);
  return datum(file.bytes);
}

function contentsOf({ contents }: Setting, path: string): Contents {
  const found = contents?.(path);
  if (!found) throw new Refused(`error reading ${path}: no such file or directory`);
  return found;
}

/** A file by its name or the one it is given; of a folder all of its files. */
function ofSource(source: string, setting: Setting): [key: string, Datum][] {
  const parts = source.split('=');
  const [first = '', second] = parts;
  if (parts.length > 2) throw new Refused("key names or file paths cannot contain '='");
  if (second !== undefined && first === '') throw new Refused(`key name for file path ${second} missing`);
  if (second === '') throw new Refused(`file path for key name ${first} missing`);
  const { files, isFolder } = contentsOf(setting, second ?? first);
  if (!isFolder) return files.map(({ name, bytes }) => [second === undefined ? name : first, datum(bytes)]);
  if (second !== undefined) throw new Refused('cannot give a key name for a directory path');
  return files.map(({ name, bytes }) => [name, datum(bytes)]);
}

function datum(bytes: Buffer): Datum {
  const text = bytes.toString('utf8');
  return { bytes, text: Buffer.from(text).equals(bytes) ? text : undefined };
}

const textDatum = (text: string): Datum => ({ bytes: Buffer.from(text), text });

/** The lines of an environment file. */
function envPairs({ text }: Datum, path: string): [key: string, value: string][] {
  if (text === undefined) throw new Refused(`env file ${path} contains invalid utf8 bytes`);
  return text.split('\n').flatMap((line): [string, string][] => {
    const written = line.replace(/\r$/, '').trimStart();
    if (written === '' || written.startsWith('#')) return [];
    const equals = written.indexOf('=');
    const key = equals < 0 ? written : written.slice(0, equals);
    const errors = strictEnvNameErrors(key);
    if (errors.length > 0) throw new Refused(`"${key}" is not a valid key name: ${errors.join(';')}`);
    if (equals < 0)
      throw new Refused(
        `${key} is taken from the environment of whoever runs kubectl: a plan does not know it`,
      );
    return [[key, written.slice(equals + 1)]];
  });
}
