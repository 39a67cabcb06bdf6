/** Runs the expressions of a policy over one request (apiserver pkg/admission/plugin/cel). */
import { encodeStruct } from '../../../api/go-encode.js';
import { goStructOfKind } from '../../../api/go-types.js';
import type { JsonObject, JsonValue, Path } from '../../../api/json.js';
import { asJson } from '../../../api/unstructured.js';
import type { Cluster } from '../../../cluster/cluster.js';
import { joinApiVersion, splitApiVersion } from '../../../schema/api-version.js';
import type { Expr } from '../../cel/ast.js';
import { authorizer, requestResource } from '../../cel/eval/authorizer.js';
import { Budget } from '../../cel/eval/budget.js';
import type { Names } from '../../cel/eval/code.js';
import { evaluate } from '../../cel/eval/evaluate.js';
import { untypedValue } from '../../cel/eval/typed-value.js';
import { CelError, type CelMap, type CelValue, mapKey } from '../../cel/eval/value.js';
import { fieldsRead } from '../../cel/fields-read.js';
import { parseCel } from '../../cel/parse.js';
import { list, type Obj, obj, str } from '../../fields.js';
import type { PolicySpec } from '../../groups/admissionregistration/structs.js';
import type { UserInfo } from '../../kind.js';
import type { AdmissionRequest } from '../../plugin.js';
import type { Struct } from '../../typed.js';

/** What all expressions of one kind may cost for a request. */
const BUDGET = 10_000_000;
const OUT_OF_BUDGET =
  'validation failed due to running out of cost budget, no further validation rules will be run';
/** Who asks where nobody says: one who may do all. */
const ADMIN: UserInfo = { username: 'admin', groups: ['system:masters', 'system:authenticated'] };

/** What came of an expression; `fatal` ends all of them. */
export type Answer = { value: CelValue } | { error: string; fatal?: true };

/** An object as its version writes it. */
function versioned(object: Obj, request: AdmissionRequest, version: string): JsonObject {
  const struct = goStructOfKind(request.apiVersion, request.kind);
  const known = object === request.object ? request.encoded?.() : undefined;
  const written = known ?? (struct ? encodeStruct(struct, object, request.version) : object);
  const { group } = splitApiVersion(request.apiVersion);
  return { ...written, apiVersion: joinApiVersion(group, version), kind: request.kind };
}

/** The one name that goes on behind a dot. */
const REVIEWER = 'authorizer';

/** Names whose values are made when they are first asked for. */
class Lazily implements Names {
  private readonly made = new Map<string, CelValue>();

  constructor(private readonly makers: ReadonlyMap<string, () => CelValue>) {}

  get(name: string): CelValue | undefined {
    const known = this.made.get(name);
    if (known !== undefined) return known;
    const value = this.makers.get(name)?.();
    if (value !== undefined) this.made.set(name, value);
    return value;
  }

  hasDotted(root: string): boolean {
    return root === REVIEWER;
  }
}

/** Names with one that stands for something else. */
export function withName(names: Names, name: string, value: CelValue): Names {
  return {
    get: (asked) => (asked === name ? value : names.get(asked)),
    hasDotted: (root) => names.hasDotted?.(root) ?? true,
  };
}

/** The values that expressions name, but the policy's own variables; the request must not change while they are in use. */
export function requestValues(
  request: AdmissionRequest,
  version: string,
  param: JsonObject | undefined,
  cluster: Cluster,
): Names {
  const user = request.user ?? ADMIN;
  const { rules, old } = request;
  const removed = request.operation === 'delete';
  const namespace = rules.namespaced ? str(obj(request.object, 'metadata'), 'namespace') : '';
  const resource = {
    group: rules.group,
    resource: rules.resource,
    namespace,
    name: str(obj(request.object, 'metadata'), 'name'),
  };
  const makers = new Map<string, () => CelValue>([
    ['object', () => (removed ? null : untypedValue(versioned(request.object, request, version)))],
    ['oldObject', () => (old ? untypedValue(versioned(old, request, version)) : null)],
    ['request', () => untypedValue(requestOf(request, version, user, namespace))],
    ['params', () => untypedValue(param)],
    ['namespaceObject', () => untypedValue(namespace === '' ? null : namespaceOf(cluster, namespace))],
    [REVIEWER, () => authorizer(user)],
    [`${REVIEWER}.requestResource`, () => requestResource(user, resource)],
  ]);
  return new Lazily(makers);
}

function requestOf(
  request: AdmissionRequest,
  version: string,
  user: UserInfo,
  namespace: string,
): JsonObject {
  const { rules, operation, object } = request;
  const asked = splitApiVersion(request.apiVersion).version;
  const kind = (of: string): JsonObject => ({ group: rules.group, version: of, kind: rules.kind });
  const resource = (of: string): JsonObject => ({
    group: rules.group,
    version: of,
    resource: rules.resource,
  });
  const name = str(obj(object, 'metadata'), 'name');
  return {
    uid: '',
    kind: kind(version),
    resource: resource(version),
    requestKind: kind(asked),
    requestResource: resource(asked),
    ...(name !== '' && { name }),
    ...(namespace !== '' && { namespace }),
    operation: operation.toUpperCase(),
    userInfo: {
      username: user.username,
      ...(user.uid !== undefined && { uid: user.uid }),
      groups: [...(user.groups ?? [])],
    },
    object: null,
    oldObject: null,
    dryRun: request.dryRun === true,
    options: OPTIONS[operation],
  };
}

const META = 'meta.k8s.io/v1';
const OPTIONS: Readonly<Record<AdmissionRequest['operation'], JsonObject>> = {
  create: { kind: 'CreateOptions', apiVersion: META, fieldValidation: 'Strict' },
  update: { kind: 'UpdateOptions', apiVersion: META, fieldValidation: 'Strict' },
  delete: { kind: 'DeleteOptions', apiVersion: META, propagationPolicy: 'Background' },
};

function namespaceOf(cluster: Cluster, name: string): JsonValue {
  const namespace = asJson(cluster.get('Namespace', name));
  if (!namespace) return null;
  const { metadata, spec, status } = namespace;
  return { metadata, spec: spec ?? {}, status: status ?? {} };
}

const parsed = new Map<string, Expr | undefined>();
/** Expressions kept: those of all policies of a world, and no more for one that never ends. */
const MOST_PARSED = 10_000;

function read(text: string): Expr | undefined {
  if (!parsed.has(text)) {
    if (parsed.size >= MOST_PARSED) parsed.clear();
    parsed.set(text, parseCel(text).expr);
  }
  return parsed.get(text);
}

/** The expressions of one policy over one request, within one budget. */
export class Expressions {
  private left = BUDGET;
  private readonly values: Names;

  constructor(
    private readonly policy: PolicySpec,
    values: Names,
  ) {
    let variables: CelMap | undefined;
    this.values = {
      get: (name) => {
        if (name !== 'variables') return values.get(name);
        variables ??= this.variables(list(policy, 'variables'), this.values);
        return variables;
      },
      hasDotted: (root) => values.hasDotted?.(root) ?? true,
    };
  }

  /** The policy's variables: each is evaluated when it is first asked for. */
  private variables(wanted: readonly Struct<'admissionregistration.v1.Variable'>[], values: Names): CelMap {
    const entries = new Map<string, { key: CelValue; value: CelValue }>();
    for (const variable of wanted) {
      const name = str(variable, 'name');
      const value = this.lazily(name, str(variable, 'expression'), values);
      entries.set(mapKey(name), {
        key: name,
        get value() {
          return value();
        },
      });
    }
    return { kind: 'map', entries };
  }

  private lazily(name: string, text: string, values: Names): () => CelValue {
    let done: Answer | undefined;
    return () => {
      done ??= this.run(text, values);
      if ('value' in done) return done.value;
      throw new CelError(`composited variable "${name}" fails to evaluate: ${done.error}`);
    };
  }

  private run(text: string, values: Names): Answer {
    const expr = read(text);
    if (!expr) return { error: 'compilation error' };
    const budget = new Budget();
    try {
      return { value: evaluate(expr, values, budget) };
    } catch (error) {
      if (error instanceof CelError) return { error: error.message };
      throw error;
    } finally {
      this.left -= budget.spent;
    }
  }

  /** Which fields of the object an expression reads, through variables too. */
  fieldsRead(text: string): Path[] {
    const expr = read(text);
    if (!expr) return [];
    const variables = new Map<string, Expr>();
    for (const variable of list(this.policy, 'variables')) {
      const meant = read(str(variable, 'expression'));
      if (meant) variables.set(str(variable, 'name'), meant);
    }
    return fieldsRead(expr, 'object', variables);
  }

  /** Evaluates an expression of the policy. */
  evaluate(text: string): Answer {
    const answer = this.run(text, this.values);
    if (this.left < 0) return { error: OUT_OF_BUDGET, fatal: true };
    if ('value' in answer) return answer;
    return { error: `expression '${text}' resulted in error: ${answer.error}` };
  }
}

/** Whether the match conditions let a request in: true, false, or what went wrong where none said no. */
export function conditionsHold(policy: PolicySpec, values: Names): boolean | { error: string } {
  const conditions = list(policy, 'matchConditions');
  if (conditions.length === 0) return true;
  const expressions = new Expressions({}, values);
  const errors: string[] = [];
  for (const condition of conditions) {
    const answer = expressions.evaluate(str(condition, 'expression'));
    if ('error' in answer) errors.push(answer.error);
    else if (answer.value === false) return false;
  }
  if (errors.length === 0) return true;
  return { error: errors.length === 1 ? (errors[0] as string) : `[${[...new Set(errors)].join(', ')}]` };
}
