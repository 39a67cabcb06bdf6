/** What is wrong with what a command said, looked at from outside. */
import type { Failure, FailureKind } from './input.js';
import type { Ran } from './streams.js';
import { CANARY, FORGED, RUN } from './words.js';

/** One text that came out, and what it is called. */
export interface Output {
  name: string;
  text: string;
}

const OWN_COLOURS = /\x1b\[(?:0|1|2|4|22|24|31|32|33|36|39)m/g;
const ACTIVE = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/;
const STACK = /^\s+at (?:.+ \()?(?:\/|file:|node:).*:\d+:\d+\)?$/m;
/** The credential, as it stands and as data of a Secret, and the number that stands for it where one is asked for. */
const LEAK = new RegExp(`${CANARY}|${Buffer.from(CANARY).toString('base64').slice(0, 9)}|7370055`, 'i');
const FORGED_LINE = new RegExp(`^(?:::error::)?${FORGED}`, 'm');
/** A command to paste, and in it what would run although it should be a name. */
const PASTED = /^ *(?:\$ )?(?:kubectl|kubeplan) .*$/gm;
const QUOTED = /'[^']*'|\\'/g;
const NONSENSE_GIVEN = /\[object \w+\]|\bNaN\b|\.nan\b|\bundefined\b/i;
/** The server's own texts speak of what is undefined; where one is folded, a line may end behind any word of it, and with the rule. */
const NONSENSE =
  /\[object \w+\]|\bNaN\b|(?<!(?:or|be|:)\s+(?:[\w-]+\/[\w-]+\s+)?)\bundefined\b(?!\s+(?:field|to\s+be)\b)/;

/** A rule may calculate its message, and a message may be a number that is none. */
const MAY_BE_NAN = /\bmessageExpression:/;

/** The outputs that are JSON. */
const JSONS = ['json', 'sarif', 'gitlab', 'rdjson', 'baseline'];

/** What a text must not hold, each with what it is when it does. */
const LOOKS: readonly [FailureKind, (text: string) => string | undefined][] = [
  ['active', (text) => lineWith(text, ACTIVE)],
  ['leak', (text) => lineWith(text, LEAK)],
  ['crash', (text) => lineWith(text, STACK)],
  ['forged', (text) => lineWith(text, FORGED_LINE)],
  ['forged', pastedRun],
  ['nonsense', (text) => lineWith(text, NONSENSE)],
];

function lineWith(text: string, pattern: RegExp): string | undefined {
  const found = pattern.exec(text);
  if (!found) return undefined;
  const start = text.lastIndexOf('\n', found.index) + 1;
  const end = text.indexOf('\n', found.index + found[0].length);
  return text.slice(start, end < 0 ? undefined : end);
}

function pastedRun(text: string): string | undefined {
  for (const [line] of text.matchAll(PASTED)) {
    if (line.replace(QUOTED, '').includes(RUN)) return line;
  }
  return undefined;
}

/** Whether the input says so itself, or calculates it. */
function isGiven(seen: string, given: string): boolean {
  return NONSENSE_GIVEN.test(given) || (/\bNaN\b/.test(seen) && MAY_BE_NAN.test(given));
}

/** Everything that is wrong with the outputs of one run. What an input says itself, in `given`, is no nonsense. */
export function lookAt(command: readonly string[], outputs: readonly Output[], given: string): Failure[] {
  return outputs.flatMap(({ name, text }) => {
    const bare = name === 'out' || name === 'err' ? text.replace(OWN_COLOURS, '') : text;
    const failures = LOOKS.flatMap(([kind, look]) => {
      const seen = look(bare);
      if (seen === undefined || (kind === 'nonsense' && isGiven(seen, given))) return [];
      return [failure(kind, command, `${name}: ${seen}`, `${name} ${whichOf(kind, seen)}`)];
    });
    if (!JSONS.includes(name) || isJson(text)) return failures;
    return [...failures, failure('nonsense', command, `${name}: it is no JSON`)];
  });
}

/** What tells one defect from another by a line that was seen. */
function whichOf(kind: FailureKind, seen: string): string {
  if (kind === 'active') return `U+${ACTIVE.exec(seen)![0].charCodeAt(0).toString(16).padStart(4, '0')}`;
  return kind === 'nonsense' ? (NONSENSE.exec(seen)?.[0] ?? '') : shape(seen);
}

/** An exit status that says that kubeplan failed; with what it says of it when asked to. */
export function crash(command: readonly string[], { status, err }: Ran): Failure {
  return { ...failure('crash', command, `${status}: ${err}`), signature: `crash ${crashSite(err)}` };
}

export function failure(kind: FailureKind, command: readonly string[], what: string, which = ''): Failure {
  return { kind, command, what: clipped(what), signature: `${kind} ${command[0]} ${which}`.trimEnd() };
}

/** Where it happened: the first places in kubeplan, without their lines' numbers. */
function crashSite(text: string): string {
  const frames = [...text.matchAll(/^\s+at (?:(\S+) \()?.*\/(src\/\S+?):\d+/gm)];
  const [first = ''] = text.split('\n');
  return frames.length === 0
    ? shape(first)
    : frames
        .slice(0, 2)
        .map(([, name, file]) => `${file} ${name}`)
        .join(' < ');
}

/** A line without what differs from input to input. */
function shape(line: string): string {
  return line
    .replace(/(["'`]).*?\1/g, '…')
    .replace(/[^A-Za-z ]+/g, '.')
    .slice(0, 60);
}

function clipped(text: string): string {
  return text.length > 1200 ? `${text.slice(0, 1200)}…` : text;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
