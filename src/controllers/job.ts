/** Jobs (pkg/controller/job). */
import { without } from '../api/conditions.js';
import { sameValue } from '../api/equality.js';
import { keyOf } from '../api/object-key.js';
import type { Pod } from '../api/objects.js';
import { condition, isPodActive, isPodReady, isPodTerminal } from '../api/pods.js';
import { formatTime } from '../api/time.js';
import type { Job } from '../api/workloads.js';
import { controlledBy } from '../cluster/controlled-by.js';
import { type Controller, controller, type Session } from './controller.js';
import { completion, endingOf, writeEnding } from './job-ending.js';
import { indexesText, indexOf, parseIndexes } from './job-indexes.js';
import { dropPod, managePods, rememberFailures, removePod } from './job-pods.js';
import { failureVerdict } from './job-policy.js';
import {
  type Ending,
  FAILURE_COUNT,
  isFailed,
  isIndexed,
  isTracked,
  trueCondition,
  untrack,
  type Work,
} from './job-work.js';
import { claim, itsControllerOrAdopters, itself, specSelector } from './ownership.js';

const OWN_CONTROLLER = 'kubernetes.io/job-controller';
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

function sync(session: Session, job: Job): void {
  const pods = claim(session, job, job.spec.selector, 'Pod');
  if (trueCondition(job, 'Complete') || trueCondition(job, 'Failed')) {
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
  } else if (!job.metadata.deletionTimestamp) left = managePods(work, active);

  const terminating = current(session, job).filter(
    (pod) => pod.metadata.deletionTimestamp && !isPodTerminal(pod),
  ).length;
  writeEnding(work, ending ?? completion(work, left.length), terminating);
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
  rememberFailures(session, failed, succeeded);
  return verdict;
}

function failsIndex(job: Job, pod: Pod, byRule: boolean): boolean {
  const { backoffLimitPerIndex } = job.spec;
  if (backoffLimitPerIndex === undefined) return false;
  const failures = Number(pod.metadata.annotations?.[FAILURE_COUNT] ?? 0);
  return byRule || failures >= backoffLimitPerIndex;
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
