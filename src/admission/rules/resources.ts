/** Names of resources and their amounts (pkg/apis/core/validation, pkg/apis/core/helper). */
import { goJson } from '../../api/go-json.js';
import { dns1123LabelErrors, labelKeyErrors } from '../../api/names.js';
import {
  canonicalQuantity,
  compareQuantities,
  formatQuantity,
  isFraction,
  parseQuantity,
  quantitySign,
  quantityValue,
} from '../../api/quantity.js';
import { aggregateContainers } from '../defaults/pod-resources.js';
import { type At, type FieldErrors, Lazy, type Printed } from '../field-errors.js';
import { get, keys, list, type Obj, obj, ptr, str } from '../fields.js';
import { quantityValueOf } from '../go/value.js';
import { NON_NEGATIVE } from './common.js';

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
export function isNative(name: string): boolean {
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

export function validateResourceName(name: string, place: At, errors: FieldErrors): boolean {
  const bad = labelKeyErrors(name);
  errors.invalids(place, shownName(name), bad);
  if (bad.length > 0) return false;
  if (!name.includes('/') && !isStandard(name)) {
    errors.invalid(place, shownName(name), NOT_STANDARD);
    return false;
  }
  return true;
}

export function validateContainerResourceName(name: string, place: At, errors: FieldErrors): void {
  validateResourceName(name, place, errors);
  if (!name.includes('/')) {
    if (!FOR_CONTAINERS.has(name) && !isHugePages(name))
      errors.invalid(place, shownName(name), NOT_FOR_CONTAINERS);
  } else if (!isNative(name) && !isExtended(name)) {
    errors.invalid(place, shownName(name), "doesn't follow extended resource name standard");
  }
}

function validatePodResourceName(name: string, place: At, errors: FieldErrors): void {
  if (!validateResourceName(name, place, errors)) return;
  if (name !== 'cpu' && name !== 'memory' && !isHugePages(name)) {
    errors.unsupported(place, shownName(name), ['cpu', 'hugepages-', 'memory']);
  }
}

/** An amount: not negative, and whole for what cannot be halved. */
export function validateQuantityValue(name: string, quantity: string, place: At, errors: FieldErrors): void {
  if (quantitySign(quantity) < 0) errors.invalid(place, canonicalQuantity(quantity), NON_NEGATIVE);
  if (isWhole(name) && isFraction(quantity, 0)) {
    errors.invalid(place, quantityValueOf(quantity, false), 'must be an integer');
  }
}

/** A resource's name as a bad value; older minors print it bare. */
export function shownName(name: string): Printed {
  return new Lazy(
    () => goJson(name),
    () => name,
  );
}

type NameCheck = (name: string, place: At, errors: FieldErrors) => void;

interface RequirementOptions {
  /** Checks the names; those of containers by default. */
  name?: NameCheck;
  /** Names of the pod's resource claims. */
  claims?: ReadonlySet<string>;
}

/** Checks limits, requests and claims. `place` is that of the resources. */
export function validateRequirements(
  resources: Obj,
  place: At,
  errors: FieldErrors,
  options: RequirementOptions = {},
): void {
  const checkName = options.name ?? validateContainerResourceName;
  const [limits, requests] = [obj(resources, 'limits'), obj(resources, 'requests')];
  let [compute, hugePages] = [false, false];
  const note = (name: string): void => {
    if (name === 'cpu' || name === 'memory') compute = true;
    else if (isHugePages(name)) hugePages = true;
  };
  for (const name of keys(limits)) {
    const at = place.child('limits').key(name);
    const quantity = str(limits, name);
    checkName(name, at, errors);
    validateQuantityValue(name, quantity, at, errors);
    if (isHugePages(name)) validateHugePages(name, quantity, at, errors);
    note(name);
  }
  for (const name of keys(requests)) {
    const at = place.child('requests').key(name);
    const quantity = str(requests, name);
    checkName(name, at, errors);
    validateQuantityValue(name, quantity, at, errors);
    const limit = get(limits, name);
    if (typeof limit === 'string') {
      const shown = canonicalQuantity(quantity);
      const order = compareQuantities(quantity, limit);
      if (order !== 0 && !isOvercommitAllowed(name)) {
        errors.invalid(
          place.child('requests'),
          shown,
          `must be equal to ${name} limit of ${canonicalQuantity(limit)}`,
        );
      } else if (order > 0) {
        errors.invalid(
          place.child('requests'),
          shown,
          `must be less than or equal to ${name} limit of ${canonicalQuantity(limit)}`,
        );
      }
    } else if (!isOvercommitAllowed(name)) {
      errors.required(place.child('limits'), 'Limit must be set for non overcommitable resources');
    }
    if (isHugePages(name)) validateHugePages(name, quantity, at, errors);
    note(name);
  }
  if (hugePages && !compute) errors.forbidden(place, 'HugePages require cpu or memory');
  validateClaims(list(resources, 'claims'), place.child('claims'), options.claims ?? new Set(), errors);
}

function validateHugePages(name: string, quantity: string, place: At, errors: FieldErrors): void {
  const size = parseQuantity(name.slice('hugepages-'.length));
  const bytes = size ? quantityValue(size) : 0;
  const value = quantityValue(quantity);
  if (bytes <= 0 || (size && isFraction(size, 0)) || isFraction(quantity, 0) || value % bytes !== 0) {
    errors.invalid(
      place,
      canonicalQuantity(quantity),
      `${canonicalQuantity(quantity)} is not positive integer multiple of ${name}`,
    );
  }
}

function validateClaims(
  claims: readonly Obj[],
  place: At,
  known: ReadonlySet<string>,
  errors: FieldErrors,
): void {
  const seen = new Set<string>();
  claims.forEach((claim, index) => {
    const at = place.index(index);
    const [name, request] = [str(claim, 'name'), str(claim, 'request')];
    if (name === '') {
      errors.required(at);
      return;
    }
    if (seen.has(name)) errors.duplicate(at, name);
    else {
      if (request !== '') errors.invalids(at.child('request'), request, dns1123LabelErrors(request));
      const key = request === '' ? name : `${name}/${request}`;
      if (seen.has(key)) errors.duplicate(at, key);
      else if (request === '') {
        for (const other of seen) if (other.startsWith(`${name}/`)) errors.duplicate(at, name);
      }
      seen.add(key);
    }
    if (!known.has(name)) {
      const which = known.size === 0 ? ' which is empty' : `: ${[...known].sort().join(', ')}`;
      errors.notFound(at, name, `must be one of the names in pod.spec.resourceClaims${which}`);
    }
  });
}

/** Checks what the whole pod asks for. */
export function validatePodResources(spec: Obj, place: At, errors: FieldErrors): void {
  const resources = ptr(spec, 'resources');
  if (!resources) return;
  if (str(obj(spec, 'os'), 'name') === 'windows') {
    errors.forbidden(place, 'may not be set for a windows pod');
    return;
  }
  if (list(resources, 'claims').length > 0) {
    errors.forbidden(place.child('claims'), 'claims may not be set for Resources at pod-level');
  }
  const claims = new Set(list(spec, 'resourceClaims').map((claim) => str(claim, 'name')));
  validateRequirements(resources, place, errors, { name: validatePodResourceName, claims });
  const [limits, requests] = [obj(resources, 'limits'), obj(resources, 'requests')];
  const asked = aggregateContainers(spec, 'requests');
  for (const name of keys(requests)) {
    const sum = asked.get(name);
    const own = str(requests, name);
    if (sum !== undefined && compareQuantities(sum, own) > 0) {
      errors.invalid(
        place.child('requests').key(name),
        canonicalQuantity(own),
        `must be greater than or equal to aggregate container requests of ${shown(sum)}`,
      );
    }
  }
  const limited = aggregateContainers(spec, 'limits');
  for (const name of keys(limits)) {
    const sum = limited.get(name);
    const own = str(limits, name);
    if (isHugePages(name) && sum !== undefined && compareQuantities(sum, own) > 0) {
      errors.invalid(
        place.child('limits').key(name),
        canonicalQuantity(own),
        `must be greater than or equal to aggregate container limits of ${shown(sum)}`,
      );
    }
    list(spec, 'containers').forEach((container, index) => {
      const limit = get(obj(obj(container, 'resources'), 'limits'), name);
      if (typeof limit === 'string' && compareQuantities(limit, own) > 0) {
        errors.invalid(
          place.child('containers').index(index).key(name).child('limits'),
          canonicalQuantity(limit),
          `must be less than or equal to pod limits of ${canonicalQuantity(own)}`,
        );
      }
    });
  }
}

function shown(quantity: string): string {
  const parsed = parseQuantity(quantity);
  return parsed ? formatQuantity(parsed) : quantity;
}
