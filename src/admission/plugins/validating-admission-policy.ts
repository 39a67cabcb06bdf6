/** ValidatingAdmissionPolicy (apiserver pkg/admission/plugin/policy/validating). */
import { type JsonObject, ownValue, type Path } from '../../api/json.js';
import { append } from '../../api/lists.js';
import type { Cluster } from '../../cluster/cluster.js';
import { untypedValue } from '../cel/eval/typed-value.js';
import { list, obj, ptr, str, strings } from '../fields.js';
import type { Refusal } from '../kind.js';
import type { AdmissionPlugin, AdmissionRequest, Warned } from '../plugin.js';
import type { Struct } from '../typed.js';
import { conditionsHold, Expressions, requestValues, withName } from './policy/expressions.js';
import { isGoverned, matchedVersion } from './policy/match.js';
import { validatingPolicies } from './policy/objects.js';
import { paramsOf, unknownParams } from './policy/params.js';
import { forbid } from './refusal.js';

const LONGEST_MESSAGE = 5 * 1024;
const CODES: Readonly<Record<string, number>> = {
  Forbidden: 403,
  Unauthorized: 401,
  RequestEntityTooLarge: 413,
  Invalid: 422,
};

/** A validation that did not hold. */
interface Failure {
  message: string;
  reason: string;
  /** Which validation of the policy it was. */
  path?: Path;
  /** What of the object that reads. */
  places?: readonly Path[];
}

interface Denial extends Failure {
  policy: string;
  binding?: string;
}

interface Verdict {
  denied: readonly Denial[];
  warnings: readonly Warned[];
}

/** Policies as ValidatingAdmissionPolicyBindings of the world put them in force. */
export function validatingAdmissionPolicy(cluster: Cluster): AdmissionPlugin {
  const verdicts = new WeakMap<AdmissionRequest, Verdict>();
  const verdictOf = (request: AdmissionRequest): Verdict => {
    let verdict = verdicts.get(request);
    if (!verdict) {
      verdict = isGoverned(request) ? judge(request, cluster) : { denied: [], warnings: [] };
      verdicts.set(request, verdict);
    }
    return verdict;
  };
  return {
    name: 'ValidatingAdmissionPolicy',
    validate(request) {
      const [first] = verdictOf(request).denied;
      return first && refusal(request, first);
    },
    warnings: (request) => verdictOf(request).warnings,
    warnsAlways: true,
    remove(stored) {
      if (validatingPolicies(cluster).length === 0) return undefined;
      const request = stored();
      const { denied, warnings } = verdictOf(request);
      const [first] = denied;
      const texts = warnings.map((one) => (typeof one === 'string' ? one : one.message));
      return { ...(first && { refusal: refusal(request, first) }), warnings: texts };
    },
  };
}

function refusal(request: AdmissionRequest, denial: Denial): Refusal {
  const { policy, binding, message, reason, path = [], places = [] } = denial;
  const by = binding === undefined ? '' : ` with binding '${binding}'`;
  const said = `ValidatingAdmissionPolicy '${policy}'${by} denied request: ${message}`;
  const causes = [{ field: '', reason: '', message: said }];
  const cause = { places, by: { kind: 'ValidatingAdmissionPolicy', name: policy, path } };
  return { ...forbid(request, said, cause), code: ownValue(CODES, reason) ?? 422, reason, causes };
}

type Values = ReturnType<typeof requestValues>;

/** What expressions read of a request, put together once for each version that policies want to see. */
function valuesOf(request: AdmissionRequest, cluster: Cluster) {
  const known = new Map<string, Values>();
  return (version: string, param: JsonObject | undefined): Values => {
    const values = known.get(version) ?? requestValues(request, version, undefined, cluster);
    known.set(version, values);
    return param === undefined ? values : withName(values, 'params', untypedValue(param));
  };
}

function judge(request: AdmissionRequest, cluster: Cluster): Verdict {
  const valuesFor = valuesOf(request, cluster);
  const denied: Denial[] = [];
  const warnings: Warned[] = [];
  for (const { policy, name, bindings } of validatingPolicies(cluster)) {
    const spec = obj(policy, 'spec');
    const version = matchedVersion(request, obj(spec, 'matchConstraints'), cluster);
    if (version === undefined) continue;
    const unknown = unknownParams(spec, cluster);
    if (unknown !== undefined) {
      const message = `failed to configure policy: ${unknown}`;
      if (str(spec, 'failurePolicy') !== 'Ignore') denied.push({ policy: name, message, reason: 'Invalid' });
      continue;
    }
    for (const { name: binding, spec: bound } of bindings) {
      if (matchedVersion(request, ptr(bound, 'matchResources'), cluster) === undefined) continue;
      const namespace = request.rules.namespaced ? str(obj(request.object, 'metadata'), 'namespace') : '';
      const found = paramsOf(spec, bound, namespace, cluster);
      const by = { policy: name, binding, reason: 'Invalid' };
      if ('error' in found) {
        if (str(spec, 'failurePolicy') === 'Ignore') continue;
        denied.push({ ...by, message: `failed to configure binding: ${found.error}` });
        continue;
      }
      for (const param of found.params) {
        for (const failure of failures(spec, valuesFor(version, param))) {
          for (const action of strings(bound, 'validationActions')) {
            if (action === 'Deny') denied.push({ ...by, ...failure });
            if (action === 'Warn') warnings.push(warningOf({ ...by, ...failure }));
          }
        }
      }
    }
  }
  return { denied, warnings };
}

function warningOf({ policy, binding, message, path = [], places = [] }: Denial): Warned {
  return {
    message: `Validation failed for ValidatingAdmissionPolicy '${policy}' with binding '${binding}': ${message}`,
    places,
    by: { kind: 'ValidatingAdmissionPolicy', name: policy, path },
  };
}

/** What one run of a policy says against a request. */
function failures(
  policy: Struct<'admissionregistration.v1.ValidatingAdmissionPolicySpec'>,
  values: Values,
): Failure[] {
  const ignore = str(policy, 'failurePolicy') === 'Ignore';
  const failed = (message: string): Failure[] => (ignore ? [] : [{ message, reason: 'Invalid' }]);
  const holds = conditionsHold(policy, values);
  if (typeof holds === 'object') return failed(holds.error);
  if (!holds) return [];
  const expressions = new Expressions(policy, values);
  const out: Failure[] = [];
  for (const [index, validation] of list(policy, 'validations').entries()) {
    const text = str(validation, 'expression');
    const answer = expressions.evaluate(text);
    if ('error' in answer && answer.fatal) return failed(answer.error);
    if ('value' in answer && answer.value === true) continue;
    const cause = {
      path: ['spec', 'validations', index, 'expression'],
      places: expressions.fieldsRead(text),
    };
    if ('error' in answer)
      append(
        out,
        failed(answer.error).map((failure) => ({ ...failure, ...cause })),
      );
    else {
      const reason = str(validation, 'reason') || 'Invalid';
      out.push({ message: messageOf(validation, expressions), reason, ...cause });
    }
  }
  return out;
}

/** What its expression makes, else its message, else the expression that failed. */
function messageOf(
  validation: Struct<'admissionregistration.v1.Validation'>,
  expressions: Expressions,
): string {
  const text = str(validation, 'messageExpression');
  const answer = text === '' ? undefined : expressions.evaluate(text);
  const made = answer && 'value' in answer && typeof answer.value === 'string' ? answer.value.trim() : '';
  const usable = made !== '' && !made.includes('\n') && Buffer.byteLength(made) <= LONGEST_MESSAGE;
  if (usable) return made;
  return str(validation, 'message').trim() || `failed expression: ${str(validation, 'expression').trim()}`;
}
