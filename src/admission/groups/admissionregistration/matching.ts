/** What requests a webhook or policy is for: rules, selectors, match conditions. */

import { labelKeyErrors, pathSegmentErrors } from '../../../api/names.js';
import { type AdmissionVariables, admissionEnvironment } from '../../cel/admission-environment.js';
import { expectCel } from '../../cel/expect.js';
import { BOOL } from '../../cel/types.js';
import { type At, type FieldErrors, json, jsonList } from '../../field-errors.js';
import { ensure, list, ptr, setDefault, str, strings, strPtr } from '../../fields.js';
import { validateSelector } from '../../shared/selectors.js';
import type { Struct, StructName, TextField } from '../../typed.js';
import type { MatchCondition, MatchResources, Rule, Webhook } from './structs.js';

const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];
const MUTATING_OPERATIONS = ['*', 'CONNECT', 'CREATE', 'UPDATE'];
const SCOPES = ['*', 'Cluster', 'Namespaced'];
const MATCH_POLICIES = ['Equivalent', 'Exact'];
const MOST_CONDITIONS = 64;

/** Checks a value of a fixed set, which may be absent. */
export function validateChoice<N extends StructName>(
  object: Struct<N>,
  key: TextField<N>,
  choices: readonly string[],
  place: At,
  errors: FieldErrors,
): void {
  const value = strPtr(object, key);
  if (value !== undefined && !choices.includes(value)) {
    errors.unsupported(place.child(key), json(value), choices);
  }
}

export function validateMatchPolicy(object: Webhook | MatchResources, place: At, errors: FieldErrors): void {
  validateChoice(object, 'matchPolicy', MATCH_POLICIES, place, errors);
}

/** Checks one rule with its operations. */
export function validateRule(rule: Rule, place: At, errors: FieldErrors): void {
  const each = (key: 'operations' | 'apiGroups' | 'apiVersions', what: string): readonly string[] => {
    const values = strings(rule, key);
    if (values.length === 0) errors.required(place.child(key));
    if (values.length > 1 && values.includes('*')) {
      errors.invalid(
        place.child(key),
        key === 'operations'
          ? jsonList('admissionregistration.OperationType', [...values])
          : json([...values]),
        `if '*' is present, must not specify other ${what}`,
      );
    }
    return values;
  };
  each('operations', 'operations').forEach((operation, index) => {
    if (!OPERATIONS.includes(operation)) {
      errors.unsupported(place.child('operations').index(index), json(operation), OPERATIONS);
    }
  });
  each('apiGroups', 'API groups');
  each('apiVersions', 'API versions').forEach((version, index) => {
    if (version === '') errors.required(place.child('apiVersions').index(index));
  });
  validateResources(strings(rule, 'resources'), place.child('resources'), errors);
  validateChoice(rule, 'scope', SCOPES, place, errors);
}

function validateResources(resources: readonly string[], place: At, errors: FieldErrors): void {
  if (resources.length === 0) errors.required(place);
  const anySub = new Set<string>();
  const anyResource = new Set<string>();
  // Only the last resource without a subresource counts.
  const plain = resources.findLast((resource) => resource !== '' && !resource.includes('/'));
  resources.forEach((resource, index) => {
    const at = place.index(index);
    if (resource === '') {
      errors.required(at);
      return;
    }
    const slash = resource.indexOf('/');
    if (slash < 0) return;
    const [name, sub] = [resource.slice(0, slash), resource.slice(slash + 1)];
    if (anySub.has(name))
      errors.invalid(at, resource, `if '${name}/*' is present, must not specify ${resource}`);
    if (anyResource.has(sub)) {
      errors.invalid(at, resource, `if '*/${sub}' is present, must not specify ${resource}`);
    }
    if (sub === '*') anySub.add(name);
    if (name === '*') anyResource.add(sub);
  });
  if (resources.length > 1 && resources.includes('*/*')) {
    errors.invalid(place, json([...resources]), "if '*/*' is present, must not specify other resources");
  }
  if (resources.includes('*') && plain !== '*') {
    errors.invalid(
      place,
      json([...resources]),
      "if '*' is present, must not specify other resources without subresources",
    );
  }
}

/** Checks the selectors and rules of a policy or binding. */
export function validateMatchResources(match: MatchResources, place: At, errors: FieldErrors): void {
  validateMatchPolicy(match, place, errors);
  for (const key of ['namespaceSelector', 'objectSelector'] as const) {
    validateSelector(ptr(match, key), place.child(key), errors);
  }
  for (const key of ['resourceRules', 'excludeResourceRules'] as const) {
    list(match, key).forEach((rule, index) => {
      validateNamedRule(rule, place.child(key).index(index), errors);
    });
  }
}

function validateNamedRule(
  rule: Struct<'admissionregistration.v1.NamedRuleWithOperations'>,
  place: At,
  errors: FieldErrors,
): void {
  const seen = new Set<string>();
  strings(rule, 'resourceNames').forEach((name, index) => {
    const at = place.child('resourceNames').index(index);
    errors.invalids(at, name, pathSegmentErrors(name));
    if (seen.has(name)) errors.duplicate(at, name);
    seen.add(name);
  });
  validateRule(rule, place, errors);
}

/** Mutations happen on create, update and connect only. */
export function validateMutatingOperations(
  match: MatchResources | undefined,
  place: At,
  errors: FieldErrors,
): void {
  for (const rule of list(match, 'resourceRules')) {
    for (const operation of strings(rule, 'operations')) {
      if (!MUTATING_OPERATIONS.includes(operation)) {
        errors.unsupported(place.child('resourceRules', 'operations'), json(operation), MUTATING_OPERATIONS);
      }
    }
  }
}

/** Checks match conditions; `scope` says what they may look at. */
export function validateMatchConditions(
  conditions: readonly MatchCondition[],
  scope: Pick<AdmissionVariables, 'params' | 'newTo' | 'says'>,
  place: At,
  errors: FieldErrors,
): void {
  const environment = admissionEnvironment({ ...scope, authorizer: true });
  if (conditions.length > MOST_CONDITIONS) errors.tooMany(place, conditions.length, MOST_CONDITIONS);
  const seen = new Set<string>();
  conditions.forEach((condition, index) => {
    const at = place.index(index);
    const expression = str(condition, 'expression').trim();
    if (expression === '') errors.required(at.child('expression'));
    else expectCel(expression, [BOOL], environment, at.child('expression'), errors);
    const name = str(condition, 'name');
    if (name === '') {
      errors.required(at.child('name'));
      return;
    }
    errors.invalids(at.child('name'), name, labelKeyErrors(name));
    if (seen.has(name)) errors.duplicate(at.child('name'), name);
    seen.add(name);
  });
}

export function defaultRules(rules: readonly Rule[]): void {
  for (const rule of rules) setDefault(rule, 'scope', '*');
}

export function defaultMatch(match: MatchResources | undefined): void {
  if (!match) return;
  setDefault(match, 'matchPolicy', 'Equivalent');
  ensure(match, 'namespaceSelector');
  ensure(match, 'objectSelector');
  defaultRules(list(match, 'resourceRules'));
  defaultRules(list(match, 'excludeResourceRules'));
}
