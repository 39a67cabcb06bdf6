/** The world that a plan looks at: nodes and what runs on them, and the manifests that come on top. */
import type { Finding, Location } from '../api/finding.js';
import { isObject, type JsonObject, type Path } from '../api/json.js';
import type { AnyObject, KubeObject } from '../api/objects.js';
import { type KubernetesVersion, NEWEST_VERSION } from '../api/version.js';
import { Cluster, keyOf, kindOf } from '../cluster/cluster.js';
import { parseNodes } from '../cluster/node-spec.js';
import { snapshotObjects } from '../cluster/snapshot.js';
import { admitObject } from '../controllers/admission.js';
import { isNamespaced, write } from '../controllers/api-server.js';
import { generatedUid } from '../controllers/generated-names.js';
import type { Document, ReadResult } from '../manifest/document.js';
import { applied, withLastApplied } from './apply.js';

/** The nodes that are taken where neither a snapshot nor --nodes says what there is. */
export const DEFAULT_NODES = '3x cpu=4,memory=16Gi';
const DEFAULT_NAMESPACE = 'default';
const STANDARD_CLASS = 'standard';

/** The kinds that others need, in the order in which they are applied; all else comes after, as written. */
const FIRST = [
  'Namespace',
  'CustomResourceDefinition',
  'PriorityClass',
  'StorageClass',
  'ResourceQuota',
  'LimitRange',
  'PersistentVolume',
  'ServiceAccount',
  'Secret',
  'ConfigMap',
  'PersistentVolumeClaim',
  'Service',
  'PodDisruptionBudget',
];

export interface WorldInput {
  /** The Kubernetes that runs it. */
  version?: KubernetesVersion;
  /** The documents of a snapshot: what `kubectl get nodes,pods,… -A -o yaml` prints. */
  snapshot?: readonly Document[];
  /** Nodes in the short form of `parseNodes`, beside those of the snapshot. */
  nodes?: string;
  /** The namespace of objects that name none. */
  namespace?: string;
}

/** One object among the manifests. */
export interface PlacedObject {
  /** As the API server stores it when it is applied to the world as it was; as written where it is refused. */
  object: KubeObject;
  /** As written, in its namespace. */
  given: KubeObject;
  location: Location;
  document: Document;
}

/** An object among the manifests that the API server would not take. */
export interface RefusedObject {
  kind: string;
  name: string;
  message: string;
  document: Document;
}

export interface World {
  /** What is there before anything is applied: snapshot, nodes, the namespaces that are spoken of. */
  before: Cluster;
  /** The same with the manifests stored, before any controller has looked at them. */
  cluster: Cluster;
  /** What is to be applied, in order: what others need first, then as written. */
  manifests: PlacedObject[];
  refused: RefusedObject[];
  /** What was wrong with the texts. */
  findings: Finding[];
  /** How the nodes came about, for the reader: `3x cpu=4,memory=16Gi (assumed)`. */
  nodesAssumed: boolean;
  /** The namespace of objects that named none. */
  namespace: string;
}

/**
 * The world that manifests come to: the snapshot and the nodes, what every cluster has, and the manifests as the API
 * server stores them. Throws `NodeSpecError` for nodes that cannot be understood.
 */
export function buildWorld(read: ReadResult, input: WorldInput = {}): World {
  const namespace = input.namespace ?? DEFAULT_NAMESPACE;
  const manifests = order(
    read.documents.flatMap((document) => {
      const object = objectOf(document, namespace);
      return object
        ? [{ object, given: object, location: document.locate(['metadata', 'name']), document }]
        : [];
    }),
  );
  const snapshot = snapshotObjects((input.snapshot ?? []).map(({ value }) => value));
  const nodes = nodesOf(snapshot, input.nodes);
  const version = input.version ?? NEWEST_VERSION;
  const base = Cluster.of(
    [...snapshot, ...nodes.objects].map((object) => stored(object, namespace, version)),
    version,
  );
  const before = withAssumed(base, manifests, namespace);
  return {
    before,
    ...applyAll(before, manifests),
    findings: [...read.findings, ...read.documents.flatMap(noObject)],
    nodesAssumed: nodes.assumed,
    namespace,
  };
}

/** Stores the manifests one after the other, as `kubectl apply` would. */
function applyAll(
  before: Cluster,
  manifests: readonly PlacedObject[],
): Pick<World, 'cluster' | 'manifests' | 'refused'> {
  let cluster = before;
  const refused: RefusedObject[] = [];
  const stored = manifests.map((manifest) => {
    const { given, document } = manifest;
    const live = cluster.get(kindOf(given), keyOf(given)) as KubeObject | undefined;
    const result = live
      ? write(cluster, { verb: 'update', object: applied(live, given), strict: true }, 0)
      : write(cluster, { verb: 'create', object: withLastApplied(given), strict: true }, 0);
    if ('refusal' in result) {
      const { message } = result.refusal;
      refused.push({ kind: given.kind, name: given.metadata.name ?? '', message, document });
      return manifest;
    }
    cluster = result.cluster;
    return { ...manifest, object: result.object };
  });
  return { cluster, manifests: stored, refused };
}

/** Where the manifests write the fields of an object; undefined for one that none of them holds. */
export function locator(world: World, object: KubeObject): ((path: Path) => Location) | undefined {
  const found = world.manifests.find(
    ({ given }) => kindOf(given) === kindOf(object) && keyOf(given) === keyOf(object),
  );
  return found && ((path) => found.document.locate(path));
}

/** The object of a document, in its namespace; undefined for what is no object at all (lint says why). */
function objectOf({ value }: Document, namespace: string): KubeObject | undefined {
  if (!isObject(value) || lacking(value) !== undefined) return undefined;
  return placed(value as unknown as KubeObject, namespace);
}

/** What keeps a mapping from being an object that can be applied. */
function lacking(value: JsonObject): string | undefined {
  for (const field of ['apiVersion', 'kind']) if (typeof value[field] !== 'string') return field;
  const metadata = isObject(value['metadata']) ? value['metadata'] : {};
  const isNamed = typeof metadata['name'] === 'string' || typeof metadata['generateName'] === 'string';
  return isNamed ? undefined : 'metadata.name';
}

/** Says which document takes no part: an error where it means to be an object, a remark where it is something else. */
function noObject(document: Document): Finding[] {
  const { value } = document;
  const missing = isObject(value) ? lacking(value) : undefined;
  if (!isObject(value) || missing === undefined) return [];
  const isMeant = value['apiVersion'] !== undefined || value['kind'] !== undefined;
  return [
    {
      rule: 'plan/no-object',
      severity: isMeant ? 'error' : 'info',
      message: isMeant ? `${missing} is not set: left out` : 'no Kubernetes object: left out',
      location: document.locate([], 'key'),
    },
  ];
}

function placed(object: KubeObject, namespace: string): KubeObject {
  if (!isNamespaced(kindOf(object)) || object.metadata.namespace) return object;
  return { ...object, metadata: { ...object.metadata, namespace } };
}

function order(manifests: PlacedObject[]): PlacedObject[] {
  const rank = ({ object }: PlacedObject) => {
    const at = FIRST.indexOf(object.kind);
    return at < 0 ? FIRST.length : at;
  };
  const place = ({ location }: PlacedObject) => location.file;
  return manifests
    .map((manifest, index) => ({ manifest, index }))
    .sort(
      (a, b) =>
        rank(a.manifest) - rank(b.manifest) ||
        compare(place(a.manifest), place(b.manifest)) ||
        a.manifest.location.start.offset - b.manifest.location.start.offset ||
        a.index - b.index,
    )
    .map(({ manifest }) => manifest);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function nodesOf(
  snapshot: readonly KubeObject[],
  spec: string | undefined,
): { objects: KubeObject[]; assumed: boolean } {
  const known = snapshot.filter(({ kind }) => kind === 'Node').map(({ metadata }) => metadata.name);
  const text = spec ?? (known.length > 0 ? undefined : DEFAULT_NODES);
  if (text === undefined) return { objects: [], assumed: false };
  const taken = new Set(known);
  const objects = parseNodes(text).filter(({ metadata }) => !taken.has(metadata.name));
  return { objects, assumed: spec === undefined };
}

/** An object as the API server has it: with defaults, its status kept. */
function stored(given: KubeObject, namespace: string, version: KubernetesVersion): KubeObject {
  const object = placed(given, namespace);
  const admitted = admitObject(object, { cluster: Cluster.of([], version), now: 0, trusted: true });
  const whole = 'object' in admitted ? admitted.object : object;
  const { status, spec } = object as { status?: unknown; spec?: unknown };
  return {
    ...whole,
    ...(status === undefined ? {} : { status }),
    // A node of a snapshot is no new node: it is not tainted as one that is not ready yet.
    ...(kindOf(object) === 'Node' ? { spec: spec ?? {} } : {}),
    metadata: {
      ...whole.metadata,
      ...object.metadata,
      uid: object.metadata.uid ?? generatedUid(`${kindOf(object)} ${keyOf(object)}`),
    },
  } as KubeObject;
}

/**
 * What a snapshot may be silent about and every cluster has: the namespaces that are spoken of (unless it lists
 * namespaces), their ServiceAccount, and a default StorageClass (unless it lists any).
 */
function withAssumed(cluster: Cluster, manifests: readonly PlacedObject[], namespace: string): Cluster {
  const changes: { verb: 'create'; object: KubeObject }[] = [];
  const names = new Set([DEFAULT_NAMESPACE, namespace]);
  if (cluster.count('Namespace') === 0) {
    for (const { object } of manifests) if (object.metadata.namespace) names.add(object.metadata.namespace);
    for (const kind of cluster.kinds()) {
      for (const { metadata } of cluster.list(kind)) if (metadata.namespace) names.add(metadata.namespace);
    }
    for (const { object } of manifests)
      if (object.kind === 'Namespace') names.delete(object.metadata.name ?? '');
  } else names.clear();
  for (const name of names) changes.push({ verb: 'create', object: namespaceObject(name) });
  const known = [...names, ...cluster.list('Namespace').map(({ metadata }) => metadata.name ?? '')];
  for (const name of known) {
    for (const [kind, objectName] of [
      ['ServiceAccount', 'default'],
      ['ConfigMap', 'kube-root-ca.crt'],
    ] as const) {
      if (cluster.get(kind, `${name}/${objectName}`)) continue;
      const metadata = {
        name: objectName,
        namespace: name,
        uid: generatedUid(`${kind} ${name}/${objectName}`),
      };
      changes.push({ verb: 'create', object: { apiVersion: 'v1', kind, metadata } });
    }
  }
  const bringsClass = manifests.some(({ object }) => object.kind === 'StorageClass');
  if (cluster.count('StorageClass') === 0 && !bringsClass)
    changes.push({ verb: 'create', object: standardClass() });
  return cluster.with(changes);
}

function namespaceObject(name: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      uid: generatedUid(`Namespace ${name}`),
      labels: { 'kubernetes.io/metadata.name': name },
    },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  } as KubeObject;
}

function standardClass(): KubeObject {
  const object: AnyObject = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: {
      name: STANDARD_CLASS,
      uid: generatedUid(`StorageClass ${STANDARD_CLASS}`),
      annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
    },
    provisioner: 'csi.example.com',
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'WaitForFirstConsumer',
  };
  return object;
}
