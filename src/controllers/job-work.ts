/** What a look at a Job knows of it and of its pods. */
import type { Condition, Pod } from '../api/objects.js';
import { condition } from '../api/pods.js';
import type { Job, JobStatus } from '../api/workloads.js';
import type { Session } from './controller.js';

/** The finalizer of pods that are not counted yet. */
export const TRACKING = 'batch.kubernetes.io/job-tracking';

/** How often the index of a pod had failed before, as the pod is told. */
export const FAILURE_COUNT = 'batch.kubernetes.io/job-index-failure-count';

/** Takes a pod's tracking finalizer off; undefined when it had none. */
export function untrack(session: Session, pod: Pod): Pod | undefined {
  if (!isTracked(pod)) return undefined;
  const finalizers = pod.metadata.finalizers?.filter((one) => one !== TRACKING);
  return session.update({ ...pod, metadata: { ...pod.metadata, finalizers } }).object;
}

/** True until a pod that ended is counted. */
export function isTracked(pod: Pod): boolean {
  return pod.metadata.finalizers?.includes(TRACKING) ?? false;
}

/** A condition of the Job that holds. */
export function trueCondition(job: Job, type: string): Condition | undefined {
  const found = condition(job.status?.conditions, type);
  return found?.status === 'True' ? found : undefined;
}

/** What a sync knows and finds out. */
export interface Work {
  session: Session;
  job: Job;
  pods: Pod[];
  status: JobStatus;
  succeededIndexes: Set<number>;
  failedIndexes: Set<number>;
}

/** How a Job ends, and why. */
export interface Ending {
  type: 'Failed' | 'Complete';
  reason: string;
  message: string;
}

/** Pods that leave are replaced only once they are gone. */
export function replacesFailedOnly(job: Job): boolean {
  return job.spec.podReplacementPolicy === 'Failed';
}

/** True for a pod that counts as failed; one that is being deleted does so too, unless it is waited for. */
export function isFailed(job: Job, pod: Pod): boolean {
  if (pod.status?.phase === 'Failed') return true;
  return (
    !replacesFailedOnly(job) &&
    pod.metadata.deletionTimestamp !== undefined &&
    pod.status?.phase !== 'Succeeded'
  );
}

/** Each of its pods has an index of its own. */
export function isIndexed(job: Job): boolean {
  return job.spec.completionMode === 'Indexed';
}
