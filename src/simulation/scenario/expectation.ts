/** What a scenario expects: an expression in CEL over the state, or a short form for what is asked most. */
import type { Expr } from '../../admission/cel/ast.js';
import { compileCel } from '../../admission/cel/compile.js';
import { evaluate } from '../../admission/cel/eval/evaluate.js';
import { CelError } from '../../admission/cel/eval/value.js';
import { celTypeName } from '../../admission/cel/types.js';
import { isObject, type JsonValue, type Path } from '../../api/json.js';
import type { KubernetesVersion } from '../../api/version.js';
import type { Expectation, ScenarioProblem } from './expected.js';
import { SHORT_FORMS } from './short-forms.js';
import { type Moment, stateEnvironment, stateNames } from './state.js';

/** The expectations of a list in a scenario. What is wrong with them is put to `problems`. */
export function readExpectations(
  written: JsonValue | undefined,
  path: Path,
  version: KubernetesVersion,
  problems: ScenarioProblem[],
): Expectation[] {
  if (!Array.isArray(written)) return [];
  return written.flatMap((one, at) => readExpectation(one, [...path, at], version, problems));
}

function readExpectation(
  written: JsonValue,
  path: Path,
  version: KubernetesVersion,
  problems: ScenarioProblem[],
): Expectation[] {
  if (typeof written === 'string') return inCel(written, path, version, problems);
  if (!isObject(written)) return [];
  const message = typeof written['message'] === 'string' ? { message: written['message'] } : {};
  const found: Expectation[] = [];
  for (const [name, value] of Object.entries(written)) {
    if (name === 'message' || value === undefined) continue;
    const at = [...path, name];
    const made =
      name === 'expression' && typeof value === 'string'
        ? inCel(value, at, version, problems)
        : Object.hasOwn(SHORT_FORMS, name)
          ? SHORT_FORMS[name]!(value, at, { version, problems })
          : [];
    for (const one of made) found.push({ ...one, ...message });
  }
  if (found.length === 0 && problems.length === 0) {
    problems.push({
      path,
      message:
        'it expects nothing: write an expression, available, pods, complete, exists, absent or pending',
    });
  }
  return found;
}

function inCel(
  text: string,
  path: Path,
  version: KubernetesVersion,
  problems: ScenarioProblem[],
): Expectation[] {
  const compiled = compileCel(text, stateEnvironment(version));
  if ('error' in compiled) {
    problems.push({ path, message: compiled.error });
    return [];
  }
  const { expr, type } = compiled;
  if (type.kind !== 'bool' && type.kind !== 'dyn') {
    problems.push({ path, message: `an expectation is true or false, and this is ${celTypeName(type)}` });
    return [];
  }
  return [{ text, path, check: (moment) => falseOf(expr, moment) }];
}

/** What an expression that cannot be evaluated says is no answer either: what it speaks of is not there. */
function falseOf(expr: Expr, moment: Moment): string | undefined {
  try {
    const value = evaluate(expr, stateNames(moment));
    return value === true ? undefined : 'it was false';
  } catch (error) {
    if (error instanceof CelError) return error.message;
    throw error;
  }
}
