import {
  closeSync,
  type Dirent,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { dirname, join, normalize, posix } from 'node:path';
import type { Finding, RuleData } from '../api/finding.js';
import { append } from '../api/lists.js';
import type { Progress } from '../api/progress.js';
import type { Document, Source } from './document.js';
import { globBase, globMatcher, isGlob } from './glob.js';
import { KUSTOMIZATION_FILES } from './kustomize.js';
import { standsInFile } from './made-files.js';
import { parseManifests } from './parse.js';
import { INPUT_RULES } from './rules.js';

/** The files that are read of a folder, as kubectl has it. */
export const EXTENSIONS = ['.yaml', '.yml', '.json'];
/** kubeplan's own configuration: no manifest. */
export const CONFIG_FILES = ['.kubeplan.yaml', '.kubeplan.yml'];
export const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', '.git']);
const STANDARD_INPUT = '-';

export const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;

export interface InputOptions {
  /** Larger files are refused; 64 MiB unless told otherwise. */
  maxBytes?: number;
  /** Whether a file is not to be read, wherever it is named. */
  excludes?: (file: string) => boolean;
  /** Makes manifests of what is no file with some in it; files and folders are read as they stand without one. */
  maker?: Maker;
  /** Reads standard input; the process's own unless told otherwise. */
  stdin?: () => Buffer;
  /** What is known of an earlier reading (file-memory.ts). */
  memory?: InputMemory;
  /** Told how many files of a path are read, of how many. */
  progress?: Progress;
}

/** Keeps what files came to, for who reads them again and again. */
export interface InputMemory {
  /** What a file came to; `read` is asked unless it is as it was. */
  ofFile(file: string, read: () => Input[]): Input[];
  /** What a text came to; `parse` is asked unless it is the same. */
  ofText(source: Source, parse: () => Input): Input;
}

/** Reads what manifests are made of: revisions, folders that are rendered, what helm prints (src/manifest/make.ts). */
export interface Maker {
  /** What a path comes to; undefined of one that leads to files as they stand. */
  made(path: string, options: InputOptions): Input[] | undefined;
  /** The texts that another one is made of; undefined of one that stands by itself. */
  parts(text: string): Source[] | undefined;
}

/** What one file came to. `source` is missing when it could not be read. */
export interface Input {
  file: string;
  source?: Source;
  documents: Document[];
  findings: Finding[];
  /** What has to be known of how it was read. */
  note?: string;
}

export interface InputResult {
  sources: Source[];
  documents: Document[];
  findings: Finding[];
  /** The files that were not to be read. */
  excluded: string[];
  /** What has to be known of how they were read: what was rendered, and what could not be. */
  notes: string[];
}

/**
 * Reads the manifests that paths name: files of any name, folders (all `.yaml`, `.yml` and `.json` in them and below,
 * in order of their paths, without node_modules and .git), patterns, `-` for standard input. A file named twice is
 * read once. What cannot be read becomes a finding (`input/not-found`, `input/empty`, `input/too-large`,
 * `input/unreadable`). Same files, same order.
 */
export function readInputs(paths: readonly string[], options: InputOptions = {}): InputResult {
  const result: InputResult = { sources: [], documents: [], findings: [], excluded: [], notes: [] };
  const excludes = (file: string): boolean => {
    const isExcluded = options.excludes?.(file) === true;
    if (isExcluded) result.excluded.push(file);
    return isExcluded;
  };
  for (const input of eachInput(paths, { ...options, excludes })) {
    if (input.source) result.sources.push(input.source);
    for (const document of input.documents) result.documents.push(document);
    for (const finding of input.findings) result.findings.push(finding);
    if (input.note !== undefined) result.notes.push(input.note);
  }
  return result;
}

/** The same, one file at a time: a file is read when it is asked for. */
export function* eachInput(paths: readonly string[], options: InputOptions = {}): Generator<Input> {
  const seen = new Set<string>();
  for (const path of paths) {
    const made = options.maker?.made(path, options);
    if (made) {
      yield* made;
      continue;
    }
    const unread: Finding[] = [];
    const files = filesOf(path, unread);
    for (const finding of unread) yield { file: finding.location.file, documents: [], findings: [finding] };
    if (!Array.isArray(files)) {
      yield { file: path, documents: [], findings: [files] };
      continue;
    }
    for (const [at, { file, identity }] of files.entries()) {
      options.progress?.(at, files.length);
      if (seen.has(identity)) continue;
      seen.add(identity);
      if (file !== STANDARD_INPUT && options.excludes?.(file)) continue;
      const special = file === path ? undefined : specialFile(file);
      if (special) yield { file, documents: [], findings: [special] };
      else yield* options.memory?.ofFile(file, () => readInput(file, options)) ?? readInput(file, options);
    }
  }
}

/** An input of which only what is wrong with it is known. */
export function unreadInput(finding: Finding): Input {
  return { file: finding.location.file, documents: [], findings: [finding] };
}

/** What a text comes to. */
export function inputOf(source: Source, memory?: InputMemory): Input {
  const parse = (): Input => ({ file: source.file, source, ...parseManifests(source) });
  return memory?.ofText(source, parse) ?? parse();
}

/** A file as it was found, and the path of what it is, whatever links lead there. */
interface FoundFile {
  file: string;
  identity: string;
}

/** The files that a path names, or why there are none; `unread` gets the folders that cannot be looked into. */
function filesOf(path: string, unread: Finding[]): FoundFile[] | Finding {
  if (path === STANDARD_INPUT) return [{ file: path, identity: path }];
  const kind = fileType(path);
  if (kind === 'file') return [{ file: path, identity: realPath(path) }];
  if (kind === 'folder') {
    const files = filesBelow(path, unread).filter(({ file }) => EXTENSIONS.includes(posix.extname(file)));
    if (files.length + unread.length > 0) return files;
    return inputProblem(INPUT_RULES.empty, path, `there is no manifest in the folder ${path}`, {
      hint: `files are read that end in ${EXTENSIONS.join(', ')}`,
    });
  }
  if (isGlob(path)) {
    const pattern = path.replace(/^\.\//, '');
    const matches = globMatcher(pattern);
    const files = filesBelow(globBase(pattern), unread).filter(({ file }) => matches(file));
    if (files.length + unread.length > 0) return files;
    return inputProblem(INPUT_RULES.notFound, path, `the pattern ${path} matches no file`);
  }
  return inputProblem(INPUT_RULES.notFound, path, `the path "${path}" does not exist`);
}

export function fileType(path: string): 'file' | 'folder' | undefined {
  try {
    // Pipes and devices (process substitution) are read like files.
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats && (stats.isDirectory() ? 'folder' : 'file');
  } catch (error) {
    // What stands in a folder that nobody may look into is told as that where it is read.
    return isCode(error, 'EACCES', 'EPERM') ? 'file' : undefined;
  }
}

/** What is no file with a text among those of a folder: who opens a pipe there may wait for ever. */
function specialFile(file: string): Finding | undefined {
  try {
    const stats = statSync(file);
    if (stats.isFile()) return undefined;
    const what = stats.isDirectory()
      ? 'a folder'
      : stats.isFIFO()
        ? 'a pipe'
        : stats.isSocket()
          ? 'a socket'
          : 'a device';
    return inputProblem(INPUT_RULES.special, file, `${file} is ${what}: it is not read`);
  } catch {
    return undefined;
  }
}

function realPath(file: string): string {
  try {
    // The system's own: Node's asks for every folder on the way.
    return realpathSync.native(file);
  } catch {
    return file;
  }
}

/** All files in a folder and below it, in the order of their paths. */
function filesBelow(folder: string, unread: Finding[]): FoundFile[] {
  const found: FoundFile[] = [];
  const visited = new Set<string>();
  const waiting = [folder];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const identity = realPath(at);
    if (visited.has(identity)) continue;
    visited.add(identity);
    for (const entry of folderEntries(at, unread)) {
      const path = at === '.' && folder === '.' ? namedHere(entry.name) : posix.join(at, entry.name);
      const kind = entry.isSymbolicLink() ? fileType(path) : entry.isDirectory() ? 'folder' : 'file';
      if (kind === 'folder') {
        if (!SKIPPED_FOLDERS.has(entry.name)) waiting.push(path);
      } else if (kind === 'file' && !CONFIG_FILES.includes(entry.name)) {
        // Asked of the system for links alone: of a thousand files that is most of what finding them takes.
        const own = entry.isSymbolicLink() ? realPath(path) : join(identity, entry.name);
        found.push({ file: path, identity: own });
      }
    }
  }
  return found.sort((a, b) => (a.file < b.file ? -1 : 1));
}

function folderEntries(folder: string, unread: Finding[]): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    // What a pattern begins with need not be there.
    if (!isCode(error, 'ENOENT', 'ENOTDIR')) unread.push(unreadable(folder, error));
    return [];
  }
}

function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException).code ?? '');
}

function unreadable(path: string, error: unknown): Finding {
  const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
  const why = isCode(error, 'EACCES', 'EPERM') ? 'permission denied' : code;
  return inputProblem(INPUT_RULES.unreadable, path, `${path} cannot be read: ${why}`);
}

/** A file of this folder: one that is called like a command to a CI system begins no line with it. */
function namedHere(name: string): string {
  return /^(?:::|##)/.test(name) ? `./${name}` : name;
}

/** A file, or what comes through standard input: of helm's output the templates, each by its name. */
function readInput(file: string, options: InputOptions): Input[] {
  const bytes = readBytes(file, options);
  if (!Buffer.isBuffer(bytes)) return [unreadInput(bytes)];
  const source: Source = { file, text: decodeText(bytes) };
  const parts = file === STANDARD_INPUT ? options.maker?.parts(source.text) : undefined;
  return (parts ?? [source]).map((one) => inputOf(one, options.memory));
}

function readBytes(file: string, options: InputOptions): Buffer | Finding {
  const limit = options.maxBytes ?? DEFAULT_MAX_BYTES;
  try {
    if (file === STANDARD_INPUT && options.stdin) {
      const bytes = options.stdin();
      return bytes.length > limit ? tooLarge(file, bytes.length, limit) : bytes;
    }
    const handle = file === STANDARD_INPUT ? 0 : openSync(file, 'r');
    try {
      const size = fstatSync(handle).size;
      if (size > limit) return tooLarge(file, size, limit);
      return readWhole(handle, size, limit) ?? tooLarge(file, limit + 1, limit);
    } finally {
      if (handle !== 0) closeSync(handle);
    }
  } catch (error) {
    if (isCode(error, 'ENOENT')) {
      const isUnnamable = file.includes('\ufffd');
      const message = isUnnamable ? 'has a name that is not UTF-8' : 'does not exist';
      return inputProblem(INPUT_RULES.notFound, file, `the path "${file}" ${message}`);
    }
    return unreadable(file, error);
  }
}

/** All bytes of an open file, whose size may be unknown (a pipe); undefined if there are more than allowed. */
function readWhole(handle: number, size: number, limit: number): Buffer | undefined {
  let buffer = Buffer.allocUnsafe(size > 0 ? size + 1 : 65536);
  let length = 0;
  for (;;) {
    if (length === buffer.length) {
      const larger = Buffer.allocUnsafe(buffer.length * 2);
      buffer.copy(larger, 0, 0, length);
      buffer = larger;
    }
    let read = 0;
    try {
      read = readSync(handle, buffer, length, buffer.length - length, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') break;
      if (code !== 'EAGAIN') throw error;
      // Standard input that has nothing to say yet.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
      continue;
    }
    if (read === 0) break;
    length += read;
    if (length > limit) return undefined;
  }
  return buffer.subarray(0, length);
}

/** Bytes to text: by byte order mark UTF-16 or UTF-8, without one UTF-8. Bytes that are not become U+FFFD. */
export function decodeText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
    return Buffer.from(even).swap16().toString('utf16le');
  }
  return bytes.toString('utf8');
}

function tooLarge(file: string, size: number, limit: number): Finding {
  const mebibytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
  const message = `${file} is larger than ${mebibytes(limit)}${size > limit + 1 ? ` (${mebibytes(size)})` : ''}`;
  return inputProblem(INPUT_RULES.tooLarge, file, message, {
    hint: 'no manifest is that large: the API server takes 3 MiB',
  });
}

export function inputProblem(
  { name: rule, severity }: RuleData,
  file: string,
  message: string,
  more: { hint?: string } = {},
): Finding {
  const start = { line: 1, column: 1, offset: 0 };
  return { rule, severity, message, location: { file, start, end: start }, ...more };
}

/**
 * The kustomizations in the folders of what was read that are not among it: they tell which files are patches. One that
 * cannot be read is told with what was.
 */
export function kustomizationsBeside({
  sources,
  findings,
}: Pick<InputResult, 'sources' | 'findings'>): Source[] {
  const given = new Set(sources.map(({ file }) => normalize(file)));
  const folders = new Set(sources.filter(({ file }) => standsInFile(file)).map(({ file }) => dirname(file)));
  const found: Source[] = [];
  for (const folder of folders) {
    for (const name of KUSTOMIZATION_FILES) {
      const file = join(folder, name);
      if (given.has(file) || fileType(file) === undefined) continue;
      const special = specialFile(file);
      if (special) {
        findings.push(inputProblem(INPUT_RULES.unreadable, file, special.message));
        continue;
      }
      for (const input of readInput(file, {})) {
        if (input.source) found.push(input.source);
        else append(findings, input.findings);
      }
    }
  }
  return found;
}
