/**
 * Counts the work of every shape, in a process of its own: what was compiled before counting begins is not counted in full.
 * Prints a JSON object of the shapes whose names match the first argument, each with its `Counted`.
 */
import { runGrown } from './run.js';
import type { GrowthShape } from './shape.js';
import { GROWTH_SHAPES } from './shapes.js';
import { countingWork, type Work } from './work.js';

/** What a shape does at a size, at twice the size and at four times. */
export interface Counted {
  statuses: number[];
  /** By function; those that do next to nothing are left out. */
  works: Record<string, number>[];
}

/** Work that is not worth telling of. */
const LITTLE = 1000;

/** A size that shows a square and takes little. */
const sizeOf = ({ from }: GrowthShape): number => Math.max(3, Math.round(from / 8));

async function count(shape: GrowthShape, taken: () => Work): Promise<Counted> {
  // What is loaded, compiled or looked up once is no work of the input.
  await runGrown(shape, 2);
  taken();
  const counted: Counted = { statuses: [], works: [] };
  for (const times of [1, 2, 4]) {
    const { status } = await runGrown(shape, times * sizeOf(shape));
    counted.statuses.push(status);
    counted.works.push(Object.fromEntries([...taken()].filter(([, work]) => work > LITTLE)));
  }
  return counted;
}

const wanted = new RegExp(process.argv[2] ?? '');
const counted: Record<string, Counted> = {};
await countingWork(async (taken) => {
  for (const shape of GROWTH_SHAPES.filter(({ name }) => wanted.test(name))) {
    counted[shape.name] = await count(shape, taken);
  }
});
process.stdout.write(JSON.stringify(counted));
