/** Scores by how full volumes, or the storage within a node's reach, would be (plugins/volumebinding/scorer.go). */
import { quantityValue } from '../../api/quantity.js';
import type { PersistentVolumeClaim } from '../../api/workloads.js';
import { MAX_NODE_SCORE } from '../plugin.js';
import {
  classNameOf,
  requestedStorage,
  type StorageCapacity,
  type VolumeMatch,
  volumeSize,
} from '../volumes.js';
import { type ShapePoint, shapeFunction } from './resource-scores.js';

/** The emptier, the better; what counts where a configuration names no shape. */
export const EMPTIEST_FIRST: readonly ShapePoint[] = [
  { utilization: 0, score: 10 },
  { utilization: 100, score: 0 },
];

/** A claim whose volume is to be made, and what the driver says it has room for, if it says so. */
export interface Provision {
  claim: PersistentVolumeClaim;
  capacity: StorageCapacity | undefined;
}

interface Storage {
  requested: number;
  capacity: number;
}

/**
 * A node's score for the volumes chosen there, or where none is, for those to be made: the mean over their storage
 * classes.
 */
export function volumeScorer(
  shape: readonly ShapePoint[],
): (matches: readonly VolumeMatch[], provisions: readonly Provision[]) => number {
  const pointsAt = shapeFunction(shape);
  return (matches, provisions) => {
    const classes = [...(matches.length > 0 ? sizes(matches) : rooms(provisions)).values()];
    if (classes.length === 0) return 0;
    const sum = classes.reduce((points, storage) => points + pointsAt(utilization(storage)), 0);
    return Math.round(sum / classes.length);
  };
}

function utilization({ requested, capacity }: Storage): number {
  if (capacity === 0 || requested > capacity) return MAX_NODE_SCORE;
  return Math.trunc((requested * MAX_NODE_SCORE) / capacity);
}

function sizes(matches: readonly VolumeMatch[]): Map<string, Storage> {
  const classes = new Map<string, Storage>();
  for (const { claim, volume } of matches) {
    const storage = storageOf(classes, classNameOf(volume));
    storage.requested += quantityValue(requestedStorage(claim));
    storage.capacity += quantityValue(volumeSize(volume));
  }
  return classes;
}

function rooms(provisions: readonly Provision[]): Map<string, Storage> {
  const classes = new Map<string, Storage>();
  for (const { claim, capacity } of provisions) {
    if (!capacity) continue;
    const storage = storageOf(classes, classNameOf(claim));
    storage.requested += quantityValue(requestedStorage(claim));
    // All claims of a class share the same room.
    storage.capacity = quantityValue(capacity.capacity ?? 0);
  }
  return classes;
}

function storageOf(classes: Map<string, Storage>, name: string): Storage {
  const found = classes.get(name) ?? { requested: 0, capacity: 0 };
  classes.set(name, found);
  return found;
}
