/** `--format blob`: a run's outcome, to be merged with those of the other shards. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isObject, type JsonValue } from '../api/json.js';
import type { Shard } from '../api/shard.js';
import { compareTexts } from '../api/text.js';
import type { Source } from '../manifest/document.js';
import { jsonText } from '../report/inert.js';
import { UsageError } from './exit.js';
import { unitName } from './shard.js';
import { kubeplanVersion } from './version.js';

/** The name and version of the shape; documented in docs/fleet.md. */
const BLOB = 'kubeplan.blob/';
const BLOB_FORMAT = `${BLOB}1`;
/** As many hexadecimal digits of a sum tell two things apart. */
const DIGITS = 16;

/** The commands whose work can be parted. */
type BlobCommand = 'lint' | 'test' | 'sweep';

/** What a blob is of. */
export interface BlobHead {
  command: BlobCommand;
  shard: Shard;
  /** A sum of each option that decides what comes out; `paths` of what was asked about. */
  options: Readonly<Record<string, string>>;
  /** A sum of all texts that were read. */
  inputs: string;
}

export interface Blob<T = unknown> extends BlobHead {
  kubeplan: string;
  /** What came of it. */
  outcome: T;
}

/** A blob as text. */
export function blobText(head: BlobHead, outcome: unknown): string {
  const { command, shard, options, inputs } = head;
  const blob = { format: BLOB_FORMAT, kubeplan: kubeplanVersion(), command, shard, options, inputs, outcome };
  return jsonText({ ...blob, sum: digest(JSON.stringify(JSON.parse(jsonText(blob)))) });
}

/** Reads a blob. Throws a UsageError that names the file where it is none, or not as it was written. */
export function readBlob(file: string): Blob {
  const value = jsonIn(file);
  if (!isObject(value) || typeof value['format'] !== 'string' || !value['format'].startsWith(BLOB)) {
    throw noBlob(file, '');
  }
  const { sum, ...blob } = value;
  if (blob['format'] !== BLOB_FORMAT || blob['kubeplan'] !== kubeplanVersion()) {
    throw new UsageError(
      `${file} was written by kubeplan ${String(blob['kubeplan'])} (${blob['format']}), and this is ${kubeplanVersion()} (${BLOB_FORMAT})`,
      'One kubeplan has to run all shards and merge them.',
    );
  }
  if (sum !== digest(JSON.stringify(blob)))
    throw new UsageError(`${file} was changed since kubeplan wrote it`);
  // What has its sum is as it was written.
  return JSON.parse(JSON.stringify(blob)) as Blob;
}

function noBlob(file: string, why: string): UsageError {
  return new UsageError(
    `${file} is no blob of kubeplan${why}`,
    'kubeplan lint --format blob=FILE writes one.',
  );
}

function jsonIn(file: string): JsonValue {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(
      `${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`,
    );
  }
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw noBlob(file, ': it is not JSON');
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, DIGITS);
}

/** A sum of each option that was given a value, by its name. */
export function optionSums(options: Readonly<Record<string, unknown>>): Record<string, string> {
  const entries = Object.entries(options)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => compareTexts(a, b));
  return Object.fromEntries(entries.map(([name, value]) => [name, digest(JSON.stringify(value))]));
}

/** A sum of texts and their names, in whatever order they were read. */
export function inputSum(sources: readonly Source[]): string {
  const rows = sources.map(({ file, text }) => `${unitName(file)} ${digest(text)}`);
  return digest([...new Set(rows)].sort(compareTexts).join('\n'));
}
