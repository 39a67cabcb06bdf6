import { numbered } from '../api/text.js';
import { inertData } from './inert.js';
import { failedFirst, type Outcomes } from './outcomes.js';
import { elapsedText } from './plan-view.js';
import {
  expectedText,
  failedCount,
  type PlayedScenario,
  type ScenarioShard,
  scenarioCount,
} from './scenarios.js';
import { scenariosText } from './scenarios-text.js';

/** What each scenario comes to, those that fail first. */
export function scenariosOutcomes(written: readonly PlayedScenario[], shard?: ScenarioShard): Outcomes {
  const played = written.map(({ source: _text, ...one }) => inertData(one));
  const rows = played.map(({ name, location, outcome: { failure, duration } }) => ({
    sign: failure ? '✗' : '✓',
    object: name,
    says: failure
      ? `${expectedText(failure)}: at ${elapsedText(failure.at)} ${failure.seen}`
      : `passed, ${elapsedText(duration)} of the cluster's time`,
    failed: failure !== undefined,
    file: location.file,
  }));
  const failures = failedCount(played);
  return {
    command: 'test',
    answer:
      failures === 0
        ? `${scenarioCount(played, shard)} passed.`
        : shard
          ? `${scenarioCount(played, shard)} played, ${failures} failed.`
          : `${failures} of ${numbered(played.length, 'scenario')} failed.`,
    rows: failedFirst(rows),
    text: scenariosText(written, { shard }),
  };
}
