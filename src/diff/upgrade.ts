/** What an upgrade of the cluster changes for manifests that stay as they are, minor by minor. */
import { jsonEqual } from '../api/equality.js';
import type { Release } from '../api/gates.js';
import { type JsonObject, type JsonValue, type Path, valueAt } from '../api/json.js';
import { listed } from '../api/text.js';
import type { KubernetesVersion } from '../api/version.js';
import { definitionsIn } from '../apiserver/definitions.js';
import { shapesIn } from '../apiserver/managed-fields.js';
import { isNamespaced } from '../apiserver/served.js';
import { withNames } from '../apiserver/with-names.js';
import type { Cluster } from '../cluster/cluster.js';
import { idOfRef } from '../cluster/object-id.js';
import type { Document } from '../manifest/document.js';
import { parseSources } from '../manifest/parse.js';
import { type Compared, comparePairs } from './compare.js';
import type { Consequence } from './consequences/context.js';
import {
  type Diff,
  type DiffOptions,
  documentsOf,
  inCluster,
  stageOf,
  verdictCounts,
  weightOf,
} from './diff.js';
import { byIdentity, type Entry, pairs } from './identity.js';
import { judge, type ObjectDiff } from './judge.js';
import { type Change, diffObjects } from './object-diff.js';
import { orderCounts } from './pod-template.js';
import { Placements } from './upgrade-placements.js';
import { writtenPlaces } from './written-place.js';

/** What manifests come to in one release, by their documents. */
interface Side {
  release: Release;
  cluster: Cluster;
  created: Map<Document, Compared>;
}

/**
 * The manifests created in each release, oldest first: what becomes of them from the first to the last, with the minor in which
 * each thing changes, and what is so only on the way. What is the same in the first and the last is `same`.
 */
export function upgradeOf(
  documents: readonly Document[],
  releases: readonly [Release, ...Release[]],
  options: Omit<DiffOptions, 'k8s' | 'featureGates'> = {},
): Diff {
  const [first] = releases;
  const last = releases.at(-1) ?? first;
  const sides = releases.map((release) => sideOf(documents, release, options));
  const objects = [...(sides.at(-1)?.created.keys() ?? [])].flatMap(
    (document) => told(new History(document, sides)) ?? [],
  );
  const notes = withPlacements(objects, documents, releases, options);
  objects.sort((a, b) => weightOf(a) - weightOf(b));
  const counts = verdictCounts(objects);
  const whole = { counts, objects, repeated: [], notes, reach: [] };
  return { version: last.version, from: first.version, ...whole };
}

const TOO_MANY = 'there are more pods than are planned for: where they go is not compared';

/** Says of workloads that they are scheduled otherwise, where nodes are given; and what has to be known of that. */
function withPlacements(
  objects: readonly ObjectDiff[],
  documents: readonly Document[],
  releases: readonly [Release, ...Release[]],
  options: DiffOptions,
): string[] {
  if (options.nodes === undefined && options.snapshot === undefined) return [];
  const given = parseSources(options.crds ?? []).documents;
  const stage = stageOf(options, releases[0].version, given);
  const texts = new Placements(documents, releases, stage).differences();
  if (!texts) return [TOO_MANY];
  for (const diff of objects) {
    const text = texts.get(idOfRef(diff.object));
    if (text === undefined || diff.verdict === 'refused') continue;
    diff.consequences = [{ type: 'scheduled', text }, ...diff.consequences];
    diff.verdict = 'changed';
  }
  return [];
}

function sideOf(documents: readonly Document[], release: Release, options: DiffOptions): Side {
  const given = parseSources(options.crds ?? []).documents;
  const all = [...given, ...documentsOf(options.snapshot ?? []), ...documents];
  const kinds = definitionsIn(
    all.map(({ value }) => value),
    release.version,
  );
  const namespaced = (apiVersion: string, kind: string) => isNamespaced(kinds, { apiVersion, kind });
  const cluster = inCluster(given, release.version, { ...options, featureGates: release.gates });
  const { entries } = byIdentity(documents, namespaced, options.namespace);
  const { compared } = comparePairs(pairs(new Map(), entries), { kinds, given: cluster, isLive: false });
  const created = new Map(compared.map((one) => [(one.new as Entry).document, one]));
  return { release, cluster, created };
}

/** What one manifest comes to in each release. */
class History {
  readonly made: readonly (Compared | undefined)[];

  constructor(
    document: Document,
    readonly sides: readonly Side[],
  ) {
    this.made = sides.map(({ created }) => created.get(document));
  }

  get first(): Compared | undefined {
    return this.made[0];
  }

  get last(): Compared | undefined {
    return this.made.at(-1);
  }

  isRefused(at: number): boolean {
    return (this.made[at]?.refusals.length ?? 0) > 0;
  }

  stored(at: number): JsonObject | undefined {
    return this.isRefused(at) ? undefined : this.made[at]?.storedNew;
  }

  /** From which release on something holds up to the last; 0: in all of them. */
  heldFrom(holds: (at: number) => boolean): number {
    let from = this.made.length - 1;
    while (from > 0 && holds(from - 1)) from -= 1;
    return from;
  }

  versionAt(at: number): KubernetesVersion | undefined {
    return this.sides[at]?.release.version;
  }

  /** The minor that brought something, where more than one can have. */
  since(holds: (at: number) => boolean): { since: KubernetesVersion } | undefined {
    const from = this.heldFrom(holds);
    const version = this.versionAt(from);
    return from === 0 || version === undefined || this.made.length < 3 ? undefined : { since: version };
  }
}

function told(history: History): ObjectDiff | undefined {
  const made = history.last;
  const after = history.sides.at(-1);
  if (!made || !after) return undefined;
  const entry = made.new as Entry;
  const shapeAt = shapesIn(after.cluster, entry.apiVersion, entry.kind);
  const now = history.stored(history.made.length - 1);
  const old = now && alikeIn(history.stored(0), now);
  const found = old && now ? diffObjects(old, now, shapeAt, orderCounts(entry.told)) : [];
  const changes = found.map((change) => ({
    ...change,
    oldPath: writtenPlaces(old ?? {}, entry.object, shapeAt)(change.oldPath),
    newPath: writtenPlaces(now ?? {}, entry.object, shapeAt)(change.newPath),
  }));
  const warnings = made.warnings.filter((warning) => !history.first?.warnings.includes(warning));
  const pair: Compared = { ...made, old: entry, ...(old && { storedOld: old }), changes, warnings };
  const diff = judge(pair, { ...after.release, objects: [] });
  if (diff.verdict === 'refused') return refusedSince(diff, history);
  withSteps(diff, history, { entry, found, changes });
  diff.warned = warnings.map((warning) => history.since((at) => warnsOf(history.made[at], warning)));
  const consequences = [...(found.length > 0 ? [otherwise(diff)] : []), ...onTheWay(history)];
  if (history.isRefused(0)) return { ...diff, verdict: 'changed', consequences: [accepted(history)] };
  if (consequences.length > 0) return { ...diff, verdict: 'changed', consequences };
  return warnings.length > 0 ? { ...diff, verdict: 'changed', consequences: [WARNED] } : diff;
}

function refusedSince(diff: ObjectDiff, history: History): ObjectDiff {
  const isRefused = (at: number): boolean => history.isRefused(at);
  return {
    ...diff,
    asBefore: history.heldFrom(isRefused) === 0,
    ...history.since(isRefused),
  };
}

function warnsOf(made: Compared | undefined, warning: string): boolean {
  return made?.warnings.includes(warning) ?? false;
}

interface Changes {
  entry: Entry;
  /** By the ways into what is stored. */
  found: readonly Change[];
  /** The same by the ways into the manifest. */
  changes: readonly Change[];
}

/** Says of each change in which minor it comes, and of defaults where the manifest would say otherwise. */
function withSteps(diff: ObjectDiff, history: History, { entry, found, changes }: Changes): void {
  const placed = new Map(changes.map((change, at) => [change.path, { change, stored: found[at] }]));
  for (const shown of diff.changes) {
    const { change, stored } = placed.get(shown.path) ?? {};
    if (!change || !stored) continue;
    const way = stored.op === 'remove' ? stored.oldPath : stored.newPath;
    const now = valueIn(history.last?.storedNew, way);
    Object.assign(
      shown,
      history.since((at) => jsonEqual(valueIn(history.stored(at), way), now)),
    );
    if (!shown.newLocation && !shown.oldLocation) shown.newLocation = entry.document.locate(change.newPath);
  }
}

function valueIn(object: JsonObject | undefined, path: Path): JsonValue | undefined {
  return object && valueAt(object, path);
}

/** An object with the uid of the other: the servers have drawn them, each for itself. */
function alikeIn(object: JsonObject | undefined, like: JsonObject): JsonObject | undefined {
  const [own, other] = [object, like].map((one) => valueIn(one, ['metadata', 'uid']));
  if (!object || typeof own !== 'string' || typeof other !== 'string' || own === '') return object;
  return withNames(object, new Map([[own, other]])) as JsonObject;
}

const WARNED = { type: 'warned', text: 'the server warns of it' } as const;

/** Whether all that differs is what the server fills in. */
function otherwise({ changes }: ObjectDiff): Consequence {
  return changes.length > 0 && changes.every(({ oldIsDefault, newIsDefault }) => oldIsDefault || newIsDefault)
    ? { type: 'defaulted', text: 'defaulted otherwise' }
    : { type: 'stored', text: 'stored otherwise' };
}

function whyRefused(made: Compared | undefined): string {
  const [first] = made?.refusals ?? [];
  return first ? `: ${[first.field, first.message].filter((part) => part !== '').join(': ')}` : '';
}

function accepted(history: History): Consequence {
  const from = history.heldFrom((at) => !history.isRefused(at));
  const { since } = history.since((at) => !history.isRefused(at)) ?? {};
  const last = history.versionAt(from - 1);
  const when = since === undefined ? '' : ` since ${since}`;
  return {
    type: 'accepted',
    text: `accepted${when}; Kubernetes ${last} refuses it${whyRefused(history.made[from - 1])}`,
  };
}

/** What refuses an object that the first and the last minor take. */
function onTheWay(history: History): Consequence[] {
  const refusing = history.made.flatMap((made, at) => (history.isRefused(at) ? [{ made, at }] : []));
  const [first] = refusing;
  if (!first || history.isRefused(0)) return [];
  const minors = listed(refusing.flatMap(({ at }) => history.versionAt(at) ?? []));
  const verb = refusing.length === 1 ? 'refuses' : 'refuse';
  return [
    { type: 'on-the-way', text: `on the way Kubernetes ${minors} ${verb} it${whyRefused(first.made)}` },
  ];
}
