/** What admission answers, and the ways in which it says no. */

import type { FieldError } from '../api/field-error.js';
import type { JsonObject } from '../api/json.js';
import { versionOf } from '../api/object-key.js';
import { noMatch } from '../schema/api-version.js';
import { METHOD_NOT_ALLOWED } from '../schema/unserved.js';
import type { DecodeError } from './decode.js';
import { goQuote } from './field-errors.js';
import { str } from './fields.js';
import type { Refusal, ResourceRules } from './kind.js';
import type { WarningCause } from './plugin.js';
import type { ObjectMeta } from './shared/structs.js';

/** What came of it. `object` is the object as stored, or as far as it got; it is accepted where `refusal` is absent. */
export interface Admitted {
  object: JsonObject;
  /** The causes of a refusal with reason Invalid. */
  errors: FieldError[];
  /** Values that could not be decoded and unknown fields, with their places (reason BadRequest). */
  decoding: DecodeError[];
  refusal?: Refusal;
  warnings: string[];
  /** By the texts of warnings: what they are of. */
  causes?: ReadonlyMap<string, WarningCause>;
}

export function missing(rules: Pick<ResourceRules, 'group' | 'resource'>, name: string): Refusal {
  const resource = rules.group === '' ? rules.resource : `${rules.resource}.${rules.group}`;
  return { code: 404, reason: 'NotFound', message: `${resource} ${goQuote(name)} not found` };
}

export function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

export function text(object: JsonObject, key: string): string {
  const value = object[key];
  return typeof value === 'string' ? value : '';
}

/** An answer that says no. */
export function refused(object: JsonObject, refusal: Refusal): Admitted {
  return { object, errors: [], decoding: [], refusal, warnings: [] };
}

/** `Kind in version "v1" cannot be handled as a Kind: …` */
export function badRequest(
  asked: { apiVersion: string; kind: string; object: JsonObject } | undefined,
  why: string,
): Refusal {
  if (!asked) return { code: 400, reason: 'BadRequest', message: why };
  const kind = text(asked.object, 'kind') || asked.kind;
  const version = versionOf(text(asked.object, 'apiVersion') || asked.apiVersion);
  return {
    code: 400,
    reason: 'BadRequest',
    message: `${kind} in version ${goQuote(version)} cannot be handled as a ${asked.kind}: ${why}`,
  };
}

/** The 404 of a kind that is not served. */
export function unknownKind(apiVersion: string, kind: string): Refusal {
  return {
    code: 404,
    reason: 'NotFound',
    message: noMatch(apiVersion, kind),
  };
}

export function methodNotAllowed(): Refusal {
  return { code: 405, reason: 'MethodNotAllowed', message: METHOD_NOT_ALLOWED };
}

/** The 422 of field errors: `Deployment.apps "web" is invalid: …` */
export function invalid(
  rules: { kind: string; group: string },
  metadata: ObjectMeta,
  errors: readonly FieldError[],
): Refusal {
  const texts = unique(errors.map((error) => `${error.field}: ${error.message}`));
  const kind = rules.group === '' ? rules.kind : `${rules.kind}.${rules.group}`;
  const all = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  return {
    code: 422,
    reason: 'Invalid',
    message: `${kind} ${goQuote(str(metadata, 'name'))} is invalid: ${all}`,
  };
}

/** The 403 of an admission plugin: `pods "web" is forbidden: …` */
export function forbiddenRefusal(
  rules: { resource: string; group: string },
  metadata: ObjectMeta,
  why: string,
): Refusal {
  const resource = rules.group === '' ? rules.resource : `${rules.resource}.${rules.group}`;
  const name = str(metadata, 'name') || str(metadata, 'generateName') || 'Unknown';
  return { code: 403, reason: 'Forbidden', message: `${resource} ${goQuote(name)} is forbidden: ${why}` };
}
