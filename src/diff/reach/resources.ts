/** What all pods of a namespace ask for, before and after, and what quotas say to that. */
import { isObject, type JsonValue, valueAt } from '../../api/json.js';
import { keyOf } from '../../api/object-key.js';
import type { KubeObject } from '../../api/objects.js';
import { podLimits, podRequests } from '../../api/pods.js';
import { compareQuantities, formatQuantity } from '../../api/quantity.js';
import { numbered } from '../../api/text.js';
import { asJson } from '../../api/unstructured.js';
import type { Cluster } from '../../cluster/cluster.js';
import { freeOnNodes } from '../../cluster/free.js';
import { type Both, type Notice, type PodMaker, podMakers } from './notice.js';

/** By resource as quotas name it (`requests.cpu`, `limits.memory`, `pods`): milli-cores, bytes, pieces. */
type Sums = Map<string, number>;

const SHORT: Readonly<Record<string, string>> = {
  'requests.cpu': 'cpu',
  'requests.memory': 'memory',
  'limits.cpu': 'cpu limit',
  'limits.memory': 'memory limit',
};

/** What changes of the sums of each namespace, and of all together where it changes in several. */
export function resourceNotices(both: Both): Notice[] {
  const [was, is] = [sumsOf(both.before), sumsOf(both.after)];
  const found: Notice[] = [];
  for (const namespace of [...is.keys()].sort()) {
    const [from, to] = [
      was.get(namespace) ?? new Map<string, number>(),
      is.get(namespace) ?? new Map<string, number>(),
    ];
    const quotas = (both.after.list('ResourceQuota') as KubeObject[]).filter(
      ({ metadata }) => (metadata.namespace ?? 'default') === namespace,
    );
    const text = changesText(
      from,
      to,
      (name) => quotaText(quotas, name, to.get(name) ?? 0),
      (name) => becomesShort(name, quotas, { before: both.before, from, to }),
    );
    if (text !== '') found.push({ topic: 'resources', text: `namespace ${namespace} asks for ${text}` });
  }
  if (found.length < 2) return found;
  const text = changesText(total(was), total(is), () => '');
  return text === '' ? found : [...found, { topic: 'resources', text: `all namespaces ask for ${text}` }];
}

/** What is free on the nodes before a move and after it, where that is another amount. */
export function leftNotices(before: Cluster, after: Cluster): Notice[] {
  const [from, to] = [freeOnNodes(before), freeOnNodes(after)];
  const changes = (['cpu', 'memory'] as const).flatMap((name) =>
    from[name] === to[name]
      ? []
      : [`${name} ${quantityOf(name, from[name])} → ${quantityOf(name, to[name])}`],
  );
  if (changes.length === 0) return [];
  const text = `free on ${numbered(after.count('Node'), 'node')}: ${changes.join(', ')}`;
  return [{ topic: 'resources', text }];
}

/** What is other, and of the rest what `isTold` all the same. */
function changesText(
  from: Sums,
  to: Sums,
  more: (name: string) => string,
  isTold: (name: string) => boolean = () => false,
): string {
  const names = [...new Set([...from.keys(), ...to.keys()])];
  const isOther = (name: string) => (from.get(name) ?? 0) !== (to.get(name) ?? 0);
  return names
    .filter((name) => isOther(name) || isTold(name))
    .map((name) => {
      const [old, now] = [from, to].map((sums) => quantityOf(name, sums.get(name) ?? 0));
      return `${SHORT[name] ?? name} ${isOther(name) ? `${old} → ${now}` : now}${more(name)}`;
    })
    .join(', ');
}

/** Whether a quota comes to have no room for what is there. */
function becomesShort(
  name: string,
  quotas: readonly KubeObject[],
  { before, from, to }: { before: Cluster; from: Sums; to: Sums },
): boolean {
  return quotas.some((quota) => {
    const old = before.get('ResourceQuota', keyOf(quota)) as KubeObject | undefined;
    return isShort(quota, name, to) && !(old && isShort(old, name, from));
  });
}

function isShort(quota: KubeObject, name: string, sums: Sums): boolean {
  const hard = hardOf(quota, name);
  return hard !== undefined && compareQuantities(quantityOf(name, sums.get(name) ?? 0), hard) > 0;
}

/** The quota that has the least room for a sum. */
function quotaText(quotas: readonly KubeObject[], name: string, amount: number): string {
  for (const quota of quotas) {
    const hard = hardOf(quota, name);
    if (hard === undefined) continue;
    const word = isShort(quota, name, new Map([[name, amount]])) ? 'more than the' : 'of the';
    return ` (${word} ${hard} of resourcequota/${quota.metadata.name})`;
  }
  return '';
}

function hardOf(quota: KubeObject, name: string): string | undefined {
  const hard = valueAt(asJson(quota), ['spec', 'hard']);
  if (!isObject(hard) || valueAt(asJson(quota), ['spec', 'scopes']) !== undefined) return undefined;
  const value: JsonValue | undefined =
    hard[name] ?? (name.startsWith('requests.') ? hard[name.slice(9)] : undefined);
  return value === undefined || value === null ? undefined : String(value);
}

function quantityOf(name: string, amount: number): string {
  const isCpu = name.endsWith('cpu');
  const isBytes = /memory$|storage$|hugepages-/.test(name);
  return formatQuantity({
    unscaled: BigInt(Math.round(amount)),
    scale: isCpu ? -3 : 0,
    format: isBytes ? 'BinarySI' : 'DecimalSI',
  });
}

function total(sums: ReadonlyMap<string, Sums>): Sums {
  const all: Sums = new Map();
  for (const one of sums.values()) addTo(all, one, 1);
  return all;
}

function addTo(sums: Sums, more: Iterable<[string, number]>, times: number): void {
  for (const [name, amount] of more) sums.set(name, (sums.get(name) ?? 0) + amount * times);
}

function sumsOf(cluster: Cluster): Map<string, Sums> {
  const all = new Map<string, Sums>();
  for (const maker of podMakers(cluster).values()) {
    const pods = podsOf(maker, cluster);
    if (pods === undefined) continue;
    const sums = all.get(maker.namespace) ?? new Map<string, number>();
    all.set(maker.namespace, sums);
    const { spec } = maker.template;
    const named = (prefix: string, amounts: Readonly<Record<string, number>>): [string, number][] =>
      Object.keys(amounts).map((name) => [`${prefix}.${name}`, amounts[name] ?? 0]);
    addTo(
      sums,
      [['pods', 1], ...named('requests', podRequests(spec)), ...named('limits', podLimits(spec))],
      pods,
    );
  }
  return all;
}

/** How many pods something makes; undefined where that depends on more than itself. */
function podsOf({ object, kind }: PodMaker, cluster: Cluster): number | undefined {
  const count = (field: string) => {
    const value = valueAt(asJson(object), ['spec', field]);
    return typeof value === 'number' ? value : 1;
  };
  switch (kind) {
    case 'Deployment':
    case 'StatefulSet':
    case 'ReplicaSet':
    case 'ReplicationController':
      return count('replicas');
    case 'Pod':
      return 1;
    case 'DaemonSet':
      return cluster.count('Node') || undefined;
    default:
      return undefined;
  }
}
