/** Local times of an IANA time zone, by the rules that the JavaScript runtime carries. */

/** A zone's clock. */
export interface Zone {
  /** The local time at an instant (ms), as a Date whose UTC fields are the local ones. */
  local(at: number): Date;
  /**
   * The instant (ms) of a local time; fields may overflow as with Date.UTC. A time that a clock change skips or repeats
   * is read by one of the two offsets involved, the one that Go's time.Date chooses.
   */
  instant(year: number, month: number, day: number, hour: number, minute: number, second: number): number;
}

const NAME = /^[A-Za-z][A-Za-z0-9+_-]*(?:\/[A-Za-z0-9+_-]+)*$/;

const UTC: Zone = {
  local: (at) => new Date(at),
  instant: (...fields) => Date.UTC(...fields),
};

/** The zones that were asked for: there are some hundreds of them, and the runtime takes its time to open one. */
const known = new Map<string, Zone>();

/** The zone of that name, undefined for one that is not known. `UTC` and the empty name are UTC. */
export function timeZone(name: string): Zone | undefined {
  if (name === '' || name === 'UTC') return UTC;
  const zone = known.get(name) ?? openZone(name);
  if (zone) known.set(name, zone);
  return zone;
}

function openZone(name: string): Zone | undefined {
  if (!NAME.test(name)) return undefined;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }
  // The file system that Go looks zones up in knows upper and lower case; the runtime does not.
  if (format.resolvedOptions().timeZone.toLowerCase() === name.toLowerCase()) {
    if (format.resolvedOptions().timeZone !== name) return undefined;
  } else if (!/^[A-Z]/.test(name)) return undefined;
  const local = (at: number): Date => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type)!;
    return new Date(Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')));
  };
  const offset = (at: number): number => local(at).getTime() - at;
  return {
    local,
    instant(...fields) {
      const wall = Date.UTC(...fields);
      const guess = offset(wall);
      if (guess === 0) return wall;
      return wall - offset(wall - guess);
    },
  };
}
