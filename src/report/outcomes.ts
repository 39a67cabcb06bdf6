/** What a command comes to, object by object, for comments on pull requests and for CI servers. */
import type { Finding } from '../api/finding.js';
import { append } from '../api/lists.js';
import { refText } from '../api/object-key.js';
import { type Refusal, refusalSentence } from '../explain/left-out.js';
import { details, inlineCode, MOST_CHARACTERS, markdownTable, plainMarkdown } from './markdown.js';
import { element, XML_HEAD, xmlText } from './xml.js';

export interface OutcomeRow {
  /** `✗` of what fails, `✓` of what comes about, `!` of what has to be known; of a diff `~`, `+`, `-`. */
  sign: string;
  /** `deployment/web`. */
  object: string;
  /** What happens to it, in a sentence. */
  says: string;
  failed: boolean;
  /** The file that it stands in, if any. */
  file?: string;
}

export interface Outcomes {
  command: 'plan' | 'diff' | 'explain' | 'capacity' | 'test' | 'history' | 'sweep';
  /** The answer in a sentence or two. */
  answer: string;
  /** The worst first. */
  rows: readonly OutcomeRow[];
  /** The whole report as text, without colours. */
  text: string;
}

/** What the API server would not take. */
export function refusedRow(refusal: Refusal): OutcomeRow {
  const file = refusal.document?.file;
  return {
    sign: '✗',
    object: refText(refusal.object),
    says: refusalSentence(refusal),
    failed: true,
    ...(file !== undefined && { file }),
  };
}

/** What cannot be read. */
export function unreadRow({ message, location: { file, start } }: Finding): OutcomeRow {
  return { sign: '✗', object: `${file}:${start.line}`, says: message, failed: true, file };
}

/** The rows with those in front that fail, each half in its order. */
export function failedFirst(rows: readonly OutcomeRow[]): OutcomeRow[] {
  return [...rows.filter(({ failed }) => failed), ...rows.filter(({ failed }) => !failed)];
}

/** So many rows stand open; the others are folded. */
const MOST_OPEN = 20;
/** For what stands around the parts. */
const SPARE = 500;

/** The answer, a table of the worst, the rest and the whole report folded; it fits a comment. */
function outcomesMarkdown({ command, answer, rows, text }: Outcomes): string {
  const [first, ...others] = rows;
  // What explain says of the only object is the answer.
  const isAnswer = command === 'explain' && others.length === 0 && first?.says === answer;
  const only = isAnswer ? first : undefined;
  const about = only ? `${only.sign} ${inlineCode(only.object)} · ` : '';
  const out = [
    `<!-- kubeplan ${command} -->`,
    `**kubeplan ${command}** · ${about}${plainMarkdown(answer)}`,
    '',
  ];
  const open = only ? [] : rows.slice(0, MOST_OPEN);
  if (open.length > 0) append(out, [...table(open), '']);
  const folded = rows.slice(MOST_OPEN);
  const room = () => MOST_CHARACTERS - SPARE - out.join('\n').length;
  const fitting = folded.slice(0, fittingCount(folded, room()));
  if (fitting.length > 0) append(out, details(`${folded.length} more`, table(fitting)));
  append(out, details('the whole report', codeBlock(text, room())));
  return `${out.join('\n').trimEnd()}\n`;
}

function table(rows: readonly OutcomeRow[]): string[] {
  return markdownTable(['', 'object', 'what happens'], rows.map(cells));
}

function cells({ sign, object, says }: OutcomeRow): string[] {
  return [sign === '-' || sign === '+' ? `\\${sign}` : sign, inlineCode(object), plainMarkdown(says)];
}

function fittingCount(rows: readonly OutcomeRow[], room: number): number {
  let left = room;
  const end = rows.findIndex((row) => {
    left -= cells(row).join(' | ').length + 8;
    return left < 0;
  });
  return end < 0 ? rows.length : end;
}

/** As many lines of a text as there is room for, between fences that it does not have itself. */
function codeBlock(text: string, room: number): string[] {
  let left = room;
  const lines = text.trimEnd().split('\n');
  const end = lines.findIndex((line) => {
    left -= line.length + 1;
    return left < 0;
  });
  const shown = end < 0 ? lines : [...lines.slice(0, end), `… ${lines.length - end} more lines`];
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return [`${fence}text`, ...shown, fence];
}

function longestRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}

/** A case an object, that fails where what is asked for does not come about. */
function outcomesJunit({ command, answer, rows }: Outcomes): string {
  const failures = rows.filter(({ failed }) => failed).length;
  const counts = { name: `kubeplan ${command}`, tests: rows.length, failures, errors: 0 };
  const cases = rows.map(({ object, says, failed, file }) => {
    const attributes = { name: object, classname: file ?? command };
    if (!failed) return `    ${element('testcase', attributes, element('system-out', {}, xmlText(says)))}\n`;
    const failure = element('failure', { message: says }, xmlText(answer));
    return `    ${element('testcase', attributes, failure)}\n`;
  });
  const suite = element('testsuite', counts, `\n${cases.join('')}  `);
  return `${XML_HEAD}\n${element('testsuites', counts, `\n  ${suite}\n`)}\n`;
}

/** The formats beside text and JSON of commands that tell of objects. */
export const OUTCOME_FORMATS = { markdown: outcomesMarkdown, junit: outcomesJunit };
