/** What `--fix` did to the files of an input, beside what it was for. */
import { readFileSync } from 'node:fs';
import { isObject, type JsonValue } from '../src/api/json.js';
import { parseManifests } from '../src/manifest/parse.js';
import { bytesOf, type Failure, type FuzzInput } from './input.js';
import { failure } from './look.js';
import type { Execute } from './streams.js';

const LINE_END = /\r\n|\n|\r/;

type Texts = Readonly<Record<string, string>>;
type Command = readonly string[];

/** What fixes are about in a file: lines, numbered from 1, and where edits begin. */
interface About {
  lines: Set<number>;
  edits: Set<string>;
}

/** What fixes are about, by file; undefined where some fixes are not told. */
export type Mended = ReadonlyMap<string, About> | undefined;

/** What a command with `--fix` is about to mend, as the same command says without it. */
export async function announced(command: Command, execute: Execute): Promise<Mended> {
  const told = command.filter((word) => word !== '--fix');
  const { out, status } = await execute([...told, '--format', 'json'], { colour: false, debug: false });
  if (status > 1) return undefined;
  const { findings, summary } = JSON.parse(out) as Told;
  if (findings.filter(({ fix }) => fix).length < summary.fixable) return undefined;
  const about = new Map<string, About>();
  for (const { location, related = [], fix } of findings) {
    if (!fix) continue;
    const edits = fix.edits.map((edit) => edit.location);
    for (const { file, line, endLine } of [location, ...related.map((one) => one.location), ...edits]) {
      const own = about.get(file) ?? { lines: new Set(), edits: new Set() };
      about.set(file, own);
      for (let at = lineBefore(file, line); at <= endLine; at++) own.lines.add(at);
    }
    for (const edit of edits) about.get(edit.file)?.edits.add(spot(edit));
  }
  return about;
}

const spot = ({ line, column }: { line: number; column: number }): string => `${line}:${column}`;

/** The line before, but for empty ones and comments: what is indented becomes its value. */
function lineBefore(file: string, line: number): number {
  const above = readFileSync(file, 'latin1')
    .split(LINE_END)
    .slice(0, line - 1);
  return above.findLastIndex((text) => !/^\s*(?:#|$)/.test(text)) + 1;
}

interface Place {
  file: string;
  line: number;
  column: number;
  endLine: number;
}

interface Told {
  summary: { fixable: number };
  findings: {
    location: Place;
    related?: { location: Place }[];
    fix?: { edits: { location: Place }[] };
  }[];
}

/** Looks at the files that a first `--fix` left, and runs it again until it changes nothing. */
export async function harmOf(
  input: FuzzInput,
  command: Command,
  mended: Mended,
  execute: Execute,
): Promise<Failure[]> {
  let before: Texts = Object.fromEntries(
    Object.entries(input.files).map(([name, text]) => [name, bytesOf(text).toString('latin1')]),
  );
  let after = textsOf(input);
  let about = mended;
  const were = [before];
  const most = mostRounds(before);
  while (!isSame(before, after)) {
    if (were.length > most || were.some((texts) => isSame(texts, after))) {
      return [failure('harm', command, 'it never comes to an end', 'endless')];
    }
    were.push(after);
    const seen = Object.keys(before).flatMap((name) => {
      const harm = harmTo(name, before[name]!, after[name]!, about);
      return harm === undefined
        ? []
        : [failure('harm', command, `${name}: ${harm}`, harm.replace(/ [\d.[].*/, ''))];
    });
    if (seen.length > 0) return seen;
    about = await announced(command, execute);
    await execute(command, { colour: false, debug: false });
    before = after;
    after = textsOf(input);
  }
  return [];
}

/** Each line of a text may hide what is wrong below it, and be mended before the rest is seen. */
function mostRounds(texts: Texts): number {
  return 6 + Math.max(0, ...Object.values(texts).map((text) => text.split(LINE_END).length));
}

function textsOf({ files }: FuzzInput): Texts {
  return Object.fromEntries(Object.keys(files).map((name) => [name, readFileSync(name, 'latin1')]));
}

function isSame(a: Texts, b: Texts): boolean {
  return Object.keys(a).every((name) => a[name] === b[name]);
}

function harmTo(name: string, before: string, after: string, mended: Mended): string | undefined {
  if (before === after) return undefined;
  if (!name.startsWith('new/')) return 'was not given';
  const [was, is] = [read(before), read(after)];
  if (is.unread > was.unread) return 'cannot be read any more';
  const own = mended?.get(name);
  if (mended === undefined) return undefined;
  if (own === undefined) return 'nothing of it was to be mended';
  const lost = firstLost(before.split(LINE_END), after.split(LINE_END), own.lines);
  if (lost !== undefined) return `another line is lost or changed: ${lost}`;
  if (was.unread > 0) return undefined;
  return was.documents.length === is.documents.length ? changed(was, is, own) : 'it has other documents';
}

function read(bytes: string) {
  const { documents, findings } = parseManifests({ file: '', text: Buffer.from(bytes, 'latin1').toString() });
  return { documents, unread: findings.filter(({ severity }) => severity === 'error').length };
}

/** The first line, but for those that fixes are about, that does not stand behind the others any more; its number. */
function firstLost(
  before: readonly string[],
  after: readonly string[],
  own: ReadonlySet<number>,
): number | undefined {
  let from = 0;
  for (const [i, line] of before.entries()) {
    if (own.has(i + 1)) continue;
    const found = after.indexOf(line, from);
    if (found < 0) return i + 1;
    from = found + 1;
  }
  return undefined;
}

type Read = ReturnType<typeof read>;

/** A value that is another although no fix is about its lines. */
function changed(was: Read, is: Read, own: About): string | undefined {
  for (const [i, document] of was.documents.entries()) {
    for (const path of differences(document.value, is.documents[i]!.value)) {
      const { start } = document.locate(path, 'key');
      const { end } = document.locate(path);
      const lines = Array.from({ length: end.line - start.line + 1 }, (_, at) => start.line + at);
      // What a key was renamed for is its value; another one may have got the name.
      const isRenamed = path.some((_step, i) =>
        own.edits.has(spot(document.locate(path.slice(0, i + 1), 'key').start)),
      );
      if (!isRenamed && !lines.some((line) => own.lines.has(line)))
        return `a value changed at ${start.line} ${path.join('.')}`;
    }
  }
  return undefined;
}

type Way = (string | number)[];

/** The outermost places in which two values differ. */
function differences(a: JsonValue | undefined, b: JsonValue | undefined, at: Way = []): Way[] {
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
    return a.flatMap((item, i) => differences(item, b[i], [...at, i]));
  }
  if (isObject(a) && isObject(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].flatMap((key) => {
      const [one, two] = [Object.hasOwn(a, key), Object.hasOwn(b, key)];
      if (one && two) return differences(a[key], b[key], [...at, key]);
      return one ? [[...at, key]] : [at];
    });
  }
  return Object.is(a, b) ? [] : [at];
}
