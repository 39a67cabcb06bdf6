/** Fields that a kind does not have, where no schema describes it: kinds that servers have off by default. */
import type { DecodeError } from '../admission/decode.js';
import { fieldsOf, type GoStruct, type GoType, goStruct, goStructOfKind } from '../api/go-types.js';
import type { Path } from '../api/json.js';
import type { KubernetesVersion } from '../api/version.js';
import type { SchemaError } from '../schema/error.js';
import { nearest } from '../schema/nearest.js';
import type { LintObject } from './object.js';

const UNKNOWN = /^unknown field /;

/**
 * What strict decoding refused, as the schema would have told it: each field that there is not, with the one that was most
 * likely meant. What else the decoder refused is left out.
 */
export function unknownFields(
  { apiVersion, kind }: LintObject,
  decoding: readonly DecodeError[],
  version: KubernetesVersion,
): SchemaError[] {
  const struct = goStructOfKind(apiVersion, kind);
  return decoding
    .filter(({ message }) => UNKNOWN.test(message))
    .map(({ message, path }) => {
      const key = String(path.at(-1));
      const known = struct ? namesAt(struct, path.slice(0, -1), version) : [];
      const suggestion = nearest(key, known);
      return {
        code: 'unknown-field',
        path,
        key,
        message: `unknown field ${JSON.stringify(key)}`,
        server: message,
        expected: known.length > 0 ? 'a known field' : 'no fields',
        ...(suggestion !== undefined && { suggestion }),
      };
    });
}

/** The names of the fields of the struct at a place. */
function namesAt(struct: GoStruct, path: Path, version: KubernetesVersion): string[] {
  let at: GoStruct | undefined = struct;
  let type: GoType | undefined;
  for (const step of path) {
    if (type?.kind === 'slice' || type?.kind === 'map') type = type.of;
    else type = at && namedFields(at, version).get(String(step));
    while (type?.kind === 'pointer') type = type.to;
    at = type?.kind === 'struct' ? goStruct(type.key) : undefined;
  }
  return at ? [...namedFields(at, version).keys()] : [];
}

/** The fields of a struct by their names, those of embedded structs among them. */
function namedFields(struct: GoStruct, version: KubernetesVersion): Map<string, GoType> {
  const named = new Map<string, GoType>();
  for (const { json, type, embedded } of fieldsOf(struct, version)) {
    const inner = embedded && type.kind === 'struct' ? goStruct(type.key) : undefined;
    if (inner) for (const [name, of] of namedFields(inner, version)) named.set(name, of);
    else named.set(json, type);
  }
  return named;
}
