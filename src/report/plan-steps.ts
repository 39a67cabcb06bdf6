/** What happens in a plan, step by step; of workloads with many steps their numbers. */

import type { ObjectRef } from '../api/finding.js';
import { append, largest } from '../api/lists.js';
import { refText } from '../api/object-key.js';
import { numbered } from '../api/text.js';
import { idOfRef } from '../cluster/object-id.js';
import { GONE } from '../simulation/describe.js';
import type { DrawnFrom, Move, Plan, PlanAction, Rollout, Step } from '../simulation/plan.js';
import { rootManager } from '../simulation/root-manager.js';
import { commandBlock, commandLines } from './plan-actions.js';
import { familiesOf, groupSteps, namesText, type StepGroup, stemOf } from './plan-groups.js';
import { isWrong, NONE_QUIET, type Quiet, quietOf, quietText } from './plan-quiet.js';
import { elapsedText, nameInView, type View } from './plan-view.js';
import { padEnd, padStart, wrap } from './width.js';

/** A workload with more lines of steps than this is shown by its numbers instead. */
const FOLD_AFTER = 14;

/** Moves of a trajectory that are shown without --verbose. */
const MOST_MOVES = 24;

/** So often the same is said of a plan that does not come to rest. */
const MOST_REPEATS = 3;

const WIDEST_NAME = 52;

/** What these do is told with --verbose only: it follows from the rest and changes no workload. */
const BOOK_KEEPERS = new Set(['endpointslice', 'serviceaccount', 'garbagecollector']);

const NARROW = 100;

interface Line {
  at: number;
  actor: string;
  name: string;
  text: string;
  wrong: boolean;
  /** What Kubernetes says of it. */
  note?: string;
  /** The objects that it is about, where one name cannot stand for them. */
  names?: string;
  /** A command instead, with what it prints: lines that stand by themselves. */
  command?: readonly string[];
}

/** The steps by their time, the numbers of rollouts that have too many; of a large plan the sum of what goes well. */
export function happenings(plan: Plan, view: View): string[] {
  const rootOf = rootsOf(plan);
  const parts = partsOf(plan, view.verbose === true);
  const groups = parts.flatMap((part) => part.groups);
  const folded = view.verbose ? new Set<string>() : longRollouts(plan, groups, rootOf);
  const isShown = ({ steps: [first] }: StepGroup) => isTold(first, rootOf(first), folded, view);
  const quiet = view.verbose ? NONE_QUIET : quietOf(plan, groups.filter(isShown).length, rootOf);
  const all = parts.flatMap(({ action, groups: own }) => [
    ...(action ? [commandLineOf(action, view)] : []),
    ...own
      .filter((group) => isShown(group) && !isQuiet(group.steps[0], rootOf(group.steps[0]), quiet))
      .map((group) => lineOf(group, view)),
  ]);
  const lines = plan.settled || view.verbose ? all : withoutRepeats(all);
  const blocks = plan.trajectories
    .filter(({ object }) => folded.has(idOfRef(object)) && !quiet.changed.has(idOfRef(object)))
    .map(({ object, moves }) => {
      const one = plan.workloads.find((workload) => idOfRef(workload.object) === idOfRef(object));
      return trajectory(object, moves, one?.rollout, view);
    });
  sayNotesOnce(lines);
  const sum = quietText(plan, quiet);
  const rest = sum === undefined ? [] : wrap(sum, view.width - 2).map((line) => `  ${line}`);
  const out = [...table(lines, view), ...(lines.length > 0 && rest.length > 0 ? [''] : []), ...rest];
  for (const block of blocks) append(out, ['', ...block]);
  return out;
}

/** Of what is said again and again, of a plan that does not come to rest, the beginning. */
function withoutRepeats(lines: readonly Line[]): Line[] {
  const times = new Map<string, number>();
  const [kept, left] = [[] as Line[], [] as Line[]];
  for (const line of lines) {
    const said = `${line.actor} ${line.name} ${line.text}`;
    const count = (times.get(said) ?? 0) + 1;
    times.set(said, count);
    (count > MOST_REPEATS && line.command === undefined ? left : kept).push(line);
  }
  const last = left.at(-1);
  if (!last) return kept;
  const more = `and so on, ${numbered(left.length, 'line')} more; --verbose shows them`;
  return [...kept, { at: last.at, actor: '…', name: '', text: more, wrong: false }];
}

/** Workloads with so many lines of steps that they are told by their numbers. */
function longRollouts(plan: Plan, groups: readonly StepGroup[], rootOf: (step: Step) => string): Set<string> {
  const counts = new Map<string, number>();
  for (const group of groups) {
    const root = rootOf(group.steps[0]);
    counts.set(root, (counts.get(root) ?? 0) + 1);
  }
  const ids = plan.trajectories.map(({ object }) => idOfRef(object));
  return new Set(ids.filter((id) => (counts.get(id) ?? 0) > FOLD_AFTER));
}

/** Of a workload that is told by its numbers only what was asked for and what goes wrong is told. */
function isTold(first: Step, root: string, folded: ReadonlySet<string>, { verbose }: View): boolean {
  const kept =
    first.actor === 'apply' ||
    first.actor === 'kubectl' ||
    isWrong(first) ||
    idOfRef(first.object) === root ||
    isRevision(first);
  if (folded.has(root) && !kept) return false;
  return !BOOK_KEEPERS.has(first.actor) || verbose === true || isWrong(first);
}

function isQuiet(first: Step, root: string, { made, changed }: Quiet): boolean {
  return made.has(root) || (changed.has(root) && first.actor !== 'apply');
}

/** What was done at one time: the manifests applied, or a command, and what came of it. */
interface Part {
  action?: PlanAction;
  groups: StepGroup[];
}

/** The steps by what they follow from. What a command did at once it says itself. */
function partsOf({ steps, actions }: Plan, verbose: boolean): Part[] {
  const parts: Part[] = [{ groups: groupSteps(steps.slice(0, actions[0]?.after), verbose) }];
  actions.forEach((action, at) => {
    const said = new Set(verbose ? [] : action.steps);
    const own = steps
      .slice(action.after, actions[at + 1]?.after)
      .filter((step) => !said.has(step.id) || step.at > action.at);
    parts.push({ action, groups: groupSteps(own, verbose) });
  });
  return parts;
}

function commandLineOf(action: PlanAction, view: View): Line {
  const command = commandLines(action, view);
  return { at: action.at, actor: '', name: '', text: '', wrong: false, command };
}

/** A rollout's new revision: what its numbers are about. */
function isRevision({ verb, object }: Step): boolean {
  return verb === 'create' && object.kind === 'ReplicaSet';
}

function rootsOf({ managers }: Plan): (step: Step) => string {
  return ({ object }) => rootManager(managers, idOfRef(object));
}

/** Steps that say the same of alike objects, as one line. */
export function lineOf({ steps, message }: StepGroup, view: View): Line {
  const [first] = steps;
  const families = familiesOf(steps).map((family) => {
    const names = family[0].drawn
      ? `${stemOf(family[0].object.name)}*`
      : namesText(family.map(({ object }) => object.name));
    return nameInView({ ...family[0].object, name: names }, view);
  });
  const [family = '', ...others] = families;
  const several = others.length > 0;
  const wrong = isWrong(first);
  const chance = first.drawn && first.message !== GONE ? drawnText(first.drawn) : equalsText(first, view);
  const times = steps.length > 1 && first.verb !== 'bind' ? ` ×${steps.length}` : '';
  const word = first.verb === 'pending' ? 'Pending' : first.verb === 'refuse' ? 'refused' : message;
  return {
    at: first.at,
    actor: view.verbose ? `#${String(first.id).padEnd(3)} ${first.actor}` : first.actor,
    name: several ? numbered(steps.length, first.object.kind.toLowerCase()) : family,
    text: `${word}${times}${chance}`,
    wrong,
    ...(first.verb === 'pending' ? { note: message } : {}),
    ...(several ? { names: families.join(', ') } : {}),
  };
}

/** `, one of 3 by chance (zone b may be left with none)`: which of equal ones it is nobody can know. */
function drawnText({ count, among, mayEmpty = [] }: DrawnFrom): string {
  const left = mayEmpty.length > 0 ? ` (zone ${mayEmpty.join(' or ')} may be left with none)` : '';
  return `, ${count === 1 ? 'one' : count} of ${among.length} by chance${left}`;
}

/** `, one of 3 nodes as good`: told only where each step is. */
function equalsText({ equals }: Step, { verbose }: View): string {
  return verbose === true && equals !== undefined ? `, one of ${equals} nodes as good` : '';
}

/** What Kubernetes says of several steps in the same words is written out at the first of them. */
function sayNotesOnce(lines: readonly Line[]): void {
  const first = new Map<string, Line>();
  for (const line of lines) {
    if (line.note === undefined) continue;
    const before = first.get(line.note);
    if (before) line.note = `the same as for ${before.name} at ${elapsedText(before.at)}`;
    else first.set(line.note, line);
  }
}

/** Lines below each other, each in its columns; what does not fit is broken below its object. */
export function table(lines: readonly Line[], { style, width }: View): string[] {
  if (lines.length === 0) return [];
  const times = lines.map(({ at, command }, i) => {
    const before = lines[i - 1];
    return command === undefined && before?.at === at ? '' : elapsedText(at);
  });
  const timeWidth = largest(
    times.map((text) => text.length),
    6,
  );
  const actorWidth = largest(lines.map(({ actor }) => actor.length));
  const narrow = width < NARROW;
  const nameWidth = Math.min(
    narrow ? Math.max(20, width - timeWidth - actorWidth - 34) : WIDEST_NAME,
    largest(lines.map(({ name }) => name.length)),
  );
  const indent = timeWidth + actorWidth + 6;
  return lines.flatMap(({ actor, name, text, wrong, note, names, command }, i) => {
    if (command) return commandBlock(command, padStart(times[i]!, timeWidth), i > 0);
    const head = `  ${padStart(times[i]!, timeWidth)}  ${style.dim(padEnd(actor, actorWidth))}  `;
    const told = wrong ? style.red(text) : text;
    // A long line is broken below its object, so that nothing is lost at 80 columns.
    const room = width - indent - nameWidth - 2;
    const wrapped = text.length > Math.max(room, 24) && wrap(text, width - indent - 2);
    const out = wrapped
      ? [
          `${head}${name}`,
          ...wrapped.map((line) => ' '.repeat(indent + 2) + (wrong ? style.red(line) : line)),
        ]
      : name.length > nameWidth
        ? [`${head}${name}`, `${' '.repeat(indent)}${padEnd('', nameWidth)}  ${told}`]
        : [`${head}${padEnd(name, nameWidth)}  ${told}`];
    for (const more of [note, names]) {
      if (more === undefined) continue;
      append(
        out,
        wrap(more, width - indent - 2).map((line) => `${' '.repeat(indent + 2)}${style.dim(line)}`),
      );
    }
    return out;
  });
}

/** The numbers of a rollout, one line a move; of very many moves a selection that keeps the first and the last. */
function trajectory(
  object: ObjectRef,
  moves: readonly Move[],
  rollout: Rollout | undefined,
  view: View,
): string[] {
  const { style } = view;
  const shown = moves.length <= MOST_MOVES ? [...moves] : sample(moves, MOST_MOVES);
  const rows = [['time', 'old', 'new', 'ready', 'available']];
  for (const { at, old, new: updated, ready, available } of shown) {
    rows.push([elapsedText(at), String(old), String(updated), String(ready), String(available)]);
  }
  const widths = rows[0]!.map((_, column) => largest(rows.map((row) => row[column]!.length)));
  const [title = '', ...lines] = rows.map(
    (row) => `    ${row.map((cell, column) => padStart(cell, widths[column]!)).join('   ')}`,
  );
  const left = moves.length - shown.length;
  return [
    ...wrap(
      `${nameInView(object, view)} by its numbers${rollout ? `, ${wayText(rollout)}` : ''}`,
      view.width - 2,
    ).map((line) => `  ${line}`),
    style.dim(title),
    ...lines,
    ...(left > 0
      ? [style.dim(`    ${numbered(left, 'move')} in between not shown; --verbose shows every step`)]
      : []),
  ];
}

/** `from revision 1 (old, replicaset/web-7d4b8c6f5) to revision 2 (new, replicaset/web-5b9c7d8f6)`. */
function wayText({ from, to }: Rollout): string {
  const [old, next] = [from, to].map(refText);
  return `from revision ${from.revision} (old, ${old}) to revision ${to.revision} (new, ${next})`;
}

function sample<T>(items: readonly T[], count: number): T[] {
  const picked: T[] = [];
  for (let i = 0; i < count; i++) picked.push(items[Math.round((i * (items.length - 1)) / (count - 1))]!);
  return picked;
}
