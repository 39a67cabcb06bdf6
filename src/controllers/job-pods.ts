/** The pods of a Job: which are too many, which are missing, how long failures keep the next one back. */
import { largest } from '../api/lists.js';
import type { Pod } from '../api/objects.js';
import { isPodTerminal } from '../api/pods.js';
import type { Job } from '../api/workloads.js';
import { isNamespaceTerminating } from '../apiserver/admit-object.js';
import type { Session } from './controller.js';
import { INDEX_ANNOTATION, indexOf } from './job-indexes.js';
import { failureVerdict, finishTime } from './job-policy.js';
import {
  FAILURE_COUNT,
  isFailed,
  isIndexed,
  replacesFailedOnly,
  TRACKING,
  untrack,
  type Work,
} from './job-work.js';
import { deletionOrder } from './pod-order.js';
import { podFromTemplate } from './pod-template.js';

const IGNORED_COUNT = 'batch.kubernetes.io/job-index-ignored-failure-count';

const BURST = 500;

const FIRST_BACK_OFF_MS = 10_000;

const MAX_BACK_OFF_MS = 600_000;

/** Deletes a pod that still counts if it ends. */
export function removePod(session: Session, job: Job, pod: Pod): void {
  const { refusal } = session.delete(pod);
  if (!refusal) session.event(job, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`);
}

/** Deletes a pod that no longer counts, however it ends. */
export function dropPod(session: Session, job: Job, pod: Pod): void {
  removePod(session, job, untrack(session, pod) ?? pod);
}

/** Starts or stops pods until as many run as the Job wants; returns the active ones. */
export function managePods(work: Work, active: readonly Pod[]): Pod[] {
  const { session, job, status } = work;
  const { parallelism = 1, completions } = job.spec;
  const succeeded = status.succeeded ?? 0;
  const wanted =
    completions === undefined
      ? succeeded > 0
        ? active.length
        : parallelism
      : Math.max(
          0,
          Math.min(parallelism, completions - succeeded - (isIndexed(job) ? work.failedIndexes.size : 0)),
        );
  const surplus = surplusPods(work, active, wanted);
  if (surplus.length > 0) {
    for (const pod of surplus) dropPod(session, job, pod);
    return active.filter((pod) => !surplus.includes(pod));
  }
  const terminating = replacesFailedOnly(job)
    ? work.pods.filter((pod) => pod.metadata.deletionTimestamp && !isPodTerminal(pod)).length
    : 0;
  const missing = Math.min(wanted - active.length - terminating, BURST);
  if (missing <= 0) return [...active];
  const ready = backOffEnd(work);
  if (ready !== undefined && ready > session.now) {
    session.wakeAt(ready);
    return [...active];
  }
  return [...active, ...createPods(work, active, missing)];
}

function surplusPods({ job, session }: Work, active: readonly Pod[], wanted: number): Pod[] {
  const seen = new Set<number>();
  const useless: Pod[] = [];
  const useful: Pod[] = [];
  for (const pod of active) {
    const index = indexOf(pod);
    const bad =
      isIndexed(job) && (index === undefined || index >= (job.spec.completions ?? 0) || seen.has(index));
    if (index !== undefined) seen.add(index);
    (bad ? useless : useful).push(pod);
  }
  const order = { logarithmic: false, deletionCost: false, now: session.now };
  const tooMany = Math.max(0, active.length - wanted - useless.length);
  return [...useless, ...deletionOrder(useful, order).slice(0, tooMany)];
}

/** Failures since the last success: how many, and when the last of them was (ms since 1970). */
interface BackOff {
  failures: number;
  last: number;
}

/** Pods that ended since the last look change the back-off; pods that are deleted later on do not take it back. */
export function rememberFailures(session: Session, failed: readonly Pod[], succeeded: readonly Pod[]): void {
  let { failures, last } = (session.memory as BackOff | undefined) ?? { failures: 0, last: 0 };
  const lastSuccess = largest(succeeded.map(finishTime), 0);
  if (lastSuccess > last) failures = 0;
  for (const pod of failed) {
    const at = finishTime(pod);
    if (at <= lastSuccess) continue;
    failures++;
    last = Math.max(last, at);
  }
  session.memory = failures === 0 ? undefined : { failures, last };
}

/** After failures in a row the next pod waits: 10 s, 20 s, … up to 10 min after the last of them. */
function backOffEnd({ session, job }: Work): number | undefined {
  const backOff = session.memory as BackOff | undefined;
  if (!backOff || job.spec.backoffLimitPerIndex !== undefined) return undefined;
  return backOff.last + Math.min(FIRST_BACK_OFF_MS * 2 ** (backOff.failures - 1), MAX_BACK_OFF_MS);
}

function createPods(work: Work, active: readonly Pod[], count: number): Pod[] {
  const { session, job } = work;
  const indexes = isIndexed(job) ? freeIndexes(work, active, count) : [];
  const made: Pod[] = [];
  for (let i = 0; i < (isIndexed(job) ? indexes.length : count); i++) {
    const { object, refusal } = session.create(newPod(work, indexes[i]));
    if (refusal && isNamespaceTerminating(refusal)) break;
    if (refusal) {
      session.event(job, 'Warning', 'FailedCreate', `Error creating: ${refusal.message}`);
      session.fail(refusal.message);
      break;
    }
    session.event(job, 'Normal', 'SuccessfulCreate', `Created pod: ${object.metadata.name}`);
    made.push(object);
  }
  return made;
}

/** Where failures are counted by index, each index waits for itself. */
function indexBackOffEnd({ job, pods }: Work, index: number): number {
  if (job.spec.backoffLimitPerIndex === undefined) return 0;
  const failed = pods.filter((pod) => indexOf(pod) === index && isFailed(job, pod));
  if (failed.length === 0) return 0;
  const wait = Math.min(FIRST_BACK_OFF_MS * 2 ** (failed.length - 1), MAX_BACK_OFF_MS);
  return largest(failed.map(finishTime)) + wait;
}

function freeIndexes(work: Work, active: readonly Pod[], count: number): number[] {
  const taken = new Set([...work.succeededIndexes, ...work.failedIndexes]);
  for (const pod of active) taken.add(indexOf(pod) ?? -1);
  if (replacesFailedOnly(work.job)) {
    for (const pod of work.pods)
      if (pod.metadata.deletionTimestamp && !isPodTerminal(pod)) taken.add(indexOf(pod) ?? -1);
  }
  const free: number[] = [];
  for (let index = 0; index < (work.job.spec.completions ?? 0) && free.length < count; index++) {
    if (taken.has(index)) continue;
    const ready = indexBackOffEnd(work, index);
    if (ready <= work.session.now) free.push(index);
    else work.session.wakeAt(ready);
  }
  return free;
}

function newPod({ job, pods }: Work, index: number | undefined): Pod {
  const pod = podFromTemplate(job.spec.template, job);
  const finalizers = [...(pod.metadata.finalizers ?? []), TRACKING];
  if (index === undefined) return { ...pod, metadata: { ...pod.metadata, finalizers } };
  const before = pods.filter((one) => indexOf(one) === index && isFailed(job, one));
  const ignored = before.filter((one) => failureVerdict(job, one)?.action === 'Ignore').length;
  const counts: Record<string, string> =
    job.spec.backoffLimitPerIndex === undefined ? {} : { [FAILURE_COUNT]: String(before.length - ignored) };
  if (ignored > 0) counts[IGNORED_COUNT] = String(ignored);
  const name = `${job.metadata.name}-${index}`;
  const env = {
    name: 'JOB_COMPLETION_INDEX',
    valueFrom: { fieldRef: { fieldPath: `metadata.labels['${INDEX_ANNOTATION}']` } },
  };
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      generateName: `${name}-`,
      finalizers,
      labels: { ...pod.metadata.labels, [INDEX_ANNOTATION]: String(index) },
      annotations: { ...pod.metadata.annotations, ...counts, [INDEX_ANNOTATION]: String(index) },
    },
    spec: {
      ...pod.spec,
      hostname: name,
      containers: pod.spec.containers.map((one) => ({ ...one, env: [...(one.env ?? []), env] })),
    },
  };
}
