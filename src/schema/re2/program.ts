/** A pattern as states that go over into each other (a nondeterministic automaton, after Thompson). */
import { append } from '../../api/lists.js';
import { type Anchor, type Pattern, type Test, Unsupported } from './pattern.js';

/** Counted repetitions are written out; patterns that come to more than this are not checked. */
const MOST_STATES = 5_000;

/** A state: it goes on to `next`, the best first, over a character, at an anchor, or at once. */
export interface State {
  test?: Test;
  at?: Anchor;
  next: number[];
  /** The last of `next` is the best: as few repetitions as will do. */
  lazy?: boolean;
}

/** The states of a part of the pattern: where it begins, and those whose `next` is still to be said. */
interface Built {
  first: number;
  last: number[];
}

type Repeat = Extract<Pattern, { type: 'repeat' }>;

/** The states of a pattern; the last one accepts. Throws `Unsupported` where they are too many. */
export function programOf(pattern: Pattern): State[] {
  const states: State[] = [];
  const { last } = new Builder(states).build(pattern);
  const accept = states.push({ next: [] }) - 1;
  for (const state of last) states[state]!.next.push(accept);
  return states;
}

class Builder {
  constructor(private readonly states: State[]) {}

  build(pattern: Pattern): Built {
    switch (pattern.type) {
      case 'char':
        return this.single({ test: pattern.test, next: [] });
      case 'anchor':
        return this.single({ at: pattern.at, next: [] });
      case 'all':
        return this.all(pattern.of);
      case 'any':
        return this.any(pattern.of);
      case 'repeat':
        return this.repeat(pattern);
    }
  }

  private add(state: State): number {
    if (this.states.length >= MOST_STATES) throw new Unsupported();
    return this.states.push(state) - 1;
  }

  private join(from: readonly number[], to: number): void {
    for (const state of from) this.states[state]!.next.push(to);
  }

  private single(state: State): Built {
    const added = this.add(state);
    return { first: added, last: [added] };
  }

  private all(parts: readonly Pattern[]): Built {
    const first = this.add({ next: [] });
    let last = [first];
    for (const part of parts) {
      const built = this.build(part);
      this.join(last, built.first);
      last = built.last;
    }
    return { first, last };
  }

  private any(parts: readonly Pattern[]): Built {
    const first = this.add({ next: [] });
    const last: number[] = [];
    for (const part of parts) {
      const built = this.build(part);
      this.join([first], built.first);
      append(last, built.last);
    }
    return { first, last };
  }

  private repeat(pattern: Repeat): Built {
    const first = this.add({ next: [] });
    if (pattern.max !== Number.POSITIVE_INFINITY) return { first, last: this.counted(pattern, first) };
    return { first, last: pattern.min > 0 ? this.atLeast(pattern, first) : this.anyNumber(pattern, first) };
  }

  /** Goes on into one more repetition, or leaves. */
  private choice({ lazy }: Repeat): number {
    return this.add({ next: [], lazy });
  }

  /** One repetition behind another. */
  private once({ of }: Repeat, last: readonly number[]): Built {
    const built = this.build(of);
    this.join(last, built.first);
    return built;
  }

  /** `x{2,}`: the last one that has to be can be again. */
  private atLeast(pattern: Repeat, first: number): number[] {
    let last = [first];
    let final = first;
    for (let count = 0; count < pattern.min; count++) {
      const built = this.once(pattern, last);
      last = built.last;
      final = built.first;
    }
    const again = this.choice(pattern);
    this.join([again], final);
    this.join(last, again);
    return [again];
  }

  /** `x*`: a choice before the first one, and another behind each. */
  private anyNumber(pattern: Repeat, first: number): number[] {
    const [once, again] = [this.choice(pattern), this.choice(pattern)];
    const built = this.build(pattern.of);
    this.join([first], once);
    this.join([once, again], built.first);
    this.join(built.last, again);
    return [once, again];
  }

  /** `x{2,5}`, `x?`: those that have to be, then a choice before each of the others. */
  private counted(pattern: Repeat, first: number): number[] {
    let last = [first];
    for (let count = 0; count < pattern.min; count++) last = this.once(pattern, last).last;
    const exits: number[] = [];
    for (let count = pattern.min; count < pattern.max; count++) {
      const more = this.choice(pattern);
      const built = this.build(pattern.of);
      this.join(last, more);
      this.join([more], built.first);
      exits.push(more);
      last = built.last;
    }
    return [...exits, ...last];
  }
}
