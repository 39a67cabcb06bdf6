import type { JsonObject, JsonValue, Path } from '../api/json.js';
import { INT64_MAX } from './formats.js';

/** Nobody writes objects this deep; walking deeper ones is refused rather than risked. */
export const MAX_DEPTH = 500;

/** Further out than any int64, for bigints that are. */
const BEYOND = 1e19;

export interface Prepared {
  value: unknown;
  /** Where the value is nested too deep to be looked at. */
  tooDeep?: Path;
}

/**
 * A copy of `value` in terms a validator knows: bigints become doubles that compare with the limits of int64
 * as they do, mappings have no prototype (`__proto__`, `constructor` are keys like others).
 */
export function validatorValue(value: JsonValue): Prepared {
  let tooDeep: Path | undefined;
  const path: (string | number)[] = [];

  const copy = (at: JsonValue | undefined): unknown => {
    if (typeof at === 'bigint') return fromBigint(at);
    if (typeof at !== 'object' || at === null) return at;
    if (path.length >= MAX_DEPTH) {
      tooDeep ??= [...path];
      return undefined;
    }
    return Array.isArray(at) ? copyList(at) : copyMapping(at);
  };

  const copyList = (list: JsonValue[]): unknown[] => {
    const items: unknown[] = new Array(list.length);
    for (let index = 0; index < list.length; index++) {
      path.push(index);
      items[index] = copy(list[index]);
      path.pop();
    }
    return items;
  };

  const copyMapping = (mapping: JsonObject): Record<string, unknown> => {
    const fields = Object.create(null) as Record<string, unknown>;
    for (const key of Object.keys(mapping)) {
      const field = mapping[key];
      if (field === undefined) continue;
      path.push(key);
      fields[key] = copy(field);
      path.pop();
    }
    return fields;
  };

  const result: Prepared = { value: copy(value) };
  if (tooDeep) result.tooDeep = tooDeep;
  return result;
}

function fromBigint(value: bigint): number {
  if (value > 2n ** 63n - 1n) return BEYOND;
  if (value < -(2n ** 63n)) return -BEYOND;
  return Math.min(Number(value), INT64_MAX);
}
