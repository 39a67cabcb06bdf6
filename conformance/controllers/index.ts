/** How far kubeplan's controllers do what recorded ones did (FORMAT-controllers.md of the recordings). */
import type { Outcome } from '../recording.js';
import { eventsOutcome } from './events.js';
import { type Replayed, replay } from './replay.js';
import type { Fields, Scenario } from './scenario.js';
import { stateText } from './state/text.js';

/** Two controllers race for it while a rollout has no ready pod yet: which of these it is, cannot be told. */
const RACING = new Set(['NewReplicaSetCreated', 'FoundNewReplicaSet', 'ReplicaSetUpdated']);

/**
 * One scenario: `state` for each line of its trace, `trajectory` for all of them together, and `events` once, for all
 * that was said in the whole scenario (who, what, how often, at which step).
 */
export function controllersCase(line: unknown): Outcome[] {
  const scenario = line as Scenario;
  const replayed = replay(scenario);
  const states = stateOutcomes(scenario, replayed);
  return [...states, trajectoryOutcome(scenario, replayed, states), eventsOutcome(scenario, replayed)];
}

function stateOutcomes({ trace }: Scenario, { lines }: Replayed): Outcome[] {
  let recorded: Fields = {};
  return trace.map(({ after, state }, step) => {
    recorded = state ?? recorded;
    const ours = lines[step];
    const expected = { after, ...comparable(recorded) };
    const actual = ours
      ? { after: ours.after, ...comparable(ours.state) }
      : { after: 'nothing more happens' };
    return { measure: 'state', step, agree: stateText(expected) === stateText(actual), expected, actual };
  });
}

/** Whether all lines agree, and none comes after them; with the first that does not. */
function trajectoryOutcome({ trace }: Scenario, { lines }: Replayed, states: readonly Outcome[]): Outcome {
  const measure = 'trajectory';
  const first = states.find(({ agree }) => !agree);
  if (first) return { ...first, measure };
  const surplus = lines[trace.length];
  return surplus
    ? { measure, agree: false, expected: 'the end', actual: surplus.after }
    : { measure, agree: true, expected: 'the same', actual: 'the same' };
}

/** A state without what no model can be held to: which reason of a race a Deployment tells, and the order of pods. */
function comparable(state: Fields): Fields {
  const deployments = state['deployments'] as Record<string, Fields> | undefined;
  const pods = state['pods'] as Fields[] | undefined;
  return {
    ...state,
    ...(deployments ? { deployments: withoutRaces(deployments) } : {}),
    ...(pods ? { pods: [...pods].sort((a, b) => (stateText(a) < stateText(b) ? -1 : 1)) } : {}),
  };
}

function withoutRaces(deployments: Record<string, Fields>): Fields {
  const out: Fields = {};
  for (const [name, value] of Object.entries(deployments)) {
    const conditions = (value['conditions'] as string[][] | undefined)?.map((one) =>
      one[0] === 'Progressing' && RACING.has(one[2]!) ? [one[0], one[1], 'progressing', ''] : one,
    );
    out[name] = { ...value, ...(conditions ? { conditions } : {}) };
  }
  return out;
}
