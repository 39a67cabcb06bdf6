import { sameDecoded } from '../../../api/equality.js';
import { at, type FieldErrors, json } from '../../field-errors.js';
import { bool, ensure, get, int, obj, set, setDefault, str, strPtr } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { IMMUTABLE } from '../../shared/messages.js';
import { SUBDOMAIN } from '../../shared/names.js';
import type { Struct } from '../../typed.js';

const HIGHEST_PRIORITY = 1_000_000_000;
const SYSTEM_PREFIX = 'system-';
const SYSTEM_PRIORITIES: ReadonlyMap<string, number> = new Map([
  ['system-node-critical', 2_000_001_000],
  ['system-cluster-critical', 2_000_000_000],
]);
const PREEMPTION = ['PreemptLowerPriority', 'Never'];

/** scheduling.k8s.io/v1 PriorityClass (pkg/apis/scheduling/validation). */
export const priorityClass: KindRules<Struct<'scheduling.v1.PriorityClass'>> = {
  kind: 'PriorityClass',
  group: 'scheduling.k8s.io',
  name: SUBDOMAIN,
  defaults(object) {
    setDefault(object, 'preemptionPolicy', 'PreemptLowerPriority');
  },
  prepare(object, old) {
    if (!old) set(ensure(object, 'metadata'), 'generation', 1);
  },
  validate: validatePriorityClass,
  validateUpdate: validatePriorityClassUpdate,
};

function validatePriorityClass(object: Struct<'scheduling.v1.PriorityClass'>, errors: FieldErrors): void {
  const name = str(obj(object, 'metadata'), 'name');
  if (name.startsWith(SYSTEM_PREFIX)) {
    const why = notSystem(object, name);
    if (why !== undefined) {
      errors.forbidden(
        at('metadata', 'name'),
        `priority class names with '${SYSTEM_PREFIX}' prefix are reserved for system use only. error: ${why}`,
      );
    }
  } else if (int(object, 'value') > HIGHEST_PRIORITY) {
    errors.forbidden(at('value'), `maximum allowed value of a user defined priority is ${HIGHEST_PRIORITY}`);
  }
  const policy = strPtr(object, 'preemptionPolicy');
  if (policy === '') errors.required(at('preemptionPolicy'));
  else if (policy !== undefined && !PREEMPTION.includes(policy)) {
    errors.unsupported(at('preemptionPolicy'), json(policy), PREEMPTION);
  }
}

function notSystem(object: Struct<'scheduling.v1.PriorityClass'>, name: string): string | undefined {
  const value = SYSTEM_PRIORITIES.get(name);
  if (value === undefined) return `${name} is not a known system priority class`;
  if (Number(int(object, 'value')) !== value) return `value of ${name} PriorityClass must be ${value}`;
  return bool(object, 'globalDefault') ? `globalDefault of ${name} PriorityClass must be false` : undefined;
}

function validatePriorityClassUpdate(
  object: Struct<'scheduling.v1.PriorityClass'>,
  old: Struct<'scheduling.v1.PriorityClass'>,
  errors: FieldErrors,
): void {
  if (Number(int(object, 'value')) !== Number(int(old, 'value'))) {
    errors.forbidden(at('value'), 'may not be changed in an update.');
  }
  const policy = get(object, 'preemptionPolicy');
  if (!sameDecoded(policy, get(old, 'preemptionPolicy'))) {
    errors.invalid(at('preemptionPolicy'), json(policy), IMMUTABLE);
  }
}
