/** Objects as the recorder writes them down (FORMAT-validation.md, "Normalised"). */
import { UNKNOWN_UID } from '../src/admission/metadata.js';
import { isObject, type JsonObject, type JsonValue } from '../src/api/json.js';
import { canonical } from './canonical.js';

const GONE = ['managedFields', 'uid', 'creationTimestamp', 'resourceVersion', 'generation', 'selfLink'];
/** What the recorder writes for what the server draws. */
export const ALLOCATED = '<allocated>';

/** The object as the recorder writes it down (FORMAT-validation.md, "Normalised"). */
export function normalise(
  object: JsonObject,
  recorded: { type?: string; object?: JsonValue; new?: JsonObject },
): JsonValue {
  const out = JSON.parse(canonical(object)) as JsonObject;
  const metadata = isObject(out['metadata']) ? out['metadata'] : {};
  const uid = metadata['uid'] ?? UNKNOWN_UID;
  for (const name of GONE) delete metadata[name];
  const sent = (recorded.type === 'update' ? recorded.new : recorded.object) as JsonObject | undefined;
  const sentMeta = isObject(sent?.['metadata']) ? sent['metadata'] : {};
  if (typeof sentMeta['generateName'] === 'string' && !sentMeta['name']) {
    metadata['name'] = `${sentMeta['generateName'].slice(0, 58)}${ALLOCATED}`;
  } else if (!sentMeta['name'] && metadata['name'] !== undefined) metadata['name'] = ALLOCATED;
  if (out['kind'] === 'Service') normaliseService(out, sent);
  if (recorded.type === 'update') {
    delete out['status'];
    const spec = out['spec'];
    if (out['kind'] === 'Node' && isObject(spec) && Array.isArray(spec['taints'])) {
      spec['taints'] = spec['taints'].filter(
        (taint) => !String((taint as JsonObject)['key']).startsWith('node.kubernetes.io/'),
      );
    }
  }
  return walk(out, String(uid));
}

function walk(value: JsonValue, uid: string, key = ''): JsonValue {
  if (typeof value === 'string') {
    if (value === uid || /^last.*Time$/.test(key) || key === 'timeAdded') return ALLOCATED;
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((one) => {
      const token =
        (key === 'volumes' || key === 'volumeMounts') &&
        isObject(one) &&
        /^kube-api-access-[a-z0-9]{5}$/.test(String(one['name']));
      return token ? ALLOCATED : walk(one, uid);
    });
  }
  if (!isObject(value)) return value;
  const out: JsonObject = {};
  for (const [name, inner] of Object.entries(value)) {
    if (inner === undefined || (name === 'creationTimestamp' && inner === null)) continue;
    out[name] = walk(inner, uid, name);
  }
  return out;
}

function normaliseService(out: JsonObject, sent: JsonObject | undefined): void {
  const spec = isObject(out['spec']) ? out['spec'] : {};
  const given = isObject(sent?.['spec']) ? sent['spec'] : {};
  const asked = new Set([
    'None',
    given['clusterIP'],
    ...(Array.isArray(given['clusterIPs']) ? given['clusterIPs'] : []),
  ]);
  if (typeof spec['clusterIP'] === 'string' && !asked.has(spec['clusterIP'])) spec['clusterIP'] = ALLOCATED;
  if (Array.isArray(spec['clusterIPs'])) {
    spec['clusterIPs'] = spec['clusterIPs'].map((address) => (asked.has(address) ? address : ALLOCATED));
  }
  const ports = Array.isArray(given['ports']) ? given['ports'] : [];
  const numbers = new Set(ports.map((port) => (isObject(port) ? port['nodePort'] : undefined)));
  if (Array.isArray(spec['ports'])) {
    for (const port of spec['ports']) {
      if (isObject(port) && port['nodePort'] !== undefined && !numbers.has(port['nodePort']))
        port['nodePort'] = ALLOCATED;
    }
  }
  if (
    spec['healthCheckNodePort'] !== undefined &&
    spec['healthCheckNodePort'] !== given['healthCheckNodePort']
  ) {
    spec['healthCheckNodePort'] = ALLOCATED;
  }
}
