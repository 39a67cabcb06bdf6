/** What comes about as asked in a plan of many objects: told by its sum, so that what goes wrong is seen. */
import { listed, numbered } from '../api/text.js';
import { idOfRef } from '../cluster/object-id.js';
import type { Plan, Step } from '../simulation/plan.js';
import { elapsedText } from './plan-view.js';

/** A plan of more lines than this is told by sums where all goes well. */
const MOST_LINES = 40;
/** So few are named all the same. */
const FEW = 3;
/** Of more kinds than these the rest are counted. */
const MOST_KINDS = 4;

/** What is not told step by step. */
export interface Quiet {
  /** By `KIND KEY`: objects that nothing manages, made as asked, which end well. */
  made: ReadonlySet<string>;
  /** The same of those that were there before: of these what was asked for is told. */
  changed: ReadonlySet<string>;
}

export const NONE_QUIET: Quiet = { made: new Set(), changed: new Set() };

/** Which objects of a plan with so many lines are told by their sum. `rootOf`: the object in whose name a step was done. */
export function quietOf(plan: Plan, lines: number, rootOf: (step: Step) => string): Quiet {
  if (lines <= MOST_LINES) return NONE_QUIET;
  const bad = new Set(
    plan.workloads.filter(({ state }) => state !== 'complete').map(({ object }) => idOfRef(object)),
  );
  const made = new Set<string>();
  const changed = new Set<string>();
  for (const step of plan.steps) {
    const root = rootOf(step);
    if (isWrong(step)) bad.add(root);
    if (step.actor !== 'apply' || idOfRef(step.object) !== root) continue;
    if (step.verb === 'create') made.add(root);
    else if (!made.has(root)) changed.add(root);
  }
  for (const id of bad) {
    made.delete(id);
    changed.delete(id);
  }
  return made.size + changed.size > FEW ? { made, changed } : NONE_QUIET;
}

/** Whether a step is no progress. */
export function isWrong({ verb }: Step): boolean {
  return verb === 'pending' || verb === 'fail' || verb === 'refuse';
}

/** `40 Deployments and 20 Services are created as asked, the last of them complete after 4.0 s: --verbose shows their steps`. */
export function quietText({ workloads }: Plan, { made, changed }: Quiet): string | undefined {
  if (made.size + changed.size === 0) return undefined;
  const said = [
    ...(made.size > 0 ? [`${kindsText(made)} ${made.size === 1 ? 'is' : 'are'} created`] : []),
    ...(changed.size > 0 ? [`${kindsText(changed)} ${changed.size === 1 ? 'is' : 'are'} changed`] : []),
  ];
  let last = 0;
  for (const { object, at } of workloads) {
    const id = idOfRef(object);
    if ((made.has(id) || changed.has(id)) && at > last) last = at;
  }
  const when = last > 0 ? `, all complete after ${elapsedText(last)}` : '';
  return `${said.join(', ')} as asked${when}; --verbose shows every step.`;
}

/** `40 Deployments, 20 Services and 12 others`, the most frequent first. */
function kindsText(ids: ReadonlySet<string>): string {
  const counts = new Map<string, number>();
  for (const id of ids) {
    // Without its group.
    const [kind = ''] = id.slice(0, id.indexOf(' ')).split('.');
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const kinds = [...counts].sort(([, a], [, b]) => b - a);
  const named = kinds.length > MOST_KINDS + 1 ? kinds.slice(0, MOST_KINDS) : kinds;
  const others = kinds.slice(named.length).reduce((sum, [, count]) => sum + count, 0);
  const told = named.map(([kind, count]) => numbered(count, kind));
  return listed(others > 0 ? [...told, `${others} others`] : told);
}
