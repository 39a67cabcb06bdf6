import { type FeatureGates, NO_GATES, type Release } from '../api/gates.js';
import type { ObjectOf } from '../api/kinds.js';
import { neededLabel } from '../api/labels.js';
import { controllerRef, keyOf, kindOf, objectKey } from '../api/object-key.js';
import type { KubeObject, Pod, Service } from '../api/objects.js';
import { claimOf } from '../api/pods.js';
import { NODE_PORTS, type PortRange } from '../api/port-range.js';
import { compareTexts } from '../api/text.js';
import { type KubernetesVersion, NEWEST_VERSION } from '../api/version.js';
import type { PodDisruptionBudget } from '../api/workloads.js';
import type { Load } from './load.js';
import { PersistentMap } from './persistent-map.js';
import { serviceNumbers } from './service-numbers.js';

/** What happened to the stored world. `object` is the whole stored object, also of a removal. */
export interface Change {
  verb: 'create' | 'update' | 'delete';
  object: KubeObject;
  note?: ChangeNote;
}

/** What who made a change knows of it, and the objects do not tell. */
export interface ChangeNote {
  /** Why, in a few words. */
  because?: string;
  /** It might have been another one: so many of these were taken by chance. */
  drawn?: Drawn;
}

/** A choice among equals. */
export interface Drawn {
  /** How many are taken. */
  count: number;
  /** The keys of those that any of them might be, the taken ones too. */
  among: readonly string[];
  /** They differ in their uids, and those decide: it is no chance where they are real. */
  byUid: boolean;
}

const CORE = 'v1';

interface Index {
  /** kind → key → object */
  objects: PersistentMap<PersistentMap<KubeObject>>;
  /** kind and namespace → key → object */
  namespaces: PersistentMap<PersistentMap<KubeObject>>;
  /** owner's uid and kind → key → object */
  owned: PersistentMap<PersistentMap<KubeObject>>;
  /** controller's uid and kind → key → object */
  managed: PersistentMap<PersistentMap<KubeObject>>;
  /** node's name → key → pod */
  onNode: PersistentMap<PersistentMap<KubeObject>>;
  /** node and image → key → pod whose containers run */
  running: PersistentMap<PersistentMap<KubeObject>>;
  /** kind, namespace, label and its value → key → object that is selected by labels */
  labelled: PersistentMap<PersistentMap<KubeObject>>;
  /** kind and namespace → key → object that is selected by labels, and that nobody manages */
  orphans: PersistentMap<PersistentMap<KubeObject>>;
  /** `claim` and its key → key → placed pod that uses it; `volume` and its name → key → what attaches it to a node */
  storage: PersistentMap<PersistentMap<KubeObject>>;
  /** address or port of the nodes → key → Service */
  numbers: PersistentMap<PersistentMap<KubeObject>>;
  /** kind, namespace, a label and its value that it needs → key → object that selects pods; without them where it needs none */
  selectors: PersistentMap<PersistentMap<KubeObject>>;
}

const EMPTY: Index = {
  objects: PersistentMap.empty(),
  namespaces: PersistentMap.empty(),
  owned: PersistentMap.empty(),
  managed: PersistentMap.empty(),
  onNode: PersistentMap.empty(),
  running: PersistentMap.empty(),
  labelled: PersistentMap.empty(),
  orphans: PersistentMap.empty(),
  storage: PersistentMap.empty(),
  numbers: PersistentMap.empty(),
  selectors: PersistentMap.empty(),
};

/** What controllers find by its labels. */
const SELECTED = new Set(['Pod', 'ReplicaSet', 'ControllerRevision']);

/** What is asked of every pod that changes whether it selects it; a label and its value without which it does not. */
const SELECTING: ReadonlyMap<string, (object: KubeObject) => { key: string; value: string } | undefined> =
  new Map([
    ['Service', (object) => neededLabel({ matchLabels: (object as Partial<Service>).spec?.selector ?? {} })],
    [
      'PodDisruptionBudget',
      (object) => neededLabel((object as Partial<PodDisruptionBudget>).spec?.selector ?? {}),
    ],
  ]);

/**
 * The state of the world as an immutable value. `with` gives the next state and shares all that did not change,
 * so that a fork costs nothing and a change costs the change. Lists are sorted by key.
 */
export class Cluster implements Release {
  private constructor(
    private readonly index: Index,
    /** How many changes made this state: resource versions, uids and generated names are drawn from it. */
    readonly revision: number,
    /** The Kubernetes that runs it: what is defaulted, validated, hashed and scheduled depends on it. */
    readonly version: KubernetesVersion,
    /** What of it is set otherwise than by default. */
    readonly gates: FeatureGates,
    /** The ports of nodes that Services can have. */
    readonly nodePorts: PortRange,
    /** What metrics tell of it, in the order in which it was said. */
    readonly loads: readonly Load[],
  ) {}

  static readonly empty = new Cluster(EMPTY, 0, NEWEST_VERSION, NO_GATES, NODE_PORTS, []);

  /** A world of just these objects; of two with the same identity the later one stays. */
  static of(objects: Iterable<KubeObject>, version: KubernetesVersion = NEWEST_VERSION): Cluster {
    const latest = new Map<string, Map<string, KubeObject>>();
    let count = 0;
    for (const object of objects) {
      const kind = kindOf(object);
      const ofKind = latest.get(kind) ?? new Map<string, KubeObject>();
      latest.set(kind, ofKind.set(keyOf(object), object));
      count++;
    }
    return new Cluster(indexOf(latest), count, version, NO_GATES, NODE_PORTS, []);
  }

  /** The same with these features set. */
  withGates(gates: FeatureGates): Cluster {
    return new Cluster(this.index, this.revision, this.version, gates, this.nodePorts, this.loads);
  }

  /** The same with other ports of the nodes for Services. */
  withNodePorts(range: PortRange): Cluster {
    return new Cluster(this.index, this.revision, this.version, this.gates, range, this.loads);
  }

  /** The same with other metrics. */
  withLoads(loads: readonly Load[]): Cluster {
    return new Cluster(this.index, this.revision, this.version, this.gates, this.nodePorts, loads);
  }

  /** The same for states of the same objects: what was worked out of them can be kept under it. */
  get contents(): object {
    return this.index;
  }

  /** The object of a kind by its key (`namespace/name`, or the name of a cluster-scoped one). */
  get<K extends string>(kind: K, key: string): ObjectOf<K> | undefined {
    return this.index.objects.get(kind)?.get(key) as ObjectOf<K> | undefined;
  }

  /** All objects of a kind, or those of one namespace, sorted by key. */
  list<K extends string>(kind: K, namespace?: string): ObjectOf<K>[] {
    const found =
      namespace === undefined
        ? this.index.objects.get(kind)
        : this.index.namespaces.get(`${kind} ${namespace}`);
    return sorted(found) as ObjectOf<K>[];
  }

  /** How many objects of a kind there are. */
  count(kind: string): number {
    return this.index.objects.get(kind)?.size ?? 0;
  }

  /** The kinds that have objects, sorted. */
  kinds(): string[] {
    return this.index.objects.keys().sort();
  }

  /** The objects of a kind that name `uid` in an owner reference, sorted by key. */
  ownedBy<K extends string>(uid: string, kind: K): ObjectOf<K>[] {
    return sorted(this.index.owned.get(`${uid} ${kind}`)) as ObjectOf<K>[];
  }

  /** Those of them whose controller it is. */
  managedBy<K extends string>(uid: string, kind: K): ObjectOf<K>[] {
    return sorted(this.index.managed.get(`${uid} ${kind}`)) as ObjectOf<K>[];
  }

  /** Every object that names `uid` in an owner reference, sorted by key. */
  dependents(uid: string): KubeObject[] {
    const found = this.kinds().flatMap((kind) => this.ownedBy(uid, kind));
    return found.sort((a, b) => compareTexts(keyOf(a), keyOf(b)));
  }

  /** The pods that are bound to a node, sorted by key. */
  podsOnNode(node: string): Pod[] {
    return sorted(this.index.onNode.get(node)) as Pod[];
  }

  /** The pods that are bound to a node and use a claim (`namespace/name`), sorted by key. */
  podsOfClaim(key: string): Pod[] {
    return sorted(this.index.storage.get(`claim ${key}`)) as Pod[];
  }

  /** The VolumeAttachments of a PersistentVolume, sorted by key. */
  attachments(volume: string): KubeObject[] {
    return sorted(this.index.storage.get(`volume ${volume}`));
  }

  /** Whether a node has run an image by some time, for another pod than that with the uid: one that still runs. */
  hasRun(node: string, image: string, by: string, uid: string | undefined): boolean {
    const pods = this.index.running.get(`${node} ${image}`);
    const first = pods && firstStart(pods);
    if (first === undefined || first > by) return false;
    return pods?.some((pod) => pod.metadata.uid !== uid && startOf(pod)! <= by) === true;
  }

  /** The objects of a kind and a namespace that carry all these labels, sorted by key; no labels mean all. */
  labelled<K extends string>(kind: K, namespace: string, labels: Record<string, string>): ObjectOf<K>[] {
    return this.carrying(kind, namespace, labels, undefined);
  }

  /** Those of them that no controller manages; of kinds that are not selected by labels others too. */
  orphansLabelled<K extends string>(
    kind: K,
    namespace: string,
    labels: Record<string, string>,
  ): ObjectOf<K>[] {
    const orphans = this.index.orphans.get(`${kind} ${namespace}`) ?? PersistentMap.empty<KubeObject>();
    return this.carrying(kind, namespace, labels, SELECTED.has(kind) ? orphans : undefined);
  }

  private carrying<K extends string>(
    kind: K,
    namespace: string,
    labels: Record<string, string>,
    among: PersistentMap<KubeObject> | undefined,
  ): ObjectOf<K>[] {
    const wanted = Object.entries(labels);
    let smallest = among;
    for (const [label, value] of SELECTED.has(kind) ? wanted : []) {
      const found = this.index.labelled.get(`${kind} ${namespace} ${label}=${value}`);
      if (!found) return [];
      if (!smallest || found.size < smallest.size) smallest = found;
    }
    const candidates: KubeObject[] = smallest ? sorted(smallest) : this.list(kind, namespace);
    return candidates.filter((object) =>
      wanted.every(([label, value]) => object.metadata.labels?.[label] === value),
    ) as ObjectOf<K>[];
  }

  /** The objects of a kind and a namespace that may select a pod with these labels, sorted by key: no others do. */
  selecting<K extends 'Service' | 'PodDisruptionBudget'>(
    kind: K,
    namespace: string | undefined,
    labels: Readonly<Record<string, string>>,
  ): ObjectOf<K>[] {
    const place = `${kind} ${namespace ?? ''}`;
    const { selectors } = this.index;
    const found = Object.entries(labels).map(([label, value]) => selectors.get(`${place} ${label}=${value}`));
    const several = [selectors.get(place), ...found].filter((map) => map !== undefined);
    if (several.length <= 1) return sorted(several[0]) as ObjectOf<K>[];
    const all = several.flatMap((map) => map.sorted());
    return all.sort((a, b) => compareTexts(keyOf(a), keyOf(b))) as ObjectOf<K>[];
  }

  /** A Service other than this one that has an address or a port of the nodes (`service-numbers.ts` names them). */
  serviceWith(number: string, other: Service): Service | undefined {
    const key = keyOf(other);
    return this.index.numbers
      .get(number)
      ?.values()
      .find((one) => keyOf(one) !== key) as Service | undefined;
  }

  /** The state after `changes`, in their order. An update of a missing object creates it; a delete of one does nothing. */
  with(changes: readonly Change[]): Cluster {
    if (changes.length === 0) return this;
    const index = { ...this.index };
    for (const { verb, object } of changes) {
      const kind = kindOf(object);
      const before = index.objects.get(kind)?.get(keyOf(object));
      if (verb !== 'delete') file(index, kind, object, before);
      else if (before) unfile(index, kind, before);
    }
    const { version, gates, nodePorts, loads } = this;
    return new Cluster(index, this.revision + changes.length, version, gates, nodePorts, loads);
  }
}

function sorted(found: PersistentMap<KubeObject> | undefined): KubeObject[] {
  return found ? [...found.sorted()] : [];
}

/** The index of objects by kind and key: what filing each of them comes to. */
function indexOf(objects: ReadonlyMap<string, ReadonlyMap<string, KubeObject>>): Index {
  const filed = new Map<keyof Index, Map<string, Map<string, KubeObject>>>();
  for (const [kind, ofKind] of objects) {
    for (const object of ofKind.values()) {
      forEachPlace(kind, object, (map, bucket, key) => {
        const buckets = filed.get(map) ?? new Map<string, Map<string, KubeObject>>();
        filed.set(map, buckets);
        const entries = buckets.get(bucket) ?? new Map<string, KubeObject>();
        buckets.set(bucket, entries.set(key, object));
      });
    }
  }
  const index = { ...EMPTY };
  for (const [map, buckets] of filed) {
    const maps = new Map<string, PersistentMap<KubeObject>>();
    for (const [bucket, entries] of buckets) maps.set(bucket, PersistentMap.of(entries));
    index[map] = PersistentMap.of(maps);
  }
  return index;
}

/** Files an object in the place of what it was before. */
function file(index: Index, kind: string, object: KubeObject, before: KubeObject | undefined): void {
  const places: string[] = [];
  forEachPlace(kind, object, (map, bucket, key) => {
    index[map] = index[map].set(
      bucket,
      (index[map].get(bucket) ?? PersistentMap.empty<KubeObject>()).set(key, object),
    );
    if (before) places.push(map, bucket);
  });
  if (before) unfile(index, kind, before, places);
}

/** Takes an object out of all its places but these: a map and its bucket, and so on. */
function unfile(index: Index, kind: string, object: KubeObject, but: readonly string[] = []): void {
  forEachPlace(kind, object, (map, bucket, key) => {
    for (let at = 0; at < but.length; at += 2) if (but[at] === map && but[at + 1] === bucket) return;
    const left = index[map].get(bucket)?.delete(key);
    index[map] = left?.size ? index[map].set(bucket, left) : index[map].delete(bucket);
  });
}

type Attachment = KubeObject & { spec?: { source?: { persistentVolumeName?: string } } };

type Visit = (map: keyof Index, bucket: string, key: string) => void;

/** Every index entry that an object has. */
function forEachPlace(kind: string, object: KubeObject, visit: Visit): void {
  const key = keyOf(object);
  const { namespace, ownerReferences, labels } = object.metadata;
  visit('objects', kind, key);
  if (namespace) visit('namespaces', `${kind} ${namespace}`, key);
  for (const owner of ownerReferences ?? []) visit('owned', `${owner.uid} ${kind}`, key);
  const manager = controllerRef(object);
  if (manager) visit('managed', `${manager.uid} ${kind}`, key);
  if (SELECTED.has(kind)) {
    for (const [label, value] of Object.entries(labels ?? {}))
      visit('labelled', `${kind} ${namespace} ${label}=${value}`, key);
    if (!manager) visit('orphans', `${kind} ${namespace}`, key);
  }
  const needed = SELECTING.get(kind)?.(object);
  if (needed) visit('selectors', `${kind} ${namespace ?? ''} ${needed.key}=${needed.value}`, key);
  else if (SELECTING.has(kind)) visit('selectors', `${kind} ${namespace ?? ''}`, key);
  if (kind === 'VolumeAttachment') {
    const volume = (object as Attachment).spec?.source?.persistentVolumeName;
    if (volume !== undefined) visit('storage', `volume ${volume}`, key);
  }
  // Of a version that nobody serves nothing is decoded: what it holds is not what it should.
  if ((object.apiVersion ?? CORE) !== CORE) return;
  if (kind === 'Service') for (const name of serviceNumbers(object as Service)) visit('numbers', name, key);
  if (kind === 'Pod') forEachPlaceOfPod(object as Pod, key, visit);
}

/** Since when the first container of a pod runs. */
function startOf(pod: KubeObject): string | undefined {
  return (pod as Pod).status?.containerStatuses?.[0]?.state?.running?.startedAt;
}

const firstStart = PersistentMap.leastBy(startOf);

function forEachPlaceOfPod(pod: Pod, key: string, visit: Visit): void {
  const { nodeName, containers, volumes } = pod.spec;
  if (!nodeName) return;
  visit('onNode', nodeName, key);
  for (const volume of volumes ?? []) {
    const claim = claimOf(pod, volume);
    if (claim) visit('storage', `claim ${objectKey(pod.metadata.namespace, claim.name)}`, key);
  }
  if (startOf(pod) === undefined) return;
  for (const image of new Set(containers.map((container) => container.image)))
    visit('running', `${nodeName} ${image ?? ''}`, key);
}
