/** The functions of optionals (cel-go cel/library.go); `or` and `orValue` are where operands are evaluated by need. */
import { isOptional, NONE, some } from './access.js';
import { celSize } from './operators.js';
import {
  CelError,
  type CelFunction,
  type CelOptional,
  type CelValue,
  listValue,
  NO_OVERLOAD,
} from './value.js';

function optional(value: CelValue): CelOptional {
  if (!isOptional(value)) throw NO_OVERLOAD;
  return value;
}

/** The value that a variable of its type has when nothing was said: `false`, `0`, `""`, an empty list or map. */
function isZero(value: CelValue): boolean {
  if (value === null || value === false || value === 0 || value === 0n) return true;
  if (celSize(value) !== undefined) return celSize(value) === 0;
  if (typeof value !== 'object' || value instanceof Uint8Array) return false;
  if (value.kind === 'duration') return value.nanos === 0n;
  if (value.kind === 'uint') return value.value === 0n;
  return value.kind === 'optional' && value.value === undefined;
}

function unwrap([value = null]: readonly CelValue[]): CelValue {
  if (typeof value !== 'object' || value === null || !('kind' in value) || value.kind !== 'list')
    throw NO_OVERLOAD;
  return listValue(value.items.flatMap((item) => optional(item).value ?? []));
}

/** What an optional holds. */
function held(value: CelValue): CelValue {
  const inner = optional(value).value;
  if (inner === undefined) throw new CelError('optional.none() dereference');
  return inner;
}

/** The functions by name. */
export const OPTIONALS: Readonly<Record<string, CelFunction>> = {
  'optional.of': ([value = null]) => some(value),
  'optional.none': () => NONE,
  'optional.ofNonZeroValue': ([value = null]) => (isZero(value) ? NONE : some(value)),
  'optional.unwrap': unwrap,
  unwrapOpt: unwrap,
  value: ([value = null]) => held(value),
  hasValue: ([value = null]) => optional(value).value !== undefined,
};
