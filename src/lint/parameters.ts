/** What rules can be told. */
import type { ParameterData } from '../api/finding.js';
import { isObject, type JsonObject, type JsonValue, type Path } from '../api/json.js';
import { closest } from '../api/suggest.js';

export type ParameterValue = readonly string[] | number;

/** The parameters of rules, by the names of both. */
export type Parameters = Readonly<Record<string, Readonly<Record<string, ParameterValue>>>>;

interface ParameterProblem {
  path: Path;
  /** The key is meant, not the value. */
  isKey: boolean;
  message: string;
}

/** What is wrong with what a rule is told, with the way to it; `known` are the parameters that it has. */
export function parameterProblems(
  written: JsonObject,
  known: Readonly<Record<string, ParameterData>> = {},
): ParameterProblem[] {
  return Object.entries(written).flatMap(([name, value = null]): ParameterProblem[] => {
    const parameter = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!parameter) {
      const near = closest(name, Object.keys(known));
      const hint = near === undefined ? knownText(Object.keys(known)) : `did you mean ${near}?`;
      return [{ path: [name], isKey: true, message: `unknown parameter ${JSON.stringify(name)}, ${hint}` }];
    }
    return fits(value, parameter)
      ? []
      : [{ path: [name], isKey: false, message: `${name} must be ${NAMES[parameter.type]}` }];
  });
}

const NAMES = { texts: 'a list of texts', number: 'a whole number from 0 on' } as const;

function knownText(names: readonly string[]): string {
  return names.length === 0 ? 'the rule has none' : `it has ${names.join(', ')}`;
}

function fits(value: JsonValue, { type }: ParameterData): boolean {
  if (type === 'number') return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** What was written for a rule without its level. */
export function parametersIn(written: JsonValue): JsonObject {
  if (!isObject(written)) return {};
  const { level: _, ...parameters } = written;
  return parameters;
}
