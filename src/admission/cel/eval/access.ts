/** Fields, keys and indexes (cel-go interpreter/attributes.go). */
import { isKey } from './operators.js';
import { keyShown, typeNameOf } from './text.js';
import { CelError, type CelOptional, type CelValue, mapKey } from './value.js';

/** `optional.none()`. */
export const NONE: CelOptional = { kind: 'optional' };

/** An optional that holds the value; one that holds an optional already stays as it is. */
export function some(value: CelValue): CelOptional {
  return { kind: 'optional', value };
}

/** Whether a value is an optional. */
export function isOptional(value: CelValue): value is CelOptional {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'optional';
}

/** What is at a key or an index; undefined where nothing is. */
function find(value: CelValue, key: CelValue): CelValue | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined;
  if (value.kind === 'list') return value.items[indexOf(key)];
  if (value.kind !== 'map' || !isKey(key)) return undefined;
  return value.entries.get(mapKey(key))?.value;
}

function indexOf(key: CelValue): number {
  if (typeof key === 'bigint') return key < 0n ? -1 : Number(key);
  const whole = typeof key === 'number' && Number.isInteger(key);
  if (whole) return key;
  if (typeof key === 'number') throw new CelError(`unsupported index value ${keyShown(key)} in list`);
  if (typeof key === 'object' && key !== null && 'kind' in key && key.kind === 'uint')
    return Number(key.value);
  throw new CelError(`unsupported index type '${typeNameOf(key)}' in list`);
}

/** What is at a key; an error in cel-go's words where nothing is. `optional`: an optional of it, of what an optional holds too. */
export function access(value: CelValue, key: CelValue, optional: boolean): CelValue {
  if (isOptional(value) || optional) {
    const inner = isOptional(value) ? value.value : value;
    const found = inner === undefined ? undefined : find(inner, key);
    if (found === undefined) return NONE;
    return isOptional(found) ? found : some(found);
  }
  const found = find(value, key);
  if (found !== undefined) return found;
  const isList = typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'list';
  throw new CelError(`${isList ? 'index out of bounds' : 'no such key'}: ${keyShown(key)}`);
}

/** `has(value.field)`. */
export function isThere(value: CelValue, field: string): boolean {
  const inner = isOptional(value) ? value.value : value;
  if (inner === undefined || typeof inner !== 'object' || inner === null || !('kind' in inner)) return false;
  return inner.kind === 'map' && inner.entries.has(mapKey(field));
}
