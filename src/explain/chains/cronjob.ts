/** A CronJob: whether it starts Jobs, when it starts the next, and what became of the last. */
import { type CronSchedule, parseCron } from '../../api/cron.js';
import { keyOf, objectText } from '../../api/object-key.js';
import { compareTexts } from '../../api/text.js';
import { formatTime, millis, parseTime } from '../../api/time.js';
import type { CronJob, Job } from '../../api/workloads.js';
import { controlledBy } from '../../cluster/controlled-by.js';
import { cronJob, dueTimes } from '../../controllers/cronjob.js';
import { type ChainLink, isWell } from './chain.js';
import { jobChain } from './job.js';
import { askedOnce, type ChainScene, linkOf } from './scene.js';
import type { Told } from './service.js';

export function cronJobChain(scene: ChainScene, cron: CronJob): Told {
  const { schedule, timeZone, suspend } = cron.spec;
  const jobs = jobLinks(scene, cron);
  if (suspend) {
    const link = linkOf(scene, cron, 'wrong', 'suspended: no Job is started until suspend is false', {
      at: ['spec', 'suspend'],
    });
    return { answer: 'starts no Jobs: it is suspended', links: [link, ...jobs] };
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
  // Of manifests alone no moment is known that one would count from.
  const when = scene.observed ? `, next at ${formatTime(next)}` : '';
  const plain = linkOf(scene, cron, 'well', `its schedule ${schedule}${zone} fires${when}`, { at });
  const links = [plain, ...due, ...jobs];
  const answer = !isWell(due)
    ? 'has not started a Job that was due'
    : isWell(jobs)
      ? `starts Jobs${when}`
      : 'starts Jobs, and the last of them is not well';
  return { answer, links };
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
