/** Changes about taints, that of a cordon among them. */
import type { Taint, Toleration } from '../../api/objects.js';
import { commandLine } from '../../api/shell.js';
import { COST, type NodeMove, type PodMove } from './move.js';

/** The taint of a cordoned node. */
const CORDON = 'node.kubernetes.io/unschedulable';
/** Taints that say a node is ill: running there regardless is rarely meant. */
const ILLNESS = /^node\.kubernetes\.io\//;

/** The taints of a node whose kubelet is not heard of, or says that it is not ready. */
const DOWN: ReadonlySet<string> = new Set(['node.kubernetes.io/unreachable', 'node.kubernetes.io/not-ready']);

/** Whether a taint tells of how a node is: to tolerate it makes no pod run there. */
export function isOfNodeState({ key }: Taint): boolean {
  return ILLNESS.test(key);
}

/** What a taint says of nodes that are down; undefined for any other taint. */
export function downSaid({ key }: Taint): readonly [one: string, many: string] | undefined {
  return DOWN.has(key) ? ['is down', 'are down'] : undefined;
}

/** `key=value:Effect`, as kubectl has it. */
export function taintText({ key, value, effect }: Taint): string {
  return `${key}${value ? `=${value}` : ''}:${effect}`;
}

/** The pod tolerates it. */
export function tolerate(taint: Taint): PodMove {
  const { key, value, effect } = taint;
  const toleration: Toleration = value ? { key, value, effect } : { key, operator: 'Exists', effect };
  return {
    title: `tolerate ${taintText(taint)}`,
    kind: `tolerate ${taintText(taint)}`,
    cost: COST.tolerate,
    edits: [{ action: 'add', path: ['spec', 'tolerations'], value: { ...toleration } }],
  };
}

/** The node loses it; undefined for one that its illness brings back. */
export function untaint(taint: Taint, node: string): NodeMove | undefined {
  if (taint.key === CORDON) return uncordonMove(node);
  if (ILLNESS.test(taint.key)) return undefined;
  return {
    title: `take the taint ${taintText(taint)} off ${node}`,
    kind: `untaint ${taintText(taint)}`,
    cost: COST.untaint,
    commands: [commandLine('kubectl', 'taint', 'node', node, `${taintText(taint)}-`)],
    apply: (one) => ({
      ...one,
      spec: {
        ...one.spec,
        taints: (one.spec?.taints ?? []).filter(
          ({ key, effect }) => key !== taint.key || effect !== taint.effect,
        ),
      },
    }),
  };
}

export function uncordonMove(node: string): NodeMove {
  return {
    title: `uncordon ${node}`,
    kind: 'uncordon',
    cost: COST.uncordon,
    commands: [commandLine('kubectl', 'uncordon', node)],
    apply: (one) => ({
      ...one,
      spec: {
        ...one.spec,
        unschedulable: false,
        taints: (one.spec?.taints ?? []).filter(({ key }) => key !== CORDON),
      },
    }),
  };
}
