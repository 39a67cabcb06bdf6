/** Which pods may reach which, decided on the labels that are given and the NetworkPolicies that select them. */
import { isObject, type JsonObject, valueAt } from '../../api/json.js';
import { matchesSelector } from '../../api/labels.js';
import { pushTo } from '../../api/lists.js';
import { refOf } from '../../api/object-key.js';
import type { KubeObject, LabelSelector } from '../../api/objects.js';
import { asJson } from '../../api/unstructured.js';
import type { Cluster } from '../../cluster/cluster.js';
import { fewNames } from './images.js';
import { type Both, itemsAt, type Notice, noticeName, type PodMaker, podMakers, wordsAt } from './notice.js';

/** With more workloads than this not every pair of them is looked at. */
const MOST = 200;
const OUTSIDE = 'outside';
const ALL = 'all ports';

/** A party to traffic: pods, or whatever is not in the cluster. */
interface Party {
  name: string;
  labels: Readonly<Record<string, string>>;
  namespace: string;
  isOutside: boolean;
}

/** A policy as it is asked. */
interface Policy {
  namespace: string;
  selector: LabelSelector;
  types: readonly string[];
  rules: { Ingress: JsonObject[]; Egress: JsonObject[] };
}

/** One side of the comparison. */
interface Net {
  policies: Policy[];
  namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** What may be reached that could not be, and no longer is reached, by workloads that stay. */
export function trafficNotices({ before, after }: Both): Notice[] {
  if (before.count('NetworkPolicy') + after.count('NetworkPolicy') === 0) return [];
  const [olds, news] = [podMakers(before), podMakers(after)];
  const ids = [...news.keys()].filter((id) => olds.has(id));
  if (isSameNet(before, after, ids, olds, news)) return [];
  if (ids.length > MOST) {
    const text = `${ids.length} workloads are more than are compared: which of them NetworkPolicies let reach which is not told`;
    return [{ topic: 'traffic', text }];
  }
  const [was, is] = [netOf(before), netOf(after)];
  const found = new Map<string, string[]>();
  const outside: Party = { name: 'anything outside', labels: {}, namespace: '', isOutside: true };
  for (const id of [...ids, OUTSIDE]) {
    for (const other of [...ids, OUTSIDE]) {
      if (id === other) continue;
      const pair = (makers: ReadonlyMap<string, PodMaker>) =>
        [id, other].map((one) => (one === OUTSIDE ? outside : partyOf(makers.get(one) as PodMaker)));
      const [from, to] = [pair(olds), pair(news)].map(([source, target]) => [
        source as Party,
        target as Party,
      ]) as [[Party, Party], [Party, Party]];
      const [old, now] = [reach(was, ...from), reach(is, ...to)];
      if (old === now) continue;
      const [, target] = to;
      pushTo(found, changeText(old, now, target.name), to[0].name);
    }
  }
  return [...found].map(([text, sources]) => ({
    topic: 'traffic',
    text: text.replace('FROM', fewNames(sources)),
  }));
}

function changeText(old: string, now: string, target: string): string {
  const on = (ports: string) => (ports === ALL ? '' : ` on ${ports}`);
  if (now === '') return `closed: FROM may no longer reach ${target}`;
  if (old === '') return `opened: FROM may reach ${target}${on(now)}`;
  return `changed: FROM may reach ${target} on ${now}, before on ${old}`;
}

/** True where nothing that decides on traffic differs. */
function isSameNet(
  before: Cluster,
  after: Cluster,
  ids: readonly string[],
  olds: ReadonlyMap<string, PodMaker>,
  news: ReadonlyMap<string, PodMaker>,
): boolean {
  const same = (kind: string) => {
    const [was, is] = [new Set<unknown>(before.list(kind)), after.list(kind)];
    return was.size === is.length && is.every((object) => was.has(object));
  };
  return (
    same('NetworkPolicy') &&
    same('Namespace') &&
    ids.every((id) => olds.get(id)?.object === news.get(id)?.object)
  );
}

function partyOf({ object, namespace, template }: PodMaker): Party {
  return {
    name: noticeName(refOf(object)),
    labels: template.metadata?.labels ?? {},
    namespace,
    isOutside: false,
  };
}

function netOf(cluster: Cluster): Net {
  const namespaces = new Map(
    (cluster.list('Namespace') as KubeObject[]).map(({ metadata }) => [
      metadata.name ?? '',
      { 'kubernetes.io/metadata.name': metadata.name ?? '', ...metadata.labels },
    ]),
  );
  const policies = (cluster.list('NetworkPolicy') as KubeObject[]).map((policy): Policy => {
    const spec = valueAt(asJson(policy), ['spec']);
    const selector = valueAt(spec, ['podSelector']);
    return {
      namespace: policy.metadata.namespace ?? 'default',
      selector: isObject(selector) ? (selector as LabelSelector) : {},
      types: wordsAt(spec, 'policyTypes'),
      rules: { Ingress: itemsAt(spec, 'ingress'), Egress: itemsAt(spec, 'egress') },
    };
  });
  return { policies, namespaces };
}

/** The ports on which one party may reach another: empty for none. */
function reach(net: Net, source: Party, target: Party): string {
  const out = source.isOutside ? ALL : allowed(net, 'Egress', source, target);
  const into = target.isOutside ? ALL : allowed(net, 'Ingress', target, source);
  if (out === ALL) return into;
  if (into === ALL) return out;
  const ports = new Set(into.split(', '));
  return out
    .split(', ')
    .filter((port) => port !== '' && ports.has(port))
    .join(', ');
}

/** What the policies of a party allow it with another. */
function allowed(
  { policies, namespaces }: Net,
  type: 'Ingress' | 'Egress',
  own: Party,
  other: Party,
): string {
  const mine = policies.filter(
    ({ namespace, selector, types }) =>
      namespace === own.namespace && types.includes(type) && matchesSelector(selector, own.labels),
  );
  if (mine.length === 0) return ALL;
  const ports = new Set<string>();
  for (const { rules, namespace } of mine) {
    for (const rule of rules[type]) {
      const peers = itemsAt(rule, type === 'Ingress' ? 'from' : 'to');
      if (peers.length > 0 && !peers.some((peer) => isPeer(peer, other, namespace, namespaces))) continue;
      const said = itemsAt(rule, 'ports');
      if (said.length === 0) return ALL;
      for (const port of said) ports.add(portText(port));
    }
  }
  return [...ports].sort().join(', ');
}

function isPeer(
  peer: JsonObject,
  { labels, namespace, isOutside }: Party,
  own: string,
  namespaces: Net['namespaces'],
): boolean {
  // Which addresses pods have is not known: a block is for what is outside.
  if (isObject(peer['ipBlock'])) return isOutside;
  if (isOutside) return false;
  const [pods, spaces] = [peer['podSelector'], peer['namespaceSelector']];
  const inSpace = isObject(spaces)
    ? matchesSelector(spaces as LabelSelector, namespaces.get(namespace))
    : namespace === own;
  return inSpace && (!isObject(pods) || matchesSelector(pods as LabelSelector, labels));
}

function portText(port: JsonObject): string {
  const { protocol = 'TCP', port: number, endPort } = port;
  if (number === undefined) return `${String(protocol)}`;
  return `${String(protocol)}/${String(number)}${endPort === undefined ? '' : `-${String(endPort)}`}`;
}
