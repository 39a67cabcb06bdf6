import { describe, expect, it } from 'vitest';
import { parseCron } from '../../src/api/cron.js';

/** The next runs, each to the minute where it is at one, with `never` where there is none. */
function runs(schedule: string, zone: string, after: string, count: number): string {
  const parsed = parseCron(schedule, zone);
  if ('error' in parsed) return parsed.error;
  const times: string[] = [];
  let at: number | undefined = Date.parse(after);
  while (at !== undefined && times.length < count) {
    at = parsed.schedule.next(at);
    const text = at === undefined ? 'never' : new Date(at).toISOString().replace('.000Z', '');
    times.push(text.replace(/(?<=T..:..):00$/, ''));
  }
  return times.join(' ');
}

describe('the next runs', () => {
  it.each([
    ['* * * * *', 'UTC', '2024-12-31T23:58:59.999Z', '2024-12-31T23:59 2025-01-01T00:00 2025-01-01T00:01'],
    ['* * * * *', 'UTC', '2024-01-01T00:00:30Z', '2024-01-01T00:01 2024-01-01T00:02'],
    ['0 * * * *', 'UTC', '2024-12-31T23:00:00Z', '2025-01-01T00:00 2025-01-01T01:00'],
    ['59 23 31 12 *', 'UTC', '2024-12-31T23:58:59Z', '2024-12-31T23:59 2025-12-31T23:59'],
    ['59 23 31 12 *', 'UTC', '2024-12-31T23:59:00Z', '2025-12-31T23:59'],
    ['0 0 1 1 *', 'UTC', '2024-01-01T00:00:00Z', '2025-01-01T00:00 2026-01-01T00:00'],
    [
      '0 0 31 * *',
      'UTC',
      '2024-01-31T00:00:00Z',
      '2024-03-31T00:00 2024-05-31T00:00 2024-07-31T00:00 2024-08-31T00:00',
    ],
    ['0 0 29 2 *', 'UTC', '2099-06-01T00:00:00Z', '2104-02-29T00:00'],
    ['0 0 29 2 *', 'UTC', '2098-12-31T23:59:59Z', '2104-02-29T00:00'],
    ['0 0 29 2 *', 'UTC', '2098-12-31T23:59:58Z', 'never'],
    ['0 0 31 4,6,9,11 *', 'UTC', '2024-01-01T00:00:00Z', 'never'],
    ['15 10-12 * * *', 'UTC', '2024-01-01T12:15:00Z', '2024-01-02T10:15 2024-01-02T11:15 2024-01-02T12:15'],
    [
      '0-10/5,30 8 * * *',
      'UTC',
      '2024-01-01T08:00:00Z',
      '2024-01-01T08:05 2024-01-01T08:10 2024-01-01T08:30 2024-01-02T08:00',
    ],
    [
      '*/25 * * * *',
      'UTC',
      '2024-01-01T00:00:00Z',
      '2024-01-01T00:25 2024-01-01T00:50 2024-01-01T01:00 2024-01-01T01:25',
    ],
    [
      '5/25 * * * *',
      'UTC',
      '2024-01-01T00:00:00Z',
      '2024-01-01T00:05 2024-01-01T00:30 2024-01-01T00:55 2024-01-01T01:05',
    ],
    ['0 20/2 * * *', 'UTC', '2024-01-01T19:00:00Z', '2024-01-01T20:00 2024-01-01T22:00 2024-01-02T20:00'],
    [
      '0 0 */10 * *',
      'UTC',
      '2024-01-01T00:00:00Z',
      '2024-01-11T00:00 2024-01-21T00:00 2024-01-31T00:00 2024-02-01T00:00',
    ],
    [
      '0 0 1-31/10 * *',
      'UTC',
      '2024-01-01T00:00:00Z',
      '2024-01-11T00:00 2024-01-21T00:00 2024-01-31T00:00 2024-02-01T00:00',
    ],
    [
      '0 0 13 * 5',
      'UTC',
      '2024-09-06T00:00:00Z',
      '2024-09-13T00:00 2024-09-20T00:00 2024-09-27T00:00 2024-10-04T00:00',
    ],
    [
      '0 0 */2 * 5',
      'UTC',
      '2024-09-01T00:00:00Z',
      '2024-09-03T00:00 2024-09-05T00:00 2024-09-06T00:00 2024-09-07T00:00',
    ],
    ['0 0 */1 * 5', 'UTC', '2024-09-01T00:00:00Z', '2024-09-06T00:00 2024-09-13T00:00'],
    ['0 0 13 * */1', 'UTC', '2024-09-01T00:00:00Z', '2024-09-13T00:00 2024-10-13T00:00'],
    ['0 0 ? * 1', 'UTC', '2024-09-01T00:00:00Z', '2024-09-02T00:00 2024-09-09T00:00'],
    ['0 0 13 * ?', 'UTC', '2024-09-01T00:00:00Z', '2024-09-13T00:00 2024-10-13T00:00'],
    ['0 0 * * 1-5', 'UTC', '2024-08-30T00:00:00Z', '2024-09-02T00:00 2024-09-03T00:00'],
    ['0 0 * jan,DEC *', 'UTC', '2024-12-30T00:00:00Z', '2024-12-31T00:00 2025-01-01T00:00 2025-01-02T00:00'],
    [
      '0 0 1 feb-apr *',
      'UTC',
      '2024-01-15T12:30:30Z',
      '2024-02-01T00:00 2024-03-01T00:00 2024-04-01T00:00 2025-02-01T00:00',
    ],
    ['0 0 1 mar *', 'UTC', '2024-05-15T00:00:00Z', '2025-03-01T00:00'],
    ['0 0 1 jun *', 'UTC', '2024-05-15T12:34:56Z', '2024-06-01T00:00'],
    ['0 0 1 jul *', 'UTC', '2024-05-15T00:00:00Z', '2024-07-01T00:00'],
    ['0 0 1 aug *', 'UTC', '2024-05-15T00:00:00Z', '2024-08-01T00:00'],
    ['0 0 1 sep *', 'UTC', '2024-05-15T00:00:00Z', '2024-09-01T00:00'],
    ['0 0 1 oct *', 'UTC', '2024-05-15T00:00:00Z', '2024-10-01T00:00'],
    ['0 0 1 nov *', 'UTC', '2024-05-15T00:00:00Z', '2024-11-01T00:00'],
    ['0 0 1 may *', 'UTC', '2024-05-15T00:00:00Z', '2025-05-01T00:00'],
    ['0 0 1 apr *', 'UTC', '2024-05-15T00:00:00Z', '2025-04-01T00:00'],
    ['30 6 * * sun', 'UTC', '2024-05-15T00:00:00Z', '2024-05-19T06:30'],
    ['30 6 * * mon', 'UTC', '2024-05-15T00:00:00Z', '2024-05-20T06:30'],
    ['30 6 * * tue', 'UTC', '2024-05-15T00:00:00Z', '2024-05-21T06:30'],
    ['30 6 * * wed', 'UTC', '2024-05-15T00:00:00Z', '2024-05-15T06:30'],
    ['30 6 * * thu', 'UTC', '2024-05-15T00:00:00Z', '2024-05-16T06:30'],
    ['30 6 * * fri', 'UTC', '2024-05-15T00:00:00Z', '2024-05-17T06:30'],
    ['30 6 * * sat', 'UTC', '2024-05-15T00:00:00Z', '2024-05-18T06:30'],
    ['@yearly', 'UTC', '2024-02-01T00:00:00Z', '2025-01-01T00:00 2026-01-01T00:00'],
    ['@annually', 'UTC', '2024-02-01T00:00:00Z', '2025-01-01T00:00 2026-01-01T00:00'],
    ['@monthly', 'UTC', '2024-02-01T00:00:00Z', '2024-03-01T00:00 2024-04-01T00:00'],
    ['@weekly', 'UTC', '2024-02-01T00:00:00Z', '2024-02-04T00:00 2024-02-11T00:00'],
    ['@daily', 'UTC', '2024-02-01T00:00:00Z', '2024-02-02T00:00 2024-02-03T00:00'],
    ['@midnight', 'UTC', '2024-02-01T00:00:00Z', '2024-02-02T00:00 2024-02-03T00:00'],
    ['@hourly', 'UTC', '2024-02-01T00:00:00Z', '2024-02-01T01:00 2024-02-01T02:00'],
    ['@every 1s', 'UTC', '2024-02-01T00:00:00.500Z', '2024-02-01T00:00:01 2024-02-01T00:00:02'],
    ['@every 1h30m10s', 'UTC', '2024-02-01T00:00:00Z', '2024-02-01T01:30:10 2024-02-01T03:00:20'],
    ['@every 1.9s', 'UTC', '2024-02-01T00:00:00Z', '2024-02-01T00:00:01 2024-02-01T00:00:02'],
    ['@every 2.5s', 'UTC', '2024-02-01T00:00:00Z', '2024-02-01T00:00:02 2024-02-01T00:00:04'],
    ['@every 1ms', 'UTC', '2024-02-01T00:00:00Z', '2024-02-01T00:00:01 2024-02-01T00:00:02'],
    ['@every -5m', 'UTC', '2024-02-01T00:00:00Z', '2024-02-01T00:00:01 2024-02-01T00:00:02'],
    [', * * * *', 'UTC', '2024-02-01T00:00:00Z', 'never'],
    ['0 , * * *', 'UTC', '2024-02-01T00:00:00Z', 'never'],
    ['0 0 , * ,', 'UTC', '2024-02-01T00:00:00Z', 'never'],
    ['0 0 1 , *', 'UTC', '2024-02-01T00:00:00Z', 'never'],
    ['0 0 , * 1', 'UTC', '2024-02-01T00:00:00Z', '2024-02-05T00:00'],
    ['  0   0	1 1  * ', 'UTC', '2024-02-01T00:00:00Z', '2025-01-01T00:00'],
    ['+5 +1 * * *', 'UTC', '2024-02-01T00:00:00Z', '2024-02-01T01:05'],
    [
      '0 9 * * *',
      'America/New_York',
      '2024-03-09T14:00:00Z',
      '2024-03-10T13:00 2024-03-11T13:00 2024-03-12T13:00',
    ],
    [
      '0 9 * * *',
      'America/New_York',
      '2024-11-02T13:00:00Z',
      '2024-11-03T14:00 2024-11-04T14:00 2024-11-05T14:00',
    ],
    ['30 2 * * *', 'America/New_York', '2024-03-09T12:00:00Z', '2024-03-11T06:30'],
    [
      '30 1 * * *',
      'America/New_York',
      '2024-11-03T00:00:00Z',
      '2024-11-03T05:30 2024-11-03T06:30 2024-11-04T06:30',
    ],
    ['30 2 * * *', 'Europe/Berlin', '2024-03-29T22:00:00Z', '2024-03-30T01:30 2024-04-01T00:30'],
    ['0 3 * * *', 'Europe/Berlin', '2024-03-30T22:00:00Z', '2024-03-31T01:00 2024-04-01T01:00'],
    [
      '30 2 * * *',
      'Europe/Berlin',
      '2024-10-26T22:00:00Z',
      '2024-10-27T00:30 2024-10-27T01:30 2024-10-28T01:30',
    ],
    ['0 0 * * *', 'America/Santiago', '2024-09-07T04:00:00Z', '2024-09-09T03:00 2024-09-10T03:00'],
    ['0 0 8 9 *', 'America/Santiago', '2024-09-01T00:00:00Z', '2025-09-08T03:00'],
    ['0 12 8 9 *', 'America/Santiago', '2024-09-01T00:00:00Z', '2024-09-08T15:00'],
    ['0 12 31 3 *', 'Asia/Beirut', '2024-03-01T00:00:00Z', '2025-03-31T09:00'],
    ['0 12 30 3 *', 'Asia/Beirut', '2024-03-01T00:00:00Z', '2024-03-30T10:00'],
    ['0 12 1 4 *', 'Asia/Beirut', '2024-03-01T00:00:00Z', '2024-04-01T09:00'],
    [
      '30 0 * * *',
      'America/Havana',
      '2024-11-02T12:00:00Z',
      '2024-11-03T04:30 2024-11-03T05:30 2024-11-04T05:30',
    ],
    ['0 12 4 11 *', 'America/Havana', '2024-11-01T00:00:00Z', '2024-11-04T17:00'],
    ['0 12 * * *', 'Asia/Kolkata', '2024-11-02T12:00:00Z', '2024-11-03T06:30 2024-11-04T06:30'],
    ['0 0 1 * *', 'Pacific/Auckland', '2024-11-02T12:00:00Z', '2024-11-30T11:00 2024-12-31T11:00'],
    [
      '15 2 * * *',
      'Australia/Lord_Howe',
      '2024-10-04T12:00:00Z',
      '2024-10-04T15:45 2024-10-06T15:15 2024-10-07T15:15',
    ],
    ['0 0 1 1 *', 'Asia/Tokyo', '2024-06-15T12:34:56Z', '2024-12-31T15:00'],
    ['0 0 1 7 *', 'America/New_York', '2024-01-31T12:34:56Z', '2024-07-01T04:00'],
    ['0 0 * * *', '', '2024-06-15T12:34:56Z', '2024-06-16T00:00'],
  ])('%s in %s after %s: %s', (schedule, zone, after, expected) => {
    expect(runs(schedule.replaceAll('\\t', '\t'), zone, after, expected.split(' ').length)).toBe(expected);
  });
});

describe('schedules that are none, in the words of the parser', () => {
  it.each<[string, string | undefined, string]>([
    ['', undefined, 'empty spec string'],
    ['* * *', undefined, 'expected exactly 5 fields, found 3: [* * *]'],
    ['0 0 1 1 * *', undefined, 'expected exactly 5 fields, found 6: [0 0 1 1 * *]'],
    ['   ', undefined, 'expected exactly 5 fields, found 0: []'],
    ['60 * * * *', undefined, 'end of range (60) above maximum (59): 60'],
    ['0 24 * * *', undefined, 'end of range (24) above maximum (23): 24'],
    ['0 0 32 * *', undefined, 'end of range (32) above maximum (31): 32'],
    ['0 0 * 13 *', undefined, 'end of range (13) above maximum (12): 13'],
    ['0 0 * 0 *', undefined, 'beginning of range (0) below minimum (1): 0'],
    ['* * * * 7', undefined, 'end of range (7) above maximum (6): 7'],
    ['* * 0 * *', undefined, 'beginning of range (0) below minimum (1): 0'],
    ['* * * * fri-mon', undefined, 'beginning of range (5) beyond end of range (1): fri-mon'],
    ['*/0 * * * *', undefined, 'step of range should be a positive number: */0'],
    ['1-2-3 * * * *', undefined, 'too many hyphens: 1-2-3'],
    ['1/2/3 * * * *', undefined, 'too many slashes: 1/2/3'],
    ['x * * * *', undefined, 'failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax'],
    ['1-x * * * *', undefined, 'failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax'],
    ['*/x * * * *', undefined, 'failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax'],
    ['-1 * * * *', undefined, 'failed to parse int from : strconv.Atoi: parsing "": invalid syntax'],
    ['*/-1 * * * *', undefined, 'negative number (-1) not allowed: -1'],
    ['jan * * * *', undefined, 'failed to parse int from jan: strconv.Atoi: parsing "jan": invalid syntax'],
    ['* * mon * *', undefined, 'failed to parse int from mon: strconv.Atoi: parsing "mon": invalid syntax'],
    [
      '99999999999999999999 * * * *',
      undefined,
      'failed to parse int from 99999999999999999999: strconv.Atoi: parsing "99999999999999999999": value out of range',
    ],
    [
      '*/99999999999999999999 * * * *',
      undefined,
      'failed to parse int from 99999999999999999999: strconv.Atoi: parsing "99999999999999999999": value out of range',
    ],
    [
      '9007199254740993 * * * *',
      undefined,
      'end of range (9007199254740993) above maximum (59): 9007199254740993',
    ],
    ['1.5 * * * *', undefined, 'failed to parse int from 1.5: strconv.Atoi: parsing "1.5": invalid syntax'],
    ['@reboot', undefined, 'unrecognized descriptor: @reboot'],
    ['@Daily', undefined, 'unrecognized descriptor: @Daily'],
    [' @daily', undefined, 'expected exactly 5 fields, found 1: [@daily]'],
    ['@every', undefined, 'unrecognized descriptor: @every'],
    ['@every ', undefined, 'failed to parse duration @every : time: invalid duration ""'],
    ['@every 1x', undefined, 'failed to parse duration @every 1x: time: unknown unit "x" in duration "1x"'],
    ['* * * * *', 'Mars/Olympus', 'provided bad location Mars/Olympus: unknown time zone Mars/Olympus'],
    ['* * * * *', 'europe/berlin', 'provided bad location europe/berlin: unknown time zone europe/berlin'],
    ['* * * * *', 'us/eastern', 'provided bad location us/eastern: unknown time zone us/eastern'],
    ['* * * * *', '../etc', 'provided bad location ../etc: unknown time zone ../etc'],
    ['@daily', 'x y', 'provided bad location x y: unknown time zone x y'],
    ['5- * * * *', undefined, 'failed to parse int from : strconv.Atoi: parsing "": invalid syntax'],
    ['60/5 * * * *', undefined, 'beginning of range (60) beyond end of range (59): 60/5'],
    ['* * * * L', undefined, 'failed to parse int from L: strconv.Atoi: parsing "L": invalid syntax'],
    ['* * * * 5-3', undefined, 'beginning of range (5) beyond end of range (3): 5-3'],
    ['1,60 * * * *', undefined, 'end of range (60) above maximum (59): 60'],
    [
      '9223372036854775808 * * * *',
      undefined,
      'failed to parse int from 9223372036854775808: strconv.Atoi: parsing "9223372036854775808": value out of range',
    ],
    [
      '+9223372036854775808 * * * *',
      undefined,
      'failed to parse int from +9223372036854775808: strconv.Atoi: parsing "+9223372036854775808": value out of range',
    ],
    [
      '9223372036854775807 * * * *',
      undefined,
      'end of range (9223372036854775807) above maximum (59): 9223372036854775807',
    ],
  ])('%j in %s: %s', (schedule, zone, error) => {
    expect(parseCron(schedule, zone)).toEqual({ error });
  });
});
