/** Which rules are heard, and how loud. */
import { type Finding, RULE_SETS, type RuleData, type RuleSet, type Severity } from '../api/finding.js';
import { matchesWildcard } from '../api/wildcard.js';
import { INPUT_RULES, YAML_RULES } from '../manifest/rules.js';
import { FAILED } from './failed.js';
import type { LintObject } from './object.js';
import { DEFAULT_NAMESPACE } from './objects.js';
import type { Parameters } from './parameters.js';

/** What a rule can be told to be; `on` is as grave as it is by itself. */
export type RuleLevel = Severity | 'on' | 'off';

/** Other levels for some files or objects: those that fit all that it names. */
export interface Override {
  /** Whether a file is meant; all unless it says. */
  fits?: (file: string) => boolean;
  kinds?: readonly string[];
  /** `*` stands for anything, here and in namespaces. */
  names?: readonly string[];
  namespaces?: readonly string[];
  labels?: Readonly<Record<string, string>>;
  rules: Readonly<Record<string, RuleLevel>>;
}

/** The choice of rules; all may be left out. */
export interface RuleChoice {
  /** The rules that are asked for: those of this set; `default` unless told. */
  set?: RuleSet;
  /** Rules by name, with what they are to be, whatever set they are of: `{ 'GROUP/NAME': 'error' }`. */
  rules?: Readonly<Record<string, RuleLevel>>;
  /** No rules but these, whatever set they are of. What cannot be read is told all the same: nothing is known of it. */
  only?: readonly string[];
  /** What rules are told, by their names and those of their parameters. */
  parameters?: Parameters;
  /** Of several that fit and name a rule the last one counts. */
  overrides?: readonly Override[];
  /** What the manifests suppress without a reason is a finding. */
  requireReason?: boolean;
  /** Other choices for some files, in the place of this one; of several the last one counts. */
  nested?: readonly NestedChoice[];
}

/** The choice for some files. */
export interface NestedChoice extends Omit<RuleChoice, 'nested'> {
  holds: (file: string) => boolean;
}

/** The choice that holds for a file. */
export function choiceFor(file: string, choice: RuleChoice): RuleChoice {
  return choice.nested?.findLast(({ holds }) => holds(file)) ?? choice;
}

/** What reading says: where it speaks, no other rule has looked. */
const OF_READING = new Set(
  [...Object.values(YAML_RULES), ...Object.values(INPUT_RULES)].map(({ name }) => name),
);

/** What is said where a text could not be read: of what is there nothing is known, so that it is always told. */
export function isOfReading(rule: string): boolean {
  return OF_READING.has(rule);
}

/** Whether a rule is to be run, for whatever file. */
export function isChosen(rule: RuleData, choice: RuleChoice): boolean {
  return isChosenAlone(rule, choice) || (choice.nested ?? []).some((one) => isChosenAlone(rule, one));
}

function isChosenAlone({ name, set = 'default' }: RuleData, choice: RuleChoice): boolean {
  if (choice.only && !choice.only.includes(name)) return false;
  if ((choice.overrides ?? []).some(({ rules }) => isOn(levelIn(rules, name)))) return true;
  const level = levelIn(choice.rules, name);
  if (level !== undefined) return isOn(level);
  return choice.only !== undefined || isOfSet(set, choice);
}

/**
 * A finding as loud as its rule was told to be; undefined if it is not to be heard. `object` is what it is about, if anything,
 * and `rule` what found it, if it is one that may be run for other objects alone.
 */
export function asChosen(
  finding: Finding,
  whole: RuleChoice,
  object?: LintObject,
  rule?: RuleData,
): Finding | undefined {
  const { rule: name } = finding;
  if (name === FAILED.name) return finding;
  const choice = choiceFor(finding.location.file, whole);
  if (choice.only && !choice.only.includes(name) && !isOfReading(name)) return undefined;
  const level = overriddenLevel(finding, choice, object) ?? levelIn(choice.rules, name);
  if (level === 'off') return undefined;
  if (level !== undefined) return level === 'on' ? finding : { ...finding, severity: level };
  return rule && choice.only === undefined && !isOfSet(rule.set ?? 'default', choice) ? undefined : finding;
}

/** Whether rules beyond the default set are among those chosen, whatever single ones are turned on. */
export function asksForMore({ set = 'default', only, nested = [] }: RuleChoice): boolean {
  return set !== 'default' || only !== undefined || nested.some(asksForMore);
}

/** The single rules that are turned on, for some files at least. */
export function turnedOn({ rules = {}, overrides = [], nested = [] }: RuleChoice): string[] {
  const levels = [rules, ...overrides.map((one) => one.rules)].flatMap(Object.entries<RuleLevel>);
  return [...levels.flatMap(([name, level]) => (isOn(level) ? [name] : [])), ...nested.flatMap(turnedOn)];
}

/** The rules that a choice names. */
export function namedRules({ rules = {}, only = [], overrides = [], nested = [] }: RuleChoice): string[] {
  return [
    ...Object.keys(rules),
    ...only,
    ...overrides.flatMap((one) => Object.keys(one.rules)),
    ...nested.flatMap(namedRules),
  ];
}

function isOfSet(set: RuleSet, choice: RuleChoice): boolean {
  return RULE_SETS.indexOf(set) <= RULE_SETS.indexOf(choice.set ?? 'default');
}

function isOn(level: RuleLevel | undefined): boolean {
  return level !== undefined && level !== 'off';
}

function overriddenLevel(
  { rule, location: { file } }: Finding,
  { overrides = [] }: RuleChoice,
  object: LintObject | undefined,
): RuleLevel | undefined {
  return overrides
    .map((one) =>
      levelIn(one.rules, rule) !== undefined && fits(one, file, object)
        ? levelIn(one.rules, rule)
        : undefined,
    )
    .findLast((level) => level !== undefined);
}

function fits(override: Override, file: string, object: LintObject | undefined): boolean {
  const { kinds, names, namespaces, labels } = override;
  if (override.fits && !override.fits(file)) return false;
  if (!kinds && !names && !namespaces && !labels) return true;
  if (!object) return false;
  const is = (text: string, patterns: readonly string[] | undefined) =>
    patterns === undefined || patterns.some((pattern) => matchesWildcard(text, pattern));
  return (
    (!kinds || kinds.includes(object.kind)) &&
    is(object.name, names) &&
    is(object.namespace ?? DEFAULT_NAMESPACE, namespaces) &&
    Object.entries(labels ?? {}).every(
      ([key, value]) => object.at.child('metadata', 'labels', key).value === value,
    )
  );
}

function levelIn(rules: RuleChoice['rules'], name: string): RuleLevel | undefined {
  return rules && Object.hasOwn(rules, name) ? rules[name] : undefined;
}
