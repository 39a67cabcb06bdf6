/**
 * Patterns of paths as a shell has them. They come from whoever calls, and a regular expression made of one can take ages
 * over a long path; here all that a pattern can be at is followed at once, in time of no more than both lengths multiplied.
 */
import { append } from '../api/lists.js';

/** Whether a path argument is a pattern rather than the name of a file. */
export function isGlob(path: string): boolean {
  const closed = (bracket: string) => path.split(bracket).slice(0, -1);
  return (
    /[*?]/.test(path) ||
    closed(']').some((before) => before.includes('[') && before.indexOf('[') < before.length - 1) ||
    closed('}').some((before) => before.includes('{') && before.indexOf('{') < before.lastIndexOf(','))
  );
}

/** The folder that every match of a pattern is in: its parts before the first with a special character. */
export function globBase(pattern: string): string {
  const parts = pattern.split('/');
  const first = parts.findIndex((part) => /[*?[{]/.test(part));
  const base = parts.slice(0, Math.max(first, 0)).join('/');
  return base === '' ? (pattern.startsWith('/') ? '/' : '.') : base;
}

/** One step of a pattern; without either of these it goes on to the next, unless a point follows. */
interface Step {
  /** Takes such a character and goes on to the next step. */
  takes?: (character: string) => boolean;
  /** Goes on to these, by their places in the list of steps, taking nothing. */
  goesTo?: number[];
}

const inName = (character: string): boolean => character !== '/';
const isSlash = (character: string): boolean => character === '/';
const UNLESS_POINT: Step = {};

/**
 * What says whether a whole path matches a pattern: `*` and `?` within a name, `**` over folders, `[a-z]`, `{a,b}`.
 * Names that begin with a point must be asked for by a point, as in a shell.
 */
export function globMatcher(pattern: string): (path: string) => boolean {
  const needed = neededText(pattern);
  // Most patterns of a configuration are never followed.
  let read: { steps: Step[] | undefined } | undefined;
  return (path) => {
    if (!path.includes(needed)) return false;
    read ??= { steps: stepsOf(pattern) };
    return read.steps !== undefined && follow(read.steps, path);
  };
}

/** What stands in every path that a pattern fits: most patterns are told by that, and there may be thousands. */
function neededText(pattern: string): string {
  if (/[[{]/.test(pattern)) return '';
  const parts = pattern.split(/\*\*\/|[*?]+/);
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

/** The steps of a pattern; undefined where a set in it is none (`[z-a]`), which matches nothing. */
function stepsOf(pattern: string): Step[] | undefined {
  const steps: Step[] = [];
  /** The braces that are open: where their alternatives begin, and where each ends. */
  const open: { choice: number[]; ends: number[][] }[] = [];
  // Asked once, so that what is opened many times and not closed is not each time looked for to the end.
  const lastBrace = pattern.lastIndexOf('}');
  const lastBracket = pattern.lastIndexOf(']');
  const close = () => {
    for (const end of open.pop()?.ends ?? []) end.push(steps.length);
  };
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    const startsName = at === 0 || pattern[at - 1] === '/';
    const set = character === '[' && lastBracket > at + 1 ? setAt(pattern, at) : undefined;
    if (character === '*' && pattern[at + 1] === '*') {
      const folders = startsName && pattern[at + 2] === '/';
      append(steps, folders ? eachFolder(steps.length) : anyPath(steps.length));
      at += folders ? 2 : 1;
    } else if (character === '*') {
      append(steps, startsName ? [UNLESS_POINT] : []);
      append(steps, anyOfName(steps.length));
    } else if (character === '?') {
      append(steps, [...(startsName ? [UNLESS_POINT] : []), { takes: inName }]);
    } else if (character === '{' && lastBrace > at) {
      const choice = [steps.length + 1];
      steps.push({ goesTo: choice });
      open.push({ choice, ends: [] });
    } else if (character === '}' && open.length > 0) {
      close();
    } else if (character === ',' && open.length > 0) {
      const end: number[] = [];
      steps.push({ goesTo: end });
      open.at(-1)!.ends.push(end);
      open.at(-1)!.choice.push(steps.length);
    } else if (set) {
      if (!set.takes) return undefined;
      steps.push({ takes: set.takes });
      at = set.end;
    } else steps.push({ takes: (other) => other === character });
  }
  while (open.length > 0) close();
  return steps;
}

/** `*`: as much of a name as there is. */
function anyOfName(at: number): Step[] {
  return [{ goesTo: [at + 1, at + 3] }, { takes: inName }, { goesTo: [at] }];
}

/** A double star before a slash: any number of folders, each with its slash. */
function eachFolder(at: number): Step[] {
  return [
    { goesTo: [at + 1, at + 6] },
    UNLESS_POINT,
    { takes: inName },
    { goesTo: [at + 2, at + 4] },
    { takes: isSlash },
    { goesTo: [at] },
  ];
}

/** A double star elsewhere: nothing, or names with slashes between them. */
function anyPath(at: number): Step[] {
  return [
    { goesTo: [at + 1, at + 6] },
    UNLESS_POINT,
    { takes: inName },
    { goesTo: [at + 2, at + 4, at + 6] },
    { takes: isSlash },
    { goesTo: [at + 1] },
  ];
}

/** The set that begins at a bracket, and where it ends. `takes` is missing if it is none. */
function setAt(pattern: string, at: number): { end: number; takes?: (character: string) => boolean } {
  const end = pattern.indexOf(']', at + 2);
  const set = pattern
    .slice(at + 1, end)
    .replace(/^!/, '^')
    .replaceAll('\\', '\\\\')
    .replaceAll('[', '\\[')
    .replaceAll(']', '\\]');
  try {
    const characters = new RegExp(`[${set}]`);
    return { end, takes: (character) => inName(character) && characters.test(character) };
  } catch {
    return { end };
  }
}

/** Whether the steps lead from the beginning of a path to its end. */
function follow(steps: readonly Step[], path: string): boolean {
  let current: number[] = [];
  /** Where a step was last come to. */
  const seen = new Int32Array(steps.length + 1).fill(-1);
  const arrive = (from: number, at: number, taking: number[]) => {
    const waiting = [from];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (seen[next] === at) continue;
      seen[next] = at;
      const step = steps[next];
      if (!step || step.takes) taking.push(next);
      else if (step.goesTo) for (const one of step.goesTo) waiting.push(one);
      else if (path[at] !== '.') waiting.push(next + 1);
    }
  };
  arrive(0, 0, current);
  for (let at = 0; at < path.length; at++) {
    const taken: number[] = [];
    for (const one of current) {
      if (steps[one]?.takes?.(path[at]!)) arrive(one + 1, at + 1, taken);
    }
    current = taken;
  }
  return current.includes(steps.length);
}
