/** What `kubeplan capacity` is asked beside how many more pods fit, for people. */
import { append } from '../api/lists.js';
import { refText } from '../api/object-key.js';
import { listed, numbered } from '../api/text.js';
import { amountText } from '../explain/amounts.js';
import type { Asked } from '../explain/capacity-asked.js';
import type { Need, PoolsNeed, SurgeNeed } from '../explain/need.js';
import type { Room, RoomOf } from '../explain/room.js';
import type { Spare } from '../explain/spare.js';
import { drainTable } from './drain-text.js';
import { freeText } from './free-text.js';
import { inertData, printable } from './inert.js';
import { unusedText } from './pools-text.js';
import type { Style } from './style.js';
import { columns, wrap } from './width.js';

const INDENT = '  ';
/** So many nodes are named. */
const MOST_NAMED = 12;

interface Layout {
  style: Style;
  width: number;
}

/** Nothing of what was read acts on a terminal. What drains came to holds whole worlds, of which only this is shown. */
function inertAsked({ spare, ...rest }: Asked): Asked {
  if (!spare) return inertData(rest);
  const nodes = spare.nodes.map(({ node, answer }) => ({
    node: printable(node),
    ...(answer && {
      answer: { ...answer, nodes: answer.nodes.map(printable), pods: inertData(answer.pods) },
    }),
  }));
  return { ...inertData(rest), spare: { ...spare, nodes, together: spare.together.map(printable) } };
}

/** Each answer as a block of lines, the first of which answers. */
export function askedBlocks(asked: Asked, layout: Layout): string[][] {
  const { need, spare, room, changed } = inertAsked(asked);
  return [
    ...(need ? [needLines(need, layout)] : []),
    ...(spare ? [spareLines(spare, layout)] : []),
    ...(changed ? [changedLines(changed, layout)] : []),
    ...(room ? [roomLines(room, layout)] : []),
  ];
}

/** The sentences that answer. */
export function askedAnswers(asked: Asked): string[] {
  const { need, spare, room, changed } = inertAsked(asked);
  return [
    ...(need ? [needAnswer(need)] : []),
    ...(spare ? [spareAnswer(spare)] : []),
    ...(changed ? [changedAnswer(changed)] : []),
    ...(room ? [roomAnswer(room)] : []),
  ];
}

/** Of the pools, none of which was found to help: those that do not, and those of which it is not known. */
function noHelp(pools: readonly PoolsNeed[]): string {
  const unknown = pools.filter(({ unsized }) => unsized.length > 0);
  const known = pools.filter(({ unsized }) => unsized.length === 0).flatMap((one) => one.pools);
  const no = known.length === 0 ? '.' : `, and no node of ${listed(known)} would change that.`;
  if (unknown.length === 0) return no;
  const names = [...new Set(unknown.flatMap((one) => one.pools))];
  const resources = [...new Set(unknown.flatMap(({ unsized }) => unsized))];
  return `${no} Whether nodes of ${listed(names)} would is not known: nothing says how much ${listed(resources)} they have.`;
}

/** `All 7 pods that wait have a place with 2 nodes of pool big.`. */
export function needAnswer({ nodeCount, waiting, pools }: Need): string {
  if (waiting === 0)
    return `No node is needed: every pod has a place on the ${numbered(nodeCount, 'node')} that there ${nodeCount === 1 ? 'is' : 'are'}.`;
  const [best] = pools;
  if (!best || best.nodes.length === 0) {
    return `${numbered(waiting, 'pod')} ${waiting === 1 ? 'has' : 'have'} no place${noHelp(pools)}`;
  }
  const { title, placed, complete, bound } = best;
  if (complete) {
    const all =
      waiting === 1 ? 'The pod that waits has a place' : `All ${waiting} pods that wait have a place`;
    return `${all} with ${title}.`;
  }
  const why = bound ? `, and no more may be added (${bound})` : ', and more of them change nothing';
  return `${placed} of ${numbered(waiting, 'pod')} that wait have a place with ${title}${why}.`;
}

/** The answer, what stays unused, what rollouts bring, and a row for each pool. */
export function needLines(need: Need, { style, width }: Layout): string[] {
  const lines = wrap(needAnswer(need), width).map(style.bold);
  const [best] = need.pools;
  if (best?.complete) {
    const unused = `${unusedText(best.unused)} of ${best.nodes.length === 1 ? 'it' : 'them'} ${Object.keys(best.unused).length > 1 ? 'stay' : 'stays'} unused; with one less of any kind not all have a place (tried).`;
    append(lines, wrap(unused, width));
    if (best.supposed.length > 0)
      append(
        lines,
        wrap(
          `That its nodes have ${listed(best.supposed)} is taken for granted: nothing here says so.`,
          width,
        ),
      );
    append(
      lines,
      best.surge.flatMap((one) => wrap(surgeText(one), width)),
    );
  }
  if (need.wishes) {
    const wishes = need.wishes.map(({ target, requests }) => `${target} with ${requests}`);
    append(lines, wrap(`Counted for ${listed(wishes)}.`, width));
  }
  if (need.pools.length > 0) append(lines, ['', ...needTable(need, { style, width })]);
  append(
    lines,
    need.neverMade.flatMap(({ object, pods, message }) => [
      '',
      ...wrap(
        `${numbered(pods, 'pod')} of ${refText(object)} ${pods === 1 ? 'is' : 'are'} never made, whatever nodes there are: ${message}`,
        width,
      ),
    ]),
  );
  return lines;
}

/** A row for each pool, and below it what still waits, in the scheduler's words. */
function needTable({ waiting, pools }: Need, { style, width }: Layout): string[] {
  const header = ['pool', 'nodes', 'pods', 'unused', ''];
  const rows = pools.map((one) => [
    listed(one.pools),
    one.unsized.length > 0 ? '?' : String(one.nodes.length),
    one.unsized.length > 0 ? '?' : `${one.placed} of ${waiting}`,
    one.nodes.length > 0 ? unusedText(one.unused) : '',
    one.bound ?? '',
  ]);
  const table = columns([header.map((cell) => style.dim(cell)), ...rows]).map((line) =>
    (INDENT + line).trimEnd(),
  );
  const [head = '', ...body] = table;
  return [
    head,
    ...body.flatMap((line, at) => [line, ...whyNotAll(pools[at] as PoolsNeed, width).map(style.dim)]),
  ];
}

function whyNotAll({ unsized, left }: PoolsNeed, width: number): string[] {
  const indent = INDENT.repeat(2);
  const texts =
    unsized.length > 0
      ? [`how much ${listed(unsized)} its nodes have is not known`]
      : left.map(
          ({ object, pods, message }) =>
            `${numbered(pods, 'pod')} of ${refText(object)} ${pods === 1 ? 'waits' : 'wait'}: ${message}`,
        );
  return texts.flatMap((text) => wrap(text, width - indent.length).map((line) => indent + line));
}

function surgeText({ object, pods, nodes, quota }: SurgeNeed): string {
  const it = pods === 1 ? 'it' : 'they';
  const has = pods === 1 ? 'has' : 'have';
  const brings = `A rollout of ${refText(object)} brings ${pods} more ${pods === 1 ? 'pod' : 'pods'} for a while`;
  if (quota !== undefined)
    return `${brings}: quota ${quota} does not let ${pods === 1 ? 'it' : 'all of them'} in.`;
  if (nodes === 0) return `${brings}: ${it} ${has} room too.`;
  if (nodes === undefined) return `${brings}: ${it} ${has} no room, nor on more of these nodes.`;
  return `${brings}: for that it takes ${numbered(nodes, 'node')} more, or it waits for old pods to go.`;
}

/** `2 of 5 nodes could go together: node-3 and node-5.`. */
function spareAnswer({ nodes, together, free }: Spare): string {
  if (together.length === 0) return `No node could go of the ${nodes.length} that there are.`;
  const named =
    together.length > MOST_NAMED
      ? [...together.slice(0, MOST_NAMED), `${together.length - MOST_NAMED} more`]
      : together;
  const left = nodes.length - together.length;
  const one = together.length === 1 ? 'could go' : 'could go together, one after the other';
  return `${together.length} of ${numbered(nodes.length, 'node')} ${one}: ${listed(named)}. Then ${unusedText(free)} are free on the ${left === 1 ? 'other one' : `other ${left}`}.`;
}

function spareLines(spare: Spare, layout: Layout): string[] {
  const { style, width } = layout;
  const lines = wrap(spareAnswer(spare), width).map(style.bold);
  for (const { object, pods } of spare.surge) {
    const text = `A rollout of ${refText(object)} then has no room for its ${pods === 1 ? 'further pod' : `${pods} further pods`}, and waits for old ones to go.`;
    append(lines, wrap(text, width).map(style.yellow));
  }
  const answers = spare.nodes.flatMap(({ answer }) => answer ?? []);
  const kept = spare.nodes.filter(({ answer }) => !answer).map(({ node }) => node);
  append(lines, ['', ...drainTable(answers, layout).trimEnd().split('\n')]);
  if (kept.length > 0) {
    const text = `${listed(kept)} ${kept.length === 1 ? 'runs' : 'run'} the control plane: left as ${kept.length === 1 ? 'it is' : 'they are'}.`;
    append(lines, ['', ...wrap(text, width)]);
  }
  return lines;
}

function roomAnswer({ open, resources, pieces }: Room): string {
  if (open === 0) return 'No node takes pods.';
  const free = resources.map(
    ({ resource, free: amount, allocatable }) =>
      `${freeText(resource, amount)} of ${amountText(resource, allocatable)} ${resource}`,
  );
  const [piece] = pieces;
  const largest = piece
    ? `; the largest pod that still fits has ${unusedText(piece.amounts)} (${piece.node})`
    : '';
  return `${listed(free)} ${free.length === 1 ? 'is' : 'are'} free on ${numbered(open, 'node')}${largest}.`;
}

function roomLines(room: NonNullable<Asked['room']>, { style, width }: Layout): string[] {
  const lines = wrap(roomAnswer(room), width).map(style.bold);
  if (room.closed.length > 0) {
    append(
      lines,
      wrap(`${numbered(room.closed.length, 'node')} not counted: cordoned, or not ready.`, width),
    );
  }
  const rows = room.resources.map((one) => [
    one.resource,
    amountText(one.resource, one.allocatable),
    freeText(one.resource, one.asked),
    freeText(one.resource, one.free),
    one.node === undefined ? '0' : `${freeText(one.resource, one.largest)} (${one.node})`,
  ]);
  const header = ['resource', 'in all', 'asked for', 'free', 'most on one node'];
  append(lines, [
    '',
    ...columns([header.map((cell) => style.dim(cell)), ...rows]).map((line) => INDENT + line),
  ]);
  const lost = room.lost.filter(({ pods }) => pods > 0);
  if (room.lost.length > 0) {
    const parts = lost.map(({ object, pods }) => `${pods} more of ${refText(object)}`);
    const text =
      lost.length === 0
        ? 'Nothing is lost in pieces: what is left when no more fits would not do for another pod anywhere.'
        : `Lost in pieces: what is left when no more fits would do for ${listed(parts)}, if it were on one node.`;
    append(lines, ['', ...wrap(text, width)]);
  }
  return lines;
}

/** `4.5 cpu and 3Gi memory are freed`. */
function changedAnswer({ wishes, before, after }: NonNullable<Asked['changed']>): string {
  const who = listed(wishes.map(({ target, requests }) => `${target} with ${requests}`));
  const changes = before.resources.flatMap((was): { text: string; more: boolean }[] => {
    const is = after.resources.find(({ resource }) => resource === was.resource);
    const freed = was.asked - (is?.asked ?? 0);
    if (freed === 0) return [];
    return [{ text: `${amountText(was.resource, Math.abs(freed))} ${was.resource}`, more: freed < 0 }];
  });
  const freed = changes.filter(({ more }) => !more).map(({ text }) => text);
  const taken = changes.filter(({ more }) => more).map(({ text }) => text);
  const parts = [
    ...(freed.length > 0 ? [`frees ${listed(freed)}`] : []),
    ...(taken.length > 0 ? [`takes ${listed(taken)} more`] : []),
  ];
  return `${who} ${parts.length > 0 ? parts.join(' and ') : 'changes nothing'}.`;
}

function changedLines(changed: NonNullable<Asked['changed']>, { style, width }: Layout): string[] {
  const lines = wrap(changedAnswer(changed), width).map(style.bold);
  const of = (one: RoomOf | undefined) =>
    one ? `${freeText(one.resource, one.asked)} of ${amountText(one.resource, one.allocatable)}` : '';
  const rows = changed.before.resources.map((was) => [
    was.resource,
    of(was),
    of(changed.after.resources.find(({ resource }) => resource === was.resource)),
  ]);
  const more = changed.more.map(({ object, pods, podsThen }) => [
    refText(object),
    `${pods} more fit`,
    `${podsThen} more fit`,
  ]);
  append(lines, [
    '',
    ...columns([['asked for', 'now', 'then'].map((cell) => style.dim(cell)), ...rows]).map(
      (line) => INDENT + line,
    ),
  ]);
  if (more.length > 0) append(lines, ['', ...columns(more).map((line) => INDENT + line)]);
  return lines;
}
