/** The options that say which rules are heard, and how loud. */
import { RULE_SETS, type RuleSet, SEVERITIES } from '../api/finding.js';
import { closest } from '../api/suggest.js';
import type { InForce } from '../config/in-force.js';
import { type NestedChoice, namedRules, type RuleChoice, type RuleLevel } from '../lint/rule-choice.js';
import { InvalidArgumentError, Option } from './command-line.js';
import { UsageError } from './exit.js';

const LEVELS: readonly RuleLevel[] = ['on', 'off', ...SEVERITIES];

/** The options as commander keeps them. */
export interface RuleOptions {
  set: RuleSet;
  rule?: Readonly<Record<string, RuleLevel>>;
  only?: string[];
}

/** `--set NAME`, `--rule NAME=LEVEL` and `--only NAME[,NAME]`, the latter several times. */
export function ruleOptions(): Option[] {
  return [
    new Option('--set <name>', `the rules to ask for: ${RULE_SETS.join(', ')}; each has those before it`)
      .choices(RULE_SETS)
      .argParser((text) => oneOf(text, RULE_SETS, 'sets'))
      .default('default'),
    new Option(
      '--rule <name=level>',
      `a rule to turn on or off, or to hear as something else: ${LEVELS.join(', ')}; may be given several times`,
    ).argParser(readRule),
    new Option('--only <name[,name]>', 'no rules but these, whatever set they are of').argParser(readNames),
  ];
}

function readNames(text: string, before: string[] | undefined): string[] {
  const names = text.split(',').filter((name) => name !== '');
  if (names.length === 0) throw new InvalidArgumentError('Write the names of rules: GROUP/NAME,GROUP/NAME.');
  return [...(before ?? []), ...names];
}

function readRule(text: string, before: RuleOptions['rule']): RuleOptions['rule'] {
  const [name = '', level, ...more] = text.split('=');
  if (name === '' || level === undefined || more.length > 0) {
    throw new InvalidArgumentError('Write the name of a rule and what it is to be: GROUP/NAME=error.');
  }
  return { ...before, [name]: oneOf(level, LEVELS, 'levels') };
}

function oneOf<T extends string>(text: string, known: readonly T[], what: string): T {
  const found = known.find((one) => one === text);
  if (found !== undefined) return found;
  const near = closest(text, known);
  throw new InvalidArgumentError(near ? `Did you mean ${near}?` : `The ${what} are ${known.join(', ')}.`);
}

/** What the options choose. Throws a UsageError for a rule that there is not. */
export async function ruleChoice(
  { set, rule, only }: RuleOptions,
  { overrides = [], parameters = {}, nested = [] }: Partial<InForce> = {},
): Promise<RuleChoice> {
  const below = nested.map(({ holds, ...one }): NestedChoice => {
    const { set: ofSet, rules, overrides: others, parameters: told, requireReason } = one;
    const chosen = { set: ofSet, rules, overrides: others, parameters: told, requireReason };
    return { holds, ...chosen, ...(only && { only }) };
  });
  const choice: RuleChoice = {
    set,
    ...(rule && { rules: rule }),
    ...(only && { only }),
    ...(overrides.length > 0 && { overrides }),
    ...(Object.keys(parameters).length > 0 && { parameters }),
    ...(below.length > 0 && { nested: below }),
  };
  const names = namedRules(choice);
  if (names.length === 0) return choice;
  // All names are in a chunk that most runs can do without.
  const { unknownRule } = await import('../lint/rules/catalogue.js');
  for (const name of names) {
    const unknown = unknownRule(name);
    if (unknown !== undefined) throw new UsageError(unknown, 'kubeplan rules lists them.');
  }
  return choice;
}

/** The options as they have to be given again, beside a configuration that says the others. */
export function ruleWords({ set, rule, only = [], config }: RuleOptions & { config?: InForce }): string[] {
  const spoken = config?.spoken ?? { ...(set !== 'default' && { set }), rules: rule };
  return [
    ...(spoken.set === undefined ? [] : ['--set', spoken.set]),
    ...Object.entries(spoken.rules ?? {}).flatMap(([name, level]) => ['--rule', `${name}=${level}`]),
    ...(only.length > 0 ? ['--only', only.join()] : []),
  ];
}
