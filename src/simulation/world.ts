/** The world that a plan looks at: nodes and what runs on them, and the manifests that come on top. */

import { ALL_KINDS } from '../admission/groups/all.js';
import type { Kinds } from '../admission/kinds.js';
import { lacksSelector } from '../admission/readable.js';
import { jsonEqual } from '../api/equality.js';
import type { Finding, Location } from '../api/finding.js';
import { type FeatureGates, NO_GATES } from '../api/gates.js';
import type { Path } from '../api/json.js';
import { keyOf, kindOf, nameText, refOf, refText } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { NODE_PORTS, type PortRange } from '../api/port-range.js';
import { asJson } from '../api/unstructured.js';
import { type KubernetesVersion, NEWEST_VERSION } from '../api/version.js';
import { adopt } from '../apiserver/adopt.js';
import { adopter } from '../apiserver/adopt-alike.js';
import { definitionsIn } from '../apiserver/definitions.js';
import { Cluster } from '../cluster/cluster.js';
import { parseNodes } from '../cluster/node-spec.js';
import { idOf } from '../cluster/object-id.js';
import { givenPools, type NodePool, poolsAmong } from '../cluster/pools/index.js';
import { appliedFrom, isWritten } from '../kubectl/applied-before.js';
import { apply } from '../kubectl/apply.js';
import { PlainClient } from '../kubectl/client.js';
import { type ApplyOrder, inOrder } from '../kubectl/order.js';
import { notSent } from '../kubectl/outcome.js';
import { definitionsAmong, mappingError } from '../kubectl/resource-mapping.js';
import type { Document, ReadResult } from '../manifest/document.js';
import { type Described, describedBy } from '../references/described.js';
import { withAssumed } from './assumed.js';
import { completed, type Lack, namespacesLack } from './incomplete.js';
import { type Manifest, manifestsOf, placed } from './manifests.js';
import { shownRefusal } from './refusal-text.js';
import { notRead, type SnapshotObject, snapshotObjects, twice } from './snapshot.js';

/** The nodes that are taken where neither a snapshot nor --nodes says what there is. */
export const DEFAULT_NODES = '3x cpu=4,memory=16Gi';
const DEFAULT_NAMESPACE = 'default';

export interface WorldInput {
  /** The Kubernetes that runs it. */
  version?: KubernetesVersion;
  /** The features that are set otherwise than its version has them. */
  gates?: FeatureGates | undefined;
  /** The documents of a snapshot: what `kubectl get nodes,pods,… -A -o yaml` prints. */
  snapshot?: readonly Document[];
  /** What `takenOver` makes of it, for whoever builds several worlds of one snapshot. */
  taken?: () => TakenOver;
  /** Nodes in the short form of `parseNodes`, beside those of the snapshot. */
  nodes?: string;
  /** Pools of nodes that could be added, in the short form of `parsePools`. */
  pools?: readonly string[] | undefined;
  /** No nodes are made up where there would be none. */
  noNodes?: boolean | undefined;
  /** The namespace of objects that name none. */
  namespace?: string;
  /** The ports of nodes that the API server hands out to Services; 30000 to 32767 unless told. */
  nodePorts?: PortRange | undefined;
  /** Kustomizations beside the manifests: which files are patches. */
  kustomizations?: readonly Document[];
}

/** One object among the manifests. */
interface PlacedObject extends Omit<Manifest, 'object'> {
  /** As the API server stores it when it is applied to the world as it was; as written where it is refused. */
  object: KubeObject;
  /** As written, in its namespace. */
  given: KubeObject;
  /** What the server warned of. */
  warnings: readonly string[];
}

/** An object among the manifests that the API server would not take, or kubectl not send. */
interface RefusedObject {
  kind: string;
  name: string;
  message: string;
  document: Document;
}

export interface World {
  /** What is there before anything is applied: snapshot, nodes, the namespaces that are spoken of. */
  before: Cluster;
  /** The same with the manifests stored, what others need first, before any controller has looked at them. */
  cluster: Cluster;
  /** What is to be applied, in the order of the documents. */
  manifests: PlacedObject[];
  /** By `KIND KEY` of an object of the snapshot: what it stands in. */
  held: ReadonlyMap<string, Document>;
  refused: RefusedObject[];
  /** What was wrong with the texts, and what of them is no manifest. */
  findings: Finding[];
  /** How the nodes came about, for the reader: `3x cpu=4,memory=16Gi (assumed)`. */
  nodesAssumed: boolean;
  /** All nodes are `DEFAULT_NODES`, for nothing told of any. */
  nodesByDefault: boolean;
  /** How many of them no snapshot holds: nothing is known to run there. */
  nodesMade: number;
  /** What the snapshot leaves out though its own objects speak of it, and what is made of that. */
  lacks: Lack[];
  /** Namespaces that are taken to be there, because manifests speak of them and nothing says what there is. */
  namespacesAssumed: string[];
  /** Of which objects all that there are is known. */
  described: Described;
  /** The namespace of objects that named none. */
  namespace: string;
  /** What could add nodes: of the command line, of the snapshot, of the manifests. */
  pools: readonly NodePool[];
}

/**
 * The world that manifests come to: the snapshot and the nodes, what every cluster has, and the manifests as the API
 * server stores them. Throws `NodeSpecError` for nodes that cannot be understood.
 */
export function buildWorld(read: ReadResult, input: WorldInput = {}): World {
  const { namespace = DEFAULT_NAMESPACE, version = NEWEST_VERSION, kustomizations = [] } = input;
  const { nodePorts = NODE_PORTS, gates = NO_GATES } = input;
  const { snapshot, held } = (input.taken ?? takenOver(input))();
  const { manifests, findings } = manifestsOf(read.documents, {
    version,
    namespace,
    objects: snapshot.objects.map(({ object }) => object),
    kustomizations,
  });
  const given = input.nodes === undefined ? [] : parseNodes(input.nodes);
  const written = manifests.map(({ object }) => object);
  const rest = completed(held.objects, given, version, written);
  const known = [...held.objects, ...rest.objects];
  const nodes = nodesOf(known, given, input.noNodes === true);
  const added = [...rest.objects, ...nodes.objects].map(
    (object) => adopt(object, Cluster.of([], version).withGates(gates), ALL_KINDS).object,
  );
  const base = Cluster.of([...held.objects, ...added], version)
    .withNodePorts(nodePorts)
    .withGates(gates);
  const assumed = withAssumed(base, written, namespace);
  return {
    before: assumed.cluster,
    held: held.documents,
    ...applyAll(assumed.cluster, manifests, 'install'),
    findings: [...read.findings, ...snapshot.findings, ...held.findings, ...findings],
    nodesAssumed: nodes.assumed || rest.objects.some(({ kind }) => kind === 'Node'),
    nodesByDefault: nodes.assumed,
    nodesMade: nodes.objects.length,
    lacks: [...rest.lacks, ...namespacesLack(held.objects, assumed.namespaces)],
    namespacesAssumed: assumed.namespaces,
    described: describedBy(
      snapshot.objects.map(({ object }) => object),
      manifests.map(({ object }) => object),
    ),
    namespace,
    pools: [
      ...givenPools(input.pools ?? []),
      ...poolsAmong([...snapshot.objects, ...manifests], assumed.cluster.list('Node')),
    ],
  };
}

/** The objects of a snapshot, as they are written and as a world holds them. */
interface TakenOver {
  snapshot: ReturnType<typeof snapshotObjects>;
  held: ReturnType<typeof heldOf>;
}

/** A snapshot taken over once it is asked for, and once only. */
export function takenOver({
  snapshot: documents = [],
  namespace = DEFAULT_NAMESPACE,
  version = NEWEST_VERSION,
}: WorldInput): () => TakenOver {
  let taken: TakenOver | undefined;
  return () => {
    if (!taken) {
      const snapshot = snapshotObjects(documents);
      taken = { snapshot, held: heldOf(snapshot.objects, { namespace, version, kinds: ALL_KINDS }) };
    }
    return taken;
  };
}

/** What is there already, as a world holds it; manifests are taken to have been applied. */
export function heldOf(
  snapshot: readonly SnapshotObject[],
  { namespace, version, kinds }: { namespace: string; version: KubernetesVersion; kinds: Kinds },
): { objects: KubeObject[]; findings: Finding[]; documents: Map<string, Document> } {
  const defined = definitionsIn(
    snapshot.map(({ object }) => object),
    version,
  );
  const takeOver = adopter(defined, kinds);
  const objects: KubeObject[] = [];
  const findings: Finding[] = [];
  const seen = new Map<string, SnapshotObject>();
  const documents = new Map<string, Document>();
  for (const { object, document } of snapshot) {
    const whole = placed(object, namespace, defined);
    const id = idOf(whole);
    const before = seen.get(id);
    if (before && !jsonEqual(asJson(before.object), asJson(whole))) findings.push(twice(document, before));
    seen.set(id, { object: whole, document });
    const { object: stored, unreadable } = takeOver(whole);
    documents.set(idOf(stored), document);
    if (lacksSelector(asJson(stored), version)) {
      findings.push(notRead(`${refText(refOf(object))}: it has no spec.selector`, document, []));
    } else if (unreadable)
      findings.push(notRead(`${refText(refOf(object))}: ${unreadable.message}`, document, unreadable.path));
    else objects.push(object.kind !== 'Node' && isWritten(object) ? appliedFrom(stored, whole) : stored);
  }
  return { objects, findings, documents };
}

/** Applies the manifests one after the other, as if nobody else did anything meanwhile. */
function applyAll(
  before: Cluster,
  manifests: readonly Manifest[],
  order: ApplyOrder,
): Pick<World, 'cluster' | 'manifests' | 'refused'> {
  const client = new PlainClient(before, 0);
  const coming = definitionsAmong(manifests, before);
  const refused = new Map<Manifest, RefusedObject>();
  const stored = new Map<Manifest, PlacedObject>();
  for (const manifest of inOrder(manifests, order)) {
    const { object: given, document } = manifest;
    const unmapped = mappingError(manifest, client.cluster, coming);
    const { refusal, error, object, warnings } = unmapped ? notSent(unmapped) : apply(client, given);
    const message = error ?? (refusal && shownRefusal(refusal, given));
    if (message !== undefined) {
      refused.set(manifest, { kind: given.kind, name: nameText(given.metadata.name), message, document });
    }
    const isStored = message === undefined && object !== undefined;
    stored.set(manifest, { ...manifest, object: isStored ? object : given, given, warnings });
  }
  return {
    cluster: client.cluster,
    manifests: manifests.map((manifest) => stored.get(manifest) as PlacedObject),
    refused: manifests.flatMap((manifest) => refused.get(manifest) ?? []),
  };
}

/** Where the manifests write the fields of an object; undefined for one that none of them holds. */
export function locator(world: World, object: KubeObject): ((path: Path) => Location) | undefined {
  const found = world.manifests.find(
    ({ given }) => kindOf(given) === kindOf(object) && keyOf(given) === keyOf(object),
  );
  return found && ((path) => found.document.locate(path));
}

/** Where a field of an object is written: in the manifests, else in the snapshot; undefined for what nobody wrote. */
export function writtenAt(world: World, object: KubeObject, path: Path): Location | undefined {
  return locator(world, object)?.(path) ?? world.held.get(idOf(object))?.locate(path);
}

/** The nodes beside the known ones: those that are given, or some where there would be none. */
function nodesOf(
  held: readonly KubeObject[],
  given: readonly KubeObject[],
  noNodes: boolean,
): { objects: readonly KubeObject[]; assumed: boolean } {
  const known = new Set(held.filter(({ kind }) => kind === 'Node').map(({ metadata }) => metadata.name));
  if (known.size === 0 && given.length === 0 && !noNodes)
    return { objects: parseNodes(DEFAULT_NODES), assumed: true };
  return { objects: given.filter(({ metadata }) => !known.has(metadata.name)), assumed: false };
}
