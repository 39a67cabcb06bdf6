/** How a library declares its functions: by the types that they take. */
import {
  type CelDuration,
  CelError,
  type CelFunction,
  type CelList,
  type CelOpaque,
  type CelTimestamp,
  type CelValue,
  NO_OVERLOAD,
} from '../value.js';

/** Whether a value is of a type. */
export type Kind<T extends CelValue> = (value: CelValue) => value is T;

type Tagged = Extract<CelValue, { kind: string }>;

function tagged<K extends Tagged['kind']>(kind: K): Kind<Extract<Tagged, { kind: K }>> {
  return (value): value is Extract<Tagged, { kind: K }> =>
    typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
}

export const ANY: Kind<CelValue> = (_): _ is CelValue => true;
export const STRING: Kind<string> = (value): value is string => typeof value === 'string';
export const INT: Kind<bigint> = (value): value is bigint => typeof value === 'bigint';
export const BOOL: Kind<boolean> = (value): value is boolean => typeof value === 'boolean';
export const LIST: Kind<CelList> = tagged('list');
export const TIMESTAMP: Kind<CelTimestamp> = tagged('timestamp');
export const DURATION: Kind<CelDuration> = tagged('duration');
const OPAQUE = tagged('opaque');

/** A value of a type that Kubernetes adds; what is inside it was put there by `make`. */
export interface Opaque<T> extends CelOpaque {
  inner: T;
}

/** A type that Kubernetes adds: its values and how they are made. */
export interface OpaqueType<T> {
  is: Kind<Opaque<T>>;
  make(inner: T, identity: string): Opaque<T>;
}

export function opaqueType<T>(type: string): OpaqueType<T> {
  return {
    is: (value): value is Opaque<T> => OPAQUE(value) && value.type === type,
    make: (inner, identity) => ({ kind: 'opaque', type, inner, identity }),
  };
}

/** A function for arguments of certain types; undefined for others. */
export type Overload = (args: readonly CelValue[]) => CelValue | undefined;
/** Functions and methods by name. */
export type Library = Readonly<Record<string, readonly Overload[]>>;

/** `overload([STRING, INT], (text, at) => …)`; a method takes its receiver first. */
export function overload<T extends readonly CelValue[]>(
  takes: { [I in keyof T]: Kind<T[I]> },
  run: (...args: T) => CelValue,
): Overload {
  const kinds: readonly Kind<CelValue>[] = takes;
  return (args) =>
    args.length === kinds.length && kinds.every((is, at) => is(args[at] ?? null))
      ? run(...(args as T))
      : undefined;
}

/** The overload that fits is called. */
export function dispatch(overloads: readonly Overload[]): CelFunction {
  return (args) => {
    for (const call of overloads) {
      const result = call(args);
      if (result !== undefined) return result;
    }
    throw NO_OVERLOAD;
  };
}

/** Stops the evaluation with the words of the function that fails. */
export function fail(message: string): never {
  throw new CelError(message);
}
