/** The rules of classes: of priority, of runtimes, of ingresses (pkg/apis/{scheduling,node,networking}/validation). */

import { sameDecoded } from '../../api/equality.js';
import { dns1123LabelErrors, dns1123SubdomainErrors, pathSegmentErrors } from '../../api/names.js';
import { At, at, type FieldErrors, json } from '../field-errors.js';
import { bool, get, int, list, type Obj, obj, ptr, str, strPtr } from '../fields.js';
import { goValue } from '../go/value.js';
import { validateRequirements } from '../groups/core/pod/resources.js';
import { validateTolerations } from '../groups/core/pod/tolerations.js';
import { DEPRECATED_NODE_LABELS } from '../groups/core/pod/warnings.js';
import type { Context } from '../kind.js';
import { validateDomainPath } from '../shared/domain-path.js';
import { IMMUTABLE } from '../shared/messages.js';
import { validateLabels } from '../shared/object-meta.js';
import { isBefore } from '../versions/since.js';

const HIGHEST_PRIORITY = 1_000_000_000;
const SYSTEM_PREFIX = 'system-';
const SYSTEM_PRIORITIES: ReadonlyMap<string, number> = new Map([
  ['system-node-critical', 2_000_001_000],
  ['system-cluster-critical', 2_000_000_000],
]);
const PREEMPTION = ['PreemptLowerPriority', 'Never'];
const LONGEST_CONTROLLER = 250;
const SCOPES = ['Cluster', 'Namespace'];

export function validatePriorityClass(object: Obj, errors: FieldErrors): void {
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

function notSystem(object: Obj, name: string): string | undefined {
  const value = SYSTEM_PRIORITIES.get(name);
  if (value === undefined) return `${name} is not a known system priority class`;
  if (Number(int(object, 'value')) !== value) return `value of ${name} PriorityClass must be ${value}`;
  return bool(object, 'globalDefault') ? `globalDefault of ${name} PriorityClass must be false` : undefined;
}

export function validatePriorityClassUpdate(object: Obj, old: Obj, errors: FieldErrors): void {
  if (Number(int(object, 'value')) !== Number(int(old, 'value'))) {
    errors.forbidden(at('value'), 'may not be changed in an update.');
  }
  const policy = get(object, 'preemptionPolicy');
  if (!sameDecoded(policy, get(old, 'preemptionPolicy'))) {
    errors.invalid(at('preemptionPolicy'), json(policy), IMMUTABLE);
  }
}

export function validateRuntimeClass(object: Obj, errors: FieldErrors, { version }: Context): void {
  const handler = str(object, 'handler');
  const older = isBefore(version, '1.35');
  if (handler === '' && !older) errors.required(at('handler'));
  else errors.invalids(at('handler'), handler, dns1123LabelErrors(handler));
  const overhead = ptr(object, 'overhead');
  if (overhead) validateRequirements({ limits: obj(overhead, 'podFixed') }, at('overhead'), errors);
  const scheduling = ptr(object, 'scheduling');
  const place = at('scheduling');
  validateLabels(ptr(scheduling, 'nodeSelector'), place.child('nodeSelector'), errors);
  const tolerations = list(scheduling, 'tolerations');
  const tolerationsAt = place.child('tolerations');
  const named = At.named('scheduling.tolerations.tolerations', tolerationsAt.path);
  validateTolerations(tolerations, older ? named : tolerationsAt, errors);
  const seen = new Set<string>();
  tolerations.forEach((toleration, index) => {
    const id = JSON.stringify(['key', 'operator', 'value', 'effect'].map((key) => str(toleration, key)));
    const twin = seen.has(id);
    if (twin) errors.duplicate(tolerationsAt.index(index), goValue('core.v1.Toleration', toleration));
    seen.add(id);
  });
}

export function validateRuntimeClassUpdate(
  object: Obj,
  old: Obj,
  errors: FieldErrors,
  context: Context,
): void {
  validateRuntimeClass(object, errors, context);
  const handler = str(object, 'handler');
  if (handler !== str(old, 'handler')) errors.invalid(at('handler'), handler, IMMUTABLE);
}

export function runtimeClassWarnings(object: Obj): string[] {
  const selector = obj(obj(object, 'scheduling'), 'nodeSelector');
  return Object.keys(selector)
    .sort()
    .flatMap((key) => {
      const text = DEPRECATED_NODE_LABELS.get(key);
      return text === undefined ? [] : [`scheduling.nodeSelector: ${text}`];
    });
}

export function validateIngressClass(object: Obj, errors: FieldErrors): void {
  const spec = obj(object, 'spec');
  const controller = str(spec, 'controller');
  const place = at('spec');
  if (Buffer.byteLength(controller) > LONGEST_CONTROLLER) {
    errors.tooLong(place.child('controller'), LONGEST_CONTROLLER);
  }
  validateDomainPath(controller, place.child('controller'), errors);
  const parameters = ptr(spec, 'parameters');
  if (parameters) validateParameters(parameters, errors);
}

function validateParameters(parameters: Obj, errors: FieldErrors): void {
  const place = at('spec', 'parameters');
  const group = strPtr(parameters, 'apiGroup');
  if (group !== undefined) errors.invalids(place.child('apiGroup'), group, dns1123SubdomainErrors(group));
  for (const key of ['kind', 'name']) {
    const value = str(parameters, key);
    if (value === '') errors.required(place.child(key));
    else errors.invalids(place.child(key), value, pathSegmentErrors(value));
  }
  const scope = str(parameters, 'scope');
  const namespace = strPtr(parameters, 'namespace');
  if (strPtr(parameters, 'scope') === undefined) {
    errors.required(place.child('scope'));
    return;
  }
  if (!SCOPES.includes(scope)) errors.unsupported(place.child('scope'), scope, SCOPES);
  if (scope === 'Namespace') {
    if (namespace === undefined) {
      errors.required(place.child('namespace'), "`parameters.scope` is set to 'Namespace'");
    } else errors.invalids(place.child('namespace'), namespace, dns1123LabelErrors(namespace));
  }
  if (scope === 'Cluster' && namespace !== undefined) {
    errors.forbidden(place.child('namespace'), "`parameters.scope` is set to 'Cluster'");
  }
}

export function validateIngressClassUpdate(object: Obj, old: Obj, errors: FieldErrors): void {
  const controller = str(obj(object, 'spec'), 'controller');
  if (controller !== str(obj(old, 'spec'), 'controller')) {
    errors.invalid(at('spec', 'controller'), controller, IMMUTABLE);
  }
  validateIngressClass(object, errors);
}
