/** The API server as `kubectl apply` meets it, from the admission of this version. */
import { type AdmissionPlugin, admit } from '../../admission/admit.js';
import '../../admission/kinds/all.js';
import { fieldPath, type JsonObject, type JsonValue } from '../../api/json.js';
import { versionOf } from '../../api/object-key.js';
import type { KubernetesVersion } from '../../api/version.js';
import { catalog } from '../../schema/catalog.js';
import { customResource } from '../custom-resource.js';
import { customRefusals } from '../custom-validation.js';
import type { Refusal } from '../refusal.js';
import { kindShape } from '../schema-shapes.js';
import { NO_UID } from '../uid.js';
import { withGeneration } from './generation.js';
import { type ApplyTarget, nameOf, type ServerError, type Written } from './outcome.js';

export interface TargetOptions {
  version: KubernetesVersion;
  crds?: readonly JsonValue[];
  plugins?: readonly AdmissionPlugin[];
  /** What is done with unknown fields; refused unless told otherwise. */
  fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
}

/** The target for objects of one kind. */
export function applyTarget(apiVersion: string, kind: string, options: TargetOptions): ApplyTarget {
  const { version, crds = [], plugins = [], fieldValidation = 'Strict' } = options;
  const shape = kindShape(version, apiVersion, kind, crds);
  const plural = catalog(version).kind(apiVersion, kind)?.plural ?? `${kind.toLowerCase()}s`;
  const write = (object: JsonObject, old: JsonObject | undefined): Written => {
    if (!shape.builtIn) {
      const { object: stored, unknown } = customResource(object, shape);
      const why = unknown.map((path) => `unknown field "${fieldPath(path)}"`);
      if (why.length > 0 && fieldValidation === 'Strict')
        return { error: undecoded(apiVersion, kind, why.join(', ')) };
      const refusals = shape.customSchema
        ? customRefusals(stored, shape.customSchema, shape.shapeAt, old)
        : [];
      if (refusals.length > 0) return { error: invalidResource(kind, object, refusals) };
      const warnings = fieldValidation === 'Warn' ? why : [];
      return { object: withGeneration(stored, old, false), warnings };
    }
    const made = admit(object, {
      version,
      operation: old ? 'update' : 'create',
      ...(old ? { old } : { uid: NO_UID }),
      fieldValidation,
      plugins,
      endpoint: { apiVersion, kind },
    });
    if (made.refusal) return { error: errorOf(made, kind, object) };
    return { object: withGeneration(made.object, old, true), warnings: made.warnings };
  };
  return { shapeAt: shape.shapeAt, patchKind: shape.builtIn ? 'strategic' : 'merge', plural, write };
}

function errorOf(made: ReturnType<typeof admit>, kind: string, object: JsonObject): ServerError {
  const { reason = '', message = '' } = made.refusal ?? {};
  if (reason !== 'Invalid') return { reason, message };
  return {
    reason,
    message,
    details: {
      kind,
      name: nameOf(object),
      causes: made.errors.map((error) => `${error.field}: ${error.message}`),
    },
  };
}

function undecoded(apiVersion: string, kind: string, why: string): ServerError {
  const message = `${kind} in version "${versionOf(apiVersion)}" cannot be handled as a ${kind}: strict decoding error: ${why}`;
  return { reason: 'BadRequest', message };
}

function invalidResource(kind: string, object: JsonObject, refusals: readonly Refusal[]): ServerError {
  const causes = refusals.map(({ field, message }) => `${field}: ${message}`);
  return { reason: 'Invalid', message: causes.join(', '), details: { kind, name: nameOf(object), causes } };
}
