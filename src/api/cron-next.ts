/** The next time that a cron schedule means (robfig/cron v3, SpecSchedule.Next). */
import type { Zone } from './time-zone.js';

/** A schedule that matches nothing within so many years never fires (`0 0 30 2 *`). */
const YEARS = 5;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The values of a field that a schedule names. */
export interface Field {
  values: ReadonlySet<number>;
  /** The field is `*` or `?`, which matters for the rule of the days. */
  star: boolean;
}

/** A schedule of five fields, as it is read. */
export interface Fields {
  minute: Field;
  hour: Field;
  day: Field;
  month: Field;
  weekday: Field;
}

/**
 * The first time later than `after` (ms), undefined for never. Local times that a clock change skips do not match, those
 * that it repeats match twice.
 */
export function nextTime(fields: Fields, zone: Zone, after: number): number | undefined {
  return new Search(fields, zone, Math.floor(after / SECOND) * SECOND + SECOND).run();
}

/** Steps the fields upwards, largest first; a field that wraps round starts everything over. */
class Search {
  private local: Date;
  /** The smaller fields are at their beginning: they were there, or were put there by the first step. */
  private rounded = false;

  constructor(
    private readonly fields: Fields,
    private readonly zone: Zone,
    private at: number,
  ) {
    this.local = zone.local(at);
  }

  run(): number | undefined {
    const lastYear = this.local.getUTCFullYear() + YEARS;
    while (true) {
      if (this.local.getUTCFullYear() > lastYear) return undefined;
      if (this.toMonth() && this.toDay() && this.toHour() && this.toMinute()) {
        const seconds = this.local.getUTCSeconds();
        if (seconds === 0) return this.at;
        this.goTo(this.at + (60 - seconds) * SECOND);
      }
    }
  }

  /** Steps to a month that is meant. False when the year has gone round. */
  private toMonth(): boolean {
    while (!this.fields.month.values.has(this.local.getUTCMonth() + 1)) {
      this.round(this.local.getUTCMonth(), 1, 0);
      this.step(1, 0);
      if (this.local.getUTCMonth() === 0) return false;
    }
    return true;
  }

  /** Steps to a day that is meant. False when the month has gone round. */
  private toDay(): boolean {
    while (!dayMatches(this.fields, this.local)) {
      this.round(this.local.getUTCMonth(), this.local.getUTCDate(), 0);
      this.step(0, 1);
      const hour = this.local.getUTCHours();
      // A clock change at midnight lands beside it: go to the nearer midnight.
      if (hour !== 0) this.goTo(this.at + (hour > 12 ? (24 - hour) * HOUR : -hour * HOUR));
      if (this.local.getUTCDate() === 1) return false;
    }
    return true;
  }

  /** Steps to an hour that is meant. False when the day has gone round. */
  private toHour(): boolean {
    while (!this.fields.hour.values.has(this.local.getUTCHours())) {
      this.round(this.local.getUTCMonth(), this.local.getUTCDate(), this.local.getUTCHours());
      this.goTo(this.at + HOUR);
      if (this.local.getUTCHours() === 0) return false;
    }
    return true;
  }

  /** Steps to a minute that is meant. False when the hour has gone round. */
  private toMinute(): boolean {
    while (!this.fields.minute.values.has(this.local.getUTCMinutes())) {
      if (!this.rounded) this.at = Math.floor(this.at / MINUTE) * MINUTE;
      this.rounded = true;
      this.goTo(this.at + MINUTE);
      if (this.local.getUTCMinutes() === 0) return false;
    }
    return true;
  }

  private goTo(at: number): void {
    this.at = at;
    this.local = this.zone.local(at);
  }

  /** Puts the fields below the one that is stepped to their beginning, once. */
  private round(month: number, day: number, hour: number): void {
    if (this.rounded) return;
    this.goTo(this.zone.instant(this.local.getUTCFullYear(), month, day, hour, 0, 0));
    this.rounded = true;
  }

  private step(months: number, days: number): void {
    const { local } = this;
    this.goTo(
      this.zone.instant(
        local.getUTCFullYear(),
        local.getUTCMonth() + months,
        local.getUTCDate() + days,
        local.getUTCHours(),
        local.getUTCMinutes(),
        local.getUTCSeconds(),
      ),
    );
  }
}

function dayMatches({ day, weekday }: Fields, local: Date): boolean {
  const byDay = day.values.has(local.getUTCDate());
  const byWeekday = weekday.values.has(local.getUTCDay());
  return day.star || weekday.star ? byDay && byWeekday : byDay || byWeekday;
}
