/** What applying the new manifests makes of the objects that the old ones made: asked of the server, by kubectl's apply. */

import { ALL_KINDS } from '../admission/groups/all.js';
import type { JsonObject, Path } from '../api/json.js';
import { isObject } from '../api/json.js';
import { keyOf, kindOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { asJson, asObject } from '../api/unstructured.js';
import { adopt } from '../apiserver/adopt.js';
import { handle } from '../apiserver/handle.js';
import { bare, shapesIn } from '../apiserver/managed-fields.js';
import type { Status } from '../apiserver/request.js';
import { servedKind } from '../apiserver/served.js';
import type { Cluster } from '../cluster/cluster.js';
import { appliedFrom } from '../kubectl/applied-before.js';
import { apply } from '../kubectl/apply.js';
import { PlainClient } from '../kubectl/client.js';
import { inOrder } from '../kubectl/order.js';
import { notSent, type Outcome } from '../kubectl/outcome.js';
import { definitionsAmong, mappingError } from '../kubectl/resource-mapping.js';
import { isNoMatch } from '../schema/api-version.js';
import { withAssumed } from '../simulation/assumed.js';
import type { Entry, Pair } from './identity.js';
import { type Change, diffObjects } from './object-diff.js';
import { orderCounts } from './pod-template.js';
import { writtenPlaces } from './written-place.js';

/** Why the server refuses an object. */
interface Refusal {
  /** The server's notation: `spec.selector`; empty for a refusal of the whole object. */
  field: string;
  /** The server's whole message without the field: `Forbidden: …`, `Invalid value: …: field is immutable`. */
  message: string;
  path: Path;
}

/** A pair with what the server makes of it. */
export interface Compared extends Pair {
  /** What the old manifest made; undefined where it cannot be in any cluster. */
  storedOld?: JsonObject;
  /** What the new one makes; of a refused one, as far as it got. */
  storedNew?: JsonObject;
  changes: Change[];
  refusals: Refusal[];
  warnings: readonly string[];
  /** Created anew, the new object would be let in. */
  creatable?: boolean;
}

/**
 * Compares pairs. The old manifests are in the cluster, whatever they hold, last applied from just these; the new ones are
 * applied, namespaces and definitions first. `kinds`: all definitions; `given`: those that are in the cluster already.
 */
export function comparePairs(pairs: readonly Pair[], kinds: Cluster, given: Cluster): Compared[] {
  const olds = new Map<Pair, Old>();
  for (const pair of pairs) if (pair.old) olds.set(pair, adopted(pair.old, pair.new, kinds));
  const news = pairs.flatMap((pair) => (pair.new ? [{ pair, object: inNamespace(pair.new) }] : []));
  const held = [...olds.values()].map(({ object }) => object).filter(({ metadata }) => metadata.name);
  const { cluster } = withAssumed(
    given.with(held.map((object) => ({ verb: 'create', object }))),
    news.map(({ object }) => object),
    DEFAULT_NAMESPACE,
    false,
  );
  const client = new PlainClient(cluster, 0);
  const coming = definitionsAmong(news, cluster);
  const compared = new Map<Pair, Compared>();
  for (const { pair, object } of inOrder(news, 'install')) {
    compared.set(pair, compare(pair, object, olds.get(pair), client, coming));
  }
  return pairs.map((pair) => compared.get(pair) ?? { ...pair, changes: [], refusals: [], warnings: [] });
}

const DEFAULT_NAMESPACE = 'default';

interface Old {
  object: KubeObject;
  /** As it is written, where the server's types cannot read it. */
  unread?: KubeObject;
}

/** What the old manifest made, in the version that the new one speaks of where its own is not served any more. */
function adopted(old: Entry, now: Entry | undefined, kinds: Cluster): Old {
  const written = inNamespace(old);
  const isServed = servedKind(kinds, old.apiVersion, old.kind) !== undefined;
  const meant = isServed || !now ? written : { ...written, apiVersion: now.apiVersion };
  const { object, unreadable, unserved } = adopt(meant, kinds, ALL_KINDS);
  return { object: appliedFrom(object, written), ...((unreadable || unserved) && { unread: meant }) };
}

function compare(
  pair: Pair,
  manifest: KubeObject,
  old: Old | undefined,
  client: PlainClient,
  coming: Cluster | undefined,
): Compared {
  const entry = pair.new as Entry;
  const { cluster } = client;
  const current = old && { ...bare(old.unread ?? old.object), apiVersion: entry.apiVersion };
  const shapeAt = shapesIn(cluster, entry.apiVersion, entry.kind);
  const differences = (now: JsonObject) => {
    if (!current || !pair.old) return [];
    const changes = diffObjects(current, now, shapeAt, orderCounts(entry.told));
    const old = pair.old.object;
    const [inOld, inNew] = [writtenPlaces(current, old, shapeAt), writtenPlaces(now, entry.object, shapeAt)];
    return changes.map((change) => ({
      ...change,
      oldPath: inOld(change.oldPath),
      newPath: inNew(change.newPath),
    }));
  };
  const written = asJson(manifest);
  if (old?.unread) {
    const anew = created(without(cluster, old.object), manifest);
    const { refusals, warnings } = anew;
    return { ...pair, storedNew: anew.object ?? written, changes: differences(written), refusals, warnings };
  }
  const from = { object: manifest, document: entry.document, location: { file: entry.document.file } };
  const unmapped = mappingError(from, cluster, coming);
  const outcome = unmapped ? notSent(unmapped) : apply(client, manifest);
  const { warnings } = outcome;
  const refusals = refusalsOf(outcome);
  const made = refusals.length > 0 ? outcome.attempted : (outcome.object as JsonObject | undefined);
  // What kubectl does not even send stands as it is written; without a name it would be made all the same.
  const unsent = manifest.metadata.name ? written : asJson(adopt(manifest, cluster, ALL_KINDS).object);
  const stored = { ...(made ?? unsent), apiVersion: entry.apiVersion };
  if (!old) return { ...pair, storedNew: stored, changes: [], refusals, warnings };
  const sides = { ...pair, storedOld: bare(old.object), storedNew: stored, warnings };
  const changes = differences(stored);
  if (refusals.length === 0 && changes.length > 0) return { ...sides, changes, refusals };
  const anew = created(without(cluster, old.object), manifest);
  // Where nothing changes, nothing is refused but what could not be created either.
  if (changes.length === 0) return { ...sides, changes, refusals: anew.refusals };
  return {
    ...sides,
    changes,
    refusals,
    creatable: outcome.refusal !== undefined && anew.refusals.length === 0,
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
  if ('refusal' in answer) return { refusals: causesOf(answer.refusal), warnings };
  return { object: asJson(answer.object), refusals: [], warnings };
}

function without(cluster: Cluster, object: KubeObject): Cluster {
  const found = cluster.get(kindOf(object), keyOf(object)) as KubeObject | undefined;
  return found ? cluster.with([{ verb: 'delete', object: found }]) : cluster;
}

function refusalsOf({ error, refusal }: Outcome): Refusal[] {
  if (error !== undefined) return [{ field: '', message: error, path: [] }];
  return refusal ? causesOf(refusal) : [];
}

/** The causes of a refusal with their places; the whole of it where it has none. */
function causesOf({ errors = [], decoding = [], message }: Status): Refusal[] {
  if (decoding.length > 0) {
    return decoding.map((one) => ({ field: '', message: one.message, path: one.path }));
  }
  if (errors.length > 0) {
    return errors.map(({ field, message: cause, path }) => ({ field, message: cause, path }));
  }
  const path = isNoMatch(message) ? ['apiVersion'] : [];
  return [{ field: '', message, path }];
}

/** The manifest with the namespace that it goes to. */
function inNamespace({ object, namespace }: Entry): KubeObject {
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  const { namespace: _written, ...rest } = metadata;
  return asObject({ ...object, metadata: namespace === undefined ? rest : { ...metadata, namespace } });
}
