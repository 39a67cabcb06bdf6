/** The rules of webhook configurations. */

import { dns1123SubdomainErrors } from '../../../api/names.js';
import { newTo } from '../../cel/expect.js';
import { type At, at, type FieldErrors } from '../../field-errors.js';
import { ensure, intPtr, list, obj, ptr, setDefault, str, strings, strPtr } from '../../fields.js';
import type { Context } from '../../kind.js';
import { validateSelector } from '../../shared/selectors.js';
import {
  REVIEW_VERSIONS,
  validateReviewVersions,
  validateWebhookClient,
} from '../../shared/webhook-client.js';
import type { Struct } from '../../typed.js';
import { FAILURE_POLICIES } from './choices.js';
import {
  defaultRules,
  validateChoice,
  validateMatchConditions,
  validateMatchPolicy,
  validateRule,
} from './matching.js';
import type { Webhook, WebhookName } from './structs.js';

const SIDE_EFFECTS = ['None', 'NoneOnDryRun'];

export function defaultWebhooks(webhooks: readonly Webhook[]): void {
  for (const webhook of webhooks) {
    setDefault(webhook, 'failurePolicy', 'Fail');
    setDefault(webhook, 'matchPolicy', 'Equivalent');
    ensure(webhook, 'namespaceSelector');
    ensure(webhook, 'objectSelector');
    setDefault(webhook, 'timeoutSeconds', 10);
    defaultRules(list(webhook, 'rules'));
    const service = ptr(ptr(webhook, 'clientConfig'), 'service');
    if (service) setDefault(service, 'port', 443);
  }
}

/** Checks the webhooks of a configuration; `validateOwn` looks at what only webhooks of its kind have. */
export function validateWebhooks<N extends WebhookName>(
  webhooks: readonly Struct<N>[],
  validateOwn: (webhook: Struct<N>, place: At) => void,
  errors: FieldErrors,
  context: Context,
): void {
  const seen = new Set<string>();
  webhooks.forEach((own, index) => {
    const webhook: Webhook = own;
    const place = at('webhooks').index(index);
    validateScope(webhook, place, errors);
    validateOwn(own, place);
    validateCall(webhook, place, errors, context);
    const name = str(webhook, 'name');
    if (name === '') return;
    if (seen.has(name)) errors.duplicate(place.child('name'), name);
    seen.add(name);
  });
}

/** What a webhook is called for. */
function validateScope(webhook: Webhook, place: At, errors: FieldErrors): void {
  validateQualified(str(webhook, 'name'), place.child('name'), errors);
  list(webhook, 'rules').forEach((rule, index) => {
    validateRule(rule, place.child('rules').index(index), errors);
  });
  validateChoice(webhook, 'failurePolicy', FAILURE_POLICIES, place, errors);
  validateMatchPolicy(webhook, place, errors);
  if (strPtr(webhook, 'sideEffects') === undefined) {
    errors.required(place.child('sideEffects'), `must specify one of ${SIDE_EFFECTS.join(', ')}`);
  }
  validateChoice(webhook, 'sideEffects', SIDE_EFFECTS, place, errors);
  const timeout = intPtr(webhook, 'timeoutSeconds');
  if (timeout !== undefined && (timeout < 1 || timeout > 30)) {
    errors.invalid(
      place.child('timeoutSeconds'),
      timeout,
      'the timeout value must be between 1 and 30 seconds',
    );
  }
  for (const key of ['namespaceSelector', 'objectSelector'] as const) {
    validateSelector(ptr(webhook, key), place.child(key), errors);
  }
}

/** How a webhook is called. */
function validateCall(webhook: Webhook, place: At, errors: FieldErrors, context: Context): void {
  validateWebhookClient(obj(webhook, 'clientConfig'), place.child('clientConfig'), errors);
  validateMatchConditions(
    list(webhook, 'matchConditions'),
    { params: false, ...newTo(context) },
    place.child('matchConditions'),
    errors,
  );
  validateReviewVersions(
    strings(webhook, 'admissionReviewVersions'),
    place.child('admissionReviewVersions'),
    `must specify one of ${REVIEW_VERSIONS.join(', ')}`,
    errors,
  );
}

/** A name of at least three segments. */
function validateQualified(name: string, place: At, errors: FieldErrors): void {
  if (name === '') {
    errors.required(place);
    return;
  }
  const bad = dns1123SubdomainErrors(name);
  if (bad.length > 0) errors.invalid(place, name, bad.join(','));
  else if (name.split('.').length < 3) {
    errors.invalid(place, name, 'should be a domain with at least three segments separated by dots');
  }
}
