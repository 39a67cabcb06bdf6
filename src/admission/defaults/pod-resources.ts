/** The defaults of resources that a whole pod asks for (`spec.resources`). */
import { addQuantities, compareQuantities, formatQuantity, roundToMilli } from '../../api/quantity.js';
import { ensure, get, isEmpty, list, type Obj, obj, ptr, str } from '../fields.js';
import { hasPodResources } from './pod-spec.js';

type Amounts = Map<string, string>;

function add(sum: Amounts, more: Obj | Amounts): void {
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
export function aggregateContainers(spec: Obj, which: 'requests' | 'limits'): Amounts {
  const of = (container: Obj): Obj => obj(obj(container, 'resources'), which);
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

function isHugePages(resource: string): boolean {
  return resource.startsWith('hugepages-');
}

/** Fills pod-level limits of huge pages and pod-level requests; `spec` is a Pod's, never a template's. */
export function defaultPodResources(spec: Obj): void {
  const resources = ptr(spec, 'resources');
  if (!resources || !hasPodResources(spec)) return;
  for (const [name, quantity] of aggregateContainers(spec, 'limits')) {
    if (!isHugePages(name)) continue;
    if (
      get(obj(resources, 'requests'), name) === undefined &&
      get(obj(resources, 'limits'), name) === undefined
    ) {
      ensure(resources, 'limits')[name] = quantity;
    }
  }
  if (isEmpty(resources, 'limits')) return;
  const requests = ensure(resources, 'requests');
  for (const [name, quantity] of aggregateContainers(spec, 'requests')) {
    if ((name === 'cpu' || name === 'memory') && get(requests, name) === undefined)
      requests[name] = roundToMilli(quantity);
  }
  const limits = obj(resources, 'limits');
  for (const name of Object.keys(limits)) {
    const supported = name === 'cpu' || name === 'memory' || isHugePages(name);
    if (supported && get(requests, name) === undefined) requests[name] = limits[name];
  }
}
