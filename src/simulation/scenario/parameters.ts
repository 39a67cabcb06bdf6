/** What stands in a scenario for what can be chosen: `$(replicas)`, with a value of its own in `spec.parameters`. */
import { isObject, type JsonObject, type JsonValue } from '../../api/json.js';

/** A value of a parameter, as it is put into texts. */
export type ParameterValues = Readonly<Record<string, string>>;

const USE = /\$\(([\w.-]+)\)/g;

/** The parameters that a scenario has, with the values that it has itself. */
export function parametersOf(document: JsonObject): ParameterValues {
  const { spec } = document;
  const written = isObject(spec) ? spec['parameters'] : undefined;
  if (!isObject(written)) return {};
  return Object.fromEntries(Object.entries(written).map(([name, value]) => [name, String(value)]));
}

/** The scenario with values in the place of its parameters: those that are given, and else its own. Of others nothing is known. */
export function withParameters(document: JsonObject, given: ParameterValues = {}): JsonObject {
  const own = parametersOf(document);
  const { spec } = document;
  if (Object.keys(own).length === 0 || !isObject(spec)) return document;
  const values = { ...own, ...given };
  const filled = (value: JsonValue): JsonValue => {
    if (typeof value === 'string') {
      return value.replace(USE, (use, name: string) => (Object.hasOwn(values, name) ? values[name]! : use));
    }
    if (Array.isArray(value)) return value.map(filled);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner ?? null)]));
  };
  const { parameters, ...rest } = spec;
  return { ...document, spec: { ...(filled(rest) as JsonObject), ...(parameters && { parameters }) } };
}
