/** The command line together with the configuration that holds for it. */
import { dirname } from 'node:path';
import type { Location } from '../api/finding.js';
import { quote } from '../api/shell.js';
import { listed, numbered } from '../api/text.js';
import { type Config, ConfigError } from '../config/config.js';
import { findConfig, nestedConfigs } from '../config/find.js';
import type { InForce } from '../config/in-force.js';
import type { OptionWords } from '../config/words.js';
import {
  type Command,
  type CommandLine,
  InvalidArgumentError,
  Option,
  readCommandLine,
} from './command-line.js';
import { UsageError } from './exit.js';
import { atPlace } from './option-files.js';
import type { RuleOptions } from './rule-options.js';

/** What a command gets of its configuration, as `options.config`; missing where none holds. */
export interface WithConfig {
  config?: InForce;
  /** The options that say which, as they have to be given again. */
  configWords?: readonly string[];
}

/** Options of which the configuration's values stay beside those of the command line. */
const ADDED = ['--crd', '--feature-gates', '--ignore', '--policy', '--rule'];

/** `--config FILE` and `--no-config`. */
export function configOptions(): Option[] {
  return [
    new Option('--config <file>', 'the configuration, instead of the nearest .kubeplan.yaml above the paths'),
    new Option('--no-config', 'take no configuration'),
  ];
}

/**
 * What the command line came to with the words of its configuration before it: what the user gave stands in their place.
 * `create` makes the command anew, and `read` is what the command line came to alone. Throws a UsageError for what is wrong
 * with the configuration.
 */
export async function configured(
  read: CommandLine,
  create: () => Command,
  argv: readonly string[],
): Promise<CommandLine> {
  const { config: named, ...options } = read.options;
  if (named === false) return { ...read, options: { ...options, configWords: ['--no-config'] } };
  const file = typeof named === 'string' ? named : findConfig(read.args);
  // Who names a configuration wants that one.
  const hasNested = typeof named !== 'string' && nestedConfigs(read.args).length > 0;
  if (file === undefined && !hasNested) return { ...read, options };
  const { inForce, optionWords, readConfig } = await import('../config/index.js');
  const config = withConfigErrors(() => (file === undefined ? [] : readConfig(file)));
  const nested = withConfigErrors(() =>
    hasNested ? nestedConfigs(read.args, inForce(config).excludes).map(readConfig) : [],
  );
  const command = create();
  if (command.name() === 'lint') for (const one of [config, ...nested]) await rejectWrongRules(one);
  const asked = withConfigErrors(() => optionWords(config, command.name()));
  const words = wordsFor(command, asked, read.given);
  const { set, rule } = options as Partial<RuleOptions>;
  const spoken = { rules: rule, ...(read.given.includes('set') && { set }) };
  const all = words.length === 0 ? read : (readCommandLine(command, [...words, ...argv]) ?? read);
  const configWords = typeof named === 'string' ? ['--config', quote(named)] : [];
  return { ...all, options: { ...all.options, config: inForce(config, spoken, nested), configWords } };
}

/** So many configurations are named. */
const MOST_TOLD = 3;

/** What configurations below say and does not hold, for who wonders why it does not. */
export function unheardNotes({ config }: WithConfig): string[] {
  const unheard = (config?.nested ?? []).filter((one) => one.unheard.length > 0);
  const more = unheard.length - MOST_TOLD;
  return [
    ...unheard.slice(0, MOST_TOLD).map(({ file, unheard: fields }) => {
      const what = fields.length === 1 ? 'does not hold: it is' : 'do not hold: they are';
      return `${listed(fields)} of ${file} ${what} for a whole run, and this one goes beyond ${dirname(file)}`;
    }),
    ...(more > 0 ? [`the same of ${numbered(more, 'configuration')} more`] : []),
  ];
}

/** What `read` gives; what it finds wrong with a configuration as a UsageError. */
export function withConfigErrors<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const [first = '', ...more] = error.problems.map(({ location, message }) =>
      location ? atPlace(location, message) : message,
    );
    throw new UsageError(first, more.join('\n') || undefined);
  }
}

/** Throws a UsageError for a rule that there is not, and for what a rule cannot be told. */
async function rejectWrongRules(config: Config): Promise<void> {
  const { namedInConfig, parameterErrors } = await import('../config/index.js');
  const named = namedInConfig(config);
  if (named.length === 0) return;
  // All rules are in a chunk that most runs can do without.
  const { entryOfRule, unknownRule } = await import('../lint/rules/catalogue.js');
  for (const { name, at } of named) {
    const unknown = unknownRule(name);
    if (unknown !== undefined) throw new UsageError(atPlace(at, unknown), 'kubeplan rules lists them.');
  }
  const problems = parameterErrors(config, (name) => entryOfRule(name)?.parameters);
  if (problems.length > 0) {
    withConfigErrors(() => {
      throw new ConfigError(problems);
    });
  }
}

/** The words that a command takes of a configuration: not those of options that the user gave, or that those exclude. */
function wordsFor(command: Command, words: readonly OptionWords[], given: readonly string[]): string[] {
  const options = new Map(command.options.map((option) => [option.long, option]));
  const isGiven = (option: Option) => given.includes(option.attributeName());
  const excluded = (option: Option) =>
    given.length > 0 && (isGiven(option) || conflictsOf(option, command).some(isGiven));
  return words.flatMap(({ flag, value, at }) => {
    const option = options.get(flag);
    if (!option || (!ADDED.includes(flag) && excluded(option))) return [];
    check(option, value, at);
    return value === undefined ? [flag] : [`${flag}=${value}`];
  });
}

/** Throws a UsageError with the place of a value that the option would not take. */
function check(option: Option, value: string | undefined, at: Location): void {
  if (value === undefined || !option.parseArg) return;
  try {
    option.parseArg(value, undefined);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    throw new UsageError(atPlace(at, `it cannot be ${value || 'empty'}. ${error.message}`));
  }
}

/** The options that one excludes; commander keeps on one side of a pair which they are. */
function conflictsOf(option: Option, { options }: Command): Option[] {
  const names = (one: Option) => (one as Option & { conflictsWith: string[] }).conflictsWith;
  const [own, name] = [names(option), option.attributeName()];
  return options.filter(
    (other) => names(other).includes(name) || (own.length > 0 && own.includes(other.attributeName())),
  );
}
