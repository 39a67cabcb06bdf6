/** What the API server makes of a manifest, as far as comparing needs it. */
import { goJson } from '../api/go-json.js';
import { isObject, type JsonObject, type JsonValue } from '../api/json.js';
import type { KubernetesVersion } from '../api/version.js';
import type { Document } from '../manifest/document.js';
import type { Refusal } from './immutable.js';
import { immutableRefusals } from './immutable.js';
import { cloneJson, definedKeys, setKey } from './json-equal.js';
import { diffObjects } from './object-diff.js';
import { orderCounts } from './pod-template.js';
import { kindShape } from './schema-shapes.js';

export interface Request {
  object: JsonObject;
  /** The object as stored before; absent for a creation. */
  old?: JsonObject;
}

export interface Answer {
  /** As the server would keep it: defaulted. */
  stored: JsonObject;
  refusals: Refusal[];
}

export type Server = (request: Request) => Answer;

/** A server of a version that knows the given CustomResourceDefinitions. */
export function serverOf(
  version: KubernetesVersion,
  _documents: readonly Document[],
  crds: readonly JsonValue[],
): Server {
  return ({ object, old }) => {
    const stored = secretData(cloneJson(object));
    if (!old) return { stored, refusals: [] };
    const kind = String(stored['kind']);
    const { shapeAt } = kindShape(version, String(stored['apiVersion']), kind, crds);
    const changes = diffObjects(old, stored, shapeAt, orderCounts(kind));
    return { stored, refusals: immutableRefusals(kind, old, stored, changes) };
  };
}

/** A Secret with its stringData written into data, as it is stored. */
function secretData(object: JsonObject): JsonObject {
  const plain = object['stringData'];
  if (object['kind'] !== 'Secret' || !isObject(plain)) return object;
  const data: JsonObject = isObject(object['data']) ? object['data'] : {};
  for (const key of definedKeys(plain)) {
    const value = plain[key];
    if (value === undefined || value === null) continue;
    setKey(
      data,
      key,
      Buffer.from(typeof value === 'string' ? value : goJson(value), 'utf8').toString('base64'),
    );
  }
  const { stringData: _, ...rest } = object;
  return { ...rest, data };
}
