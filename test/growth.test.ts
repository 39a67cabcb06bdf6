import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Counted } from '../bench/growth/count.js';
import { GROWTH_SHAPES } from '../bench/growth/shapes.js';
import { ROOT } from '../mutants/source.js';

/** The work grows with no higher power of the input than this; 2 is its square. */
const MOST = 1.3;
/** What a function does that takes a part of the whole: a square shows there long before it shows in the sum. */
const MOST_OF_ONE = 1.5;
const PART = 0.04;

type Works = Counted['works'];

/** The power by which work grows that is such at a size, at twice the size, and at four times: what every run costs falls out. */
function exponent([one = 0, two = 0, four = 0]: readonly number[]): number {
  return four <= two ? 0 : Math.log2((four - two) / Math.max(1, two - one));
}

const sum = (work: Record<string, number>): number =>
  Object.values(work).reduce((total, part) => total + part, 0);

/** Why work grows too much: the sum, or the functions whose work does. */
function tooMuch(works: Works): string[] {
  const all = works.map(sum);
  const found = exponent(all) > MOST ? [`all: ${exponent(all).toFixed(2)}`] : [];
  for (const name of Object.keys(works[2] ?? {})) {
    const own = works.map((work) => work[name] ?? 0);
    const isMuch = own[2]! > PART * all[2]! && own[0]! > 0;
    if (isMuch && exponent(own) > MOST_OF_ONE) found.push(`${name}: ${exponent(own).toFixed(2)}`);
  }
  return found;
}

describe('work grows with the input, not with its square', () => {
  let counted: Record<string, Counted> = {};

  beforeAll(async () => {
    const argv = ['--import', 'tsx', `${ROOT}bench/growth/count.ts`];
    const { stdout } = await promisify(execFile)(process.execPath, argv, { cwd: ROOT, maxBuffer: 1e8 });
    counted = JSON.parse(stdout) as Record<string, Counted>;
  });

  it.each(GROWTH_SHAPES.map(({ name }) => name))('%s', (name) => {
    const { statuses, works } = counted[name]!;
    // Neither refused nor broken.
    expect(Math.max(...statuses)).toBeLessThan(2);
    expect(tooMuch(works)).toEqual([]);
  });
});

describe('what is told', () => {
  it('the function that does the square of the input', () => {
    const works = [10, 20, 40].map((n) => ({ steady: 100 * n, square: n * n }));
    expect(tooMuch(works)).toEqual(['square: 2.00']);
  });

  it('the sum too, where it is much', () => {
    const works = [10, 20, 40].map((n) => ({ steady: 10 * n, square: n * n }));
    expect(tooMuch(works)).toEqual(['all: 1.81', 'square: 2.00']);
  });

  it('neither what every run costs nor what does little', () => {
    const works = [10, 20, 40].map((n) => ({ once: 1e6, steady: 1000 * n, square: n * n }));
    expect(tooMuch(works)).toEqual([]);
  });
});
