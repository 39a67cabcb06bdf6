/** DaemonSets and their pods, as the tests of their controller need them. */
import type { KubeObject } from '../../src/api/objects.js';
import type { Cluster } from '../../src/cluster/cluster.js';
import { daemonSet } from '../../src/controllers/daemonset.js';
import { at, type Given, lookAt, made, owned, ready, stored } from './look.js';

export const LABELS = { app: 'log' };
const CONTAINERS = [{ name: 'app', image: 'app:1' }];
export const TEMPLATE = { metadata: { labels: LABELS }, spec: { containers: CONTAINERS } };

export function set(spec: object = {}, { metadata = {}, status }: Given = {}) {
  return made('DaemonSet', 'log', {
    metadata,
    spec: { selector: { matchLabels: LABELS }, template: TEMPLATE, ...spec },
    ...(status ? { status } : {}),
  });
}

/** The hash that the set's own template has. */
export const HASH: string = lookAt(daemonSet, stored([set()]), 'default/log').cluster.list(
  'ControllerRevision',
)[0]!.metadata.labels!['controller-revision-hash']!;

/** A pod of the set on a node, of its template (`new`) or of another. */
export function pod(
  node: string,
  status: object = ready(-99),
  revision = 'new',
  { metadata = {}, name = `log-${node}` }: { metadata?: object; name?: string } = {},
) {
  const hash = revision === 'new' ? HASH : revision;
  return owned(set(), 'Pod', name, {
    metadata: { labels: { ...LABELS, 'controller-revision-hash': hash }, ...metadata },
    spec: { containers: CONTAINERS, nodeName: node },
    status,
  });
}

export const old = (node: string, status?: object, more?: { metadata?: object; name?: string }) =>
  pod(node, status, 'old', more);
export const unready = { phase: 'Running', conditions: [] };
export const LEAVING = { metadata: { deletionTimestamp: at(30), deletionGracePeriodSeconds: 30 } };

/** A world of nodes `a`, `b`, … and the objects. */
export function nodes(names: string, more: Record<string, { labels?: object; spec?: object }> = {}) {
  return [...names].map((name) =>
    made('Node', name, { metadata: { labels: more[name]?.labels ?? {} }, spec: more[name]?.spec ?? {} }),
  );
}

export function world(objects: readonly ReturnType<typeof made>[]): Cluster {
  const cluster = stored(objects);
  // As they are given: without the taint of a node that is not ready yet.
  const known = objects
    .filter(({ kind }) => kind === 'Node')
    .map(({ metadata, spec }) => {
      const found = cluster.get('Node', metadata.name!)!;
      return { verb: 'update' as const, object: { ...found, spec } as KubeObject };
    });
  return cluster.with(known);
}

export function sync(objects: readonly ReturnType<typeof made>[], seconds = 0) {
  return syncOf(world(objects), seconds);
}

/** What a look does with pods, `+node` and `-pod`, what it says besides, and the status. */
export function syncOf(before: Cluster, seconds = 0) {
  const { lines, cluster } = lookAt(daemonSet, before, 'default/log', seconds);
  const added = cluster
    .list('Pod')
    .filter(({ metadata }) => !before.get('Pod', `default/${metadata.name}`))
    .map(
      (one) =>
        `+${one.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms[0]?.matchFields?.[0]?.values}`,
    )
    .sort();
  const removed = lines.flatMap((line) => {
    const found = /^(?:delete Pod\/(\S+)|update Pod\/(\S+): metadata.deletionTimestamp)/.exec(line);
    return found ? [`-${found[1] ?? found[2]}`] : [];
  });
  const said = lines.filter(
    (line) => /^(Normal|Warning|again|failed)/.test(line) && !/ Successful(Create|Delete) /.test(line),
  );
  return {
    pods: [...added, ...removed],
    said,
    status: cluster.get('DaemonSet', 'default/log')?.status,
    world: cluster,
    lines,
  };
}
