/** `kubeplan explain` for people: the answer, Kubernetes' words, node by node, what would help. */

import { type Location, type ObjectRef, placeText } from '../api/finding.js';
import { fieldPath } from '../api/json.js';
import { append } from '../api/lists.js';
import { refText } from '../api/object-key.js';
import { commandLine, inNamespaceWords } from '../api/shell.js';
import { amountText } from '../explain/amounts.js';
import type { Chain } from '../explain/chains/chain.js';
import type { Edit, Explanation, Fix, NodeReport } from '../explain/explanation.js';
import { type Refusal, refusalSentence } from '../explain/left-out.js';
import type { Need } from '../explain/need.js';
import { needLines } from './capacity-asked-text.js';
import { chainLines } from './explain-chains.js';
import { freeText } from './free-text.js';
import { inertData, inertProse, printable } from './inert.js';
import { poolLines } from './pools-text.js';
import { PLAIN, type Style } from './style.js';
import { columns, PIPE_WIDTH, wrap } from './width.js';

const INDENT = '  ';
/** Nodes with rows of their own; more are folded unless asked for. */
const MOST_ROWS = 20;
/** Nodes in the table of scores. */
const MOST_SCORED = 10;
/** Names in one folded row. */
const NAMED = 3;

export interface ExplainTextOptions {
  style?: Style;
  width?: number;
  /** Every node in a row, all scores. */
  verbose?: boolean;
  /** What was asked about, and all that it hangs on. */
  chains?: readonly Chain[];
  /** What was asked about and would not be taken. */
  refused?: readonly Refusal[];
  /** Some of what was given cannot be read. */
  isPartial?: boolean;
  /** The nodes that were taken for want of any, as text. */
  assumedNodes?: string;
  /** How many nodes of pools all need together that wait. */
  need?: Need;
}

interface Layout {
  style: Style;
  width: number;
  verbose: boolean;
}

/** One or several explanations, then what is refused; one line where nothing is Pending. */
export function explainText(written: readonly Explanation[], options: ExplainTextOptions = {}): string {
  const explanations = inertData(written);
  const { refused = [], isPartial = false } = options;
  const layout = {
    style: options.style ?? PLAIN,
    width: options.width ?? PIPE_WIDTH,
    verbose: options.verbose ?? false,
  };
  const chains = inertData(options.chains ?? []);
  if (chains.length + explanations.length + refused.length === 0) {
    const which = isPartial ? 'Every pod of what can be read' : 'Every pod';
    return `${layout.style.green(`${which} finds a node.`)}\n`;
  }
  // Why there is no place comes before what else is to be said of a workload.
  const beside = chains.filter((one) => explanations.some((other) => isPlaceless(one, other)));
  const texts = [
    ...chains.filter((one) => !beside.includes(one)).map((one) => chainLines(one, layout).join('\n')),
    ...explanations.flatMap((one) => {
      const lines = isToldBy(chains, one) ? restLines(one, layout) : explanationText(one, layout);
      return lines.length > 0 ? [lines.join('\n')] : [];
    }),
    ...beside.map((one) => chainLines(one, layout).join('\n')),
    ...refused.map((one) => refusalLines(one, layout).join('\n')),
  ];
  if (options.need) texts.push(needLines(inertData(options.need), layout).join('\n'));
  if (chains.length + explanations.length > 0 && options.assumedNodes !== undefined) {
    const hint = `No nodes given, so these were taken: ${options.assumedNodes}; --nodes or --cluster tells of others.`;
    texts.push(
      wrap(hint, layout.width)
        .map((line) => layout.style.dim(line))
        .join('\n'),
    );
  }
  return `${texts.join('\n\n')}\n`;
}

/** A chain says more of pods that have their places. */
function isToldBy(chains: readonly Chain[], explanation: Explanation): boolean {
  return explanation.decision.outcome === 'bound' && chains.some((one) => isSame(one, explanation));
}

/** A CronJob is asked about for its times first. */
function isPlaceless(chain: Chain, explanation: Explanation): boolean {
  return (
    explanation.decision.outcome !== 'bound' &&
    explanation.object.kind !== 'CronJob' &&
    isSame(chain, explanation)
  );
}

function isSame({ object: one }: Chain, { object: other }: Explanation): boolean {
  return one.kind === other.kind && one.namespace === other.namespace && one.name === other.name;
}

/** Causes that the chain of a workload does not tell, and what would help. */
function restLines(explanation: Explanation, layout: Layout): string[] {
  if (explanation.end?.complete !== false) return [];
  return explanation.fixes.length > 0 ? fixLines(explanation, layout) : [];
}

function explanationText(explanation: Explanation, layout: Layout): string[] {
  const { style, width } = layout;
  const { answer, decision, location } = explanation;
  const lines = wrap(`${answer}.`, width).map((line) => style.bold(line));
  if (location) lines.push(style.dim(placeText(location)));
  if (decision.message) {
    append(lines, labelled('Kubernetes says  ', decision.message, width));
  }
  if (explanation.supposed) append(lines, labelled('Supposed         ', explanation.supposed, width));
  append(lines, causeLines(explanation, layout));
  const isStuck = decision.outcome === 'bound' && explanation.end?.complete === false;
  // What holds on every node has been said; nodes do not matter to pods that have theirs.
  const byNode = explanation.nodes.length > 0 && (layout.verbose || !(explanation.everywhere || isStuck));
  if (byNode) append(lines, ['', ...nodeTable(explanation, layout)]);
  if (explanation.winner && !isStuck) append(lines, ['', ...scoreTable(explanation, layout)]);
  const { pools = [] } = explanation;
  if (pools.length > 0) append(lines, ['', ...poolLines(pools, layout)]);
  if (decision.outcome !== 'bound' || isStuck) append(lines, ['', ...fixLines(explanation, layout)]);
  const count = isStuck ? undefined : replicasLine(explanation);
  if (count) lines.push('', count);
  return lines;
}

function causeLines({ causes = [] }: Explanation, { style, width }: Layout): string[] {
  return causes.flatMap(({ text, location }) => {
    const label = 'Cause            ';
    const place = location ? [style.dim(`${' '.repeat(label.length)}${placeText(location)}`)] : [];
    return [...labelled(label, text, width), ...place];
  });
}

function refusalLines(refusal: Refusal, layout: Layout): string[] {
  const { style, width } = layout;
  const said = inertProse(refusalSentence(refusal))
    .split('\n')
    .flatMap((line) => wrap(printable(line), width));
  const { document, pods = [], by, event, fixes, untried } = refusal;
  const at = (place: Location | undefined): string => (place ? style.dim(`  ${placeText(place)}`) : '');
  return [
    ...said.map((line) => style.bold(line)),
    ...(document ? [style.dim(placeText(document.locate([])))] : []),
    ...(event === undefined ? [] : labelled('FailedCreate     ', inertProse(event), width)),
    ...(pods.length + (by ? 1 : 0) > 0 ? [''] : []),
    ...pods.map(({ field, at: place }) => `  ${printable(field)}${at(place)}`),
    ...(by ? [`  because of ${by.kind} ${printable(by.name)}${at(by.at)}`] : []),
    ...(fixes ? ['', ...liftLines(inertData(fixes), layout)] : []),
    ...(untried ? ['', untriedLine(refusal.object, 'lift')] : []),
  ];
}

function liftLines(fixes: readonly Fix[], layout: Layout): string[] {
  if (fixes.length === 0) return ['Nothing that kubeplan tried would lift it.'];
  return ['What would lift it (each tried):', ...fixList(fixes, 0, layout)];
}

/** A text behind its label, in as many lines as it takes. */
function labelled(label: string, text: string, width: number): string[] {
  const lines = wrap(text, Math.max(40, width - label.length));
  return lines.map((line, i) => (i === 0 ? label : ' '.repeat(label.length)) + line);
}

/** The resources that are short on some node: each gets a column. */
function shortResources(nodes: readonly NodeReport[]): string[] {
  const names = new Set<string>();
  for (const { refusals } of nodes) {
    for (const { details } of refusals) {
      for (const detail of details)
        if (detail.kind === 'resource' && detail.resource !== 'pods') names.add(detail.resource);
    }
  }
  return [...names];
}

function nodeTable({ nodes, requests }: Explanation, { style, width, verbose }: Layout): string[] {
  const short = shortResources(nodes);
  const header = [
    'node',
    ...short.map((name) => `${name}: ${amountText(name, requests[name] ?? 0)} of`),
    'verdict',
  ];
  const rows = [...nodes].sort(byName).map((node) => ({
    name: node.node,
    cells: short.map((name) => useText(node, name)),
    verdict: node.fits ? 'fits' : node.verdict.join(', ') || 'left out by its node affinity',
    fits: node.fits,
  }));
  const folded = rows.length > MOST_ROWS && !verbose ? fold(rows) : rows;
  const widest = Math.max(24, width - 4 - header.slice(0, -1).join('  ').length - 12);
  // What decides is never cut: it goes on in the next line.
  const cells = folded.flatMap(({ name, cells: own, verdict, fits }) =>
    (verbose ? [verdict] : wrap(verdict, widest)).map((text, i) => [
      ...(i === 0 ? [name, ...own] : [name, ...own].map(() => '')),
      fits ? style.green(text) : text,
    ]),
  );
  return columns([header.map((cell) => style.dim(cell)), ...cells]).map((line) => INDENT + line);
}

/** As people count: node-2 before node-10. */
function byName({ node: a }: NodeReport, { node: b }: NodeReport): number {
  const parts = (name: string) => name.split(/(\d+)/);
  const [left, right] = [parts(a), parts(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i]!, right[i]!];
    if (x === y) continue;
    if (i % 2 === 1 && Number(x) !== Number(y)) return Number(x) - Number(y);
    return x < y ? -1 : 1;
  }
  return left.length - right.length;
}

function useText(node: NodeReport, resource: string): string {
  const use = node.resources.find((one) => one.resource === resource);
  if (!use) return '';
  return `${freeText(resource, use.free)} free of ${amountText(resource, use.allocatable)}`;
}

interface Row {
  name: string;
  cells: string[];
  verdict: string;
  fits: boolean;
}

/** Nodes of which the same is to be said in one row. */
function fold(rows: readonly Row[]): Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = row.verdict;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group;
    if (group.length === 1) return first!;
    const names = group.slice(0, NAMED).map(({ name }) => name);
    const more = group.length > NAMED ? ` and ${group.length - NAMED} more` : '';
    const same = first!.cells.map((cell, i) =>
      group.every(({ cells }) => cells[i] === cell) ? cell : 'differs',
    );
    return { ...first!, name: `${names.join(', ')}${more}`, cells: same };
  });
}

function scoreTable({ nodes, winner, decision }: Explanation, { style, verbose }: Layout): string[] {
  const { node, runnerUp, lead, by } = winner!;
  const scored = nodes.filter(({ score }) => score).sort((a, b) => b.score!.total - a.score!.total);
  const shown = verbose ? scored : scored.slice(0, MOST_SCORED);
  const plugins = Object.keys(scored[0]?.score?.plugins ?? {}).filter((plugin) =>
    scored.some(({ score }) => (score!.plugins[plugin] ?? 0) !== (scored[0]!.score!.plugins[plugin] ?? 0)),
  );
  const points = Object.entries(by).map(([plugin, n]) => `${plugin} ${n > 0 ? '+' : ''}${n}`);
  const ties = decision.equals ?? [];
  const why =
    lead > 0
      ? `${node} leads ${runnerUp} by ${lead}: ${points.join(', ')}.`
      : `${ties.length} nodes share the highest score; the scheduler may take any of them up to Kubernetes 1.34.`;
  const header = ['score', 'total', ...plugins];
  const rows = shown.map(({ node: name, score }) => [
    name === node ? style.green(name) : name,
    String(score!.total),
    ...plugins.map((plugin) => String(score!.plugins[plugin] ?? 0)),
  ]);
  const more =
    scored.length > shown.length ? [`${INDENT}… ${scored.length - shown.length} more, with --verbose`] : [];
  const table = columns([header.map((cell) => style.dim(cell)), ...rows]).map((line) => INDENT + line);
  return [why, ...table, ...more];
}

/** Of one of very many: what to ask instead. */
function untriedLine({ kind, namespace, name }: ObjectRef, what: 'free' | 'lift'): string {
  const words = ['explain', `${kind.toLowerCase()}/${name}`, ...inNamespaceWords(namespace)];
  return printable(`One of many: ${commandLine('kubeplan', ...words)} tries what would ${what} it.`);
}

function fixLines({ object, fixes, untried, replicas: { missing } }: Explanation, layout: Layout): string[] {
  if (untried) return [untriedLine(object, 'free')];
  if (fixes.length === 0) return ['Nothing that kubeplan tried would free it.'];
  return ['What would free it (each tried):', ...fixList(fixes, missing, layout)];
}

/** What follows the title: where the pod goes, and how far the workload gets. */
function outcomeText({ node, pods, proof, gone }: Fix, missing: number): string {
  const where = node === undefined ? '' : ` → ${node}`;
  if (!proof) return `${where}${missing > 1 ? ` (${pods} of the ${missing} missing pods fit)` : ''}`;
  const { ready, desired, rest, harmed, complete } = proof;
  const names = gone.slice(0, NAMED).map(({ metadata }) => metadata.name);
  const more = gone.length > NAMED ? ` and ${gone.length - NAMED} more` : '';
  const goes = gone.length > 0 ? `; ${names.join(', ')}${more} ${gone.length === 1 ? 'goes' : 'go'}` : '';
  const short = complete
    ? ''
    : `, the rest still ${desired - ready === 1 ? 'waits' : 'wait'}${rest ? `: ${rest}` : ''}`;
  const harm =
    harmed.length > 0 ? `; ${harmed.join(', ')} then ${harmed.length === 1 ? 'waits' : 'wait'}` : '';
  const far = desired === 0 && complete ? 'its pods would be made' : `${ready} of ${desired} ready`;
  return `${where}: ${far}${short}${goes}${harm}`;
}

function fixList(fixes: readonly Fix[], missing: number, { style, width }: Layout): string[] {
  const lines: string[] = [];
  fixes.forEach((fix, i) => {
    const where = outcomeText(fix, missing);
    const number = `${String(i + 1).padStart(3)}  `;
    const title = wrap(`${fix.title}${where}`, width - number.length);
    append(
      lines,
      title.map((line, k) => (k === 0 ? number : ' '.repeat(number.length)) + style.bold(line)),
    );
    const indent = ' '.repeat(number.length + 2);
    fix.edits.forEach((edit, k) => {
      const place = editPlace(edit);
      const again = k > 0 && editPlace(fix.edits[k - 1]!) === place;
      append(
        lines,
        editLines(edit, style)
          .slice(again ? 1 : 0)
          .map((line) => indent + line),
      );
    });
    for (const manifest of fix.manifests) lines.push(`${indent}${style.green(`+ ${manifest}`)}`);
    for (const command of fix.commands) lines.push(`${indent}$ ${command}`);
  });
  return lines;
}

/** `spec.replicas`, `resourcequota/compute spec.hard[pods]`. */
function editPlace({ objectPath, of }: Edit): string {
  return `${of ? `${refText(of)} ` : ''}${fieldPath(objectPath)}`;
}

function editLines(edit: Edit, style: Style): string[] {
  const { action, yaml, location } = edit;
  const place = location ? `: ${placeText(location)}` : '';
  const head = style.dim(`${editPlace(edit)}${place}`);
  if (action === 'remove') return [head, style.red('- remove')];
  return [head, style.green(`+ ${yaml ?? ''}`)];
}

function replicasLine({ replicas, decision, object }: Explanation): string | undefined {
  const { fit, limit, wanted, missing } = replicas;
  if (decision.outcome !== 'bound') {
    return wanted > 1 && missing < wanted
      ? `${wanted - missing} of the ${wanted} pods that ${refText(object)} asks for ${wanted - missing === 1 ? 'has' : 'have'} a place.`
      : undefined;
  }
  if (decision.bySpec) return undefined;
  const many = fit >= limit ? `${limit} or more` : String(fit);
  const those = missing > 0 ? `, ${missing} of the ${wanted} asked for are missing` : '';
  return `${many} ${fit === 1 ? 'pod' : 'pods'} like it would fit now${those}.`;
}
