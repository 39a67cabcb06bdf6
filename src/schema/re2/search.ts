/** Looking for matches in a text: linear in it, whatever the pattern. */
import { append } from '../../api/lists.js';
import { WORD } from './classes.js';
import { type Anchor, NEWLINE } from './pattern.js';
import type { State } from './program.js';

/** From where to where, in characters. */
interface Span {
  start: number;
  end: number;
}

/** The first match at or behind a place, the one that Go prefers; `any`: the first that is seen will do. */
export type Search = (chars: readonly number[], from: number, any?: boolean) => Span | undefined;

/** The search for what a program accepts: all states that a match may be in are followed at once. */
export function searcher(states: State[]): Search {
  const accept = states.length - 1;
  return (chars, from, any = false) => {
    /** The states a match may be in, the best first, and where it began. */
    let active: number[] = [];
    let starts: number[] = [];
    const marks = new Int32Array(states.length).fill(-1);
    const enter = (first: number, start: number, at: number) => {
      const pending = [first];
      for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
        if (marks[state] === at) continue;
        const { test, at: anchor, next, lazy } = states[state]!;
        if (anchor && !holds(anchor, chars, at)) continue;
        marks[state] = at;
        if (test || state === accept) {
          active.push(state);
          starts.push(start);
        } else if (lazy) append(pending, next);
        else for (let index = next.length - 1; index >= 0; index--) pending.push(next[index]!);
      }
    };
    let best: Span | undefined;
    for (let at = from; ; at++) {
      if (!best) enter(0, at, at);
      const accepted = active.indexOf(accept);
      if (accepted >= 0) {
        best = { start: starts[accepted]!, end: at };
        if (any) return best;
        active.length = accepted;
      }
      if (at >= chars.length || (best && active.length === 0)) return best;
      const [before, begun] = [active, starts];
      active = [];
      starts = [];
      for (const [index, state] of before.entries()) {
        const { test, next } = states[state]!;
        if (test?.(chars[at]!)) for (const following of next) enter(following, begun[index]!, at + 1);
      }
    }
  };
}

function holds(anchor: Anchor, chars: readonly number[], at: number): boolean {
  switch (anchor) {
    case 'start':
      return at === 0;
    case 'end':
      return at === chars.length;
    case 'line-start':
      return at === 0 || chars[at - 1] === NEWLINE;
    case 'line-end':
      return at === chars.length || chars[at] === NEWLINE;
    default: {
      const before = at > 0 && WORD(chars[at - 1]!);
      const after = at < chars.length && WORD(chars[at]!);
      return (before !== after) === (anchor === 'word');
    }
  }
}
