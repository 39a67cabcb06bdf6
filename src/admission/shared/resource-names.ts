/** Names of resources and their amounts (pkg/apis/core/validation, pkg/apis/core/helper). */

import { goJson } from '../../api/go-json.js';
import { labelKeyErrors } from '../../api/names.js';
import { canonicalQuantity, isFraction, quantitySign } from '../../api/quantity.js';
import { atMost, type KubernetesVersion } from '../../api/version.js';
import { type At, type FieldErrors, Lazy, type Printed } from '../field-errors.js';
import { quantityValueOf } from '../go/value.js';
import { NON_NEGATIVE } from './messages.js';

const FOR_CONTAINERS: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage']);
const STANDARD: ReadonlySet<string> = new Set([
  'cpu',
  'memory',
  'ephemeral-storage',
  'storage',
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
  'requests.cpu',
  'requests.memory',
  'requests.storage',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
]);
const WHOLE: ReadonlySet<string> = new Set([
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
]);
const NOT_STANDARD = 'must be a standard resource type or fully qualified';
const NOT_FOR_CONTAINERS = 'must be a standard resource for containers';

export function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-');
}

function isStandard(name: string): boolean {
  return STANDARD.has(name) || isHugePages(name) || name.startsWith('requests.hugepages-');
}

export function isStandardQuotaResource(name: string): boolean {
  return name !== 'storage' && isStandard(name);
}

/** Kubernetes' own resources, as opposed to devices. */
function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

export function isExtended(name: string): boolean {
  return !isNative(name) && !name.startsWith('requests.') && labelKeyErrors(`requests.${name}`).length === 0;
}

/** More may be promised than there is. */
export function isOvercommitAllowed(name: string): boolean {
  return isNative(name) && !isHugePages(name);
}

function isWhole(name: string): boolean {
  return WHOLE.has(name) || isExtended(name);
}

/** `asText`: what is bad in its letters is shown as a text, in all minors. */
export function validateResourceName(
  name: string,
  place: At,
  errors: FieldErrors,
  { asText = false } = {},
): boolean {
  const bad = labelKeyErrors(name);
  errors.invalids(place, asText ? name : shownName(name), bad);
  if (bad.length > 0) return false;
  if (!name.includes('/') && !isStandard(name)) {
    errors.invalid(place, shownName(name), NOT_STANDARD);
    return false;
  }
  return true;
}

export function validateContainerResourceName(
  name: string,
  place: At,
  errors: FieldErrors,
  { asText = false } = {},
): void {
  validateResourceName(name, place, errors, { asText });
  if (!name.includes('/')) {
    if (!FOR_CONTAINERS.has(name) && !isHugePages(name))
      errors.invalid(place, shownName(name), NOT_FOR_CONTAINERS);
  } else if (!isNative(name) && !isExtended(name)) {
    errors.invalid(place, shownName(name), "doesn't follow extended resource name standard");
  }
}

/** An amount: not negative, and whole for what cannot be halved. */
export function validateQuantityValue(name: string, quantity: string, place: At, errors: FieldErrors): void {
  if (quantitySign(quantity) < 0) errors.invalid(place, canonicalQuantity(quantity), NON_NEGATIVE);
  if (isWhole(name) && isFraction(quantity, 0)) {
    errors.invalid(place, quantityValueOf(quantity, false), 'must be an integer');
  }
}

/** Up to this minor names of resources were texts. */
const QUOTED_UNTIL: KubernetesVersion = '1.29';

/** A resource's name as a bad value; older minors print it bare. */
export function shownName(name: string): Printed {
  return new Lazy(
    () => goJson(name),
    (version) => (atMost(version, QUOTED_UNTIL) ? goJson(name) : name),
  );
}
