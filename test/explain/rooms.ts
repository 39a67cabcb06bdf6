/** Workloads that run, and the room that could be made by taking some of their pods. */
import type { KubeObject, Pod } from '../../src/api/objects.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { explain } from '../../src/explain/explain.js';
import { simulate } from '../../src/simulation/index.js';
import { node, pod } from '../scheduler/build.js';
import { lines, local, object, scheduler } from './told.js';

const defaults = [object('v1', 'Namespace', 'default'), local('v1', 'ServiceAccount', 'default')];
export const labels = { app: 'db' };

export interface Parts {
  replicas?: number;
  spec?: Parameters<typeof pod>[1];
  more?: object;
  namespace?: string;
}

export function workload(
  kind: string,
  { replicas, spec = { requests: { memory: '5Gi' } }, more, namespace = 'default' }: Parts,
) {
  return {
    apiVersion: kind === 'ReplicationController' ? 'v1' : 'apps/v1',
    kind,
    metadata: { name: 'db', namespace, labels: { team: 'x' }, annotations: { note: 'y' } },
    spec: {
      ...(replicas !== undefined && { replicas }),
      selector: kind === 'ReplicationController' ? labels : { matchLabels: labels },
      template: { metadata: { labels }, spec: pod('db', spec).spec },
      ...(kind === 'StatefulSet' && { serviceName: 'db' }),
      ...more,
    },
  } as KubeObject;
}

/** A world in which a workload runs. */
export function running(object: KubeObject, world: readonly KubeObject[], by = scheduler): Cluster {
  return simulate(Cluster.of([...defaults, ...world]), [{ object }], { scheduler: by }).cluster;
}

/** The fixes that take room from pods, in lines; names that were made up are cut short. */
export function room(cluster: Cluster, one: Pod, by = scheduler): string[][] {
  return explain(cluster, one, { scheduler: by })
    .fixes.map(lines)
    .filter(([first]) => /^(delete|shrink|scale)/.test(first!))
    .map((fix) => fix.map((line) => line.replace(/\bdb(-[0-9a-f]{8,10})?-[a-z0-9]{5}\b/g, 'db-*')));
}

export const needy = (memory = '4Gi') => pod('p', { requests: { memory } });
export const nodes = (...names: string[]) => names.map((name) => node(name));
/** What keeps every pod of its kind away from the nodes but one for each. */
export const alone = {
  podAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: labels } },
    ],
  },
};
