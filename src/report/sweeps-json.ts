/** `kubeplan sweep --format json`: what each combination came to, version 1. */
import { jsonText } from './inert.js';
import { byScenario, type Choice, failedCombinations, firstFailure, type PlayedSweep } from './sweeps.js';

const SWEEP_FORMAT = 'kubeplan.sweep/1';

/** Times are virtual milliseconds since a scenario began. */
export function sweepJson(sweep: PlayedSweep): string {
  const { name, combinations, shard } = sweep;
  return jsonText({
    format: SWEEP_FORMAT,
    sweep: name,
    ...(shard && { shard: { index: shard.index, count: shard.count, combinations: shard.of } }),
    combinations: combinations.length,
    failed: failedCombinations(sweep),
    first: byScenario(sweep).flatMap((of) => {
      const first = firstFailure(of);
      if (!first) return [];
      const { combination, passesWith } = first;
      return [{ scenario: of.name, choices: byName(combination.choices), passesWith }];
    }),
    results: combinations.map(({ choices, played: { name: scenario, location, failedAt, outcome } }) => {
      const { failure, duration } = outcome;
      return {
        scenario,
        location,
        choices: byName(choices),
        passed: failure === undefined,
        durationMs: duration,
        ...(failure && { failure: { ...failure, location: failedAt ?? location } }),
      };
    }),
  });
}

function byName(choices: readonly Choice[]): Record<string, string> {
  return Object.fromEntries(choices.map(({ of, value }) => [of, value]));
}
