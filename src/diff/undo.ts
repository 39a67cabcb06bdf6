/** `kubectl rollout undo --to-revision=N`, as a move from the newest manifests to what it makes of them. */
import { OWN_ANNOTATIONS, sameTemplate, withoutHash } from '../api/deployment-revisions.js';
import { isObject, isWithin, type JsonObject, type JsonValue, type Path } from '../api/json.js';
import { keyOf, kindOf, refText } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { listed } from '../api/text.js';
import { asJson, asObject } from '../api/unstructured.js';
import { idOf, idOfRef } from '../cluster/object-id.js';
import { apply } from '../kubectl/apply.js';
import { PlainClient } from '../kubectl/client.js';
import { undo } from '../kubectl/rollout/undo.js';
import type { Document } from '../manifest/document.js';
import { type Diff, diffManifests } from './diff.js';
import { type History, type HistoryOptions, type WorkloadHistory, workloadsIn } from './history.js';
import { podTemplateOf } from './pod-template.js';

/** What going back to a revision of a workload comes to. */
export type Undone =
  | { is: 'undone'; diff: Diff }
  /** kubectl does nothing: that template runs already. */
  | { is: 'skipped'; message: string }
  | { is: 'refused'; message: string };

/** Why kubectl cannot go back to a revision; undefined where it can. */
export function whyNoUndo(
  { object, revisions, limit }: WorkloadHistory,
  number: number,
): { message: string; at?: number } | undefined {
  const name = refText(object);
  const found = revisions.find((one) => one.number === number);
  const known = revisions.filter(({ is }) => is === 'current' || is === 'kept').map((one) => one.number);
  if (found?.is === 'current' || found?.is === 'kept') return undefined;
  if (!found) return { message: `${name} has no revision ${number}: it has ${listed(known)}` };
  if (found.is === 'renumbered') {
    return {
      message: `revision ${number} of ${name} came back as ${found.became}: kubectl knows it by that`,
    };
  }
  const kept = `revisionHistoryLimit ${limit} leaves ${listed(known)}`;
  return { message: `revision ${number} of ${name} is kept no longer: ${kept}`, at: found.at };
}

/** What going back to a revision changes, after all states were applied. */
export function undoOf(
  history: History,
  states: readonly (readonly Document[])[],
  { workload, number }: { workload: WorkloadHistory; number: number },
  options: HistoryOptions = {},
): Undone {
  const { cluster } = history;
  const { namespace } = options;
  const id = idOfRef(workload.object);
  const inState = (at: number) =>
    workloadsIn(states[at] ?? [], cluster, namespace).find(({ object }) => idOf(object) === id);
  const latest = inState(workload.last);
  const { at } = workload.revisions.find((one) => one.number === number) ?? { at: workload.last };
  const source = inState(at);
  if (!latest || !source) return { is: 'refused', message: `revision ${number} is not known` };
  const name = { kind: kindOf(latest.object), key: keyOf(latest.object) };
  const { error, refusal, object: made, changed, word } = undo(new PlainClient(cluster, 0), name, number);
  const message = error ?? refusal?.message;
  if (message !== undefined || !made) return { is: 'refused', message: message ?? 'it is not there' };
  if (!changed) return { is: 'skipped', message: word ?? '' };
  const old = states[workload.last] ?? [];
  const next = goneBack(latest, source.document, made, history);
  const now = old.map((document) => (document === latest.document ? next : document));
  return { is: 'undone', diff: diffManifests(old, now, options) };
}

const TEMPLATE: Path = ['spec', 'template'];
const ANNOTATIONS: Path = ['metadata', 'annotations'];

/** The newest manifest as it would have to be written for what an undo makes of the object; placed where it was written so. */
function goneBack(
  { document, object }: { document: Document; object: KubeObject },
  source: Document,
  made: KubeObject,
  { cluster }: History,
): Document {
  const template = podTemplateOf(made.kind, asJson(made));
  const written =
    isObject(source.value) && isObject(source.value['spec']) && source.value['spec']['template'];
  const value = (from: JsonValue) => withTemplate(document.value, from, made);
  const isSame = (from: JsonValue): boolean => {
    const again = withTemplate(asJson(object), from, made);
    const { object: stored } = apply(new PlainClient(cluster, 0), asObject(again as JsonObject));
    const as = stored && podTemplateOf(made.kind, asJson(stored));
    return as !== undefined && template !== undefined && sameTemplate(as, template);
  };
  const stored = template && (asJson(withoutHash(template)) as JsonValue);
  const from = isObject(written) && (!stored || isSame(written)) ? written : (stored ?? {});
  return {
    ...document,
    value: value(from),
    locate: (path, of) =>
      (isWithin(path, TEMPLATE) || isWithin(path, ANNOTATIONS) ? source : document).locate(path, of),
  };
}

function withTemplate(value: JsonValue, template: JsonValue, made: KubeObject): JsonValue {
  if (!isObject(value)) return value;
  const { spec, metadata } = value;
  return {
    ...value,
    ...(isObject(metadata) && {
      metadata: made.kind === 'Deployment' ? withAnnotations(metadata, made) : metadata,
    }),
    spec: { ...(isObject(spec) && spec), template },
  };
}

/** An undo of a Deployment takes its annotations back too. */
function withAnnotations({ annotations: _now, ...metadata }: JsonObject, made: KubeObject): JsonObject {
  const back = Object.entries(made.metadata.annotations ?? {}).filter(([key]) => !OWN_ANNOTATIONS.has(key));
  return back.length === 0 ? metadata : { ...metadata, annotations: Object.fromEntries(back) };
}
