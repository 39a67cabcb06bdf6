/** Where a webhook is called (apiserver pkg/util/webhook/validation.go), for webhook configurations and conversions. */

import { dns1035LabelErrors, dns1123SubdomainErrors, portNumberErrors } from '../../api/names.js';
import { type Words, wording } from '../../api/wording.js';
import { type At, type FieldErrors, json } from '../field-errors.js';
import { int, ptr, str, strPtr } from '../fields.js';
import { parseGoUrl } from '../go/url.js';
import type { Struct } from '../typed.js';

const FORM = '; desired format: https://host[/path]';
const ONE_OF = 'exactly one of url or service is required';

/** The review versions that the server speaks. */
export const REVIEW_VERSIONS: readonly string[] = ['v1', 'v1beta1'];

type ClientConfig = Struct<
  'admissionregistration.v1.WebhookClientConfig' | 'apiextensions.v1.WebhookClientConfig'
>;

/** Checks a client configuration, which names a URL or a Service. */
export function validateWebhookClient(config: ClientConfig, place: At, errors: FieldErrors): void {
  const url = strPtr(config, 'url');
  const service = ptr(config, 'service');
  if ((url === undefined) === (service === undefined)) errors.required(place, ONE_OF);
  else if (url !== undefined) validateUrl(url, place.child('url'), errors);
  else if (service) validateService(service, place.child('service'), errors);
}

function validateUrl(text: string, place: At, errors: FieldErrors): void {
  const url = parseGoUrl(text);
  if ('error' in url) {
    errors.required(place, `url must be a valid URL: ${url.error}${FORM}`);
    return;
  }
  if (url.scheme !== 'https') {
    errors.invalid(place, url.scheme, `'https' is the only allowed URL scheme${FORM}`);
  }
  if (url.host === '') errors.invalid(place, '', `host must be specified${FORM}`);
  if (url.user !== undefined) {
    errors.invalid(place, url.user, 'user information is not permitted in the URL');
  }
  if (url.fragment !== '') errors.invalid(place, url.fragment, 'fragments are not permitted in the URL');
  if (url.query !== '') errors.invalid(place, url.query, 'query parameters are not permitted in the URL');
}

function unnamed(field: string): Words {
  return wording('', { '1.33': `service ${field} is required` });
}

function validateService(
  service: Struct<'admissionregistration.v1.ServiceReference' | 'apiextensions.v1.ServiceReference'>,
  place: At,
  errors: FieldErrors,
): void {
  // The server hands name and namespace over in each other's place.
  if (str(service, 'namespace') === '') errors.required(place.child('name'), unnamed('name'));
  if (str(service, 'name') === '') errors.required(place.child('namespace'), unnamed('namespace'));
  const port = int(service, 'port');
  const bad = portNumberErrors(port);
  if (bad.length > 0) errors.invalid(place.child('port'), port, `port is not valid: ${bad.join(', ')}`);
  const path = strPtr(service, 'path');
  if (path !== undefined) validatePath(path, place.child('path'), errors);
}

function validatePath(path: string, place: At, errors: FieldErrors): void {
  if (path === '' || path === '/') return;
  if (path === '//') {
    errors.invalid(place, path, 'segment[0] may not be empty');
    return;
  }
  if (!path.startsWith('/')) errors.invalid(place, path, "must start with a '/'");
  const steps = path.slice(1).replace(/\/$/, '').split('/');
  steps.forEach((step, index) => {
    if (step === '') errors.invalid(place, path, `segment[${index}] may not be empty`);
    else
      for (const bad of dns1123SubdomainErrors(step)) {
        errors.invalid(place, path, `segment[${index}]: ${bad}`);
      }
  });
}

/** Checks the versions of a review that a webhook understands. `empty`: the detail when there are none. */
export function validateReviewVersions(
  versions: readonly string[],
  place: At,
  empty: string,
  errors: FieldErrors,
): void {
  if (versions.length === 0) {
    errors.required(place, empty);
    return;
  }
  const seen = new Set<string>();
  versions.forEach((version, index) => {
    if (seen.has(version)) {
      errors.invalid(place.index(index), version, 'duplicate version');
      return;
    }
    seen.add(version);
    errors.invalids(place.index(index), version, dns1035LabelErrors(version));
  });
  if (!versions.some((version) => REVIEW_VERSIONS.includes(version))) {
    errors.invalid(place, json([...versions]), `must include at least one of ${REVIEW_VERSIONS.join(', ')}`);
  }
}
