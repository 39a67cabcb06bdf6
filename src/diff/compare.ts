/** What applying the new manifests makes of the objects that the old ones made: asked of the server, by kubectl's apply. */

import { ALL_KINDS } from '../admission/groups/all.js';
import { jsonEqual } from '../api/equality.js';
import { isObject, type JsonObject } from '../api/json.js';
import { lastAppliedOf } from '../api/last-applied.js';
import { keyOf, kindOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { asJson, asObject } from '../api/unstructured.js';
import { adopt } from '../apiserver/adopt.js';
import { handle } from '../apiserver/handle.js';
import { bare, shapesIn } from '../apiserver/managed-fields.js';
import { servedKind } from '../apiserver/served.js';
import type { Cluster } from '../cluster/cluster.js';
import { appliedFrom } from '../kubectl/applied-before.js';
import { apply } from '../kubectl/apply.js';
import { PlainClient } from '../kubectl/client.js';
import { inOrder } from '../kubectl/order.js';
import { notSent, type Outcome } from '../kubectl/outcome.js';
import { definitionsAmong, mappingError } from '../kubectl/resource-mapping.js';
import type { ApplyOptions } from '../kubectl/server-side-apply.js';
import type { ShapeAt } from '../schema/field-shape.js';
import { withAssumed } from '../simulation/assumed.js';
import { culprits } from './culprits.js';
import { type Drift, driftIn } from './drift.js';
import type { Entry, Pair } from './identity.js';
import { type Change, diffObjects } from './object-diff.js';
import { orderCounts } from './pod-template.js';
import { type Refusal, reasonsIn, refusedBy } from './refusals.js';
import { type Surprise, surprisesOf } from './surprises.js';
import { writtenPlaces } from './written-place.js';

/** A pair with what the server makes of it. */
export interface Compared extends Pair {
  /** What the old manifest made; undefined where it cannot be in any cluster. */
  storedOld?: JsonObject;
  /** What the new one makes; of a refused one, as far as it got. */
  storedNew?: JsonObject;
  changes: Change[];
  refusals: Refusal[];
  warnings: readonly string[];
  /** What kubectl says of it: `configured`; nothing of what is refused. */
  word?: string;
  /** Created anew, the new object would be let in. */
  creatable?: boolean;
  /** Of a refused one: the changes that the server does not take (true), and those that it would take alone (false). */
  culprits?: ReadonlyMap<Change, boolean>;
  /** What does not come out as it is written. */
  surprises: Surprise[];
  /** Of a live object: the changes of which what was applied last says something, and what. */
  drift?: ReadonlyMap<Change, Drift>;
}

/** What came of all pairs, and of the cluster. */
export interface Comparison {
  compared: Compared[];
  before: Cluster;
  after: Cluster;
}

/** What the comparison rests on. */
export interface Grounds {
  /** All definitions, of both sides. */
  kinds: Cluster;
  /** What is in the cluster beside the old objects; with `isLive` they are in it themselves. */
  given: Cluster;
  /** The old objects are live ones of a dump: they are as they are. */
  isLive?: boolean;
  /** How both sides are applied. */
  apply?: ApplyOptions;
}

/**
 * Compares pairs. The old manifests are in the cluster, whatever they hold, last applied from just these; the new ones are
 * applied, namespaces and definitions first.
 */
export function comparePairs(pairs: readonly Pair[], grounds: Grounds): Comparison {
  const { given, isLive = false } = grounds;
  const olds = new Map<Pair, Old>();
  for (const pair of pairs) {
    const old = pair.old && (isLive ? held(pair.old, grounds) : adopted(pair.old, pair.new, grounds));
    if (old) olds.set(pair, old);
  }
  const news = pairs.flatMap((pair) => (pair.new ? [{ pair, object: inNamespace(pair.new) }] : []));
  const stored = [...olds.values()].map(({ object }) => object).filter(({ metadata }) => metadata.name);
  const { cluster } = withAssumed(
    isLive ? given : given.with(stored.map((object) => ({ verb: 'create', object }))),
    news.map(({ object }) => object),
    DEFAULT_NAMESPACE,
    isLive && given.count('Namespace') > 0,
  );
  const asked: Asked = {
    client: new PlainClient(cluster, 0),
    coming: definitionsAmong(news, cluster),
    apply: grounds.apply ?? {},
    isLive,
  };
  const compared = new Map<Pair, Compared>();
  for (const { pair, object } of inOrder(news, 'install')) {
    compared.set(pair, compare(pair, object, olds.get(pair), asked));
  }
  const none = { changes: [], refusals: [], warnings: [], surprises: [] };
  return {
    compared: pairs.map((pair) => compared.get(pair) ?? { ...pair, ...none }),
    before: cluster,
    after: asked.client.cluster,
  };
}

const DEFAULT_NAMESPACE = 'default';

interface Old {
  object: KubeObject;
  /** As it is written, where the server's types cannot read it. */
  unread?: KubeObject;
}

/** A live object as the world holds it. */
function held(old: Entry, { given }: Grounds): Old | undefined {
  const written = inNamespace(old);
  const object = given.get(kindOf(written), keyOf(written)) as KubeObject | undefined;
  return object && { object };
}

/** What the old manifest made, in the version that the new one speaks of where its own is not served any more. */
function adopted(old: Entry, now: Entry | undefined, grounds: Grounds): Old {
  const { kinds } = grounds;
  const written = inNamespace(old);
  const isServed = servedKind(kinds, old.apiVersion, old.kind) !== undefined;
  const meant = isServed || !now ? written : { ...written, apiVersion: now.apiVersion };
  const { object, unreadable, unserved } = adopt(meant, kinds, ALL_KINDS);
  if (unreadable || unserved) return { object: appliedFrom(object, written), unread: meant };
  const owned = grounds.apply?.serverSide ? appliedByServer(meant, grounds) : undefined;
  return { object: owned ?? appliedFrom(object, written) };
}

/** The object with its owners, as `kubectl apply --server-side` makes it; undefined where the server would not. */
function appliedByServer(object: KubeObject, { kinds, apply: how }: Grounds): KubeObject | undefined {
  const { cluster } = withAssumed(kinds, [object], DEFAULT_NAMESPACE, false);
  const outcome = apply(new PlainClient(cluster, 0), object, how);
  return outcome.refusal ? undefined : outcome.object;
}

/** Who is asked, and how. */
interface Asked {
  client: PlainClient;
  coming: Cluster | undefined;
  apply: ApplyOptions;
  isLive: boolean;
}

function compare(pair: Pair, manifest: KubeObject, old: Old | undefined, asked: Asked): Compared {
  const entry = pair.new as Entry;
  const { cluster } = asked.client;
  if (old && isUntouched(pair, manifest, old, asked)) return untouched(pair, manifest, old, cluster);
  const shapeAt = shapesIn(cluster, entry.apiVersion, entry.kind);
  const differences = old && pair.old && differencesFrom(pair.old, entry, old, shapeAt);
  const written = asJson(manifest);
  const none = { ...pair, changes: [], surprises: [] };
  if (old?.unread) {
    const anew = created(without(cluster, old.object), manifest);
    const { refusals, warnings } = anew;
    const changes = differences?.(written).placed ?? [];
    return { ...none, storedNew: anew.object ?? written, changes, refusals, warnings };
  }
  const outcome = applied(manifest, entry, asked);
  const { warnings, word } = outcome;
  const refusals = refusedBy(outcome);
  const made = refusals.length > 0 ? outcome.attempted : (outcome.object as JsonObject | undefined);
  // What kubectl does not even send stands as it is written; without a name it would be made all the same.
  const unsent = manifest.metadata.name ? written : asJson(adopt(manifest, cluster, ALL_KINDS).object);
  const stored = { ...(made ?? unsent), apiVersion: entry.apiVersion };
  const told = { ...none, storedNew: stored, refusals, warnings, ...(word !== undefined && { word }) };
  if (!old || !differences) return told;
  const { raw, placed: changes } = differences(stored);
  const last = asked.isLive ? (lastAppliedOf(old.object) ?? {}) : (pair.old as Entry).object;
  const drift = asked.isLive
    ? driftIn(changes, last, { raw, before: bare(old.object), stored, shapeAt })
    : {};
  const compared = { ...told, storedOld: bare(old.object), changes, ...drift };
  // What is written as it was comes out as it was.
  const isRewritten = !jsonEqual(pair.old?.object, entry.object);
  const taken = changes.length === 0 || refusals.length === 0;
  const anew =
    taken && changes.length > 0 && !isRewritten ? undefined : created(without(cluster, old.object), manifest);
  if (taken) {
    // Where nothing changes, nothing is refused but what could not be created either.
    const standing = changes.length === 0 ? (anew?.refusals ?? []) : [];
    const around = { after: asked.client.cluster, from: entry, manifest, applied: last, shapeAt };
    const surprises = anew?.object && isRewritten ? surprisesOf(compared, anew.object, around) : [];
    return { ...compared, refusals: standing, surprises };
  }
  const guilty = culprits(cluster, old.object, { changes: raw, refusals, stored });
  return {
    ...compared,
    creatable: outcome.refusal !== undefined && anew?.refusals.length === 0,
    culprits: new Map(
      changes.flatMap((change, at) => {
        const is = guilty.get(raw[at] as Change);
        return is === undefined ? [] : [[change, is] as const];
      }),
    ),
  };
}

/** What kubectl says where there is nothing to send. */
const UNCHANGED = 'unchanged';

/** Whether a manifest is what was applied before, so that kubectl has nothing to send: most are, and need not be merged to know it. */
function isUntouched(pair: Pair, { metadata }: KubeObject, { unread }: Old, { isLive, apply: how }: Asked) {
  const isSent = isLive || how.serverSide || unread !== undefined || !metadata.name;
  return !isSent && jsonEqual(pair.old?.object, pair.new?.object);
}

/** What is there stays; it may be that it could not be created any more. */
function untouched(pair: Pair, manifest: KubeObject, { object }: Old, cluster: Cluster): Compared {
  const { refusals } = created(without(cluster, object), manifest);
  const stored = { ...bare(object), apiVersion: (pair.new as Entry).apiVersion };
  const none = { changes: [], surprises: [], warnings: [] };
  return { ...pair, ...none, storedOld: stored, storedNew: stored, refusals, word: UNCHANGED };
}

/** What kubectl comes to with a manifest. */
function applied(manifest: KubeObject, entry: Entry, { client, coming, apply: how }: Asked): Outcome {
  const from = { object: manifest, document: entry.document, location: { file: entry.document.file } };
  const unmapped = mappingError(from, client.cluster, coming);
  return unmapped ? notSent(unmapped) : apply(client, manifest, how);
}

/** The changes from the old object to another: as they are, and with the ways into the manifests. */
type Differences = (now: JsonObject) => { raw: Change[]; placed: Change[] };

function differencesFrom(old: Entry, entry: Entry, { object, unread }: Old, shapeAt: ShapeAt): Differences {
  const current = { ...bare(unread ?? object), apiVersion: entry.apiVersion };
  return (now) => {
    const raw = diffObjects(current, now, shapeAt, orderCounts(entry.told));
    const inOld = writtenPlaces(current, old.object, shapeAt);
    const inNew = writtenPlaces(now, entry.object, shapeAt);
    const placed = raw.map((change) => ({
      ...change,
      oldPath: inOld(change.oldPath),
      newPath: inNew(change.newPath),
    }));
    return { raw, placed };
  };
}

interface Created {
  object?: JsonObject;
  refusals: Refusal[];
  warnings: readonly string[];
}

function created(cluster: Cluster, object: KubeObject): Created {
  const answer = handle(cluster, { verb: 'create', object, fieldValidation: 'Strict' }, 0);
  const { warnings } = answer;
  if ('refusal' in answer) return { refusals: reasonsIn(answer.refusal), warnings };
  return { object: asJson(answer.object), refusals: [], warnings };
}

function without(cluster: Cluster, object: KubeObject): Cluster {
  const found = cluster.get(kindOf(object), keyOf(object)) as KubeObject | undefined;
  return found ? cluster.with([{ verb: 'delete', object: found }]) : cluster;
}

/** The manifest with the namespace that it goes to. */
function inNamespace({ object, namespace }: Entry): KubeObject {
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  const { namespace: _written, ...rest } = metadata;
  return asObject({ ...object, metadata: namespace === undefined ? rest : { ...metadata, namespace } });
}
