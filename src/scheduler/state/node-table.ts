/** What nodes have and what of it is in use, in columns by slot: for rules that are held against all nodes at once. */
import type { NodeInfo } from '../node-info.js';

const COLUMNS = [
  'pods',
  'cpu',
  'memory',
  'ephemeralStorage',
  'nonZeroCpu',
  'nonZeroMemory',
  'allocatablePods',
  'allocatableCpu',
  'allocatableMemory',
  'allocatableEphemeralStorage',
] as const;
type Column = (typeof COLUMNS)[number];

export type NodeTable = Readonly<Record<Column, Float64Array>>;

export function newTable(slots: number): NodeTable {
  return Object.fromEntries(COLUMNS.map((column) => [column, new Float64Array(slots)])) as Record<
    Column,
    Float64Array
  >;
}

/** Takes over the sums of a node. */
export function writeRow(table: NodeTable, node: NodeInfo): void {
  const { slot, allocatable } = node;
  table.pods[slot] = node.pods.length;
  table.cpu[slot] = node.cpu;
  table.memory[slot] = node.memory;
  table.ephemeralStorage[slot] = node.ephemeralStorage;
  table.nonZeroCpu[slot] = node.nonZeroCpu;
  table.nonZeroMemory[slot] = node.nonZeroMemory;
  table.allocatablePods[slot] = allocatable.pods;
  table.allocatableCpu[slot] = allocatable.cpu;
  table.allocatableMemory[slot] = allocatable.memory;
  table.allocatableEphemeralStorage[slot] = allocatable.ephemeralStorage;
}
