/** Values and their types as cel-go prints them in errors. */
import { goFloat } from '../../go/float.js';
import type { CelValue } from './value.js';

/** The name of a value's type: `int`, `list`, `google.protobuf.Timestamp`. */
export function typeNameOf(value: CelValue): string {
  if (value === null) return 'null_type';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'double';
  if (typeof value === 'string') return 'string';
  if (value instanceof Uint8Array) return 'bytes';
  switch (value.kind) {
    case 'timestamp':
      return 'google.protobuf.Timestamp';
    case 'duration':
      return 'google.protobuf.Duration';
    case 'optional':
      return 'optional_type';
    case 'opaque':
      return value.type;
    case 'map':
      return 'map';
    default:
      return value.kind;
  }
}

/** A key or an index as Go's %v writes it. */
export function keyShown(value: CelValue): string {
  if (value === null) return 'null';
  if (typeof value === 'number') return goFloat(value);
  if (typeof value !== 'object') return String(value);
  if (value instanceof Uint8Array) return `[${[...value].join(' ')}]`;
  return value.kind === 'uint' ? String(value.value) : typeNameOf(value);
}
