/** What of a DaemonSet is where: node by node, kept up as its pods change, as one is replaced after the other on very many nodes. */

import { objectKey } from '../api/object-key.js';
import type { Node, Pod } from '../api/objects.js';
import { isPodReady, isPodTerminal } from '../api/pods.js';
import { compareTexts } from '../api/text.js';
import type { DaemonSet } from '../api/workloads.js';
import { availableAt } from './availability.js';
import { byBindingAndAge, type Fit, fitsNode, nodeMeant, REVISION_LABEL } from './daemonset-pods.js';

/** A pod, and since when it counts as available (ms since 1970); undefined: it is not ready. */
export interface PlacedPod {
  pod: Pod;
  isReady: boolean;
  availableAt: number | undefined;
}

/** The pods of a set that are on one node or meant for it. */
export interface Place {
  node: string;
  /** Undefined where there is no such node. */
  fit: Fit | undefined;
  /** By name, without ended ones that are being deleted: they no longer count. */
  pods: readonly Pod[];
  /** The one that is bound, or the oldest. */
  first: PlacedPod | undefined;
  /** The ones that stay, of an older revision and of the newest; undefined where there are two of either. */
  sides: { old?: PlacedPod; updated?: PlacedPod } | undefined;
  /** There is one pod, where it may stay, and it has not ended. */
  isKept: boolean;
}

export interface Places {
  /** All nodes, and those that are not there but that a pod is meant for; by name. */
  all: readonly Place[];
  /** Pods that are bound to no node and mean none that is there. */
  strays: readonly Pod[];
}

interface Known extends Places {
  nodes: readonly Node[];
  pods: readonly Pod[];
  hash: string;
  at: ReadonlyMap<string, number>;
}

/** By spec, which never changes: what was found last of the set, of which little is another the next time. */
const known = new WeakMap<DaemonSet['spec'], Known>();

/**
 * Where the pods of a set are.
 * @param nodes by name
 * @param pods all of the set
 * @param hash of its newest revision
 */
export function placesOf(set: DaemonSet, nodes: readonly Node[], pods: readonly Pod[], hash: string): Places {
  const before = known.get(set.spec);
  const isUsable = before && before.hash === hash && isSameList(before.nodes, nodes);
  const places = (isUsable && changed(before, set, pods)) || placed(set, nodes, pods, hash);
  known.set(set.spec, places);
  return places;
}

function isSameList(a: readonly Node[], b: readonly Node[]): boolean {
  return a.length === b.length && a.every((node, i) => node === b[i]);
}

function placed(set: DaemonSet, nodes: readonly Node[], pods: readonly Pod[], hash: string): Known {
  const byName = new Map(nodes.map((node) => [node.metadata.name ?? '', node]));
  const byNode = new Map<string, Pod[]>(nodes.map(({ metadata }) => [metadata.name ?? '', []]));
  for (const pod of pods) {
    const node = countsAt(pod);
    if (node === undefined) continue;
    const beside = byNode.get(node);
    if (beside) beside.push(pod);
    else byNode.set(node, [pod]);
  }
  const all = [...byNode.keys()].sort(compareTexts).map((name) => {
    const node = byName.get(name);
    return placeOf(set, name, node && fitsNode(set, node), byNode.get(name) ?? [], hash);
  });
  return {
    all,
    nodes,
    pods,
    hash,
    at: new Map(all.map(({ node }, i) => [node, i])),
    strays: pods.filter((pod) => isStray(pod, (name) => byName.has(name))),
  };
}

/** What is known of other pods of the set, with those that came, went or are others; undefined: of a node that nothing was known of. */
function changed(before: Known, set: DaemonSet, pods: readonly Pod[]): Known | undefined {
  const { gone, come } = differences(before.pods, pods);
  if (gone.size === 0 && come.length === 0) return before;
  const byNode = new Map<string, Pod[]>();
  for (const pod of [...gone, ...come]) {
    const node = countsAt(pod);
    if (node === undefined || byNode.has(node)) continue;
    const at = before.at.get(node);
    if (at === undefined) return undefined;
    byNode.set(
      node,
      before.all[at]!.pods.filter((one) => !gone.has(one)),
    );
  }
  for (const pod of come) byNode.get(countsAt(pod) ?? '')?.push(pod);
  const all = [...before.all];
  for (const [node, here] of byNode) {
    const at = before.at.get(node)!;
    here.sort(byName);
    // A node that is not there is listed for its pods alone.
    if (here.length === 0 && !all[at]!.fit) return undefined;
    all[at] = placeOf(set, node, all[at]!.fit, here, before.hash);
  }
  const isNode = (name: string) => all[before.at.get(name) ?? -1]?.fit !== undefined;
  const strays = [
    ...before.strays.filter((pod) => !gone.has(pod)),
    ...come.filter((pod) => isStray(pod, isNode)),
  ];
  return { ...before, pods, all, strays };
}

/** What one list by name has that another has not. */
function differences(before: readonly Pod[], now: readonly Pod[]): { gone: Set<Pod>; come: Pod[] } {
  const gone = new Set<Pod>();
  const come: Pod[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < now.length) {
    const [was, is] = [before[i], now[j]];
    if (was === is) {
      i++;
      j++;
      continue;
    }
    const order = !was ? 1 : !is ? -1 : byName(was, is);
    if (was && order <= 0) {
      gone.add(was);
      i++;
    }
    if (is && order >= 0) {
      come.push(is);
      j++;
    }
  }
  return { gone, come };
}

function byName(a: Pod, b: Pod): number {
  return compareTexts(nameOf(a), nameOf(b));
}

function nameOf({ metadata }: Pod): string {
  return objectKey(metadata.namespace, metadata.name ?? '');
}

/** The node on which a pod counts. */
function countsAt(pod: Pod): string | undefined {
  return pod.metadata.deletionTimestamp && isPodTerminal(pod) ? undefined : nodeMeant(pod) || undefined;
}

function isStray(pod: Pod, isNode: (name: string) => boolean): boolean {
  return !pod.spec.nodeName && !isNode(nodeMeant(pod) ?? '');
}

function placeOf(
  { spec: { minReadySeconds } }: DaemonSet,
  node: string,
  fit: Fit | undefined,
  pods: readonly Pod[],
  hash: string,
): Place {
  const seen = pods.map(
    (pod): PlacedPod => ({
      pod,
      isReady: isPodReady(pod),
      availableAt: availableAt(pod, minReadySeconds),
    }),
  );
  const [only] = pods;
  return {
    node,
    fit,
    pods,
    first: [...seen].sort((a, b) => byBindingAndAge(a.pod, b.pod))[0],
    sides: sidesOf(seen, hash),
    isKept:
      only !== undefined &&
      pods.length === 1 &&
      fit?.stay === true &&
      (only.metadata.deletionTimestamp !== undefined || !isPodTerminal(only)),
  };
}

function sidesOf(pods: readonly PlacedPod[], hash: string): Place['sides'] {
  const found: NonNullable<Place['sides']> = {};
  for (const placed of pods) {
    const { metadata } = placed.pod;
    if (metadata.deletionTimestamp) continue;
    const side = metadata.labels?.[REVISION_LABEL] === hash ? 'updated' : 'old';
    if (found[side]) return undefined;
    found[side] = placed;
  }
  return found;
}
