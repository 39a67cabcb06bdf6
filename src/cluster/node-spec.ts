import { ownValue } from '../api/json.js';
import { dns1123SubdomainErrors, labelKeyErrors, labelValueErrors } from '../api/names.js';
import type { Node, ResourceList, Taint, TaintEffect } from '../api/objects.js';
import { isFraction, quantityError, quantitySign } from '../api/quantity.js';
import { closest } from '../api/suggest.js';
import { inNewestWords } from '../api/wording.js';

/** A `--nodes` or `--pool` text that cannot be understood: what is wrong, and with which part of it. */
export class NodeSpecError extends Error {}

const MOST_NODES = 100_000;
/** So many kinds of nodes may be in a pool. */
const MOST_CHOICES = 64;
const EXAMPLE = '3x cpu=4,memory=16Gi,zone=a';
const TAINT = /^([^=:]+)(?:=([^:]*))?:(NoSchedule|PreferNoSchedule|NoExecute)$/;
/** `3x cpu=4`, and what stands where the number should. */
const COUNT = /^([^\s,=]*?)\s*x\s+(.*)$/s;
const SHORT_LABELS: Record<string, string> = {
  zone: 'topology.kubernetes.io/zone',
  region: 'topology.kubernetes.io/region',
  arch: 'kubernetes.io/arch',
  os: 'kubernetes.io/os',
  instance: 'node.kubernetes.io/instance-type',
};
const RESOURCE = /^(cpu|memory|ephemeral-storage|pods|hugepages-.+|[a-z0-9.-]+\.[a-z0-9.-]+\/.+)$/;
/** What is measured, so that a part of one can be said, with an amount of it; all else is counted. */
const AMOUNTS: Readonly<Record<string, string>> = {
  cpu: '4',
  memory: '16Gi',
  'ephemeral-storage': '100Gi',
};
const DEFAULTS: ResourceList = { ...AMOUNTS, pods: '110' };
const RESOURCES = ['cpu', 'memory', 'ephemeral-storage', 'pods'];

/** What a text may say besides resources and labels, and what is written instead of what it may not. */
interface Grammar {
  example: string;
  words: readonly string[];
  /** A label may have several values, `zone=a|b`: one for each node. */
  hasChoices: boolean;
}

const NODES: Grammar = { example: EXAMPLE, words: ['name', 'taint', 'unschedulable'], hasChoices: false };
const POOL: Grammar = {
  example: 'name=big,cpu=16,memory=64Gi,zone=a|b,max=10',
  words: ['name', 'taint', 'max'],
  hasChoices: true,
};

/**
 * Nodes out of a short text: groups separated by `;`, each `[COUNTx] NAME=VALUE,…`.
 *
 * A NAME is a resource (`cpu`, `memory`, `pods`, `ephemeral-storage`, `nvidia.com/gpu`), a short label (`zone`,
 * `region`, `arch`, `os`, `instance`), `name` (a prefix when the group has several), `taint` (`KEY=VALUE:EFFECT`),
 * `unschedulable`, or `label.KEY` for any other label. What is not said: 4 CPUs, 16Gi, 110 pods.
 * Nodes are named node-1, node-2, … across all groups. Throws `NodeSpecError`.
 */
export function parseNodes(text: string): Node[] {
  const nodes: Node[] = [];
  for (const group of text
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean)) {
    const [, number, rest = group] = COUNT.exec(group) ?? [];
    const count = number === undefined ? 1 : parseCount(number);
    const settings = parseSettings(rest, NODES);
    for (let i = 1; i <= count; i++) {
      const name = settings.name
        ? count === 1
          ? settings.name
          : `${settings.name}-${i}`
        : `node-${nodes.length + 1}`;
      nodes.push(makeNode(name, settings));
    }
  }
  if (nodes.length === 0) throw new NodeSpecError(`no node in '${text}'; write for example '${EXAMPLE}'`);
  return nodes;
}

function parseCount(text: string): number {
  if (!/^\d+$/.test(text)) {
    throw new NodeSpecError(`'${text}x' is no number of nodes; write for example '${EXAMPLE}'`);
  }
  const count = Number(text);
  if (count > MOST_NODES) {
    throw new NodeSpecError(`${count} nodes are more than the ${MOST_NODES} that can be made at once`);
  }
  return count;
}

/** What a pool of nodes is said to be: nodes to be added, by the labels that each may have. */
export interface PoolSpec {
  name: string;
  /** How many may be added. */
  max?: number;
  /** One for each choice of labels, by the name of the pool. */
  nodes: readonly Node[];
}

/** Nodes that could be added, `name=big,cpu=16,memory=64Gi,zone=a|b,max=10`, each text a pool. Throws `NodeSpecError`. */
export function parsePools(texts: readonly string[]): PoolSpec[] {
  const pools: PoolSpec[] = [];
  for (const text of texts) {
    const pool = parsePool(text, `pool-${pools.length + 1}`);
    if (pools.some(({ name }) => name === pool.name)) {
      throw new NodeSpecError(`two pools are called ${pool.name}: give each a name of its own`);
    }
    pools.push(pool);
  }
  return pools;
}

function parsePool(text: string, unnamed: string): PoolSpec {
  if (text.includes(';')) throw new NodeSpecError(`'${text}' is more than one pool: give --pool for each`);
  if (COUNT.test(text.trim())) {
    throw new NodeSpecError(
      `'${text.trim()}' says how many nodes there are; of a pool say how many may be added: max=3`,
    );
  }
  const settings = parseSettings(text, POOL);
  if (settings.said === 0)
    throw new NodeSpecError(`'${text}' says nothing; write for example '${POOL.example}'`);
  const name = settings.name ?? unnamed;
  const nodes = choicesOf(settings).map((labels) => makeNode(name, { ...settings, labels }));
  return { name, nodes, ...(settings.max !== undefined && { max: settings.max }) };
}

/** Every choice of one value for each label, the first values first. */
function choicesOf({ labels, choices }: Settings): Record<string, string>[] {
  const all = [...choices].reduce(
    (before, [key, values]) => before.flatMap((one) => values.map((value) => ({ ...one, [key]: value }))),
    [labels],
  );
  if (all.length <= MOST_CHOICES) return all;
  throw new NodeSpecError(`${all.length} kinds of nodes in one pool are more than ${MOST_CHOICES}`);
}

interface Settings {
  name?: string;
  resources: ResourceList;
  labels: Record<string, string>;
  /** Labels with several values. */
  choices: Map<string, string[]>;
  taints: Taint[];
  unschedulable: boolean;
  max?: number;
  /** How much was said. */
  said: number;
}

function parseSettings(text: string, grammar: Grammar): Settings {
  const settings: Settings = {
    resources: { ...DEFAULTS },
    labels: {},
    choices: new Map(),
    taints: [],
    unschedulable: false,
    said: 0,
  };
  const said = new Set<string>();
  for (const part of text
    .split(',')
    .map((piece) => piece.trim())
    .filter(Boolean)) {
    rejectBlank(part);
    const equals = part.indexOf('=');
    const name = equals < 0 ? part : part.slice(0, equals).trim();
    const value = equals < 0 ? '' : part.slice(equals + 1).trim();
    if (said.has(name) && name !== 'taint') throw new NodeSpecError(`'${name}' is said twice in '${text}'`);
    said.add(name);
    settings.said += 1;
    const hasWord = grammar.words.includes(name);
    if (hasWord && name === 'unschedulable') settings.unschedulable = true;
    else if (equals < 0)
      throw new NodeSpecError(`'${part}' has no value; write for example '${grammar.example}'`);
    else if (hasWord) saidWord(settings, name, value);
    // Before resources: a label's key may have a domain, as a resource's name has.
    else if (name.startsWith('label.')) addLabel(settings, name.slice('label.'.length), value, part, grammar);
    else if (RESOURCE.test(name)) settings.resources[name] = parseAmount(name, value);
    else if (ownValue(SHORT_LABELS, name))
      addLabel(settings, ownValue(SHORT_LABELS, name)!, value, part, grammar);
    else throw unknownName(name, value, grammar);
  }
  return settings;
}

function saidWord(settings: Settings, name: string, value: string): void {
  if (name === 'name') settings.name = parseName(value);
  else if (name === 'taint') settings.taints.push(parseTaint(value));
  else settings.max = parseMax(value);
}

function parseMax(value: string): number {
  if (/^[1-9]\d{0,5}$/.test(value) && Number(value) <= MOST_NODES) return Number(value);
  throw new NodeSpecError(`'max=${value}' is no number of nodes from 1 to ${MOST_NODES}`);
}

function unknownName(name: string, value: string, { words }: Grammar): NodeSpecError {
  const known = [...Object.keys(SHORT_LABELS), ...words];
  const all = [...RESOURCES, ...known];
  const near = (name.length >= 3 && all.find((one) => one.startsWith(name))) || closest(name, all);
  return new NodeSpecError(
    `'${name}' is neither a resource (cpu, memory, pods, nvidia.com/gpu) nor one of ${known.join(', ')}; ` +
      (near ? `did you mean ${near}?` : `for another label write label.${name}=${value}`),
  );
}

/** `cpu=4 memory=16Gi`: a blank where a comma should be. */
function rejectBlank(part: string): void {
  const [, before, after] = /^(\S+=\S+)\s+(\S+=.*)$/s.exec(part) ?? [];
  if (before === undefined) return;
  throw new NodeSpecError(
    `a comma is missing between '${before}' and '${after}'; write '${before},${after}'`,
  );
}

/** What the server takes for a node's name, and for one of several of that name. */
function parseName(value: string): string {
  const [wrong] = dns1123SubdomainErrors(value);
  if (wrong === undefined) return value;
  throw new NodeSpecError(`'name=${value}' is no name of a node: ${wrong}`);
}

function addLabel(
  { labels, choices }: Settings,
  key: string,
  value: string,
  part: string,
  { hasChoices }: Grammar,
): void {
  const values = hasChoices ? value.split('|').map((one) => one.trim()) : [value];
  for (const one of values) {
    const [wrong] = [...labelKeyErrors(key), ...labelValueErrors(one)];
    if (wrong !== undefined) throw new NodeSpecError(`'${part}' is no label: ${inNewestWords(wrong)}`);
  }
  if (new Set(values).size < values.length) throw new NodeSpecError(`'${part}' has a value twice`);
  if (values.length > 1) choices.set(key, values);
  else labels[key] = values[0] ?? '';
}

/** What a node can have of a resource: an amount that the server reads, not below zero, of what is counted a whole one. */
function parseAmount(resource: string, text: string): string {
  const isGood =
    quantityError(text) === undefined &&
    quantitySign(text) >= 0 &&
    (ownValue(AMOUNTS, resource) !== undefined || !isFraction(text, 0));
  if (isGood) return text;
  const example = ownValue(AMOUNTS, resource) ?? (resource.startsWith('hugepages-') ? '64Mi' : '8');
  throw new NodeSpecError(
    `'${resource}=${text}' is no amount of ${resource}; write for example '${resource}=${example}'`,
  );
}

function parseTaint(text: string): Taint {
  const match = TAINT.exec(text);
  if (!match) {
    throw new NodeSpecError(
      `'${text}' is no taint; write KEY=VALUE:NoSchedule, KEY:NoExecute or KEY:PreferNoSchedule`,
    );
  }
  const [, key = '', value, effect] = match;
  const [wrong] = [...labelKeyErrors(key), ...labelValueErrors(value ?? '')];
  if (wrong !== undefined) throw new NodeSpecError(`'${text}' is no taint: ${inNewestWords(wrong)}`);
  return { key, ...(value === undefined ? {} : { value }), effect: effect as TaintEffect };
}

/** A node of which nothing is known but its name. */
export function plainNode(name: string): Node {
  return makeNode(name, parseSettings('', NODES));
}

/** A node like one that could be there, by what is said of it. */
export function nodeLike(
  name: string,
  { resources, labels, taints }: { resources: ResourceList; labels: Record<string, string>; taints: Taint[] },
): Node {
  return makeNode(name, { resources: { pods: '110', ...resources }, labels, taints, unschedulable: false });
}

/** The same node under another name. */
export function renamedNode(node: Node, name: string): Node {
  const labels = { ...node.metadata.labels, 'kubernetes.io/hostname': name };
  return { ...node, metadata: { ...node.metadata, name, uid: `node-${name}`, labels } };
}

function makeNode(
  name: string,
  settings: Pick<Settings, 'resources' | 'labels' | 'taints' | 'unschedulable'>,
): Node {
  const { 'kubernetes.io/arch': arch = 'amd64', 'kubernetes.io/os': os = 'linux' } = settings.labels;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      uid: `node-${name}`,
      labels: {
        // What a kubelet puts on its own node; the beta names are still set, and old manifests still select by them.
        'beta.kubernetes.io/arch': arch,
        'beta.kubernetes.io/os': os,
        'kubernetes.io/arch': arch,
        'kubernetes.io/os': os,
        ...settings.labels,
        'kubernetes.io/hostname': name,
      },
    },
    spec: {
      ...(settings.unschedulable ? { unschedulable: true } : {}),
      ...(settings.taints.length > 0 ? { taints: settings.taints } : {}),
    },
    status: {
      capacity: { ...settings.resources },
      allocatable: { ...settings.resources },
      conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }],
    },
  };
}
