import { describe, expect, it } from 'vitest';
import { parseCron } from '../../src/api/cron.js';

function runs(schedule: string, zone: string, after: string, count: number): string[] {
  const parsed = parseCron(schedule, zone);
  if ('error' in parsed) return [parsed.error];
  const times: string[] = [];
  let at = Date.parse(after);
  for (let run = 0; run < count; run += 1) {
    const next = parsed.schedule.next(at);
    if (next === undefined) break;
    times.push(new Date(next).toISOString().replace('.000', ''));
    at = next;
  }
  return times;
}

describe('the next run', () => {
  it.each([
    [
      '*/20 9 * * *',
      'UTC',
      '2024-01-01T09:10:00Z',
      ['2024-01-01T09:20:00Z', '2024-01-01T09:40:00Z', '2024-01-02T09:00:00Z'],
    ],
    ['0 0 29 2 *', 'UTC', '2024-03-01T00:00:00Z', ['2028-02-29T00:00:00Z']],
    ['0 0 1 * 1', 'UTC', '2024-04-01T00:00:00Z', ['2024-04-08T00:00:00Z', '2024-04-15T00:00:00Z']],
    ['0 0 1 * *', 'UTC', '2024-04-01T00:00:00Z', ['2024-05-01T00:00:00Z']],
    ['@every 90m', 'UTC', '2024-04-01T00:00:00Z', ['2024-04-01T01:30:00Z', '2024-04-01T03:00:00Z']],
    ['@weekly', 'UTC', '2024-04-01T00:00:00Z', ['2024-04-07T00:00:00Z']],
    ['30 3 * * mon-FRI', 'America/New_York', '2024-06-07T12:00:00Z', ['2024-06-10T07:30:00Z']],
    [
      '15/20 * * * *',
      'UTC',
      '2024-01-01T00:00:00Z',
      ['2024-01-01T00:15:00Z', '2024-01-01T00:35:00Z', '2024-01-01T00:55:00Z'],
    ],
  ])('%s in %s after %s', (schedule, zone, after, expected) => {
    expect(runs(schedule, zone, after, expected.length)).toEqual(expected);
  });

  it('leaves out a day on which the clock jumps over the hour', () => {
    expect(runs('30 2 * * *', 'Europe/Berlin', '2024-03-30T22:00:00Z', 1)).toEqual(['2024-04-01T00:30:00Z']);
  });

  it('runs twice in an hour that the clock repeats', () => {
    expect(runs('30 2 * * *', 'Europe/Berlin', '2024-10-26T22:00:00Z', 2)).toEqual([
      '2024-10-27T00:30:00Z',
      '2024-10-27T01:30:00Z',
    ]);
  });

  it('never comes for a day that no month has', () => {
    expect(runs('0 0 30 2 *', 'UTC', '2024-01-01T00:00:00Z', 1)).toEqual([]);
  });
});

describe('schedules that are none', () => {
  it.each([
    ['* * *', 'expected exactly 5 fields, found 3: [* * *]'],
    ['60 * * * *', 'end of range (60) above maximum (59): 60'],
    ['* * * * 7', 'end of range (7) above maximum (6): 7'],
    ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
    ['* * * * fri-mon', 'beginning of range (5) beyond end of range (1): fri-mon'],
    ['*/0 * * * *', 'step of range should be a positive number: */0'],
    ['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
    ['1/2/3 * * * *', 'too many slashes: 1/2/3'],
    ['x * * * *', 'failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax'],
    ['@reboot', 'unrecognized descriptor: @reboot'],
    ['@every 1x', 'failed to parse duration @every 1x: time: unknown unit "x" in duration "1x"'],
  ])('%s', (schedule, error) => {
    expect(parseCron(schedule)).toEqual({ error });
  });
});
