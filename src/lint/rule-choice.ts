/** Which rules are heard, and how loud. */
import { type Finding, RULE_SETS, type RuleData, type RuleSet, type Severity } from '../api/finding.js';
import { INPUT_RULES, YAML_RULES } from '../manifest/rules.js';
import { FAILED } from './failed.js';

/** What a rule can be told to be. */
export type RuleLevel = Severity | 'off';

/** The choice of rules; all may be left out. */
export interface RuleChoice {
  /** The rules that are asked for: those of this set; `default` unless told. */
  set?: RuleSet;
  /** Rules by name, with what they are to be, whatever set they are of: `{ 'GROUP/NAME': 'error' }`. */
  rules?: Readonly<Record<string, RuleLevel>>;
  /** No rules but these, whatever set they are of. What cannot be read is told all the same: nothing is known of it. */
  only?: readonly string[];
}

/** What reading says: where it speaks, no other rule has looked. */
const OF_READING = new Set(
  [...Object.values(YAML_RULES), ...Object.values(INPUT_RULES)].map(({ name }) => name),
);

/** Whether a rule is to be run. */
export function isChosen({ name, set = 'default' }: RuleData, choice: RuleChoice): boolean {
  const level = levelOf(name, choice);
  if (level === 'off') return false;
  if (choice.only) return choice.only.includes(name);
  return level !== undefined || RULE_SETS.indexOf(set) <= RULE_SETS.indexOf(choice.set ?? 'default');
}

/** A finding as loud as its rule was told to be; undefined if it is not to be heard. What kubeplan fails at is always. */
export function asChosen(finding: Finding, choice: RuleChoice): Finding | undefined {
  const { rule } = finding;
  if (rule === FAILED.name) return finding;
  const level = levelOf(rule, choice);
  if (level === 'off') return undefined;
  if (choice.only && !choice.only.includes(rule) && !OF_READING.has(rule)) return undefined;
  return level === undefined ? finding : { ...finding, severity: level };
}

/** Whether any rule beyond the default set can be among those chosen. */
export function goesBeyondDefault({ set = 'default', rules = {}, only = [] }: RuleChoice): boolean {
  return set !== 'default' || Object.keys(rules).length > 0 || only.length > 0;
}

/** The rules that a choice names. */
export function namedRules({ rules = {}, only = [] }: RuleChoice): string[] {
  return [...Object.keys(rules), ...only];
}

function levelOf(name: string, { rules = {} }: RuleChoice): RuleLevel | undefined {
  return Object.hasOwn(rules, name) ? rules[name] : undefined;
}
