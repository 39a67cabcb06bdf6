/** What is drawn for one input: a seed and the number of the input decide all of it. */
import { random } from '../mutants/random.js';

export class Draw {
  private readonly next: () => number;

  constructor(seed: number, index: number) {
    this.next = random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  }

  /** A whole number from 0 on, less than `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  /** True in that share of all cases. */
  chance(share: number): boolean {
    return this.next() < share;
  }

  /** One of a list, each as likely; throws for an empty one. */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Error('there is nothing to draw from');
    return list[this.below(list.length)]!;
  }

  /** A few: mostly one, seldom `most`. */
  few(most: number): number {
    let count = 1;
    while (count < most && this.chance(0.45)) count++;
    return count;
  }
}
