/** When a CronJob runs, in words. */
import { type CronSchedule, parseCron } from '../../api/cron.js';
import type { JsonObject } from '../../api/json.js';
import { type Changed, type Consequence, IN_PLACE, type World } from './context.js';

const NEXT_RUNS = 2;
const DAY = 86_400_000;

/** `runs at 02:00 (UTC)`, with the next runs where the time is known. */
export function scheduleText(object: JsonObject, now: number | undefined): string {
  const spec = object['spec'] as JsonObject;
  const schedule = String(spec['schedule']);
  const zone = typeof spec['timeZone'] === 'string' ? spec['timeZone'] : 'UTC';
  if (spec['suspend'] === true) return `suspended, schedule ${schedule}`;
  if (now !== undefined) {
    // The server let it in.
    const { schedule: times } = parseCron(schedule, zone) as { schedule: CronSchedule };
    const runs: number[] = [];
    for (let at: number | undefined = now; runs.length < NEXT_RUNS; ) {
      at = times.next(at);
      if (at === undefined) break;
      runs.push(at);
    }
    if (runs.length === 0) return `schedule ${schedule} never comes`;
    return `next runs: ${runs.map((at) => runText(at, now)).join(', ')} (UTC)`;
  }
  const daily = /^(\d{1,2}) (\d{1,2}) \* \* \*$/.exec(schedule.trim());
  if (daily) return `runs every day at ${twoDigits(daily[2])}:${twoDigits(daily[1])} (${zone})`;
  return `schedule ${schedule} (${zone})`;
}

function twoDigits(text: string | undefined): string {
  return `0${text}`.slice(-2);
}

function runText(at: number, now: number): string {
  const time = new Date(at).toISOString();
  const clock = time.slice(11, 16);
  const days = Math.floor(at / DAY) - Math.floor(now / DAY);
  return days === 0 ? clock : days === 1 ? `${clock} tomorrow` : `${time.slice(0, 10)} ${clock}`;
}

/** Consequences of a changed CronJob: jobs that run already stay as they are. */
export function cronJobChanged(changed: Changed, world: World): Consequence[] {
  const found: Consequence[] = [];
  const touches = (field: string) => changed.changes.some(({ newPath }) => newPath[1] === field);
  if (touches('schedule') || touches('timeZone') || touches('suspend')) {
    found.push({ type: 'schedule', text: scheduleText(changed.new, world.now) });
  }
  if (touches('jobTemplate')) {
    found.push({
      type: 'next-run',
      text: 'jobs from the next run on are made from it; those running stay as they are',
    });
  }
  return found.length > 0 ? found : [IN_PLACE];
}
