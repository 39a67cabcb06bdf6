/** `kubeplan test --format json`: what each scenario came to, version 1. */
import { jsonText } from './inert.js';
import { actionData } from './plan-json.js';
import { failedCount, type PlayedScenario } from './scenarios.js';

const TEST_FORMAT = 'kubeplan.test/1';

/** Times are virtual milliseconds since a scenario began. */
export function scenariosJson(played: readonly PlayedScenario[]): string {
  return jsonText({
    format: TEST_FORMAT,
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
