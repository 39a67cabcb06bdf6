/** Timestamps and durations as texts. */
import { withoutTrailing } from '../../../api/text.js';
import { parseTime } from '../../../api/time.js';
import { plainFloat } from '../../go/float.js';

const SECOND = 1_000_000_000n;
const ZONE = /(?:[.,](\d+))?(?:Z|([+-])(\d{2}):(\d{2}))$/;

/** A time that Go reads in RFC 3339: nanoseconds since 1970, minutes ahead of UTC. */
export function readTime(text: string): { nanos: bigint; offset: number } | undefined {
  const ms = parseTime(text);
  const match = ZONE.exec(text);
  if (ms === undefined || !match) return undefined;
  const [, fraction = '', sign, hours = '0', minutes = '0'] = match;
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const seconds = BigInt(Math.floor(ms / 1000));
  return { nanos: seconds * SECOND + BigInt(fraction.slice(0, 9).padEnd(9, '0')), offset };
}

/** A timestamp as Go's time.RFC3339Nano writes it, in its zone. */
export function rfc3339Text(nanos: bigint, offset = 0): string {
  const local = nanos + BigInt(offset) * 60n * SECOND;
  const seconds = local >= 0n ? local / SECOND : -((-local + SECOND - 1n) / SECOND);
  const fraction = local - seconds * SECOND;
  const date = new Date(Number(seconds) * 1000).toISOString().replace(/\.000Z$/, '');
  const digits = fraction === 0n ? '' : `.${withoutTrailing(String(fraction).padStart(9, '0'), '0')}`;
  return `${date}${digits}${zoneText(offset)}`;
}

function zoneText(offset: number): string {
  if (offset === 0) return 'Z';
  const away = Math.abs(offset);
  const pad = (part: number): string => String(part).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(away / 60))}:${pad(away % 60)}`;
}

/** A duration in seconds: `90s`, `0.5s`. */
export function durationText(nanos: bigint): string {
  const seconds = Number(nanos / SECOND) + Number(nanos % SECOND) / 1e9;
  return `${plainFloat(seconds)}s`;
}
