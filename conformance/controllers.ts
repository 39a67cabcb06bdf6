/** How far kubeplan's controllers do what recorded ones did (FORMAT-controllers.md). */

import { type RecordedEvent, type Replayed, replay, type Scenario } from './controllers-replay.js';
import { canonical, type Fields, normalText, podName } from './controllers-state.js';

export interface ControllersOutcome {
  measure: 'trajectory' | 'state' | 'events';
  agree: boolean;
  expected: unknown;
  actual: unknown;
  step?: number;
}

/** Two controllers race for it while a rollout has no ready pod yet: which of these it is, cannot be told. */
const RACING = new Set(['NewReplicaSetCreated', 'FoundNewReplicaSet', 'ReplicaSetUpdated']);

/** Reasons of which a recording tells the first only, without a count. */
const REPEATED =
  /^(Failed.*|BackOff|ExternalProvisioning|NoPods|ProvisioningFailed|.*Failed|MultiplePodDisruptionBudgets|UnmanagedPods|VolumeMismatch|WaitForFirstConsumer|WaitForPodScheduled|CalculateExpectedPodCountFailed)$/;

/**
 * One scenario: `state` for each line of its trace, `trajectory` for all of them together, and `events` once, for all
 * that was said in the whole scenario (who, what, how often, at which step).
 */
export function controllersCase(line: unknown): ControllersOutcome[] {
  const scenario = line as Scenario;
  const replayed = replay(scenario);
  const outcomes: ControllersOutcome[] = [];
  let recorded: Fields = {};
  for (const [step, { after, state }] of scenario.trace.entries()) {
    recorded = state ?? recorded;
    const ours = replayed.lines[step];
    const expected = { after, ...comparable(recorded) };
    const actual = ours
      ? { after: ours.after, ...comparable(ours.state) }
      : { after: 'nothing more happens' };
    outcomes.push({
      measure: 'state',
      step,
      agree: canonical(expected) === canonical(actual),
      expected,
      actual,
    });
  }
  const surplus = replayed.lines[scenario.trace.length];
  const first = outcomes.find(({ agree }) => !agree);
  outcomes.push({
    measure: 'trajectory',
    agree: !first && !surplus,
    expected: first?.expected ?? (surplus ? 'the end' : 'the same'),
    actual: first?.actual ?? (surplus ? surplus.after : 'the same'),
    ...(first?.step === undefined ? {} : { step: first.step }),
  });
  outcomes.push(events(scenario, replayed));
  return outcomes;
}

function comparable(state: Fields): Fields {
  const deployments: Fields = {};
  for (const [name, value] of Object.entries((state['deployments'] as Record<string, Fields>) ?? {})) {
    const conditions = (value['conditions'] as string[][] | undefined)?.map((one) =>
      one[0] === 'Progressing' && RACING.has(one[2]!) ? [one[0], one[1], 'progressing', ''] : one,
    );
    deployments[name] = { ...value, ...(conditions ? { conditions } : {}) };
  }
  const pods = [...((state['pods'] as Fields[] | undefined) ?? [])].sort((a, b) =>
    canonical(a) < canonical(b) ? -1 : 1,
  );
  return {
    ...state,
    ...(state['deployments'] ? { deployments } : {}),
    ...(state['pods'] ? { pods } : {}),
  };
}

function events(
  scenario: Scenario,
  { events: said, naming, cluster, severalNodes }: Replayed,
): ControllersOutcome {
  const counts = new Map<string, number>();
  const once = new Set<string>();
  for (const { step, kind, pod, name, type, reason, message } of said) {
    const who = pod ? podName(pod, naming) : normalText(name, naming);
    let text = pod
      ? normalText(message, naming, cluster)
          .split(pod.metadata.name ?? '')
          .join(who)
      : normalText(message, naming, cluster);
    if (reason === 'Scheduled' && severalNodes) text = text.replace(/ to \S+$/, ' to *');
    const repeated = REPEATED.test(reason);
    const all = canonical([kind, who, type, reason, unnamed(text)]);
    if (repeated && once.has(all)) continue;
    once.add(all);
    const key = canonical([step, kind, who, type, reason, unnamed(text)]);
    counts.set(key, repeated ? 0 : (counts.get(key) ?? 0) + 1);
  }
  const recorded = new Map<string, number>();
  for (const event of scenario.events) recorded.set(keyOfEvent(event), event.n ?? 0);
  const missing = [...recorded].filter(([key, n]) => counts.get(key) !== n).map(([key, n]) => `${key} ×${n}`);
  const kept = scenario.eventsPartial ? [] : [...counts].filter(([key, n]) => recorded.get(key) !== n);
  const extra = kept.map(([key, n]) => `${key} ×${n}`);
  const agree = missing.length === 0 && extra.length === 0;
  return { measure: 'events', agree, expected: missing.sort(), actual: extra.sort() };
}

function keyOfEvent({ step, kind, name, type, reason, message }: RecordedEvent): string {
  return canonical([step, kind, name, type, reason, unnamed(message)]);
}

/** A recording does not tell combined events from others. Pods that are gone when the scenario ends can no longer be told apart by their names. */
function unnamed(message: string): string {
  return message
    .replace(/^\(combined from similar events\): /, '')
    .replace(/-(\?|[bcdfghjklmnpqrstvwxz2456789]{5})(?=$|[\s"])/g, '-?');
}
