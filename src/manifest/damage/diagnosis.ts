import { isCredentialName } from '../../api/credential-names.js';
import type { Problem } from '../yaml/problem.js';
import type { Row } from './rows.js';

/** A broken text as a diagnosis looks at it. */
export interface Damage {
  problem: Problem;
  /** The lines of the document around the problem. */
  rows: readonly Row[];
  /** Which of them the reader stopped at. */
  here: number;
  /** The document is, or calls itself, a Secret. */
  secret: boolean;
}

/** Text of the whole file to be put in the place of what stands from `start` to `end`. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** What most likely led to a problem, more telling than the place where the reader gave up. */
export interface Diagnosis {
  /** What is wrong; the reader's own complaint where it says enough. */
  message?: string;
  /** The place to be shown, where it is another than the reader's. */
  place?: { start: number; end: number };
  /** What to do. Never holds a value of the text: it might be a secret. */
  hint: string;
  /** What the hint says, done. */
  edits?: Edit[];
  /** What the edits do, as an order, where nothing else can have been meant. */
  fix?: string;
}

/** One way in which manifests get damaged; undefined where it does not look like it. */
export type Diagnose = (damage: Damage) => Diagnosis | undefined;

/** True where the reader found a key, or anything, that cannot stand where it is. */
export function isMisplaced({ phrase }: Problem): boolean {
  return (
    phrase.startsWith('mapping values are not allowed') ||
    phrase.startsWith('did not find expected key') ||
    phrase.startsWith("did not find expected '-'") ||
    phrase.startsWith('block sequence entries are not allowed')
  );
}

/** The first words of `row`: its key, or what stands there. */
export function placeOf(row: Row): { start: number; end: number } {
  const start = row.start + row.column;
  const length = row.key === undefined ? row.value.length : row.text.slice(row.column).indexOf(':');
  return { start, end: start + Math.max(length, 1) };
}

/** What a hint calls a row. */
export function rowName(row: Row): string {
  return row.key === undefined ? `line ${row.line}` : short(row.key);
}

const LONGEST_NAME = 60;

/** A name, cut where it is too long to be one. */
export function short(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}

/** Words of a Secret that are not its data. */
const OPEN_WORDS = new Set([
  'apiVersion',
  'kind',
  'metadata',
  'type',
  'name',
  'namespace',
  'labels',
  'annotations',
  'immutable',
  'data',
  'stringData',
]);

/** Whether `word`, which stands where `row` has its value, may be named in a hint. */
export function mayName(word: string, row: Row, { rows, secret }: Damage): boolean {
  const { key = '' } = row;
  if (key === 'value' || isCredentialName(key)) return false;
  if (!secret) return true;
  const data = rows.findIndex((other) => other.key === 'data' || other.key === 'stringData');
  return (data < 0 || rows.indexOf(row) < data) && OPEN_WORDS.has(word);
}

/** Puts `blanks` blanks before a row instead of those it has. */
export function indented(row: Row, blanks: number): Edit {
  return { start: row.start, end: row.start + row.indent, text: ' '.repeat(Math.max(0, blanks)) };
}
