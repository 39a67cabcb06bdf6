/** `kubeplan test --format json`: what each scenario came to, version 1. */
import { jsonText } from './inert.js';
import { actionData } from './plan-json.js';
import { failedCount, type PlayedScenario, type ScenarioShard } from './scenarios.js';

const TEST_FORMAT = 'kubeplan.test/1';

/** Times are virtual milliseconds since a scenario began. */
export function scenariosJson(played: readonly PlayedScenario[], shard?: ScenarioShard): string {
  return jsonText({
    format: TEST_FORMAT,
    ...(shard && { shard: { index: shard.index, count: shard.count, scenarios: shard.of } }),
    scenarios: played.length,
    failed: failedCount(played),
    results: played.map(({ name, location, failedAt, outcome }) => {
      const { failure, duration, steps, actions } = outcome;
      return {
        name,
        location,
        passed: failure === undefined,
        durationMs: duration,
        ...(failure && { failure: { ...failure, location: failedAt ?? location } }),
        actions: actions.map(actionData),
        steps,
      };
    }),
  });
}
