/** What a controller warns of in a ValidatingAdmissionPolicy (apiserver pkg/admission/plugin/policy/validating/typechecking.go). */
import type { Path } from '../../../api/json.js';
import type { Cluster } from '../../../cluster/cluster.js';
import { joinApiVersion } from '../../../schema/api-version.js';
import { admissionEnvironment } from '../../cel/admission-environment.js';
import type { CelEnvironment } from '../../cel/check.js';
import { compileCel } from '../../cel/compile.js';
import { type CelType, DYN } from '../../cel/types.js';
import { list, obj, ptr, str, strings } from '../../fields.js';
import type { Struct } from '../../typed.js';
import { kindOfResource, type ServedKind, typeOfKind } from './kind-type.js';

type Spec = Struct<'admissionregistration.v1.ValidatingAdmissionPolicySpec'>;

/** The most kinds that expressions are checked against. */
const MOST_KINDS = 10;

/** One thing that is wrong with an expression. */
interface Mistake {
  message: string;
  kinds: string[];
  /** It is wrong for each kind that the policy is about: there is none for which it is meant. */
  always: boolean;
}

/** What is wrong with an expression for the kinds that its policy is about. */
export interface ExpressionWarning {
  path: Path;
  /** `spec.validations[0].expression` */
  fieldRef: string;
  /** By kind, in the layout of the policy's status. */
  warning: string;
  /** Each mistake once, with its kinds: `undefined field 'a'` of `apps/v1 Deployment`. */
  mistakes: Mistake[];
}

/** Checks the expressions of a policy's validations against the types of the kinds that its rules name. */
export function expressionWarnings(spec: Spec, cluster: Cluster): ExpressionWarning[] {
  const environments = kindsNamed(spec, cluster).flatMap((kind) => {
    const object = typeOfKind(joinApiVersion(kind.group, kind.version), kind.kind, cluster);
    return object ? [{ kind, environment: environmentOf(spec, object, cluster) }] : [];
  });
  if (environments.length === 0) return [];
  const found: ExpressionWarning[] = [];
  for (const [index, validation] of list(spec, 'validations').entries()) {
    for (const field of ['expression', 'messageExpression'] as const) {
      const text = str(validation, field);
      if (text === '') continue;
      const wrong = environments.flatMap(({ kind, environment }) => {
        const compiled = compileCel(text, environment);
        const fails = 'error' in compiled && compiled.phase === 'compilation';
        return fails ? [{ kind, error: compiled.error }] : [];
      });
      if (wrong.length === 0) continue;
      found.push({
        path: ['spec', 'validations', index, field],
        fieldRef: `spec.validations[${index}].${field}`,
        warning: wrong.map(({ kind, error }) => `${shown(kind)}: ${error}\n`).join('\n'),
        mistakes: mistakesOf(wrong, environments.length),
      });
    }
  }
  return found;
}

function shown({ group, version, kind }: ServedKind): string {
  return `${group}/${version}, Kind=${kind}`;
}

const ISSUE = /^ERROR: <input>:-?\d+:\d+: (.*)$/gm;

function mistakesOf(wrong: readonly { kind: ServedKind; error: string }[], count: number): Mistake[] {
  const kinds = new Map<string, string[]>();
  for (const { kind, error } of wrong) {
    for (const [, message = ''] of error.matchAll(ISSUE)) {
      const name = `${joinApiVersion(kind.group, kind.version)} ${kind.kind}`;
      kinds.set(message, [...new Set([...(kinds.get(message) ?? []), name])]);
    }
  }
  return [...kinds].map(([message, of]) => ({ message, kinds: of, always: of.length === count }));
}

function environmentOf(spec: Spec, object: CelType, cluster: Cluster): CelEnvironment {
  const param = ptr(spec, 'paramKind');
  const params = param && (typeOfKind(str(param, 'apiVersion'), str(param, 'kind'), cluster) ?? DYN);
  const variables: Record<string, CelType> = Object.create(null);
  const environment = (): CelEnvironment => {
    const base = admissionEnvironment({ params: param !== undefined, authorizer: true, variables });
    return {
      ...base,
      variables: { ...base.variables, object, oldObject: object, ...(params && { params }) },
    };
  };
  for (const variable of list(spec, 'variables')) {
    const compiled = compileCel(str(variable, 'expression'), environment());
    variables[str(variable, 'name')] = 'error' in compiled ? DYN : compiled.type;
  }
  return environment();
}

/** The kinds that the rules name in so many words, sorted; what has a `*` is passed over. */
function kindsNamed(spec: Spec, cluster: Cluster): ServedKind[] {
  const found = new Map<string, ServedKind>();
  for (const rule of list(obj(spec, 'matchConstraints'), 'resourceRules')) {
    const named = (field: 'apiGroups' | 'apiVersions'): string[] => {
      const all = [...strings(rule, field)].sort();
      return all.some((one) => one.includes('*')) ? [] : all;
    };
    const names = strings(rule, 'resources').filter((one) => !/[*/]/.test(one));
    let count = 0;
    for (const group of named('apiGroups')) {
      for (const version of named('apiVersions')) {
        for (const name of [...names].sort()) {
          const kind = kindOfResource(group, version, name, cluster);
          if (!kind) continue;
          found.set(shown(kind), kind);
          count += 1;
          if (count === MOST_KINDS) return sorted(found);
        }
      }
    }
  }
  return sorted(found);
}

function sorted(found: ReadonlyMap<string, ServedKind>): ServedKind[] {
  const key = ({ group, version, kind }: ServedKind): string => [group, version, kind].join('\0');
  return [...found.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
