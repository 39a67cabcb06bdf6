/** Jobs (pkg/controller/job). */

import { without } from '../api/conditions.js';
import { sameValue } from '../api/equality.js';
import { keyOf } from '../api/object-key.js';
import type { Condition, Pod } from '../api/objects.js';
import { condition, isPodActive, isPodReady, isPodTerminal } from '../api/pods.js';
import { formatTime, parseTime } from '../api/time.js';
import type { Job, JobStatus } from '../api/workloads.js';
import { isNamespaceTerminating } from '../apiserver/admit-object.js';
import { controlledBy } from '../cluster/controlled-by.js';
import { type Controller, controller, type Session } from './controller.js';
import { INDEX_ANNOTATION, indexesText, indexOf, parseIndexes } from './job-indexes.js';
import { failureVerdict, finishTime, successVerdict } from './job-policy.js';
import { claim, itsControllerOrAdopters, itself, specSelector } from './ownership.js';
import { deletionOrder } from './pod-order.js';
import { podFromTemplate } from './pod-template.js';

const TRACKING = 'batch.kubernetes.io/job-tracking';
const FAILURE_COUNT = 'batch.kubernetes.io/job-index-failure-count';
const IGNORED_COUNT = 'batch.kubernetes.io/job-index-ignored-failure-count';
const OWN_CONTROLLER = 'kubernetes.io/job-controller';
const BURST = 500;
const FIRST_BACK_OFF_MS = 10_000;
const MAX_BACK_OFF_MS = 600_000;

/** Runs a Job's pods until enough have succeeded or too many have failed. */
export const job: Controller = controller(
  'job',
  { Job: itself, Pod: itsControllerOrAdopters('Job', specSelector) },
  (session, key) => {
    const found = session.cluster.get('Job', key);
    if (!found) return releasePods(session, key);
    if ((found.spec.managedBy ?? OWN_CONTROLLER) === OWN_CONTROLLER) sync(session, found);
  },
);

/** Pods of a Job that is gone are no longer tracked by anyone. */
function releasePods(session: Session, key: string): void {
  const namespace = key.slice(0, key.indexOf('/'));
  const name = key.slice(key.indexOf('/') + 1);
  for (const pod of session.cluster.list('Pod', namespace)) {
    const owned = pod.metadata.ownerReferences?.some(
      (reference) => reference.kind === 'Job' && reference.name === name,
    );
    if (
      owned ||
      (pod.metadata.labels?.['batch.kubernetes.io/job-name'] === name &&
        !pod.metadata.ownerReferences?.length)
    ) {
      untrack(session, pod);
    }
  }
}

/** Takes a pod's tracking finalizer off; undefined when it had none. */
function untrack(session: Session, pod: Pod): Pod | undefined {
  if (!isTracked(pod)) return undefined;
  const finalizers = pod.metadata.finalizers?.filter((one) => one !== TRACKING);
  return session.update({ ...pod, metadata: { ...pod.metadata, finalizers } }).object;
}

function isTracked(pod: Pod): boolean {
  return pod.metadata.finalizers?.includes(TRACKING) ?? false;
}

function has(job: Job, type: string): Condition | undefined {
  const found = condition(job.status?.conditions, type);
  return found?.status === 'True' ? found : undefined;
}

/** What a sync knows and finds out. */
interface Work {
  session: Session;
  job: Job;
  pods: Pod[];
  status: JobStatus;
  succeededIndexes: Set<number>;
  failedIndexes: Set<number>;
}

interface Ending {
  type: 'Failed' | 'Complete';
  reason: string;
  message: string;
}

function sync(session: Session, job: Job): void {
  const pods = claim(session, job, job.spec.selector, 'Pod');
  if (has(job, 'Complete') || has(job, 'Failed')) {
    for (const pod of pods) untrack(session, pod);
    return;
  }
  const work: Work = {
    session,
    job,
    pods,
    status: { ...job.status },
    succeededIndexes: parseIndexes(job.status?.completedIndexes),
    failedIndexes: parseIndexes(job.status?.failedIndexes),
  };
  const { status } = work;
  if (status.startTime === undefined && !job.spec.suspend) status.startTime = formatTime(session.now);
  const verdict = countFinished(work);
  const ending = endingOf(work, verdict);
  const active = pods.filter(isPodActive);
  let left = active;
  if (ending) {
    for (const pod of active) removePod(session, job, pod);
    left = [];
    if (ending.type === 'Failed') status.failed = (status.failed ?? 0) + active.filter(isTracked).length;
    for (const pod of active) untrackNow(session, pod);
  } else if (job.spec.suspend) {
    for (const pod of active) dropPod(session, job, pod);
    left = [];
  } else if (!job.metadata.deletionTimestamp) left = manage(work, active);

  const terminating = current(session, job).filter(
    (pod) => pod.metadata.deletionTimestamp && !isPodTerminal(pod),
  ).length;
  finish(work, ending ?? completion(work, left.length), terminating);
  suspension(work);
  store(work, left, terminating);
}

function current(session: Session, job: Job): Pod[] {
  return controlledBy(session.cluster, job, 'Pod');
}

function untrackNow(session: Session, pod: Pod): void {
  const stored = session.cluster.get('Pod', keyOf(pod));
  if (stored) untrack(session, stored);
}

function replacesFailedOnly(job: Job): boolean {
  return job.spec.podReplacementPolicy === 'Failed';
}

function isFailed(job: Job, pod: Pod): boolean {
  if (pod.status?.phase === 'Failed') return true;
  return (
    !replacesFailedOnly(job) &&
    pod.metadata.deletionTimestamp !== undefined &&
    pod.status?.phase !== 'Succeeded'
  );
}

function isIndexed(job: Job): boolean {
  return job.spec.completionMode === 'Indexed';
}

/** Counts pods that ended since the last look, each once, and says what a failure policy makes of them. */
function countFinished(work: Work): Ending | undefined {
  const { session, job, pods, status } = work;
  let verdict: Ending | undefined;
  const failed: Pod[] = [];
  const succeeded: Pod[] = [];
  for (const pod of pods) {
    const index = indexOf(pod);
    const outOfRange = isIndexed(job) && (index === undefined || index >= (job.spec.completions ?? 0));
    if (pod.status?.phase === 'Succeeded') {
      if (!isTracked(pod)) continue;
      succeeded.push(pod);
      if (isIndexed(job)) {
        if (!outOfRange) work.succeededIndexes.add(index!);
      } else status.succeeded = (status.succeeded ?? 0) + 1;
    } else if (isFailed(job, pod)) {
      if (!isTracked(pod)) continue;
      if (job.metadata.deletionTimestamp && pod.status?.phase !== 'Failed') {
        untrack(session, pod);
        continue;
      }
      const ruled = pod.status?.phase === 'Failed' ? failureVerdict(job, pod) : undefined;
      if (ruled?.action === 'FailJob') {
        verdict ??= { type: 'Failed', reason: 'PodFailurePolicy', message: ruled.message };
      }
      if (ruled?.action !== 'Ignore') {
        status.failed = (status.failed ?? 0) + 1;
        failed.push(pod);
        if (index !== undefined && failsIndex(job, pod, ruled?.action === 'FailIndex'))
          work.failedIndexes.add(index);
      }
    } else continue;
    untrack(session, pod);
  }
  if (isIndexed(job)) status.succeeded = work.succeededIndexes.size;
  remember(session, failed, succeeded);
  return verdict;
}

function failsIndex(job: Job, pod: Pod, byRule: boolean): boolean {
  const { backoffLimitPerIndex } = job.spec;
  if (backoffLimitPerIndex === undefined) return false;
  const failures = Number(pod.metadata.annotations?.[FAILURE_COUNT] ?? 0);
  return byRule || failures >= backoffLimitPerIndex;
}

function endingOf(work: Work, verdict: Ending | undefined): Ending | undefined {
  const { session, job, status, succeededIndexes, failedIndexes, pods } = work;
  const decided = has(job, 'SuccessCriteriaMet') ?? has(job, 'FailureTarget');
  if (decided) {
    const type = decided.type === 'FailureTarget' ? 'Failed' : 'Complete';
    return { type, reason: decided.reason ?? '', message: decided.message ?? '' };
  }
  if (verdict) return verdict;
  const fail = (reason: string, message: string): Ending => ({ type: 'Failed', reason, message });
  const { backoffLimit = 6, activeDeadlineSeconds, maxFailedIndexes, completions = 0 } = job.spec;
  if ((status.failed ?? 0) > backoffLimit || restartedTooOften(job, pods, backoffLimit)) {
    return fail('BackoffLimitExceeded', 'Job has reached the specified backoff limit');
  }
  if (activeDeadlineSeconds !== undefined && !job.spec.suspend) {
    const deadline = (parseTime(status.startTime ?? '') ?? session.now) + activeDeadlineSeconds * 1000;
    if (session.now >= deadline)
      return fail('DeadlineExceeded', 'Job was active longer than specified deadline');
    session.wakeAt(deadline);
  }
  if (isIndexed(job) && job.spec.backoffLimitPerIndex !== undefined) {
    if (maxFailedIndexes !== undefined && failedIndexes.size > maxFailedIndexes) {
      return fail(
        'MaxFailedIndexesExceeded',
        'Job has exceeded the specified maximal number of failed indexes',
      );
    }
    if (failedIndexes.size > 0 && failedIndexes.size + succeededIndexes.size >= completions) {
      return fail('FailedIndexes', 'Job has failed indexes');
    }
  }
  const success = isIndexed(job) ? successVerdict(job, succeededIndexes) : undefined;
  return success ? { type: 'Complete', reason: 'SuccessPolicy', message: success } : undefined;
}

/** With restartPolicy OnFailure containers are restarted in place; the restarts count. */
function restartedTooOften(job: Job, pods: readonly Pod[], limit: number): boolean {
  if (job.spec.template.spec.restartPolicy !== 'OnFailure') return false;
  let restarts = 0;
  for (const { status } of pods) {
    if (status?.phase !== 'Running' && status?.phase !== 'Pending') continue;
    for (const one of [...(status.containerStatuses ?? []), ...(status.initContainerStatuses ?? [])]) {
      restarts += one.restartCount;
    }
  }
  return limit === 0 ? restarts > 0 : restarts >= limit;
}

function completion({ job, status }: Work, active: number): Ending | undefined {
  if (active > 0 || job.spec.suspend) return undefined;
  const { completions } = job.spec;
  const succeeded = status.succeeded ?? 0;
  const done = completions === undefined ? succeeded > 0 : succeeded >= completions;
  if (!done) return undefined;
  return {
    type: 'Complete',
    reason: 'CompletionsReached',
    message: 'Reached expected number of succeeded pods',
  };
}

/** Deletes a pod that still counts if it ends. */
function removePod(session: Session, job: Job, pod: Pod): void {
  const { refusal } = session.delete(pod);
  if (!refusal) session.event(job, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`);
}

/** Deletes a pod that no longer counts, however it ends. */
function dropPod(session: Session, job: Job, pod: Pod): void {
  removePod(session, job, untrack(session, pod) ?? pod);
}

/** Starts or stops pods until as many run as the Job wants; returns the active ones. */
function manage(work: Work, active: readonly Pod[]): Pod[] {
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
function remember(session: Session, failed: readonly Pod[], succeeded: readonly Pod[]): void {
  let { failures, last } = (session.memory as BackOff | undefined) ?? { failures: 0, last: 0 };
  const lastSuccess = Math.max(0, ...succeeded.map(finishTime));
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
  return Math.max(...failed.map(finishTime)) + wait;
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

/** Writes how the Job ends: first that it is decided, then, when no pod is left, that it is so. */
function finish(work: Work, ending: Ending | undefined, terminating: number): void {
  if (!ending) return;
  const { session, job, status } = work;
  const time = formatTime(session.now);
  const add = (type: string) => {
    if (condition(status.conditions, type)?.status === 'True') return;
    const { reason, message } = ending;
    const next: Condition = {
      type,
      status: 'True',
      reason,
      message,
      lastProbeTime: time,
      lastTransitionTime: time,
    };
    status.conditions = [...(status.conditions ?? []), next];
  };
  add(ending.type === 'Failed' ? 'FailureTarget' : 'SuccessCriteriaMet');
  if (terminating > 0) return;
  add(ending.type);
  if (ending.type === 'Complete') {
    status.completionTime = time;
    session.event(job, 'Normal', 'Completed', 'Job completed');
  } else session.event(job, 'Warning', ending.reason, ending.message);
}

function suspension({ session, job, status }: Work): void {
  if (condition(status.conditions, 'Complete') || condition(status.conditions, 'Failed')) return;
  const old = condition(status.conditions, 'Suspended');
  const suspended = job.spec.suspend ?? false;
  if (suspended ? old?.status === 'True' : !old || old.status === 'False') return;
  const reason = suspended ? 'JobSuspended' : 'JobResumed';
  const message = suspended ? 'Job suspended' : 'Job resumed';
  const time = formatTime(session.now);
  status.conditions = [
    ...without(status.conditions, 'Suspended'),
    {
      type: 'Suspended',
      status: suspended ? 'True' : 'False',
      reason,
      message,
      lastProbeTime: time,
      lastTransitionTime: time,
    },
  ];
  session.event(job, 'Normal', suspended ? 'Suspended' : 'Resumed', message);
  if (suspended) delete status.startTime;
  else status.startTime = time;
}

function store(
  { session, job, status, succeededIndexes, failedIndexes }: Work,
  active: readonly Pod[],
  terminating: number,
): void {
  status.active = active.length;
  status.ready = active.filter(isPodReady).length;
  status.terminating = terminating;
  if (isIndexed(job)) {
    status.completedIndexes = indexesText(succeededIndexes);
    if (job.spec.backoffLimitPerIndex !== undefined) status.failedIndexes = indexesText(failedIndexes);
  }
  const stored = session.cluster.get('Job', keyOf(job));
  if (stored && !sameValue(stored.status, status)) session.updateStatus({ ...stored, status });
}
