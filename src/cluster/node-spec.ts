import { ownValue } from '../api/json.js';
import { dns1123SubdomainErrors, labelKeyErrors, labelValueErrors } from '../api/names.js';
import type { Node, ResourceList, Taint, TaintEffect } from '../api/objects.js';
import { isFraction, quantityError, quantitySign } from '../api/quantity.js';

/** A `--nodes` text that cannot be understood: what is wrong, and with which part of it. */
export class NodeSpecError extends Error {}

const MOST_NODES = 100_000;
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
    const settings = parseSettings(rest);
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

interface Settings {
  name?: string;
  resources: ResourceList;
  labels: Record<string, string>;
  taints: Taint[];
  unschedulable: boolean;
}

function parseSettings(text: string): Settings {
  const settings: Settings = { resources: { ...DEFAULTS }, labels: {}, taints: [], unschedulable: false };
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
    if (name === 'unschedulable') settings.unschedulable = true;
    else if (equals < 0) throw new NodeSpecError(`'${part}' has no value; write for example '${EXAMPLE}'`);
    else if (name === 'name') settings.name = parseName(value);
    else if (name === 'taint') settings.taints.push(parseTaint(value));
    // Before resources: a label's key may have a domain, as a resource's name has.
    else if (name.startsWith('label.')) addLabel(settings, name.slice('label.'.length), value, part);
    else if (RESOURCE.test(name)) settings.resources[name] = parseAmount(name, value);
    else if (ownValue(SHORT_LABELS, name)) addLabel(settings, ownValue(SHORT_LABELS, name)!, value, part);
    else {
      throw new NodeSpecError(
        `'${name}' is neither a resource (cpu, memory, pods, nvidia.com/gpu) nor one of zone, region, arch, os, ` +
          `instance, name, taint, unschedulable; for another label write label.${name}=${value}`,
      );
    }
  }
  return settings;
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

function addLabel({ labels }: Settings, key: string, value: string, part: string): void {
  const [wrong] = [...labelKeyErrors(key), ...labelValueErrors(value)];
  if (wrong !== undefined) throw new NodeSpecError(`'${part}' is no label: ${wrong}`);
  labels[key] = value;
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
  if (wrong !== undefined) throw new NodeSpecError(`'${text}' is no taint: ${wrong}`);
  return { key, ...(value === undefined ? {} : { value }), effect: effect as TaintEffect };
}

/** A node of which nothing is known but its name. */
export function plainNode(name: string): Node {
  return makeNode(name, parseSettings(''));
}

function makeNode(name: string, settings: Settings): Node {
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
