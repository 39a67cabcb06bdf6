/** LimitRanges: what containers get that say nothing, and what they may not ask for (plugin/pkg/admission/limitranger). */
import type { AdmissionPlugin } from '../admission/admit.js';
import type { Container, KubeObject, Pod, Quantity, ResourceList } from '../api/objects.js';
import { podLimits, podRequests } from '../api/pods.js';
import { compareQuantities, formatQuantity, parseQuantity, resourceAmount } from '../api/quantity.js';
import type { PersistentVolumeClaim } from '../api/workloads.js';
import type { Cluster } from '../cluster/cluster.js';
import { pluralOf } from './resources.js';

const ANNOTATION = 'kubernetes.io/limit-ranger';

interface Limit {
  type: 'Container' | 'Pod' | 'PersistentVolumeClaim';
  min?: ResourceList;
  max?: ResourceList;
  default?: ResourceList;
  defaultRequest?: ResourceList;
  maxLimitRequestRatio?: ResourceList;
}

type LimitRange = KubeObject & { spec?: { limits?: Limit[] } };

/** Fills in requests and limits that a namespace's LimitRanges have defaults for, and holds pods and claims to them. */
export function limitRanger(cluster: Cluster): AdmissionPlugin {
  const rangesOf = (object: KubeObject) =>
    cluster.list('LimitRange', object.metadata.namespace ?? '') as unknown as LimitRange[];
  return {
    name: 'LimitRanger',
    mutate({ operation, kind, object }) {
      if (operation !== 'create' || kind !== 'Pod') return undefined;
      const pod = object as unknown as Pod;
      for (const range of rangesOf(pod)) fillIn(pod, range);
      return undefined;
    },
    validate({ operation, kind, object: value }) {
      if (operation !== 'create') return undefined;
      const object = value as unknown as KubeObject;
      for (const { spec } of rangesOf(object)) {
        const problems = (spec?.limits ?? []).flatMap((limit) => problemsOf(limit, kind, object));
        if (problems.length === 0) continue;
        const text = problems.length === 1 ? problems[0] : `[${problems.join(', ')}]`;
        const message = `${pluralOf(kind)} "${object.metadata.name}" is forbidden: ${text}`;
        return { code: 403, reason: 'Forbidden', message };
      }
      return undefined;
    },
  };
}

function fillIn(pod: Pod, { spec }: LimitRange): void {
  const defaults: Record<'requests' | 'limits', ResourceList> = { requests: {}, limits: {} };
  for (const { type, default: limits, defaultRequest } of spec?.limits ?? []) {
    if (type !== 'Container') continue;
    Object.assign(defaults.limits, limits);
    Object.assign(defaults.requests, defaultRequest);
  }
  const said: string[] = [];
  for (const [kind, containers] of [
    ['container', pod.spec.containers],
    ['init container', pod.spec.initContainers ?? []],
  ] as const) {
    for (const container of containers) {
      for (const side of ['requests', 'limits'] as const) {
        const set = fillContainer(container, side, defaults[side]);
        if (set.length === 0) continue;
        const word = side === 'requests' ? 'request' : 'limit';
        said.push(`${set.sort().join(', ')} ${word} for ${kind} ${container.name}`);
      }
    }
  }
  if (said.length === 0) return;
  const text = `LimitRanger plugin set: ${said.join('; ')}`;
  pod.metadata.annotations = { ...pod.metadata.annotations, [ANNOTATION]: text };
}

function fillContainer(container: Container, side: 'requests' | 'limits', defaults: ResourceList): string[] {
  const set = Object.keys(defaults).filter((name) => container.resources?.[side]?.[name] === undefined);
  if (set.length === 0) return [];
  const filled = { ...container.resources?.[side] };
  for (const name of set) filled[name] = defaults[name]!;
  container.resources = { ...container.resources, [side]: filled };
  return set;
}

/** What is asked for: of a container, of a whole pod, of a claim. */
interface Asked {
  requests: ResourceList;
  limits: ResourceList;
}

function problemsOf(limit: Limit, kind: string, object: KubeObject): string[] {
  if (kind === 'PersistentVolumeClaim' && limit.type === 'PersistentVolumeClaim') {
    const requests = (object as PersistentVolumeClaim).spec.resources?.requests ?? {};
    return check(limit, { requests, limits: {} });
  }
  if (kind !== 'Pod') return [];
  const { spec } = object as Pod;
  if (limit.type === 'Container') {
    return [...spec.containers, ...(spec.initContainers ?? [])].flatMap(({ resources }) =>
      check(limit, { requests: resources?.requests ?? {}, limits: resources?.limits ?? {} }),
    );
  }
  if (limit.type !== 'Pod') return [];
  return check(limit, { requests: asList(podRequests(spec)), limits: asList(podLimits(spec)) });
}

function asList(amounts: Record<string, number>): ResourceList {
  return Object.fromEntries(
    Object.entries(amounts).map(([name, amount]) => [name, name === 'cpu' ? `${amount}m` : String(amount)]),
  );
}

function check({ type, min, max, maxLimitRequestRatio }: Limit, asked: Asked): string[] {
  const each = (
    list: ResourceList | undefined,
    problem: (name: string, value: Quantity) => string | undefined,
  ) =>
    Object.entries(list ?? {})
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([name, value]) => problem(name, value) ?? []);
  return [
    ...each(min, (name, value) => tooLittle(type, name, value, asked)),
    ...each(max, (name, value) => tooMuch(type, name, value, asked)),
    ...each(maxLimitRequestRatio, (name, value) => badRatio(type, name, value, asked)),
  ];
}

function text(quantity: Quantity): string {
  return formatQuantity(parseQuantity(quantity) ?? parseQuantity('0')!);
}

function tooLittle(
  type: string,
  name: string,
  least: Quantity,
  { requests, limits }: Asked,
): string | undefined {
  const [request, limit] = [requests[name], limits[name]];
  const rule = `minimum ${name} usage per ${type} is ${text(least)}`;
  if (request === undefined) return `${rule}.  No request is specified`;
  if (compareQuantities(request, least) < 0) return `${rule}, but request is ${text(request)}`;
  if (limit !== undefined && compareQuantities(limit, least) < 0)
    return `${rule}, but limit is ${text(limit)}`;
  return undefined;
}

function tooMuch(
  type: string,
  name: string,
  most: Quantity,
  { requests, limits }: Asked,
): string | undefined {
  const [request, limit] = [requests[name], limits[name]];
  const rule = `maximum ${name} usage per ${type} is ${text(most)}`;
  if (type === 'PersistentVolumeClaim') {
    if (request === undefined || compareQuantities(request, most) <= 0) return undefined;
    return `${rule}, but request is ${text(request)}`;
  }
  if (limit === undefined) return `${rule}.  No limit is specified`;
  if (compareQuantities(limit, most) > 0) return `${rule}, but limit is ${text(limit)}`;
  if (request !== undefined && compareQuantities(request, most) > 0)
    return `${rule}, but request is ${text(request)}`;
  return undefined;
}

function badRatio(
  type: string,
  name: string,
  most: Quantity,
  { requests, limits }: Asked,
): string | undefined {
  const rule = `${name} max limit to request ratio per ${type} is ${text(most)}`;
  const request = resourceAmount(name, requests[name] ?? '0');
  const limit = resourceAmount(name, limits[name] ?? '0');
  if (request === 0) return `${rule}, but no request is specified or request is 0`;
  if (limit === 0) return `${rule}, but no limit is specified or limit is 0`;
  const ratio = limit / request;
  return ratio > resourceAmount('', most) ? `${rule}, but provided ratio is ${ratio.toFixed(6)}` : undefined;
}
