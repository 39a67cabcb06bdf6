/** How a Job ends: too many failures, its deadline, what its policies say, enough successes. */
import type { Condition, Pod } from '../api/objects.js';
import { condition } from '../api/pods.js';
import { formatTime, millis, parseTime } from '../api/time.js';
import type { Job } from '../api/workloads.js';
import { successVerdict } from './job-policy.js';
import { type Ending, isIndexed, trueCondition, type Work } from './job-work.js';

/** What ends the Job now, whatever still runs; undefined while nothing does. */
export function endingOf(work: Work, verdict: Ending | undefined): Ending | undefined {
  const { session, job, status, succeededIndexes, failedIndexes, pods } = work;
  const decided = trueCondition(job, 'SuccessCriteriaMet') ?? trueCondition(job, 'FailureTarget');
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
    const deadline = (parseTime(status.startTime) ?? session.now) + millis(activeDeadlineSeconds);
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

/** The end of a Job that has enough successes and no pod left. */
export function completion({ job, status }: Work, active: number): Ending | undefined {
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

/** Writes how the Job ends: first that it is decided, then, when no pod is left, that it is so. */
export function writeEnding(work: Work, ending: Ending | undefined, terminating: number): void {
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
