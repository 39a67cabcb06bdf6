/** `kubeplan sweep --format blob`: what the combinations of a part came to, and all parts together. */
import type { Shard } from '../api/shard.js';
import type { PlayedCombination, PlayedSweep } from '../report/sweeps.js';
import { blobText, inputSum, optionSums } from './blob.js';
import { filesAt } from './scenario-blob.js';
import { unitName } from './shard.js';
import type { Sweep } from './sweep-units.js';

/** What a blob of `kubeplan sweep` holds. */
export interface SweepBlob {
  name: string;
  verbose?: boolean;
  combinations: readonly (PlayedCombination & { at: number })[];
}

/** What the combinations of a part came to, to be merged with the others. */
export function sweepBlob(
  { name, file, sources, named }: Sweep,
  shard: Shard,
  combinations: SweepBlob['combinations'],
  verbose: boolean | undefined,
): string {
  const outcome: SweepBlob = { name, ...(verbose && { verbose }), combinations };
  const options = optionSums({ paths: [unitName(file)], verbose });
  const inputs = inputSum([...sources, ...filesAt(named)]);
  return blobText({ command: 'sweep', shard, options, inputs }, outcome);
}

/** What all parts come to together. */
export function mergedSweep(parts: readonly SweepBlob[]): { sweep: PlayedSweep; verbose: boolean } {
  const all = parts.flatMap(({ combinations }) => combinations).sort((a, b) => a.at - b.at);
  const combinations = all.map(({ at: _, ...one }) => one);
  const { name, verbose = false } = parts[0]!;
  return { sweep: { name, combinations }, verbose };
}
