/** Spans of time as people write them: `90s`, `5m`, `1h30m`, `2d`; a number alone is of seconds. */
import { parseDuration } from './duration.js';

const DAY_MS = 86_400_000;

/** Milliseconds; undefined for what is no span, or goes back. */
export function spanOf(text: string): number | undefined {
  const days = /^(\d{1,6})d$/.exec(text)?.[1];
  if (days !== undefined) return Number(days) * DAY_MS;
  const parsed = parseDuration(/^\d+$/.test(text) ? `${text}s` : text);
  if ('error' in parsed) return undefined;
  const ms = Number(parsed.nanoseconds) / 1e6;
  return ms < 0 ? undefined : ms;
}
