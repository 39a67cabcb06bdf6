/** What the API server makes of a manifest, as far as comparing needs it. */
import { admit } from '../admission/admit.js';
import '../admission/kinds/all.js';
import { fieldPath, type JsonObject, type Path } from '../api/json.js';
import type { KubernetesVersion } from '../api/version.js';
import { catalog } from '../schema/catalog.js';
import { customResource } from './custom-resource.js';
import { customRefusals } from './custom-validation.js';
import { cloneJson } from './json-equal.js';
import type { Refusal } from './refusal.js';
import type { KindShape } from './schema-shapes.js';
import { NO_UID } from './uid.js';

export interface Request {
  object: JsonObject;
  /** The object as stored before; absent for a creation. */
  old?: JsonObject;
}

export interface Answer {
  /** As the server would keep it: defaulted. Of a refused object, as far as it can be read. */
  stored: JsonObject;
  refusals: Refusal[];
  /** It cannot be read at all; with `lenient`: it cannot be in any cluster. */
  unreadable?: boolean;
}

/** The shapes of a kind's fields. */
export type Shapes = (apiVersion: string, kind: string) => KindShape;

export type Server = (request: Request) => Answer;

/**
 * A server of a version that knows the given shapes of kinds. It takes the new object strictly (unknown
 * fields are refused, as kubectl asks for); `lenient` is for what is there already and whatever it holds.
 */
export function serverOf(version: KubernetesVersion, shapes: Shapes, lenient = false): Server {
  return ({ object, old }) => {
    const apiVersion = String(object['apiVersion']);
    const kind = String(object['kind']);
    const shape = shapes(apiVersion, kind);
    if (!shape.builtIn) {
      if (isUnserved(version, apiVersion, kind)) {
        const message = `no matches for kind "${kind}" in version "${apiVersion}"`;
        return { stored: cloneJson(object), refusals: [{ field: '', message, path: ['apiVersion'] }] };
      }
      const { object: stored, unknown } = customResource(object, shape);
      const refusals = unknown.map(unknownField);
      if (refusals.length > 0 || !shape.customSchema) return { stored, refusals };
      return { stored, refusals: customRefusals(stored, shape.customSchema, shape.shapeAt, old) };
    }
    const made = admit(object, {
      version,
      operation: old ? 'update' : 'create',
      ...(old && { old }),
      uid: NO_UID,
      fieldValidation: lenient ? 'Ignore' : 'Strict',
    });
    const refusals = refusalsOf(made);
    // What cannot be read is compared as it is written.
    if (made.decoding.length > 0) return { stored: cloneJson(object), refusals, unreadable: true };
    return { stored: made.object, refusals };
  };
}

function refusalsOf({ errors, decoding, refusal }: ReturnType<typeof admit>): Refusal[] {
  if (!refusal) return [];
  if (errors.length > 0) return errors.map(({ field, message, path }) => ({ field, message, path }));
  if (decoding.length > 0) return decoding.map(({ message, path }) => ({ field: '', message, path }));
  return [{ field: '', message: refusal.message, path: [] }];
}

/** What strict reading says of a field that nobody declares. */
function unknownField(path: Path): Refusal {
  return { field: '', message: `strict decoding error: unknown field "${fieldPath(path)}"`, path };
}

/** True for a kind of Kubernetes' own that this version does not serve, no more or not yet. */
function isUnserved(version: KubernetesVersion, apiVersion: string, kind: string): boolean {
  const state = catalog(version).lifecycle(apiVersion, kind)?.state;
  return state === 'removed' || state === 'not-yet';
}
