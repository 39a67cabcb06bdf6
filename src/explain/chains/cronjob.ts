/** A CronJob: whether it starts Jobs, when it starts the next, and what became of the last. */
import { type CronSchedule, parseCron } from '../../api/cron.js';
import { keyOf, objectText } from '../../api/object-key.js';
import { compareTexts, listed } from '../../api/text.js';
import { formatTime, millis, parseTime } from '../../api/time.js';
import type { CronJob, Job } from '../../api/workloads.js';
import { controlledBy } from '../../cluster/controlled-by.js';
import { cronJob, dueTimes } from '../../controllers/cronjob.js';
import { type ChainLink, isWell } from './chain.js';
import { jobChain } from './job.js';
import { lackLinks } from './lacks.js';
import { askedOnce, type ChainScene, linkOf } from './scene.js';
import type { Told } from './service.js';

/** So many times to come are told where no moment is known that one is at. */
const TIMES_TOLD = 3;

export function cronJobChain(scene: ChainScene, cron: CronJob): Told {
  const { schedule, timeZone, suspend } = cron.spec;
  const jobs = jobLinks(scene, cron);
  if (suspend) {
    const link = linkOf(scene, cron, 'wrong', 'suspended: no Job is started until suspend is false', {
      at: ['spec', 'suspend'],
    });
    return { answer: 'starts no Jobs: it is suspended', links: [link, ...lackLinks(scene, cron), ...jobs] };
  }
  const at = ['spec', 'schedule'];
  const parsed = parseCron(schedule, timeZone);
  const { said } = askedOnce(scene, cronJob, keyOf(cron), cron);
  if ('error' in parsed) {
    const link = linkOf(scene, cron, 'wrong', `its schedule ${schedule} cannot be read`, {
      at,
      says: said.at(-1) ?? parsed.error,
    });
    return { answer: 'starts no Jobs: its schedule cannot be read', links: [link, ...jobs] };
  }
  const next = parsed.schedule.next(scene.now);
  if (next === undefined) {
    const link = linkOf(scene, cron, 'wrong', `its schedule ${schedule} never fires: there is no such day`, {
      at,
    });
    return { answer: 'starts no Jobs: its schedule never fires', links: [link, ...jobs] };
  }
  const due = dueLinks(scene, cron, parsed.schedule, said);
  const zone = timeZone === undefined ? '' : ` in ${timeZone}`;
  const fires = linkOf(
    scene,
    cron,
    'well',
    `its schedule ${schedule}${zone} fires${timesText(scene, parsed.schedule, next)}`,
    { at },
  );
  const lacks = lackLinks(scene, cron);
  const links = [fires, ...due, ...(isWell(due) ? limitLinks(scene, cron) : []), ...lacks, ...jobs];
  const answer = !isWell(due)
    ? 'has not started a Job that was due'
    : !isWell(lacks)
      ? 'starts Jobs whose pods do not start'
      : isWell(jobs)
        ? `starts Jobs, next at ${formatTime(next)}`
        : 'starts Jobs, and the last of them is not well';
  return { answer, links };
}

/** When it fires: of a dump the next time; else some of them, and the moment that they are counted from. */
function timesText({ observed, now }: ChainScene, schedule: CronSchedule, first: number): string {
  if (observed) return `, next at ${formatTime(first)}`;
  const times = [first];
  for (let at = schedule.next(first); at !== undefined && times.length < TIMES_TOLD; ) {
    times.push(at);
    at = schedule.next(at);
  }
  return ` next at ${listed(times.map(formatTime))}, counted from ${formatTime(now)}`;
}

/** What keeps a Job from being started when it is due, or ends another for it. */
function limitLinks(scene: ChainScene, cron: CronJob): ChainLink[] {
  const { startingDeadlineSeconds: seconds, concurrencyPolicy, jobTemplate } = cron.spec;
  const links: ChainLink[] = [];
  if (seconds !== undefined) {
    const text = `a Job that is not started within ${seconds} s of its time is missed (startingDeadlineSeconds)`;
    links.push(linkOf(scene, cron, 'note', text, { at: ['spec', 'startingDeadlineSeconds'] }));
  }
  const most = jobTemplate.spec.activeDeadlineSeconds;
  const end =
    most === undefined
      ? 'nothing ends one that hangs (no activeDeadlineSeconds)'
      : `one is given up after ${most} s (activeDeadlineSeconds)`;
  const at = ['spec', 'concurrencyPolicy'];
  if (concurrencyPolicy === 'Forbid') {
    const text = `while a Job of it runs no other is started (concurrencyPolicy Forbid), and ${end}`;
    links.push(linkOf(scene, cron, 'note', text, { at }));
  }
  if (concurrencyPolicy === 'Replace') {
    const text = 'a Job that still runs when the next is due is deleted for it (concurrencyPolicy Replace)';
    links.push(linkOf(scene, cron, 'note', text, { at }));
  }
  return links;
}

/** A Job that was due and is not there. */
function dueLinks(
  scene: ChainScene,
  cron: CronJob,
  schedule: CronSchedule,
  said: readonly string[],
): ChainLink[] {
  if (!scene.observed) return [];
  const { now } = scene;
  const { startingDeadlineSeconds: seconds, concurrencyPolicy } = cron.spec;
  const { lastScheduleTime, active = [] } = cron.status ?? {};
  const earliest = parseTime(lastScheduleTime ?? cron.metadata.creationTimestamp) ?? now;
  const { last } = dueTimes(schedule, earliest, now);
  if (last === undefined) return [];
  const when = `a Job was due at ${formatTime(last)}`;
  const many = said.find((one) => one.startsWith('TooManyMissedTimes'));
  const forbidden = said.find((one) => one.startsWith('JobAlreadyActive'));
  const links: ChainLink[] = [];
  if (seconds !== undefined && last < now - millis(seconds)) {
    const text = `${when}, and could be started ${seconds} s later at most (startingDeadlineSeconds): it is missed`;
    links.push(linkOf(scene, cron, 'wrong', text, { at: ['spec', 'startingDeadlineSeconds'] }));
  }
  if (many) links.push(linkOf(scene, cron, 'wrong', when, { at: ['spec', 'schedule'], says: many }));
  if (forbidden) {
    const names = active.map(({ name }) => `job/${name}`).join(', ');
    const text = `${when}, and ${names} still ${active.length === 1 ? 'runs' : 'run'} (concurrencyPolicy ${concurrencyPolicy})`;
    links.push(linkOf(scene, cron, 'wrong', text, { at: ['spec', 'concurrencyPolicy'], says: forbidden }));
  }
  if (links.length > 0) return links;
  return [
    linkOf(scene, cron, 'note', `${when}: its controller starts it when it looks next`, {
      at: ['spec', 'schedule'],
    }),
  ];
}

/** What became of the Jobs that run, and of the last that is over. */
function jobLinks(scene: ChainScene, cron: CronJob): ChainLink[] {
  const jobs = controlledBy(scene.cluster, cron, 'Job');
  const startOf = (job: Job) => job.status?.startTime ?? job.metadata.creationTimestamp ?? '';
  const sorted = [...jobs].sort((a, b) => compareTexts(startOf(a), startOf(b)));
  const isOver = (job: Job) =>
    job.status?.conditions?.some(
      ({ type, status }) => status === 'True' && (type === 'Complete' || type === 'Failed'),
    );
  const over = sorted.filter(isOver).slice(-1);
  return [...over, ...sorted.filter((job) => !isOver(job))].map((job) => {
    const { answer, links } = jobChain(scene, job);
    const is = isWell(links) ? (isOver(job) ? 'well' : 'note') : 'wrong';
    return linkOf(scene, job, is, `${objectText(job)} ${answer}`, { links });
  });
}
