/**
 * Decoded objects by the Go struct that they are: a field that the struct does not have, or has of another type, does not
 * compile. A plain object passes for any struct, so that what is not known yet, or is of several kinds, needs no cast.
 */
import type { GoReaders, GoStructs } from '../api/go-structs.generated.js';
import type { JsonObject, JsonValue } from '../api/json.js';

/** The key of a struct: `core.v1.PodSpec`. */
export type StructName = keyof GoStructs;

declare const name: unique symbol;

/** A decoded object that is the Go struct `N`; one of several where `N` is a union. There is nothing of it at run time. */
export type Struct<N extends StructName> = JsonObject & { readonly [name]?: N };

/** A decoded object of which it is not said what it is: a map, or of any kind. */
export type Unnamed = JsonObject & { readonly [name]?: undefined };

type Code<N extends StructName, K> = N extends StructName
  ? K extends keyof GoStructs[N]
    ? GoStructs[N][K]
    : never
  : never;

/** The JSON name of any field of the struct. */
export type AnyField<N extends StructName> = keyof GoStructs[N] & string;

/** The JSON names of the fields that hold what the codes say. */
export type FieldOf<N extends StructName, Codes extends string> = {
  [K in AnyField<N>]: Code<N, K> extends Codes ? K : never;
}[AnyField<N>];

/** The JSON names of the fields that are read as a string: quantities and times too. */
export type TextField<N extends StructName> = keyof GoReaders[N]['text'] & string;

/** … as a number. */
export type NumberField<N extends StructName> = keyof GoReaders[N]['number'] & string;

/** … as a flag. */
export type FlagField<N extends StructName> = keyof GoReaders[N]['flag'] & string;

/** … as a number or a string. */
export type CountField<N extends StructName> = keyof GoReaders[N]['count'] & string;

/** … as a list of strings. */
export type StringsField<N extends StructName> = keyof GoReaders[N]['strings'] & string;

/** … as a list of numbers. */
export type IntsField<N extends StructName> = keyof GoReaders[N]['ints'] & string;

/** The JSON names of the fields that hold a struct or a map. */
export type HeldField<N extends StructName> = keyof GoReaders[N]['held'] & string;

/** The JSON names of the fields that hold a list of structs. */
export type ListField<N extends StructName> = keyof GoReaders[N]['lists'] & string;

/** The JSON names of the fields that hold a struct behind a pointer: one of several that exclude each other, most often. */
export type PointerField<N extends StructName> = FieldOf<N, `*{${string}}`>;

/** What is in a field that holds a struct or a map. */
export type Inner<N extends StructName, K extends HeldField<N>> = Named<GoReaders[N]['held'][K]>;

/** What is in a field that holds a list of structs. */
export type Item<N extends StructName, K extends ListField<N>> = Named<GoReaders[N]['lists'][K]>;

type Named<Key> = Key extends 'map' ? Unnamed : Struct<Key & StructName>;

/** What may be put into a field. */
export type Value<N extends StructName, K extends AnyField<N>> = Written<GoStructs[N][K]>;

/** Values by the codes of fields, without the pointer's mark; those of structs aside. */
interface Plain {
  string: string;
  Time: string;
  MicroTime: string;
  Duration: string;
  Quantity: string;
  bool: boolean;
  int: number | bigint;
  float: number | bigint;
  'int-or-string': number | bigint | string;
  strings: readonly string[];
  ints: readonly (number | bigint)[];
  map: Unnamed;
}

type Written<C> = C extends keyof Plain
  ? Plain[C]
  : C extends `*${infer Of extends keyof Plain}`
    ? Plain[Of]
    : C extends `[{${infer Key}}]`
      ? readonly Struct<Key & StructName>[]
      : C extends `{${infer Key}}` | `*{${infer Key}}`
        ? Struct<Key & StructName>
        : JsonValue;
