import type { Path } from '../api/json.js';

/**
 * What can be wrong with the shape of an object.
 *
 * Of the whole object: `unknown-kind` (its group is Kubernetes' own, the kind is not there), `unknown-version` (the kind
 * is served, but not at this apiVersion), `removed-api`, `not-yet-served`, `off-by-default` (a server knows it and serves it
 * only if it is told to), `no-schema` (a custom resource whose CustomResourceDefinition was not given), `missing-kind`.
 * Of a field: `unknown-field`, `wrong-type`, `missing-required`, `bad-enum`, `bad-format` (a quantity, a time, base64 that
 * cannot be read), `out-of-range` (a number that its type cannot hold), `bad-value` (a rule of a CRD's schema),
 * `too-deep`.
 * Of several fields: `lost-indentation`, in the place of their `unknown-field`s (`foldLost`).
 */
export type SchemaErrorCode =
  | 'unknown-kind'
  | 'unknown-version'
  | 'removed-api'
  | 'not-yet-served'
  | 'off-by-default'
  | 'no-schema'
  | 'missing-kind'
  | 'unknown-field'
  | 'wrong-type'
  | 'missing-required'
  | 'bad-enum'
  | 'bad-format'
  | 'out-of-range'
  | 'bad-value'
  | 'too-deep'
  | 'lost-indentation';

/** Where a field belongs that stands beside what it should stand below. */
interface LostPlace {
  /** The fields of the same map that are empty, because what they should hold stands beside them. */
  empty: readonly string[];
  /** The field it belongs to, or the list item, where the object has it now: `['spec']`, `['containers', 0]`. */
  under: Path;
  /** The same in words, where it should be: `spec.containers[]`. */
  home: string;
  /** What it was most likely meant to be called there, if it is misspelt. */
  meant?: string;
  /** It is the only field of its map that lost its place. */
  alone?: true;
}

/** One thing that is wrong with the shape of an object; one for each cause. Values of Secrets are never in it. */
export interface SchemaError {
  code: SchemaErrorCode;
  /** The field: of `unknown-field` its own path (locate the key), of `missing-required` the path of what lacks it. */
  path: Path;
  /** The name of the unknown or missing field. */
  key?: string;
  /** One plain sentence without a full stop. */
  message: string;
  /** What should be there: `string`, `integer`, `list`, `mapping`, `quantity`, `integer or string`, `base64`, … */
  expected?: string;
  /** What is there: `string`, `integer`, `number`, `boolean`, `list`, `mapping`, `null`. */
  actual?: string;
  /** The values that are allowed. */
  allowed?: string[];
  /** What was most likely meant: a field, a kind, an apiVersion, a value. */
  suggestion?: string;
  /** A short word on what to do: `write it in quotes`, `imagePullPolicy belongs in spec.template.spec.containers[]`. */
  hint?: string;
  /** Of an unknown field that stands beside the empty field it belongs to: where it lost its place. */
  lost?: LostPlace;
  /** Of `lost-indentation`: the fields, each with its `lost`, in the order of the text. */
  fields?: SchemaError[];
  /** Of an unknown field that an older version had: it and those beside it, each with the way to where it is now. */
  former?: readonly (readonly [field: string, ...now: [string, ...string[]]])[];
  /** What the API server says of it, where that is known word for word: `unknown field "spec.foo"`. */
  server?: string;
}
