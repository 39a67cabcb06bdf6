/** Whether in a scenario was said what the recorded controllers said, as often and at the same steps. */
import { canonical } from '../canonical.js';
import type { Outcome } from '../recording.js';
import { normalText, podName } from './naming.js';
import type { Replayed, ReplayedEvent } from './replay.js';
import type { Scenario } from './scenario.js';

/** Reasons of which a recording tells the first only, without a count. */
const REPEATED =
  /^(Failed.*|BackOff|ExternalProvisioning|NoPods|ProvisioningFailed|.*Failed|UnexpectedJob|VolumeMismatch|WaitForFirstConsumer|WaitForPodScheduled|CalculateExpectedPodCountFailed)$/;

/** The recorder reads the events of the scenario's namespace and those of nodes: others of cluster-scoped objects it does not see. */
const NOT_RECORDED = new Set(['PersistentVolume']);

/** An event as both sides write it. */
type Said = Pick<ReplayedEvent, 'step' | 'kind' | 'name' | 'type' | 'reason' | 'message'>;

/** One outcome for all events of a scenario. `expected`: what is missing; `actual`: what is said besides. */
export function eventsOutcome(scenario: Scenario, replayed: Replayed): Outcome {
  const ours = countsOf(replayed);
  const recorded = new Map(scenario.events.map((event) => [textOf(event), event.n ?? 0]));
  const missing = without(recorded, ours);
  const extra = scenario.eventsPartial ? [] : without(ours, recorded);
  const agree = missing.length === 0 && extra.length === 0;
  return { measure: 'events', agree, expected: missing, actual: extra };
}

/** Those of which there are not as many on the other side, sorted. */
function without(these: ReadonlyMap<string, number>, others: ReadonlyMap<string, number>): string[] {
  return [...these]
    .filter(([text, n]) => others.get(text) !== n)
    .map(([text, n]) => `${text} ×${n}`)
    .sort();
}

/** How often each was said; 0 for one that repeats, of which only the first counts. */
function countsOf(replayed: Replayed): Map<string, number> {
  const counts = new Map<string, number>();
  const once = new Set<string>();
  for (const event of replayed.events) {
    if (NOT_RECORDED.has(event.kind)) continue;
    const said = asRecorded(event, replayed);
    const repeats = REPEATED.test(said.reason);
    const whenever = textOf({ ...said, step: 0 });
    if (repeats && once.has(whenever)) continue;
    once.add(whenever);
    const text = textOf(said);
    counts.set(text, repeats ? 0 : (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

/** An event in the names that recordings give to pods and nodes. */
function asRecorded(event: ReplayedEvent, { naming, cluster, severalNodes }: Replayed): Said {
  const { pod, reason } = event;
  const name = pod ? podName(pod, naming) : normalText(event.name, naming);
  let message = normalText(event.message, naming, cluster);
  if (pod) message = message.split(pod.metadata.name ?? '').join(name);
  if (reason === 'Scheduled' && severalNodes) message = message.replace(/ to \S+$/, ' to *');
  return { ...event, name, message };
}

function textOf({ step, kind, name, type, reason, message }: Said): string {
  return canonical([step, kind, name, type, reason, unnamed(message)]);
}

/** A recording does not tell combined events from others. Pods that are gone when the scenario ends can no longer be told apart by their names. */
function unnamed(message: string): string {
  return message
    .replace(/^\(combined from similar events\): /, '')
    .replace(/-(\?|[bcdfghjklmnpqrstvwxz2456789]{5})(?=$|[\s"])/g, '-?');
}
