/** `kubeplan capacity` for people: how many more, what ends it, node by node. */

import { placeText } from '../api/finding.js';
import { append, largest } from '../api/lists.js';
import { refText } from '../api/object-key.js';
import { listed, numbered } from '../api/text.js';
import { amountText } from '../explain/amounts.js';
import type { Capacity, MixCapacity, NodeCapacity, TemplateCapacity } from '../explain/capacity-answer.js';
import type { Asked } from '../explain/capacity-asked.js';
import { byName } from '../explain/capacity-ends.js';
import { askedBlocks } from './capacity-asked-text.js';
import { freeText } from './free-text.js';
import { inertData } from './inert.js';
import { PLAIN, type Style } from './style.js';
import { columns, PIPE_WIDTH, padStart, wrap } from './width.js';

const INDENT = '  ';
/** Nodes with rows of their own; more are folded unless asked for. */
const MOST_ROWS = 12;
/** Templates with tables of their own; more get a line each. */
const MOST_TABLES = 3;
/** Narrowest column for what ends it. */
const NARROW = 16;

/** Behind a number that holds for each of several nodes, and what keeps the others in line. */
const EACH = ' each';
const BLANK = ' '.repeat(EACH.length);

/** What the answer was counted on. */
export interface CapacityFrame {
  /** What became of the pods that the manifests ask for before counting. */
  manifests: 'placed' | 'left out' | 'none';
  /** Where counting stops. */
  max: number;
}

export interface CapacityTextOptions extends CapacityFrame {
  style?: Style;
  width?: number;
  /** Every node in a row, every template in a table. */
  verbose?: boolean;
  /** The nodes that were taken for want of any, as text. */
  assumedNodes?: string;
}

interface Layout extends CapacityFrame {
  style: Style;
  width: number;
  verbose: boolean;
}

/** The answer as text: the mix first where one was asked for, then each template alone. */
export function capacityText(written: Capacity, options: CapacityTextOptions, asked: Asked = {}): string {
  const { templates, mix, nodeCount } = inertData(written);
  const { style = PLAIN, width = PIPE_WIDTH, verbose = false, manifests, max } = options;
  const layout = { style, width, verbose, manifests, max };
  const parts: string[][] = askedBlocks(asked, layout);
  const isAsked = parts.length > 0;
  if (mix) parts.push(mixLines(mix, layout));
  const inTables = verbose || (!mix && templates.length <= MOST_TABLES);
  if (inTables)
    append(
      parts,
      templates.map((template) => templateLines(template, layout)),
    );
  else parts.push(overview(templates, nodeCount, mix !== undefined, layout));
  const hints = isAsked ? [] : [placedHint(templates, manifests)];
  if (options.assumedNodes !== undefined) {
    hints.push(
      `No nodes given, so these were taken: ${options.assumedNodes}; --nodes or --cluster tells of others.`,
    );
  }
  const dim = hints.flatMap((hint) => wrap(hint, width).map((line) => style.dim(line)));
  if (dim.length > 0) parts.push(dim);
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function pods(count: number): string {
  return `${count} ${count === 1 ? 'pod' : 'pods'}`;
}

/** `27 more of deployment/web fit: cpu ends it on node-1 and node-2; node-3 is tainted.` */
export function capacityHeadline({
  object,
  more,
  fit,
  limited,
  why,
  quota,
  preempts,
}: TemplateCapacity): string {
  const who = refText(object);
  if (limited) return `At least ${more} more of ${who} fit: counting stopped there.`;
  const some =
    more === 0
      ? `No more of ${who} ${quota ? 'may come' : 'fits'}`
      : `${more} more of ${who} ${more === 1 ? 'fits' : 'fit'}`;
  const beyond = quota && fit > more ? ` The nodes would take ${fit}.` : '';
  const pushed = preempts
    ? ` One more would push ${pods(preempts.victims)} of lower priority off ${preempts.node}.`
    : '';
  return `${some}: ${why ?? ''}.${beyond}${pushed}`;
}

function requestsText(requests: Record<string, number>): string {
  const asked = Object.entries(requests).map(([name, amount]) => `${amountText(name, amount)} ${name}`);
  return asked.length > 0 ? `each asks for ${listed(asked)}` : 'they ask for no resources';
}

function templateLines(template: TemplateCapacity, layout: Layout): string[] {
  const { style, width } = layout;
  const { location, requests, nodes, message, everywhere } = template;
  const place = location ? placeText(location) : '';
  const lines = wrap(capacityHeadline(template), width).map((line) => style.bold(line));
  if (!everywhere) lines.push(style.dim([place, requestsText(requests)].filter(Boolean).join('  ')));
  else if (place) lines.push(style.dim(place));
  if (layout.verbose && message) append(lines, saidLines(message, width));
  if (nodes.length > 0 && !everywhere) {
    const names = Object.keys(requests);
    if (template.quota) lines.push('', 'Without the quota:');
    append(lines, [...(template.quota ? [] : ['']), ...nodeTable(nodes, ['more'], names, layout)]);
  }
  return lines;
}

function saidLines(message: string, width: number): string[] {
  const label = 'Kubernetes says of one more  ';
  const said = wrap(message, Math.max(40, width - label.length));
  return said.map((line, i) => (i === 0 ? label : ' '.repeat(label.length)) + line);
}

function mixLines(mix: MixCapacity, layout: Layout): string[] {
  const { style, width } = layout;
  const { parts, rounds, limited, nodes, everywhere } = mix;
  const lines = wrap(mixAnswer(mix, layout.max), width).map((line) => style.bold(line));
  if (rounds > 0 && !limited) {
    const left = listed(
      parts.map(
        ({ object, left: count }) =>
          `${count >= layout.max ? 'at least ' : ''}${count} more of ${refText(object)}`,
      ),
    );
    append(lines, wrap(`Beside them fit, each alone, ${left}.`, width));
  }
  if (nodes.length > 0 && !everywhere) {
    const names = parts.map(({ object }) => object.name);
    append(lines, ['', ...nodeTable(nodes, names, [], layout)]);
  }
  return lines;
}

/** `19 rounds of 3 deployment/web and 1 deployment/cache fit (76 pods). A further one stops at …`. */
export function mixAnswer({ parts, rounds, limited, endedBy, why }: MixCapacity, max: number): string {
  const size = parts.reduce((sum, { weight }) => sum + weight, 0);
  const round = listed(parts.map(({ object, weight }) => `${weight} ${refText(object)}`));
  const many = `${rounds === 0 ? 'No round' : rounds === 1 ? '1 round' : `${rounds} rounds`} of ${round}`;
  const fits = `${rounds <= 1 ? 'fits' : 'fit'}${rounds > 0 ? ` (${pods(rounds * size)})` : ''}`;
  const ender = parts[endedBy ?? 0]!.object;
  return !limited
    ? `${many} ${fits}. ${rounds === 0 ? 'The first' : 'A further'} one stops at ${refText(ender)}: ${why}.`
    : rounds > 0
      ? `At least ${many} ${fits}: counting stopped there.`
      : `Counting stopped within the first round of ${round}: its ${size} pods are more than ${max}.`;
}

/** One line for each template. */
function overview(
  templates: readonly TemplateCapacity[],
  nodeCount: number,
  mixed: boolean,
  { style, width }: Layout,
): string[] {
  const rows = templates.map((template) => ({
    name: refText(template.object),
    more: `${template.limited ? '≥ ' : ''}${template.more}`,
    why: template.why ?? 'counting stopped there',
  }));
  const header = { name: mixed ? 'each alone' : 'template', more: 'more', why: 'what ends it' };
  const nameWidth = largest([header, ...rows].map(({ name }) => name.length));
  const moreWidth = largest([header, ...rows].map(({ more }) => more.length));
  const left = INDENT.length + nameWidth + 2 + moreWidth + 2;
  const table = [header, ...rows].flatMap(({ name, more, why }, at) => {
    const lines = wrap(why, Math.max(NARROW, width - left));
    return lines.map((line, i) => {
      const start =
        i === 0 ? `${INDENT}${name.padEnd(nameWidth)}  ${more.padStart(moreWidth)}  ` : ' '.repeat(left);
      return at === 0 ? style.dim(start + line) : start + line;
    });
  });
  if (mixed) return table;
  const answer = templatesAnswer(templates, nodeCount);
  const next = 'kubeplan capacity KIND/NAME … shows one of them node by node, --verbose all.';
  return [style.bold(answer), '', ...table, '', next];
}

/** `7 templates on 3 nodes, each counted alone, 2 of them not once more.` */
export function templatesAnswer(templates: readonly TemplateCapacity[], nodeCount: number): string {
  const none = templates.filter(({ more }) => more === 0).length;
  const rest = none > 0 ? `, ${none} of them not once more` : '';
  return `${numbered(templates.length, 'template')} on ${numbered(nodeCount, 'node')}, each counted alone${rest}.`;
}

interface Row {
  name: string;
  /** How many more, by part. */
  more: string[];
  left: string[];
  ends: string;
}

function nodeTable(
  nodes: readonly NodeCapacity[],
  parts: readonly string[],
  resources: readonly string[],
  { style, width, verbose }: Layout,
): string[] {
  const sorted = [...nodes].sort((a, b) => byName(a.node, b.node));
  const rows =
    sorted.length > MOST_ROWS && !verbose
      ? folded(sorted, resources)
      : sorted.map((node) => rowOf([node], resources));
  const counts = parts.map((part, i) => {
    const texts = rows.map(({ more }) => more[i]!);
    const anyEach = texts.some((text) => text.endsWith(EACH));
    const all = [part, ...texts.map((text) => (anyEach && !text.endsWith(EACH) ? text + BLANK : text))];
    const widest = largest(all.map((text) => text.length));
    return all.map((text) => padStart(text, widest));
  });
  const leading = columns([
    ['node', ...counts.map(([part]) => part!), ...resources.map((name) => `${name} left`)],
    ...rows.map(({ name, left }, at) => [name, ...counts.map((texts) => texts[at + 1]!), ...left]),
  ]);
  const taken = largest(leading.map((line) => line.length)) + INDENT.length + 2;
  const widest = Math.max(NARROW, width - taken);
  const ends = ['ends it', ...rows.map((row) => row.ends)];
  // What decides is never cut: it goes on in the next line, or stands below a row that leaves no room for it.
  const isBeside = width - taken >= NARROW || ends.every((text) => text.length <= NARROW);
  return leading.flatMap((line, at) => {
    const start = `${INDENT}${line.padEnd(taken - INDENT.length)}`;
    const whole = (text: string) => (at === 0 ? style.dim(text.trimEnd()) : text.trimEnd());
    if (verbose) return [whole(start + ends[at]!)];
    if (!isBeside) {
      const below = INDENT.repeat(2);
      const said = at === 0 ? [] : wrap(ends[at]!, Math.max(NARROW, width - below.length));
      return [whole(start), ...said.map((text) => below + text)];
    }
    const [first = '', ...others] = wrap(ends[at]!, widest);
    return [whole(start + first), ...others.map((text) => ' '.repeat(taken) + text)];
  });
}

/** One node or more. */
type Alike = [NodeCapacity, ...NodeCapacity[]];

/** Like nodes in one row: those that took as many and are ended by the same; if that leaves many, by the latter alone. */
function folded(nodes: readonly NodeCapacity[], resources: readonly string[]): Row[] {
  const close = grouped(nodes, ({ more, causes }) => JSON.stringify([more, causes]));
  const groups = close.length <= MOST_ROWS ? close : grouped(nodes, ({ causes }) => JSON.stringify(causes));
  return groups.map((group) => rowOf(group, resources));
}

function grouped(nodes: readonly NodeCapacity[], keyOf: (node: NodeCapacity) => string): Alike[] {
  const groups = new Map<string, Alike>();
  for (const node of nodes) {
    const key = keyOf(node);
    const group = groups.get(key);
    if (group) group.push(node);
    else groups.set(key, [node]);
  }
  return [...groups.values()];
}

function rowOf(group: Readonly<Alike>, resources: readonly string[]): Row {
  const [first] = group;
  const each = group.length > 1 ? EACH : '';
  return {
    name: group.length > 1 ? `${group.length} nodes like ${first.node}` : first.node,
    more: first.more.map((_count, part) => {
      const [least, most] = range(group.map(({ more }) => more[part]!));
      return least === most ? `${least}${each}` : `${least}-${most}${each}`;
    }),
    left: resources.map((name) => leftText(name, group)),
    ends: endsOf(group),
  };
}

function range(values: readonly number[]): [least: number, most: number] {
  return values.reduce(
    ([least, most], value): [number, number] => [Math.min(least, value), Math.max(most, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}

function leftText(name: string, group: readonly NodeCapacity[]): string {
  const uses = group.flatMap(({ left }) => left.filter(({ resource }) => resource === name));
  const [least, most] = range(uses.map(({ free }) => free)).map((amount) => freeText(name, amount));
  const [smallest, largest] = range(uses.map(({ allocatable }) => allocatable));
  const free = least === most ? least! : `${least} to ${most}`;
  return smallest === largest && least === most ? `${free} of ${amountText(name, largest)}` : free;
}

/** A word for what ran out; at length what closes the nodes, where they agree on it. */
function endsOf(group: Readonly<Alike>): string {
  const [{ causes = [], closed, verdict = [] }] = group;
  const [at, ...others] = group.map((node) => (node.verdict ?? []).join(', '));
  return closed && others.every((text) => text === at) ? verdict.join(', ') : causes.join(', ');
}

/** On top of what the pods were counted. */
function placedHint(templates: readonly TemplateCapacity[], manifests: CapacityFrame['manifests']): string {
  if (manifests === 'none') return 'Counted beside what runs already.';
  if (manifests === 'left out')
    return 'Counted beside what runs already; the pods that the manifests ask for are not placed.';
  const counts = templates.filter(({ wanted }) => wanted > 0);
  if (counts.length === 0 || counts.length > MOST_TABLES) {
    const waiting = counts.reduce((sum, { wanted, placed: there }) => sum + Math.max(0, wanted - there), 0);
    const wait = waiting > 0 ? `; ${pods(waiting)} of them ${waiting === 1 ? 'has' : 'have'} no place` : '';
    return `Counted after the pods that the manifests ask for are placed${wait}; --templates-only leaves them out.`;
  }
  const have = listed(
    counts.map(({ object, wanted, placed: there }) => `${there} of ${wanted} of ${refText(object)}`),
  );
  return `Counted after the pods that the manifests ask for are placed (${have}); --templates-only leaves them out.`;
}
