/**
 * The revisions that workloads get when one state of their manifests is applied after the other: the controllers themselves number
 * them. Nobody runs any pods meanwhile, as if every rollout were complete before the next one begins.
 */

import { jsonEqual } from '../api/equality.js';
import type { ObjectRef } from '../api/finding.js';
import { NO_GATES } from '../api/gates.js';
import { hidingOf } from '../api/hidden.js';
import { isObject, type JsonObject, textOf } from '../api/json.js';
import { kindOf, refOf } from '../api/object-key.js';
import type { AnyObject, KubeObject } from '../api/objects.js';
import { asJson, asObject } from '../api/unstructured.js';
import { knownVersion } from '../api/version.js';
import { bare, shapesIn } from '../apiserver/managed-fields.js';
import { servedKind } from '../apiserver/served.js';
import { Cluster } from '../cluster/cluster.js';
import { idOf, idOfRef, objectWith } from '../cluster/object-id.js';
import { CHANGE_CAUSE, type KeptRevision, keptRevisions } from '../kubectl/rollout/history.js';
import type { Document } from '../manifest/document.js';
import { withAssumed } from '../simulation/assumed.js';
import { manifestsOf } from '../simulation/manifests.js';
import { shownRefusal } from '../simulation/refusal-text.js';
import { Simulation } from '../simulation/simulation.js';
import type { DiffOptions } from './diff.js';
import { DEFAULT_NAMESPACE } from './identity.js';
import { diffObjects } from './object-diff.js';
import { orderCounts, podTemplateOf } from './pod-template.js';

/** What a container runs. */
interface RevisionImage {
  container: string;
  image: string;
}

/** A revision of a workload. */
export interface Revision {
  number: number;
  /** The state that made it, from 0. */
  at: number;
  /** The ReplicaSet or ControllerRevision that keeps its template. */
  name: string;
  /** The number that this template had before: it came back. */
  again?: number;
  /** The number that its template has by now: it came back later. */
  became?: number;
  /** What is left of it in the end: it runs; it is kept; it has another number; it is kept no longer. */
  is: 'current' | 'kept' | 'renumbered' | 'dropped';
  changeCause?: string;
  images: RevisionImage[];
  /** What of the template is other than in the revision before: `spec.template.spec.containers[web].image`. */
  changes: string[];
}

/** What became of one workload. */
export interface WorkloadHistory {
  object: ObjectRef;
  revisions: Revision[];
  /** The last state whose manifest of it was taken. */
  last: number;
  /** The states whose manifest of it would not have been taken. */
  refused: { at: number; message: string }[];
  /** How many states say something else of it, and leave its pods as they are. */
  inPlace: number;
  /** The states from which on it is not among the manifests any more. */
  goneAt: number[];
  /** How many revisions beside the current one are kept. */
  limit: number;
}

/** What came of all states. */
export interface History {
  workloads: WorkloadHistory[];
  /** What is left in the end. */
  cluster: Cluster;
}

export type HistoryOptions = Pick<DiffOptions, 'k8s' | 'featureGates' | 'namespace'>;

/** The kinds whose templates have revisions. */
const KINDS: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);
const API_VERSION = 'apps/v1';
/** So much time passes before the next state is applied: who does much at one moment is taken for somebody who never comes to rest. */
const BETWEEN_MS = 60_000;
/** A revision history that the API server fills in where nobody says one. */
const DEFAULT_LIMIT = 10;

/** What comes of states of the manifests, the oldest first, each applied after the one before. */
export function historyOf(states: readonly (readonly Document[])[], options: HistoryOptions = {}): History {
  const version = knownVersion(options.k8s);
  const namespace = options.namespace ?? DEFAULT_NAMESPACE;
  const empty = Cluster.of([], version).withGates(options.featureGates ?? NO_GATES);
  const given = states.map((documents) => workloadsIn(documents, empty, namespace));
  const all = given.flat().map(({ object }) => object);
  const { cluster } = withAssumed(empty, all, namespace, false);
  const simulation = new Simulation(cluster);
  const tracks = new Map<string, Track>();
  for (const [at, state] of given.entries()) step(simulation, tracks, state, at);
  const { cluster: end } = simulation;
  return { workloads: [...tracks.values()].map((track) => told(track, end)), cluster: end };
}

/** A workload of a state: as it is written, and as it is applied. */
interface Given {
  document: Document;
  written: KubeObject;
  /** In the version that the server has, without pods. */
  object: KubeObject;
}

/** The workloads among documents. */
export function workloadsIn(
  documents: readonly Document[],
  cluster: Cluster,
  namespace: string = DEFAULT_NAMESPACE,
): Given[] {
  const { manifests } = manifestsOf(documents, { version: cluster.version, namespace });
  return manifests.flatMap(({ object: written, document }) => {
    if (!KINDS.has(kindOf(written)) || !written.metadata.name) return [];
    const { spec } = written as AnyObject;
    const isServed = servedKind(cluster, written.apiVersion, written.kind) !== undefined;
    const served = isServed ? written : { ...written, apiVersion: API_VERSION };
    const isSized = written.kind !== 'DaemonSet' && isObject(spec);
    const object = isSized ? asObject({ ...asJson(served), spec: { ...spec, replicas: 0 } }) : served;
    return [{ document, written, object }];
  });
}

/** A workload on its way. */
interface Track {
  object: ObjectRef;
  /** As it was written last, to tell what nobody changed. */
  written: KubeObject | undefined;
  isThere: boolean;
  stored?: KubeObject;
  made: Made[];
  /** By name of what keeps a template: the number that it had last. */
  numbers: Map<string, number>;
  refused: WorkloadHistory['refused'];
  inPlace: number;
  goneAt: number[];
  last: number;
}

/** A revision when it was made. */
type Made = Omit<Revision, 'is' | 'became'>;

/** Applies one state. */
function step(simulation: Simulation, tracks: Map<string, Track>, state: readonly Given[], at: number): void {
  const changed: { track: Track; message: string | undefined }[] = [];
  const there = new Set<string>();
  for (const { object, written } of state) {
    const id = idOf(object);
    there.add(id);
    const track = tracks.get(id) ?? trackOf(object);
    tracks.set(id, track);
    track.isThere = true;
    if (track.written && jsonEqual(asJson(track.written), asJson(written))) continue;
    track.written = written;
    const { refusal } = simulation.act({ do: 'apply', object });
    changed.push({ track, message: refusal && shownRefusal(refusal, object) });
  }
  simulation.advance(BETWEEN_MS);
  for (const { track, message } of changed) {
    if (message !== undefined) {
      track.refused.push({ at, message });
      continue;
    }
    track.last = at;
    look(track, simulation.cluster, at);
  }
  for (const [id, track] of tracks) {
    if (!track.isThere || there.has(id)) continue;
    track.isThere = false;
    track.goneAt.push(at);
  }
}

function trackOf(object: KubeObject): Track {
  const of = refOf(object);
  return {
    object: of,
    written: undefined,
    isThere: true,
    made: [],
    numbers: new Map(),
    refused: [],
    inPlace: 0,
    goneAt: [],
    last: 0,
  };
}

/** The workload as it is stored. */
function storedOf(object: ObjectRef, cluster: Cluster): AnyObject | undefined {
  return objectWith(idOfRef(object), cluster) as AnyObject | undefined;
}

/** Takes down whether there is a new revision. */
function look(track: Track, cluster: Cluster, at: number): void {
  const live = storedOf(track.object, cluster);
  const kept = live && keptRevisions(cluster, live);
  if (!live || !kept) return;
  const newest = kept.reduce<KeptRevision | undefined>(
    (most, one) => (most && most.number > one.number ? most : one),
    undefined,
  );
  const again = newest && track.numbers.get(newest.name);
  for (const { name, number } of kept) track.numbers.set(name, number);
  if (!newest || newest.number === track.made.at(-1)?.number) track.inPlace += 1;
  else {
    const { number, name } = newest;
    const images = imagesOf(live);
    const changes = track.stored ? templateChanges(track.stored, live, cluster) : [];
    track.made.push({ number, at, name, ...(again !== undefined && { again }), images, changes });
    track.stored = live;
  }
  // Another reason without another template is a reason of the same revision.
  const current = track.made.at(-1);
  const cause = newest && causeOf(newest);
  if (current && cause !== undefined) current.changeCause = cause;
}

function imagesOf(live: AnyObject): RevisionImage[] {
  const spec = podTemplateOf(live.kind, asJson(live))?.spec;
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].map(({ name, image = '' }) => ({
    container: name,
    image,
  }));
}

const TEMPLATE = 'spec.template.';

function templateChanges(before: KubeObject, now: KubeObject, cluster: Cluster): string[] {
  const shapeAt = shapesIn(cluster, now.apiVersion, now.kind);
  const changes = diffObjects(bare(before), bare(now), shapeAt, orderCounts(now.kind));
  return changes.map(({ path }) => path).filter((path) => path.startsWith(TEMPLATE));
}

/** What is told of a workload once all is applied. */
function told(track: Track, cluster: Cluster): WorkloadHistory {
  const live = storedOf(track.object, cluster);
  const kept = new Map(
    (live ? (keptRevisions(cluster, live) ?? []) : []).map((one) => [one.name, one.number] as const),
  );
  const newest = track.made.at(-1)?.number;
  const { object, refused, inPlace, goneAt, last } = track;
  const spec = live?.['spec'];
  const limit = isObject(spec) ? spec['revisionHistoryLimit'] : undefined;
  return {
    object,
    revisions: track.made.map((made) => {
      const number = kept.get(made.name);
      if (number === undefined) return { ...made, is: 'dropped' };
      if (number !== made.number) return { ...made, is: 'renumbered', became: number };
      return { ...made, is: number === newest ? 'current' : 'kept' };
    }),
    refused,
    inPlace,
    goneAt,
    last,
    limit: typeof limit === 'number' ? limit : DEFAULT_LIMIT,
  };
}

/** Why a revision was made, as its annotation says: without the credentials in it. */
function causeOf({ cause }: KeptRevision): string | undefined {
  if (!cause) return undefined;
  const object: JsonObject = { metadata: { annotations: { [CHANGE_CAUSE]: cause } } };
  return textOf(hidingOf(object).hide(cause, ['metadata', 'annotations', CHANGE_CAUSE]));
}
