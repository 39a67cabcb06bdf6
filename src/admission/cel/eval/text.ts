/** Values and their types as cel-go prints them in errors. */
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

/** A double as Go's strconv writes it: 'g' in the shortest form; whole numbers from 1e`from` on have an exponent. */
export function goDouble(value: number, from = 6): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power < -4 || power >= from) {
    return `${mantissa}e${exponent.charAt(0)}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  return plainDouble(value);
}

/** A double without an exponent, Go's 'f' in the shortest form. */
export function plainDouble(value: number): string {
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${digits}`;
  const whole = digits.slice(0, power + 1).padEnd(power + 1, '0');
  const rest = digits.slice(power + 1);
  return `${sign}${whole}${rest === '' ? '' : `.${rest}`}`;
}

/** A key or an index as Go's %v writes it. */
export function keyShown(value: CelValue): string {
  if (value === null) return 'null';
  if (typeof value === 'number') return goDouble(value, 21);
  if (typeof value !== 'object') return String(value);
  if (value instanceof Uint8Array) return `[${[...value].join(' ')}]`;
  return value.kind === 'uint' ? String(value.value) : typeNameOf(value);
}
