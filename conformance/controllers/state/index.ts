/** The state of a world as recordings of controllers write it (FORMAT-controllers.md, "State"). */
import type { Cluster } from '../../../src/cluster/cluster.js';
import { type Naming, normalText } from '../naming.js';
import type { Fields } from '../scenario.js';
import { claims, configMaps, namespaces, nodes, quotas, volumes } from './cluster.js';
import { pods } from './pods.js';
import { services } from './services.js';
import { lean, type Section } from './view.js';
import * as workloads from './workloads.js';

const SECTIONS: Record<string, Section> = {
  deployments: workloads.deployments,
  replicasets: workloads.replicaSets,
  rcs: workloads.replicationControllers,
  statefulsets: workloads.statefulSets,
  daemonsets: workloads.daemonSets,
  revisions: workloads.revisions,
  jobs: workloads.jobs,
  cronjobs: workloads.cronJobs,
  pdbs: workloads.disruptionBudgets,
  quotas,
  pvcs: claims,
  pods,
  pvs: volumes,
  services,
  nodes,
  configmaps: configMaps,
  namespaces,
};

/** All that a recording tells of a world after a step; what is empty is left out. */
export function stateOf(cluster: Cluster, naming: Naming): Fields {
  const text = (message: string) => normalText(message, naming, cluster);
  const view = { cluster, naming, text };
  return lean(Object.fromEntries(Object.entries(SECTIONS).map(([name, of]) => [name, of(view)])));
}
