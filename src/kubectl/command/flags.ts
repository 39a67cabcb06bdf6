/** The flags of a command, as kubectl reads them: in any position, `--flag=value`, `--flag value`, `-fvalue`. */
import { parseDuration } from '../../api/duration.js';
import { append } from '../../api/lists.js';
import { closest } from '../../api/suggest.js';
import { CommandError, type Word } from './words.js';

export interface Flag {
  name: string;
  short?: string;
  /** What its value is; a flag that is only there or not where it is left out. */
  is?: 'text' | 'number' | 'duration';
  /** Its value where it stands alone: then only `--flag=value` gives it another. */
  alone?: string;
  /** The values that there are. */
  of?: readonly string[];
}

/** What was given of them, by their names. */
export class Flags {
  constructor(private readonly given: ReadonlyMap<string, readonly string[]>) {}

  /** The value of a flag; the last one that was given. */
  text(name: string): string | undefined {
    return this.given.get(name)?.at(-1);
  }

  /** All values of a flag that may be given several times. */
  all(name: string): readonly string[] {
    return this.given.get(name) ?? [];
  }

  has(name: string): boolean {
    return this.given.has(name);
  }

  /** Whether a flag without a value is set. */
  is(name: string): boolean {
    return this.text(name) === 'true';
  }

  number(name: string): number | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : Number(text);
  }

  /** A duration in milliseconds. */
  milliseconds(name: string): number | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : Number(nanoseconds(text)) / 1e6;
  }
}

function nanoseconds(text: string): bigint | undefined {
  const parsed = parseDuration(text);
  return 'error' in parsed ? undefined : parsed.nanoseconds;
}

/** The words that are no flags, and the flags. Throws a `CommandError` for a flag that there is not, and for values that do not fit. */
export function readFlags(words: readonly Word[], flags: readonly Flag[]): { args: Word[]; flags: Flags } {
  const args: Word[] = [];
  const given = new Map<string, string[]>();
  const give = ({ name }: Flag, value: string) => given.set(name, [...(given.get(name) ?? []), value]);
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const { text } = word;
    if (text === '--' && !word.quoted) {
      append(args, words.slice(at + 1));
      break;
    }
    if (!text.startsWith('-') || text === '-') {
      args.push(word);
      continue;
    }
    const { flag, value } = text.startsWith('--') ? longFlag(word, flags) : shortFlag(word, flags);
    if (value !== undefined) give(flag, checked(flag, value, word));
    else if (flag.is === undefined) give(flag, flag.alone ?? 'true');
    else if (flag.alone !== undefined) give(flag, flag.alone);
    else {
      const next = words[++at];
      if (!next) throw new CommandError(`a value is missing after ${text}`, word.column);
      give(flag, checked(flag, next.text, next));
    }
  }
  return { args, flags: new Flags(given) };
}

interface Read {
  flag: Flag;
  value: string | undefined;
}

function longFlag(word: Word, flags: readonly Flag[]): Read {
  const equals = word.text.indexOf('=');
  const name = word.text.slice(2, equals < 0 ? undefined : equals);
  const flag = flags.find((one) => one.name === name);
  if (!flag) throw unknownFlag(`--${name}`, word, flags);
  return { flag, value: equals < 0 ? undefined : word.text.slice(equals + 1) };
}

function shortFlag(word: Word, flags: readonly Flag[]): Read {
  const short = word.text.slice(1, 2);
  const flag = flags.find((one) => one.short === short);
  if (!flag) throw unknownFlag(`-${short}`, word, flags);
  const rest = word.text.slice(2);
  return { flag, value: rest === '' ? undefined : rest.replace(/^=/, '') };
}

function unknownFlag(name: string, { column }: Word, flags: readonly Flag[]): CommandError {
  const near = closest(
    name,
    flags.map((one) => `--${one.name}`),
  );
  const known = flags.map((one) => `--${one.name}`).join(' ');
  return new CommandError(
    `unknown flag ${name}${near ? `, did you mean ${near}?` : ''}`,
    column,
    known === '' ? undefined : `It takes ${known}.`,
  );
}

function checked({ name, is, of }: Flag, value: string, { column }: Word): string {
  const wrong = (why: string) => new CommandError(`--${name} cannot be ${value || 'empty'}: ${why}`, column);
  if (is === undefined && of === undefined && !/^(true|false)$/.test(value))
    throw wrong('it is true or false');
  if (is === 'number' && !/^[+-]?\d{1,10}$/.test(value)) throw wrong('it is a whole number');
  if (is === 'duration' && nanoseconds(value) === undefined)
    throw wrong('write a time such as 90s, 10m or 1h30m');
  if (of && !of.includes(value)) throw wrong(`it is one of ${of.join(', ')}`);
  return value;
}
