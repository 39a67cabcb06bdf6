/** When probes let a container count as started and as ready, and when they have it killed (pkg/kubelet/prober). */
import type { Container } from '../api/objects.js';
import { millis } from '../api/time.js';

const PERIOD_SECONDS = 10;
const FAILURES = 3;

/** What probes make of one run of a container. Times in ms since 1970. */
export interface Probed {
  /** From when on it counts as ready; undefined: never. */
  readyAt: number | undefined;
  /** When it is killed, and which probe has failed too often. */
  killed?: { at: number; by: 'Startup' | 'Liveness' };
}

type Probe = NonNullable<Container['readinessProbe']>;

/**
 * Of a container that runs since `since`, whose probes succeed from `answers` seconds after that. One that is never ready
 * passes its liveness probe all the same: it runs. Probes tick from the container's start; a port that the container does
 * not name is an error each time, which counts for nothing.
 */
export function probed(container: Container, since: number, answers: number | 'never'): Probed {
  const { startupProbe, readinessProbe, livenessProbe } = container;
  const from = answers === 'never' ? undefined : since + answers * 1000;
  if (startupProbe) return afterStartup(container, startupProbe, since, from);
  if (from === undefined) return { readyAt: undefined };
  const readyAt = readinessProbe ? readyFrom(container, readinessProbe, since, from) : from;
  const killedAt = livenessProbe && lastFailure(livenessProbe, since);
  if (killedAt === undefined || killedAt >= from || lacksPort(livenessProbe, container)) return { readyAt };
  return { readyAt: undefined, killed: { at: killedAt, by: 'Liveness' } };
}

/** The other probes begin when the first one has succeeded. */
function afterStartup(container: Container, startup: Probe, since: number, from: number | undefined): Probed {
  if (lacksPort(startup, container)) return { readyAt: undefined };
  const killed = { at: lastFailure(startup, since), by: 'Startup' as const };
  const started = from === undefined ? undefined : tick(startup, since, from);
  if (started === undefined || started > killed.at) return { readyAt: undefined, killed };
  const { readinessProbe } = container;
  if (!readinessProbe) return { readyAt: started };
  return { readyAt: readyFrom(container, readinessProbe, since, started, started) };
}

/** The first success of a readiness probe, so often as it has to be; `asked`: it is made at once then. */
function readyFrom(
  container: Container,
  probe: Probe,
  since: number,
  from: number,
  asked?: number,
): number | undefined {
  if (lacksPort(probe, container)) return undefined;
  const isAsked = asked !== undefined && asked >= since + delayOf(probe);
  const first = isAsked ? asked : tick(probe, since, from);
  return first + (Number(probe.successThreshold ?? 1) - 1) * periodOf(probe);
}

/** The first time at or after `from` at which a probe is made. */
function tick(probe: Probe, since: number, from: number): number {
  const period = periodOf(probe);
  const earliest = Math.max(from, since + delayOf(probe));
  return since + Math.ceil((earliest - since) / period) * period;
}

/** When a probe that fails each time has failed as often as it may. */
function lastFailure(probe: Probe, since: number): number {
  return tick(probe, since, since) + (Number(probe.failureThreshold ?? FAILURES) - 1) * periodOf(probe);
}

function periodOf({ periodSeconds }: Probe): number {
  return millis(periodSeconds ?? PERIOD_SECONDS);
}

function delayOf({ initialDelaySeconds }: Probe): number {
  return millis(initialDelaySeconds);
}

/** Whether a probe asks at a port by a name that the container gives to none. */
function lacksPort(probe: Probe | undefined, container: Container): boolean {
  return lackingPort(probe, container) !== undefined;
}

function lackingPort(probe: Probe | undefined, { ports = [] }: Container): string | undefined {
  const { httpGet, tcpSocket } = (probe ?? {}) as Record<
    'httpGet' | 'tcpSocket',
    { port?: unknown } | undefined
  >;
  const port = httpGet?.port ?? tcpSocket?.port;
  return typeof port === 'string' && !ports.some(({ name }) => name === port) ? port : undefined;
}

/** What events say of a container's probes that can never be made; `fatal`: those without which it is not ready. */
export function probeErrors(container: Container): { message: string; fatal: boolean }[] {
  const { startupProbe, readinessProbe, livenessProbe } = container;
  const startup = errorOf('Startup', startupProbe, container);
  // The others begin when the first one has succeeded.
  if (startup !== undefined) return [{ message: startup, fatal: true }];
  const readiness = errorOf('Readiness', readinessProbe, container);
  const liveness = errorOf('Liveness', livenessProbe, container);
  return [
    ...(readiness === undefined ? [] : [{ message: readiness, fatal: true }]),
    ...(liveness === undefined ? [] : [{ message: liveness, fatal: false }]),
  ];
}

function errorOf(type: string, probe: Probe | undefined, container: Container): string | undefined {
  const port = lackingPort(probe, container);
  if (port === undefined) return undefined;
  return `${type} probe errored and resulted in unknown state: strconv.Atoi: parsing "${port}": invalid syntax`;
}
