import {
  definedKeys,
  hasKey,
  isObject,
  type JsonObject,
  type JsonValue,
  type Path,
  setKey,
} from '../../api/json.js';
import { ITEM, type ShapeAt } from '../../schema/field-shape.js';
import type { PathStep } from '../field-set.js';
import { atomOf, itemSteps } from './walk.js';

/** `live` with everything that `config` says laid over it; keyed items merge, their order follows `config`. */
export function mergeTyped(live: JsonValue, config: JsonValue, shapeAt: ShapeAt, path: Path = []): JsonValue {
  const shape = shapeAt(path);
  const atom = atomOf(shape, config ?? live);
  if (atom.kind === 'map' && isObject(live)) {
    if (!isObject(config)) return live;
    const merged: JsonObject = {};
    for (const key of definedKeys(live)) {
      const ours = live[key] as JsonValue;
      const both = hasKey(config, key);
      setKey(merged, key, both ? mergeTyped(ours, config[key] as JsonValue, shapeAt, [...path, key]) : ours);
    }
    for (const key of definedKeys(config)) {
      if (!hasKey(live, key)) setKey(merged, key, config[key] as JsonValue);
    }
    return merged;
  }
  if (atom.kind === 'list' && Array.isArray(live)) {
    return Array.isArray(config) ? mergeItems(live, config, atom.keys, shapeAt, path) : live;
  }
  return config;
}

/** The walk of two keyed lists: items only in `live` keep their place, shared ones follow `config`. */
function mergeItems(
  live: JsonValue[],
  config: JsonValue[],
  keys: readonly string[],
  shapeAt: ShapeAt,
  path: Path,
): JsonValue[] {
  const left = itemSteps(live, keys, shapeAt, path);
  const right = itemSteps(config, keys, shapeAt, path);
  const inLeft = new Map(left.map((entry) => [entry.step, entry]));
  const inRight = new Set(right.map(({ step }) => step));
  const shared = right.filter(({ step }) => inLeft.has(step)).map(({ step }) => step);
  const done = new Set<string>();
  const out: JsonValue[] = [];
  const take = (entry: { step: PathStep; item: JsonValue }) => {
    done.add(entry.step);
    const mine = inLeft.get(entry.step);
    const both = mine !== undefined && !mine.duplicate;
    out.push(both ? mergeTyped(mine.item, entry.item, shapeAt, [...path, ITEM]) : entry.item);
  };
  let next = shared.shift();
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    const ours = left[i];
    const theirs = right[j];
    if (ours && theirs) {
      if (ours.step === theirs.step) {
        take(theirs);
        i += 1;
        j += 1;
        next = shared.shift();
        continue;
      }
      if (inRight.has(ours.step) && next !== undefined && next !== ours.step) {
        i += 1;
        continue;
      }
    }
    if (ours) {
      if (!inRight.has(ours.step)) {
        out.push(ours.item);
        i += 1;
        continue;
      }
      if (done.has(ours.step)) i += 1;
    }
    if (theirs) {
      take(theirs);
      j += 1;
    }
  }
  return out;
}
