/** How the server counts `metadata.generation` (PrepareForCreate and PrepareForUpdate of pkg/registry). */
import { isObject, type JsonObject, type Path, valueAt } from '../../api/json.js';
import { definedKeys, jsonEqual } from '../json-equal.js';

/** Built-in kinds whose changes of these fields count; all other built-in kinds have no generation. */
const SPEC: readonly Path[] = [['spec']];
const WEBHOOKS: readonly Path[] = [['webhooks']];
const COUNTED: Readonly<Record<string, readonly Path[]>> = {
  Deployment: [...SPEC, ['metadata', 'annotations']],
  ReplicaSet: SPEC,
  ReplicationController: SPEC,
  StatefulSet: SPEC,
  DaemonSet: SPEC,
  Job: SPEC,
  CronJob: SPEC,
  Pod: SPEC,
  PodDisruptionBudget: SPEC,
  Ingress: SPEC,
  IngressClass: SPEC,
  NetworkPolicy: SPEC,
  PriorityClass: [],
  CustomResourceDefinition: SPEC,
  MutatingWebhookConfiguration: WEBHOOKS,
  ValidatingWebhookConfiguration: WEBHOOKS,
  ValidatingAdmissionPolicy: SPEC,
  ValidatingAdmissionPolicyBinding: SPEC,
};

/** The object with the generation that a write gives it: 1 when created, one more when what counts has changed. */
export function withGeneration(
  object: JsonObject,
  old: JsonObject | undefined,
  builtIn: boolean,
): JsonObject {
  const kind = String(object['kind']);
  const counted = builtIn ? COUNTED[kind] : undefined;
  const metadata: JsonObject = isObject(object['metadata']) ? object['metadata'] : {};
  if (builtIn && !counted) return object;
  const oldMeta = old && isObject(old['metadata']) ? old['metadata'] : undefined;
  const before = oldMeta && typeof oldMeta['generation'] === 'number' ? oldMeta['generation'] : 0;
  const changed =
    !old || (counted ? counted.some((field) => differs(object, old, field)) : customChanged(object, old));
  return { ...object, metadata: { ...metadata, generation: changed ? before + 1 : before } };
}

function differs(object: JsonObject, old: JsonObject, field: Path): boolean {
  return !jsonEqual(valueAt(object, field), valueAt(old, field));
}

/** Of a custom resource everything but metadata and status counts. */
function customChanged(object: JsonObject, old: JsonObject): boolean {
  const keys = new Set([...definedKeys(object), ...definedKeys(old)]);
  return [...keys].some((key) => key !== 'metadata' && key !== 'status' && differs(object, old, [key]));
}
