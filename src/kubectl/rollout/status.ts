/** kubectl rollout status (k8s.io/kubectl/pkg/polymorphichelpers/rollout_status.go) */

import { groupOf, kindOf } from '../../api/object-key.js';
import type { Deployment, KubeObject } from '../../api/objects.js';
import { condition } from '../../api/pods.js';
import type { DaemonSet, StatefulSet } from '../../api/workloads.js';

/** How far a rollout is: a line, and whether it is done; or why there will be none. */
export type RolloutStatus = { line: string; done: boolean } | { error: string };

const TIMED_OUT = 'ProgressDeadlineExceeded';
const ROLLING = 'RollingUpdate';
const ONLY_ROLLING = `rollout status is only available for ${ROLLING} strategy type`;

/** The status of the rollout of a live object; `revision` 0: whichever it is. */
export function rolloutStatus(live: KubeObject, revision = 0): RolloutStatus {
  switch (kindOf(live)) {
    case 'Deployment':
      return ofDeployment(live as Deployment, revision);
    case 'DaemonSet':
      return ofDaemonSet(live as DaemonSet);
    case 'StatefulSet':
      return ofStatefulSet(live as StatefulSet);
    default:
      return { error: `no status viewer has been implemented for ${groupKind(live)}` };
  }
}

/** `ReplicaSet.apps`, as Go prints a GroupKind. */
export function groupKind({ apiVersion, kind }: KubeObject): string {
  const group = groupOf(apiVersion);
  return group === '' ? kind : `${kind}.${group}`;
}

const waiting = (line: string): RolloutStatus => ({ line: `Waiting for ${line}...`, done: false });

function ofDeployment({ metadata, spec, status = {} }: Deployment, revision: number): RolloutStatus {
  const { generation = 0, annotations } = metadata;
  if (revision > 0) {
    const running = Number(annotations?.['deployment.kubernetes.io/revision'] ?? 0);
    if (running !== revision) {
      return {
        error: `desired revision (${revision}) is different from the running revision (${running})`,
      };
    }
  }
  if (generation > (status.observedGeneration ?? 0)) return waiting('deployment spec update to be observed');
  if (condition(status.conditions, 'Progressing')?.reason === TIMED_OUT)
    return { error: `deployment "${metadata.name}" exceeded its progress deadline` };
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  const head = `deployment "${metadata.name}" rollout to finish`;
  const wanted = spec.replicas ?? 1;
  if (updatedReplicas < wanted)
    return waiting(`${head}: ${updatedReplicas} out of ${wanted} new replicas have been updated`);
  if (replicas > updatedReplicas)
    return waiting(`${head}: ${replicas - updatedReplicas} old replicas are pending termination`);
  if (availableReplicas < updatedReplicas)
    return waiting(`${head}: ${availableReplicas} of ${updatedReplicas} updated replicas are available`);
  return { line: `deployment "${metadata.name}" successfully rolled out`, done: true };
}

function ofDaemonSet({ metadata, spec, status }: DaemonSet): RolloutStatus {
  if (spec.updateStrategy?.type !== ROLLING) return { error: ONLY_ROLLING };
  if ((metadata.generation ?? 0) > (status?.observedGeneration ?? 0))
    return waiting('daemon set spec update to be observed');
  const { updatedNumberScheduled = 0, desiredNumberScheduled = 0, numberAvailable = 0 } = status ?? {};
  const head = `daemon set "${metadata.name}" rollout to finish`;
  if (updatedNumberScheduled < desiredNumberScheduled) {
    const counts = `${updatedNumberScheduled} out of ${desiredNumberScheduled}`;
    return waiting(`${head}: ${counts} new pods have been updated`);
  }
  if (numberAvailable < desiredNumberScheduled)
    return waiting(`${head}: ${numberAvailable} of ${desiredNumberScheduled} updated pods are available`);
  return { line: `daemon set "${metadata.name}" successfully rolled out`, done: true };
}

function ofStatefulSet({ metadata, spec, status }: StatefulSet): RolloutStatus {
  const { updateStrategy, replicas = 1 } = spec;
  if (updateStrategy?.type !== ROLLING) return { error: ONLY_ROLLING };
  const { observedGeneration = 0, readyReplicas = 0, updatedReplicas = 0 } = status ?? {};
  if (observedGeneration === 0 || (metadata.generation ?? 0) > observedGeneration)
    return waiting('statefulset spec update to be observed');
  if (readyReplicas < replicas) return waiting(`${replicas - readyReplicas} pods to be ready`);
  if (updateStrategy.rollingUpdate) {
    const wanted = replicas - (updateStrategy.rollingUpdate.partition ?? 0);
    if (updateStrategy.rollingUpdate.partition !== undefined && updatedReplicas < wanted) {
      return waiting(
        `partitioned roll out to finish: ${updatedReplicas} out of ${wanted} new pods have been updated`,
      );
    }
    const line = `partitioned roll out complete: ${updatedReplicas} new pods have been updated...`;
    return { line, done: true };
  }
  const { currentRevision = '', updateRevision = '', currentReplicas = 0 } = status ?? {};
  if (updateRevision !== currentRevision) {
    const line = `waiting for statefulset rolling update to complete ${updatedReplicas} pods at revision ${updateRevision}...`;
    return { line, done: false };
  }
  const line = `statefulset rolling update complete ${currentReplicas} pods at revision ${currentRevision}...`;
  return { line, done: true };
}
