/** ReplicaSets that a dump leaves out, made anew of the pods that they own and the Deployments that own them. */
import { REVISION, TEMPLATE_HASH } from '../api/deployment-revisions.js';
import { matchesSelector } from '../api/labels.js';
import { pushTo } from '../api/lists.js';
import { controllerRef, keyOf } from '../api/object-key.js';
import type { Deployment, Pod, PodTemplateSpec, ReplicaSet } from '../api/objects.js';
import { podTemplateHash } from '../api/pod-template-hash.js';
import type { Cluster } from '../cluster/cluster.js';
import { newControllerRef } from '../controllers/ownership.js';

/**
 * The ReplicaSets that pods name as their owners, as far as a Deployment of the cluster selects those pods. The one with the
 * Deployment's template (its only one, or that of the template's hash) has that; of others the pods say how it was.
 */
export function standInSets(cluster: Cluster, pods: readonly Pod[]): ReplicaSet[] {
  const owned = new Map<string, Pod[]>();
  for (const pod of pods) pushTo(owned, controllerRef(pod)?.uid ?? '', pod);
  const ofDeployment = new Map<string, Pod[][]>();
  for (const group of owned.values()) {
    const deployment = deploymentOf(cluster, group[0]!);
    if (deployment) pushTo(ofDeployment, keyOf(deployment), group);
  }
  return [...ofDeployment].flatMap(([key, groups]) => {
    const deployment = cluster.get('Deployment', key)!;
    const { template } = deployment.spec;
    const hash = podTemplateHash(template, deployment.status?.collisionCount, cluster.version);
    const isCurrent = ([pod]: readonly Pod[]) =>
      groups.length === 1 || pod?.metadata.labels?.[TEMPLATE_HASH] === hash;
    const last = Number(deployment.metadata.annotations?.[REVISION] ?? groups.length);
    let older = last;
    return groups.map((group) =>
      isCurrent(group)
        ? setOf(deployment, group, template, last)
        : setOf(deployment, group, templateOf(template, group[0]!), --older),
    );
  });
}

function deploymentOf(cluster: Cluster, { metadata: { namespace, labels } }: Pod): Deployment | undefined {
  return cluster
    .list('Deployment', namespace)
    .find(({ spec }) => spec.selector !== undefined && matchesSelector(spec.selector, labels));
}

/** The Deployment's template with the containers of a pod: what differs most between two revisions. */
function templateOf(template: PodTemplateSpec, { spec }: Pod): PodTemplateSpec {
  const { containers, initContainers } = spec;
  return { ...template, spec: { ...template.spec, containers, ...(initContainers && { initContainers }) } };
}

function setOf(
  deployment: Deployment,
  pods: readonly Pod[],
  template: PodTemplateSpec,
  revision: number,
): ReplicaSet {
  const [pod] = pods as [Pod];
  const { name = '', uid } = controllerRef(pod) ?? {};
  const hash = pod.metadata.labels?.[TEMPLATE_HASH];
  const { namespace } = deployment.metadata;
  const { selector, minReadySeconds } = deployment.spec;
  const hashed: Record<string, string> = hash === undefined ? {} : { [TEMPLATE_HASH]: hash };
  const labels = { ...template.metadata?.labels, ...hashed };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace,
      ...(uid === undefined ? {} : { uid }),
      labels,
      annotations: { [REVISION]: String(revision) },
      ownerReferences: [newControllerRef(deployment)],
    },
    spec: {
      replicas: pods.filter(({ metadata }) => !metadata.deletionTimestamp).length,
      ...(minReadySeconds ? { minReadySeconds } : {}),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, ...hashed } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
    status: { replicas: pods.length, observedGeneration: 1 },
  };
}
