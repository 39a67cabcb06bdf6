/** The rules of CustomResourceDefinitions (apiextensions-apiserver pkg/apis/apiextensions/validation/validation.go). */

import { dns1035LabelErrors, dns1123SubdomainErrors } from '../../../../api/names.js';
import type { KubernetesVersion } from '../../../../api/version.js';
import { wording } from '../../../../api/wording.js';
import { newTo as expressionsNewTo } from '../../../cel/expect.js';
import { At, at, type FieldErrors, json, jsonList } from '../../../field-errors.js';
import { bool, get, list, obj, ptr, str, strings } from '../../../fields.js';
import { parseGoUrl } from '../../../go/url.js';
import type { Context } from '../../../kind.js';
import { IMMUTABLE } from '../../../shared/messages.js';
import { validateObjectMeta } from '../../../shared/object-meta.js';
import { validateReviewVersions, validateWebhookClient } from '../../../shared/webhook-client.js';
import type { Struct } from '../../../typed.js';
import { type InternalSpec, internalSpec, schemaOf, schemasOf, someNode } from './internal.js';
import { printVersions } from './print.js';
import { validateSchema } from './schema.js';
import { hasStatus, validateParts, validateSelectable, validateVersions } from './version.js';

const APPROVAL = 'api-approved.kubernetes.io';
const PROTECTED = `protected groups must have approval annotation "${APPROVAL}"`;
const SEE = 'see https://github.com/kubernetes/enhancements/pull/1111';
const MIXED_CASE = 'may have mixed case, but should otherwise match: ';
const NOT_WEBHOOK = 'should not be set when strategy is not set to Webhook';

/** Checks a definition on create; its metadata too, as the name is that of the resource. */
export function validateDefinition(
  object: Struct<'apiextensions.v1.CustomResourceDefinition'>,
  errors: FieldErrors,
  context: Context,
): void {
  const spec = obj(object, 'spec');
  const wanted = `${str(obj(spec, 'names'), 'plural')}.${str(spec, 'group')}`;
  validateObjectMeta(
    obj(object, 'metadata'),
    {
      namespaced: false,
      name: (name) => [
        ...dns1123SubdomainErrors(name),
        ...(name === wanted ? [] : ['must be spec.names.plural+"."+spec.group']),
      ],
    },
    errors,
  );
  validateContent(object, undefined, errors, expressionsNewTo(context).newTo);
}

/** Checks a changed definition; the metadata was looked at. */
export function validateDefinitionUpdate(
  object: Struct<'apiextensions.v1.CustomResourceDefinition'>,
  old: Struct<'apiextensions.v1.CustomResourceDefinition'>,
  errors: FieldErrors,
): void {
  validateContent(object, old, errors);
}

function validateContent(
  object: Struct<'apiextensions.v1.CustomResourceDefinition'>,
  old: Struct<'apiextensions.v1.CustomResourceDefinition'> | undefined,
  errors: FieldErrors,
  newTo?: KubernetesVersion,
): void {
  const spec = internalSpec(obj(object, 'spec'));
  validateSpec(spec, newTo, errors);
  if (old) validateKept(spec.source, old, errors);
  const status = obj(object, 'status');
  validateNames(obj(status, 'acceptedNames'), at('status', 'acceptedNames'), errors);
  validateStored(strings(status, 'storedVersions'), spec, errors);
  validateApproval(object, old, errors);
  if (bool(spec.source, 'preserveUnknownFields') && !bool(obj(old, 'spec'), 'preserveUnknownFields')) {
    errors.invalid(
      at('spec', 'preserveUnknownFields'),
      json(true),
      'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead',
    );
  }
}

function validateSpec(spec: InternalSpec, newTo: KubernetesVersion | undefined, errors: FieldErrors): void {
  const { source, place } = spec;
  const group = str(source, 'group');
  const groupErrors = dns1123SubdomainErrors(group);
  if (group === '') errors.required(place.child('group'));
  else if (groupErrors.length > 0) errors.invalid(place.child('group'), group, groupErrors.join(','));
  else if (!group.includes('.')) {
    errors.invalid(place.child('group'), group, 'should be a domain with at least one dot');
  }
  validateChoice(str(source, 'scope'), ['Cluster', 'Namespaced'], place.child('scope'), errors);
  validateHasSchemas(spec, errors);
  const hasDefaults = schemasOf(spec).some((schema) =>
    someNode(schema, (node) => get(node, 'default') !== undefined),
  );
  if (hasDefaults && bool(source, 'preserveUnknownFields')) {
    errors.invalid(
      place.child('preserveUnknownFields'),
      true,
      'must be false in order to use defaults in the schema',
    );
  }
  validateVersions(spec, newTo, errors);
  const names = spec.versions.map((version) => str(version.source, 'name'));
  const versionsAt = place.child('versions');
  if (new Set(names).size < names.length) {
    errors.invalid(versionsAt, printVersions(spec), 'must contain unique version names');
  }
  if (spec.versions.filter((version) => bool(version.source, 'storage')).length !== 1) {
    errors.invalid(
      versionsAt,
      printVersions(spec),
      'must have exactly one version marked as storage version',
    );
  }
  if (spec.version !== '') {
    const bad = dns1035LabelErrors(spec.version);
    const versionAt = At.named('spec.version', ['spec', 'versions', 0, 'name']);
    if (bad.length > 0) errors.invalid(versionAt, spec.version, bad.join(','));
  }
  const namesAt = place.child('names');
  const given = obj(source, 'names');
  for (const name of ['plural', 'singular', 'kind', 'listKind'] as const) {
    if (str(given, name) === '') errors.required(namesAt.child(name));
  }
  validateNames(given, namesAt, errors);
  const anyStatus = [spec, ...spec.versions].some(hasStatus);
  validateSchema(schemaOf(spec), { statusEnabled: anyStatus, newTo }, spec.validationAt, errors);
  validateParts(spec, errors);
  validateSelectableOfAll(spec, errors);
  validateConversion(source, errors);
}

const NO_SCHEMA = wording('', { '1.33': 'schemas are required' });
const NO_SCHEMA_TO_SELECT_OF = wording('may only be set when validations.schema is included', {
  '1.33': 'selectableFields may only be set when validations.schema is included',
});

function validateHasSchemas(spec: InternalSpec, errors: FieldErrors): void {
  if (schemaOf(spec)) return;
  for (const version of spec.versions) {
    if (!schemaOf(version)) errors.required(version.place.child('schema', 'openAPIV3Schema'), NO_SCHEMA);
  }
}

function validateSelectableOfAll(spec: InternalSpec, errors: FieldErrors): void {
  if (spec.selectable.length === 0) return;
  if (spec.validation) {
    validateSelectable(spec.selectable, schemaOf(spec), spec.selectableAt, errors);
    return;
  }
  errors.invalid(spec.selectableAt, '', NO_SCHEMA_TO_SELECT_OF);
}

function validateNames(
  names: Struct<'apiextensions.v1.CustomResourceDefinitionNames'>,
  place: At,
  errors: FieldErrors,
): void {
  const label = (text: string, where: At): void => {
    const bad = dns1035LabelErrors(text);
    if (bad.length > 0) errors.invalid(where, text, bad.join(','));
  };
  for (const name of ['plural', 'singular'] as const) {
    if (str(names, name) !== '') label(str(names, name), place.child(name));
  }
  for (const name of ['kind', 'listKind'] as const) {
    const kind = str(names, name);
    const bad = kind === '' ? [] : dns1035LabelErrors(kind.toLowerCase());
    if (bad.length > 0) errors.invalid(place.child(name), kind, MIXED_CASE + bad.join(','));
  }
  const each = (name: 'shortNames' | 'categories'): void =>
    strings(names, name).forEach((text, index) => {
      label(text, place.child(name).index(index));
    });
  each('shortNames');
  if (str(names, 'kind') !== '' && str(names, 'kind') === str(names, 'listKind')) {
    errors.invalid(place.child('listKind'), str(names, 'listKind'), 'kind and listKind may not be the same');
  }
  each('categories');
}

function validateConversion(
  spec: Struct<'apiextensions.v1.CustomResourceDefinitionSpec'>,
  errors: FieldErrors,
): void {
  const conversion = ptr(spec, 'conversion');
  if (!conversion) return;
  const place = at('spec', 'conversion');
  const strategy = str(conversion, 'strategy');
  if (strategy !== 'None' && bool(spec, 'preserveUnknownFields')) {
    errors.invalid(
      place.child('strategy'),
      json(strategy),
      'must be None if spec.preserveUnknownFields is true',
    );
  }
  validateChoice(strategy, ['None', 'Webhook'], place.child('strategy'), errors);
  const webhook = ptr(conversion, 'webhook');
  const client = ptr(webhook, 'clientConfig');
  const clientAt = At.named('spec.conversion.webhookClientConfig', [
    ...place.path,
    'webhook',
    'clientConfig',
  ]);
  const versions = strings(webhook, 'conversionReviewVersions');
  const versionsAt = At.named('spec.conversion.conversionReviewVersions', [
    ...place.path,
    'webhook',
    'conversionReviewVersions',
  ]);
  if (strategy === 'Webhook') {
    if (client) validateWebhookClient(client, clientAt, errors);
    else errors.required(clientAt, 'required when strategy is set to Webhook');
    validateReviewVersions(versions, versionsAt, '', errors);
    return;
  }
  if (client) errors.forbidden(clientAt, NOT_WEBHOOK);
  if (versions.length > 0) errors.forbidden(versionsAt, NOT_WEBHOOK);
}

/** What cannot change. A stored definition of unknown state counts as established, as it is soon after its creation. */
function validateKept(
  spec: Struct<'apiextensions.v1.CustomResourceDefinitionSpec'>,
  old: Struct<'apiextensions.v1.CustomResourceDefinition'>,
  errors: FieldErrors,
): void {
  const before = obj(old, 'spec');
  const [names, oldNames] = [obj(spec, 'names'), obj(before, 'names')];
  const kept = (value: string, was: string, place: At): void => {
    if (value !== was) errors.invalid(place, value, IMMUTABLE);
  };
  const established = list(obj(old, 'status'), 'conditions').find(
    (condition) => str(condition, 'type') === 'Established',
  );
  const named = (value: string, was: string, place: At): void => {
    if (value !== was) errors.invalid(place, json(value), IMMUTABLE);
  };
  if (!established || str(established, 'status') === 'True') {
    named(str(spec, 'scope'), str(before, 'scope'), at('spec', 'scope'));
    kept(str(names, 'kind'), str(oldNames, 'kind'), at('spec', 'names', 'kind'));
  }
  kept(str(spec, 'group'), str(before, 'group'), at('spec', 'group'));
  kept(str(names, 'plural'), str(oldNames, 'plural'), at('spec', 'names', 'plural'));
}

function validateStored(stored: readonly string[], spec: InternalSpec, errors: FieldErrors): void {
  const place = at('status', 'storedVersions');
  if (stored.length === 0) {
    errors.invalid(place, jsonList('string', undefined), 'must have at least one stored version');
    return;
  }
  const missing = new Map(stored.map((version, index) => [version, index]));
  for (const { source } of spec.versions) {
    const name = str(source, 'name');
    // A version counts once, so that a second storage version of the same name is missed.
    if (bool(source, 'storage') && !missing.has(name)) {
      errors.invalid(place, json([...stored]), `must have the storage version ${name}`);
    }
    missing.delete(name);
  }
  for (const [version, index] of missing) {
    errors.invalid(
      place.index(index),
      version,
      `missing from spec.versions; ${version} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${version} and removes ${version} from status.storedVersions`,
    );
  }
}

/** What is wrong with the approval of a protected group. */
function approvalOf(
  object: Struct<'apiextensions.v1.CustomResourceDefinition'>,
): 'missing' | 'bypassed' | 'invalid' | undefined {
  const text = str(obj(obj(object, 'metadata'), 'annotations'), APPROVAL);
  if (text === '') return 'missing';
  if (text.startsWith('unapproved')) return 'bypassed';
  const url = parseGoUrl(text);
  return 'error' in url || url.scheme === '' || url.host === '' ? 'invalid' : undefined;
}

function validateApproval(
  object: Struct<'apiextensions.v1.CustomResourceDefinition'>,
  old: Struct<'apiextensions.v1.CustomResourceDefinition'> | undefined,
  errors: FieldErrors,
): void {
  const group = str(obj(object, 'spec'), 'group');
  if (!/(?:^|\.)(?:k8s|kubernetes)\.io$/.test(group)) return;
  const state = approvalOf(object);
  if (old && approvalOf(old) === state) return;
  const place = at('metadata', 'annotations').key(APPROVAL);
  if (state === 'missing') errors.required(place, `${PROTECTED}, ${SEE}`);
  if (state === 'invalid') {
    const text = str(obj(obj(object, 'metadata'), 'annotations'), APPROVAL);
    errors.invalid(
      place,
      text,
      `${PROTECTED} with either a URL or a reason starting with "unapproved", ${SEE}`,
    );
  }
}

function validateChoice(value: string, choices: readonly string[], place: At, errors: FieldErrors): void {
  if (value === '') errors.required(place);
  else if (!choices.includes(value)) errors.unsupported(place, value, choices);
}
