import { admit } from '../src/admission/admit.js';
import type { Admitted } from '../src/admission/answer.js';
import { ALL_KINDS } from '../src/admission/groups/all.js';
import { UNKNOWN_UID } from '../src/admission/metadata.js';
import type { FieldError } from '../src/api/field-error.js';
import { isObject, type JsonObject, type JsonValue } from '../src/api/json.js';
import { KUBERNETES_VERSIONS, NEWEST_VERSION, parseVersion } from '../src/api/version.js';
import { applyChanges } from './changes.js';
import type { Measured } from './hash.js';

interface Cause {
  field: string;
  type: string;
  message: string;
}

interface ValidationLine {
  version?: string;
  type: 'create' | 'update';
  object?: JsonValue;
  old?: JsonObject;
  new?: JsonObject;
  accepted: boolean;
  code: number;
  reason: string;
  message: string;
  causes?: Cause[] | null;
  warnings?: string[] | null;
  defaulted?: JsonObject;
  endpoint?: { apiVersion: string; kind: string };
}

const NOW = Date.UTC(2026, 0, 1);
const kinds = ALL_KINDS;
/** Who asked the recorded server. */
const user = { username: 'admin', uid: 'admin-uid', groups: ['system:masters', 'system:authenticated'] };

/** A line of validation-*.jsonl: what the server said of one object, and what kubeplan says. */
export function validationCase(line: unknown): Record<string, Measured> {
  const recorded = line as ValidationLine;
  const admitted = ask(recorded);
  const accepted = admitted.refusal === undefined;
  const sent = canonical(recorded.object ?? [recorded.old, recorded.new]);
  const out: Record<string, Measured> = {
    verdict: measure(recorded.accepted, accepted),
  };
  if (!recorded.accepted) {
    const causes = recorded.causes ?? [];
    out['causes'] = measure(
      causes.length > 0 ? sorted(causes.map((cause) => `${cause.type} ${cause.field}`)) : recorded.reason,
      admitted.errors.length > 0
        ? sorted(admitted.errors.map((error) => `${error.type} ${error.field}`))
        : (admitted.refusal?.reason ?? ''),
    );
    out['text'] = measure(
      causes.length > 0
        ? unique(causes.map((cause) => withoutPort(`${cause.field}: ${withoutLines(cause.message)}`, sent)))
        : textParts(recorded.message),
      admitted.errors.length > 0
        ? unique(admitted.errors.map((error) => errorText(error, sent)))
        : textParts(normaliseText(admitted.refusal?.message ?? '', sent)),
    );
  } else {
    out['defaulted'] = measure(recorded.defaulted, accepted ? normalise(admitted.object, recorded) : null);
  }
  out['warnings'] = measure(
    unique(recorded.warnings ?? []),
    unique(admitted.warnings.map((warning) => normaliseText(warning, sent))),
  );
  return out;
}

function ask(recorded: ValidationLine): Admitted {
  const version = parseVersion(recorded.version ?? NEWEST_VERSION) ?? KUBERNETES_VERSIONS[8];
  const asked = recorded.endpoint ?? endpointOf(recorded.object);
  const endpoint = asked ? { endpoint: asked } : {};
  if (recorded.type === 'create')
    return admit(recorded.object, { kinds, version, now: NOW, user, ...endpoint });
  const created = admit(recorded.old, { kinds, version, now: NOW, user });
  const live = asControllersLeaveIt(created.object);
  if (isObject(live['metadata'])) live['metadata']['uid'] = UNKNOWN_UID;
  const put = applyChanges(recorded.old ?? {}, recorded.new ?? {}, live);
  return admit(put, { kinds, version, now: NOW, user, operation: 'update', old: live });
}

/** Where the recorder sent an object whose apiVersion or kind was broken: to the path of the unbroken one. */
function endpointOf(object: JsonValue | undefined): { apiVersion: string; kind: string } | undefined {
  if (!isObject(object)) return undefined;
  const kind = typeof object['kind'] === 'string' ? object['kind'].toLowerCase() : undefined;
  const apiVersion = typeof object['apiVersion'] === 'string' ? object['apiVersion'] : undefined;
  const meant = ENDPOINTS.find((one) => one.kind.toLowerCase() === kind);
  return meant && (meant.apiVersion !== apiVersion || meant.kind !== object['kind']) ? meant : undefined;
}

/** The kinds whose apiVersion or kind the recorder breaks. */
const ENDPOINTS = [
  { apiVersion: 'v1', kind: 'Pod' },
  { apiVersion: 'v1', kind: 'Service' },
  { apiVersion: 'v1', kind: 'ConfigMap' },
  { apiVersion: 'apps/v1', kind: 'Deployment' },
];

/**
 * What the controllers of the recorded server had made of an object by the time it was changed: a rollout's revision, a
 * node's time to live, a claim bound to its volume.
 */
function asControllersLeaveIt(object: JsonObject): JsonObject {
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  const annotate = (name: string, value: string): JsonObject => {
    const annotations = isObject(metadata['annotations']) ? metadata['annotations'] : {};
    return { ...object, metadata: { ...metadata, annotations: { ...annotations, [name]: value } } };
  };
  const spec = isObject(object['spec']) ? object['spec'] : {};
  if (object['kind'] === 'Deployment') return annotate('deployment.kubernetes.io/revision', '1');
  if (object['kind'] === 'Node') return annotate('node.alpha.kubernetes.io/ttl', '0');
  if (object['kind'] === 'PersistentVolumeClaim' && spec['volumeName'] !== undefined) {
    const resources = isObject(spec['resources']) ? spec['resources'] : {};
    const status = { phase: 'Bound', accessModes: spec['accessModes'], capacity: resources['requests'] };
    return { ...annotate('pv.kubernetes.io/bind-completed', 'yes'), status };
  }
  return object;
}

function measure(expected: unknown, actual: unknown): Measured {
  return { agree: canonical(expected) === canonical(actual), expected, actual };
}

/** JSON with sorted keys, so that the order of fields does not count. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === 'bigint') return Number(inner);
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    const from = inner as Record<string, unknown>;
    return Object.fromEntries(
      Object.keys(from)
        .sort()
        .map((key) => [key, from[key]]),
    );
  });
}

function sorted(texts: string[]): string[] {
  return [...texts].sort();
}

function unique(texts: string[]): string[] {
  return sorted([...new Set(texts)]);
}

function errorText(error: FieldError, sent: string): string {
  return withoutPort(`${error.field}: ${withoutLines(normaliseText(error.message, sent))}`, sent);
}

/** Takes out the number of a node port that was handed out. */
function withoutPort(text: string, sent: string): string {
  return text.replace(/(\.nodePort: Duplicate value: )(\d+)$/, (all, before: string, port: string) =>
    sent.includes(port) ? all : `${before}${ALLOCATED}`,
  );
}

/**
 * Takes the line numbers out of diffs: the recorded distribution's token volume has one source more than Kubernetes' own
 * (README.md of the recordings), which moves every line below it.
 */
function withoutLines(text: string): string {
  return text.replace(/^@@ -\d+,(\d+) \+\d+,(\d+) @@$/gm, '@@ $1 $2 @@');
}

/** The recorder's normalisation of texts: uids, token volumes, no-break spaces. */
function normaliseText(text: string, sent: string): string {
  const prefix = (/"generateName":"([^"\\]*)"/.exec(sent)?.[1] ?? '').slice(0, 58);
  return text
    .replace(/kube-api-access-[a-z0-9]{5}/g, 'kube-api-access-<allocated>')
    .replace(/10\.96\.\d+\.\d+/g, (address) => (sent.includes(address) ? address : ALLOCATED))
    .replaceAll(`${prefix}xxxxx`, prefix === '' ? 'xxxxx' : `${prefix}${ALLOCATED}`)
    .replaceAll(UNKNOWN_UID, '<uid>')
    .replaceAll('\u00a0', ' ');
}

/** A message as a set of its parts: the order of several errors in one message is the server's map order. */
export function textParts(message: string): string[] {
  const strict = /^(.*strict decoding error: )(.*)$/s.exec(message);
  return strict ? [strict[1] ?? '', ...sorted((strict[2] ?? '').split(', '))] : [message];
}

const GONE = ['managedFields', 'uid', 'creationTimestamp', 'resourceVersion', 'generation', 'selfLink'];
const ALLOCATED = '<allocated>';

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
