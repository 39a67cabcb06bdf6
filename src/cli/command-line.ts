import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { largest } from '../api/lists.js';
import { closest } from '../api/suggest.js';
import { padEnd, wrap } from '../report/width.js';
import { UsageError } from './exit.js';

export { Command, InvalidArgumentError, Option };

/** What a command line came to: the words that are not options, the options by their names in camel case. */
export interface CommandLine {
  args: string[];
  options: Record<string, unknown>;
  /** The options that were given, by their names in camel case; the others are what they are unless told. */
  given: readonly string[];
}

/** An option whose value may come as two words: the second one where it is what `isSecond` says. They arrive with a blank between them. */
export class TwoWordOption extends Option {
  constructor(
    flags: string,
    description: string,
    readonly isSecond: (word: string) => boolean,
  ) {
    super(flags, description);
  }
}

/** A command that `declare` fills in; it says what is wrong in our words, and leaves the process alone. */
export function createCommand(name: string, summary: string): Command {
  return new Command(name)
    .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`)
    .helpOption('-h, --help', 'show this')
    .allowExcessArguments()
    .showSuggestionAfterError(false)
    .exitOverride()
    .configureHelp({ formatHelp: (command, helper) => formatHelp(command, helper.helpWidth ?? 80) })
    .configureOutput({ writeOut: () => {}, writeErr: () => {} });
}

/** Reads the words after the command's name. Undefined when help was asked for; UsageError for what makes no sense. */
export function readCommandLine(command: Command, argv: readonly string[]): CommandLine | undefined {
  try {
    checkValues(command, argv);
    command.parse(joined(command, argv), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return undefined;
    throw usageError(command, complaint(command, error));
  }
  const options = command.opts();
  const given = Object.keys(options).filter((name) => command.getOptionValueSource(name) === 'cli');
  return { args: command.args, options, given };
}

/** What `--help` shows, for a terminal of that width. */
export function helpText(command: Command, width: number): string {
  return command.configureOutput({ getOutHelpWidth: () => width }).helpInformation();
}

/** The words, with both words of a value in one. */
function joined(command: Command, argv: readonly string[]): string[] {
  const words: string[] = [];
  const twofold = command.options.filter((option) => option instanceof TwoWordOption);
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at]!;
    if (word === '--') return [...words, ...argv.slice(at)];
    // A value that may be left out stands behind a sign: the next word is none.
    words.push(
      command.options.some((option) => mayLackValue(option) && option.long === word) ? `${word}=` : word,
    );
    const option = twofold.find(({ long = '' }) => word === long || word.startsWith(`${long}=`));
    if (!option) continue;
    if (word === option.long && at + 1 < argv.length) words.push(argv[++at]!);
    const [value = '', second] = [words.at(-1), argv[at + 1]];
    if (/\s/.test(value.trim()) || second === undefined || !option.isSecond(second)) continue;
    words[words.length - 1] = `${value} ${second}`;
    at++;
  }
  return words;
}

function mayLackValue({ optional, required }: Option): boolean {
  return optional && !required;
}

/** An option behind an option is not its value, as commander would have it: the value was forgotten. */
function checkValues(command: Command, argv: readonly string[]): void {
  for (const [at, word] of argv.entries()) {
    if (word === '--') return;
    const option = command.options.find(({ long, short }) => word === long || word === short);
    const next = argv[at + 1];
    if (option?.required && next !== undefined && next !== '-' && next.startsWith('-')) {
      throw usageError(command, missingValue(option.flags));
    }
  }
}

function missingValue(flags: string): string {
  return `a value is missing after ${longFlag(flags)}: ${flags}`;
}

/** `-q, --quiet` → `--quiet`. */
function longFlag(flags: string): string {
  return /--[\w-]+/.exec(flags)?.[0] ?? flags;
}

const UNKNOWN = /^error: unknown option '(.*)'/s;
const MISSING = /^error: option '(.*)' argument missing/s;
const INVALID = /^error: option '(.*?)' argument '(.*)' is invalid\. (.*)/s;
const CONFLICT = /^error: option '(.*)' cannot be used with option '(.*)'/s;

/** Commander's complaint in our words. */
function complaint(command: Command, { message }: CommanderError): string {
  const [, unknown] = UNKNOWN.exec(message) ?? [];
  if (unknown !== undefined) return unknownOption(command, unknown);
  const [, missing] = MISSING.exec(message) ?? [];
  if (missing !== undefined) return missingValue(missing);
  const [, flags, value, why] = INVALID.exec(message) ?? [];
  if (flags !== undefined) return `${longFlag(flags)} cannot be ${value || 'empty'}. ${why}`;
  const [, one, other] = CONFLICT.exec(message) ?? [];
  if (one !== undefined && other !== undefined)
    return `${longFlag(one)} and ${longFlag(other)} exclude each other`;
  return message.replace(/^error: /, '');
}

function unknownOption(command: Command, word: string): string {
  const flag = word.replace(/=.*$/s, '');
  if (command.options.some(({ long, short }) => flag === long || flag === short)) {
    return `${flag} takes no value`;
  }
  const shown = command.options.filter(({ hidden }) => !hidden);
  const near = closest(
    flag,
    shown.flatMap(({ long }) => long ?? []),
  );
  return `unknown option ${flag}${near === undefined ? '' : `, did you mean ${near}?`}`;
}

function usageError(command: Command, message: string): UsageError {
  return new UsageError(message, `kubeplan ${command.name()} --help lists the options.`);
}

function formatHelp(command: Command, width: number): string {
  const helper = command.createHelp();
  const rows = [
    ...command.registeredArguments.map((argument) => [argument.name(), argument.description] as const),
    ...helper.visibleOptions(command).map((option) => [option.flags, described(option)] as const),
  ];
  const left = largest(rows.map(([term]) => term.length)) + 4;
  const lines = rows.flatMap(([term, text]) =>
    wrap(text, Math.max(30, width - left)).map(
      (line, at) => padEnd(at === 0 ? `  ${term}` : '', left) + line,
    ),
  );
  return [
    `Usage: kubeplan ${helper.commandUsage(command)}`,
    '',
    command.description(),
    '',
    ...lines,
    '',
  ].join('\n');
}

function described({ description, defaultValue, defaultValueDescription }: Option): string {
  if (defaultValue === undefined) return description;
  return `${description} (${defaultValueDescription ?? String(defaultValue)} unless told)`;
}
