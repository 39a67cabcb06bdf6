/** Stories: a world is set up, and objects are asked for one after another (FORMAT-admission.md of the recordings). */
import { UNKNOWN_UID } from '../src/admission/metadata.js';
import { isObject, type JsonObject } from '../src/api/json.js';
import { keyOf, kindOf } from '../src/api/object-key.js';
import type { KubeObject } from '../src/api/objects.js';
import { handle } from '../src/apiserver/handle.js';
import type { Answer, Status } from '../src/apiserver/request.js';
import type { Cluster } from '../src/cluster/cluster.js';
import { emptyCluster, find, stored } from './cluster-of.js';
import { measured } from './measured.js';
import { normalise } from './normalise.js';
import { type Outcome, versionOf } from './recording.js';
import { textParts, unique } from './texts.js';

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
  const version = versionOf(story);
  let cluster = emptyCluster(version);
  for (const object of story.setup) {
    const made = handle(cluster, { verb: 'create', object: object as unknown as KubeObject }, NOW);
    cluster = stored(cluster, 'refusal' in made ? object : (made.object as unknown as JsonObject));
  }
  const outcomes: Outcome[] = [];
  story.steps.forEach((step, index) => {
    const old = find(cluster, step.object);
    const answer = ask(step, old, cluster);
    for (const outcome of judge(step, answer)) outcomes.push({ ...outcome, step: index });
    // What really happened stands, so that one disagreement does not make others.
    if (step.dryRun || !step.accepted) return;
    if (!('refusal' in answer)) cluster = answer.cluster;
    else if (step.do === 'delete' && old) cluster = cluster.with([{ verb: 'delete', object: old }]);
    else cluster = stored(cluster, step.stored ?? step.object);
  });
  return outcomes;
}

/** Puts a name for `$NS` everywhere. */
function withNamespace(line: unknown): unknown {
  return JSON.parse(JSON.stringify(line).replaceAll('$NS', NAMESPACE));
}

function ask(step: Step, old: KubeObject | undefined, cluster: Cluster): Answer {
  const fieldValidation = step.fieldValidation ?? 'Strict';
  const object = step.object as unknown as KubeObject;
  const name = { kind: kindOf(object), key: keyOf(old ?? object) };
  const options = { fieldValidation, dryRun: step.dryRun === true };
  switch (step.do) {
    case 'create':
      return handle(cluster, { verb: 'create', object, ...options }, NOW);
    case 'update':
      return handle(cluster, { verb: 'update', object, ...options }, NOW);
    case 'patch-json-merge':
      return handle(
        cluster,
        { verb: 'patch', ...name, type: 'merge', patch: step.patch ?? {}, ...options },
        NOW,
      );
    case 'delete':
      return handle(cluster, { verb: 'delete', ...name }, NOW);
  }
}

function judge(step: Step, answer: Answer): Outcome[] {
  const refusal = 'refusal' in answer ? answer.refusal : undefined;
  const accepted = refusal === undefined;
  const outcomes = [outcome('verdict', step.accepted, accepted)];
  if (!step.accepted) {
    const causes = step.causes ?? [];
    const expected =
      causes.length > 0
        ? unique(causes.map((one) => `${one.field}: ${one.message}`))
        : textParts(step.message);
    const actual =
      refusal?.errors && refusal.errors.length > 0
        ? unique(refusal.errors.map((one) => `${one.field}: ${text(one.message)}`))
        : refusalParts(refusal);
    outcomes.push(outcome('text', expected, actual));
  } else if (step.stored) {
    const actual =
      'refusal' in answer
        ? null
        : normalise(answer.object as unknown as JsonObject, { type: 'create', object: step.object });
    if (step.do !== 'create' && isObject(actual)) delete actual['status'];
    outcomes.push(outcome('stored', step.stored, actual));
  }
  outcomes.push(outcome('warnings', unique(step.warnings ?? []), unique(answer.warnings.map(text))));
  return outcomes;
}

function refusalParts(refusal: Status | undefined): string[] {
  if (refusal?.causes) return unique(refusal.causes.map((one) => `${one.field}: ${one.message}`));
  return textParts(text(refusal?.message ?? ''));
}

function text(message: string): string {
  return message
    .replaceAll(UNKNOWN_UID, '<uid>')
    .replace(/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g, '<uid>')
    .replaceAll('\u00a0', ' ')
    .replace(/\bselfType\d+/g, 'selfType<allocated>');
}

function outcome(measure: string, expected: unknown, actual: unknown): Outcome {
  return { measure, ...measured(expected, actual) };
}
