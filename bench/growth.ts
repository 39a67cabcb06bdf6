/** How the cost of a command grows with its input: the exponent of its time by its size. */
import type { Figure } from './figure.js';
import { runGrown } from './growth/run.js';
import type { GrowthShape } from './growth/shape.js';
import { GROWTH_SHAPES } from './growth/shapes.js';

/** Once a run takes as many seconds, or the input is as large, it grows no more. */
const LONG = 2;
const QUICK = 0.5;
const LARGEST = 2 ** 20;

async function seconds(shape: GrowthShape, size: number): Promise<number> {
  let taken = 0;
  await runGrown(shape, size, async (run) => {
    const cpu = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(cpu);
    taken = (user + system) / 1e6;
  });
  return taken;
}

/** Doubles the input until it takes long. */
async function measureGrowth(shape: GrowthShape, long: number): Promise<Figure> {
  const times: number[] = [];
  let size = shape.from;
  await seconds(shape, size);
  for (; ; size *= 2) {
    const taken = await seconds(shape, size);
    times.push(taken);
    if (taken > long || size * 2 > LARGEST) break;
  }
  // Over the last two doublings: smaller inputs tell more of what every run costs.
  const steps = Math.min(2, times.length - 1);
  const [small = Number.NaN, large = Number.NaN] = [times.at(-1 - steps), times.at(-1)];
  const sizes = times.map((taken) => taken.toFixed(2)).join(' ');
  return {
    name: `growth ${shape.name}`,
    value: Math.log2(large / small) / steps,
    unit: 'exponent',
    note: `${large.toFixed(2)} s at ${size}; doubling from ${shape.from}: ${sizes}`,
  };
}

/** The exponents of all shapes, or of those whose name `only` matches. `quick` takes smaller inputs. */
export async function growthBench({
  quick = false,
  only = '',
}: {
  quick?: boolean;
  only?: string;
}): Promise<Figure[]> {
  const wanted = new RegExp(only);
  const figures: Figure[] = [];
  for (const shape of GROWTH_SHAPES.filter(({ name }) => wanted.test(name))) {
    const figure = await measureGrowth(shape, quick ? QUICK : LONG);
    process.stderr.write(`${figure.name}  ${figure.value.toFixed(2)}  ${figure.note}\n`);
    figures.push(figure);
  }
  return figures;
}
