/** What an upgrade of the cluster changes for manifests that stay as they are: refused, warned of, stored otherwise. */
import { NO_GATES, type Release } from '../api/gates.js';
import { type JsonObject, valueAt } from '../api/json.js';
import { NODE_PORTS } from '../api/port-range.js';
import { definitionsIn } from '../apiserver/definitions.js';
import { shapesIn } from '../apiserver/managed-fields.js';
import { isNamespaced } from '../apiserver/served.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Document } from '../manifest/document.js';
import { parseSources } from '../manifest/parse.js';
import { type Compared, comparePairs } from './compare.js';
import { type Diff, type DiffOptions, verdictCounts, weightOf } from './diff.js';
import { byIdentity, type Entry, pairs } from './identity.js';
import { judge, type ObjectDiff } from './judge.js';
import { diffObjects } from './object-diff.js';
import { orderCounts } from './pod-template.js';
import { writtenPlaces } from './written-place.js';

/** What manifests come to in one release, by their documents. */
interface Side {
  release: Release;
  cluster: Cluster;
  created: Map<Document, Compared>;
}

/** The manifests created in the one release and in the other; what is the same in both is `same`. */
export function upgradeOf(
  documents: readonly Document[],
  from: Release,
  to: Release,
  options: Omit<DiffOptions, 'k8s' | 'featureGates'> = {},
): Diff {
  const [before, after] = [sideOf(documents, from, options), sideOf(documents, to, options)];
  const objects = [...after.created].map(([document, made]) =>
    told(before.created.get(document), made, before, after),
  );
  objects.sort((a, b) => weightOf(a) - weightOf(b));
  const counts = verdictCounts(objects);
  return { version: to.version, from: from.version, counts, objects, repeated: [], notes: [], reach: [] };
}

function sideOf(documents: readonly Document[], release: Release, options: DiffOptions): Side {
  const given = parseSources(options.crds ?? []).documents.map(({ value }) => value);
  const kinds = definitionsIn([...given, ...documents.map(({ value }) => value)], release.version);
  const namespaced = (apiVersion: string, kind: string) => isNamespaced(kinds, { apiVersion, kind });
  const cluster = definitionsIn(given, release.version)
    .withNodePorts(options.nodePorts ?? NODE_PORTS)
    .withGates(release.gates ?? NO_GATES);
  const { entries } = byIdentity(documents, namespaced, options.namespace);
  const { compared } = comparePairs(pairs(new Map(), entries), { kinds, given: cluster, isLive: false });
  const created = new Map(compared.map((one) => [(one.new as Entry).document, one]));
  return { release, cluster, created };
}

function told(was: Compared | undefined, made: Compared, before: Side, after: Side): ObjectDiff {
  const entry = made.new as Entry;
  const wasRefused = was !== undefined && was.refusals.length > 0;
  const isStored = !wasRefused && made.refusals.length === 0;
  const shapeAt = shapesIn(after.cluster, entry.apiVersion, entry.kind);
  const now = made.storedNew;
  const old = was?.storedNew && now && alike(was.storedNew, now);
  const changes = isStored && old && now ? diffObjects(old, now, shapeAt, orderCounts(entry.told)) : [];
  const warnings = made.warnings.filter((warning) => !was?.warnings.includes(warning));
  const pair: Compared = {
    ...made,
    old: entry,
    ...(old && { storedOld: old }),
    changes: changes.map((change) => ({
      ...change,
      oldPath: writtenPlaces(old ?? {}, entry.object, shapeAt)(change.oldPath),
      newPath: writtenPlaces(now ?? {}, entry.object, shapeAt)(change.newPath),
    })),
    warnings,
  };
  const diff = judge(pair, { ...after.release, objects: [] });
  diff.asBefore = diff.verdict === 'refused' && wasRefused;
  if (diff.verdict === 'refused') return diff;
  if (wasRefused) return { ...diff, verdict: 'changed', consequences: [accepted(was, before)] };
  if (changes.length > 0) return { ...diff, consequences: [OTHERWISE] };
  return warnings.length > 0 ? { ...diff, verdict: 'changed', consequences: [WARNED] } : diff;
}

/** An object with the uid of the other: the servers have drawn them, each for itself. */
function alike(object: JsonObject, like: JsonObject): JsonObject {
  const [own, other] = [object, like].map((one) => valueAt(one, ['metadata', 'uid']));
  if (typeof own !== 'string' || typeof other !== 'string' || own === '') return object;
  return JSON.parse(JSON.stringify(object).replaceAll(own, other)) as JsonObject;
}

const OTHERWISE = { type: 'stored', text: 'stored otherwise' } as const;
const WARNED = { type: 'warned', text: 'the server warns of it' } as const;

function accepted({ refusals: [first] }: Compared, { release }: Side) {
  const why = first ? `: ${[first.field, first.message].filter((part) => part !== '').join(': ')}` : '';
  return { type: 'accepted', text: `accepted; Kubernetes ${release.version} refuses it${why}` } as const;
}
