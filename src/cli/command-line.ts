import { closest } from '../api/suggest.js';
import { padEnd, wrap } from '../report/width.js';
import { UsageError } from './exit.js';

/**
 * The command line of one command: what it takes, read and told. A reader of its own because every run of kubeplan waits
 * for it: loading a general one takes longer than checking a file.
 */

/** What options came to, by their names in camel case. */
export type OptionValues = Record<string, unknown>;

/** Thrown by the reader of an option's value; the message says what it may be, as a sentence. */
export class InvalidArgumentError extends Error {}

/**
 * One option, declared by its flags: `-q, --quiet` is there or not (`quiet: true`), `--k8s <version>` takes a value.
 * The methods return the option itself.
 */
export class Option {
  readonly short?: string;
  readonly long: string;
  readonly takesValue: boolean;
  read?: (text: string, before: unknown) => unknown;
  defaultValue?: unknown;
  defaultText?: string;
  hidden = false;
  excluded: string[] = [];

  constructor(
    readonly flags: string,
    readonly description: string,
  ) {
    const names = flags.match(/(?<=^|, |\s)--?[A-Za-z][\w-]*/g) ?? [];
    this.long = names.find((name) => name.startsWith('--')) ?? names[0] ?? flags;
    this.short = names.find((name) => !name.startsWith('--'));
    this.takesValue = flags.includes('<');
  }

  /** The key of the value: `--skip-non-kubernetes` → `skipNonKubernetes`. */
  get key(): string {
    return this.long.replace(/^--/, '').replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase());
  }

  /** How to read the value; `before` is what the option had so far, so that several can be gathered. */
  argParser<T>(read: (text: string, before: T) => T): this {
    this.read = read as (text: string, before: unknown) => unknown;
    return this;
  }

  /** The value of an option that is not given, and how help writes it. */
  default(value: unknown, text?: string): this {
    this.defaultValue = value;
    this.defaultText = text ?? (value === undefined ? undefined : String(value));
    return this;
  }

  /** The key of an option that cannot be given together with this one. */
  conflicts(key: string): this {
    this.excluded.push(key);
    return this;
  }

  hideHelp(): this {
    this.hidden = true;
    return this;
  }
}

const HELP = new Option('-h, --help', 'show this');

/** What one command takes; filled in by its `declare`. */
export class Command {
  readonly #arguments: { name: string; description: string }[] = [];
  readonly #options: Option[] = [];

  constructor(
    readonly name: string,
    readonly summary: string,
  ) {}

  /** A word that is not an option: `<needed>`, `[one]`, `[several...]`; how many there are is for the command to check. */
  argument(name: string, description: string): this {
    this.#arguments.push({ name, description });
    return this;
  }

  addOption(option: Option): this {
    this.#options.push(option);
    return this;
  }

  /** Undefined when help was asked for. Throws UsageError for what cannot be understood. */
  parse(argv: readonly string[]): { args: string[]; options: OptionValues } | undefined {
    const args: string[] = [];
    const options: OptionValues = {};
    for (const option of this.#options) {
      if (option.defaultValue !== undefined) options[option.key] = option.defaultValue;
    }
    const given = new Map<string, Option>();
    const words = splitFlags(argv);
    for (let at = 0; at < words.length; at++) {
      const { flag, attached, word } = words[at]!;
      if (flag === undefined) {
        args.push(word);
        continue;
      }
      if (flag === HELP.long || flag === HELP.short) return undefined;
      const option = this.#find(flag);
      given.set(option.key, option);
      if (!option.takesValue) {
        if (attached !== undefined) throw this.#wrong(`${flag} takes no value`);
        options[option.key] = true;
        continue;
      }
      const next = words[at + 1];
      const text = attached ?? (next?.flag === undefined ? next?.word : undefined);
      if (text === undefined) throw this.#wrong(`a value is missing after ${flag}: ${option.flags}`);
      if (attached === undefined) at++;
      options[option.key] = this.#read(option, text, options[option.key]);
    }
    for (const option of given.values()) {
      const other = option.excluded.map((key) => given.get(key)).find((one) => one !== undefined);
      if (other) throw this.#wrong(`${option.long} and ${other.long} exclude each other`);
    }
    return { args, options };
  }

  #read(option: Option, text: string, before: unknown): unknown {
    if (!option.read) return text;
    try {
      return option.read(text, before);
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error;
      throw this.#wrong(`${option.long} cannot be ${text || 'empty'}. ${error.message}`);
    }
  }

  #find(flag: string): Option {
    const option = this.#options.find(({ long, short }) => flag === long || flag === short);
    if (option) return option;
    const near = closest(
      flag,
      this.#options.filter(({ hidden }) => !hidden).map(({ long }) => long),
    );
    throw this.#wrong(`unknown option ${flag}${near === undefined ? '' : `, did you mean ${near}?`}`);
  }

  #wrong(message: string): UsageError {
    return new UsageError(message, `kubeplan ${this.name} --help lists the options.`);
  }

  /** What `--help` shows, for a terminal of that width. */
  help(width: number): string {
    const args = this.#arguments.map(({ name }) => ` ${name}`).join('');
    const shown = [...this.#options, HELP].filter(({ hidden }) => !hidden);
    const rows = [
      ...this.#arguments.map(
        ({ name, description }) => [name.replace(/[[\]<>.]/g, ''), description] as const,
      ),
      ...shown.map((option) => [option.flags, describe(option)] as const),
    ];
    const left = Math.max(...rows.map(([name]) => name.length)) + 4;
    const lines = rows.flatMap(([name, description]) =>
      wrap(description, Math.max(30, width - left)).map(
        (line, at) => padEnd(at === 0 ? `  ${name}` : '', left) + line,
      ),
    );
    return [
      `Usage: kubeplan ${this.name} [options]${args}`,
      '',
      `${this.summary[0]!.toUpperCase()}${this.summary.slice(1)}.`,
      '',
      ...lines,
      '',
    ].join('\n');
  }
}

function describe({ description, defaultText }: Option): string {
  return defaultText === undefined ? description : `${description} (${defaultText} unless told)`;
}

/** A word of the command line; with its flag, and the value behind `=`, where it is an option. */
interface Word {
  word: string;
  flag?: string;
  attached?: string;
}

/** `--a=b` taken apart, `-ab` as `-a -b`; everything behind `--` is a word like others, as is a lone `-`. */
function splitFlags(argv: readonly string[]): Word[] {
  const end = argv.indexOf('--');
  const before = end < 0 ? argv : argv.slice(0, end);
  const after = end < 0 ? [] : argv.slice(end + 1);
  const words = before.flatMap((word): Word[] => {
    if (!word.startsWith('-') || word === '-') return [{ word }];
    const equals = word.indexOf('=');
    if (equals > 0) return [{ word, flag: word.slice(0, equals), attached: word.slice(equals + 1) }];
    if (/^-[A-Za-z]{2,}$/.test(word))
      return [...word.slice(1)].map((letter) => ({ word, flag: `-${letter}` }));
    return [{ word, flag: word }];
  });
  return [...words, ...after.map((word) => ({ word }))];
}
