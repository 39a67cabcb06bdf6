/**
 * Whether a rollout completes, where nothing is known of nodes: what its pods hold on to (claims, ports of nodes, each other, a
 * quota) is played through on nodes made up for it: once on those alone that its old pods are on, and once on any others.
 */
import { isObject, type JsonObject, textOf } from '../api/json.js';
import { labelKeyErrors, labelValueErrors } from '../api/names.js';
import { refText } from '../api/object-key.js';
import type { Container, PodSpec } from '../api/objects.js';
import { listed } from '../api/text.js';
import type { Document } from '../manifest/document.js';
import { parseManifests } from '../manifest/parse.js';
import { podTemplatePath } from '../schema/resources.js';
import { type Changed, type Outlook, specNumber } from './consequences/context.js';
import { surgeOf } from './consequences/daemonset.js';
import { playMove, type Stage, type Way } from './moves.js';
import { podTemplateOf } from './pod-template.js';

/** More pods than this are not played through for each workload. */
const MOST_PODS = 50;
const HOSTNAME = 'kubernetes.io/hostname';
/** What pods may hold on to, or what keeps them from being made. */
const KEPT = new Set([
  'Namespace',
  'ServiceAccount',
  'ResourceQuota',
  'LimitRange',
  'PriorityClass',
  'RuntimeClass',
  'StorageClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
]);
const TO_SPARE = 'only where a node is free for a new pod beside the old ones';
const SAME_NODE = 'only where its new pods come to the nodes of the old ones';

/** Both sides of a diff. */
export interface Texts {
  old: readonly Document[];
  now: readonly Document[];
}

/** What is known of a rollout without nodes; undefined where nothing its pods hold on to could be in its way. */
export function outlookWithoutNodes(changed: Changed, texts: Texts, stage: Stage): Outlook | undefined {
  const { kind, namespace, name } = changed;
  if (kind === 'DaemonSet') return outlookOfSurge(changed, texts, stage);
  if (kind !== 'Deployment' && kind !== 'StatefulSet') return undefined;
  const specs = [changed.old, changed.new].flatMap((object) => podTemplateOf(kind, object)?.spec ?? []);
  const hasQuota = [...texts.old, ...texts.now].some(
    ({ value }) => kindIn(value) === 'ResourceQuota' && namespaceIn(value, stage.namespace) === namespace,
  );
  const before = specNumber(changed.old, 'replicas');
  const after = specNumber(changed.new, 'replicas');
  if (!(hasQuota || specs.some(holdsOn)) || before === 0 || after === 0) return undefined;
  const absent =
    kind === 'Deployment' ? claimsOutside(specs, namespace, [...texts.old, ...texts.now], stage) : [];
  if (absent.length > 0) {
    return { is: 'unknown', why: `${listed(absent)} may be ReadWriteOnce, and is not among the manifests` };
  }
  if (before + after > MOST_PODS) {
    return { is: 'unknown', why: `${before + after} pods are more than are tried (--nodes says where)` };
  }
  const chosen = (side: readonly Document[]) =>
    side.filter(({ value }) => isPart(value, changed, { hasQuota, usual: stage.namespace }));
  const given = outside(specs, namespace, texts);
  const [old, now] = [[...chosen(texts.old), ...given], chosen(texts.now)];
  const tried = (nodes: number, elsewhere: boolean): Tried => {
    const moves = playMove(old, now, { ...stage, nodes: nodesFor(specs, nodes), elsewhere });
    const way = moves?.of({ kind, namespace, name });
    return way && way.readyBefore >= before ? { way } : { why: way?.neverRan };
  };
  return outlookOf(tried(before, false), tried(before + after + 1, true), before);
}

/** Whether new pods of a DaemonSet get beside the old ones of their node: on one that is made up, for all others are as that one. */
function outlookOfSurge(changed: Changed, texts: Texts, stage: Stage): Outlook | undefined {
  const { kind, namespace, name } = changed;
  const specs = [changed.old, changed.new].flatMap((object) => podTemplateOf(kind, object)?.spec ?? []);
  if (surgeOf(changed.new) === undefined || !specs.some(holdsOn)) return undefined;
  const chosen = (side: readonly Document[]) =>
    side.filter(({ value }) => isPart(value, changed, { hasQuota: false, usual: stage.namespace }));
  const old = [...chosen(texts.old), ...outside(specs, namespace, texts)];
  const moves = playMove(old, chosen(texts.now), { ...stage, nodes: nodesFor(specs, 1) });
  const way = moves?.of({ kind, namespace, name });
  if (!way || way.readyBefore === 0 || way.outcome.state !== 'stuck') return undefined;
  return { is: 'nowhere', reason: withoutNodes(way.outcome.reason ?? 'not said') };
}

/** How a move went on nodes made up for it, or why the old pods did not even run there. */
interface Tried {
  way?: Way;
  why?: string | undefined;
}

/** `tight`: on the nodes of the old pods alone; `free`: on any but those. */
function outlookOf({ way: tight }: Tried, { way: free, why }: Tried, before: number): Outlook {
  if (!free)
    return {
      is: 'unknown',
      why: `its old pods do not all run as they are${why ? `: ${withoutNodes(why)}` : ''}`,
    };
  const completes = (way: Way) => way.outcome.state === 'complete';
  const reason = (way: Way) => withoutNodes(way.outcome.reason ?? 'not said');
  if (!completes(free) && (!tight || !completes(tight))) {
    const { ready, desired } = free.outcome;
    const fewest = Math.min(free.fewest, before);
    return { is: 'stalls', reason: reason(tight ?? free), fewest, ready, desired };
  }
  if (!completes(free)) return { is: 'conditional', condition: SAME_NODE, reason: reason(free) };
  if (tight && !completes(tight)) return { is: 'conditional', condition: TO_SPARE, reason: reason(tight) };
  return { is: 'completes' };
}

/** A reason in the scheduler's words, without how many nodes were made up. */
function withoutNodes(reason: string): string {
  const counted = [...reason.matchAll(/\d+ (node\(s\) [^,.]+)/g)].map(([, words = '']) => words);
  return counted.length > 0 ? `Pending: ${listed([...new Set(counted)])}` : reason;
}

function holdsOn(spec: PodSpec): boolean {
  const { volumes = [], affinity, topologySpreadConstraints = [], hostNetwork } = spec;
  return (
    volumes.some(({ persistentVolumeClaim, ephemeral }) => persistentVolumeClaim || ephemeral) ||
    // In the network of its node a port is one of the node, though only the pod says so.
    containersOf(spec).some(({ ports = [] }) => ports.some(({ hostPort }) => hostPort || hostNetwork)) ||
    (affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).length > 0 ||
    (affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).length > 0 ||
    topologySpreadConstraints.some(({ whenUnsatisfiable }) => whenUnsatisfiable === 'DoNotSchedule')
  );
}

function containersOf({ containers, initContainers = [] }: PodSpec): Container[] {
  return [...containers, ...initContainers];
}

/** The claims of pods that no manifest describes. */
function claimsOutside(
  specs: readonly PodSpec[],
  namespace: string | undefined,
  manifests: readonly Document[],
  { namespace: usual }: Stage,
): string[] {
  const known = new Set(
    manifests
      .filter(
        ({ value }) => kindIn(value) === 'PersistentVolumeClaim' && namespaceIn(value, usual) === namespace,
      )
      .map(({ value }) => nameIn(value)),
  );
  const names = specs.flatMap(({ volumes = [] }) =>
    volumes.flatMap(
      ({ persistentVolumeClaim }) =>
        textOf(isObject(persistentVolumeClaim) ? persistentVolumeClaim['claimName'] : undefined) || [],
    ),
  );
  return [...new Set(names)]
    .filter((name) => !known.has(name))
    .map((name) => refText({ kind: 'PersistentVolumeClaim', name }));
}

/** What pods cannot be made without, where no manifest describes it: it may well be there. */
function outside(specs: readonly PodSpec[], namespace: string | undefined, { old, now }: Texts): Document[] {
  const known = new Set([...old, ...now].map(({ value }) => `${kindIn(value)} ${nameIn(value)}`));
  const texts = new Map<string, string>();
  for (const spec of specs) {
    const { serviceAccountName, priorityClassName } = spec;
    const runtimeClassName = 'runtimeClassName' in spec ? String(spec.runtimeClassName) : undefined;
    const where = namespace === undefined ? '' : `, namespace: ${namespace}`;
    const need = (kind: string, name: string | undefined, text: string) => {
      if (name && !known.has(`${kind} ${name}`) && !/^(default$|system-)/.test(name))
        texts.set(`${kind} ${name}`, text);
    };
    const account = `{apiVersion: v1, kind: ServiceAccount, metadata: {name: ${serviceAccountName}${where}}}`;
    need('ServiceAccount', serviceAccountName, account);
    const metadata = (name: string | undefined) => `metadata: {name: ${name}}`;
    const priority = `{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, ${metadata(priorityClassName)}, value: 0}`;
    need('PriorityClass', priorityClassName, priority);
    const runtime = `{apiVersion: node.k8s.io/v1, kind: RuntimeClass, ${metadata(runtimeClassName)}, handler: any}`;
    need('RuntimeClass', runtimeClassName, runtime);
  }
  return [...texts.values()].flatMap((text) => parseManifests({ file: 'outside', text }).documents);
}

/** What takes part: the workload, what pods hold on to, and where a quota counts all of them, the other workloads. */
function isPart(
  value: Document['value'],
  { kind, namespace, name }: Changed,
  { hasQuota, usual }: { hasQuota: boolean; usual: string | undefined },
): boolean {
  const is = kindIn(value);
  if (KEPT.has(is)) return true;
  const own = is !== '' && podTemplatePath(is) !== undefined && namespaceIn(value, usual) === namespace;
  return own && (hasQuota || (is === kind && nameIn(value) === name));
}

function kindIn(value: Document['value']): string {
  return isObject(value) ? textOf(value['kind']) : '';
}

function metadataIn(value: Document['value']): JsonObject {
  return isObject(value) && isObject(value['metadata']) ? value['metadata'] : {};
}

function nameIn(value: Document['value']): string {
  return textOf(metadataIn(value)['name']);
}

function namespaceIn(value: Document['value'], usual = 'default'): string {
  return textOf(metadataIn(value)['namespace']) || usual;
}

/** So many large nodes as `--nodes` writes them, each with what the pods ask of a node. */
function nodesFor(specs: readonly PodSpec[], count: number): string {
  const labels = new Map<string, string>();
  const domains = new Set<string>();
  const resources = new Set<string>();
  for (const spec of specs) {
    for (const [key, value] of Object.entries(spec.nodeSelector ?? {})) labels.set(key, value);
    const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
    for (const { key, operator, values } of terms?.nodeSelectorTerms?.[0]?.matchExpressions ?? []) {
      if (operator === 'In' || operator === 'Exists') labels.set(key, values?.[0] ?? '');
    }
    for (const key of domainsOf(spec)) domains.add(key);
    for (const { resources: asked } of containersOf(spec)) {
      const names = Object.keys({ ...asked?.limits, ...asked?.requests });
      for (const name of names) if (/\/|^hugepages-/.test(name)) resources.add(name);
    }
  }
  const same = [
    'cpu=1000,memory=100Ti,ephemeral-storage=100Ti,pods=1000',
    ...[...resources].map((name) => `${name}=${name.includes('/') ? '1000' : '100Ti'}`),
    ...[...labels].filter(isLabel).map(([key, value]) => `label.${key}=${value}`),
  ];
  const own = [...domains].filter((key) => key !== HOSTNAME && !labels.has(key) && isLabel([key, '1']));
  return Array.from({ length: count }, (_, at) =>
    [...same, ...own.map((key) => `label.${key}=${at + 1}`)].join(','),
  ).join(';');
}

/** Affinity may ask for what no node can bear. */
function isLabel([key, value]: [string, string]): boolean {
  return [...labelKeyErrors(key), ...labelValueErrors(value)].length === 0;
}

function domainsOf({ affinity, topologySpreadConstraints = [] }: PodSpec): string[] {
  const near = affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const apart = affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  return [...near, ...apart, ...topologySpreadConstraints].map(({ topologyKey }) => topologyKey);
}
