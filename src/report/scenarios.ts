/** What scenarios come to, for their reports. */
import type { Location } from '../api/finding.js';
import type { Shard } from '../api/shard.js';
import { numbered } from '../api/text.js';
import type { Source } from '../manifest/document.js';
import type { ScenarioFailure, ScenarioOutcome } from '../simulation/scenario/run-scenario.js';

/** One scenario that was played. */
export interface PlayedScenario {
  name: string;
  namespace: string;
  /** Where it stands, and where what failed does. */
  location: Location;
  outcome: ScenarioOutcome;
  failedAt?: Location;
  /** The file with its text, for the frame around the place. */
  source?: Source;
}

/** `always  available(deployment/web) >= 2`. */
export function expectedText({ when, expected, message }: ScenarioFailure): string {
  if (expected === undefined) return 'could not be done';
  const how = {
    always: 'always',
    now: 'expect',
    eventually: 'eventually',
    finally: 'finally',
    doing: 'done',
  }[when];
  return `${how}  ${expected}${message === undefined ? '' : `  (${message})`}`;
}

/** Where only a part is played: which, and of how many scenarios. */
export type ScenarioShard = Shard & { of: number };

/** `3 scenarios`; of a part `1 of 3 scenarios (shard 2/4)`. */
export function scenarioCount(played: readonly PlayedScenario[], shard: ScenarioShard | undefined): string {
  if (!shard) return numbered(played.length, 'scenario');
  return `${played.length} of ${numbered(shard.of, 'scenario')} (shard ${shard.index}/${shard.count})`;
}

export function failedCount(played: readonly PlayedScenario[]): number {
  return played.filter(({ outcome }) => outcome.failure !== undefined).length;
}
