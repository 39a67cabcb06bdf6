/** What containers and pods ask for, and may use (pkg/apis/core/validation ValidateContainerResourceRequirements). */

import { dns1123LabelErrors } from '../../../../api/names.js';
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  formatQuantity,
  isFraction,
  parseQuantity,
  quantityValue,
  roundToMilli,
} from '../../../../api/quantity.js';
import type { At, FieldErrors } from '../../../field-errors.js';
import { ensure, get, isEmpty, keys, list, type Obj, obj, ptr, set, str } from '../../../fields.js';
import {
  isHugePages,
  isOvercommitAllowed,
  shownName,
  validateContainerResourceName,
  validateQuantityValue,
  validateResourceName,
} from '../../../shared/resource-names.js';
import type { Container, PodSpec, ResourceRequirements } from '../../../shared/structs.js';
import type { FieldOf, Struct, StructName, Unnamed } from '../../../typed.js';

type Amounts = Map<string, string>;

/** Rounds the amounts of a resource list up to thousandths. */
export function roundResources<N extends StructName>(
  holder: Struct<N> | undefined,
  ...names: FieldOf<N, 'map'>[]
): void;
export function roundResources(holder: Obj | undefined, ...names: string[]): void {
  for (const name of names) {
    const amounts = ptr(holder, name);
    if (!amounts) continue;
    for (const resource of Object.keys(amounts))
      set(amounts, resource, roundToMilli(str(amounts, resource) || '0'));
  }
}

/** True where the spec says anything about resources of the whole pod. */
function hasPodResources(spec: PodSpec): boolean {
  const resources = obj(spec, 'resources');
  return !isEmpty(resources, 'limits') || !isEmpty(resources, 'requests');
}

function add(sum: Amounts, more: Unnamed | Amounts): void {
  const pairs =
    more instanceof Map ? [...more] : Object.keys(more).map((key) => [key, String(get(more, key))] as const);
  for (const [name, quantity] of pairs) {
    const have = sum.get(name);
    sum.set(name, have === undefined ? quantity : formatQuantity(addQuantities(have, quantity)));
  }
}

function atLeast(sum: Amounts, floor: Amounts): void {
  for (const [name, quantity] of floor) {
    const have = sum.get(name);
    if (have === undefined || compareQuantities(quantity, have) > 0) sum.set(name, quantity);
  }
}

/** Requests (or limits) of all containers together, as exact quantities. */
export function aggregateContainers(spec: PodSpec, which: 'requests' | 'limits'): Amounts {
  const of = (container: Container): Unnamed => obj(obj(container, 'resources'), which);
  const sum: Amounts = new Map();
  for (const container of list(spec, 'containers')) add(sum, of(container));
  const sidecars: Amounts = new Map();
  const starting: Amounts = new Map();
  for (const container of list(spec, 'initContainers')) {
    if (str(container, 'restartPolicy') === 'Always') {
      add(sum, of(container));
      add(sidecars, of(container));
      atLeast(starting, sidecars);
    } else {
      const alone: Amounts = new Map();
      add(alone, of(container));
      add(alone, sidecars);
      atLeast(starting, alone);
    }
  }
  atLeast(sum, starting);
  return sum;
}

/** Fills pod-level limits of huge pages and pod-level requests; `spec` is a Pod's, never a template's. */
export function defaultPodResources(spec: PodSpec): void {
  const resources = ptr(spec, 'resources');
  if (!resources || !hasPodResources(spec)) return;
  for (const [name, quantity] of aggregateContainers(spec, 'limits')) {
    if (!isHugePages(name)) continue;
    if (
      get(obj(resources, 'requests'), name) === undefined &&
      get(obj(resources, 'limits'), name) === undefined
    ) {
      set(ensure(resources, 'limits'), name, quantity);
    }
  }
  if (isEmpty(resources, 'limits')) return;
  const requests = ensure(resources, 'requests');
  for (const [name, quantity] of aggregateContainers(spec, 'requests')) {
    if ((name === 'cpu' || name === 'memory') && get(requests, name) === undefined)
      set(requests, name, roundToMilli(quantity));
  }
  const limits = obj(resources, 'limits');
  for (const name of Object.keys(limits)) {
    const supported = name === 'cpu' || name === 'memory' || isHugePages(name);
    if (supported && get(requests, name) === undefined) set(requests, name, str(limits, name));
  }
}

function validatePodResourceName(name: string, place: At, errors: FieldErrors): void {
  if (!validateResourceName(name, place, errors)) return;
  if (name !== 'cpu' && name !== 'memory' && !isHugePages(name)) {
    errors.unsupported(place, shownName(name), ['cpu', 'hugepages-', 'memory']);
  }
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
  resources: ResourceRequirements,
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
          place.child('requests').entry(name),
          shown,
          `must be equal to ${name} limit of ${canonicalQuantity(limit)}`,
        );
      } else if (order > 0) {
        errors.invalid(
          place.child('requests').entry(name),
          shown,
          `must be less than or equal to ${name} limit of ${canonicalQuantity(limit)}`,
        );
      }
    } else if (!isOvercommitAllowed(name)) {
      errors.required(
        place.child('limits').entry(name),
        'Limit must be set for non overcommitable resources',
      );
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
  claims: readonly Struct<'core.v1.ResourceClaim'>[],
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
export function validatePodResources(spec: PodSpec, place: At, errors: FieldErrors): void {
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
