/** CronJobs (pkg/controller/cronjob). */

import { type CronSchedule, parseCron } from '../api/cron.js';
import { sameValue } from '../api/equality.js';
import { keyOf } from '../api/object-key.js';
import type { Condition } from '../api/objects.js';
import { condition } from '../api/pods.js';
import { compareTexts } from '../api/text.js';
import { formatTime, millis, parseTime } from '../api/time.js';
import { timeZone } from '../api/time-zone.js';
import type { CronJob, Job } from '../api/workloads.js';
import { controlledBy } from '../cluster/controlled-by.js';
import { type Controller, controller, type Session } from './controller.js';
import { itsController, itself, newControllerRef } from './ownership.js';

const SCHEDULED_AT = 'batch.kubernetes.io/cronjob-scheduled-timestamp';
const TOO_MANY_MISSED =
  'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew';
const FORBIDDEN = 'Not starting job because prior execution is running and concurrency policy is Forbid';
const MAX_MISSED = 100;
/** The controller looks a little after the full second. */
const WAKE_DELAY_MS = 100;

/** Starts a CronJob's Jobs when they are due and clears away the old ones. */
export const cronJob: Controller = controller(
  'cronjob',
  { CronJob: itself, Job: itsController('CronJob') },
  (session, key) => {
    const cron = session.cluster.get('CronJob', key);
    if (!cron) return;
    const status = trackJobs(session, cron);
    if (!cron.metadata.deletionTimestamp) run(session, cron, status);
    const stored = session.cluster.get('CronJob', key);
    if (stored && !sameValue(stored.status, status)) session.updateStatus({ ...stored, status });
    cleanUp(session, cron);
  },
);

type Status = NonNullable<CronJob['status']>;

function finished({ status }: Job): Condition | undefined {
  const is = (type: string) => {
    const found = condition(status?.conditions, type);
    return found?.status === 'True' ? found : undefined;
  };
  return is('Complete') ?? is('Failed');
}

/** Which of the Jobs still run, and when one last succeeded. */
function trackJobs(session: Session, cron: CronJob): Status {
  const status: Status = { ...cron.status };
  let active = status.active ?? [];
  const jobs = controlledBy(session.cluster, cron, 'Job');
  for (const job of jobs) {
    const known = active.some(({ uid }) => uid === job.metadata.uid);
    const end = finished(job);
    if (!known && !end) {
      const text = `Saw a job that the controller did not create or forgot: ${job.metadata.name}`;
      session.event(cron, 'Warning', 'UnexpectedJob', text);
    } else if (known && end) {
      active = active.filter(({ uid }) => uid !== job.metadata.uid);
      const text = `Saw completed job: ${job.metadata.name}, condition: ${end.type}`;
      session.event(cron, 'Normal', 'SawCompletedJob', text);
    }
    const done = job.status?.completionTime;
    if (end?.type === 'Complete' && done && done > (status.lastSuccessfulTime ?? ''))
      status.lastSuccessfulTime = done;
  }
  for (const { name, uid } of active) {
    if (jobs.some(({ metadata }) => metadata.uid === uid)) continue;
    session.event(cron, 'Normal', 'MissingJob', `Active job went missing: ${name}`);
    active = active.filter((one) => one.uid !== uid);
  }
  status.active = active;
  return status;
}

function run(session: Session, cron: CronJob, status: Status): void {
  const {
    schedule: text,
    timeZone: zone,
    suspend,
    startingDeadlineSeconds,
    concurrencyPolicy = 'Allow',
  } = cron.spec;
  if (suspend) return;
  const parsed = parseCron(text, zone);
  if ('error' in parsed) {
    session.event(
      cron,
      'Warning',
      'UnparseableSchedule',
      `unparseable schedule: "${text}" : ${parsed.error}`,
    );
    return;
  }
  const { now } = session;
  const earliest = parseTime(status.lastScheduleTime ?? cron.metadata.creationTimestamp) ?? now;
  const { last, missed } = dueTimes(parsed.schedule, earliest, now);
  const next = parsed.schedule.next(last ?? (missed ? now : earliest));
  if (next !== undefined) session.wakeAt(next + WAKE_DELAY_MS, { routine: true });
  const start = startingDeadlineSeconds === undefined ? earliest : now - millis(startingDeadlineSeconds);
  const { last: due, missed: since } = dueTimes(parsed.schedule, Math.max(earliest, start), now);
  if (due === undefined) return;
  if (since > MAX_MISSED) session.event(cron, 'Warning', 'TooManyMissedTimes', TOO_MANY_MISSED);
  const name = `${cron.metadata.name}-${Math.floor(due / 60_000)}`;
  const active = status.active ?? [];
  if (active.some((one) => one.name === name) || status.lastScheduleTime === formatTime(due)) return;
  if (concurrencyPolicy === 'Forbid' && active.length > 0) {
    session.event(cron, 'Normal', 'JobAlreadyActive', FORBIDDEN);
    return;
  }
  if (concurrencyPolicy === 'Replace') {
    for (const one of active) {
      const job = session.cluster.get('Job', `${cron.metadata.namespace}/${one.name}`);
      if (job) session.delete(job, { propagation: 'Background' });
      session.event(cron, 'Normal', 'SuccessfulDelete', `Deleted job ${one.name}`);
    }
    status.active = [];
  }
  startJob(session, cron, status, name, due);
}

function startJob(session: Session, cron: CronJob, status: Status, name: string, due: number): void {
  const { metadata, spec } = cron.spec.jobTemplate;
  const { object, refusal } = session.create<Job>({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      namespace: cron.metadata.namespace,
      ...(metadata?.labels ? { labels: { ...metadata.labels } } : {}),
      annotations: { ...metadata?.annotations, [SCHEDULED_AT]: zonedTime(due, cron.spec.timeZone ?? '') },
      ownerReferences: [newControllerRef(cron)],
    },
    spec,
  });
  if (refusal) {
    if (refusal.reason === 'AlreadyExists') return;
    session.event(cron, 'Warning', 'FailedCreate', `Error creating job: ${refusal.message}`);
    session.fail(refusal.message);
    return;
  }
  session.event(cron, 'Normal', 'SuccessfulCreate', `Created job ${name}`);
  const { apiVersion, kind } = object;
  const { namespace, uid } = object.metadata;
  status.active = [
    ...(status.active ?? []),
    { apiVersion, kind, name, ...(namespace ? { namespace } : {}), ...(uid ? { uid } : {}) },
  ];
  status.lastScheduleTime = formatTime(due);
}

/** The last time at or before `now` and after `earliest`, and about how many there were: the first two tell the rate. */
export function dueTimes(
  schedule: CronSchedule,
  earliest: number,
  now: number,
): { last?: number | undefined; missed: number } {
  const first = schedule.next(earliest);
  if (first === undefined || first > now) return { missed: 0 };
  const second = schedule.next(first);
  if (second === undefined || second > now) return { last: first, missed: 1 };
  const missed = Math.floor((now - first) / (second - first)) + 1;
  let last: number | undefined;
  let at = schedule.next(first + (missed - 2) * (second - first));
  while (at !== undefined && at <= now) {
    last = at;
    at = schedule.next(at);
  }
  return { last, missed };
}

/** RFC 3339 in the CronJob's time zone: `2026-01-01T09:00:00+09:00`. */
function zonedTime(ms: number, zone: string): string {
  const shift = timeZone(zone)!.local(ms).getTime() - ms;
  if (shift === 0) return formatTime(ms);
  const distance = formatTime(Math.abs(shift)).slice(11, 16);
  return formatTime(ms + shift).replace('Z', `${shift < 0 ? '-' : '+'}${distance}`);
}

/** Deletes the oldest finished Jobs beyond the limits of the history. */
function cleanUp(session: Session, cron: CronJob): void {
  const { successfulJobsHistoryLimit = 3, failedJobsHistoryLimit = 1 } = cron.spec;
  const jobs = controlledBy(session.cluster, cron, 'Job');
  for (const [type, limit] of [
    ['Complete', successfulJobsHistoryLimit],
    ['Failed', failedJobsHistoryLimit],
  ] as const) {
    const done = jobs.filter((job) => finished(job)?.type === type);
    done.sort(
      (a, b) =>
        compareTexts(a.status?.startTime ?? '~', b.status?.startTime ?? '~') ||
        compareTexts(keyOf(a), keyOf(b)),
    );
    for (const job of done.slice(0, Math.max(0, done.length - limit))) {
      session.delete(job, { propagation: 'Background' });
      session.event(cron, 'Normal', 'SuccessfulDelete', `Deleted job ${job.metadata.name}`);
    }
  }
}
