/** Objects sent to the API server, one a line, and what it said of them (FORMAT-validation.md of the recordings). */
import { admit } from '../src/admission/admit.js';
import type { Admitted } from '../src/admission/answer.js';
import { ALL_KINDS } from '../src/admission/groups/all.js';
import { UNKNOWN_UID } from '../src/admission/metadata.js';
import { isObject, type JsonObject, type JsonValue } from '../src/api/json.js';
import { canonical } from './canonical.js';
import { applyChanges } from './changes.js';
import { type Measured, measured } from './measured.js';
import { normalise } from './normalise.js';
import { versionOf } from './recording.js';
import { sorted, textParts, unique } from './texts.js';
import { errorText, normaliseText, withoutLines, withoutPort } from './validation-texts.js';

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
    verdict: measured(recorded.accepted, accepted),
  };
  if (!recorded.accepted) {
    const causes = recorded.causes ?? [];
    out['causes'] = measured(
      causes.length > 0 ? sorted(causes.map((cause) => `${cause.type} ${cause.field}`)) : recorded.reason,
      admitted.errors.length > 0
        ? sorted(admitted.errors.map((error) => `${error.type} ${error.field}`))
        : (admitted.refusal?.reason ?? ''),
    );
    out['text'] = measured(
      causes.length > 0
        ? unique(causes.map((cause) => withoutPort(`${cause.field}: ${withoutLines(cause.message)}`, sent)))
        : textParts(recorded.message),
      admitted.errors.length > 0
        ? unique(admitted.errors.map((error) => errorText(error, sent)))
        : textParts(normaliseText(admitted.refusal?.message ?? '', sent)),
    );
  } else {
    out['defaulted'] = measured(recorded.defaulted, accepted ? normalise(admitted.object, recorded) : null);
  }
  out['warnings'] = measured(
    unique(recorded.warnings ?? []),
    unique(admitted.warnings.map((warning) => normaliseText(warning, sent))),
  );
  return out;
}

export function ask(recorded: ValidationLine): Admitted {
  const version = versionOf(recorded);
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
