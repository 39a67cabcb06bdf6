/** The names of those who sign certificates. */
import { byteLength, dns1123LabelErrors, dns1123SubdomainErrors } from '../../../api/names.js';
import type { At, FieldErrors } from '../../field-errors.js';

const LONGEST_DOMAIN = 253;
const LONGEST_SIGNER = 571;
const KUBERNETES = 'kubernetes.io';

/** Whether a signer is one of Kubernetes' own. */
export function isKubernetesSigner(name: string): boolean {
  const [domain = ''] = name.split('/', 1);
  return domain === KUBERNETES || domain.endsWith(`.${KUBERNETES}`);
}

/** Holds the name of a signer to its form, `example.com/signer-name` (pkg/apis/core/validation/names.go). */
export function validateSignerName(name: string, place: At, errors: FieldErrors): void {
  if (name === '') {
    errors.required(place);
    return;
  }
  const [domain = '', path, ...more] = name.split('/');
  if (path === undefined || more.length > 0) {
    errors.invalid(
      place,
      name,
      "must be a fully qualified domain and path of the form 'example.com/signer-name'",
    );
    return;
  }
  if (byteLength(domain) > LONGEST_DOMAIN) errors.tooLong(place, LONGEST_DOMAIN);
  const labels = domain.split('.');
  for (const label of new Set(labels)) {
    for (const bad of dns1123LabelErrors(label)) {
      errors.invalid(place, domain, `validating label ${JSON.stringify(label)}: ${bad}`);
    }
  }
  if (labels.length < 2) {
    errors.invalid(place, domain, 'should be a domain with at least two segments separated by dots');
  }
  for (const label of new Set(path.split('.'))) {
    for (const bad of dns1123SubdomainErrors(label)) {
      errors.invalid(place, path, `validating label ${JSON.stringify(label)}: ${bad}`);
    }
  }
  if (byteLength(name) > LONGEST_SIGNER) errors.tooLong(place, LONGEST_SIGNER);
}
