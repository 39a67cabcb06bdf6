import { type AdmissionPlugin, type Admitted, admit, UNKNOWN_UID } from '../src/admission/admit.js';
import '../src/admission/kinds/all.js';
import { admissionPlugins } from '../src/admission/plugins/index.js';
import { isObject, type JsonObject, type JsonValue } from '../src/api/json.js';
import type { KubeObject } from '../src/api/objects.js';
import { NEWEST_VERSION, parseVersion } from '../src/api/version.js';
import { type Change, Cluster } from '../src/cluster/cluster.js';
import type { Outcome } from './recording.js';
import { canonical, normalise, textParts } from './validation.js';

interface Step {
  do: 'create' | 'update' | 'patch-json-merge' | 'delete';
  object: JsonObject;
  patch?: JsonObject;
  dryRun?: boolean;
  fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
  as?: { user: string; groups: string[] };
  accepted: boolean;
  message: string;
  causes?: { field: string; message: string }[] | null;
  warnings?: string[] | null;
  stored?: JsonObject;
}

interface Story {
  version?: string;
  setup: JsonObject[];
  steps: Step[];
}

const NAMESPACE = 'story-ns';
const NOW = Date.UTC(2026, 0, 1);

/** A line of admission-*.jsonl: a world is set up, then objects are asked for one after another. */
export function admissionCase(line: unknown): Outcome[] {
  const story = withNamespace(line) as Story;
  const version = parseVersion(story.version ?? NEWEST_VERSION) ?? NEWEST_VERSION;
  let cluster = emptyCluster();
  for (const object of story.setup) {
    const made = admit(object, { version, now: NOW, plugins: pluginsFor(cluster) });
    cluster = stored(cluster, made.refusal ? object : made.object);
  }
  const outcomes: Outcome[] = [];
  story.steps.forEach((step, index) => {
    const old = find(cluster, step.object);
    const admitted = ask(step, old, cluster, version);
    for (const outcome of judge(step, admitted)) outcomes.push({ ...outcome, step: index });
    // What really happened stands, so that one disagreement does not make others.
    if (step.dryRun || !step.accepted) return;
    if (step.do === 'delete') {
      if (old) cluster = cluster.with([deletion(old)]);
    } else
      cluster = stored(
        cluster,
        admitted?.refusal === undefined && admitted ? admitted.object : (step.stored ?? step.object),
      );
  });
  return outcomes;
}

/** Admission over the world as it is; the quotas are the controllers' to count. */
function pluginsFor(cluster: Cluster): AdmissionPlugin[] {
  return admissionPlugins(cluster);
}

/** Puts a name for `$NS` everywhere. */
function withNamespace(line: unknown): unknown {
  return JSON.parse(JSON.stringify(line).replaceAll('$NS', NAMESPACE));
}

/** What every cluster has: four namespaces, a service account and a certificate in each, two priority classes. */
function emptyCluster(): Cluster {
  let cluster = Cluster.empty;
  for (const name of ['default', 'kube-system', 'kube-public', 'kube-node-lease']) {
    cluster = stored(cluster, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
    });
  }
  for (const [name, value] of [
    ['system-cluster-critical', 2000000000],
    ['system-node-critical', 2000001000],
  ] as const) {
    cluster = stored(cluster, {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name },
      value,
    });
  }
  return cluster;
}

function stored(cluster: Cluster, object: JsonObject): Cluster {
  const whole = object as unknown as KubeObject;
  const old = find(cluster, object);
  const next = cluster.with([{ verb: old ? 'update' : 'create', object: whole }]);
  if (old || whole.kind !== 'Namespace') return next;
  const namespace = whole.metadata.name;
  return next.with([
    {
      verb: 'create',
      object: {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'default', namespace },
      } as KubeObject,
    },
    {
      verb: 'create',
      object: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'kube-root-ca.crt', namespace },
      } as KubeObject,
    },
  ]);
}

/** An object with finalizers, and a namespace, stay for a while: they are being deleted. */
function deletion(object: KubeObject): Change {
  const stays = object.kind === 'Namespace' || (object.metadata.finalizers ?? []).length > 0;
  if (!stays) return { verb: 'delete', object };
  const deletionTimestamp = '2026-01-01T00:00:00Z';
  return { verb: 'update', object: { ...object, metadata: { ...object.metadata, deletionTimestamp } } };
}

function find(cluster: Cluster, object: JsonObject): KubeObject | undefined {
  const { kind, metadata } = object as unknown as KubeObject;
  const names = [
    metadata?.namespace ? `${metadata.namespace}/${metadata.name}` : undefined,
    metadata?.name,
    `default/${metadata?.name}`,
  ];
  for (const key of names) {
    const found = key === undefined ? undefined : (cluster.get(kind, key) as KubeObject | undefined);
    if (found) return found;
  }
  return undefined;
}

function ask(
  step: Step,
  old: KubeObject | undefined,
  cluster: Cluster,
  version: typeof NEWEST_VERSION,
): Admitted | undefined {
  const fieldValidation = step.fieldValidation ?? 'Strict';
  const common = { version, now: NOW, fieldValidation, plugins: pluginsFor(cluster) } as const;
  switch (step.do) {
    case 'create':
      return admit(step.object, common);
    case 'update':
      return admit(step.object, {
        ...common,
        operation: 'update',
        ...(old && { old: old as unknown as JsonObject }),
      });
    case 'patch-json-merge': {
      if (!old) return undefined;
      const patched = merge(old as unknown as JsonObject, step.patch ?? {}) as JsonObject;
      return admit(patched, { ...common, operation: 'update', old: old as unknown as JsonObject });
    }
    case 'delete':
      return undefined;
  }
}

/** RFC 7386. */
function merge(target: JsonValue | undefined, patch: JsonValue): JsonValue {
  if (!isObject(patch)) return patch;
  const out: JsonObject = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null || value === undefined) delete out[key];
    else out[key] = merge(out[key], value);
  }
  return out;
}

function judge(step: Step, admitted: Admitted | undefined): Outcome[] {
  const accepted = admitted ? admitted.refusal === undefined : step.do === 'delete';
  const outcomes = [outcome('verdict', step.accepted, accepted)];
  if (!step.accepted) {
    const causes = step.causes ?? [];
    const expected =
      causes.length > 0
        ? unique(causes.map((one) => `${one.field}: ${one.message}`))
        : textParts(step.message);
    const actual =
      admitted && admitted.errors.length > 0
        ? unique(admitted.errors.map((one) => `${one.field}: ${text(one.message)}`))
        : refusalParts(admitted?.refusal);
    outcomes.push(outcome('text', expected, actual));
  } else if (step.stored) {
    const actual =
      admitted && accepted ? normalise(admitted.object, { type: 'create', object: step.object }) : null;
    if (step.do !== 'create' && isObject(actual)) delete actual['status'];
    outcomes.push(outcome('stored', step.stored, actual));
  }
  outcomes.push(
    outcome('warnings', unique(step.warnings ?? []), unique((admitted?.warnings ?? []).map(text))),
  );
  return outcomes;
}

function refusalParts(refusal: Admitted['refusal']): string[] {
  if (refusal?.causes) return unique(refusal.causes.map((one) => `${one.field}: ${one.message}`));
  return textParts(text(refusal?.message ?? ''));
}

function text(message: string): string {
  return message.replaceAll(UNKNOWN_UID, '<uid>').replaceAll('\u00a0', ' ');
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

function outcome(measure: string, expected: unknown, actual: unknown): Outcome {
  return { measure, agree: canonical(expected) === canonical(actual), expected, actual };
}
