/**
 * What metrics tell of a world: how busy pods are, and what is counted elsewhere. Nobody can know it offline, so it is
 * what the user says, or what the autoscalers of a snapshot saw last.
 */
import { smallest } from '../api/lists.js';

/** Stands for the kind of what no object of the cluster is measured by. */
export const EXTERNAL = 'External';

/** What is measured: a metric of a workload's pods, of one pod, of any other object, or of none (`EXTERNAL`, key ''). */
export interface Measured {
  kind: string;
  /** `namespace/name`; '' for external metrics. */
  key: string;
  /** `cpu`, `memory`, or the name of a custom metric. */
  metric: string;
  /** Only this container of the pods. */
  container?: string;
}

export interface Load extends Measured {
  /** Percent of what is requested, or an amount in thousandths. */
  unit: 'percent' | 'milli';
  value: number;
  /**
   * What the value is said of. `average`: a pod, when there are `size` of them; the whole is spread over those that
   * there are. `pod`: each pod, however many there are. `total`: all together.
   */
  of: 'average' | 'pod' | 'total';
  size: number;
  /** Since when, ms since 1970. */
  from: number;
}

/** The value of a metric now; undefined where nobody said it. What was said last counts. */
export function loadOf(loads: readonly Load[], measured: Measured, now: number): Load | undefined {
  let found: Load | undefined;
  for (const load of loads) {
    if (load.from <= now && isOf(load, measured) && (!found || load.from >= found.from)) found = load;
  }
  return found;
}

/** When the next load begins of those that are said of later moments; undefined for none. */
export function nextLoadAt(loads: readonly Load[], now: number): number | undefined {
  const times = loads.map(({ from }) => from).filter((from) => from > now);
  return times.length > 0 ? smallest(times) : undefined;
}

/** Loads with others that count from their moments on: what was said before of the same metric for later ends there. */
export function withLoad(loads: readonly Load[], more: readonly Load[]): Load[] {
  const kept = loads.filter((load) => !more.some((other) => isOf(load, other) && load.from >= other.from));
  return [...kept, ...more];
}

function isOf(load: Measured, { kind, key, metric, container }: Measured): boolean {
  return load.kind === kind && load.key === key && load.metric === metric && load.container === container;
}
