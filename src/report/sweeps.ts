/** What the combinations of a sweep come to, for its reports. */
import type { Shard } from '../api/shard.js';
import { listed } from '../api/text.js';
import type { PlayedScenario } from './scenarios.js';

/** A choice of a combination: the version, the cluster, the value of a parameter. */
export interface Choice {
  /** `kubernetes`, `cluster`, the name of a parameter. */
  of: string;
  value: string;
}

/** A scenario that was played with choices; without its steps. */
export interface PlayedCombination {
  played: PlayedScenario;
  choices: readonly Choice[];
}

/** What a whole sweep came to. */
export interface PlayedSweep {
  name: string;
  /** In the order of the scenarios, and then of what is chosen. */
  combinations: readonly PlayedCombination[];
  /** Where only a part was played: which, and of how many combinations. */
  shard?: Shard & { of: number };
}

/** All combinations of one scenario. */
interface OfScenario {
  name: string;
  all: readonly PlayedCombination[];
  failed: readonly PlayedCombination[];
}

/** The combinations by the scenario that they are of, in their order. */
export function byScenario({ combinations }: PlayedSweep): OfScenario[] {
  const known = new Map<string, PlayedCombination[]>();
  for (const one of combinations) {
    const { name, location } = one.played;
    const key = `${location.file}\0${location.start.offset}\0${name}`;
    known.set(key, [...(known.get(key) ?? []), one]);
  }
  return [...known.values()].map((all) => ({
    name: all[0]!.played.name,
    all,
    failed: all.filter((one) => one.played.outcome.failure !== undefined),
  }));
}

/** The first combination of a scenario that fails, and what one of its choices would have to be for it to pass. */
export interface FirstFailure {
  combination: PlayedCombination;
  passesWith: readonly Choice[];
}

/** Where a scenario begins to fail; undefined where it does not. Of a choice the value nearest before it that passes, or else behind it. */
export function firstFailure({ all, failed }: OfScenario): FirstFailure | undefined {
  const [combination] = failed;
  if (!combination) return undefined;
  const at = all.indexOf(combination);
  const others = [...all.slice(0, at).reverse(), ...all.slice(at + 1)];
  const passing = others.filter((one) => one.played.outcome.failure === undefined);
  const passesWith = combination.choices.flatMap(({ of }) => {
    const differs = passing.find((one) =>
      one.choices.every((choice, axis) =>
        choice.of === of
          ? choice.value !== combination.choices[axis]!.value
          : choice.value === combination.choices[axis]!.value,
      ),
    );
    return differs?.choices.filter((choice) => choice.of === of) ?? [];
  });
  return { combination, passesWith };
}

/** `kubernetes 1.36, cluster small and replicas 3`. */
export function choicesText(choices: readonly Choice[]): string {
  return listed(choices.map(({ of, value }) => `${of} ${value}`));
}

/** How many combinations fail. */
export function failedCombinations({ combinations }: PlayedSweep): number {
  return combinations.filter(({ played }) => played.outcome.failure !== undefined).length;
}
