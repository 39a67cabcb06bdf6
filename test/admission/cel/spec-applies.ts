/** Which cases of CEL's conformance data are of no concern to expressions of Kubernetes, and why. */
import type { SpecCase } from './spec-case.js';
import { isThere } from './spec-case.js';

const LIBRARIES: Readonly<Record<string, string>> = {
  block_ext: 'a library that is not loaded',
  encoders_ext: 'a library that is not loaded',
  math_ext: 'a library that is not loaded',
  proto2_ext: 'a library that is not loaded',
};

/** Messages and enums of protobuf; the well-known types that expressions name are no such. */
const PROTOBUF =
  /Test(?:AllTypes|Required)|(?:Global|Nested)Enum|NullValue|(?:Value|Struct|Any|Empty|FieldMask)\{|google\.protobuf\.(?!Timestamp\b|Duration\b)/;

const LATER = 'a later version of the library for strings';
const CEL_GO = 'cel-go does otherwise and says so';

/** Cases that come out otherwise in the server. */
const DIFFERENT: Readonly<Record<string, { text: string; names: string }>> = {
  'fields/qualified_identifier_resolution': { text: CEL_GO, names: 'map_key_float map_value_repeat_key' },
  'string_ext/value_errors': { text: CEL_GO, names: 'indexof_out_of_range lastindexof_out_of_range' },
  'timestamps/duration_converters': { text: CEL_GO, names: 'get_milliseconds' },
  'optionals/optionals': {
    text: 'presence in what has no fields is no error',
    names: 'map_null_entry_no_such_key map_present_key_invalid_field',
  },
};

/** Why a case does not apply. */
export interface Reason {
  text: string;
  /** Whether kubeplan may agree all the same, or must not. */
  differs?: 'may' | 'must';
}

/** The reason that a case of some name (`suite/section/name`) has not to agree. */
export function reasonNot(name: string, one: SpecCase): Reason | undefined {
  const [suite = '', section = '', title = ''] = name.split('/');
  const library = LIBRARIES[suite];
  if (library !== undefined) return { text: library };
  if (PROTOBUF.test(one.original.expr) || !isThere(one)) return { text: 'messages and enums of protobuf' };
  if (one.original['container'] !== undefined) return { text: 'names within a container' };
  if (suite === 'string_ext' && section.startsWith('format') && FORMATS.test(one.original.expr)) {
    return { text: LATER, differs: 'may' };
  }
  if (section === 'quoted_map_fields') return { text: 'names in backquotes, which are off', differs: 'must' };
  const different = DIFFERENT[`${suite}/${section}`];
  return different?.names.split(' ').includes(title) ? { text: different.text, differs: 'must' } : undefined;
}

/** Clauses and values that another version prints in another way. */
const FORMATS = /%(?:\.\d+)?e|Infinity|NaN|%s".*\[\[|\[\{|dyn\(\[|str_var|%d/;
