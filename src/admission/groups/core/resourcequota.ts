/** The rules of ResourceQuotas (pkg/apis/core/validation ValidateResourceQuota). */

import { canonicalQuantity, compareQuantities } from '../../../api/quantity.js';
import { within, wording } from '../../../api/wording.js';
import { type At, at, type FieldErrors, json, jsonList } from '../../field-errors.js';
import { get, keys, list, obj, ptr, str, strings } from '../../fields.js';
import { goValue } from '../../go/value.js';
import type { KindRules } from '../../kind.js';
import { IMMUTABLE } from '../../shared/messages.js';
import { SUBDOMAIN } from '../../shared/names.js';
import {
  isStandardQuotaResource,
  shownName,
  validateQuantityValue,
  validateResourceName,
} from '../../shared/resource-names.js';
import { statusFromServer } from '../../shared/status.js';
import type { Struct, Unnamed } from '../../typed.js';
import { roundResources } from './pod/resources.js';

type ResourceQuota = Struct<'core.v1.ResourceQuota'>;
type QuotaSpec = Struct<'core.v1.ResourceQuotaSpec'>;

const SPEC = at('spec');
const COMPUTE = ['pods', 'cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'];

/** What each scope can count. */
const SCOPES: ReadonlyMap<string, readonly string[]> = new Map([
  ['Terminating', COMPUTE],
  ['NotTerminating', COMPUTE],
  ['BestEffort', ['pods']],
  ['NotBestEffort', COMPUTE],
  ['PriorityClass', COMPUTE],
  ['CrossNamespacePodAffinity', COMPUTE],
  ['VolumeAttributesClass', ['persistentvolumeclaims', 'requests.storage']],
]);
const CONFLICTS: readonly (readonly [string, string])[] = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
];
const EXISTS_ONLY: ReadonlySet<string> = new Set([
  'BestEffort',
  'NotBestEffort',
  'Terminating',
  'NotTerminating',
  'CrossNamespacePodAffinity',
]);
// The older text has a slip.
const EXISTS_TEXT = within(
  wording('Exists', { '1.30': 'Exist' }),
  (operator) =>
    `must be '${operator}' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity`,
);
const NOT_COUNTED = 'unsupported scope applied to resource';
const COMPARED = ['cpu', 'memory', 'storage', 'ephemeral-storage'];

/** v1 ResourceQuota. */
export const resourceQuota: KindRules<ResourceQuota> = {
  kind: 'ResourceQuota',
  group: '',
  name: SUBDOMAIN,
  coreMetadata: true,
  defaults(object) {
    roundResources(ptr(object, 'spec'), 'hard');
    roundResources(ptr(object, 'status'), 'hard', 'used');
  },
  prepare: statusFromServer,
  validate: validateQuota,
  validateUpdate: validateQuotaUpdate,
  warnings: quotaWarnings,
};

function validateQuota(object: ResourceQuota, errors: FieldErrors): void {
  const spec = obj(object, 'spec');
  validateAmounts(obj(spec, 'hard'), SPEC.child('hard'), errors);
  validateScopes(spec, errors);
  validateScopeSelector(spec, errors);
}

function validateAmounts(amounts: Unnamed, place: At, errors: FieldErrors): void {
  for (const name of keys(amounts)) {
    const own = place.key(name);
    validateResourceName(name, own, errors);
    if (!name.includes('/') && !isStandardQuotaResource(name)) {
      errors.invalid(own, shownName(name), 'must be a standard resource for quota');
    }
    validateQuantityValue(name, str(amounts, name), own, errors);
  }
}

/** The resources that a scope is given for and cannot count. */
function uncounted(scope: string, spec: QuotaSpec): string[] {
  const counted = SCOPES.get(scope);
  return keys(obj(spec, 'hard')).filter(
    (name) => counted && isStandardQuotaResource(name) && !counted.includes(name),
  );
}

const SCOPE_TYPE = 'core.ResourceQuotaScope';

function validateScopes(spec: QuotaSpec, errors: FieldErrors): void {
  const scopes = strings(spec, 'scopes');
  if (scopes.length === 0) return;
  const place = SPEC.child('scopes');
  const shown = jsonList(SCOPE_TYPE, [...scopes]);
  for (const scope of scopes) {
    if (!SCOPES.has(scope)) errors.invalid(place, shown, 'unsupported scope');
    for (const _ of uncounted(scope, spec)) errors.invalid(place, shown, NOT_COUNTED);
  }
  for (const pair of CONFLICTS) {
    if (pair.every((scope) => scopes.includes(scope))) errors.invalid(place, shown, 'conflicting scopes');
  }
}

function validateScopeSelector(spec: QuotaSpec, errors: FieldErrors): void {
  const selector = ptr(spec, 'scopeSelector');
  if (!selector) return;
  const place = SPEC.child('scopeSelector', 'matchExpressions');
  const scopes = new Set<string>();
  for (const requirement of list(selector, 'matchExpressions')) {
    const [scope, operator] = [str(requirement, 'scopeName'), str(requirement, 'operator')];
    const values = strings(requirement, 'values');
    if (!SCOPES.has(scope)) errors.invalid(place.child('scopeName'), json(scope), 'unsupported scope');
    for (const _ of uncounted(scope, spec)) {
      errors.invalid(place, goValue('core.v1.ScopeSelector', selector), NOT_COUNTED);
    }
    if (EXISTS_ONLY.has(scope) && operator !== 'Exists') {
      errors.invalid(place.child('operator'), json(operator), EXISTS_TEXT);
    }
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length === 0) {
        errors.required(
          place.child('values'),
          "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector",
        );
      }
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (values.length > 0) {
        errors.invalid(
          place.child('values'),
          json([...values]),
          "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector",
        );
      }
    } else errors.invalid(place.child('operator'), json(operator), 'not a valid selector operator');
    scopes.add(scope);
  }
  const written = get(spec, 'scopes');
  for (const pair of CONFLICTS) {
    if (pair.every((scope) => scopes.has(scope)))
      errors.invalid(place, jsonList(SCOPE_TYPE, written), 'conflicting scopes');
  }
}

function validateQuotaUpdate(object: ResourceQuota, old: ResourceQuota, errors: FieldErrors): void {
  validateQuota(object, errors);
  const spec = obj(object, 'spec');
  const [scopes, before] = [new Set(strings(spec, 'scopes')), new Set(strings(obj(old, 'spec'), 'scopes'))];
  if (scopes.size === before.size && [...scopes].every((scope) => before.has(scope))) return;
  errors.invalid(SPEC.child('scopes'), jsonList(SCOPE_TYPE, get(spec, 'scopes')), IMMUTABLE);
}

/** A quota whose requests are above its limits. */
function quotaWarnings(object: ResourceQuota, old: ResourceQuota | undefined): string[] {
  if (old) return [];
  const hard = obj(obj(object, 'spec'), 'hard');
  return COMPARED.flatMap((name) => {
    const limit = get(hard, `limits.${name}`);
    const plain = name === 'cpu' || name === 'memory' ? [name] : [];
    const key = [`requests.${name}`, ...plain].find((one) => get(hard, one) !== undefined);
    const request = key === undefined ? undefined : get(hard, key);
    if (typeof limit !== 'string' || typeof request !== 'string') return [];
    if (compareQuantities(request, limit) <= 0) return [];
    return [
      `ResourceQuota ${key} (${canonicalQuantity(request)}) should be less than limits.${name} (${canonicalQuantity(limit)})`,
    ];
  });
}
