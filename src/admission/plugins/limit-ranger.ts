/** LimitRanger: defaults of containers, and limits of what containers, pods and claims may ask for. */
import type { Path } from '../../api/json.js';
import {
  canonicalQuantity,
  compareQuantities,
  quantityMilliValue,
  quantitySign,
} from '../../api/quantity.js';
import { asJson, asObject } from '../../api/unstructured.js';
import type { Cluster } from '../../cluster/cluster.js';
import { unique } from '../answer.js';
import { ensure, get, keys, list, obj, set, str } from '../fields.js';
import { aggregateContainers } from '../groups/core/pod/resources.js';
import type { Refusal } from '../kind.js';
import type { AdmissionPlugin, AdmissionRequest } from '../plugin.js';
import type { Pod, PodSpec } from '../shared/structs.js';
import type { Struct, Unnamed } from '../typed.js';
import { forbid, isFor, namespaceOf } from './refusal.js';

const ANNOTATION = 'kubernetes.io/limit-ranger';

type LimitRange = Struct<'core.v1.LimitRange'>;
type LimitItem = Struct<'core.v1.LimitRangeItem'>;
type Amounts = ReadonlyMap<string, string>;

function amountsOf(holder: Unnamed): Amounts {
  return new Map(keys(holder).map((name) => [name, str(holder, name)]));
}

function rangesOf(cluster: Cluster, namespace: string): LimitRange[] {
  return cluster.list('LimitRange', namespace).map((one) => asJson(one));
}

function items(range: LimitRange): readonly LimitItem[] {
  return list(obj(range, 'spec'), 'limits');
}

/** Fills in what the range's container items give; says of what, for the annotation. */
function defaultContainers(pod: Pod, range: LimitRange): string[] {
  const limits = new Map<string, string>();
  const requests = new Map<string, string>();
  for (const item of items(range)) {
    if (str(item, 'type') !== 'Container') continue;
    for (const [name, quantity] of amountsOf(obj(item, 'default'))) limits.set(name, quantity);
    for (const [name, quantity] of amountsOf(obj(item, 'defaultRequest'))) requests.set(name, quantity);
  }
  const notes: string[] = [];
  for (const [which, what] of [
    ['containers', 'container'],
    ['initContainers', 'init container'],
  ] as const) {
    for (const container of list(obj(pod, 'spec'), which)) {
      for (const [field, values, word] of [
        ['requests', requests, 'request'],
        ['limits', limits, 'limit'],
      ] as const) {
        const unset = [...values.keys()].filter(
          (name) => get(obj(obj(container, 'resources'), field), name) === undefined,
        );
        if (unset.length === 0) continue;
        const target = ensure(ensure(container, 'resources'), field);
        for (const name of unset) set(target, name, values.get(name) ?? '0');
        notes.push(`${unset.sort().join(', ')} ${word} for ${what} ${str(container, 'name')}`);
      }
    }
  }
  return notes;
}

interface Asked {
  requests: Amounts;
  limits: Amounts;
}

function minProblem(
  type: string,
  name: string,
  least: string,
  { requests, limits }: Asked,
): string | undefined {
  const [request, limit] = [requests.get(name), limits.get(name)];
  const usage = `minimum ${name} usage per ${type} is ${canonicalQuantity(least)}`;
  if (request === undefined) return `${usage}.  No request is specified`;
  if (compareQuantities(request, least) < 0) return `${usage}, but request is ${canonicalQuantity(request)}`;
  if (limit !== undefined && compareQuantities(limit, least) < 0)
    return `${usage}, but limit is ${canonicalQuantity(limit)}`;
  return undefined;
}

function maxProblem(
  type: string,
  name: string,
  most: string,
  { requests, limits }: Asked,
): string | undefined {
  const [request, limit] = [requests.get(name), limits.get(name)];
  const usage = `maximum ${name} usage per ${type} is ${canonicalQuantity(most)}`;
  if (limit === undefined) return `${usage}.  No limit is specified`;
  if (compareQuantities(limit, most) > 0) return `${usage}, but limit is ${canonicalQuantity(limit)}`;
  if (request !== undefined && compareQuantities(request, most) > 0)
    return `${usage}, but request is ${canonicalQuantity(request)}`;
  return undefined;
}

function maxClaimProblem(name: string, most: string, { requests }: Asked): string | undefined {
  const request = requests.get(name);
  const usage = `maximum ${name} usage per PersistentVolumeClaim is ${canonicalQuantity(most)}`;
  if (request === undefined) return `${usage}.  No request is specified`;
  return compareQuantities(request, most) > 0
    ? `${usage}, but request is ${canonicalQuantity(request)}`
    : undefined;
}

function ratioProblem(
  type: string,
  name: string,
  most: string,
  { requests, limits }: Asked,
): string | undefined {
  const [request, limit] = [requests.get(name), limits.get(name)];
  const rule = `${name} max limit to request ratio per ${type} is ${canonicalQuantity(most)}`;
  if (request === undefined || quantitySign(request) === 0)
    return `${rule}, but no request is specified or request is 0`;
  if (limit === undefined || quantitySign(limit) === 0)
    return `${rule}, but no limit is specified or limit is 0`;
  const ratio = quantityMilliValue(limit) / quantityMilliValue(request);
  return ratio > quantityMilliValue(most) / 1000
    ? `${rule}, but provided ratio is ${ratio.toFixed(6)}`
    : undefined;
}

function problems(type: string, item: LimitItem, asked: Asked): string[] {
  const found: (string | undefined)[] = [];
  const each = (
    field: 'min' | 'max' | 'maxLimitRequestRatio',
    check: (name: string, quantity: string) => string | undefined,
  ): void => {
    for (const [name, quantity] of amountsOf(obj(item, field))) found.push(check(name, quantity));
  };
  each('min', (name, quantity) => minProblem(type, name, quantity, asked));
  if (type === 'PersistentVolumeClaim')
    each('max', (name, quantity) => maxClaimProblem(name, quantity, asked));
  else {
    each('max', (name, quantity) => maxProblem(type, name, quantity, asked));
    each('maxLimitRequestRatio', (name, quantity) => ratioProblem(type, name, quantity, asked));
  }
  return found.filter((one) => one !== undefined);
}

function totals(spec: PodSpec, which: 'requests' | 'limits'): Amounts {
  const sum = aggregateContainers(spec, which);
  for (const name of ['cpu', 'memory']) {
    const own = get(obj(obj(spec, 'resources'), which), name);
    if (typeof own === 'string') sum.set(name, own);
  }
  return sum;
}

/** What a limit says against an object, where in it, and which of the range's items says so. */
interface Problem {
  text: string;
  place: Path;
  item: number;
}

function podProblems(pod: Pod, range: LimitRange): Problem[] {
  const spec = obj(pod, 'spec');
  const found: Problem[] = [];
  for (const [index, item] of items(range).entries()) {
    const type = str(item, 'type');
    const add = (asked: Asked, place: Path): void => {
      for (const text of problems(type, item, asked)) found.push({ text, place, item: index });
    };
    if (type === 'Container') {
      for (const which of ['containers', 'initContainers'] as const) {
        for (const [at, container] of list(spec, which).entries()) {
          const resources = obj(container, 'resources');
          const [requests, limits] = [obj(resources, 'requests'), obj(resources, 'limits')];
          const asked = { requests: amountsOf(requests), limits: amountsOf(limits) };
          add(asked, ['spec', which, at, 'resources']);
        }
      }
    } else if (type === 'Pod') {
      add({ requests: totals(spec, 'requests'), limits: totals(spec, 'limits') }, ['spec']);
    }
  }
  return found;
}

function claimProblems(claim: Struct<'core.v1.PersistentVolumeClaim'>, range: LimitRange): Problem[] {
  const requests = amountsOf(obj(obj(obj(claim, 'spec'), 'resources'), 'requests'));
  const place = ['spec', 'resources', 'requests'];
  return [...items(range).entries()]
    .filter(([, item]) => str(item, 'type') === 'PersistentVolumeClaim')
    .flatMap(([index, item]) =>
      problems('PersistentVolumeClaim', item, { requests, limits: new Map() }).map((text) => ({
        text,
        place,
        item: index,
      })),
    );
}

function refusalOf(request: AdmissionRequest, range: LimitRange, found: readonly Problem[]): Refusal {
  const { name, namespace } = asObject(range).metadata;
  // What is said twice is told once.
  const texts = unique(found.map(({ text }) => text));
  const path = ['spec', 'limits', found[0]?.item ?? 0];
  return forbid(request, texts.length === 1 ? String(texts[0]) : `[${texts.join(', ')}]`, {
    places: found.map(({ place }) => place),
    by: { kind: 'LimitRange', name: name ?? '', ...(namespace !== undefined && { namespace }), path },
  });
}

export function limitRanger(cluster: Cluster): AdmissionPlugin {
  return {
    name: 'LimitRanger',
    mutate(request) {
      if (request.operation !== 'create' || !isFor(request, '', 'Pod')) return undefined;
      const pod: Pod = request.object;
      for (const range of rangesOf(cluster, namespaceOf(pod))) {
        const notes = defaultContainers(pod, range);
        if (notes.length === 0) continue;
        const annotations = ensure(ensure(pod, 'metadata'), 'annotations');
        set(annotations, ANNOTATION, `LimitRanger plugin set: ${notes.join('; ')}`);
      }
      return undefined;
    },
    validate(request) {
      const isPod = isFor(request, '', 'Pod');
      if (isPod ? request.operation !== 'create' : !isFor(request, '', 'PersistentVolumeClaim'))
        return undefined;
      for (const range of rangesOf(cluster, namespaceOf(request.object))) {
        const found = isPod ? podProblems(request.object, range) : claimProblems(request.object, range);
        if (found.length > 0) return refusalOf(request, range, found);
      }
      return undefined;
    },
  };
}
