/** Affinity, node selectors and topology spread (pkg/apis/core/validation). */

import {
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  labelKeyErrors,
  labelValueErrors,
} from '../../../../api/names.js';
import { atMost, isBefore, type KubernetesVersion } from '../../../../api/version.js';
import { type At, type FieldErrors, json } from '../../../field-errors.js';
import { get, int, list, obj, ptr, str, strings } from '../../../fields.js';
import { BAD_OPERATOR, NEEDS_VALUES, NO_VALUES, validateSelector } from '../../../shared/selectors.js';
import type { LabelSelector } from '../../../shared/structs.js';
import type { StringsField, Struct } from '../../../typed.js';

type Requirement = Struct<'core.v1.NodeSelectorRequirement'>;
type SpreadConstraint = Struct<'core.v1.TopologySpreadConstraint'>;
/** Structs whose keys of labels are merged into their selector. */
type Keyed = 'core.v1.PodAffinityTerm' | 'core.v1.TopologySpreadConstraint';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const RANGE = 'must be in the range 1-100';
const POSITIVE = 'must be greater than zero';

function validateExpression(
  requirement: Requirement,
  checkValues: boolean,
  place: At,
  errors: FieldErrors,
): void {
  const values = strings(requirement, 'values');
  switch (str(requirement, 'operator')) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) errors.required(place.child('values'), NEEDS_VALUES);
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) errors.forbidden(place.child('values'), NO_VALUES);
      break;
    case 'Gt':
    case 'Lt':
      if (values.length !== 1) {
        errors.required(
          place.child('values'),
          "must be specified single value when `operator` is 'Lt' or 'Gt'",
        );
      }
      break;
    default:
      errors.invalid(place.child('operator'), json(str(requirement, 'operator')), BAD_OPERATOR);
  }
  errors.invalids(place.child('key'), str(requirement, 'key'), labelKeyErrors(str(requirement, 'key')));
  if (!checkValues) return;
  values.forEach((value, index) => {
    errors.invalids(place.child('values').index(index), value, labelValueErrors(value));
  });
}

function validateField(requirement: Requirement, place: At, errors: FieldErrors): void {
  const values = strings(requirement, 'values');
  const operator = str(requirement, 'operator');
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length !== 1) {
      errors.required(
        place.child('values'),
        "must be only one value when `operator` is 'In' or 'NotIn' for node field selector",
      );
    }
  } else errors.invalid(place.child('operator'), json(operator), BAD_OPERATOR);
  if (str(requirement, 'key') !== 'metadata.name') {
    errors.invalid(place.child('key'), str(requirement, 'key'), 'not a valid field selector key');
    return;
  }
  values.forEach((value, index) => {
    errors.invalids(place.child('values').index(index), value, dns1123SubdomainErrors(value));
  });
}

function validateNodeTerm(
  term: Struct<'core.v1.NodeSelectorTerm'>,
  checkValues: boolean,
  place: At,
  errors: FieldErrors,
): void {
  list(term, 'matchExpressions').forEach((requirement, index) => {
    validateExpression(requirement, checkValues, place.child('matchExpressions').index(index), errors);
  });
  list(term, 'matchFields').forEach((requirement, index) => {
    validateField(requirement, place.child('matchFields').index(index), errors);
  });
}

/** A node selector: `nodeSelectorTerms`. */
export function validateNodeSelector(
  selector: Struct<'core.v1.NodeSelector'>,
  place: At,
  errors: FieldErrors,
  checkValues = true,
): void {
  const terms = list(selector, 'nodeSelectorTerms');
  const at = place.child('nodeSelectorTerms');
  if (terms.length === 0) errors.required(at, 'must have at least one node selector term');
  terms.forEach((term, index) => {
    validateNodeTerm(term, checkValues, at.index(index), errors);
  });
}

/** Since this minor the values of required terms are held to the rules of labels. */
export const VALUES_SINCE: KubernetesVersion = '1.33';

/** Up to this minor keys of a spread constraint must not be those of its selector. */
const KEYS_APART_UNTIL: KubernetesVersion = '1.33';

export function validateAffinity(
  affinity: Struct<'core.v1.Affinity'>,
  place: At,
  version: KubernetesVersion,
  errors: FieldErrors,
): void {
  const node = ptr(affinity, 'nodeAffinity');
  if (node) {
    const at = place.child('nodeAffinity');
    const required = ptr(node, REQUIRED);
    if (required) {
      validateNodeSelector(required, at.child(REQUIRED), errors, !isBefore(version, VALUES_SINCE));
    }
    list(node, PREFERRED).forEach((weighted, index) => {
      const one = at.child(PREFERRED).index(index);
      validateWeight(weighted, one, errors);
      validateNodeTerm(obj(weighted, 'preference'), false, one.child('preference'), errors);
    });
  }
  for (const name of ['podAffinity', 'podAntiAffinity'] as const) {
    const terms = ptr(affinity, name);
    if (!terms) continue;
    const at = place.child(name);
    list(terms, REQUIRED).forEach((term, index) => {
      validatePodTerm(term, at.child(REQUIRED).index(index), errors);
    });
    list(terms, PREFERRED).forEach((weighted, index) => {
      const one = at.child(PREFERRED).index(index);
      validateWeight(weighted, one, errors);
      validatePodTerm(obj(weighted, 'podAffinityTerm'), one.child('podAffinityTerm'), errors);
    });
  }
}

function validateWeight(
  weighted: Struct<'core.v1.PreferredSchedulingTerm' | 'core.v1.WeightedPodAffinityTerm'>,
  place: At,
  errors: FieldErrors,
): void {
  const weight = int(weighted, 'weight');
  if (weight <= 0 || weight > 100) errors.invalid(place.child('weight'), weight, RANGE);
}

function validatePodTerm(term: Struct<'core.v1.PodAffinityTerm'>, place: At, errors: FieldErrors): void {
  validateSelector(ptr(term, 'labelSelector'), place.child('labelSelector'), errors);
  validateSelector(ptr(term, 'namespaceSelector'), place.child('namespaceSelector'), errors);
  for (const namespace of strings(term, 'namespaces')) {
    errors.invalids(place.child('namespace'), namespace, dns1123LabelErrors(namespace));
  }
  validateLabelKeys(term, 'matchLabelKeys', place, errors);
  validateLabelKeys(term, 'mismatchLabelKeys', place, errors);
  const mismatched = new Set(strings(term, 'mismatchLabelKeys'));
  strings(term, 'matchLabelKeys').forEach((key, index) => {
    if (mismatched.has(key)) {
      errors.invalid(
        place.child('matchLabelKeys').index(index),
        key,
        'exists in both matchLabelKeys and mismatchLabelKeys',
      );
    }
  });
  const topology = str(term, 'topologyKey');
  if (topology === '') errors.required(place.child('topologyKey'), 'can not be empty');
  errors.invalids(place.child('topologyKey'), topology, labelKeyErrors(topology));
}

/** Keys whose values of the pod are merged into the selector. */
function validateLabelKeys<N extends Keyed>(
  term: Struct<N>,
  name: StringsField<N>,
  place: At,
  errors: FieldErrors,
): void {
  const keys = strings(term, name);
  if (keys.length === 0) return;
  const selector = selectorOf(term);
  if (!selector) errors.forbidden(place.child(name), 'must not be specified when labelSelector is not set');
  keys.forEach((key, index) => {
    errors.invalids(place.child(name).index(index), key, labelKeyErrors(key));
  });
  if (!selector) return;
  const seen = new Set<string>(Object.keys(obj(selector, 'matchLabels')));
  list(selector, 'matchExpressions').forEach((requirement, index) => {
    const key = str(requirement, 'key');
    if (!keys.includes(key)) return;
    if (seen.has(key)) errors.invalid(place.index(index), key, `exists in both ${name} and labelSelector`);
    else seen.add(key);
  });
}

function selectorOf(term: Struct<Keyed>): LabelSelector | undefined {
  return ptr(term, 'labelSelector');
}

export function validateSpread(
  constraints: readonly SpreadConstraint[],
  place: At,
  version: KubernetesVersion,
  errors: FieldErrors,
): void {
  const pair = (one: SpreadConstraint): string =>
    JSON.stringify([str(one, 'topologyKey'), str(one, 'whenUnsatisfiable')]);
  const last = new Map(constraints.map((one, index) => [pair(one), index]));
  constraints.forEach((constraint, index) => {
    const at = place.index(index);
    const [topology, when] = [str(constraint, 'topologyKey'), str(constraint, 'whenUnsatisfiable')];
    if (int(constraint, 'maxSkew') <= 0)
      errors.invalid(at.child('maxSkew'), int(constraint, 'maxSkew'), POSITIVE);
    if (topology === '') errors.required(at.child('topologyKey'), 'can not be empty');
    if (when !== 'DoNotSchedule' && when !== 'ScheduleAnyway') {
      errors.unsupported(at.child('whenUnsatisfiable'), json(when), ['DoNotSchedule', 'ScheduleAnyway']);
    }
    if (last.get(pair(constraint)) !== index)
      errors.duplicate(at.child('{topologyKey, whenUnsatisfiable}'), `{${topology}, ${when}}`);
    if (get(constraint, 'minDomains') !== undefined) {
      const domains = int(constraint, 'minDomains');
      if (domains <= 0) errors.invalid(at.child('minDomains'), domains, POSITIVE);
      if (when !== 'DoNotSchedule') {
        errors.invalid(
          at.child('minDomains'),
          domains,
          `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${when}`,
        );
      }
    }
    for (const name of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
      const policy = get(constraint, name);
      if (policy !== undefined && policy !== 'Honor' && policy !== 'Ignore') {
        errors.unsupported(at.child(name), json(policy), ['Honor', 'Ignore']);
      }
    }
    validateLabelKeys(constraint, 'matchLabelKeys', at, errors);
    if (atMost(version, KEYS_APART_UNTIL)) validateKeysApart(constraint, at, errors);
    validateSelector(ptr(constraint, 'labelSelector'), at.child('labelSelector'), errors);
  });
}

function validateKeysApart(constraint: SpreadConstraint, place: At, errors: FieldErrors): void {
  const selector = obj(constraint, 'labelSelector');
  const keys = new Set([
    ...Object.keys(obj(selector, 'matchLabels')),
    ...list(selector, 'matchExpressions').map((one) => str(one, 'key')),
  ]);
  strings(constraint, 'matchLabelKeys').forEach((key, index) => {
    if (!keys.has(key)) return;
    const at = place.child('matchLabelKeys').index(index);
    errors.invalid(at, key, 'exists in both matchLabelKeys and labelSelector');
  });
}
