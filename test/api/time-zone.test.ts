import { describe, expect, it } from 'vitest';
import { timeZone } from '../../src/api/time-zone.js';

const iso = (at: number): string => new Date(at).toISOString().slice(0, 19);

describe('a zone', () => {
  it.each([
    ['UTC', '2024-07-01T12:34:56', '2024-07-01T12:34:56'],
    ['', '2024-07-01T12:34:56', '2024-07-01T12:34:56'],
    ['GMT', '2024-07-01T12:34:56', '2024-07-01T12:34:56'],
    ['Europe/Berlin', '2024-07-01T14:34:56', '2024-07-01T10:34:56'],
    ['US/Eastern', '2024-07-01T08:34:56', '2024-07-01T16:34:56'],
    ['Asia/Kolkata', '2024-07-01T18:04:56', '2024-07-01T07:04:56'],
    ['Etc/GMT+5', '2024-07-01T07:34:56', '2024-07-01T17:34:56'],
    ['America/Argentina/Buenos_Aires', '2024-07-01T09:34:56', '2024-07-01T15:34:56'],
    ['America/Port-au-Prince', '2024-07-01T08:34:56', '2024-07-01T16:34:56'],
    ['Pacific/Kiritimati', '2024-07-02T02:34:56', '2024-06-30T22:34:56'],
  ])('%j shows noon as %s and has its own noon at %s', (name, shown, noon) => {
    const zone = timeZone(name)!;
    expect(iso(zone.local(Date.UTC(2024, 6, 1, 12, 34, 56)).getTime())).toBe(shown);
    expect(iso(zone.instant(2024, 6, 1, 12, 34, 56))).toBe(noon);
  });

  it.each([
    ['utc'],
    ['europe/Berlin'],
    ['us/eastern'],
    ['Mars/Olympus'],
    ['Local'],
    ['+01:00'],
    ['Europe/Berlin/'],
    ['/Europe'],
    ['Europe//Berlin'],
    ['../etc'],
    ['Europe/Berlin x'],
    ['1UTC'],
  ])('%j is none', (name) => {
    expect(timeZone(name)).toBeUndefined();
  });

  it.each([
    // Skipped: the offset before the change counts east of Greenwich, the one after it west, as in Go.
    ['Europe/Berlin', [2024, 2, 31, 2, 30], '2024-03-31T01:30:00'],
    ['America/New_York', [2024, 2, 10, 2, 30], '2024-03-10T06:30:00'],
    // Repeated.
    ['Europe/Berlin', [2024, 9, 27, 2, 30], '2024-10-27T01:30:00'],
    ['America/New_York', [2024, 10, 3, 1, 30], '2024-11-03T05:30:00'],
    // Fields that overflow.
    ['Europe/Berlin', [2024, 0, 32, 24, 60], '2024-02-02T00:00:00'],
    ['UTC', [2024, 12, 1, 0, 0], '2025-01-01T00:00:00'],
    // Where the guess is in the other half of the year's clock.
    ['Europe/London', [2024, 2, 31, 1, 30], '2024-03-31T01:30:00'],
    ['Pacific/Auckland', [2024, 8, 29, 2, 30], '2024-09-28T14:30:00'],
  ] as const)('%s: %j', (name, [year, month, day, hour, minute], expected) => {
    expect(iso(timeZone(name)!.instant(year, month, day, hour, minute, 0))).toBe(expected);
  });
});
