import { goQuote } from '../admission/field-errors.js';
import { goJson } from '../api/go-json.js';
import type { JsonObject } from '../api/json.js';
import type { KubeObject } from '../api/objects.js';
import { asJson, asObject } from '../api/unstructured.js';
import type { Cluster } from '../cluster/cluster.js';
import { goText } from '../patch/go-order.js';
import { applyJsonPatch, JsonPatchError } from '../patch/json-patch.js';
import { PatchError } from '../patch/strategic-meta.js';
import { applyPatch } from '../patch/three-way.js';
import { shapesIn } from './managed-fields.js';
import type { Answer, Refused, Request, Status } from './request.js';
import { scale } from './scale.js';
import { isCustom, servedKind } from './served.js';
import { refuse, type Stored } from './store.js';
import { notFound, replace } from './update.js';

/** A custom resource has no merge keys. */
const NO_STRATEGIC =
  'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml';
/** What is said of a JSON patch that does not fit; why is kept to itself by the server. */
const UNFIT = 'the server rejected our request due to an error in our request';

/** A PATCH (apiserver/pkg/endpoints/handlers/patch.go): the stored object, changed, goes the way of an update. */
export function patch(cluster: Cluster, request: Extract<Request, { verb: 'patch' }>, now: number): Answer {
  const live = cluster.get(request.kind, request.key) as Stored | undefined;
  if (!live) return notFound(cluster, '', request.kind, request.key);
  const patched = patchedObject(cluster, live, request);
  if ('refusal' in patched) return patched;
  if (request.subresource === 'scale') return scale(cluster, live, patched.merged, request, now);
  const answer = replace(cluster, asObject(patched.merged), live, request, now);
  if (!('refusal' in answer)) return answer;
  return { ...answer, refusal: undecodable(answer.refusal, patched.quoted()) };
}

interface Patched {
  merged: JsonObject;
  /** The patch, or what it made, as the server quotes it where that cannot be read. */
  quoted(): string;
}

function patchedObject(
  cluster: Cluster,
  live: KubeObject,
  request: Extract<Request, { verb: 'patch' }>,
): Patched | Refused {
  const current = asJson(live);
  const { apiVersion, kind } = live;
  try {
    if (request.type === 'json') {
      const merged = applyJsonPatch(current, request.patch) as JsonObject;
      return { merged, quoted: () => goJson(merged) };
    }
    if (request.type === 'strategic' && isCustom(servedKind(cluster, apiVersion, kind)))
      return refuse(415, 'UnsupportedMediaType', NO_STRATEGIC);
    const { merged, consumed } = applyPatch(
      current,
      request.patch,
      shapesIn(cluster, apiVersion, kind),
      request.type,
    );
    return { merged, quoted: () => (request.type === 'merge' ? goJson(merged) : goText(consumed)) };
  } catch (error) {
    if (error instanceof JsonPatchError) {
      const answer = refuse(422, 'Invalid', UNFIT);
      return { ...answer, refusal: { ...answer.refusal, why: error.message } };
    }
    if (error instanceof PatchError) return refuse(400, 'BadRequest', error.message);
    throw error;
  }
}

/** A patched object that cannot be read is the patch's fault: the server quotes it. */
function undecodable(refusal: Status, quoted: string): Status {
  const why = decodingText(refusal);
  if (why === undefined) return refusal;
  const { decoding = [] } = refusal;
  const message = `Invalid value: ${goQuote(quoted)}: ${why}`;
  return {
    code: 422,
    reason: 'Invalid',
    message: ` "" is invalid: patch: ${message}`,
    errors: [{ type: 'FieldValueInvalid', field: 'patch', path: [], message }],
    details: { kind: '', name: '' },
    brief: refusal.message,
    // What cannot be read is told with its place as of a create: the words of a patch say less.
    decoding,
  };
}

const CANNOT = /cannot be handled as a \w+: (.*)$/s;
const MISMATCH =
  /^json: cannot unmarshal (\w+)(?: [-\d.eE+]+)? into Go (?:struct field \S+|value) of type (\S+)$/;

/**
 * Why a patched object cannot be read. Patches are converted value by value, not decoded from text: other words for a
 * value of another type (apimachinery/pkg/runtime/converter.go).
 */
function decodingText({ reason, message }: Status): string | undefined {
  const why = reason === 'BadRequest' ? CANNOT.exec(message)?.[1] : undefined;
  const mismatch = why === undefined ? null : MISMATCH.exec(why);
  if (!mismatch) return why;
  const [, json = '', type = ''] = mismatch;
  const kind = { string: 'string', bool: 'bool', number: 'int64', array: 'slice', object: 'map' }[json];
  if (type.startsWith('[]')) return `cannot restore slice from ${kind}`;
  if (type.startsWith('map[')) return `cannot restore map from ${kind}`;
  if (type.includes('.')) return `cannot restore struct from: ${kind}`;
  if (type === 'string' && kind === 'int64') return 'cannot convert int64 to string';
  return `unrecognized type: ${type}`;
}
