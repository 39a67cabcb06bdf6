/** What rules were told. */
import type { ParameterValue } from './parameters.js';
import { choiceFor, type RuleChoice } from './rule-choice.js';

/** A parameter of a rule, for a file. */
interface Asked {
  rule: string;
  parameter: string;
  file: string;
}

/** What a rule was told for a parameter that is a list of texts; none where it was told nothing. */
export function textsTold(asked: Asked, choice: RuleChoice): readonly string[] {
  const value = told(asked, choice);
  return Array.isArray(value) ? value : [];
}

/** What a rule was told for a parameter that is a number. */
export function numberTold(asked: Asked, choice: RuleChoice, untold: number): number {
  const value = told(asked, choice);
  return typeof value === 'number' ? value : untold;
}

function told({ rule, parameter, file }: Asked, choice: RuleChoice): ParameterValue | undefined {
  const { parameters = {} } = choiceFor(file, choice);
  const ofRule = Object.hasOwn(parameters, rule) ? parameters[rule] : undefined;
  return ofRule && Object.hasOwn(ofRule, parameter) ? ofRule[parameter] : undefined;
}
